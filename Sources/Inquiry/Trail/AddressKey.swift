import Model

/// An address of a visitor in sixteen bytes: texts of up to fifteen bytes as they are, IPv6 as its number, longer names by their
/// digest. Two different texts of the first two kinds never share a key.
package struct AddressKey: Hashable, Sendable {
    var high: UInt64
    var low: UInt64

    /// The key, and whether the text has to be kept beside it.
    static func of(_ text: Span<UInt8>) -> (key: AddressKey, isDigest: Bool) {
        if text.count <= 15 {
            var high = UInt64(text.count) << 56
            var low: UInt64 = 0
            for index in text.indices {
                if index < 7 {
                    high |= UInt64(text[index]) << UInt64(8 * (6 - index))
                } else {
                    low |= UInt64(text[index]) << UInt64(8 * (14 - index))
                }
            }
            return (AddressKey(high: high, low: low), false)
        }
        if text.count <= 45 {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(text.count)
            for index in text.indices { bytes.append(text[index]) }
            if bytes.contains(0x3a), let address = NetworkAddress(bytes), !address.isIPv4, address.high >> 56 > 0x10 {
                return (AddressKey(high: address.high, low: address.low), false)
            }
        }
        return (AddressKey(high: 0x10 << 56 | TextDigest.of(text) >> 8, low: TextDigest.of(text, seed: 0x9e37_79b9_7f4a_7c15)), true)
    }

    /// The text of a key that holds it.
    var text: RawText? {
        let count = Int(high >> 56)
        if count <= 15 {
            var bytes: [UInt8] = []
            for index in 0..<count {
                let word = index < 7 ? high >> UInt64(8 * (6 - index)) : low >> UInt64(8 * (14 - index))
                bytes.append(UInt8(truncatingIfNeeded: word))
            }
            return RawText(bytes)
        }
        return count == 0x10 ? nil : RawText(IPv6Text.of(high, low))
    }
}

/// IPv6 addresses as RFC 5952 writes them.
enum IPv6Text {
    static func of(_ high: UInt64, _ low: UInt64) -> String {
        let groups = [high, low].flatMap { half in
            stride(from: 48, through: 0, by: -16).map { UInt16(truncatingIfNeeded: half >> UInt64($0)) }
        }
        var best: Range<Int>?
        var start: Int?
        for index in 0...8 {
            if index < 8, groups[index] == 0 {
                start = start ?? index
            } else if let first = start {
                if index - first > max(1, best?.count ?? 1) { best = first..<index }
                start = nil
            }
        }
        func joined(_ range: Range<Int>) -> String { groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
        guard let best else { return joined(0..<8) }
        return joined(0..<best.lowerBound) + "::" + joined(best.upperBound..<8)
    }
}

/// FNV-1a, 64 bits.
enum TextDigest {
    static func of(_ text: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var hash = 0xcbf2_9ce4_8422_2325 ^ seed
        for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3 }
        return hash
    }

    static func of(_ text: RawText) -> UInt64 { of(text.bytes.span) }
}
