import Model

/// Which days offices work on. Of holidays only Japan's are known; for every other desk Saturdays and Sundays are left out, which can
/// only make a deadline earlier than the desk's own, never later.
struct BusinessDays: Sendable {
    var isJapanese: Bool

    /// The day that is `count` working days after the day of `time`; both days as civil days of `offset`.
    func day(_ count: Int, after time: Timestamp, offset: Int) -> CivilTime {
        var moment = time
        var left = min(max(count, 0), 400)
        var steps = 0
        while left > 0, steps < 2000 {
            moment = moment.adding(seconds: 86_400)
            steps += 1
            if isWorking(CivilTime(moment, offset: offset)) { left -= 1 }
        }
        return CivilTime(moment, offset: offset)
    }

    func isWorking(_ day: CivilTime) -> Bool {
        let weekday = BusinessDays.weekday(day)
        guard weekday != 0, weekday != 6 else { return false }
        return !(isJapanese && (BusinessDays.isJapaneseHoliday(day) || BusinessDays.isNewYear(day)))
    }

    /// 0 is Sunday.
    static func weekday(_ day: CivilTime) -> Int {
        let days = CivilTime(year: day.year, month: day.month, day: day.day).timestamp.seconds / 86_400
        return Int(((days + 4) % 7 + 7) % 7)
    }

    /// Offices are closed from 29 December to 3 January.
    private static func isNewYear(_ day: CivilTime) -> Bool { day.month == 12 && day.day >= 29 || day.month == 1 && day.day <= 3 }

    /// The Act on National Holidays (国民の祝日に関する法律) as it stands since 2022: the days of article 2, the day after one that falls
    /// on a Sunday (article 3, 2), and a day between two of them (article 3, 3).
    static func isJapaneseHoliday(_ day: CivilTime) -> Bool {
        if isNamed(day) { return true }
        let midday = CivilTime(year: day.year, month: day.month, day: day.day, hour: 12).timestamp
        func beside(_ days: Int64) -> CivilTime { CivilTime(midday.adding(seconds: days * 86_400)) }
        if isNamed(beside(-1)), isNamed(beside(1)), weekday(day) != 0 { return true }
        // The first day after a Sunday's holiday that is none itself.
        var back: Int64 = -1
        while back >= -7, isNamed(beside(back)) {
            if weekday(beside(back)) == 0 { return true }
            back -= 1
        }
        return false
    }

    private static func isNamed(_ day: CivilTime) -> Bool {
        let isMonday = weekday(day) == 1
        let week = (day.day - 1) / 7 + 1
        switch (day.month, day.day) {
        case (1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23): return true
        case (1, _): return isMonday && week == 2
        case (7, _), (9, 1...21): return isMonday && week == 3
        case (10, _): return isMonday && week == 2
        default: break
        }
        // The equinoxes, by the usual approximation for 1980 to 2099.
        let years = day.year - 1980
        if day.month == 3 { return day.day == equinox(208_431, years) }
        if day.month == 9 { return day.day == equinox(232_488, years) }
        return false
    }

    /// `start` is the day of 1980 in ten-thousandths.
    private static func equinox(_ start: Int, _ years: Int) -> Int { (start + 2422 * min(max(years, 0), 200)) / 10_000 - max(0, years) / 4 }
}
