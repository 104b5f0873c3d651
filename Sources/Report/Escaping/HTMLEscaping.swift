import Model

/// Text for HTML, equally for content and for attribute values in double quotes.
///
/// The five characters that can start markup become character references (HTML Living Standard, 13.1.4), after what cannot
/// be seen has become a visible escape.
enum HTMLEscaping: Escaping {
    static func host(_ text: RawText) -> String { references(text.escaped()) }
    static func words(_ text: String) -> String { references(TerminalEscaping.words(text)) }

    private static func references(_ text: String) -> String {
        var output = ""
        output.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
