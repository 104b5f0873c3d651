extension PHPParser {
    /// From the parenthesis of the parameters to the end of the body.
    mutating func function(named name: [UInt8], isArrow: Bool = false) -> PHPFunction {
        let first = index
        let function = declared(name, isArrow: isArrow)
        function.means = PHPMeans(tokens[min(first, tokens.count)..<min(max(first, index), tokens.count)], bytes)
        return function
    }

    private mutating func declared(_ name: [UInt8], isArrow: Bool) -> PHPFunction {
        let parameters = parameters()
        var uses: [(name: [UInt8], isReference: Bool)] = []
        if takeWord("use"), take("(") {
            while !isAtEnd, !isAt(")") {
                let isReference = take("&")
                if case .variable(let name) = kind { uses.append((name, isReference)) }
                index &+= 1
                _ = take(",")
            }
            _ = take(")")
        }
        if take(":") { skipType() }
        if isArrow {
            _ = take("=>")
            let start = offset
            let value = deeper(PHPExpression(kind: .nothing, offset: start)) { $0.expression() }
            return PHPFunction(
                name: name, parameters: parameters, body: [PHPStatement(kind: .giveBack(value), offset: start)], isArrow: true)
        }
        let content = isAt("{") ? deeper([]) { $0.block() } : []
        return PHPFunction(name: name, parameters: parameters, uses: uses, body: content)
    }

    private mutating func parameters() -> [PHPFunction.Parameter] {
        var parameters: [PHPFunction.Parameter] = []
        guard take("(") else { return [] }
        var isReference = false, isVariadic = false, isProperty = false
        while !isAtEnd, !isAt(")"), !isAt("{"), !isAt(";") {
            switch kind {
            case .symbol("&"): isReference = true
            case .symbol("..."): isVariadic = true
            case .word(let word):
                if ["public", "private", "protected", "readonly"].contains(where: { word.elementsEqual($0.utf8) }) { isProperty = true }
            case .variable(let name):
                index &+= 1
                let initial = take("=") ? expression() : nil
                parameters.append(
                    PHPFunction.Parameter(
                        name: name, initial: initial, isReference: isReference, isVariadic: isVariadic, isProperty: isProperty))
                (isReference, isVariadic, isProperty) = (false, false, false)
                _ = take(",")
                continue
            default: break
            }
            index &+= 1
        }
        _ = take(")")
        return parameters
    }

    private mutating func skipType() {
        while !isAtEnd {
            switch kind {
            case .word, .symbol("?"), .symbol("|"), .symbol("&"): index &+= 1
            case .symbol("("), .symbol(")"):
                index &+= 1
            default: return
            }
        }
    }

    /// A class with the words before it; nil where only a word of that kind stands.
    mutating func type(_ start: Int) -> PHPStatement? {
        var ahead = 0
        while case .word(let word) = peek(ahead), ["abstract", "final", "readonly"].contains(where: { word.elementsEqual($0.utf8) }) {
            ahead &+= 1
        }
        guard case .word(let kind) = peek(ahead), ["class", "interface", "trait", "enum"].contains(where: { kind.elementsEqual($0.utf8) }),
            case .word = peek(ahead &+ 1)
        else { return nil }
        index &+= ahead &+ 1
        let name = takeName() ?? []
        return PHPStatement(kind: .type(typeBody(name)), offset: start)
    }

    /// From behind the name of a class to the end of its body.
    mutating func typeBody(_ name: [UInt8]) -> PHPClass {
        var parent: [UInt8] = []
        while !isAtEnd, !isAt("{"), !isAt(";") {
            if takeWord("extends") {
                parent = takeName() ?? []
            } else {
                index &+= 1
            }
        }
        let type = PHPClass(name: name, parent: parent)
        guard take("{") else { return type }
        while !isAtEnd, !isAt("}") {
            let before = index
            member(of: type)
            if index == before { index &+= 1 }
        }
        _ = take("}")
        declare(type)
        return type
    }

    private mutating func member(of type: PHPClass) {
        switch kind {
        case .word(let word):
            if word.elementsEqual("function".utf8) {
                index &+= 1
                _ = take("&")
                let method = deeper(PHPFunction(name: [], parameters: [], body: [])) { parser in
                    let name = parser.takeName() ?? []
                    return parser.function(named: name)
                }
                method.owner = type.name
                type.methods.append(method)
                _ = take(";")
            } else if word.elementsEqual("const".utf8) {
                index &+= 1
                type.constants += constants()
            } else if word.elementsEqual("use".utf8) {
                while !isAtEnd, !isAt(";"), !isAt("{") {
                    if case .word(let name) = kind {
                        type.traits.append(name.lastIndex(of: 0x5c).map { Array(name[($0 &+ 1)...]) } ?? name)
                    }
                    index &+= 1
                }
                if isAt("{") { _ = block() }
                _ = take(";")
            } else {
                index &+= 1
            }
        case .variable(let name):
            index &+= 1
            type.properties.append((name, take("=") ? expression() : nil))
            if !take(",") { _ = take(";") }
        default: index &+= 1
        }
    }
}
