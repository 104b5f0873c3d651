import Formats
import Model

/// Takes the events of a piece of a log, in order. Each piece has a worker of its own, so none needs a lock; they are handed back
/// in the order of the pieces.
package protocol EventWorker: Sendable {
    /// - Parameters:
    ///   - text: what the draft's slices lie in.
    ///   - line: of the record's first line, from 1; nil for binary records.
    ///   - offset: of the record in the unpacked log, in bytes.
    mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64)
}

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
