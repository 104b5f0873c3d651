import Model

/// Text for JSON strings (RFC 8259, 7), without the quotes.
///
/// A reader gets exactly the characters that went in. Beyond what the RFC demands, everything invisible is written as
/// `\uXXXX`, so that looking at the JSON in a terminal or an editor is harmless too; so are `<`, `>` and `&`, for JSON that
/// somebody embeds in a page.
enum JSONEscaping: Escaping {
    /// Host text with its visible escapes, as it stands inside sentences.
    static func host(_ text: RawText) -> String { words(text.escaped()) }

    static func words(_ text: String) -> String {
        var output = ""
        output.reserveCapacity(text.utf8.count + 2)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: output += "\\\""
            case 0x5c: output += "\\\\"
            case 0x0a: output += "\\n"
            case 0x0d: output += "\\r"
            case 0x09: output += "\\t"
            case 0x26, 0x3c, 0x3e: output += unit(scalar.value)
            case 0x20..<0x7f, 0x3000: output.unicodeScalars.append(scalar)
            default:
                guard scalar.value < 0x20 || scalar.isDeceptive else {
                    output.unicodeScalars.append(scalar)
                    continue
                }
                for code in String(scalar).utf16 { output += unit(UInt32(code)) }
            }
        }
        return output
    }

    private static func unit(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
