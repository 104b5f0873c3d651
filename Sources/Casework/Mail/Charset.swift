import Model

/// The encodings that abuse mail comes in, decoded to UTF-8. Bytes that an encoding does not assign become U+FFFD.
enum Charset: Sendable, Hashable {
    case utf8, latin1, iso2022jp, shiftJIS, eucJP

    /// By a name of the IANA registry, in any case; nil for names that are not known.
    init?(_ name: RawText) {
        switch name.asciiLowercased.utf8 ?? "" {
        case "utf-8", "utf8", "us-ascii", "ascii", "unicode-1-1-utf-8": self = .utf8
        case "iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "cp1252": self = .latin1
        case "iso-2022-jp", "iso-2022-jp-ms", "iso-2022-jp-1", "iso-2022-jp-2", "cp50220", "cp50221", "csiso2022jp": self = .iso2022jp
        case "shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji", "cp932", "ms932": self = .shiftJIS
        case "euc-jp", "x-euc-jp", "eucjp", "cp51932", "eucjp-ms": self = .eucJP
        default: return nil
        }
    }

    /// What bytes without a named encoding, or with a wrong one, most likely are.
    static func guess(_ bytes: [UInt8]) -> Charset {
        if JISText.hasEscape(bytes) { return .iso2022jp }
        if RawText(bytes).utf8 != nil { return .utf8 }
        let shift = JISText.shiftJIS(bytes), extended = JISText.eucJP(bytes)
        let (wrongShift, wrongExtended) = (Charset.replacements(shift), Charset.replacements(extended))
        if min(wrongShift, wrongExtended) * 8 > bytes.count { return .latin1 }
        return wrongShift < wrongExtended ? .shiftJIS : .eucJP
    }

    /// The text of bytes whose sender named `charset`, or did not.
    static func text(_ bytes: [UInt8], named charset: RawText?) -> [UInt8] {
        let told = charset.flatMap { Charset($0) }
        // A sender who says UTF-8 or nothing, but writes something else, is no rarity.
        if told == nil || told == .utf8 { return guess(bytes).decode(bytes) }
        return (told ?? .utf8).decode(bytes)
    }

    func decode(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .utf8: Charset.repaired(bytes)
        case .latin1: Charset.latin1(bytes)
        case .iso2022jp: JISText.iso2022jp(bytes)
        case .shiftJIS: JISText.shiftJIS(bytes)
        case .eucJP: JISText.eucJP(bytes)
        }
    }

    private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        if RawText(bytes).utf8 != nil { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let (scalar, length) = RawText.decode(bytes, at: index)
            output.append(scalar ?? "\u{fffd}")
            index += length
        }
        return output
    }

    /// ISO 8859-1 with the letters that Windows-1252 puts into its control characters, as browsers read it.
    private static func latin1(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        for byte in bytes {
            let value = byte >= 0x80 && byte < 0xa0 ? windows[Int(byte) - 0x80] : UInt32(byte)
            output.append(Unicode.Scalar(value) ?? "\u{fffd}")
        }
        return output
    }

    private static func replacements(_ text: [UInt8]) -> Int {
        var count = 0
        for index in text.indices.dropLast(2) where text[index] == 0xef && text[index + 1] == 0xbf && text[index + 2] == 0xbd { count += 1 }
        return count
    }

    private static let windows: [UInt32] = [
        0x20ac, 0xfffd, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0xfffd, 0x17d, 0xfffd,
        0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0xfffd, 0x17e, 0x178,
    ]
}

extension [UInt8] {
    /// Adds a character in UTF-8.
    mutating func append(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x80 {
            append(UInt8(value))
        } else if value < 0x800 {
            self += [UInt8(0xc0 | value >> 6), UInt8(0x80 | value & 63)]
        } else if value < 0x10000 {
            self += [UInt8(0xe0 | value >> 12), UInt8(0x80 | value >> 6 & 63), UInt8(0x80 | value & 63)]
        } else {
            self += [UInt8(0xf0 | value >> 18), UInt8(0x80 | value >> 12 & 63), UInt8(0x80 | value >> 6 & 63), UInt8(0x80 | value & 63)]
        }
    }
}
