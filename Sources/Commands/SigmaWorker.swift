import Model
import Report
import Sigma

/// Holds the events of a piece against Sigma rules.
struct SigmaWorker: EventWorker {
    /// An event that a rule matched.
    struct Match: Sendable {
        var rule: Int
        var time: Timestamp?
        /// The event as a JSON object; empty where it is told as text.
        var event: [UInt8] = []
        /// What happened, for a terminal; nil where enough of the rule's matches were told, or where they are told as JSON.
        var words: String?
    }

    private let set: SigmaRuleSet
    private var matcher: SigmaMatcher
    private var json: EventJSON
    private let path: RawText
    private let isText: Bool
    /// Matches that were put into words, by rule.
    private var examples: [Int: Int] = [:]
    private let filter: (earliest: Timestamp?, latest: Timestamp?)
    private(set) var events = 0
    private(set) var matches: [Match] = []
    private(set) var records: [CorrelationRecord] = []

    /// - Parameter isText: matches are told in words, and not as JSON.
    init(_ set: SigmaRuleSet, matcher: SigmaMatcher, path: RawText, earliest: Timestamp?, latest: Timestamp?, isText: Bool) {
        (self.set, self.matcher, self.path, self.isText) = (set, matcher, path, isText)
        filter = (earliest, latest)
        json = EventJSON(path: path)
    }

    mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {
        if let earliest = filter.earliest { guard let time, time.timestamp >= earliest else { return } }
        if let latest = filter.latest { guard let time, time.timestamp < latest else { return } }
        events += 1
        let found = matcher.match(text, draft)
        guard !found.isEmpty else { return }
        if let time, let record = CorrelationRecord(found, at: time.timestamp, of: set, from: matcher) { records.append(record) }
        let told = found.filter { set.isTold($0) }
        guard !told.isEmpty else { return }
        guard !isText else {
            for rule in told {
                let words = words(rule, text, draft, time, line, offset)
                matches.append(Match(rule: rule, time: time?.timestamp, words: words))
            }
            return
        }
        var event: [UInt8] = []
        event.reserveCapacity(2_048)
        json.write(text, draft, time: time, line: line, offset: offset, to: &event)
        if event.last == 0x0a { event.removeLast() }
        for rule in told { matches.append(Match(rule: rule, time: time?.timestamp, event: event)) }
    }

    /// What happened, for the first matches of a rule.
    private mutating func words(
        _ rule: Int, _ text: Span<UInt8>, _ draft: borrowing EventDraft, _ time: EventTime?, _ line: Int?, _ offset: Int64
    ) -> String? {
        guard examples[rule, default: 0] < SigmaReport.mostExamples else { return nil }
        examples[rule, default: 0] += 1
        let place = RecordPlace(path: path, line: line, offset: offset, length: draft.record.count)
        return EventText(offset: 0, color: false).line(Event(draft, in: text, time: time, source: place))
    }
}
