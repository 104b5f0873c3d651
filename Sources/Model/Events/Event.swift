/// A fact with a time: something that happened, as a record of the host tells it.
package struct Event: Hashable, Sendable {
    package var time: EventTime?
    package var format: String
    package var kind: EventKind
    package var outcome: EventOutcome?
    package var times: Int
    package var host: RawText?
    package var process: RawText?
    package var pid: Int?
    package var user: RawText?
    package var address: RawText?
    package var port: Int?
    package var method: RawText?
    package var path: RawText?
    package var status: Int?
    package var bytes: Int64?
    package var agent: RawText?
    package var referer: RawText?
    package var message: RawText?
    package var source: RecordPlace
    package var fields: [Field]

    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: RawText

        package init(name: String, value: RawText) { (self.name, self.value) = (name, value) }
    }

    /// Keeps what a draft tells of; `text` is what it was read from.
    package init(_ draft: borrowing EventDraft, in text: Span<UInt8>, time: EventTime?, source: RecordPlace) {
        (self.time, self.source) = (time, source)
        (format, kind, outcome, times) = (draft.format, draft.kind, draft.outcome, draft.times)
        (pid, port, status, bytes) = (draft.pid, draft.port, draft.status, draft.bytes)
        host = draft.text(draft.host, in: text)
        process = draft.text(draft.process, in: text)
        user = draft.text(draft.user, in: text)
        address = draft.text(draft.address, in: text)
        method = draft.text(draft.method, in: text)
        path = draft.text(draft.path, in: text)
        agent = draft.text(draft.agent, in: text)
        referer = draft.text(draft.referer, in: text)
        message = draft.text(draft.message, in: text)
        fields = []
        for field in draft.fields {
            if let value = draft.text(field.value, in: text) { fields.append(Field(name: field.name, value: value)) }
        }
    }

    package subscript(field field: String) -> RawText? { fields.first { $0.name == field }?.value }
}

/// Where a record lies: file, line, offset in bytes of the (unpacked) content.
package struct RecordPlace: Hashable, Sendable {
    package var path: RawText
    /// From 1; nil for binary records.
    package var line: Int?
    package var offset: Int64
    package var length: Int

    package init(path: RawText, line: Int?, offset: Int64, length: Int) {
        (self.path, self.line, self.offset, self.length) = (path, line, offset, length)
    }
}

/// When something happened, how finely that is known, and what had to be assumed.
package struct EventTime: Hashable, Sendable {
    package var timestamp: Timestamp
    package var precision: TimePrecision
    package var clock: Clock
    package var doubts: Doubts

    /// What a time rests on beyond the record itself.
    package struct Doubts: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The record has no year; it was inferred.
        package static let year = Doubts(rawValue: 1)
        /// The record has no zone; the host's own was taken.
        package static let zone = Doubts(rawValue: 2)
        /// The clock on the wall showed this time twice, as in the night when summer time ends.
        package static let ambiguous = Doubts(rawValue: 4)
        /// The record has the time of the day alone; the day was inferred.
        package static let day = Doubts(rawValue: 8)

        package var names: [String] {
            [(Doubts.day, "day"), (.year, "year"), (.zone, "zone"), (.ambiguous, "ambiguous")].filter { contains($0.0) }.map(\.1)
        }
    }

    package init(_ timestamp: Timestamp, precision: TimePrecision = .second, clock: Clock = .record, doubts: Doubts = []) {
        (self.timestamp, self.precision, self.clock, self.doubts) = (timestamp, precision, clock, doubts)
    }
}
