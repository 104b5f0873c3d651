/// Reads tokens of PHP into statements. Whatever does not fit is passed over; it never fails, and never goes deeper than its bound.
struct PHPParser {
    /// Levels of nesting; what lies deeper is passed over.
    static let deepest = 120

    let bytes: [UInt8]
    let tokens: [PHPToken]
    var index = 0
    var depth = 0
    var isCut = false
    /// How many bodies of functions and classes are open.
    private(set) var functions: [PHPFunction] = []
    private(set) var classes: [PHPClass] = []

    init(bytes: [UInt8], tokens: [PHPToken]) {
        (self.bytes, self.tokens) = (bytes, tokens)
    }

    static func parse(_ bytes: [UInt8], inCode: Bool) -> PHPProgram {
        let (tokens, isCut) = PHPLexer.tokens(bytes, inCode: inCode)
        return parse(bytes, tokens, isCut: isCut)
    }

    static func parse(_ bytes: [UInt8], _ tokens: [PHPToken], isCut: Bool) -> PHPProgram {
        var parser = PHPParser(bytes: bytes, tokens: tokens)
        let statements = parser.statements { $0.isAtEnd }
        return PHPProgram(
            statements: statements, functions: parser.functions, classes: parser.classes, isCut: isCut || parser.isCut)
    }

    // MARK: Tokens

    var kind: PHPToken.Kind { index < tokens.count ? tokens[index].kind : .end }
    var offset: Int { index < tokens.count ? tokens[index].offset : bytes.count }
    var isAtEnd: Bool { kind == .end }

    func peek(_ ahead: Int) -> PHPToken.Kind { index &+ ahead < tokens.count ? tokens[index &+ ahead].kind : .end }

    func isAt(_ symbol: PHPSymbol) -> Bool {
        if case .symbol(let found) = kind { return found == symbol }
        return false
    }

    func isAtWord(_ word: StaticString) -> Bool {
        if case .word(let found) = kind {
            return found.count == word.utf8CodeUnitCount && ByteSearch.starts(found, 0, word)
        }
        return false
    }

    mutating func take(_ symbol: PHPSymbol) -> Bool {
        guard isAt(symbol) else { return false }
        index &+= 1
        return true
    }

    mutating func takeWord(_ word: StaticString) -> Bool {
        guard isAtWord(word) else { return false }
        index &+= 1
        return true
    }

    /// Any word as a name.
    mutating func takeName() -> [UInt8]? {
        if case .word(let name) = kind {
            index &+= 1
            return name
        }
        return nil
    }

    mutating func declare(_ function: PHPFunction) { functions.append(function) }
    mutating func declare(_ type: PHPClass) { classes.append(type) }

    /// Runs a reader one level deeper; past the bound the token is passed over instead.
    mutating func deeper<Value>(_ fallback: Value, _ read: (inout PHPParser) -> Value) -> Value {
        guard depth < PHPParser.deepest else {
            isCut = true
            index &+= 1
            return fallback
        }
        depth &+= 1
        defer { depth &-= 1 }
        return read(&self)
    }

    mutating func statements(until isDone: (PHPParser) -> Bool) -> [PHPStatement] {
        var statements: [PHPStatement] = []
        while !isAtEnd, !isDone(self) {
            let before = index
            if let statement = deeper(nil, { $0.statement() }) { statements.append(statement) }
            if index == before { index &+= 1 }
        }
        return statements
    }

    /// A block in braces, or one statement, or what stands between a colon and one of the words that end it.
    mutating func body(endingWith words: [StaticString]) -> [PHPStatement] {
        if take(":") {
            let statements = statements { parser in words.contains { parser.isAtWord($0) } }
            return statements
        }
        return deeper([]) { $0.statement().map { [$0] } ?? [] }
    }

    mutating func block() -> [PHPStatement] {
        guard take("{") else { return [] }
        let statements = statements { $0.isAt("}") }
        _ = take("}")
        return statements
    }

    mutating func endStatement() {
        _ = take(";")
    }

    mutating func parenthesised() -> PHPExpression {
        guard take("(") else { return expression() }
        let value = expression()
        _ = take(")")
        return value
    }

    mutating func list(until close: PHPSymbol) -> [PHPExpression] {
        var list: [PHPExpression] = []
        while !isAtEnd, !isAt(close), !isAt("}") {
            let before = index
            list.append(expression())
            if !take(","), !isAt(close) {
                if index == before { index &+= 1 }
                if isAt(";") { break }
            }
        }
        return list
    }
}

/// A file of PHP as it was read.
struct PHPProgram {
    var statements: [PHPStatement]
    var functions: [PHPFunction]
    var classes: [PHPClass]
    var isCut: Bool
}
