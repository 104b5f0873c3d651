/// What a database or a list of the operator's says of an address.
package struct AddressOrigin: Hashable, Sendable {
    /// Two letters of ISO 3166-1.
    package var country: RawText?
    package var city: RawText?
    /// Who announces the address, and the number under which (RFC 6793).
    package var network: RawText?
    package var number: UInt32?
    package var position: GeographicPosition?
    /// Names of the operator's lists that hold the address ("hosting", "proxies").
    package var lists: [RawText] = []

    package init() {}

    /// Adds what another source says; what is known stays.
    package mutating func add(_ other: AddressOrigin) {
        country = country ?? other.country
        city = city ?? other.city
        network = network ?? other.network
        number = number ?? other.number
        position = position ?? other.position
        lists += other.lists.filter { !lists.contains($0) }
    }

    /// "Tokyo, JP · Example Network (AS64500) · hosting"
    package var words: RawText {
        var parts: [RawText] = []
        let place = [city, country].compactMap { $0 }
        if let first = place.first { parts.append(place.dropFirst().reduce(first) { $0 + ", " + $1 }) }
        if let number {
            parts.append((network.map { $0 + " (AS" } ?? "(AS") + RawText(String(number)) + ")")
        } else if let network {
            parts.append(network)
        }
        parts += lists
        guard let first = parts.first else { return "" }
        return parts.dropFirst().reduce(first) { $0 + " · " + $1 }
    }
}

/// A place on Earth, in degrees north and east.
package struct GeographicPosition: Hashable, Sendable {
    package var latitude: Double
    package var longitude: Double

    /// Nil where the numbers are no place.
    package init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        (self.latitude, self.longitude) = (latitude, longitude)
    }
}

/// What tells where addresses belong.
package protocol OriginSource: Sendable {
    func origin(of address: NetworkAddress) -> AddressOrigin?
}

/// Nobody was asked.
package struct NoOrigins: OriginSource {
    package init() {}
    package func origin(of address: NetworkAddress) -> AddressOrigin? { nil }
}
