/// A time as a log line or record says it, before its year and zone are known.
package struct LogMoment: Hashable, Sendable {
    /// Seconds since 1970 where the record says the year; otherwise months, days and seconds packed.
    package var seconds: Int64
    package var nanoseconds: UInt32 = 0
    /// Years after the first line, for a time without a year; nil where `seconds` is absolute.
    package var yearsOn: Int?
    /// Whether `seconds` counts in the zone of the log's clock, as a time with a year and no zone does.
    package var isLocal = false
    package var precision = TimePrecision.second
    /// Seconds east of UTC, where the record names its zone but no year.
    package var offset: Int32?

    package init(
        seconds: Int64, nanoseconds: UInt32 = 0, yearsOn: Int? = nil, isLocal: Bool = false, precision: TimePrecision = .second
    ) {
        (self.seconds, self.nanoseconds, self.yearsOn) = (seconds, nanoseconds, yearsOn)
        (self.isLocal, self.precision) = (isLocal, precision)
    }

    /// A time of RFC 3164: month 1…12, day 1…31, second of the day.
    package static func yearless(month: Int, day: Int, second: Int, nanoseconds: UInt32 = 0) -> LogMoment {
        LogMoment(seconds: Int64((month * 32 + day) * 86_400 + second), nanoseconds: nanoseconds, yearsOn: 0)
    }

    /// A time of the day alone: second of the day.
    package static func dayless(second: Int, nanoseconds: UInt32 = 0, precision: TimePrecision = .second) -> LogMoment {
        LogMoment(seconds: Int64(second), nanoseconds: nanoseconds, yearsOn: 0, precision: precision)
    }

    /// A civil time in the zone of the log's clock.
    package static func local(
        year: Int, month: Int, day: Int, second: Int, nanoseconds: UInt32 = 0, precision: TimePrecision = .second
    ) -> LogMoment {
        let wall = CivilTime(year: year, month: month, day: day, second: second).timestamp
        return LogMoment(seconds: wall.seconds, nanoseconds: nanoseconds, isLocal: true, precision: precision)
    }

    /// A time that needs no zone.
    package static func absolute(_ time: Timestamp, precision: TimePrecision = .second) -> LogMoment {
        LogMoment(seconds: time.seconds, nanoseconds: time.nanoseconds, precision: precision)
    }

    /// Whether the record says the day.
    package var hasDay: Bool { yearsOn == nil || seconds >= 86_400 * 32 }

    /// The month of a time without a year.
    package var month: Int { Int(seconds / (86_400 * 32)) }
}

/// How finely a record tells its time.
package enum TimePrecision: String, Sendable, Hashable, CaseIterable, Comparable {
    case nanosecond, microsecond, millisecond, second, minute, hour, day, month, year

    package static func < (left: TimePrecision, right: TimePrecision) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
