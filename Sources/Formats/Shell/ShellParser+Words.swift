import Model

extension ShellParser {
    /// Reads one word; `at` stands on its first byte and always moves on.
    mutating func word(end: Int, depth: Int) -> ShellWord {
        let start = at
        var word = ShellWord(text: "")
        while at < end, !ShellByte.isMeta(bytes[at]) {
            switch bytes[at] {
            case 0x5c:
                word.isQuoted = word.isQuoted || byte(at + 1, end) != 0x0a
                if at + 1 < end, bytes[at + 1] != 0x0a { word.text.bytes.append(bytes[at + 1]) }
                at = min(at + 2, end)
            case 0x27:
                word.isQuoted = true
                at += 1
                while at < end, bytes[at] != 0x27 {
                    word.text.bytes.append(bytes[at])
                    at += 1
                }
                at = min(at + 1, end)
            case 0x22:
                word.isQuoted = true
                doubleQuoted(&word, end: end, depth: depth)
            case 0x24 where byte(at + 1, end) == 0x27:
                word.isQuoted = true
                at += 2
                escapedString(&word, end: end)
            case 0x24 where byte(at + 1, end) == 0x22:
                at += 1
            case 0x24, 0x60:
                expansion(&word, end: end, depth: depth)
            case let other:
                if other == 0x2a || other == 0x3f || other == 0x5b { word.isDynamic = true }
                word.text.bytes.append(other)
                at += 1
            }
        }
        if at == start { at = min(at + 1, end) }
        word.range = start..<max(start, at)
        return word
    }

    /// `"…"`: `at` stands on the opening quote.
    private mutating func doubleQuoted(_ word: inout ShellWord, end: Int, depth: Int) {
        at += 1
        while at < end, bytes[at] != 0x22 {
            switch bytes[at] {
            case 0x5c:
                let next = byte(at + 1, end)
                if next != 0x24, next != 0x60, next != 0x22, next != 0x5c, next != 0x0a { word.text.bytes.append(0x5c) }
                if at + 1 < end, next != 0x0a { word.text.bytes.append(next) }
                at = min(at + 2, end)
            case 0x24, 0x60:
                expansion(&word, end: end, depth: depth)
            case let other:
                word.text.bytes.append(other)
                at += 1
            }
        }
        at = min(at + 1, end)
    }

    /// `$'…'` with the escapes of bash(1) QUOTING: `at` stands behind the opening quote.
    private mutating func escapedString(_ word: inout ShellWord, end: Int) {
        while at < end, bytes[at] != 0x27 {
            guard bytes[at] == 0x5c, at + 1 < end else {
                word.text.bytes.append(bytes[at])
                at += 1
                continue
            }
            let kind = bytes[at + 1]
            at += 2
            switch kind {
            case 0x6e: word.text.bytes.append(0x0a)
            case 0x74: word.text.bytes.append(0x09)
            case 0x72: word.text.bytes.append(0x0d)
            case 0x61: word.text.bytes.append(0x07)
            case 0x62: word.text.bytes.append(0x08)
            case 0x65, 0x45: word.text.bytes.append(0x1b)
            case 0x78:
                var value: UInt8 = 0
                var digits = 0
                while digits < 2, let digit = ShellByte.hex(byte(at, end)) {
                    value = value << 4 | digit
                    digits += 1
                    at += 1
                }
                word.text.bytes.append(value)
            case 0x30...0x37:
                var value = kind - 0x30
                var digits = 1
                while digits < 3, at < end, bytes[at] >= 0x30, bytes[at] <= 0x37 {
                    value = value &<< 3 | (bytes[at] - 0x30)
                    digits += 1
                    at += 1
                }
                word.text.bytes.append(value)
            default: word.text.bytes.append(kind)
            }
        }
        at = min(at + 1, end)
    }

    /// `$…` or `` `…` ``: the text stays as written, commands in it are read.
    private mutating func expansion(_ word: inout ShellWord, end: Int, depth: Int) {
        let start = at
        word.isDynamic = true
        if bytes[at] == 0x60 {
            var close = at + 1
            while close < end, bytes[close] != 0x60 { close += bytes[close] == 0x5c ? 2 : 1 }
            if close < end, depth < ShellWords.deepest {
                at += 1
                while at < close, commandsLeft > 0 { word.substitutions += list(closer: nil, end: close, depth: depth + 1) }
                at = close + 1
            } else {
                at += 1
            }
        } else if byte(at + 1, end) == 0x28, byte(at + 2, end) == 0x28 {
            at += 1
            skipArithmetic(end: end)
        } else if byte(at + 1, end) == 0x28, depth < ShellWords.deepest {
            at += 2
            word.substitutions += list(closer: 0x29, end: end, depth: depth + 1)
        } else if byte(at + 1, end) == 0x7b {
            parameter(&word, end: end, depth: depth)
        } else {
            at += 1
        }
        word.text.bytes += bytes[start..<min(at, end)]
    }

    /// `${…}`: `at` stands on the dollar.
    private mutating func parameter(_ word: inout ShellWord, end: Int, depth: Int) {
        at += 2
        var open = 1
        while at < end, open > 0 {
            switch bytes[at] {
            case 0x5c: at += 2
            case 0x7d:
                open -= 1
                at += 1
            case 0x24 where byte(at + 1, end) == 0x7b:
                open += 1
                at += 2
            case 0x24 where byte(at + 1, end) == 0x28 && depth < ShellWords.deepest:
                at += 2
                word.substitutions += list(closer: 0x29, end: end, depth: depth + 1)
            case 0x0a where open == 1 && byte(at + 1, end) == 0x0a:
                // An empty line: the bracket was forgotten.
                return
            default: at += 1
            }
        }
        at = min(at, end)
    }

    /// `<(…)` or `>(…)`: `at` stands on the angle bracket.
    mutating func processSubstitution(end: Int, depth: Int) -> ShellWord {
        let start = at
        at += 2
        var word = ShellWord(text: "", isDynamic: true)
        if depth < ShellWords.deepest { word.substitutions = list(closer: 0x29, end: end, depth: depth + 1) }
        at = min(at, end)
        word.range = start..<at
        word.text = RawText(bytes[start..<at])
        return word
    }
}
