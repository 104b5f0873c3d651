import Model

/// Paths with `*` and `?` in them, as configuration files include others; after glob(7), without sets in brackets.
package enum Wildcard {
    package static let mostPaths = 2_000

    /// The existing paths that a pattern names, sorted.
    package static func expand(_ pattern: RawText, _ host: any HostView) -> [RawText] {
        var places: [RawText] = ["/"]
        for component in pattern.split(0x2f) where !component.isEmpty {
            var next: [RawText] = []
            for place in places {
                if component.bytes.contains(where: { $0 == 0x2a || $0 == 0x3f }) {
                    guard case .success(let names) = host.names(in: place) else { continue }
                    next += names.filter { matches(component.bytes[...], $0.bytes[...]) }.map { place.appending($0) }
                } else {
                    next.append(place.appending(component))
                }
                guard next.count < mostPaths else { break }
            }
            places = Array(next.prefix(mostPaths))
        }
        return places.filter { if case .success = host.status($0, followingLast: true) { true } else { false } }
    }

    /// Whether a name fits a pattern; a leading dot must be written out.
    package static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        if name.first == 0x2e, pattern.first != 0x2e { return false }
        var p = pattern.startIndex, n = name.startIndex
        var star: (p: Int, n: Int)?
        while n < name.endIndex {
            if p < pattern.endIndex, pattern[p] == 0x2a {
                star = (p, n)
                p += 1
            } else if p < pattern.endIndex, pattern[p] == 0x3f || pattern[p] == name[n] {
                p += 1
                n += 1
            } else if let last = star {
                p = last.p + 1
                n = last.n + 1
                star = (last.p, n)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == 0x2a }
    }
}
