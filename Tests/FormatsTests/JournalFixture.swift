import FixtureFiles
import Formats
import Model
import Testing

/// Journals of `Fixtures/journal`. Those that end in `.journal` were written by a script after the file format's description, each with
/// a header of the length in its name; those that end in `.sparse` by systemd-journal-remote 252, without the zeros of their hash
/// tables: length of the file, then for each piece its offset, its length and its bytes, all numbers of four bytes.
enum JournalFixture {
    static let names = [
        "compact-272.journal", "lz4-208.journal", "none-232.journal", "sealed-240.journal", "xz-224.journal", "compact-sealed.sparse",
        "compact.sparse", "keyed-zstd.sparse", "plain-lz4.sparse",
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        let content = try #require(FixtureFiles.bytes("FormatsTests/Fixtures/journal/\(name)"))
        guard name.hasSuffix(".sparse") else { return content }
        func number(_ at: Int) -> Int { (0..<4).reduce(0) { $0 | Int(content[at + $1]) << ($1 * 8) } }
        var file = [UInt8](repeating: 0, count: number(0))
        var at = 4
        while at < content.count {
            let (offset, length) = (number(at), number(at + 4))
            file.replaceSubrange(offset..<offset + length, with: content[at + 8..<at + 8 + length])
            at += 8 + length
        }
        return file
    }

    static func read(_ bytes: [UInt8]) -> (events: [Event], report: JournalReport) {
        var source = MemoryBytes(bytes)
        var events: [Event] = []
        let report = JournalFile.read(&source) { text, draft in events.append(event(text, draft)) }
        return (events, report)
    }

    static func event(_ text: Span<UInt8>, _ draft: borrowing EventDraft) -> Event {
        let time = draft.moment.map {
            EventTime(Timestamp(seconds: $0.seconds, nanoseconds: $0.nanoseconds), precision: $0.precision)
        }
        let place = RecordPlace(path: "/f", line: nil, offset: Int64(draft.record.lowerBound), length: draft.record.count)
        return Event(draft, in: text, time: time, source: place)
    }

    /// The events of a log of records that the catalogue holds.
    static func records(_ id: String, _ bytes: [UInt8]) throws -> (events: [Event], problems: [Problem]) {
        let log = try #require(RecordLogs.all.first { $0.id == id })
        var source: any ByteSource = MemoryBytes(bytes)
        var events: [Event] = []
        let problems = log.read(&source) { text, draft in events.append(event(text, draft)) }
        return (events, problems)
    }

    /// The fields of an entry that the journal holds, in order of name and value, with the time.
    static func fields(_ event: Event) -> [String] {
        let own = event.fields.filter { !$0.name.hasPrefix("__") && $0.name != "journal.recovered" }
        let time = event.time.map { $0.timestamp.rfc3339(fraction: true) } ?? "-"
        return [time] + own.map { "\($0.name)=\($0.value.description)" }.sorted()
    }

    static func place(_ number: UInt64, _ bytes: inout [UInt8], _ at: Int) {
        for index in 0..<8 { bytes[at + index] = UInt8(truncatingIfNeeded: number >> UInt64(index * 8)) }
    }

    static func word(_ bytes: [UInt8], _ at: Int) -> Int { (0..<8).reduce(0) { $0 | Int(bytes[at + $1]) << ($1 * 8) } }
}
