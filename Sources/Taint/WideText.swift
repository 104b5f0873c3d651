/// Text in UTF-16, with or without its mark, as one byte a letter.
enum WideText {
    /// Nil where the bytes are not UTF-16. What is not ASCII becomes UTF-8.
    static func narrowed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 4 else { return nil }
        let isLittle: Bool
        var start = 0
        if bytes[0] == 0xff, bytes[1] == 0xfe {
            (isLittle, start) = (true, 2)
        } else if bytes[0] == 0xfe, bytes[1] == 0xff {
            (isLittle, start) = (false, 2)
        } else {
            let head = bytes.prefix(64)
            guard head.count >= 16 else { return nil }
            var even = 0, odd = 0
            for (index, byte) in head.enumerated() where byte == 0 { if index % 2 == 0 { even += 1 } else { odd += 1 } }
            guard (even == 0) != (odd == 0), max(even, odd) &* 2 > head.count &* 3 / 4 else { return nil }
            isLittle = odd > 0
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 2)
        var place = start
        while place &+ 1 < bytes.count {
            let unit =
                isLittle ? UInt32(bytes[place]) | UInt32(bytes[place &+ 1]) << 8 : UInt32(bytes[place]) << 8 | UInt32(bytes[place &+ 1])
            if unit < 0x80 {
                text.append(UInt8(truncatingIfNeeded: unit))
            } else if unit < 0x800 {
                text += [UInt8(truncatingIfNeeded: 0xc0 | unit >> 6), UInt8(truncatingIfNeeded: 0x80 | unit & 63)]
            } else {
                text += [
                    UInt8(truncatingIfNeeded: 0xe0 | unit >> 12), UInt8(truncatingIfNeeded: 0x80 | unit >> 6 & 63),
                    UInt8(truncatingIfNeeded: 0x80 | unit & 63),
                ]
            }
            place &+= 2
        }
        return text
    }
}
