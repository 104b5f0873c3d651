import Model

/// When the intruder came, from the moments that findings carry.
///
/// An intruder unpacks a kit, changes a few files and leaves: many files are stamped within minutes. One file alone may
/// carry any time, because archives keep old stamps and stamps can be set by hand; the densest half hour of undoubted
/// moments is therefore taken, and its first moment is the break-in.
struct BreakInMoment: Sendable {
    /// Moments that lie this close to each other belong together, in seconds.
    static let window: Int64 = 1_800

    let since: TimeSpan?
    /// The last undoubted moment at which the intruder's things changed or ran.
    let lastActive: Timestamp?

    init(_ findings: [Finding], now: Timestamp) {
        let marks = findings.filter { $0.severity >= .medium }.flatMap(\.times).filter { $0.doubt == nil && $0.time <= now }
        let beginnings = BreakInMoment.beginnings(marks)
        since = BreakInMoment.densest(beginnings).map { TimeSpan($0.first, $0.last, clock: $0.clock) }
        lastActive = marks.filter { $0.meaning != .ended && $0.clock != .system }.map(\.time).max()
    }

    /// One moment for each path: by the kernel's clock where there is one, else by the stamp that a program set.
    private static func beginnings(_ marks: [TimeMark]) -> [TimeMark] {
        var byPath: [RawText: [TimeMark]] = [:]
        var others: [TimeMark] = []
        for mark in marks where mark.meaning == .created || mark.meaning == .modified {
            if let path = mark.path, mark.clock != .record { byPath[path, default: []].append(mark) } else { others.append(mark) }
        }
        var chosen = others
        for (_, marks) in byPath {
            let kernel = marks.filter { $0.clock == .kernel }
            if let first = (kernel.isEmpty ? marks : kernel).min(by: { $0.time < $1.time }) { chosen.append(first) }
        }
        return chosen.sorted { ($0.time, $0.clock.rawValue) < ($1.time, $1.clock.rawValue) }
    }

    private static func densest(_ marks: [TimeMark]) -> (first: Timestamp, last: Timestamp, clock: Clock)? {
        var best: Range<Int>?
        var start = 0
        for end in marks.indices {
            while marks[end].time.seconds - marks[start].time.seconds > window { start += 1 }
            if end + 1 - start > best?.count ?? 0 { best = start..<end + 1 }
        }
        guard let best else { return nil }
        let cluster = marks[best]
        guard let first = cluster.first, let last = cluster.last else { return nil }
        // The break-in lies between the first stamp of the cluster and the end of its first minute.
        let end = cluster.last { $0.time.seconds / 60 == first.time.seconds / 60 } ?? last
        return (first.time, end.time, first.clock)
    }
}
