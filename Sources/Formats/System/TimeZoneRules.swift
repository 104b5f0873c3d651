import Model

/// The offsets of a time zone over time.
package struct TimeZoneRules: Hashable, Sendable {
    /// One way of telling the time in the zone.
    package struct Kind: Hashable, Sendable {
        /// Seconds east of UTC.
        package var offset: Int
        /// Whether it is summer time.
        package var isDaylight: Bool
        /// "JST".
        package var abbreviation: RawText

        package init(offset: Int, isDaylight: Bool, abbreviation: RawText) {
            (self.offset, self.isDaylight, self.abbreviation) = (offset, isDaylight, abbreviation)
        }
    }

    /// Seconds since 1970 at which a kind begins, in ascending order, with the index of the kind.
    package var transitions: [(time: Int64, kind: Int)] {
        zip(times, kindOfTime).map { ($0, $1) }
    }
    /// At least one; the first holds before the first transition.
    package var kinds: [Kind]
    /// What holds after the last transition; nil where the last kind goes on.
    package var rule: PosixTimeZone?
    private var times: [Int64]
    private var kindOfTime: [Int]

    /// - Parameters:
    ///   - transitions: in strictly ascending order of time, with indices into `kinds`; those that are not end the list.
    ///   - kinds: the first of them holds before the first transition; without any, UTC.
    package init(transitions: [(time: Int64, kind: Int)] = [], kinds: [Kind] = [], rule: PosixTimeZone? = nil) {
        self.kinds = kinds.isEmpty ? [Kind(offset: 0, isDaylight: false, abbreviation: "UTC")] : kinds
        self.rule = rule
        (times, kindOfTime) = ([], [])
        for transition in transitions {
            guard self.kinds.indices.contains(transition.kind), times.last.map({ $0 < transition.time }) ?? true else { break }
            times.append(transition.time)
            kindOfTime.append(transition.kind)
        }
    }

    /// Offset 0 at all times.
    package static let utc = TimeZoneRules()

    /// The zone of a TZ string of tzset(3), "JST-9" or "EST5EDT,M3.2.0,M11.1.0"; nil where the text is none.
    package static func posix(_ text: RawText) -> TimeZoneRules? {
        PosixTimeZone(text).map { TimeZoneRules(kinds: [$0.standard], rule: $0) }
    }

    /// Seconds east of UTC at a moment.
    package func offset(at time: Timestamp) -> Int { kind(at: time).offset }

    /// The kind that holds at a moment.
    package func kind(at time: Timestamp) -> Kind {
        guard let last = times.last, let final = kindOfTime.last else { return rule?.kind(at: time) ?? kinds[0] }
        if time.seconds >= last { return rule?.kind(at: time) ?? kinds[final] }
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time.seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? kinds[0] : kinds[kindOfTime[low - 1]]
    }

    /// The moments that a clock on the wall of the zone shows as this civil time, earliest first: one as a rule, two where the
    /// clock was set back, none where it was set forward. The offset of `civil` is not looked at.
    package func moments(of civil: CivilTime) -> [Timestamp] {
        var civil = civil
        civil.offset = 0
        let wall = civil.timestamp
        var found: Set<Int> = []
        for step in [-93_600, -3600, 0, 3600, 93_600] as [Int64] {
            let offset = offset(at: wall.adding(seconds: step))
            if self.offset(at: wall.adding(seconds: Int64(-offset))) == offset { found.insert(offset) }
        }
        return found.sorted(by: >).map { wall.adding(seconds: Int64(-$0)) }
    }
}
