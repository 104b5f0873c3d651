import Model

/// A correlation that held: which, in what time, and for whom.
package struct CorrelationMatch: Sendable {
    /// The number of the correlation in its rule set.
    package var number: Int
    /// The first and the last event that counted.
    package var first: Timestamp
    package var last: Timestamp
    /// The values of the fields of `group-by`, in their order.
    package var group: [(field: String, value: RawText)]
    /// What was held against the condition: a count, a sum, an average.
    package var value: Double
}

extension SigmaCorrelation {
    /// The field that a name of `groupBy` has in matches of a reference.
    func field(_ name: String, of reference: String) -> String { aliases[name]?[reference] ?? name }

    /// For each reference, the fields that its matches have to give.
    var fieldsByReference: [(reference: String, fields: [String])] {
        references.map { reference in (reference, groupBy.map { field($0, of: reference) } + valueFields) }
    }
}
