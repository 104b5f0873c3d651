import Formats
import Hosts
import LogReading
import Model

/// Keeps what was read of a log: where each record stood, and what it says.
struct RecordKeeper: EventWorker {
    struct Seen: Hashable, Sendable {
        var line: Int?
        var offset: Int64
        var time: String?
        var format: String
        var kind: EventKind
        /// The whole record.
        var text: String
        var method: String
        var address: String
    }
    var seen: [Seen] = []

    mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {
        seen.append(
            Seen(
                line: line, offset: offset, time: time?.timestamp.rfc3339(), format: draft.format, kind: draft.kind,
                text: (draft.text(Slice(draft.record), in: text) ?? "").escaped(),
                method: (draft.text(draft.method, in: text) ?? "").escaped(),
                address: (draft.text(draft.address, in: text) ?? "").escaped()))
    }
}

/// Logs in memory, read one after another as a command reads them.
struct LogMaterial {
    var pieces: [(path: RawText, bytes: [UInt8])] = []

    mutating func add(_ path: RawText, _ text: String) { pieces.append((path, Array(text.utf8))) }

    func read() async -> [(report: SourceReport, seen: [RecordKeeper.Seen])] {
        let now = Timestamp(seconds: 1_310_461_200)
        let sources = pieces.map { piece in
            let status = FileStatus(
                kind: .regular, mode: 0o640, owner: 0, group: 4, size: Int64(piece.bytes.count), inode: 1,
                times: FileTimes(modified: now, changed: now, accessed: now))
            return LogSource(path: piece.path, size: status.size, modified: now) { .success(MemoryFile(piece.bytes, status: status)) }
        }.inRotationOrder
        let reader = LogReader(LogReader.Settings(now: now))
        var families = LogFamilies()
        families.expect(sources)
        var read: [(SourceReport, [RecordKeeper.Seen])] = []
        for source in sources {
            var seen: [RecordKeeper.Seen] = []
            let report = await reader.read(source, among: families) {
                RecordKeeper()
            } absorb: {
                seen += $0.seen
            }
            families.add(source, report)
            read.append((report, seen))
        }
        return read
    }
}
