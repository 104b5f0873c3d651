import Model

/// Numbers and texts as the formats of Banken write them: numbers in groups of seven bits, the lowest first, a set top bit
/// for "more follows"; texts with their length in front.
enum BaselineBytes {
    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Small numbers of either sign stay short: 0, -1, 1, -2 become 0, 1, 2, 3.
    static func append(signed number: Int64, to bytes: inout [UInt8]) {
        append(UInt64(bitPattern: number &<< 1 ^ number &>> 63), to: &bytes)
    }

    static func append(_ text: RawText, to bytes: inout [UInt8]) {
        append(UInt64(text.count), to: &bytes)
        bytes += text.bytes
    }
}

/// A place in bytes that moves forward; once something did not fit, everything after it is refused as well.
struct BaselineCursor {
    var place: Int
    private(set) var isBroken = false
    /// Why, and where.
    private(set) var problem: Problem?

    init(_ place: Int = 0) { self.place = place }

    mutating func fail(_ reason: String) {
        if problem == nil { problem = Problem(offset: place, reason: reason) }
        isBroken = true
    }

    mutating func byte(_ bytes: Span<UInt8>) -> UInt8 {
        guard !isBroken, place < bytes.count else {
            fail("cut off")
            return 0
        }
        place &+= 1
        return bytes[place &- 1]
    }

    mutating func number(_ bytes: Span<UInt8>) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while !isBroken {
            let next = byte(bytes)
            guard shift < 63 || next < 2 else {
                fail("a number is too large")
                return 0
            }
            value |= UInt64(next & 0x7f) << shift
            if next & 0x80 == 0 { return value }
            shift &+= 7
            if shift > 63 { fail("a number is too long") }
        }
        return 0
    }

    mutating func signed(_ bytes: Span<UInt8>) -> Int64 {
        let value = number(bytes)
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// The place of a text of at most `limit` bytes.
    mutating func range(_ bytes: Span<UInt8>, limit: Int) -> Range<Int> {
        let length = number(bytes)
        guard !isBroken, length <= UInt64(limit), Int(length) <= bytes.count &- place else {
            fail("a text is longer than what is there")
            return 0..<0
        }
        place &+= Int(length)
        return (place &- Int(length))..<place
    }

    mutating func text(_ bytes: Span<UInt8>, limit: Int) -> RawText {
        PackageBytes.text(bytes, range(bytes, limit: limit))
    }

    /// 32 bytes.
    mutating func fingerprint(_ bytes: Span<UInt8>) -> Fingerprint? {
        guard !isBroken, bytes.count &- place >= 32 else {
            fail("a digest is cut off")
            return nil
        }
        place &+= 32
        return Fingerprint(bytes.extracting((place &- 32)..<place))
    }
}
