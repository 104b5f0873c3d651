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
    var worker: Worker
    var account: EventReader.Account
    var tally: EventTally
    var rhythm: RhythmWatch
}

/// Counts events by format and kind.
struct EventTally: Sendable {
    private(set) var formats: [String: Int] = [:]
    private(set) var kinds: [EventKind: Int] = [:]
    private var run = (format: "", kind: EventKind.raw, count: 0)

    mutating func add(_ format: String, _ kind: EventKind) {
        if run.kind == kind, run.format == format {
            run.count += 1
            return
        }
        flush()
        run = (format, kind, 1)
    }

    mutating func flush() {
        guard run.count > 0 else { return }
        formats[run.format, default: 0] += run.count
        kinds[run.kind, default: 0] += run.count
        run.count = 0
    }
}

extension LogPiece {
    func read<Worker: EventWorker>(_ index: Int, _ start: Worker) -> PieceResult<Worker> {
        var reader = EventReader(formats)
        var result = PieceResult(index: index, worker: start, account: .init(), tally: EventTally(), rhythm: RhythmWatch())
        var clock = clock
        _ = reader.read(bytes.span, isLast: true) { text, draft, line in
            let time = draft.moment.map { clock.time($0) }
            let place = offset + Int64(draft.record.lowerBound)
            if let time { result.rhythm.add(time.timestamp, line: lines + line, offset: place) }
            result.tally.add(draft.format, draft.kind)
            result.worker.take(text, &draft, time: time, line: lines + line, offset: place)
        }
        result.tally.flush()
        result.account = reader.account
        return result
    }
}
