import Model

/// The ways in which logs write a time.
package enum LogTime {
    /// A time and the place behind it.
    package struct Read {
        package var moment: LogMoment
        package var end: Int
    }

    /// `2011-03-12T00:30:01.5+09:00`: date and time with `T`, a space or `_` between, parts of a second behind a point or a comma, and
    /// a zone (`Z`, `+0900`, `+09:00`, ` +0900`) or none, which makes it a time of the log's clock. Slashes may stand for the dashes.
    package static func iso(_ text: Span<UInt8>, _ start: Int) -> Read? {
        let dash = LogText.byte(text, start + 4)
        guard let year = LogText.digits(text, start, 4), dash == 0x2d || dash == 0x2f, let month = LogText.digits(text, start + 5, 2),
            LogText.byte(text, start + 7) == dash, let day = LogText.digits(text, start + 8, 2), (1...12).contains(month),
            (1...31).contains(day), let second = LogText.clock(text, start + 11)
        else { return nil }
        let between = LogText.byte(text, start + 10)
        guard between | 0x20 == 0x74 || between == 0x20 || between == 0x5f else { return nil }
        let (part, precision, behind) = fraction(text, start + 19)
        var at = behind
        if LogText.byte(text, at) == 0x20, LogText.byte(text, at + 1) == 0x2b || LogText.byte(text, at + 1) == 0x2d,
            LogText.digits(text, at + 2, 4) != nil
                || LogText.digits(text, at + 2, 2) != nil && LogText.byte(text, at + 4) == 0x3a && LogText.digits(text, at + 5, 2) != nil
        {
            at += 1
        }
        guard let zone = zone(text, at) ?? named(text, at) else {
            return Read(
                moment: .local(year: year, month: month, day: day, second: second, nanoseconds: part, precision: precision), end: behind)
        }
        let wall = CivilTime(year: year, month: month, day: day, second: second, offset: zone.offset).timestamp
        return Read(moment: LogMoment(seconds: wall.seconds, nanoseconds: part, precision: precision), end: zone.end)
    }

    /// ` UTC`, ` CEST` behind a time. All that are known end in C or T.
    private static func named(_ text: Span<UInt8>, _ at: Int) -> (offset: Int, end: Int)? {
        guard LogText.byte(text, at) == 0x20 else { return nil }
        let (third, fourth) = (LogText.byte(text, at + 3), LogText.byte(text, at + 4))
        guard third == 0x54 || third == 0x43 || fourth == 0x54 else { return nil }
        return ZoneName.offset(text, at + 1)
    }

    /// `Mar 12 00:30:01`, with a weekday before it or not, parts of a second or not, and a year behind the day or behind the time or
    /// none: RFC 3164, ctime(3).
    package static func bsd(_ text: Span<UInt8>, _ start: Int) -> Read? {
        if let moment = plain(text, start) { return Read(moment: moment, end: start + 15) }
        var at = start
        var month = LogText.month(text, at)
        if month == nil, LogText.byte(text, at + 3) == 0x20 {
            at += 4
            month = LogText.month(text, at)
        }
        guard let month, LogText.byte(text, at + 3) == 0x20 else { return nil }
        at += 4
        if LogText.byte(text, at) == 0x20 { at += 1 }
        guard let (day, behindDay) = LogText.number(text, at..<at + 3), (1...31).contains(day), LogText.byte(text, behindDay) == 0x20
        else { return nil }
        at = behindDay + 1
        var year = LogText.digits(text, at, 4)
        if let given = year, given >= 1970, LogText.byte(text, at + 4) == 0x20 { at += 5 } else { year = nil }
        var second = LogText.clock(text, at)
        // "Mar 12 0:30:01": relays write the hour with one digit.
        if second == nil, LogText.byte(text, at + 1) == 0x3a, let hour = LogText.digits(text, at, 1),
            let minute = LogText.digits(text, at + 2, 2), minute < 60, LogText.byte(text, at + 4) == 0x3a,
            let rest = LogText.digits(text, at + 5, 2), rest <= 60
        {
            second = hour * 3600 + minute * 60 + rest
            at -= 1
        }
        guard let second else { return nil }
        let (part, precision, behind) = fraction(text, at + 8)
        at = behind
        if year == nil, LogText.byte(text, at) == 0x20, let given = LogText.digits(text, at + 1, 4), given >= 1970, given < 2200 {
            let next = LogText.byte(text, at + 5)
            if next == 0x20 || next == 0x0a || next == 0x5d {
                year = given
                at += 5
            }
        }
        guard let year else {
            var moment = LogMoment.yearless(month: month, day: day, second: second, nanoseconds: part)
            moment.precision = precision
            return Read(moment: moment, end: at)
        }
        return Read(moment: .local(year: year, month: month, day: day, second: second, nanoseconds: part, precision: precision), end: at)
    }

    /// `Mar 12 00:30:01 name`, as most lines of syslog have it, looked at once.
    @inline(__always)
    private static func plain(_ text: Span<UInt8>, _ start: Int) -> LogMoment? {
        guard start >= 0, text.count - start >= 17 else { return nil }
        let head = text.extracting(start..<start + 17)
        guard head[3] == 0x20, head[6] == 0x20, head[9] == 0x3a, head[12] == 0x3a, head[15] == 0x20, head[16] &- 0x30 > 9,
            let month = LogText.month(text, start)
        else { return nil }
        let (tens, ones) = (head[4] == 0x20 ? 0 : head[4] &- 0x30, head[5] &- 0x30)
        let (hour, minute, second) = (
            (head[7] &- 0x30, head[8] &- 0x30), (head[10] &- 0x30, head[11] &- 0x30), (head[13] &- 0x30, head[14] &- 0x30)
        )
        guard tens <= 3, ones <= 9, hour.0 <= 2, hour.1 <= 9, minute.0 <= 5, minute.1 <= 9, second.0 <= 5, second.1 <= 9 else { return nil }
        let (day, hours) = (Int(tens) * 10 + Int(ones), Int(hour.0) * 10 + Int(hour.1))
        guard (1...31).contains(day), hours < 24 else { return nil }
        let seconds = hours * 3600 + (Int(minute.0) * 10 + Int(minute.1)) * 60 + Int(second.0) * 10 + Int(second.1)
        return .yearless(month: month, day: day, second: seconds, nanoseconds: 0)
    }

    /// `12/Mar/2011:00:30:01 +0900`, as web servers write it.
    package static func common(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard let day = LogText.digits(text, start, 2), LogText.byte(text, start + 2) == 0x2f, let month = LogText.month(text, start + 3),
            LogText.byte(text, start + 6) == 0x2f, let year = LogText.digits(text, start + 7, 4), (1...31).contains(day),
            LogText.byte(text, start + 11) | 0x1a == 0x3a, let second = LogText.clock(text, start + 12)
        else { return nil }
        let (part, precision, behind) = fraction(text, start + 20)
        let zoneStart = LogText.byte(text, behind) == 0x20 ? behind + 1 : behind
        guard let zone = zone(text, zoneStart) else {
            return Read(
                moment: .local(year: year, month: month, day: day, second: second, nanoseconds: part, precision: precision), end: behind)
        }
        let wall = CivilTime(year: year, month: month, day: day, second: second, offset: zone.offset).timestamp
        return Read(moment: LogMoment(seconds: wall.seconds, nanoseconds: part, precision: precision), end: zone.end)
    }

    /// Seconds since 1970 with or without parts of a second behind a point: `1300000000.123`.
    package static func epoch(_ text: Span<UInt8>, _ range: Range<Int>) -> Read? {
        guard let (seconds, end) = LogText.number(text, range) else { return nil }
        let (part, precision, behind) = end < range.upperBound ? fraction(text, end) : (0, .second, end)
        return Read(moment: LogMoment(seconds: Int64(seconds), nanoseconds: part, precision: precision), end: behind)
    }

    /// Nanoseconds of ".123456" or ",123"; none, and the same place, where there are none.
    package static func fraction(_ text: Span<UInt8>, _ start: Int) -> (UInt32, TimePrecision, Int) {
        let mark = LogText.byte(text, start)
        guard mark == 0x2e || mark == 0x2c, ShellByte.isDigit(LogText.byte(text, start + 1)) else { return (0, .second, start) }
        var at = start + 1
        var part: UInt32 = 0
        var scale: UInt32 = 100_000_000
        while ShellByte.isDigit(LogText.byte(text, at)), at - start <= 12 {
            part += UInt32(LogText.byte(text, at) - 0x30) * scale
            scale /= 10
            at += 1
        }
        let digits = at - start - 1
        return (part, digits > 6 ? .nanosecond : digits > 3 ? .microsecond : .millisecond, at)
    }

    /// Seconds east of UTC of `Z`, `+0900`, `+09:00`, `+09`.
    package static func zone(_ text: Span<UInt8>, _ at: Int) -> (offset: Int, end: Int)? {
        let sign = LogText.byte(text, at)
        if sign | 0x20 == 0x7a { return (0, at + 1) }
        guard sign == 0x2b || sign == 0x2d, let hours = LogText.digits(text, at + 1, 2), hours <= 15 else { return nil }
        let colon = LogText.byte(text, at + 3) == 0x3a ? 1 : 0
        guard let minutes = LogText.digits(text, at + 3 + colon, 2), minutes < 60 else {
            return ((sign == 0x2d ? -1 : 1) * hours * 3600, at + 3)
        }
        return ((hours * 3600 + minutes * 60) * (sign == 0x2d ? -1 : 1), at + 5 + colon)
    }
}
