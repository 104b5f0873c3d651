import Model

/// One line of a configuration text, without its end.
struct ConfigurationLine {
    /// From 1; of a joined line the first of its parts.
    var number: Int
    /// Bytes from the start of the text.
    var offset: Int
    var bytes: ArraySlice<UInt8>

    var trimmed: ArraySlice<UInt8> { Self.trim(bytes) }

    static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
}

/// The lines of a configuration text, bounded.
enum ConfigurationText {
    /// What is read of a longer text, in bytes.
    static let longest = 4 << 20
    static let mostLines = 200_000

    static func lines(_ text: Span<UInt8>) -> [ConfigurationLine] {
        let bytes = ShellByte.copy(text, limit: longest)
        var lines: [ConfigurationLine] = []
        var start = 0
        while start < bytes.count, lines.count < mostLines {
            var end = start
            while end < bytes.count, bytes[end] != 0x0a { end += 1 }
            lines.append(ConfigurationLine(number: lines.count + 1, offset: start, bytes: bytes[start..<end]))
            start = end + 1
        }
        return lines
    }

    /// Lines that end in a backslash joined with the next, the backslash kept out; `#` lines between the parts are dropped.
    static func joinedLines(_ text: Span<UInt8>, glue: UInt8 = 0x20, comments: [UInt8] = [0x23]) -> [ConfigurationLine] {
        var result: [ConfigurationLine] = []
        var head: ConfigurationLine?
        var whole: [UInt8] = []
        for line in lines(text) {
            let first = line.trimmed.first
            let isComment = first.map(comments.contains) == true
            if head != nil, isComment { continue }
            var bytes = line.bytes
            if bytes.last == 0x0d { bytes.removeLast() }
            let goesOn = bytes.last == 0x5c && !isComment
            if goesOn { bytes.removeLast() }
            if head != nil {
                whole.append(glue)
                whole += bytes
            } else if goesOn {
                (head, whole) = (line, Array(bytes))
            } else {
                result.append(line)
            }
            if !goesOn, var joined = head {
                joined.bytes = whole[...]
                result.append(joined)
                head = nil
            }
        }
        if var joined = head {
            joined.bytes = whole[...]
            result.append(joined)
        }
        return result
    }

    /// Words parted by blanks; single and double quotes keep blanks and are taken away, a backslash keeps the next byte.
    static func words(_ bytes: ArraySlice<UInt8>) -> [RawText] {
        var words: [RawText] = []
        var word: [UInt8] = []
        var isOpen = false
        var quote: UInt8 = 0
        var isEscaped = false
        for byte in bytes {
            if isEscaped {
                word.append(byte)
                isEscaped = false
            } else if quote != 0 {
                if byte == 0x5c, quote == 0x22 { isEscaped = true } else if byte == quote { quote = 0 } else { word.append(byte) }
            } else if byte == 0x22 || byte == 0x27 {
                (quote, isOpen) = (byte, true)
            } else if byte == 0x5c {
                (isEscaped, isOpen) = (true, true)
            } else if ConfigurationLine.isBlank(byte) || byte == 0x0a {
                if isOpen { words.append(RawText(word)) }
                word = []
                isOpen = false
            } else {
                word.append(byte)
                isOpen = true
            }
        }
        if isOpen { words.append(RawText(word)) }
        return words
    }
}
