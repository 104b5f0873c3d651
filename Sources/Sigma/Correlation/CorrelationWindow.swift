import Model

/// What is remembered of the matches of one group within the time of a correlation.
struct CorrelationWindow: Sendable {
    /// Matches of one group that are remembered; of more, the oldest are forgotten.
    static let mostEntries = 10_000

    private struct Entry: Sendable {
        var time: Timestamp
        var number: Double
        var text: [RawText]
    }

    private var entries: [Entry] = []
    private var head = 0
    private var counts: [[RawText]: Int] = [:]
    private var sum = 0.0
    /// For each reference when it was seen last.
    private var seen: [Timestamp?]
    /// For each reference, the beginning of the latest chain that leads up to it in order.
    private var chains: [Timestamp?]
    /// Whether the condition held already, so that one burst is told of once.
    var isRaised = false
    private(set) var latest: Timestamp

    init(references: Int, at time: Timestamp) {
        seen = Array(repeating: nil, count: references)
        chains = seen
        latest = time
    }

    /// The time of the oldest match that counts.
    var earliest: Timestamp { head < entries.count ? entries[head].time : latest }

    private static func isWithin(_ span: Int64, _ first: Timestamp, _ last: Timestamp) -> Bool {
        last.seconds.subtractingReportingOverflow(first.seconds).partialValue < span
            || (last.seconds &- first.seconds == span && last.nanoseconds <= first.nanoseconds)
    }

    mutating func add(_ time: Timestamp, number: Double, text: [RawText]) {
        var place = entries.count
        while place > head, entries[place - 1].time > time, entries.count - place < 64 { place -= 1 }
        entries.insert(Entry(time: time, number: number, text: text), at: place)
        counts[text, default: 0] += 1
        sum += number
        latest = max(latest, time)
        if entries.count - head > CorrelationWindow.mostEntries { dropFirst() }
    }

    /// Forgets what lies further back from `time` than the span.
    mutating func forget(before time: Timestamp, span: Int64) {
        while head < entries.count, !CorrelationWindow.isWithin(span, entries[head].time, time) { dropFirst() }
    }

    private mutating func dropFirst() {
        let entry = entries[head]
        head += 1
        sum -= entry.number
        if let count = counts[entry.text] { counts[entry.text] = count > 1 ? count - 1 : nil }
        if head > 256, head * 2 > entries.count {
            entries.removeFirst(head)
            head = 0
        }
    }

    /// Notes that a rule matched, for the temporal kinds.
    mutating func see(_ reference: Int, at time: Timestamp, span: Int64) {
        seen[reference] = max(seen[reference] ?? time, time)
        latest = max(latest, time)
        if reference == 0 {
            chains[0] = time
        } else if let start = chains[reference - 1], start <= time, CorrelationWindow.isWithin(span, start, time) {
            chains[reference] = start
        }
    }

    mutating func clearChains() {
        for index in chains.indices { chains[index] = nil }
    }

    /// Which rules matched within the span that ends at `time`, and when the oldest of them did.
    func rules(at time: Timestamp, span: Int64) -> (seen: [Bool], first: Timestamp) {
        let within = seen.map { moment in moment.map { CorrelationWindow.isWithin(span, $0, time) } ?? false }
        let moments = zip(seen, within).compactMap { moment, isWithin in isWithin ? moment : nil }
        return (within, moments.min() ?? time)
    }

    /// How many rules matched one after the other in order, and when the first of them did.
    func chain(at time: Timestamp, span: Int64) -> (count: Int, first: Timestamp) {
        for index in chains.indices.reversed() {
            if let start = chains[index], CorrelationWindow.isWithin(span, start, time) { return (index + 1, start) }
        }
        return (0, time)
    }

    /// What a kind of correlation holds against its condition.
    func value(_ kind: SigmaCorrelation.Kind, percentile: Double) -> Double {
        switch kind {
        case .eventCount: return Double(entries.count - head)
        case .valueCount: return Double(counts.count)
        case .valueSum: return sum
        case .valueAverage: return entries.count == head ? 0 : sum / Double(entries.count - head)
        case .valuePercentile: return self.percentile(percentile)
        case .valueMedian: return self.percentile(50)
        case .temporal, .temporalOrdered: return 0
        }
    }

    /// Between two values, the part of the way that the rank asks for.
    private func percentile(_ percent: Double) -> Double {
        let numbers = entries[head...].map(\.number).sorted()
        guard let last = numbers.last else { return 0 }
        let rank = percent / 100 * Double(numbers.count - 1)
        let index = Int(rank)
        guard index + 1 < numbers.count else { return last }
        return numbers[index] + (numbers[index + 1] - numbers[index]) * (rank - Double(index))
    }
}
