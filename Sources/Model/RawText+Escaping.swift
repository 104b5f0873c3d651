extension RawText {
    /// The text with everything that is not plain printable shown as a visible escape.
    ///
    /// Bytes that are not UTF-8 become `\xNN`; control characters `\n`, `\t`, `\x1b`; characters that change direction, join,
    /// hide or pose as blanks `\u{202e}`; a backslash `\\`. Two different inputs never give the same output.
    package func escaped() -> String {
        var output = ""
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let (scalar, length) = RawText.decode(bytes, at: index)
            if let scalar {
                RawText.append(scalar, to: &output)
            } else {
                output += RawText.hexEscape(bytes[index])
            }
            index += length
        }
        return output
    }

    /// One scalar of UTF-8 at `index` and its length in bytes; nil and 1 where the bytes are not valid there.
    package static func decode(_ bytes: [UInt8], at index: Int) -> (Unicode.Scalar?, Int) {
        let first = bytes[index]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1
        guard length > 1, first < 0xf5, index + length <= bytes.count else { return (nil, 1) }
        var value = UInt32(first) & (0x7f >> UInt32(length))
        for offset in 1..<length {
            let byte = bytes[index + offset]
            guard byte & 0xc0 == 0x80 else { return (nil, 1) }
            value = value << 6 | UInt32(byte & 0x3f)
        }
        let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard value >= smallest, let scalar = Unicode.Scalar(value) else { return (nil, 1) }
        return (scalar, length)
    }

    private static func append(_ scalar: Unicode.Scalar, to output: inout String) {
        switch scalar.value {
        case 0x0a: output += "\\n"
        case 0x0d: output += "\\r"
        case 0x09: output += "\\t"
        case 0x5c: output += "\\\\"
        case 0..<0x20, 0x7f: output += hexEscape(UInt8(scalar.value))
        case 0x20..<0x7f: output.unicodeScalars.append(scalar)
        default:
            if scalar.isDeceptive {
                output += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
    }

    private static func hexEscape(_ byte: UInt8) -> String {
        "\\x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }
}

extension Unicode.Scalar {
    /// Whether the scalar is invisible, changes the order of what is shown, or poses as an ASCII blank.
    ///
    /// General categories after the Unicode Character Database: Cc, Cf, Cn, Co, Cs, Zl, Zp, and Zs other than U+0020.
    /// U+3000, the blank of Japanese text, and U+00A0 pose as blanks and are therefore deceptive in a name.
    package var isDeceptive: Bool {
        switch properties.generalCategory {
        case .control, .format, .unassigned, .privateUse, .surrogate, .lineSeparator, .paragraphSeparator: true
        case .spaceSeparator: value != 0x20
        default: value == 0x115f || value == 0x1160 || value == 0x3164 || value == 0xffa0 || value == 0x2800
        }
    }
}
