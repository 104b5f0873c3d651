import Model

/// Watches the times of a log go by: its span, its silences, its steps back. One for each piece; pieces are joined in order.
struct RhythmWatch: Sendable {
    private(set) var first: Timestamp?
    private(set) var last: Timestamp?
    /// The latest time so far and where it stood.
    private var latest: (time: Timestamp, line: Int?)?
    private var counted = 0
    private(set) var silences: [Silence] = []
    private(set) var steps: [LogSign] = []

    struct Silence: Sendable {
        var from: Timestamp
        var to: Timestamp
        var line: Int?
        var offset: Int64

        var seconds: Int64 { to.seconds - from.seconds }
    }

    /// Seconds that lines may come out of order: buffers, forwarders.
    private static let jitter: Int64 = 60
    private static let shortestSilence: Int64 = 3_600
    private static let mostKept = 64

    mutating func add(_ time: Timestamp, line: Int?, offset: Int64) {
        counted += 1
        if first == nil { first = time }
        if let latest {
            let ahead = time.seconds - latest.time.seconds
            if ahead < -RhythmWatch.jitter {
                note(
                    LogSign(
                        .backwards, offset: offset, line: line, span: TimeSpan(time, latest.time, clock: .record),
                        detail: "the line before is \(-ahead) seconds later"))
                // What follows is measured from here, or one line from the future would make all others late.
                self.latest = (time, line)
            } else {
                if ahead >= RhythmWatch.shortestSilence { keep(Silence(from: latest.time, to: time, line: line, offset: offset)) }
                if ahead > 0 { self.latest = (time, line) }
            }
        } else {
            latest = (time, line)
        }
        last = time
    }

    private mutating func note(_ sign: LogSign) {
        if steps.count < RhythmWatch.mostKept { steps.append(sign) } else { steps[steps.count - 1].count += 1 }
    }

    private mutating func keep(_ silence: Silence) {
        silences.append(silence)
        guard silences.count > 2 * RhythmWatch.mostKept else { return }
        silences.sort { $0.seconds > $1.seconds }
        silences.removeLast(silences.count - RhythmWatch.mostKept)
    }

    /// Joins what the next piece saw.
    mutating func join(_ next: RhythmWatch) {
        guard let start = next.first else { return }
        if latest == nil {
            self = next
            return
        }
        let before = counted
        add(start, line: nil, offset: 0)
        counted = before + next.counted
        for silence in next.silences { keep(silence) }
        for step in next.steps { note(step) }
        if let end = next.latest { latest = end }
        last = next.last ?? last
    }

    /// Silences that are far longer than what lies between two lines on average, the earliest first.
    var holes: [LogSign] {
        guard let first, let last, counted > 20 else { return [] }
        let usual = max(1, (last.seconds - first.seconds) / Int64(counted))
        return silences.filter { $0.seconds >= max(2 * 3_600, usual * 50) }.sorted { $0.from < $1.from }.map { silence in
            LogSign(
                .hole, offset: silence.offset, line: silence.line, span: TimeSpan(silence.from, silence.to, clock: .record),
                detail: "no line for \(silence.seconds) seconds, one in \(usual) is usual")
        }
    }
}
