import Model

/// Looking for bytes in bytes. Letters of patterns are lower case and match both cases.
enum ByteSearch {
    static func isNameStart(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte == 0x5f || byte >= 0x80 }
    static func isNameByte(_ byte: UInt8) -> Bool { isNameStart(byte) || byte >= 0x30 && byte <= 0x39 }
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0d }
    static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }
    static func lower(_ bytes: [UInt8]) -> [UInt8] { bytes.map(lower) }

    static func first(_ byte: UInt8, _ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var place = range.lowerBound
        while place < range.upperBound {
            if bytes[place] == byte { return place }
            place &+= 1
        }
        return nil
    }

    /// Whether the pattern stands at a place, in any case.
    static func starts(_ bytes: [UInt8], _ place: Int, _ pattern: StaticString) -> Bool {
        guard place >= 0, place <= bytes.count &- pattern.utf8CodeUnitCount else { return false }
        return pattern.withUTF8Buffer { text in
            for index in 0..<text.count where unsafe lower(bytes[place &+ index]) != text[index] { return false }
            return true
        }
    }

    static func matches(_ bytes: [UInt8], _ place: Int, _ pattern: [UInt8]) -> Bool {
        guard place >= 0, place <= bytes.count &- pattern.count else { return false }
        for (index, byte) in pattern.enumerated() where bytes[place &+ index] != byte { return false }
        return true
    }

    /// The first place of the pattern, in any case.
    static func find(_ pattern: StaticString, _ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        find(pattern.withUTF8Buffer { unsafe Array($0) }, bytes, range)
    }

    static func find(_ pattern: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard let head = pattern.first, range.count >= pattern.count else { return nil }
        let last = range.upperBound &- pattern.count
        var place = range.lowerBound
        while place <= last {
            if lower(bytes[place]) == head {
                var index = 1
                while index < pattern.count, lower(bytes[place &+ index]) == pattern[index] { index &+= 1 }
                if index == pattern.count { return place }
            }
            place &+= 1
        }
        return nil
    }

    static func contains(_ pattern: StaticString, _ bytes: [UInt8]) -> Bool { find(pattern, bytes, 0..<bytes.count) != nil }

    /// A number of digits in a base; what overflows stops at the largest.
    static func number(_ digits: ArraySlice<UInt8>, radix: Int) -> Int {
        var value = 0
        for byte in digits {
            let digit: Int
            switch byte {
            case 0x30...0x39: digit = Int(byte &- 0x30)
            case 0x61...0x66: digit = Int(byte &- 0x57)
            case 0x41...0x46: digit = Int(byte &- 0x37)
            default: continue
            }
            let (product, first) = value.multipliedReportingOverflow(by: radix)
            let (sum, second) = product.addingReportingOverflow(digit)
            if first || second { return Int.max }
            value = sum
        }
        return value
    }

    static func double(_ text: [UInt8]) -> Double { RawText(text).utf8.flatMap { Double($0) } ?? 0 }

    /// The value of a hexadecimal digit.
    static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte &- 0x30
        case 0x61...0x66: byte &- 0x57
        case 0x41...0x46: byte &- 0x37
        default: nil
        }
    }
}
