import Model

/// An assignment in a file of settings.
package struct KeyValue: Hashable, Sendable {
    /// Line number from 1.
    package var line: Int
    /// ASCII letters, digits and underscores.
    package var name: RawText
    /// Without quotes; what the shell would expand (`$NAME`, backticks) stays as written.
    package var value: RawText

    package init(line: Int, name: RawText, value: RawText) {
        (self.line, self.name, self.value) = (line, name, value)
    }
}

/// `NAME=value` files: /etc/environment (pam_env(8)), /etc/default/*, /etc/sysconfig/*, locale.conf(5), os-release(5).
package enum KeyValueFormat {
    /// The assignments in file order, doubles included. "export" in front is allowed; other lines are problems.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[KeyValue]> {
        var assignments: [KeyValue] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            var text = line.bytes[...].trimmed { $0.isCSpace }
            guard let first = text.first, first != 0x23 else { return }
            if text.begins(with: "export "), let name = text.dropFirst(7).firstIndex(where: { !$0.isBlank }) { text = text[name...] }
            let name = text.prefix { $0.isAsciiLetter || $0.isDecimalDigit || $0 == 0x5f }
            guard !name.isEmpty, name.endIndex < text.endIndex, text[name.endIndex] == 0x3d else {
                return problems.add("line is no assignment", at: line)
            }
            let (value, isClosed) = unquoted(text[(name.endIndex + 1)...])
            if !isClosed { problems.add("quote is not closed", at: line) }
            assignments.append(KeyValue(line: line.number, name: RawText(name), value: value))
        }
        return Parsed(assignments, problems: problems.all)
    }

    /// One shell word: quotes and backslashes removed, up to a comment.
    private static func unquoted(_ text: ArraySlice<UInt8>) -> (value: RawText, isClosed: Bool) {
        var output: [UInt8] = []
        // Up to here blanks were within quotes or escaped, and stay.
        var kept = 0
        var quote: UInt8?
        var isEscaped = false
        for index in text.indices {
            let byte = text[index]
            if isEscaped {
                // Within double quotes a backslash escapes only $, `, " and itself.
                if quote == 0x22, ![0x24, 0x60, 0x22, 0x5c].contains(byte) { output.append(0x5c) }
                output.append(byte)
                kept = output.count
                isEscaped = false
            } else if byte == 0x5c, quote != 0x27 {
                isEscaped = true
            } else if let open = quote {
                if byte == open { quote = nil } else { output.append(byte) }
                kept = output.count
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x23, index > text.startIndex, text[index - 1].isBlank {
                break
            } else {
                output.append(byte)
            }
        }
        if isEscaped { output.append(0x5c) }
        while output.count > kept, output.last?.isBlank == true { output.removeLast() }
        return (RawText(output), quote == nil)
    }
}
