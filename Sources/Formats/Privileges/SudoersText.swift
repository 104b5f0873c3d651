import Model

/// Lines of sudoers(5) put together and cut into words.
enum SudoersText {
    /// Bytes of one line with its continuations.
    static let longest = 1 << 20

    /// Lines with a backslash at their end joined with the next, comments left out, each with the number of its first line. "#include"
    /// and "#includedir" are no comments, and "#" before a digit is a user's number.
    static func lines(_ input: Span<UInt8>, _ body: (_ number: Int, _ offset: Int, _ text: [UInt8]) -> Void) {
        var pending: [UInt8] = []
        var start: (number: Int, offset: Int)?
        HostLine.each(in: input) { line in
            var text = line.bytes
            if start == nil { start = (line.number, line.offset) }
            let isContinued = text.last == 0x5c && pending.count < longest
            if isContinued { text.removeLast() }
            pending += text.prefix(longest)
            guard !isContinued || !line.isEnded else { return }
            let first = start ?? (line.number, line.offset)
            (start, text) = (nil, pending)
            pending = []
            let plain = withoutComment(text)
            if !plain.trimmed.isEmpty { body(first.number, first.offset, Array(plain)) }
        }
        if let start, !pending.isEmpty {
            let plain = withoutComment(pending)
            if !plain.trimmed.isEmpty { body(start.number, start.offset, Array(plain)) }
        }
    }

    private static func withoutComment(_ text: [UInt8]) -> ArraySlice<UInt8> {
        let trimmed = text[...].trimmed { $0.isCSpace }
        if trimmed.begins(with: "#include ") || trimmed.begins(with: "#includedir ") || trimmed.begins(with: "#include\t")
            || trimmed.begins(with: "#includedir\t")
        {
            return trimmed
        }
        var isQuoted = false
        var index = trimmed.startIndex
        while index < trimmed.endIndex {
            let byte = trimmed[index]
            if byte == 0x5c {
                index += 2
                continue
            }
            if byte == 0x22 { isQuoted.toggle() }
            if byte == 0x23, !isQuoted {
                let next = index + 1 < trimmed.endIndex ? trimmed[index + 1] : 0x20
                // "#1000" is a number of a user; "# text" is a comment.
                let isNumber =
                    next.isDecimalDigit
                    && (index == trimmed.startIndex || [0x20, 0x09, 0x2c, 0x28, 0x25, 0x3a, 0x21].contains(trimmed[index - 1]))
                if !isNumber { return trimmed[..<index].trimmed { $0.isCSpace } }
            }
            index += 1
        }
        return trimmed
    }

    /// The pieces between `separator`s that stand outside quotes, without a backslash before them.
    static func split(_ text: ArraySlice<UInt8>, _ separator: UInt8) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        var index = text.startIndex
        var isQuoted = false
        while index < text.endIndex {
            if text[index] == 0x5c {
                index += 2
                continue
            }
            if text[index] == 0x22 { isQuoted.toggle() }
            if text[index] == separator, !isQuoted {
                pieces.append(text[start..<index])
                start = index + 1
            }
            index += 1
        }
        pieces.append(text[start...])
        return pieces
    }

    /// A list of names between commas, quotes taken away; at most 2,000.
    static func list(_ text: ArraySlice<UInt8>) -> [RawText] {
        split(text, 0x2c).prefix(2_000).map { RawText(Array($0.trimmed { $0.isCSpace }.filter { $0 != 0x22 })) }.filter { !$0.isEmpty }
    }
}
