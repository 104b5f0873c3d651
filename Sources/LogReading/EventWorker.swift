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

    var formats: [String: Int] {
        rows.reduce(into: [:]) { $0[$1.format, default: 0] += $1.count }
    }

    var kinds: [EventKind: Int] {
        rows.reduce(into: [:]) { $0[$1.kind, default: 0] += $1.count }
    }
}

extension LogPiece {
    func read<Worker: EventWorker>(_ index: Int, _ start: Worker) -> PieceResult<Worker> {
        var reader = EventReader(formats)
        var result = PieceResult(index: index, bytes: bytes, worker: start, account: .init(), tally: EventTally(), rhythm: RhythmWatch())
        var clock = clock
        _ = reader.read(bytes.span, isLast: true) { text, draft, line in
            let time = draft.moment.flatMap { clock.time($0) }
            let place = offset + Int64(draft.record.lowerBound)
            if let time { result.rhythm.add(time.timestamp, line: lines + line, offset: place) }
            result.tally.add(draft.format, draft.kind)
            result.worker.take(text, &draft, time: time, line: lines + line, offset: place)
        }
        result.account = reader.account
        return result
    }
}
