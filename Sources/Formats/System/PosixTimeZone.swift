import Model

/// A TZ string of POSIX and of the footer of RFC 9636, section 3.3: `std offset [dst [offset] [,start[/time],end[/time]]]`.
package struct PosixTimeZone: Hashable, Sendable {
    /// A day of each year, and the second of it by the clock on the wall.
    package struct Change: Hashable, Sendable {
        /// The three ways to name a day of the year.
        package enum Day: Hashable, Sendable {
            /// 1 to 365; February 29 is never counted.
            case julian(Int)
            /// 0 to 365; February 29 is counted.
            case zeroBased(Int)
            /// The `week`th (5: the last) `weekday` (0: Sunday) of `month`.
            case month(Int, week: Int, weekday: Int)
        }
        /// On which day the clock is set.
        package var day: Day
        /// From -167 to 167 hours, in seconds.
        package var second: Int

        /// Seconds since 1970 of the change in a year, by the clock on the wall.
        func wallSeconds(year: Int) -> Int64 {
            let date: CivilTime
            switch day {
            case .julian(let number):
                let isAfterLeapDay = number >= 60 && PosixTimeZone.isLeap(year)
                date = CivilTime(year: year, month: 1, day: number + (isAfterLeapDay ? 1 : 0))
            case .zeroBased(let number):
                date = CivilTime(year: year, month: 1, day: number + 1)
            case .month(let month, let week, let weekday):
                let first = CivilTime(year: year, month: month, day: 1).timestamp.seconds / 86_400
                // 1970-01-01 was a Thursday.
                let firstWeekday = Int(((first + 4) % 7 + 7) % 7)
                var day = 1 + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
                while day > PosixTimeZone.days(year: year, month: month) { day -= 7 }
                date = CivilTime(year: year, month: month, day: day)
            }
            return date.timestamp.seconds + Int64(second)
        }
    }

    /// The kind outside of summer time.
    package var standard: TimeZoneRules.Kind
    /// The kind in summer time; nil for a zone without.
    package var daylight: TimeZoneRules.Kind?
    /// When summer time begins, by the standard clock.
    package var start: Change
    /// When summer time ends, by the summer clock.
    package var end: Change

    package init(standard: TimeZoneRules.Kind, daylight: TimeZoneRules.Kind?, start: Change, end: Change) {
        (self.standard, self.daylight, self.start, self.end) = (standard, daylight, start, end)
    }

    /// The kind that holds at a moment.
    package func kind(at time: Timestamp) -> TimeZoneRules.Kind {
        guard let daylight else { return standard }
        // Far beyond any calendar the rule no longer matters; the bound keeps the arithmetic within 64 bits.
        let seconds = min(max(time.seconds, -100_000_000_000_000), 100_000_000_000_000)
        let year = CivilTime(Timestamp(seconds: seconds), offset: standard.offset).year
        let begin = start.wallSeconds(year: year) - Int64(standard.offset)
        let finish = end.wallSeconds(year: year) - Int64(daylight.offset)
        let isDaylight = begin < finish ? begin <= seconds && seconds < finish : !(finish <= seconds && seconds < begin)
        return isDaylight ? daylight : standard
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func days(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
