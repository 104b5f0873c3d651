import Model

/// The clocks of several logs, held against each other.
package struct ClockComparison: Sendable {
    /// What is known of the clock of one log.
    package struct Difference: Hashable, Sendable {
        /// The log, without what rotation adds to its name.
        package var family: RawText
        /// The log that it was held against.
        package var reference: RawText
        /// Seconds that its clock is ahead of the reference's.
        package var seconds: Int64
        /// Events that both tell of with this difference.
        package var agreeing: Int

        /// Its title, for people: what to think of the log's times.
        package var words: Localized {
            let (amount, ahead) = (abs(seconds), seconds > 0)
            return Localized(
                en:
                    "Its times are \(amount) seconds \(words: ahead ? "later" : "earlier") than those of \(reference), by \(agreeing) events that both tell of.",
                ja: "\(reference) と比べて時刻が \(amount) 秒\(words: ahead ? "進んで" : "遅れて")います(両方にある \(agreeing) 件の記録による推定)。")
        }
    }

    private struct Log: Sendable {
        var family: RawText
        /// How well its clock is known: the kernel's own stamps before those that a program wrote down in local time.
        var rank: Int
        var events: Int
        var sightings: ClockSightings
    }

    private var logs: [RawText: Log] = [:]
    private static let mostLogs = 2_000
    /// What lies this close together is no difference: programs write a moment later than others.
    private static let least: Int64 = 3

    package init() {}

    /// Adds what a piece of a log showed.
    /// - Parameter format: of most of its events.
    package mutating func add(_ sightings: ClockSightings, of family: RawText, format: String, events: Int) {
        guard !sightings.isEmpty else { return }
        guard logs[family] != nil || logs.count < ClockComparison.mostLogs else { return }
        logs[family, default: Log(family: family, rank: ClockComparison.rank(format), events: 0, sightings: ClockSightings())].sightings
            .join(sightings)
        logs[family]?.events += events
    }

    /// Formats whose records hold seconds since 1970 come first: no zone can be mistaken there.
    private static func rank(_ format: String) -> Int {
        switch format {
        case "journal", "journal.export", "journal.json": 0
        case "audit": 1
        case "wtmp", "btmp", "wtmpdb": 2
        default: 3
        }
    }

    /// The logs whose clocks are off, each held against the best known one that tells of the same events.
    package func differences() -> [Difference] {
        let order = logs.values.sorted { one, other in
            one.rank != other.rank
                ? one.rank < other.rank : one.events != other.events ? one.events > other.events : one.family < other.family
        }
        var known: [RawText: Int64] = [:]
        var found: [Difference] = []
        for (index, log) in order.enumerated() {
            for reference in order[..<index] {
                guard let (seconds, agreeing) = log.sightings.ahead(of: reference.sightings) else { continue }
                // A reference may be off itself.
                let total = seconds + (known[reference.family] ?? 0)
                known[log.family] = total
                if abs(total) > ClockComparison.least {
                    found.append(Difference(family: log.family, reference: reference.family, seconds: total, agreeing: agreeing))
                }
                break
            }
        }
        return found
    }
}
