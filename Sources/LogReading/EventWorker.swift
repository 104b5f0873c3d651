import Formats
import Model

/// A piece of a log: whole lines, and what is needed to read them without the pieces before.
struct LogPiece: Sendable {
    var bytes: [UInt8]
    var offset: Int64
    /// Lines before this piece.
    var lines: Int
    var clock: EventClock
    var formats: [LogFormat]
    /// Seconds that the log's clock is ahead of the others'.
    var ahead: Int64 = 0
}

/// What reading a piece gave.
struct PieceResult<Worker: EventWorker>: Sendable {
    var index: Int
    /// The piece that was read, whose memory can be used again.
    var bytes: [UInt8]
    var worker: Worker
    var account: EventReader.Account
    var tally: EventTally
    var rhythm: RhythmWatch
}

/// Counts events by format and kind: a log has few of either, so a list that is looked through is quicker than a table.
struct EventTally: Sendable {
    private struct Row {
        var format: String
        var kind: EventKind
        var count: Int
    }
    private var rows: [Row] = []
    private var latest = 0

    mutating func add(_ format: String, _ kind: EventKind) {
        if latest < rows.count, rows[latest].kind == kind, rows[latest].format == format {
            rows[latest].count += 1
            return
        }
        for index in rows.indices where rows[index].kind == kind && rows[index].format == format {
            rows[index].count += 1
            latest = index
            return
        }
        latest = rows.count
        rows.append(Row(format: format, kind: kind, count: 1))
    }

    func count(_ format: String, _ kind: EventKind) -> Int {
        rows.first { $0.kind == kind && $0.format == format }?.count ?? 0
    }

    var formats: [String: Int] {
        rows.reduce(into: [:]) { $0[$1.format, default: 0] += $1.count }
    }

    var kinds: [EventKind: Int] {
        rows.reduce(into: [:]) { $0[$1.kind, default: 0] += $1.count }
    }
}

extension EventTime {
    /// Puts the time back by the seconds that its clock is ahead, and marks the event.
    mutating func align(_ ahead: Int64, _ draft: inout EventDraft) {
        timestamp = timestamp.adding(seconds: -ahead)
        draft.add("time.aligned", draft.decode(String(-ahead)))
    }
}

extension LogPiece {
    func read<Worker: EventWorker>(_ index: Int, _ start: Worker) -> PieceResult<Worker> {
        var reader = EventReader(formats)
        // Variables of their own: to reach a member of a generic result costs a look-up of its type with every event.
        var worker = start
        var tally = EventTally()
        var rhythm = RhythmWatch()
        var clock = clock
        let order = formats.first?.id == "audit" ? AuditOrder(bytes.span) : nil
        let lined = order?.bytes ?? bytes
        _ = reader.read(lined.span, isLast: true) { text, draft, line in
            var time = draft.moment.flatMap { clock.time($0) }
            if ahead != 0 { time?.align(ahead, &draft) }
            var (place, line) = (offset + Int64(draft.record.lowerBound), lines + line)
            if let origin = order?.origin(draft.record.lowerBound) {
                (place, line) = (offset + Int64(origin.offset), lines + origin.lines + 1)
            }
            if let time { rhythm.add(time.timestamp, line: line, offset: place) }
            tally.add(draft.format, draft.kind)
            worker.take(text, &draft, time: time, line: line, offset: place)
        }
        var result = PieceResult(index: index, bytes: bytes, worker: worker, account: reader.account, tally: tally, rhythm: rhythm)
        // A last line without an end got one.
        result.account.bytes -= Int64(lined.count - bytes.count)
        return result
    }
}
