import Model
import Report
import Sigma

/// Holds the events of a piece against Sigma rules.
struct SigmaWorker: EventWorker {
    /// An event that a rule matched.
    struct Match: Sendable {
        var rule: Int
        var time: Timestamp?
        /// The event as a JSON object.
        var event: [UInt8]
        /// What happened, for a terminal.
        var words: String
    }

    private let set: SigmaRuleSet
    private var matcher: SigmaMatcher
    private var json: EventJSON
    private let path: RawText
    private let filter: (earliest: Timestamp?, latest: Timestamp?)
    private(set) var events = 0
    private(set) var matches: [Match] = []
    private(set) var records: [CorrelationRecord] = []

    init(_ set: SigmaRuleSet, matcher: SigmaMatcher, path: RawText, earliest: Timestamp?, latest: Timestamp?) {
        (self.set, self.matcher, self.path) = (set, matcher, path)
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
        var event: [UInt8] = []
        json.write(text, draft, time: time, line: line, offset: offset, to: &event)
        if event.last == 0x0a { event.removeLast() }
        let place = RecordPlace(path: path, line: line, offset: offset, length: draft.record.count)
        let words = EventText(offset: 0, color: false).line(Event(draft, in: text, time: time, source: place))
        for rule in told { matches.append(Match(rule: rule, time: time?.timestamp, event: event, words: words)) }
    }
}
