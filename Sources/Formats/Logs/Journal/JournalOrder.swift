/// Holds each entry against the one before it: numbers without gaps, clocks that run forwards.
struct JournalOrder {
    /// Microseconds by which the two clocks may differ between two entries: time daemons move the clock by less in small steps.
    private static let tolerance: Int64 = 10_000_000
    private static let mostBoots = 4096

    private var previous: JournalEntry?
    private var boots: [JournalID: Int] = [:]
    private var current = -1

    mutating func check(_ entry: JournalEntry, _ report: inout JournalReport) {
        let boot = boot(entry, &report)
        if boot >= 0 {
            let latest = report.boots[boot].lastMonotonic
            if entry.monotonic < latest, report.boots[boot].entries > 0 {
                report.sign(.monotonicBackwards, entry.offset, "by \(latest - entry.monotonic) µs in boot \(entry.boot)")
            }
            report.boots[boot].entries += 1
            report.boots[boot].lastMonotonic = max(entry.monotonic, latest)
            report.boots[boot].lastRealtime = entry.realtime
        }
        defer { previous = entry }
        let known = report.sequences ?? entry.sequence...entry.sequence
        report.sequences = min(known.lowerBound, entry.sequence)...max(known.upperBound, entry.sequence)
        guard let previous else { return }
        if entry.sequence <= previous.sequence {
            report.sign(.sequenceOrder, entry.offset, "\(entry.sequence) after \(previous.sequence)")
        } else if entry.sequence - previous.sequence > 1 {
            let missing = entry.sequence - previous.sequence - 1
            report.missingSequences = report.missingSequences &+ missing
            report.sign(.sequenceGap, entry.offset, "\(missing) missing between \(previous.sequence) and \(entry.sequence)")
        }
        if entry.realtime < previous.realtime {
            report.sign(.clockBackwards, entry.offset, "by \(previous.realtime - entry.realtime) µs")
        }
        if entry.boot == previous.boot {
            let wall = Int64(truncatingIfNeeded: entry.realtime &- previous.realtime)
            let uptime = Int64(truncatingIfNeeded: entry.monotonic &- previous.monotonic)
            let jump = wall &- uptime
            if jump > JournalOrder.tolerance || jump < -JournalOrder.tolerance {
                report.sign(.clockJump, entry.offset, "the clock on the wall was moved by \(jump) µs")
            }
        }
    }

    private mutating func boot(_ entry: JournalEntry, _ report: inout JournalReport) -> Int {
        if current >= 0, report.boots[current].id == entry.boot { return current }
        if let known = boots[entry.boot] {
            current = known
            return known
        }
        guard report.boots.count < JournalOrder.mostBoots else { return -1 }
        current = report.boots.count
        boots[entry.boot] = current
        report.boots.append(
            JournalReport.Boot(
                id: entry.boot, entries: 0, firstRealtime: entry.realtime, lastRealtime: entry.realtime, lastMonotonic: entry.monotonic))
        return current
    }
}
