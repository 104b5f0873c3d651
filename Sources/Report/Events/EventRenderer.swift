import Model

/// Renders events of one log, each as a line of its own.
package struct EventRenderer: Sendable {
    package enum Shape: Hashable, Sendable {
        /// For a terminal; times at this many seconds east of UTC.
        case text(offset: Int, color: Bool)
        case json(EventJSON.Names, includesRecord: Bool)
        /// What Timesketch imports as JSON lines: `message`, `datetime`, `timestamp`, `timestamp_desc` and attributes
        /// (timesketch.org, "Create timeline from JSON/JSONL/CSV file").
        case timesketch
        /// The same as comma-separated values (RFC 4180), with `Timesketch.columns` as its first line.
        case timesketchCSV
    }

    private let shape: Shape
    private let path: RawText
    private var json: EventJSON

    package init(_ shape: Shape, path: RawText) {
        (self.shape, self.path) = (shape, path)
        if case .json(let names, let includesRecord) = shape {
            json = EventJSON(path: path, names: names, includesRecord: includesRecord)
        } else {
            json = EventJSON(path: path)
        }
    }

    /// Adds one event and a newline to `output`.
    package mutating func write(
        _ text: Span<UInt8>, _ draft: borrowing EventDraft, time: EventTime?, line: Int?, offset: Int64, to output: inout [UInt8]
    ) {
        if case .json = shape { return json.write(text, draft, time: time, line: line, offset: offset, to: &output) }
        let place = RecordPlace(path: path, line: line, offset: offset, length: draft.record.count)
        let event = Event(draft, in: text, time: time, source: place)
        switch shape {
        case .text(let offset, let color): output += Array(EventText(offset: offset, color: color).line(event).utf8)
        case .timesketch: output += Array(Timesketch.json(event).utf8)
        case .timesketchCSV: output += Array(Timesketch.csv(event).utf8)
        case .json: break
        }
        output.append(0x0a)
    }
}
