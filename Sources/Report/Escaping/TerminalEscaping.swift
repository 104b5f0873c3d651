import Model

/// Text for a terminal: nothing that a terminal would obey reaches it.
///
/// Controls of both sets (ECMA-48: C0, C1), direction overrides and invisible characters become visible escapes.
enum TerminalEscaping: Escaping {
    static func host(_ text: RawText) -> String { text.escaped() }

    static func words(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0a, 0x09: output += " "
            case 0..<0x20, 0x7f..<0xa0, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f: output += RawText(String(scalar)).escaped()
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
