import Model

/// What correlations need of an event that matched, apart from the event: it can be kept, laid down and read again.
package struct CorrelationRecord: Sendable {
    package var time: Timestamp
    /// Numbers of the rules that matched and that a correlation counts.
    package var matches: [Int]
    /// The fields that those correlations group by or count.
    package var values: [(field: String, value: RawText)]

    /// Of the event that a matcher matched last; nil where no correlation counts any of its rules.
    package init?(_ matches: [Int], at time: Timestamp, of set: SigmaRuleSet, from matcher: borrowing SigmaMatcher) {
        let counted = matches.filter { !set.correlationFields[$0].isEmpty }
        guard !counted.isEmpty else { return nil }
        (self.time, self.matches, values) = (time, counted, [])
        for field in Set(counted.flatMap { set.correlationFields[$0].map(\.name) }).sorted() {
            if let value = matcher.value(field) { values.append((field, value)) }
        }
    }

    /// Rule numbers and fields with their lengths before them, each of four bytes.
    package func encode() -> [UInt8] {
        var bytes: [UInt8] = []
        func number(_ value: Int) { for index in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) } }
        number(matches.count)
        for match in matches { number(match) }
        number(values.count)
        for (field, value) in values {
            number(field.utf8.count)
            bytes += field.utf8
            number(value.count)
            bytes += value.bytes
        }
        return bytes
    }

    /// What `encode` gave; nil where it is something else.
    package init?(_ bytes: Span<UInt8>, at time: Timestamp) {
        var at = 0
        func number() -> Int? {
            guard at + 4 <= bytes.count else { return nil }
            defer { at += 4 }
            return (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
        }
        func text() -> [UInt8]? {
            guard let count = number(), at + count <= bytes.count else { return nil }
            defer { at += count }
            return (at..<at + count).map { bytes[$0] }
        }
        guard let count = number(), count <= bytes.count else { return nil }
        (self.time, matches, values) = (time, [], [])
        for _ in 0..<count {
            guard let match = number() else { return nil }
            matches.append(match)
        }
        guard let fields = number(), fields <= bytes.count else { return nil }
        for _ in 0..<fields {
            guard let name = text(), let value = text() else { return nil }
            values.append((RawText(name).utf8 ?? "", RawText(value)))
        }
    }
}

/// That a correlation counts a rule's matches, and one field that it needs of them ("" where it needs none).
package struct CorrelationField: Hashable, Sendable {
    var name: String
}

extension SigmaCorrelator {
    /// Takes an event that was kept, and gives the correlations that hold with it.
    package mutating func take(_ record: CorrelationRecord) -> [CorrelationMatch] {
        take(record.matches, at: record.time) { name in record.values.first { $0.field == name }?.value }
    }
}
