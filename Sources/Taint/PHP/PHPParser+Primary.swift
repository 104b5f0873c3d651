extension PHPParser {
    mutating func primary() -> PHPExpression {
        let start = offset
        func made(_ kind: PHPExpression.Kind) -> PHPExpression { PHPExpression(kind: kind, offset: start) }
        switch kind {
        case .variable(let name):
            index &+= 1
            return made(.variable(name))
        case .integer(let number):
            index &+= 1
            return made(.integer(number))
        case .double(let number):
            index &+= 1
            return made(.double(number))
        case .text(let text):
            index &+= 1
            return made(.text(text))
        case .template(let range, let isHeredoc):
            index &+= 1
            return made(.joined(pieces(range, quote: isHeredoc ? 0 : 0x22)))
        case .command(let range):
            index &+= 1
            return made(.command(pieces(range, quote: 0x60)))
        case .word(let word):
            index &+= 1
            if word.elementsEqual("array".utf8), isAt("(") || word.elementsEqual("list".utf8), isAt("(") {
                index &+= 1
                let elements = elements(until: ")")
                _ = take(")")
                return made(.array(elements))
            }
            return made(.constant(word))
        case .symbol(let symbol):
            switch symbol {
            case "$": return dollar(start)
            case "[":
                index &+= 1
                let elements = elements(until: "]")
                _ = take("]")
                return made(.array(elements))
            case "(":
                index &+= 1
                let value = expression()
                _ = take(")")
                return value
            case ";", ")", "]", "}", ",": return made(.nothing)
            default:
                index &+= 1
                return made(.nothing)
            }
        case .html, .end: return made(.nothing)
        }
    }

    /// `$$x`, `${…}`; any number of dollars.
    private mutating func dollar(_ start: Int) -> PHPExpression {
        var dollars = 0
        while take("$") { dollars &+= 1 }
        var value: PHPExpression
        if take("{") {
            value = expression()
            _ = take("}")
        } else if case .variable(let name) = kind {
            value = PHPExpression(kind: .variable(name), offset: offset)
            index &+= 1
        } else {
            return PHPExpression(kind: .nothing, offset: start)
        }
        for _ in 0..<min(dollars, 8) { value = PHPExpression(kind: .namedBy(value), offset: start) }
        return value
    }

    private mutating func elements(until close: PHPSymbol) -> [PHPElement] {
        var elements: [PHPElement] = []
        while !isAtEnd, !isAt(close) {
            let before = index
            if isAt(",") {
                // An element of `list` that is left out.
                elements.append(PHPElement(value: PHPExpression(kind: .nothing, offset: offset)))
                index &+= 1
                continue
            }
            let isSpread = take("...")
            _ = take("&")
            var value = expression()
            var key: PHPExpression?
            if take("=>") {
                key = value
                _ = take("&")
                value = expression()
            }
            elements.append(PHPElement(key: key, value: value, isSpread: isSpread))
            if !take(","), !isAt(close) {
                if isAt(";") || isAt("}") { break }
                if index == before { index &+= 1 }
            }
        }
        return elements
    }

    mutating func arguments() -> [PHPArgument] {
        var arguments: [PHPArgument] = []
        guard take("(") else { return [] }
        while !isAtEnd, !isAt(")") {
            let before = index
            let isSpread = take("...")
            if isSpread, isAt(")") { break }
            // A named argument, `name: value`.
            if case .word = kind, case .symbol(":") = peek(1) { index &+= 2 }
            arguments.append(PHPArgument(value: expression(), isSpread: isSpread))
            if !take(","), !isAt(")") {
                if isAt(";") || isAt("}") || isAt("{") { break }
                if index == before { index &+= 1 }
            }
        }
        _ = take(")")
        return arguments
    }

    /// Everything that follows a value and belongs to it: indices, properties, calls.
    mutating func postfix(_ first: PHPExpression) -> PHPExpression {
        var value = first
        var links = 0
        while let next = access(value, callsMethods: true) {
            value = next
            links &+= 1
            guard links < PHPParser.deepest else {
                isCut = true
                break
            }
        }
        return value
    }

    /// One link of such a chain; nil where none follows.
    mutating func access(_ value: PHPExpression, callsMethods: Bool) -> PHPExpression? {
        func made(_ kind: PHPExpression.Kind) -> PHPExpression { PHPExpression(kind: kind, offset: value.offset) }
        guard case .symbol(let symbol) = kind else { return nil }
        switch symbol {
        case "[":
            index &+= 1
            let key = isAt("]") ? nil : expression()
            _ = take("]")
            return made(.index(value, key))
        case "{":
            // Old PHP reads bytes of a text with braces: $text{3}.
            guard value.isIndexableByBraces, let key = bracedKey() else { return nil }
            return made(.index(value, key))
        case "->", "?->":
            index &+= 1
            let name = memberName()
            guard callsMethods, isAt("(") else { return made(.property(value, name)) }
            return made(.methodCall(value, name, arguments()))
        case "::":
            index &+= 1
            if case .variable(let name) = kind {
                index &+= 1
                let named = PHPExpression(kind: .text(name), offset: offset)
                if callsMethods, isAt("(") {
                    return made(.staticCall(value, PHPExpression(kind: .variable(name), offset: value.offset), arguments()))
                }
                return made(.staticProperty(value, named))
            }
            let name = memberName()
            if callsMethods, isAt("(") { return made(.staticCall(value, name, arguments())) }
            if case .text(let text) = name.kind { return made(.classConstant(value, text)) }
            return made(.staticProperty(value, name))
        case "(":
            guard callsMethods else { return nil }
            return made(.call(value, arguments()))
        case "++", "--":
            guard callsMethods, value.isAssignable else { return nil }
            index &+= 1
            return made(.step(value, by: symbol == "++" ? 1 : -1, isBefore: false))
        default: return nil
        }
    }

    private mutating func bracedKey() -> PHPExpression? {
        // `{` after a value is an index only where a plain key and a closing brace follow.
        var ahead = 1
        var isKey = false
        while ahead < 12 {
            switch peek(ahead) {
            case .symbol("}"):
                guard isKey else { return nil }
                index &+= 1
                let key = expression()
                _ = take("}")
                return key
            case .variable, .integer, .text: isKey = true
            case .word, .symbol("+"), .symbol("-"), .symbol("("), .symbol(")"), .symbol("["), .symbol("]"), .symbol("*"), .symbol("%"),
                .symbol("/"),
                .symbol("&"), .symbol("^"):
                break
            default: return nil
            }
            ahead &+= 1
        }
        return nil
    }

    private mutating func memberName() -> PHPExpression {
        let start = offset
        switch kind {
        case .word:
            // The token is in lower case; properties are told apart by theirs, which does not matter for the flow.
            let name = takeName() ?? []
            return PHPExpression(kind: .text(name), offset: start)
        case .variable(let name):
            index &+= 1
            return PHPExpression(kind: .variable(name), offset: start)
        case .symbol("{"):
            index &+= 1
            let value = expression()
            _ = take("}")
            return value
        default: return primary()
        }
    }

    // MARK: Texts with variables

    mutating func pieces(_ range: Range<Int>, quote: UInt8) -> [PHPExpression] {
        PHPTemplate.pieces(bytes, range, quote: quote).map { piece in
            let start = range.lowerBound
            switch piece {
            case .text(let text): return PHPExpression(kind: .text(text), offset: start)
            case .simple(let name, let key):
                let variable = PHPExpression(kind: .variable(name), offset: start)
                switch key {
                case nil: return variable
                case .index(let key, let isVariable):
                    let number = Int(String(validating: key, as: UTF8.self) ?? "")
                    let inner: PHPExpression.Kind = isVariable ? .variable(key) : number.map { .integer($0) } ?? .text(key)
                    return PHPExpression(kind: .index(variable, PHPExpression(kind: inner, offset: start)), offset: start)
                case .property(let key):
                    return PHPExpression(
                        kind: .property(variable, PHPExpression(kind: .text(ByteSearch.lower(key)), offset: start)), offset: start)
                }
            case .code(let inner, let namesVariable):
                let value = deeper(PHPExpression(kind: .nothing, offset: start)) { parser in
                    var nested = PHPParser(bytes: parser.bytes, tokens: PHPLexer.tokens(parser.bytes, in: inner))
                    nested.depth = parser.depth
                    let value = nested.expression()
                    parser.isCut = parser.isCut || nested.isCut
                    return value
                }
                guard namesVariable else { return value }
                if case .constant(let word) = value.kind {
                    // "${name}", with the name as it is spelt.
                    let name = parserName(inner, word)
                    return PHPExpression(kind: .variable(name), offset: start)
                }
                return PHPExpression(kind: .namedBy(value), offset: start)
            }
        }
    }

    private func parserName(_ range: Range<Int>, _ word: [UInt8]) -> [UInt8] {
        let name = bytes[range].drop { ByteSearch.isSpace($0) }.prefix { ByteSearch.isNameByte($0) }
        return name.count == word.count ? Array(name) : word
    }
}

extension PHPExpression {
    fileprivate var isIndexableByBraces: Bool {
        switch kind {
        case .variable, .index, .property, .text, .namedBy: true
        default: false
        }
    }
}
