/// Japanese text in its three old encodings, decoded to UTF-8.
enum JISText {
    /// Whether an escape sequence of ISO-2022-JP stands in it.
    static func hasEscape(_ bytes: [UInt8]) -> Bool {
        bytes.indices.dropLast(2).contains { bytes[$0] == 0x1b && (bytes[$0 + 1] == 0x24 || bytes[$0 + 1] == 0x28) }
    }

    /// RFC 1468, with the half-width katakana of JIS X 0201 (ESC ( I) that some mailers add. A line feed ends a two-byte run.
    static func iso2022jp(_ bytes: [UInt8]) -> [UInt8] {
        enum Set { case ascii, kana, double }
        var set = Set.ascii
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x1b, index + 2 < bytes.count {
                switch (bytes[index + 1], bytes[index + 2]) {
                case (0x28, 0x42), (0x28, 0x4a): (set, index) = (.ascii, index + 3)
                case (0x28, 0x49): (set, index) = (.kana, index + 3)
                case (0x24, 0x40), (0x24, 0x42): (set, index) = (.double, index + 3)
                case (0x24, 0x28): (set, index) = (.double, min(index + 4, bytes.count))
                default: index += 1
                }
                continue
            }
            if byte == 0x0a || byte == 0x0d { set = .ascii }
            switch set {
            case .double where byte > 0x20 && byte < 0x7f && index + 1 < bytes.count:
                append(row: Int(byte) - 0x20, cell: Int(bytes[index + 1]) - 0x20, to: &output)
                index += 2
                continue
            case .kana where byte > 0x20 && byte < 0x60:
                output.append(Unicode.Scalar(0xff40 + UInt32(byte) - 0x20) ?? "\u{fffd}")
            default:
                output.append(byte < 0x80 ? Unicode.Scalar(byte) : "\u{fffd}")
            }
            index += 1
        }
        return output
    }

    /// Shift_JIS as Windows writes it (Windows-31J).
    static func shiftJIS(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            switch lead {
            case 0..<0x80: output.append(lead)
            case 0xa1...0xdf: output.append(Unicode.Scalar(0xff61 + UInt32(lead) - 0xa1) ?? "\u{fffd}")
            case 0x81...0x9f, 0xe0...0xfc:
                guard index + 1 < bytes.count, case let trail = bytes[index + 1], trail >= 0x40, trail != 0x7f, trail <= 0xfc else {
                    output.append("\u{fffd}")
                    break
                }
                index += 1
                let pair = Int(lead) - (lead < 0xe0 ? 0x81 : 0xc1)
                let isSecond = trail >= 0x9f
                let cell = isSecond ? Int(trail) - 0x9e : Int(trail) - (trail > 0x7f ? 0x40 : 0x3f)
                append(row: pair * 2 + (isSecond ? 2 : 1), cell: cell, to: &output)
            default: output.append("\u{fffd}")
            }
            index += 1
        }
        return output
    }

    /// EUC-JP without the supplementary JIS X 0212, whose characters become U+FFFD.
    static func eucJP(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            let trail = index + 1 < bytes.count ? bytes[index + 1] : 0
            if lead < 0x80 {
                output.append(lead)
            } else if lead == 0x8e, (0xa1...0xdf).contains(trail) {
                output.append(Unicode.Scalar(0xff61 + UInt32(trail) - 0xa1) ?? "\u{fffd}")
                index += 1
            } else if lead == 0x8f, trail >= 0xa1 {
                output.append("\u{fffd}")
                index += 2
            } else if (0xa1...0xfe).contains(lead), (0xa1...0xfe).contains(trail) {
                append(row: Int(lead) - 0xa0, cell: Int(trail) - 0xa0, to: &output)
                index += 1
            } else {
                output.append("\u{fffd}")
            }
            index += 1
        }
        return output
    }

    private static func append(row: Int, cell: Int, to output: inout [UInt8]) {
        output.append(JISCharacters.character(row: row, cell: cell) ?? "\u{fffd}")
    }
}
