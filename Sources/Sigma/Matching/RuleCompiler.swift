import Model

/// Both ends of a network, as values that can be held in a table.
struct NetworkBounds: Hashable, Sendable {
    var range: NetworkRange

    func contains(_ bytes: [UInt8], _ place: Range<Int>) -> Bool {
        guard place.count <= 64, let address = NetworkAddress(bytes[place]) else { return false }
        return range.contains(address)
    }
}

/// Makes `CompiledRules` of rules.
struct RuleCompiler {
    private(set) var compiled = CompiledRules()
    private var atomNumbers: [SigmaAtom: Int32] = [:]
    private var regexNumbers: [RegexSource: Int] = [:]
    private var literals: [[(bytes: [UInt8], number: Int32)]] = []
    /// Length of the literal that announces an atom.
    private var announcing: [Int] = []

    mutating func add(_ rule: SigmaRule) {
        let scope = LogSourceScope.scope(of: rule.logSource) ?? []
        var condition = rule.condition
        if let program = LogSourceScope.program(of: rule.logSource) {
            let atom = SigmaAtom(
                field: FieldBinding.programField, predicate: .pattern(SigmaPattern(literal: Array(program.utf8)), cased: false))
            condition = .all([.atom(atom), condition])
        }
        let number = Int32(truncatingIfNeeded: compiled.rules.count)
        let root = node(condition, scope)
        compiled.rules.append(CompiledRules.Rule(scope: scope, root: root))
        guard let needed = announcement(root) else {
            compiled.unannounced.append(number)
            return
        }
        for atom in Set(needed.atoms) { compiled.triggers[Int(atom)].append(number) }
    }

    /// Makes sure that a field is filled in events of a scope.
    @discardableResult
    mutating func field(_ name: String, _ scope: LogScope) -> Int {
        if let number = compiled.fieldNumbers[name] {
            compiled.fieldScopes[number].formUnion(scope)
            return number
        }
        let number = compiled.fields.count
        compiled.fields.append(name)
        compiled.fieldScopes.append(scope)
        compiled.fieldNumbers[name] = number
        literals.append([])
        return number
    }

    mutating func finish() -> CompiledRules {
        compiled.automata = literals.map { $0.isEmpty ? nil : LiteralAutomaton($0) }
        return compiled
    }

    private mutating func append(_ node: CompiledRules.Node) -> Int32 {
        compiled.nodes.append(node)
        return Int32(truncatingIfNeeded: compiled.nodes.count - 1)
    }

    private mutating func node(_ expression: SigmaExpression, _ scope: LogScope) -> Int32 {
        switch expression {
        case .atom(let atom):
            let number = self.atom(atom, scope)
            return append(.atom(number))
        case .not(let inner):
            let child = node(inner, scope)
            return append(.not(child))
        case .all(let parts):
            let children = self.children(parts, scope)
            return append(.all(children))
        case .any(let parts):
            let children = self.children(parts, scope)
            return append(.any(children))
        case .atLeast(let count, let parts):
            let children = self.children(parts, scope)
            return append(.atLeast(count, children))
        }
    }

    private mutating func children(_ parts: [SigmaExpression], _ scope: LogScope) -> [Int32] {
        var numbers: [Int32] = []
        for part in parts { numbers.append(node(part, scope)) }
        return numbers
    }

    private mutating func atom(_ atom: SigmaAtom, _ scope: LogScope) -> Int32 {
        let field = self.field(atom.field ?? FieldBinding.keywordField, scope)
        if case .reference(let name, _, _) = atom.predicate { self.field(name, scope) }
        if let number = atomNumbers[atom] { return number }
        let number = Int32(truncatingIfNeeded: compiled.atoms.count)
        atomNumbers[atom] = number
        let (test, literal) = self.test(atom.predicate, scope)
        compiled.atoms.append(CompiledRules.Atom(field: field, test: test, needsHit: !literal.isEmpty))
        compiled.triggers.append([])
        announcing.append(literal.count)
        if !literal.isEmpty { literals[field].append((literal, number)) }
        return number
    }

    /// The test of a predicate, and the literal that has to be found before it can hold (empty: none).
    private mutating func test(_ predicate: SigmaPredicate, _ scope: LogScope) -> (CompiledRules.Test, [UInt8]) {
        switch predicate {
        case .pattern(let pattern, let cased):
            let literals = pattern.parts.compactMap { if case .literal(let bytes) = $0 { bytes } else { nil } }
            let longest = literals.max { $0.count < $1.count } ?? []
            let folded = longest.map(foldedASCII)
            guard literals.count == 1, !pattern.parts.contains(.anyOne) else { return (.pattern(pattern, cased: cased), folded) }
            return (.literal(longest, atStart: pattern.parts.first != .anyRun, atEnd: pattern.parts.last != .anyRun, cased: cased), folded)
        case .regex(let source):
            let number = regexNumbers[source] ?? compiled.programs.count
            if number == compiled.programs.count, let program = try? RegexProgram(source) {
                regexNumbers[source] = number
                compiled.programs.append(program)
            }
            let literal = RegexProgram.requiredLiteral(source)
            return (.regex(number), literal.count >= 2 ? literal : [])
        case .equals(let number): return (.equals(number), [])
        case .compares(let comparison, let number): return (.compares(comparison, number), [])
        case .network(let range): return (.network(NetworkBounds(range: range)), [])
        case .absent: return (.absent, [])
        case .exists(let flag): return (flag ? .present : .absent, [])
        case .reference(let name, let openStart, let openEnd):
            return (.reference(field(name, scope), openStart: openStart, openEnd: openEnd), [])
        case .timePart(let part, let number): return (.timePart(part, number), [])
        }
    }

    /// Atoms of which one must have been found before a node can hold, with the length of the shortest literal among them; nil where
    /// the node can hold without any.
    private func announcement(_ node: Int32) -> (atoms: [Int32], shortest: Int)? {
        switch compiled.nodes[Int(node)] {
        case .atom(let atom): return announcing[Int(atom)] > 0 ? ([atom], announcing[Int(atom)]) : nil
        case .not: return nil
        case .all(let children):
            return children.compactMap { announcement($0) }.max {
                (min($0.shortest, 6), -$0.atoms.count) < (min($1.shortest, 6), -$1.atoms.count)
            }
        case .any(let children), .atLeast(_, let children):
            var atoms: [Int32] = []
            var shortest = Int.max
            for child in children {
                guard let part = announcement(child) else { return nil }
                atoms += part.atoms
                shortest = min(shortest, part.shortest)
            }
            return children.isEmpty ? nil : (atoms, shortest)
        }
    }
}
