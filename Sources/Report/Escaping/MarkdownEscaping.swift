import Model

/// Text for Markdown (CommonMark 0.31, 2.4): every ASCII punctuation character that could start a construct gets a backslash.
enum MarkdownEscaping: Escaping {
    static func host(_ text: RawText) -> String { backslashes(text.escaped()) }
    static func words(_ text: String) -> String { backslashes(TerminalEscaping.words(text)) }

    private static func backslashes(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            if "\\`*_{}[]<>#|~!&".unicodeScalars.contains(scalar) { output += "\\" }
            output.unicodeScalars.append(scalar)
        }
        return output
    }
}
