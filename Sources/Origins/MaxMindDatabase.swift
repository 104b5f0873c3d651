import CPlaces
import Model

/// A database of addresses in MaxMind's format, which the operator brought: countries, cities, networks. None is shipped.
///
/// The format is MaxMind DB 2.0 (https://maxmind.github.io/MaxMind-DB/); libmaxminddb reads it: Documentation/Decisions/0012.
@safe
package final class MaxMindDatabase: OriginSource, @unchecked Sendable {
    // `@unchecked Sendable` is sound: libmaxminddb maps the file once and only reads from then on, which it documents as safe for threads.
    private let pointer: OpaquePointer
    /// What the database calls itself: "GeoLite2-City".
    package let kind: RawText

    /// Why a file is not such a database.
    package struct Failure: Error, Hashable {
        package var reason: RawText
    }

    package init(_ path: RawText) throws(Failure) {
        var name = path.bytes.map { CChar(bitPattern: $0) }
        name.append(0)
        var opened: OpaquePointer?
        let code = unsafe cplaces_open(name, &opened)
        guard code == 0, let opened = unsafe opened else {
            throw unsafe Failure(reason: MaxMindDatabase.text(200) { unsafe cplaces_reason(code, $0, $1) })
        }
        unsafe pointer = opened
        kind = unsafe MaxMindDatabase.text(128) { unsafe cplaces_kind(opened, $0, $1) }
    }

    deinit { unsafe cplaces_close(pointer) }

    package func origin(of address: NetworkAddress) -> AddressOrigin? {
        var entry = cplaces_entry()
        let bytes = address.bytes
        guard unsafe cplaces_find(pointer, bytes, address.isIPv4 ? 1 : 0, &entry) == 1 else { return nil }
        var origin = AddressOrigin()
        origin.country = MaxMindDatabase.present(MaxMindDatabase.bytes(of: entry.country))
        origin.city = MaxMindDatabase.present(MaxMindDatabase.bytes(of: entry.city))
        origin.network = MaxMindDatabase.present(MaxMindDatabase.bytes(of: entry.network))
        origin.number = entry.number == 0 ? nil : entry.number
        if entry.has_position != 0 { origin.position = GeographicPosition(latitude: entry.latitude, longitude: entry.longitude) }
        return origin
    }

    private static func present(_ bytes: [UInt8]) -> RawText? { bytes.isEmpty ? nil : RawText(bytes) }

    /// The bytes of a text of C in a tuple, to its end.
    private static func bytes<Tuple>(of tuple: Tuple) -> [UInt8] {
        unsafe withUnsafeBytes(of: tuple) { unsafe Array($0.prefix { $0 != 0 }) }
    }

    @unsafe private static func text(_ size: Int, _ fill: (UnsafeMutablePointer<CChar>, UInt32) -> Void) -> RawText {
        var buffer = [CChar](repeating: 0, count: size)
        unsafe buffer.withUnsafeMutableBufferPointer { memory in
            if let start = memory.baseAddress { unsafe fill(start, UInt32(memory.count)) }
        }
        return RawText(buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    }
}
