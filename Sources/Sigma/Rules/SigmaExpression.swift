import Model

/// When a rule matches: atoms, joined.
indirect enum SigmaExpression: Hashable, Sendable {
    case atom(SigmaAtom)
    case all([SigmaExpression])
    case any([SigmaExpression])
    /// "2 of selection_*".
    case atLeast(Int, [SigmaExpression])
    case not(SigmaExpression)

    static func joined(_ parts: [SigmaExpression], all: Bool) -> SigmaExpression {
        parts.count == 1 ? parts[0] : all ? .all(parts) : .any(parts)
    }
}

/// One thing that is asked of one field.
struct SigmaAtom: Hashable, Sendable {
    /// Nil for a keyword: the text of the whole event.
    var field: String?
    var predicate: SigmaPredicate
}

/// What is asked of a value. Except `absent` and `exists(false)`, nothing holds of a field that is not there.
enum SigmaPredicate: Hashable, Sendable {
    /// The whole value; letters of ASCII in either case unless `cased`.
    case pattern(SigmaPattern, cased: Bool)
    /// Anywhere in the value.
    case regex(RegexSource)
    case equals(Double)
    case compares(SigmaComparison, Double)
    case network(NetworkRange)
    case absent
    case exists(Bool)
    /// The value of another field of the same event; open ends stand for any bytes.
    case reference(String, openStart: Bool, openEnd: Bool)
    case timePart(SigmaTimePart, Int)
}

/// The comparisons of `lt`, `lte`, `gt` and `gte`, and of conditions of correlations.
package enum SigmaComparison: String, Hashable, Sendable, CaseIterable {
    case lt, lte, gt, gte, eq, neq

    func holds(_ left: Double, _ right: Double) -> Bool {
        switch self {
        case .lt: left < right
        case .lte: left <= right
        case .gt: left > right
        case .gte: left >= right
        case .eq: left == right
        case .neq: left != right
        }
    }
}

/// Parts of a time that a rule can ask for; weeks are those of ISO 8601. Times are read in UTC.
enum SigmaTimePart: String, Hashable, Sendable, CaseIterable {
    case minute, hour, day, week, month, year
}
