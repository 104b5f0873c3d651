import Model

/// Times in the forms of many countries and libraries, read piece by piece: a date of numbers or with a month's name, and a clock of 24 hours
/// or of twelve.
extension LogTimes {
    /// A civil day, and the place behind it.
    private struct Day {
        var year: Int
        var month: Int
        var day: Int
        var end: Int
        /// Day and month could be each other.
        var isAmbiguous = false
    }

    /// `3/12/2011 1:02:03 PM`, `12.03.2011, 00:30:01`, `12/03/11 00:30:01`, `2011-3-12 0:30:01`, `12 March 2011 00:30:01`, `Sat, 12 Mar 2011
    /// 00:30:01 +0900`, `March 12, 2011 1:02 AM`. Of two numbers that could both be the month, the day stands first, as in most countries, but
    /// before a clock of twelve hours and where the clock is joined by a dash or colon.
    static func flexible(_ text: Span<UInt8>, _ start: Int) -> Read? {
        let at = behindWeekday(text, start)
        if let time = briefYear(text, at) { return time }
        guard var day = ShellByte.isDigit(LogText.byte(text, at)) ? numbers(text, at) ?? dayName(text, at) : nameDay(text, at) else {
            return nil
        }
        guard let (joint, clockStart) = joint(text, day.end), let clock = clock(text, clockStart) else { return nil }
        if day.isAmbiguous, clock.isOfTwelve || joint == 0x2d || joint == 0x3a { (day.month, day.day) = (day.day, day.month) }
        guard (1...12).contains(day.month), (1...31).contains(day.day) else { return nil }
        return placed(text, clock.end, day.year, day.month, day.day, clock.second, clock.precision, clock.nanoseconds)
    }

    /// `11/03/12 00:30:01 INFO `: log4j's form of Hadoop and Spark, known by the level behind it.
    private static func briefYear(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard LogText.byte(text, start + 2) == 0x2f, LogText.byte(text, start + 5) == 0x2f, LogText.byte(text, start + 8) == 0x20,
            LogText.byte(text, start + 17) == 0x20, let year = LogText.digits(text, start, 2),
            let month = LogText.digits(text, start + 3, 2),
            let day = LogText.digits(text, start + 6, 2), (1...12).contains(month), (1...31).contains(day),
            let second = LogText.clock(text, start + 9),
            ["INFO ", "WARN ", "ERROR ", "DEBUG ", "FATAL ", "TRACE "].contains(where: { LogText.matches(text, start + 18, $0) })
        else { return nil }
        let moment = LogMoment.local(year: 2000 + year, month: month, day: day, second: second, nanoseconds: 0, precision: .second)
        return Read(moment: moment, end: start + 17)
    }

    /// Behind `Sat, `, `Saturday, `, `Sat `.
    private static func behindWeekday(_ text: Span<UInt8>, _ start: Int) -> Int {
        for name in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] where LogText.matchesIgnoringCase(text, start, name) {
            var at = start + 3
            while at - start < 10, isLetter(LogText.byte(text, at)) { at += 1 }
            if LogText.byte(text, at) == 0x2c { at += 1 }
            return LogText.byte(text, at) == 0x20 ? at + 1 : start
        }
        return start
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a }

    /// One or two digits, then no third.
    private static func short(_ text: Span<UInt8>, _ at: Int) -> (value: Int, end: Int)? {
        guard let (value, end) = LogText.number(text, at..<at + 3) ?? LogText.digits(text, at, 2).map({ ($0, at + 2) }), end - at <= 2
        else {
            return nil
        }
        return (value, end)
    }

    /// `2011-3-12`, `2011/03/12`, `12/03/2011`, `12.3.11`.
    private static func numbers(_ text: Span<UInt8>, _ start: Int) -> Day? {
        let isYearFirst = LogText.digits(text, start, 4) != nil
        if isYearFirst {
            let mark = LogText.byte(text, start + 4)
            guard mark == 0x2d || mark == 0x2f || mark == 0x2e, let year = LogText.digits(text, start, 4), (1970..<2200).contains(year),
                let (month, behind) = short(text, start + 5), LogText.byte(text, behind) == mark, let (day, end) = short(text, behind + 1)
            else { return nil }
            return Day(year: year, month: month, day: day, end: end)
        }
        guard let (first, mark) = short(text, start) else { return nil }
        let byte = LogText.byte(text, mark)
        guard byte == 0x2d || byte == 0x2f || byte == 0x2e, let (second, other) = short(text, mark + 1), LogText.byte(text, other) == byte
        else { return nil }
        var end = other + 5
        var year = LogText.digits(text, other + 1, 4)
        if year == nil || !(1970..<2200).contains(year ?? 0) {
            guard other - start == 5, let brief = LogText.digits(text, other + 1, 2), !ShellByte.isDigit(LogText.byte(text, other + 3))
            else {
                return nil
            }
            (year, end) = (2000 + brief, other + 3)
        }
        guard let year else { return nil }
        let isMonthFirst = second > 12
        return Day(
            year: year, month: isMonthFirst ? first : second, day: isMonthFirst ? second : first, end: end,
            isAmbiguous: byte != 0x2e && first <= 12 && second <= 12)
    }

    /// `12 March 2011`, `12-Mar-2011`, `12 Mar. 2011`, `12th March 2011`.
    private static func dayName(_ text: Span<UInt8>, _ start: Int) -> Day? {
        guard let (day, behind) = short(text, start) else { return nil }
        var at = behind
        if isLetter(LogText.byte(text, at)) { at += 2 }
        let mark = LogText.byte(text, at)
        guard mark == 0x20 || mark == 0x2d || mark == 0x2f else { return nil }
        guard let (month, end) = monthName(text, at + 1) else { return nil }
        at = end
        if LogText.byte(text, at) == 0x2c { at += 1 }
        guard LogText.byte(text, at) == mark, let year = LogText.digits(text, at + 1, 4), (1970..<2200).contains(year) else { return nil }
        return Day(year: year, month: month, day: day, end: at + 5)
    }

    /// `March 12, 2011`, `Mar 12 2011`, `Mar-12-2011`.
    private static func nameDay(_ text: Span<UInt8>, _ start: Int) -> Day? {
        guard let (month, end) = monthName(text, start) else { return nil }
        let mark = LogText.byte(text, end)
        guard mark == 0x20 || mark == 0x2d || mark == 0x2f, let (day, behind) = short(text, end + 1) else { return nil }
        var at = behind
        if LogText.byte(text, at) == 0x2c { at += 1 }
        guard LogText.byte(text, at) == mark, let year = LogText.digits(text, at + 1, 4), (1970..<2200).contains(year) else { return nil }
        return Day(year: year, month: month, day: day, end: at + 5)
    }

    /// A month's English name, short or whole, with a full stop or none.
    private static func monthName(_ text: Span<UInt8>, _ start: Int) -> (month: Int, end: Int)? {
        guard let month = LogText.month(text, start) else { return nil }
        var at = start + 3
        while at - start < 10, isLetter(LogText.byte(text, at)) { at += 1 }
        if LogText.byte(text, at) == 0x2e { at += 1 }
        return (month, at)
    }

    /// What stands between day and clock: its first byte that is no blank, or a blank.
    private static func joint(_ text: Span<UInt8>, _ start: Int) -> (mark: UInt8, end: Int)? {
        var at = start
        var mark: UInt8 = 0x20
        while at - start < 5 {
            let byte = LogText.byte(text, at)
            if ShellByte.isDigit(byte) { return at > start ? (mark, at) : nil }
            if LogText.matches(text, at, "at ") {
                at += 3
                continue
            }
            guard
                byte == 0x20 || byte == 0x2c || byte == 0x2d || byte == 0x3a || byte == 0x54 || byte == 0x40 || byte == 0x7c || byte == 0x5f
            else { return nil }
            if byte != 0x20, byte != 0x2c { mark = at == start ? byte : 0x20 }
            at += 1
        }
        return nil
    }

    private struct Clock {
        var second: Int
        var end: Int
        var nanoseconds: UInt32 = 0
        var precision = TimePrecision.second
        var isOfTwelve = false
    }

    /// `0:30:01.123`, `00:30`, `1:02:03 PM`, `1:02 a.m.`
    private static func clock(_ text: Span<UInt8>, _ start: Int) -> Clock? {
        guard let (hour, colon) = short(text, start), hour < 24, LogText.byte(text, colon) == 0x3a || LogText.byte(text, colon) == 0x68,
            let minute = LogText.digits(text, colon + 1, 2), minute < 60
        else { return nil }
        var clock = Clock(second: hour * 3600 + minute * 60, end: colon + 3)
        // "08h30.01"
        let isDotted =
            LogText.byte(text, clock.end) == 0x2e
            && (LogText.byte(text, colon) == 0x68
                // "20:09.25.756"
                || LogText.byte(text, clock.end + 3) == 0x2e && LogText.digits(text, clock.end + 4, 3) != nil)
        if LogText.byte(text, clock.end) == 0x3a || isDotted, let second = LogText.digits(text, clock.end + 1, 2), second <= 60 {
            clock.second += second
            (clock.nanoseconds, clock.precision, clock.end) = LogTime.fraction(text, clock.end + 3)
        } else {
            clock.precision = .minute
            if ShellByte.isDigit(LogText.byte(text, clock.end)) { return nil }
        }
        var at = clock.end
        if LogText.byte(text, at) == 0x20 || LogText.byte(text, at) == 0xa0 { at += 1 }
        let half = LogText.byte(text, at) | 0x20
        guard hour <= 12, half == 0x61 || half == 0x70 else { return clock }
        let isShort = LogText.byte(text, at + 1) | 0x20 == 0x6d && !ShellByte.isName(LogText.byte(text, at + 2))
        let isLong = LogText.matchesIgnoringCase(text, at + 1, ".m.")
        guard isShort || isLong else { return clock }
        clock.isOfTwelve = true
        clock.second += (half == 0x70 && hour < 12 ? 12 : half == 0x61 && hour == 12 ? -12 : 0) * 3600
        clock.end = at + (isLong ? 4 : 2)
        return clock
    }

    /// A time of the day alone, `[00:30:01]`, `00:30:01.123`: nil where anything but its end follows.
    static func dayless(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard let second = LogText.clock(text, start) else { return nil }
        let (part, precision, end) = LogTime.fraction(text, start + 8)
        return Read(moment: .dayless(second: second, nanoseconds: part, precision: precision), end: end)
    }
}
