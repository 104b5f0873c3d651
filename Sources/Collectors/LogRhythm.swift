import Model

/// How a log goes on: in how many hours it has lines, and where it is silent.
struct LogRhythm: Sendable {
    /// Seconds without a line that count as silence.
    private static let shortestSilence: Int64 = 7_200
    private static let mostSilences = 50
    private var first: Timestamp?
    private var last: Timestamp?
    /// Whole hours with at least one line.
    private(set) var busyHours = 0
    private var found: [TimeSpan] = []

    mutating func add(_ time: Timestamp) {
        if let last {
            if time.seconds.flooredDivision(by: 3_600) != last.seconds.flooredDivision(by: 3_600) { busyHours += 1 }
            if time.seconds - last.seconds > LogRhythm.shortestSilence { keep(TimeSpan(last, time, clock: .record)) }
        } else {
            first = time
            busyHours = 1
        }
        last = time
    }

    private mutating func keep(_ silence: TimeSpan) {
        found.append(silence)
        if found.count > 4 * LogRhythm.mostSilences { found = longest }
    }

    private var longest: [TimeSpan] {
        Array(
            found.sorted { $0.latest.seconds - $0.earliest.seconds > $1.latest.seconds - $1.earliest.seconds }.prefix(
                LogRhythm.mostSilences))
    }

    /// Joins what the next piece saw.
    mutating func join(_ next: LogRhythm) {
        guard let start = next.first, let end = next.last else { return }
        guard first != nil else {
            self = next
            return
        }
        let before = busyHours
        add(start)
        // The hour in which the pieces meet is counted once.
        busyHours = before + next.busyHours - (busyHours == before ? 1 : 0)
        for silence in next.found { keep(silence) }
        last = end
    }

    var span: TimeSpan? {
        guard let first, let last else { return nil }
        return TimeSpan(min(first, last), max(first, last), clock: .record)
    }

    /// Longer than two hours, the longest 50, in the order of time.
    var silences: [TimeSpan] { longest.sorted { $0.earliest < $1.earliest } }
}
