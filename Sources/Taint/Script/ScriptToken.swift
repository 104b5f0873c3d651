/// A token of one of the languages that are read lightly: names and texts, everything else byte by byte.
struct ScriptToken {
    enum Kind {
        /// As it is spelt.
        case name
        /// A literal; `text` holds what it says.
        case text
        /// A text between backticks.
        case command
        case number
        case symbol
        case lineEnd
    }
    var kind: Kind
    var text: [UInt8]
    /// The text in lower case, by which names are compared.
    var lower: [UInt8]
    var offset: Int
    /// Put together out of texts that the program joins.
    var isAssembled = false

    func isSymbol(_ byte: UInt8) -> Bool { kind == .symbol && text.first == byte }
    func isName(_ word: StaticString) -> Bool {
        kind == .name && lower.count == word.utf8CodeUnitCount && ByteSearch.starts(lower, 0, word)
    }
}

/// How the tokens of a language are told apart.
struct ScriptSyntax: Sendable {
    var slashComments = true
    var hashComments = false
    /// `'` and `REM` begin a comment (VBScript).
    var quoteComments = false
    var singleQuotes = true
    var backticks = false
    /// A doubled quote stands for one, and a backslash for itself (VBScript).
    var doublesQuotes = false
    /// Three quotes hold a text of several lines (Python).
    var tripleQuotes = false
    /// A line ends a statement.
    var lineEnds = false
    /// `\u0041` is a letter, anywhere (Java).
    var unicodeEscapes = false
}

/// Reads bytes into tokens.
struct ScriptLexer {
    static let mostTokens = 400_000

    private let bytes: [UInt8]
    private let syntax: ScriptSyntax
    private var tokens: [ScriptToken] = []
    private(set) var isCut = false

    static func tokens(_ bytes: [UInt8], _ ranges: [Range<Int>], _ syntax: ScriptSyntax) -> (tokens: [ScriptToken], isCut: Bool) {
        var lexer = ScriptLexer(bytes: bytes, syntax: syntax)
        for range in ranges {
            lexer.read(range)
            lexer.add(.lineEnd, [], range.upperBound)
        }
        return (lexer.tokens, lexer.isCut)
    }

    private init(bytes: [UInt8], syntax: ScriptSyntax) { (self.bytes, self.syntax) = (bytes, syntax) }

    private mutating func add(_ kind: ScriptToken.Kind, _ text: [UInt8], _ offset: Int) {
        tokens.append(ScriptToken(kind: kind, text: text, lower: kind == .name ? ByteSearch.lower(text) : text, offset: offset))
    }

    private mutating func read(_ range: Range<Int>) {
        var place = range.lowerBound
        let end = range.upperBound
        func at(_ place: Int) -> UInt8 { place < end ? bytes[place] : 0 }
        while place < end {
            guard tokens.count < ScriptLexer.mostTokens else {
                isCut = true
                return
            }
            let byte = bytes[place], next = at(place &+ 1)
            if byte == 0x0a || byte == 0x0d {
                if syntax.lineEnds { add(.lineEnd, [], place) }
                place &+= 1
            } else if ByteSearch.isSpace(byte) {
                place &+= 1
            } else if syntax.slashComments, byte == 0x2f, next == 0x2f {
                place = ByteSearch.first(0x0a, bytes, place..<end) ?? end
            } else if syntax.slashComments, byte == 0x2f, next == 0x2a {
                place = ByteSearch.find("*/", bytes, min(place &+ 2, end)..<end).map { $0 &+ 2 } ?? end
            } else if syntax.hashComments, byte == 0x23, place == range.lowerBound || at(place &- 1) != 0x24 {
                place = ByteSearch.first(0x0a, bytes, place..<end) ?? end
            } else if syntax.quoteComments, byte == 0x27 {
                place = ByteSearch.first(0x0a, bytes, place..<end) ?? end
            } else if syntax.quoteComments, byte == 0x5f, isLineEnd(place &+ 1, end) {
                // A line of VBScript that goes on.
                place = min(end, (ByteSearch.first(0x0a, bytes, place..<end) ?? end) &+ 1)
            } else if byte == 0x22 || syntax.singleQuotes && byte == 0x27 || syntax.backticks && byte == 0x60 {
                place = literal(place, end, byte)
            } else if ByteSearch.isNameStart(byte) || syntax.unicodeEscapes && byte == 0x5c && next == 0x75 {
                place = name(place, end)
            } else if byte >= 0x30, byte <= 0x39 {
                var stop = place
                while stop < end, ByteSearch.isNameByte(bytes[stop]), bytes[stop] < 0x80 { stop &+= 1 }
                add(.number, Array(bytes[place..<stop]), place)
                place = stop
            } else {
                add(.symbol, [byte], place)
                place &+= 1
            }
        }
    }

    private func isLineEnd(_ place: Int, _ end: Int) -> Bool {
        var next = place
        while next < end, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0d { next &+= 1 }
        return next < end && bytes[next] == 0x0a
    }

    private mutating func name(_ start: Int, _ end: Int) -> Int {
        var place = start
        var text: [UInt8] = []
        while place < end {
            if ByteSearch.isNameByte(bytes[place]) {
                text.append(bytes[place])
                place &+= 1
            } else if syntax.unicodeEscapes, bytes[place] == 0x5c, place &+ 5 < end, bytes[place &+ 1] == 0x75 {
                var digits = place &+ 1
                while digits < end, bytes[digits] == 0x75 { digits &+= 1 }
                guard digits &+ 4 <= end else { break }
                let value = ByteSearch.number(bytes[digits..<(digits &+ 4)], radix: 16)
                guard value < 0x80, ByteSearch.isNameByte(UInt8(truncatingIfNeeded: value)) else {
                    // Another mark in disguise.
                    if text.isEmpty {
                        if value < 0x80 { add(.symbol, [UInt8(truncatingIfNeeded: value)], place) }
                        return digits &+ 4
                    }
                    break
                }
                text.append(UInt8(truncatingIfNeeded: value))
                place = digits &+ 4
            } else {
                break
            }
        }
        if syntax.quoteComments, ByteSearch.lower(text).elementsEqual("rem".utf8) {
            return ByteSearch.first(0x0a, bytes, place..<end) ?? end
        }
        add(.name, text, start)
        return max(place, start &+ 1)
    }

    private mutating func literal(_ start: Int, _ end: Int, _ quote: UInt8) -> Int {
        if syntax.tripleQuotes, start &+ 2 < end, bytes[start &+ 1] == quote, bytes[start &+ 2] == quote {
            var place = start &+ 3
            while place &+ 2 < end, !(bytes[place] == quote && bytes[place &+ 1] == quote && bytes[place &+ 2] == quote) { place &+= 1 }
            add(.text, Array(bytes[min(start &+ 3, place)..<place]), start)
            return min(end, place &+ 3)
        }
        var place = start &+ 1
        var from = place
        var text: [UInt8] = []
        while place < end {
            let byte = bytes[place]
            if byte == 0x5c, !syntax.doublesQuotes {
                place &+= 2
                continue
            }
            if byte == quote {
                guard syntax.doublesQuotes, place &+ 1 < end, bytes[place &+ 1] == quote else { break }
                text += bytes[from...place]
                place &+= 2
                from = place
                continue
            }
            if byte == 0x0a, syntax.doublesQuotes { break }
            place &+= 1
        }
        place = min(place, end)
        text += bytes[min(from, place)..<place]
        if !syntax.doublesQuotes { text = PHPTemplate.unescaped(text[...], quote: quote) }
        add(quote == 0x60 ? .command : .text, text, start)
        return min(end, place &+ 1)
    }
}
