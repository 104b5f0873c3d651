import Model

/// Byte classes of the shell's grammar, after POSIX.1-2017 XCU 2 "Shell Command Language".
enum ShellByte {
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isNameStart(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte == 0x5f }
    static func isName(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

    /// The bytes that end an unquoted word: blanks, newline, `;&|()<>`.
    static func isMeta(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0a, 0x3b, 0x26, 0x7c, 0x28, 0x29, 0x3c, 0x3e: true
        default: false
        }
    }

    /// The value of a hexadecimal digit.
    static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// The bytes of a span, at most `limit` of them.
    static func copy(_ text: Span<UInt8>, limit: Int) -> [UInt8] {
        let count = min(text.count, max(0, limit))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for index in 0..<count { bytes.append(text[index]) }
        return bytes
    }
}

extension RawText {
    /// The text for comparing with words of our own; empty where it is long or no UTF-8, which equals none of them.
    var comparable: String { count <= 64 ? utf8 ?? "" : "" }

    /// What stands behind the last slash.
    var lastPathComponent: RawText {
        guard let slash = bytes.lastIndex(of: 0x2f) else { return self }
        return RawText(bytes[(slash + 1)...])
    }

    /// Whether the text has a `$` or a backquote, so that only a shell could say what it is.
    var holdsExpansion: Bool { bytes.contains { $0 == 0x24 || $0 == 0x60 } }
}
