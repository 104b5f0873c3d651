/// Reads PHP into tokens: everything between the tags, in every spelling that PHP takes, with bounds on what it keeps.
struct PHPLexer {
    static let mostTokens = 2_000_000

    let bytes: [UInt8]
    var index: Int
    let end: Int
    private(set) var tokens: [PHPToken] = []
    private(set) var isCut = false

    /// Reads a whole file, or code without tags as `eval` takes it.
    static func tokens(_ bytes: [UInt8], inCode: Bool) -> (tokens: [PHPToken], isCut: Bool) {
        var lexer = PHPLexer(bytes: bytes, range: 0..<bytes.count)
        if !inCode { lexer.skipToCode() }
        lexer.run()
        return (lexer.tokens, lexer.isCut)
    }

    /// Reads code in the middle of a text: what stands between the braces of "{$…}".
    static func tokens(_ bytes: [UInt8], in range: Range<Int>) -> [PHPToken] {
        var lexer = PHPLexer(bytes: bytes, range: range)
        lexer.run()
        return lexer.tokens
    }

    private init(bytes: [UInt8], range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
        tokens.reserveCapacity(min(range.count / 4, 65_536))
    }

    func at(_ place: Int) -> UInt8 { place < end ? bytes[place] : 0 }

    mutating func add(_ kind: PHPToken.Kind, at offset: Int) { tokens.append(PHPToken(kind: kind, offset: offset)) }

    private mutating func run() {
        while index < end {
            guard tokens.count < PHPLexer.mostTokens else {
                isCut = true
                break
            }
            step()
        }
        add(.end, at: end)
    }

    /// Goes to behind the next opening tag; `<?=` counts as the word echo.
    private mutating func skipToCode() {
        let start = index
        while index < end {
            guard let next = ByteSearch.first(0x3c, bytes, index..<end) else {
                index = end
                break
            }
            index = next
            if at(next &+ 1) == 0x3f {
                if ByteSearch.starts(bytes, next &+ 2, "xml"), !ByteSearch.isNameByte(at(next &+ 5)) {
                    index = next &+ 2
                    continue
                }
                index = next &+ 2
                if index > start &+ 2 { add(.html, at: start) }
                if at(index) == 0x3d {
                    index &+= 1
                    add(.word(PHPWords.echo), at: next)
                } else if ByteSearch.starts(bytes, index, "php"), !ByteSearch.isNameByte(at(index &+ 3)) {
                    index &+= 3
                }
                return
            }
            if ByteSearch.starts(bytes, next, "<script"), let close = ByteSearch.first(0x3e, bytes, next..<min(end, next &+ 120)),
                ByteSearch.find("language", bytes, next..<close) != nil, ByteSearch.find("php", bytes, next..<close) != nil
            {
                index = close &+ 1
                if index > start { add(.html, at: start) }
                return
            }
            index = next &+ 1
        }
        if index > start { add(.html, at: start) }
    }

    private mutating func step() {
        let byte = bytes[index]
        switch byte {
        case 0x20, 0x09, 0x0a, 0x0d, 0x0b, 0x0c, 0x00: index &+= 1
        case 0x23:
            if at(index &+ 1) == 0x5b { skipAttribute() } else { skipLine() }
        case 0x2f where at(index &+ 1) == 0x2f: skipLine()
        case 0x2f where at(index &+ 1) == 0x2a:
            index = ByteSearch.find("*/", bytes, min(index &+ 2, end)..<end).map { $0 &+ 2 } ?? end
        case 0x3f where at(index &+ 1) == 0x3e:
            add(.symbol(";"), at: index)
            index &+= 2
            skipToCode()
        case 0x3c where ByteSearch.starts(bytes, index, "</script"):
            add(.symbol(";"), at: index)
            index = ByteSearch.first(0x3e, bytes, index..<end).map { $0 &+ 1 } ?? end
            skipToCode()
        case 0x24 where ByteSearch.isNameStart(at(index &+ 1)):
            let start = index
            index &+= 1
            while index < end, ByteSearch.isNameByte(bytes[index]) { index &+= 1 }
            add(.variable(Array(bytes[start &+ 1..<index])), at: start)
        case 0x27: singleQuoted()
        case 0x22: doubleQuoted()
        case 0x60: backticks()
        case 0x3c where at(index &+ 1) == 0x3c && at(index &+ 2) == 0x3c:
            if !heredoc() { symbol() }
        case 0x30...0x39: number()
        case 0x2e where at(index &+ 1) >= 0x30 && at(index &+ 1) <= 0x39: number()
        default:
            if ByteSearch.isNameStart(byte) || byte == 0x5c && ByteSearch.isNameStart(at(index &+ 1)) { word() } else { symbol() }
        }
    }

    private mutating func skipLine() {
        while index < end, bytes[index] != 0x0a, bytes[index] != 0x0d {
            // A closing tag ends PHP even inside of a comment.
            if bytes[index] == 0x3f, at(index &+ 1) == 0x3e { return }
            index &+= 1
        }
    }

    /// `#[Attribute(…)]`.
    private mutating func skipAttribute() {
        var depth = 0
        while index < end {
            if bytes[index] == 0x5b { depth &+= 1 }
            if bytes[index] == 0x5d { depth &-= 1 }
            index &+= 1
            if depth == 0, bytes[index &- 1] == 0x5d { return }
            if bytes[index &- 1] == 0x0a, depth == 0 { return }
        }
    }

    private mutating func word() {
        let start = index
        index &+= 1
        while index < end, ByteSearch.isNameByte(bytes[index]) || bytes[index] == 0x5c && ByteSearch.isNameStart(at(index &+ 1)) {
            index &+= 1
        }
        var name = bytes[start..<index]
        if name.first == 0x5c { name = name.dropFirst() }
        let lower = name.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
        if lower == PHPWords.halt {
            // What follows is data; the file may read it again.
            add(.end, at: start)
            index = end
            return
        }
        add(.word(lower), at: start)
    }

    private mutating func number() {
        let start = index
        var digits = bytes[index..<min(end, index &+ 64)].prefix { ByteSearch.isNameByte($0) && $0 < 0x80 || $0 == 0x2e }
        digits.removeAll { $0 == 0x5f }
        if digits.first == 0x30, digits.count > 1, let kind = digits.dropFirst().first, kind | 0x20 == 0x78 || kind | 0x20 == 0x62 {
            index &+= bytes[index..<end].prefix(64).prefix { ByteSearch.isNameByte($0) && $0 < 0x80 }.count
            let text = digits.dropFirst(2)
            add(.integer(ByteSearch.number(text, radix: kind | 0x20 == 0x78 ? 16 : 2)), at: start)
            return
        }
        var place = index
        var isDouble = false
        while place < end {
            let byte = bytes[place]
            if byte >= 0x30 && byte <= 0x39 || byte == 0x5f {
                place &+= 1
            } else if byte == 0x2e, !isDouble {
                // "1.5", and "1." where no name or text is joined on by the dot; of two dots the first one is the number's.
                let next = at(place &+ 1)
                guard next == 0x2e || next >= 0x30 && next <= 0x39 || place > start && !isJoined(next) else { break }
                isDouble = true
                place &+= 1
            } else if byte | 0x20 == 0x65, place > start {
                let next = at(place &+ 1)
                let sign = next == 0x2b || next == 0x2d
                let digit = sign ? at(place &+ 2) : next
                guard digit >= 0x30, digit <= 0x39 else { break }
                isDouble = true
                place &+= sign ? 2 : 1
            } else {
                break
            }
        }
        let text = bytes[index..<max(place, index &+ 1)].filter { $0 != 0x5f }
        index = max(place, index &+ 1)
        if isDouble {
            add(.double(ByteSearch.double(text)), at: start)
        } else if text.count > 1, text.first == 0x30 {
            add(.integer(ByteSearch.number(text.dropFirst(), radix: 8)), at: start)
        } else {
            add(.integer(ByteSearch.number(text[...], radix: 10)), at: start)
        }
    }

    /// Whether a dot before this byte joins texts.
    private func isJoined(_ byte: UInt8) -> Bool {
        byte == 0x24 || byte == 0x22 || byte == 0x27 || byte == 0x20 || byte == 0x28 || ByteSearch.isNameStart(byte)
    }

    private mutating func symbol() {
        let start = index
        let rest = end &- index
        if rest >= 3 {
            let code = UInt32(bytes[index]) << 16 | UInt32(bytes[index &+ 1]) << 8 | UInt32(bytes[index &+ 2])
            if PHPWords.threes.contains(code) {
                index &+= 3
                add(.symbol(PHPSymbol(code: code)), at: start)
                return
            }
        }
        if rest >= 2 {
            let code = UInt32(bytes[index]) << 8 | UInt32(bytes[index &+ 1])
            if PHPWords.twos.contains(code) {
                index &+= 2
                add(.symbol(PHPSymbol(code: code)), at: start)
                return
            }
        }
        add(.symbol(PHPSymbol(code: UInt32(bytes[index]))), at: start)
        index &+= 1
    }
}
