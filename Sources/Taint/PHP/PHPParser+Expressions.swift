extension PHPParser {
    mutating func expression() -> PHPExpression {
        deeper(PHPExpression(kind: .nothing, offset: offset)) { $0.binary(0) }
    }

    /// How tightly a symbol or word binds between two operands; nil where it does not.
    private func strength() -> (level: Int, isRight: Bool)? {
        switch kind {
        case .symbol(let symbol): return PHPWords.strengths[symbol.code]
        case .word(let word):
            if word.count == 2, word.elementsEqual("or".utf8) { return (1, false) }
            if word.count == 3, word.elementsEqual("xor".utf8) { return (2, false) }
            if word.count == 3, word.elementsEqual("and".utf8) { return (3, false) }
            if word.count == 10, word.elementsEqual("instanceof".utf8) { return (19, false) }
            return nil
        default: return nil
        }
    }

    private mutating func binary(_ least: Int) -> PHPExpression {
        var left = unary()
        var links = 0
        while let (level, isRight) = strength() {
            // An assignment takes what stands directly before it, however tightly the operator around binds: `!$a = f()`.
            guard level >= least || level == 4 && left.isAssignable else { break }
            guard links < 2_000 else {
                isCut = true
                break
            }
            let start = left.offset
            let token = kind
            if level == 15 {
                left = joined(left)
                continue
            }
            links &+= 1
            if links > PHPParser.deepest, level != 4 {
                // A long chain: its operands are read, and only the last is kept beside the first.
                index &+= 1
                _ = deeper(left) { $0.binary(level &+ 1) }
                isCut = true
                continue
            }
            index &+= 1
            if case .symbol("?") = token {
                if take(":") {
                    let other = deeper(left) { $0.binary(6) }
                    left = PHPExpression(kind: .conditional(left, nil, other), offset: start)
                } else {
                    let first = expression()
                    _ = take(":")
                    let second = deeper(left) { $0.binary(6) }
                    left = PHPExpression(kind: .conditional(left, first, second), offset: start)
                }
                continue
            }
            var isReference = false
            if case .symbol("=") = token { isReference = take("&") }
            let right = deeper(left) { $0.binary(isRight ? level : level &+ 1) }
            switch token {
            case .symbol("="): left = PHPExpression(kind: .assign(left, right, isReference: isReference), offset: start)
            case .symbol(let symbol) where level == 4:
                left = PHPExpression(kind: .assignWith(PHPSymbol(code: symbol.code >> 8), left, right), offset: start)
            case .symbol(let symbol): left = PHPExpression(kind: .binary(symbol, left, right), offset: start)
            default: left = PHPExpression(kind: .binary(wordSymbol(level), left, right), offset: start)
            }
        }
        return left
    }

    private func wordSymbol(_ level: Int) -> PHPSymbol {
        switch level {
        case 1: "||"
        case 3: "&&"
        case 2: "xor"
        default: "is"
        }
    }

    /// All operands of a chain of dots at once, so that a chain of thousands is not a tower of thousands.
    private mutating func joined(_ first: PHPExpression) -> PHPExpression {
        var parts = [first]
        while isAt(".") {
            index &+= 1
            parts.append(deeper(first) { $0.binary(16) })
        }
        return PHPExpression(kind: .joined(parts), offset: first.offset)
    }

    private mutating func unary() -> PHPExpression {
        let start = offset
        func made(_ kind: PHPExpression.Kind) -> PHPExpression { PHPExpression(kind: kind, offset: start) }
        switch kind {
        case .symbol(let symbol):
            switch symbol {
            case "@", "&":
                index &+= 1
                return deeper(made(.nothing)) { $0.unary() }
            case "!", "~", "-", "+":
                index &+= 1
                let operand = deeper(made(.nothing)) { $0.binary(18) }
                return made(.unary(symbol, operand))
            case "++", "--":
                index &+= 1
                let operand = deeper(made(.nothing)) { $0.unary() }
                return made(.step(operand, by: symbol == "++" ? 1 : -1, isBefore: true))
            case "(":
                if case .word(let word) = peek(1), PHPWords.casts.contains(word), case .symbol(")") = peek(2) {
                    index &+= 3
                    let operand = deeper(made(.nothing)) { $0.unary() }
                    return made(.cast(word, operand))
                }
            default: break
            }
        case .word(let word):
            if let special = special(word, start) { return special }
        default: break
        }
        return deeper(made(.nothing)) { parser in
            let first = parser.primary()
            return parser.postfix(first)
        }
    }

    private mutating func special(_ word: [UInt8], _ start: Int) -> PHPExpression? {
        func made(_ kind: PHPExpression.Kind) -> PHPExpression { PHPExpression(kind: kind, offset: start) }
        guard word.count <= 12, let text = String(validating: word, as: UTF8.self) else { return nil }
        switch text {
        case "new":
            index &+= 1
            return deeper(made(.nothing)) { parser in
                let object = parser.newObject(start)
                return parser.postfix(object)
            }
        case "include", "include_once", "require", "require_once", "print", "throw", "clone", "yield":
            index &+= 1
            if text == "yield", isAtWord("from") { index &+= 1 }
            if isAt(";") || isAt(")") { return made(.special(word, nil)) }
            let value = deeper(made(.nothing)) { $0.binary(text == "clone" ? 19 : 4) }
            return made(.special(word, value))
        case "eval", "exit", "die":
            guard text != "eval" || { if case .symbol("(") = peek(1) { true } else { false } }() else { return nil }
            index &+= 1
            var value: PHPExpression?
            if take("(") {
                if !isAt(")") { value = expression() }
                _ = take(")")
            }
            return made(.special(word, value))
        case "isset":
            index &+= 1
            _ = take("(")
            let values = list(until: ")")
            _ = take(")")
            return made(.isSet(values))
        case "empty":
            index &+= 1
            return made(.isEmpty(parenthesised()))
        case "function", "fn":
            index &+= 1
            _ = take("&")
            let function = function(named: [], isArrow: text == "fn")
            declare(function)
            return deeper(made(.nothing)) { $0.postfix(PHPExpression(kind: .closure(function), offset: start)) }
        case "static":
            if case .word(let next) = peek(1), next.elementsEqual("function".utf8) || next.elementsEqual("fn".utf8) {
                index &+= 1
                return deeper(made(.nothing)) { $0.unary() }
            }
        case "match":
            guard case .symbol("(") = peek(1) else { return nil }
            index &+= 1
            return matchArms(start)
        default: break
        }
        return nil
    }

    private mutating func newObject(_ start: Int) -> PHPExpression {
        if isAtWord("class") {
            index &+= 1
            let arguments = isAt("(") ? self.arguments() : []
            let name = Array("class@\(start)".utf8)
            _ = typeBody(name)
            return PHPExpression(kind: .new(PHPExpression(kind: .constant(name), offset: start), arguments), offset: start)
        }
        var type: PHPExpression
        if take("(") {
            type = expression()
            _ = take(")")
        } else {
            type = primary()
            // The name of the class may be held by an element or a property.
            var links = 0
            while links < PHPParser.deepest {
                if isAt("[") || isAt("->") || isAt("::") {
                    guard let next = access(type, callsMethods: false) else { break }
                    type = next
                } else {
                    break
                }
                links &+= 1
            }
        }
        let arguments = isAt("(") ? self.arguments() : []
        return PHPExpression(kind: .new(type, arguments), offset: start)
    }

    private mutating func matchArms(_ start: Int) -> PHPExpression {
        let subject = parenthesised()
        var arms: [(conditions: [PHPExpression], value: PHPExpression)] = []
        _ = take("{")
        while !isAtEnd, !isAt("}") {
            let before = index
            var conditions: [PHPExpression] = []
            if !takeWord("default") { conditions = list(until: "=>") }
            _ = take("=>")
            arms.append((conditions, expression()))
            _ = take(",")
            if index == before { index &+= 1 }
        }
        _ = take("}")
        return PHPExpression(kind: .match(subject, arms), offset: start)
    }
}

extension PHPExpression {
    /// Whether it may stand to the left of an assignment.
    var isAssignable: Bool {
        switch kind {
        case .variable, .namedBy, .index, .property, .staticProperty, .array: true
        case .call(let callee, _):
            if case .constant(let name) = callee.kind { name.elementsEqual("list".utf8) } else { false }
        default: false
        }
    }
}
