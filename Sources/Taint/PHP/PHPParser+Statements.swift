extension PHPParser {
    mutating func statement() -> PHPStatement? {
        let start = offset
        func made(_ kind: PHPStatement.Kind) -> PHPStatement { PHPStatement(kind: kind, offset: start) }
        switch kind {
        case .html:
            index &+= 1
            return made(.html)
        case .symbol(let symbol):
            switch symbol {
            case ";", ")", "]", "}", ",":
                index &+= 1
                return nil
            case "{": return made(.block(block()))
            default: break
            }
        case .word(let word):
            if let statement = keyword(word, start) { return statement }
            // A label, or the word of a modifier before a declaration.
            if case .symbol(":") = peek(1), !isAtWord("parent"), !isAtWord("default") {
                index &+= 2
                return nil
            }
        case .end: return nil
        default: break
        }
        let value = expression()
        endStatement()
        return made(.expression(value))
    }

    private mutating func keyword(_ word: [UInt8], _ start: Int) -> PHPStatement? {
        func made(_ kind: PHPStatement.Kind) -> PHPStatement { PHPStatement(kind: kind, offset: start) }
        guard word.count <= 14, let text = String(validating: word, as: UTF8.self) else { return nil }
        switch text {
        case "if":
            index &+= 1
            return made(branch())
        case "while":
            index &+= 1
            let condition = parenthesised()
            let content = body(endingWith: ["endwhile"])
            if takeWord("endwhile") { endStatement() }
            return made(.loop(start: [], condition: [condition], step: [], body: content, bodyFirst: false))
        case "do":
            index &+= 1
            let content = body(endingWith: [])
            let condition = takeWord("while") ? parenthesised() : PHPExpression(kind: .integer(0), offset: start)
            endStatement()
            return made(.loop(start: [], condition: [condition], step: [], body: content, bodyFirst: true))
        case "for":
            index &+= 1
            _ = take("(")
            let first = list(until: ";")
            _ = take(";")
            let condition = list(until: ";")
            _ = take(";")
            let step = list(until: ")")
            _ = take(")")
            let content = body(endingWith: ["endfor"])
            if takeWord("endfor") { endStatement() }
            return made(.loop(start: first, condition: condition, step: step, body: content, bodyFirst: false))
        case "foreach":
            index &+= 1
            return made(each())
        case "switch":
            index &+= 1
            return made(choice())
        case "echo", "print":
            index &+= 1
            let values = list(until: ";")
            endStatement()
            return made(.echo(values))
        case "return":
            index &+= 1
            let value = isAt(";") || isAtEnd || isAt("}") ? nil : expression()
            endStatement()
            return made(.giveBack(value))
        case "break", "continue":
            index &+= 1
            if case .integer = kind { index &+= 1 }
            endStatement()
            return made(.leave(continues: text == "continue"))
        case "global":
            index &+= 1
            let names = list(until: ";")
            endStatement()
            return made(.global(names))
        case "static":
            if case .variable = peek(1) {
                index &+= 1
                return made(.fixed(fixed()))
            }
        case "unset":
            index &+= 1
            _ = take("(")
            let values = list(until: ")")
            _ = take(")")
            endStatement()
            return made(.unset(values))
        case "try":
            index &+= 1
            return made(attempt())
        case "function":
            // A declaration has a name; a closure does not.
            var ahead = 1
            if case .symbol("&") = peek(1) { ahead = 2 }
            if case .word = peek(ahead), case .symbol("(") = peek(ahead &+ 1) {
                index &+= ahead
                let function = self.function(named: takeName() ?? [])
                declare(function)
                return made(.function(function))
            }
        case "abstract", "final", "readonly", "class", "interface", "trait", "enum":
            return type(start)
        case "namespace":
            index &+= 1
            _ = takeName()
            if isAt("{") { return made(.block(block())) }
            endStatement()
            return made(.html)
        case "use", "goto", "declare":
            while !isAtEnd, !isAt(";"), !isAt("{") { index &+= 1 }
            if isAt("{") {
                if text == "declare" { return made(.block(block())) }
                _ = block()
            }
            endStatement()
            return made(.html)
        case "const":
            index &+= 1
            return made(.constants(constants()))
        case "endif", "endwhile", "endfor", "endforeach", "endswitch", "else", "elseif", "case", "catch", "finally":
            index &+= 1
            return made(.html)
        default: break
        }
        return nil
    }

    private mutating func branch() -> PHPStatement.Kind {
        var branches: [(condition: PHPExpression, body: [PHPStatement])] = []
        var otherwise: [PHPStatement]?
        let words: [StaticString] = ["elseif", "else", "endif"]
        let condition = parenthesised()
        branches.append((condition, body(endingWith: words)))
        while !isAtEnd {
            if takeWord("elseif") {
                let condition = parenthesised()
                branches.append((condition, body(endingWith: words)))
            } else if isAtWord("else") {
                index &+= 1
                if takeWord("if") {
                    let condition = parenthesised()
                    branches.append((condition, body(endingWith: words)))
                } else {
                    otherwise = body(endingWith: words)
                    break
                }
            } else {
                break
            }
        }
        if takeWord("endif") { endStatement() }
        return .branch(branches, otherwise: otherwise)
    }

    private mutating func each() -> PHPStatement.Kind {
        _ = take("(")
        let subject = expression()
        _ = takeWord("as")
        var isReference = take("&")
        var key: PHPExpression?
        var value = expression()
        if take("=>") {
            key = value
            isReference = take("&")
            value = expression()
        }
        _ = take(")")
        let content = body(endingWith: ["endforeach"])
        if takeWord("endforeach") { endStatement() }
        return .each(subject, key: key, value: value, isReference: isReference, body: content)
    }

    private mutating func choice() -> PHPStatement.Kind {
        let subject = parenthesised()
        var cases: [(value: PHPExpression?, body: [PHPStatement])] = []
        let isLong = take(":")
        if !isLong { _ = take("{") }
        while !isAtEnd, !isAt("}"), !isAtWord("endswitch") {
            var value: PHPExpression?
            if takeWord("case") {
                value = expression()
            } else if !takeWord("default") {
                index &+= 1
                continue
            }
            if !take(":") { _ = take(";") }
            let content = statements { $0.isAt("}") || $0.isAtWord("case") || $0.isAtWord("default") || $0.isAtWord("endswitch") }
            cases.append((value, content))
        }
        if isLong {
            _ = takeWord("endswitch")
            endStatement()
        } else {
            _ = take("}")
        }
        return .choose(subject, cases)
    }

    private mutating func attempt() -> PHPStatement.Kind {
        let content = block()
        var catches: [(variable: [UInt8], body: [PHPStatement])] = []
        var finally: [PHPStatement] = []
        while !isAtEnd {
            if takeWord("catch") {
                var variable: [UInt8] = []
                while !isAtEnd, !isAt(")"), !isAt("{") {
                    if case .variable(let name) = kind { variable = name }
                    index &+= 1
                }
                _ = take(")")
                catches.append((variable, block()))
            } else if takeWord("finally") {
                finally = block()
            } else {
                break
            }
        }
        return .attempt(content, catches: catches, finally: finally)
    }

    mutating func fixed() -> [(name: [UInt8], value: PHPExpression?)] {
        var list: [(name: [UInt8], value: PHPExpression?)] = []
        while case .variable(let name) = kind {
            index &+= 1
            list.append((name, take("=") ? expression() : nil))
            guard take(",") else { break }
        }
        endStatement()
        return list
    }

    mutating func constants() -> [(name: [UInt8], value: PHPExpression)] {
        var list: [(name: [UInt8], value: PHPExpression)] = []
        while case .word = kind {
            // A type may stand before the name.
            if case .word = peek(1) { index &+= 1 }
            let name = takeName() ?? []
            guard take("=") else { break }
            list.append((name, expression()))
            guard take(",") else { break }
        }
        endStatement()
        return list
    }
}
