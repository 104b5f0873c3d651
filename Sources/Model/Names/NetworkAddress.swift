/// An address of the Internet as 16 bytes; IPv4 stands in ::ffff:0:0/96 (RFC 4291, 2.5.5.2).
package struct NetworkAddress: Hashable, Sendable, Comparable {
    package let high: UInt64
    package let low: UInt64

    init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    /// Reads "192.0.2.7", "2001:db8::7", "::ffff:192.0.2.7" and "fe80::1%eth0" (the zone is left out); nil for anything else.
    package init?(_ text: some Sequence<UInt8>) {
        let bytes = Array(text).prefix { $0 != 0x25 }
        guard bytes.count <= 45, !bytes.isEmpty else { return nil }
        guard bytes.contains(0x3a) else {
            guard let four = NetworkAddress.dotted(bytes) else { return nil }
            self.init(high: 0, low: 0xffff_0000_0000 | UInt64(four))
            return
        }
        guard let groups = NetworkAddress.groups(bytes) else { return nil }
        self.init(
            high: groups[..<4].reduce(0) { $0 << 16 | UInt64($1) }, low: groups[4...].reduce(0) { $0 << 16 | UInt64($1) })
    }

    package init?(_ text: String) { self.init(text.utf8) }
    package init?(_ text: RawText) { self.init(text.bytes) }

    /// Sixteen bytes in network order.
    package var bytes: [UInt8] {
        [high, low].flatMap { half in stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) } }
    }

    /// Whether it is an IPv4 address.
    package var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

    package static func < (left: NetworkAddress, right: NetworkAddress) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }

    private static func dotted(_ text: ArraySlice<UInt8>) -> UInt32? {
        let parts = text.split(separator: 0x2e, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard let number = decimal(part), number < 256 else { return nil }
            value = value << 8 | UInt32(number)
        }
        return value
    }

    fileprivate static func decimal(_ text: ArraySlice<UInt8>) -> Int? {
        guard !text.isEmpty, text.count <= 3, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func hexadecimal(_ text: ArraySlice<UInt8>) -> UInt16? {
        guard !text.isEmpty, text.count <= 4,
            let bytes = [UInt8](hexadecimal: Array(repeating: 0x30, count: 4 - text.count) + text)
        else { return nil }
        return UInt16(bytes[0]) << 8 | UInt16(bytes[1])
    }

    /// The eight groups of an IPv6 address in text (RFC 4291, 2.2).
    private static func groups(_ text: ArraySlice<UInt8>) -> [UInt16]? {
        var before: [UInt16] = [], after: [UInt16] = []
        var hasGap = false
        var rest = text
        if rest.starts(with: [0x3a, 0x3a]) {
            hasGap = true
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            let part = rest.prefix { $0 != 0x3a }
            rest = rest.dropFirst(part.count)
            var words: [UInt16]
            if part.contains(0x2e) {
                guard rest.isEmpty, let four = dotted(part) else { return nil }
                words = [UInt16(four >> 16), UInt16(four & 0xffff)]
            } else {
                guard let word = hexadecimal(part) else { return nil }
                words = [word]
            }
            if hasGap { after += words } else { before += words }
            guard before.count + after.count <= 8 else { return nil }
            if rest.isEmpty { break }
            rest = rest.dropFirst()
            if rest.first == 0x3a {
                guard !hasGap else { return nil }
                hasGap = true
                rest = rest.dropFirst()
            } else if rest.isEmpty {
                return nil
            }
        }
        let missing = 8 - before.count - after.count
        guard hasGap ? missing >= 1 : missing == 0 else { return nil }
        return before + Array(repeating: 0, count: missing) + after
    }
}

/// A network in the notation of RFC 4632 and RFC 4291, "192.0.2.0/24": its first and last address.
package struct NetworkRange: Hashable, Sendable {
    package let first: NetworkAddress
    package let last: NetworkAddress

    /// Nil where the text is no address with a length of prefix.
    package init?(_ text: RawText) {
        let parts = text.bytes.split(separator: 0x2f, omittingEmptySubsequences: false)
        guard parts.count == 2, let address = NetworkAddress(parts[0]),
            let written = NetworkAddress.decimal(parts[1]), written <= (address.isIPv4 ? 32 : 128)
        else { return nil }
        let length = address.isIPv4 ? written + 96 : written
        let high: UInt64 = length >= 64 ? .max : length == 0 ? 0 : .max << UInt64(64 - length)
        let low: UInt64 = length <= 64 ? 0 : .max << UInt64(128 - length)
        first = NetworkAddress(high: address.high & high, low: address.low & low)
        last = NetworkAddress(high: address.high | ~high, low: address.low | ~low)
    }

    package func contains(_ address: NetworkAddress) -> Bool { first <= address && address <= last }
}
