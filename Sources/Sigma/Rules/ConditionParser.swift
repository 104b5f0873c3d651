/// Reads a condition over the named parts of a detection: `not` binds before `and`, `and` before `or`.
struct ConditionParser {
    static let mostDepth = 60
    static let mostTokens = 4000

    private let tokens: [String]
    private let detections: [(name: String, expression: SigmaExpression)]
    private var place = 0
    private var depth = 0

    static func expression(_ condition: String, _ detections: [(name: String, expression: SigmaExpression)]) throws -> SigmaExpression {
        var parser = ConditionParser(tokens: try tokens(condition), detections: detections)
        let expression = try parser.disjunction()
        guard parser.place == parser.tokens.count else {
            throw SigmaProblem("The condition goes on with `\(parser.tokens[parser.place])` where it should end.")
        }
        return expression
    }

    private init(tokens: [String], detections: [(name: String, expression: SigmaExpression)]) {
        (self.tokens, self.detections) = (tokens, detections)
    }

    private static func tokens(_ condition: String) throws -> [String] {
        var tokens: [String] = []
        var word = ""
        func close() {
            if !word.isEmpty { tokens.append(word) }
            word = ""
        }
        for scalar in condition.unicodeScalars {
            switch scalar {
            case " ", "\t", "\n", "\r": close()
            case "(", ")":
                close()
                tokens.append(String(Character(scalar)))
            case "|": throw SigmaProblem("The condition counts behind a `|`; correlation rules have taken the place of that.")
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "*", ".": word.unicodeScalars.append(scalar)
            default: throw SigmaProblem("The condition holds `\(scalar)`, which means nothing there.")
            }
        }
        close()
        guard !tokens.isEmpty else { throw SigmaProblem("The condition is empty.") }
        guard tokens.count <= mostTokens else { throw SigmaProblem("The condition is too long.") }
        return tokens
    }

    private func isNext(_ word: String) -> Bool {
        place < tokens.count && (tokens[place] == word || tokens[place] == word.uppercased())
    }

    private mutating func disjunction() throws -> SigmaExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ConditionParser.mostDepth else { throw SigmaProblem("The condition is nested too deeply.") }
        var parts = [try conjunction()]
        while isNext("or") {
            place += 1
            parts.append(try conjunction())
        }
        return .joined(parts, all: false)
    }

    private mutating func conjunction() throws -> SigmaExpression {
        var parts = [try operand()]
        while isNext("and") {
            place += 1
            parts.append(try operand())
        }
        return .joined(parts, all: true)
    }

    private mutating func operand() throws -> SigmaExpression {
        var isNegated = false
        while isNext("not") {
            place += 1
            isNegated.toggle()
        }
        let expression = try primary()
        return isNegated ? .not(expression) : expression
    }

    private mutating func primary() throws -> SigmaExpression {
        guard place < tokens.count else { throw SigmaProblem("The condition ends too early.") }
        let token = tokens[place]
        place += 1
        if token == "(" {
            let inner = try disjunction()
            guard isNext(")") else { throw SigmaProblem("A parenthesis of the condition is not closed.") }
            place += 1
            return inner
        }
        if place + 1 < tokens.count, isNext("of") {
            let pattern = tokens[place + 1]
            place += 2
            return try selector(token, pattern)
        }
        guard let found = detections.first(where: { $0.name == token }) else {
            throw SigmaProblem("The condition names `\(token)`, which the detection does not hold.")
        }
        return found.expression
    }

    private func selector(_ quantity: String, _ pattern: String) throws -> SigmaExpression {
        let chosen = detections.filter { name, _ in
            // Names with an underscore in front are left out of "them" and of patterns that do not begin with one.
            (pattern.hasPrefix("_") || !name.hasPrefix("_")) && (pattern == "them" || ConditionParser.fits(name, pattern))
        }.map(\.expression)
        guard !chosen.isEmpty else { throw SigmaProblem("`\(quantity) of \(pattern)` means no part of the detection.") }
        switch quantity {
        case "all", "ALL": return .joined(chosen, all: true)
        case "any", "1", "ANY": return .joined(chosen, all: false)
        default:
            guard let count = Int(quantity), count > 0 else {
                throw SigmaProblem("`\(quantity) of` is neither a number nor `all` nor `any`.")
            }
            guard count <= chosen.count else { throw SigmaProblem("`\(quantity) of \(pattern)` asks for more than there are.") }
            return .atLeast(count, chosen)
        }
    }

    static func fits(_ name: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        let wild = SigmaPattern(
            parts: parts.enumerated().flatMap { index, part -> [SigmaPattern.Part] in
                (index > 0 ? [.anyRun] : []) + [.literal(Array(part.utf8))]
            })
        let bytes = Array(name.utf8)
        return wild.matches(bytes, 0..<bytes.count, cased: true)
    }
}
