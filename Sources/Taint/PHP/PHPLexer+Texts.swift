extension PHPLexer {
    mutating func singleQuoted() {
        let start = index
        var text: [UInt8] = []
        index &+= 1
        var from = index
        while index < end, bytes[index] != 0x27 {
            if bytes[index] == 0x5c, at(index &+ 1) == 0x27 || at(index &+ 1) == 0x5c {
                text += bytes[from..<index]
                from = index &+ 1
                index &+= 1
            }
            index &+= 1
        }
        index = min(index, end)
        text += bytes[min(from, index)..<index]
        index = min(index &+ 1, end)
        add(.text(text), at: start)
    }

    mutating func doubleQuoted() {
        let start = index
        let (close, hasVariables) = PHPTemplate.scan(bytes, index &+ 1, end, until: 0x22)
        index = min(close &+ 1, end)
        if hasVariables {
            add(.template(min(start &+ 1, close)..<close, isHeredoc: false), at: start)
        } else {
            add(.text(PHPTemplate.unescaped(bytes[min(start &+ 1, close)..<close], quote: 0x22)), at: start)
        }
    }

    mutating func backticks() {
        let start = index
        let (close, _) = PHPTemplate.scan(bytes, index &+ 1, end, until: 0x60)
        index = min(close &+ 1, end)
        add(.command(min(start &+ 1, close)..<close), at: start)
    }

    /// `<<<EOT`, `<<<"EOT"` and `<<<'EOT'`; false where none begins.
    mutating func heredoc() -> Bool {
        let start = index
        var place = index &+ 3
        while at(place) == 0x20 || at(place) == 0x09 { place &+= 1 }
        let quote = at(place) == 0x27 || at(place) == 0x22 ? at(place) : 0
        if quote != 0 { place &+= 1 }
        let nameStart = place
        while ByteSearch.isNameByte(at(place)) { place &+= 1 }
        let name = Array(bytes[min(nameStart, end)..<min(place, end)])
        guard !name.isEmpty, name.count <= 128 else { return false }
        if quote != 0 {
            guard at(place) == quote else { return false }
            place &+= 1
        }
        if at(place) == 0x0d { place &+= 1 }
        guard at(place) == 0x0a || at(place &- 1) == 0x0d else { return false }
        if at(place) == 0x0a { place &+= 1 }
        let bodyStart = place
        var bodyEnd = end
        var line = place
        while line < end {
            var first = line
            while at(first) == 0x20 || at(first) == 0x09 { first &+= 1 }
            if ByteSearch.matches(bytes, first, name), !ByteSearch.isNameByte(at(first &+ name.count)) {
                bodyEnd = line
                place = first &+ name.count
                break
            }
            line = ByteSearch.first(0x0a, bytes, line..<end).map { $0 &+ 1 } ?? end
            place = line
        }
        index = min(place, end)
        var content = bodyStart..<max(bodyStart, bodyEnd)
        if content.count > 0, bodyEnd < end { content = bodyStart..<(bodyEnd &- 1) }
        if quote == 0x27 {
            add(.text(Array(bytes[content])), at: start)
        } else {
            add(.template(content, isHeredoc: true), at: start)
        }
        return true
    }
}
