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
    private var atomNumbers: [SigmaAtom: Int] = [:]
    private var regexNumbers: [RegexSource: Int] = [:]
    private var literals: [[(bytes: [UInt8], number: Int32)]] = []
    /// Length of the literal that announces an atom.
    private var announcing: [Int] = []
    /// How many rules ask for an atom.
    private var uses: [Int] = []

    mutating func add(_ rule: SigmaRule) {
        let scope = LogSourceScope.scope(of: rule.logSource) ?? []
        var condition = rule.condition
        if let program = LogSourceScope.program(of: rule.logSource) {
            let atom = SigmaAtom(
                field: FieldBinding.programField, predicate: .pattern(SigmaPattern(literal: Array(program.utf8)), cased: false))
            condition = .all([.atom(atom), condition])
        }
        let root = node(condition, scope)
        compiled.rules.append(CompiledRules.Rule(scope: scope, root: root))
        for atom in Set(atoms(of: root)) { uses[atom] += 1 }
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
        var triggers = Array(repeating: [Int32](), count: compiled.atoms.count)
        for (number, rule) in compiled.rules.enumerated() {
            let number = Int32(truncatingIfNeeded: number)
            if let needed = announcement(rule.root) {
                for atom in Set(needed.atoms) { triggers[atom].append(number) }
            } else {
                compiled.unannounced.append(number)
            }
        }
        for rules in triggers {
            compiled.triggers.append(compiled.triggered.count)
            compiled.triggered += rules
        }
        compiled.triggers.append(compiled.triggered.count)
        var groups: [FieldBinding.Origin: Int] = [:]
        var grouped: [[(bytes: [UInt8], number: Int32)]] = []
        for (field, name) in compiled.fields.enumerated() {
            let group = groups[FieldBinding.Origin(name), default: grouped.count]
            if group == grouped.count { grouped.append([]) }
            groups[FieldBinding.Origin(name)] = group
            compiled.groups.append(group)
            grouped[group] += literals[field]
        }
        compiled.automata = grouped.map { $0.isEmpty ? nil : LiteralAutomaton($0) }
        return compiled
    }

    private mutating func append(_ kind: CompiledRules.Node.Kind, needed: Int = 0, _ children: [Int]) -> Int {
        let start = compiled.children.count
        compiled.children += children
        compiled.nodes.append(CompiledRules.Node(kind: kind, needed: needed, start: start, end: compiled.children.count))
        return compiled.nodes.count - 1
    }

    private mutating func node(_ expression: SigmaExpression, _ scope: LogScope) -> Int {
        switch expression {
        case .atom(let atom):
            let number = self.atom(atom, scope)
            compiled.nodes.append(CompiledRules.Node(kind: .atom, start: number))
            return compiled.nodes.count - 1
        case .not(let inner):
            let children = self.children([inner], scope)
            return append(.not, children)
        case .all(let parts):
            let children = self.children(parts, scope)
            return append(.all, children)
        case .any(let parts):
            let children = self.children(parts, scope)
            return append(.any, children)
        case .atLeast(let count, let parts):
            let children = self.children(parts, scope)
            return append(.atLeast, needed: count, children)
        }
    }

    private mutating func children(_ parts: [SigmaExpression], _ scope: LogScope) -> [Int] {
        var numbers: [Int] = []
        for part in parts { numbers.append(node(part, scope)) }
        return numbers
    }

    private func children(of node: CompiledRules.Node) -> ArraySlice<Int> { compiled.children[node.start..<node.end] }

    private func atoms(of number: Int) -> [Int] {
        let node = compiled.nodes[number]
        return node.kind == .atom ? [node.start] : children(of: node).flatMap { atoms(of: $0) }
    }

    private mutating func atom(_ atom: SigmaAtom, _ scope: LogScope) -> Int {
        let field = self.field(atom.field ?? FieldBinding.keywordField, scope)
        if case .reference(let name, _, _) = atom.predicate { self.field(name, scope) }
        if let number = atomNumbers[atom] { return number }
        let number = compiled.atoms.count
        atomNumbers[atom] = number
        let (test, literal) = self.test(atom.predicate, scope)
        var plain = CompiledRules.Atom(field: field, needsHit: !literal.isEmpty, length: literal.count)
        if case .literal(_, let atStart, let atEnd, let isCased) = test, !literal.isEmpty {
            (plain.isLiteral, plain.atStart, plain.atEnd, plain.isCased) = (true, atStart, atEnd, isCased)
        }
        compiled.atoms.append(plain)
        compiled.tests.append(test)
        announcing.append(literal.count)
        uses.append(0)
        if !literal.isEmpty { literals[field].append((literal, Int32(truncatingIfNeeded: number))) }
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

    /// Atoms of which one must have been found before a node can hold, with how often that may be expected; nil where the node can hold
    /// without any.
    private func announcement(_ number: Int) -> (atoms: [Int], weight: Double)? {
        let node = compiled.nodes[number]
        switch node.kind {
        case .atom: return announcing[node.start] > 0 ? ([node.start], weight(node.start)) : nil
        case .not: return nil
        case .all: return children(of: node).compactMap { announcement($0) }.min { $0.weight < $1.weight }
        case .any, .atLeast:
            var atoms: [Int] = []
            var weight = 0.0
            for child in children(of: node) {
                guard let part = announcement(child) else { return nil }
                atoms += part.atoms
                weight += part.weight
            }
            return atoms.isEmpty ? nil : (atoms, weight)
        }
    }

    /// How often the literal of an atom may be expected, in no unit: the rarer the longer, and what many rules ask for – the type of a
    /// record, a method – stands in many events.
    private func weight(_ atom: Int) -> Double {
        Double(uses[atom] * uses[atom]) / Double(1 << (2 * min(announcing[atom], 8)))
    }
}
