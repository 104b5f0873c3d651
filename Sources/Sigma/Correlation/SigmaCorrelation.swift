/// A rule over several events (specification "Sigma Correlation Rules" 2.1.0).
package struct SigmaCorrelation: Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case eventCount = "event_count"
        case valueCount = "value_count"
        case temporal
        case temporalOrdered = "temporal_ordered"
        case valueSum = "value_sum"
        case valueAverage = "value_avg"
        case valuePercentile = "value_percentile"
        case valueMedian = "value_median"
    }

    /// One bound of the condition; all of them must hold.
    struct Bound: Hashable, Sendable {
        var comparison: SigmaComparison
        var number: Double
    }

    package var header: SigmaHeader
    package var kind: Kind
    /// Ids or names of the rules whose matches are counted, in the order of the rule.
    package var references: [String]
    package var groupBy: [String]
    /// Seconds.
    package var timespan: Int64
    /// Whether the rules that are referred to are told of as well.
    package var generates = false
    var bounds: [Bound]
    /// Fields whose values are counted or computed with.
    var valueFields: [String] = []
    var percentile = 50.0
    /// For temporal kinds whose condition joins rules with words: an atom for each reference, by its place in `references`.
    var expression: SigmaExpression?
    /// For a name in `groupBy`, the field of each rule that is referred to.
    var aliases: [String: [String: String]] = [:]

    /// The values must be seen to the end of the time before the condition can be judged: an upper bound may still be passed.
    var waitsForEnd: Bool {
        expression.map(SigmaCorrelation.negates) ?? bounds.contains { $0.comparison != .gte && $0.comparison != .gt }
    }

    func holds(_ value: Double) -> Bool { bounds.allSatisfy { $0.comparison.holds(value, $0.number) } }
}

extension SigmaCorrelation {
    /// Reads the part `correlation` of a document.
    init(_ header: SigmaHeader, _ value: YAMLValue) throws {
        self.header = header
        guard let type = value["type"]?.text else { throw SigmaProblem("The correlation has no type.") }
        guard let kind = Kind(rawValue: type) else { throw SigmaProblem("The type `\(type)` of the correlation is unknown.") }
        self.kind = kind
        references = value["rules"]?.texts ?? []
        if references.isEmpty, case .text(let words)? = value["condition"] { references = SigmaCorrelation.names(in: words) }
        guard !references.isEmpty else { throw SigmaProblem("The correlation refers to no rule.") }
        guard references.count <= 64, Set(references).count == references.count else {
            throw SigmaProblem("The correlation refers to too many rules, or to one rule twice.")
        }
        groupBy = value["group-by"]?.texts ?? []
        guard let span = value["timespan"]?.text ?? value["timeframe"]?.text, let seconds = SigmaCorrelation.seconds(span) else {
            throw SigmaProblem("The correlation has no timespan such as 5m.")
        }
        timespan = seconds
        if case .boolean(let flag)? = value["generate"] { generates = flag }
        for entry in value["aliases"]?.map ?? [] {
            guard case .map(let fields) = entry.value else { throw SigmaProblem("An alias of the correlation is no map.") }
            aliases[entry.key] = Dictionary(
                fields.compactMap { field in field.value.text.map { (field.key, $0) } }, uniquingKeysWith: { first, _ in first })
        }
        bounds = []
        try readCondition(value["condition"])
    }

    private mutating func readCondition(_ condition: YAMLValue?) throws {
        let isTemporal = kind == .temporal || kind == .temporalOrdered
        switch condition {
        case nil, .null?:
            guard isTemporal else { throw SigmaProblem("The correlation has no condition.") }
            bounds = [Bound(comparison: .gte, number: Double(references.count))]
        case .text(let words)?:
            guard isTemporal else { throw SigmaProblem("Only the condition of a temporal correlation may join rules with words.") }
            try readWords(words)
        case .map(let entries)?:
            for entry in entries {
                switch entry.key {
                case "field": valueFields = entry.value.texts
                case "percentile": percentile = try SigmaCorrelation.number(entry.value)
                default:
                    guard let comparison = SigmaComparison(rawValue: entry.key) else {
                        throw SigmaProblem("The condition of the correlation holds `\(entry.key)`, which is unknown.")
                    }
                    bounds.append(Bound(comparison: comparison, number: try SigmaCorrelation.number(entry.value)))
                }
            }
            guard !bounds.isEmpty else { throw SigmaProblem("The condition of the correlation compares with nothing.") }
        default: throw SigmaProblem("The condition of the correlation is no map.")
        }
        guard (0...100).contains(percentile) else { throw SigmaProblem("The percentile is not between 0 and 100.") }
        let needsField = !isTemporal && kind != .eventCount
        guard !needsField || !valueFields.isEmpty else { throw SigmaProblem("The condition of the correlation names no field.") }
        guard !needsField || kind == .valueCount || valueFields.count == 1 else {
            throw SigmaProblem("The condition of the correlation computes with more than one field.")
        }
    }

    private static func number(_ value: YAMLValue) throws -> Double {
        switch value {
        case .integer(let number): return Double(number)
        case .real(let number): return number
        case .text(let text):
            guard let number = Double(text), number.isFinite else { break }
            return number
        default: break
        }
        throw SigmaProblem("The condition of the correlation compares with what is no number.")
    }

    /// "90s", "5m", "12h", "7d", "2w", "1M", "1y": seconds; a month is 30.44 days, a year 365.24.
    static func seconds(_ span: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "M": 2_629_746, "y": 31_556_952]
        guard let last = span.last, let unit = units[last], let count = Int64(span.dropLast()), count > 0, count <= 1_000_000 else {
            return nil
        }
        return count &* unit
    }
}
