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
}
