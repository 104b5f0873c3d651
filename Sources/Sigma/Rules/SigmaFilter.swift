/// A filter of a site: what its rules shall not match (specification "Sigma Filters").
struct SigmaFilter: Sendable {
    var logSource: SigmaLogSource
    /// Ids and names of the rules that it is for; nil for every rule of the log source.
    var rules: [String]?
    /// What has to hold beside the rule's own condition.
    var condition: SigmaExpression

    init(_ header: SigmaHeader, _ filter: YAMLValue, logSource: YAMLValue?, with parser: DetectionParser) throws {
        guard let logSource = logSource.flatMap(SigmaLogSource.init) else { throw SigmaProblem("The filter names no log source.") }
        self.logSource = logSource
        guard case .map(let entries) = filter else { throw SigmaProblem("The filter is no map.") }
        guard let condition = filter["condition"]?.text else { throw SigmaProblem("The filter has no condition.") }
        guard let named = filter["rules"] else { throw SigmaProblem("The filter does not say which rules it is for.") }
        let names = named.texts
        rules = names.isEmpty || (named.list == nil && names[0].lowercased() == "any") ? nil : names
        self.condition = try ConditionParser.expression(
            condition, try SigmaLoader.detections(entries.filter { $0.key != "rules" }, with: parser))
    }

    func applies(to rule: SigmaRule) -> Bool {
        guard logSource.covers(rule.logSource) else { return false }
        guard let rules else { return true }
        return rules.contains { rule.header.isCalled($0) }
    }
}

extension SigmaHeader {
    /// Whether a reference of a correlation or a filter means this rule.
    func isCalled(_ reference: String) -> Bool { reference == name || (!id.isEmpty && reference.lowercased() == id) }
}
