/// Words and marks that the reader of PHP knows.
enum PHPWords {
    static let echo = Array("echo".utf8)
    static let halt = Array("__halt_compiler".utf8)

    static let threes: Set<UInt32> = pack(["===", "!==", "<=>", "**=", "...", "<<=", ">>=", "??=", "?->"])
    static let twos: Set<UInt32> = pack([
        "==", "!=", "<>", "<=", ">=", "&&", "||", "??", "++", "--", "+=", "-=", "*=", "/=", ".=", "%=", "&=", "|=", "^=", "->", "=>", "::",
        "<<", ">>", "**",
    ])

    private static func pack(_ symbols: [StaticString]) -> Set<UInt32> { Set(symbols.map { PHPSymbol(stringLiteral: $0).code }) }

    static let casts: Set<[UInt8]> = Set(
        [
            "int", "integer", "float", "double", "real", "string", "binary", "bool", "boolean", "array", "object", "unset",
        ].map { Array($0.utf8) })

    /// How tightly operators bind, the loosest first, and whether they bind to the right
    /// (https://www.php.net/manual/en/language.operators.precedence.php).
    static let strengths: [UInt32: (level: Int, isRight: Bool)] = {
        var table: [UInt32: (level: Int, isRight: Bool)] = [:]
        func add(_ symbols: [StaticString], _ level: Int, isRight: Bool = false) {
            for symbol in symbols { table[PHPSymbol(stringLiteral: symbol).code] = (level, isRight) }
        }
        add(["=", "+=", "-=", "*=", "/=", ".=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "??="], 4, isRight: true)
        add(["?"], 5)
        add(["??"], 6, isRight: true)
        add(["||"], 7)
        add(["&&"], 8)
        add(["|"], 9)
        add(["^"], 10)
        add(["&"], 11)
        add(["==", "!=", "===", "!==", "<>", "<=>"], 12)
        add(["<", ">", "<=", ">="], 13)
        add(["<<", ">>"], 14)
        add(["."], 15)
        add(["+", "-"], 16)
        add(["*", "/", "%"], 17)
        add(["**"], 20, isRight: true)
        return table
    }()
}
