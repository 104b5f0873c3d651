import Model

/// How far two clocks are apart, by the differences of what both showed at the same events.
package enum ClockEstimate {
    /// At least so many events have to agree.
    package static let fewest = 3
    /// No clock that is set to some zone is further off than this.
    static let furthest: Int64 = 50_400
    /// Seconds that two records of one event may lie apart.
    static let jitter: Int64 = 5

    /// The difference on which most of the events agree; nil where too few do.
    /// - Parameter candidates: for each event the seconds that its time by the one clock is later than by the other; several where the event
    ///   cannot be told from others of its kind.
    package static func seconds(_ candidates: [[Int64]]) -> (seconds: Int64, agreeing: Int)? {
        var bins: [Int64: Int] = [:]
        for event in candidates {
            for bin in Set(event.filter { abs($0) <= furthest }.map { $0.flooredDivision(by: jitter) }) { bins[bin, default: 0] += 1 }
        }
        // An event beside the border between two bins counts for both sides.
        let best = bins.keys.max { one, other in
            let (left, right) = (weight(one, bins), weight(other, bins))
            return left != right ? left < right : abs(one) > abs(other)
        }
        guard let best else { return nil }
        let span = (best - 1) * jitter..<(best + 2) * jitter
        let agreeing = candidates.compactMap { event in
            event.filter { span.contains($0) }.min { abs($0 - best * jitter) < abs($1 - best * jitter) }
        }
        guard agreeing.count >= fewest, agreeing.count * 2 > candidates.count else { return nil }
        return (agreeing.sorted()[agreeing.count / 2], agreeing.count)
    }

    private static func weight(_ bin: Int64, _ bins: [Int64: Int]) -> Int {
        2 * (bins[bin] ?? 0) + (bins[bin - 1] ?? 0) + (bins[bin + 1] ?? 0)
    }
}
