/// Conditions of temporal correlations that join rules with `and`, `or` and `not`.
extension SigmaCorrelation {
    /// The names of rules that a condition holds, each once, in their order.
    static func names(in words: String) -> [String] {
        var names: [String] = []
        let tokens = words.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }.map(String.init)
        for token in tokens where !["and", "or", "not"].contains(token.lowercased()) && !names.contains(token) { names.append(token) }
        return names
    }

    mutating func readWords(_ words: String) throws {
        let atoms = references.map { name in
            (name: name, expression: SigmaExpression.atom(SigmaAtom(field: name, predicate: .exists(true))))
        }
        let expression = try ConditionParser.expression(words, atoms)
        bounds = [Bound(comparison: .gte, number: Double(references.count))]
        // All of the rules: what the bound says already.
        if expression == .joined(atoms.map(\.expression), all: true) { return }
        guard kind == .temporal else { throw SigmaProblem("The order of rules is known only where all of them are asked for in it.") }
        self.expression = expression
    }

    static func negates(_ expression: SigmaExpression) -> Bool {
        switch expression {
        case .atom: false
        case .not: true
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.contains(where: negates)
        }
    }

    /// Whether the condition holds where the rules of `seen` matched, each told by its place in `references`.
    func holds(seen: [Bool]) -> Bool {
        guard let expression else { return holds(Double(seen.filter { $0 }.count)) }
        return holds(expression, seen)
    }

    private func holds(_ expression: SigmaExpression, _ seen: [Bool]) -> Bool {
        switch expression {
        case .atom(let atom): references.firstIndex { $0 == atom.field }.map { seen[$0] } ?? false
        case .not(let inner): !holds(inner, seen)
        case .all(let parts): parts.allSatisfy { holds($0, seen) }
        case .any(let parts): parts.contains { holds($0, seen) }
        case .atLeast(let count, let parts): parts.filter { holds($0, seen) }.count >= count
        }
    }
}
