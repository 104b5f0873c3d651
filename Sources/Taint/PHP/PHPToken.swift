/// An operator or mark of at most three bytes, packed.
struct PHPSymbol: Equatable, ExpressibleByStringLiteral {
    let code: UInt32

    init(code: UInt32) { self.code = code }

    @inline(__always)
    init(stringLiteral value: StaticString) {
        code = value.withUTF8Buffer { text in
            var code: UInt32 = 0
            for index in 0..<text.count { code = unsafe code << 8 | UInt32(text[index]) }
            return code
        }
    }

    static func ~= (pattern: PHPSymbol, value: PHPSymbol) -> Bool { pattern.code == value.code }
}

/// A token of PHP, after the lexical structure of the language reference.
struct PHPToken {
    enum Kind: Equatable {
        /// Text outside of the tags.
        case html
        /// `$name`, without the dollar.
        case variable([UInt8])
        /// A word, in lower case, with the backslashes of its name space left out of the front.
        case word([UInt8])
        case integer(Int)
        case double(Double)
        /// A text without variables in it.
        case text([UInt8])
        /// A text with variables: the range of the input between its quotes, to be read by `PHPParser`.
        case template(Range<Int>, isHeredoc: Bool)
        /// A command between backticks.
        case command(Range<Int>)
        case symbol(PHPSymbol)
        case end
    }
    var kind: Kind
    var offset: Int
}
