/// Makes expressions of the parts of a rule's detection (specification 2.1.0, "Detection").
struct DetectionParser {
    static let mostDepth = 16
    /// Values for placeholders of the modifier `expand`, by name.
    var placeholders: [String: [String]]

    func expression(_ definition: YAMLValue, depth: Int = 0) throws -> SigmaExpression {
        guard depth <= DetectionParser.mostDepth else { throw SigmaProblem("The detection is nested too deeply.") }
        switch definition {
        case .map(let entries):
            guard !entries.isEmpty else { throw SigmaProblem("A part of the detection is empty.") }
            return .joined(try entries.map { try item($0.key, $0.value) }, all: true)
        case .list(let values):
            guard values.contains(where: { $0.map != nil || $0.list != nil }) else { return try item("", definition) }
            return .joined(try values.map { try expression($0, depth: depth + 1) }, all: false)
        default: return try item("", definition)
        }
    }

    /// One line of a map: a field with its modifiers, and a value or a list of values.
    private func item(_ key: String, _ value: YAMLValue) throws -> SigmaExpression {
        let parts = key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let field = parts.first.flatMap { $0.isEmpty ? nil : $0 }
        let modifiers = try parts.dropFirst().map { name in
            guard let modifier = SigmaModifier(name: name) else { throw SigmaProblem("The modifier `\(name)` is unknown.") }
            return modifier
        }
        let given = value.list ?? [value]
        var values = try given.map { try SigmaValue($0, isRegex: modifiers.contains(.re)) }
        var applied: [SigmaModifier] = []
        for modifier in modifiers {
            if modifier == .expand {
                values = try values.map { try $0.expanded(with: placeholders) }
            } else if modifier != .all && modifier != .neq {
                values = try values.map { try $0.applying(modifier, after: applied, hasField: field != nil) }
            }
            applied.append(modifier)
        }
        if values.isEmpty {
            guard field != nil else { throw SigmaProblem("A list of keywords is empty.") }
            values = [.null]
        }
        let expressions = try values.map { try DetectionParser.expression($0, field: field) }
        let joined = SigmaExpression.joined(expressions, all: modifiers.contains(.all))
        return modifiers.contains(.neq) ? .not(joined) : joined
    }

    private static func expression(_ value: SigmaValue, field: String?) throws -> SigmaExpression {
        func atom(_ predicate: SigmaPredicate) -> SigmaExpression { .atom(SigmaAtom(field: field, predicate: predicate)) }
        func text(_ pattern: SigmaPattern, cased: Bool) -> SigmaExpression {
            // A keyword stands anywhere in the text of an event.
            atom(.pattern(field == nil ? pattern.openedAtStart.openedAtEnd : pattern, cased: cased))
        }
        switch value {
        case .text(let pattern, let cased): return text(pattern, cased: cased)
        case .regex(let source):
            _ = try RegexProgram(source)
            return atom(.regex(source))
        case .alternatives(let values): return .joined(try values.map { try expression($0, field: field) }, all: false)
        case .integer(let number): return text(SigmaPattern(literal: Array(String(number).utf8)), cased: true)
        case .boolean(let flag):
            let word = text(SigmaPattern(literal: Array((flag ? "true" : "false").utf8)), cased: false)
            guard field != nil else { return word }
            return .any([word, text(SigmaPattern(literal: [flag ? 0x31 : 0x30]), cased: true)])
        default: break
        }
        guard field != nil else { throw SigmaProblem("A keyword is no text.") }
        switch value {
        case .real(let number): return atom(.equals(number))
        case .comparison(let comparison, let number): return atom(.compares(comparison, number))
        case .null: return atom(.absent)
        case .exists(let flag): return atom(.exists(flag))
        case .network(let range): return atom(.network(range))
        case .reference(let name, let openStart, let openEnd):
            return atom(.reference(name, openStart: openStart, openEnd: openEnd))
        case .timePart(let part, let number): return atom(.timePart(part, number))
        default: throw SigmaProblem("A value of the detection has no meaning.")
        }
    }
}
