import Model

/// Puts documents of rule files together to rules, correlations and filters.
struct SigmaLoader {
    private let detectionParser: DetectionParser
    private let license: String
    private var loaded = SigmaRules()
    private var rules: [(rule: SigmaRule, document: Int)] = []
    private var correlations: [(correlation: SigmaCorrelation, document: Int)] = []
    private var filters: [(filter: SigmaFilter, path: String, document: Int)] = []

    init(placeholders: [String: [String]], license: String) {
        detectionParser = DetectionParser(placeholders: placeholders)
        self.license = license
    }

    mutating func read(_ file: SigmaRuleFile) {
        do {
            let documents = try YAMLReader.documents(file.text)
            if documents.isEmpty { throw SigmaProblem("The file holds no document.") }
            read(documents, of: file.path)
        } catch {
            loaded.failed.append(SigmaFailure(path: file.path, document: 1, reason: SigmaLoader.sentence(error)))
        }
    }

    /// Collections of the older form: `action: global` holds for what follows, `reset` ends that, `repeat` takes up the rule before.
    private mutating func read(_ documents: [YAMLValue], of path: String) {
        var shared = YAMLValue.map([])
        var previous = YAMLValue.map([])
        for (index, document) in documents.enumerated() {
            guard document != .null else { continue }
            do {
                guard case .map(let entries) = document else { throw SigmaProblem("The document is no map.") }
                let rest = YAMLValue.map(entries.filter { $0.key != "action" })
                switch document["action"]?.text {
                case "global": shared = shared.overlaid(by: rest)
                case "reset": shared = .map([])
                case "repeat":
                    previous = previous.overlaid(by: rest)
                    try take(previous, path, index + 1)
                case nil:
                    previous = shared.overlaid(by: rest)
                    try take(previous, path, index + 1)
                case .some(let action): throw SigmaProblem("The action `\(action)` is unknown.")
                }
            } catch {
                loaded.failed.append(SigmaFailure(path: path, document: index + 1, reason: SigmaLoader.sentence(error)))
            }
        }
    }

    private static func sentence(_ error: any Error) -> String { (error as? SigmaProblem)?.reason ?? "The document cannot be read." }

    private mutating func take(_ document: YAMLValue, _ path: String, _ number: Int) throws {
        let header = try SigmaHeader(document, path: path, license: license)
        if let correlation = document["correlation"] {
            correlations.append((try SigmaCorrelation(header, correlation), number))
        } else if let filter = document["filter"] {
            filters.append((try SigmaFilter(header, filter, logSource: document["logsource"], with: detectionParser), path, number))
        } else {
            rules.append((try rule(header, document), number))
        }
    }

    private func rule(_ header: SigmaHeader, _ document: YAMLValue) throws -> SigmaRule {
        guard let logSource = document["logsource"].flatMap(SigmaLogSource.init) else {
            throw SigmaProblem("The rule names no log source.")
        }
        guard case .map(let entries)? = document["detection"] else { throw SigmaProblem("The rule has no detection.") }
        guard let condition = entries.first(where: { $0.key == "condition" })?.value else {
            throw SigmaProblem("The detection has no condition.")
        }
        let parts = try SigmaLoader.detections(entries, with: detectionParser)
        guard case let conditions = condition.texts, !conditions.isEmpty else { throw SigmaProblem("The condition is no text.") }
        let expressions = try conditions.map { try ConditionParser.expression($0, parts) }
        return SigmaRule(
            header: header, logSource: logSource, fields: document["fields"]?.texts ?? [], condition: .joined(expressions, all: false))
    }

    static func detections(
        _ entries: [YAMLEntry], with parser: DetectionParser
    ) throws -> [(name: String, expression: SigmaExpression)] {
        try entries.filter { $0.key != "condition" && $0.key != "timeframe" }.map { ($0.key, try parser.expression($0.value)) }
    }

    /// Lays filters over rules, finds what correlations refer to, and leaves out what no log here can match.
    mutating func finish() -> SigmaRules {
        for (filter, path, document) in filters {
            var applies = false
            for index in rules.indices where filter.applies(to: rules[index].rule) {
                rules[index].rule.condition = .all([rules[index].rule.condition, filter.condition])
                applies = true
            }
            loaded.filters += 1
            if !applies {
                loaded.failed.append(
                    SigmaFailure(path: path, document: document, reason: "The filter fits none of the rules that were loaded."))
            }
        }
        for (rule, _) in rules {
            if let reason = LogSourceScope.exclusion(of: rule.logSource) {
                loaded.notApplicable.append(SigmaExclusion(header: rule.header, reason: reason))
            } else {
                loaded.rules.append(rule)
            }
        }
        CorrelationOrder.place(correlations, in: &loaded)
        return loaded
    }
}

extension SigmaLogSource {
    init?(_ value: YAMLValue) {
        guard value.map != nil else { return nil }
        self.init(category: value["category"]?.text, product: value["product"]?.text, service: value["service"]?.text)
        if category == nil, product == nil, service == nil { return nil }
    }
}
