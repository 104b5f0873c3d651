import Model

/// Times of logs that only a few programs write.
enum LogTimes {
    typealias Read = LogTime.Read

    /// `12-Mar-2011 00:30:01`, `12/Mar/2011 00:30:01.123`, `2 Mar 2011 00:30:01`, with a zone behind it or none.
    static func dayFirst(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard let (day, behind) = LogText.number(text, start..<start + 3) ?? number2(text, start), (1...31).contains(day) else {
            return nil
        }
        let mark = LogText.byte(text, behind)
        guard mark == 0x2d || mark == 0x2f || mark == 0x20, let month = LogText.month(text, behind + 1),
            LogText.byte(text, behind + 4) == mark,
            let year = LogText.digits(text, behind + 5, 4)
        else { return nil }
        let between = LogText.byte(text, behind + 9)
        guard between == 0x20 || between == 0x3a || between == 0x54, let second = LogText.clock(text, behind + 10) else { return nil }
        return zoned(text, behind + 18, year, month, day, second)
    }

    /// `12-03-2011 00:30:01`, `12/03/2011 - 00:30:01`, `03/12/2011 00:30:01`, `12.03.2011 00:30:01`.
    static func numbers(_ text: Span<UInt8>, _ start: Int, monthFirst: Bool) -> Read? {
        let mark = LogText.byte(text, start + 2)
        guard mark == 0x2d || mark == 0x2f || mark == 0x2e, LogText.byte(text, start + 5) == mark,
            let first = LogText.digits(text, start, 2),
            let other = LogText.digits(text, start + 3, 2), let year = LogText.digits(text, start + 6, 4)
        else { return nil }
        let (month, day) = monthFirst ? (first, other) : (other, first)
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        var at = start + 10
        if LogText.matches(text, at, " - ") {
            at += 3
        } else if LogText.matches(text, at, ", ") {
            at += 2
        } else if LogText.byte(text, at) == 0x20 || LogText.byte(text, at) == 0x3a {
            at += 1
        } else {
            return nil
        }
        guard let second = LogText.clock(text, at) else { return nil }
        return zoned(text, at + 8, year, month, day, second)
    }

    /// `20110312-00:30:01`, `20110312 00:30:01.123`, `20110312T003001`.
    static func compact(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard let year = LogText.digits(text, start, 4), year >= 1970, let month = LogText.digits(text, start + 4, 2),
            let day = LogText.digits(text, start + 6, 2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let between = LogText.byte(text, start + 8)
        guard between == 0x2d || between == 0x20 || between == 0x54 || between == 0x3a || between == 0x5f else { return nil }
        if let second = LogText.clock(text, start + 9) { return zoned(text, start + 17, year, month, day, second) }
        guard let packed = LogText.digits(text, start + 9, 6), packed / 10_000 < 24, packed / 100 % 100 < 60, packed % 100 <= 60 else {
            return nil
        }
        return zoned(text, start + 15, year, month, day, packed / 10_000 * 3600 + packed / 100 % 100 * 60 + packed % 100)
    }

    /// `2011.03.12 00:30:01` and `2011:03:12-00:30:01`.
    static func dotted(_ text: Span<UInt8>, _ start: Int) -> Read? {
        let mark = LogText.byte(text, start + 4)
        guard mark == 0x2e || mark == 0x3a, LogText.byte(text, start + 7) == mark, let year = LogText.digits(text, start, 4),
            let month = LogText.digits(text, start + 5, 2), let day = LogText.digits(text, start + 8, 2), (1...12).contains(month),
            (1...31).contains(day), let second = LogText.clock(text, start + 11)
        else { return nil }
        return zoned(text, start + 19, year, month, day, second)
    }

    /// Whatever stands at a place: ISO 8601, ctime(3), RFC 3164, the web's, a day first.
    static func any(_ text: Span<UInt8>, _ start: Int) -> Read? {
        let byte = LogText.byte(text, start)
        if ShellByte.isDigit(byte) {
            return LogTime.iso(text, start) ?? LogTime.common(text, start) ?? dayFirst(text, start) ?? dotted(text, start)
                ?? compact(text, start) ?? ordinal(text, start) ?? named(text, start) ?? flexible(text, start)
                ?? monthDay(text, start) ?? dayMonth(text, start)
        }
        return byte == 0x40 ? tai64(text, start) : LogTime.bsd(text, start) ?? monthFirst(text, start) ?? flexible(text, start)
    }

    /// `03-12 00:30:01.123`: no year, and parts of a second, without which it may be anything.
    private static func monthDay(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard let month = LogText.digits(text, start, 2), (1...12).contains(month), LogText.byte(text, start + 2) == 0x2d,
            let day = LogText.digits(text, start + 3, 2), (1...31).contains(day), LogText.byte(text, start + 5) == 0x20,
            let second = LogText.clock(text, start + 6), LogText.byte(text, start + 14) == 0x2e
        else { return nil }
        let (part, precision, end) = LogTime.fraction(text, start + 14)
        var moment = LogMoment.yearless(month: month, day: day, second: second, nanoseconds: part)
        moment.precision = precision
        return Read(moment: moment, end: end)
    }

    /// `12-Mar 00:30`: neither a year nor seconds.
    private static func dayMonth(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard let day = LogText.digits(text, start, 2), (1...31).contains(day), LogText.byte(text, start + 2) == 0x2d,
            let month = LogText.month(text, start + 3), LogText.byte(text, start + 6) == 0x20,
            let hour = LogText.digits(text, start + 7, 2),
            hour < 24, LogText.byte(text, start + 9) == 0x3a, let minute = LogText.digits(text, start + 10, 2), minute < 60,
            LogText.byte(text, start + 12) == 0x20
        else { return nil }
        var moment = LogMoment.yearless(month: month, day: day, second: hour * 3600 + minute * 60)
        moment.precision = .minute
        return Read(moment: moment, end: start + 12)
    }

    /// `2011-Mar-12 00:30:01`: the month by its name.
    static func named(_ text: Span<UInt8>, _ start: Int) -> Read? {
        let mark = LogText.byte(text, start + 4)
        guard mark == 0x2d || mark == 0x2f || mark == 0x20, let year = LogText.digits(text, start, 4), year >= 1970,
            let month = LogText.month(text, start + 5), LogText.byte(text, start + 8) == mark, let day = LogText.digits(text, start + 9, 2),
            (1...31).contains(day), LogText.byte(text, start + 11) == 0x20 || LogText.byte(text, start + 11) == 0x54,
            let second = LogText.clock(text, start + 12)
        else { return nil }
        return zoned(text, start + 20, year, month, day, second)
    }

    /// `2011-071T00:30:01,123`: the day of the year.
    private static func ordinal(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard let year = LogText.digits(text, start, 4), year >= 1970, LogText.byte(text, start + 4) == 0x2d,
            let day = LogText.digits(text, start + 5, 3), (1...366).contains(day), LogText.byte(text, start + 8) | 0x20 == 0x74,
            let second = LogText.clock(text, start + 9)
        else { return nil }
        var read = zoned(text, start + 17, year, 1, 1, second)
        read.moment.seconds += Int64(day - 1) * 86_400
        return read
    }

    /// `March 12, 2011 00:30:01`, as PHP's date("F j, Y H:i:s") writes it.
    private static func monthFirst(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard let month = LogText.month(text, start) else { return nil }
        var at = start + 3
        while at - start < 10, LogText.byte(text, at) | 0x20 >= 0x61, LogText.byte(text, at) | 0x20 <= 0x7a { at += 1 }
        guard LogText.byte(text, at) == 0x20,
            let (day, comma) = LogText.number(text, at + 1..<at + 4) ?? LogText.number(text, at + 1..<at + 3),
            (1...31).contains(day), LogText.matches(text, comma, ", "), let year = LogText.digits(text, comma + 2, 4),
            LogText.byte(text, comma + 6) == 0x20
        else { return nil }
        if let second = LogText.clock(text, comma + 7) { return zoned(text, comma + 15, year, month, day, second) }
        // GitLab's application.log counts no seconds.
        guard let hour = LogText.digits(text, comma + 7, 2), hour < 24, LogText.byte(text, comma + 9) == 0x3a,
            let minute = LogText.digits(text, comma + 10, 2), minute < 60
        else { return nil }
        return Read(
            moment: .local(year: year, month: month, day: day, second: hour * 3600 + minute * 60, precision: .minute), end: comma + 12)
    }

    /// `@40000000` and 16 or 24 hexadecimal digits: TAI64 and TAI64N of D. J. Bernstein's multilog(8). TAI was ten seconds ahead of UTC in
    /// 1970; leap seconds since then are not taken off by tai64nlocal(8) on systems without a table, and are not here.
    static func tai64(_ text: Span<UInt8>, _ start: Int) -> Read? {
        guard LogText.byte(text, start) == 0x40, let high = hex(text, start + 1, 8), let low = hex(text, start + 9, 8), high == 0x4000_0000
        else { return nil }
        var at = start + 17
        var nanoseconds: UInt32 = 0
        var precision = TimePrecision.second
        if let part = hex(text, at, 8), part < 1_000_000_000 {
            (nanoseconds, precision, at) = (UInt32(part), .nanosecond, at + 8)
        }
        return Read(moment: LogMoment(seconds: Int64(low) - 10, nanoseconds: nanoseconds, precision: precision), end: at)
    }

    private static func hex(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> UInt64? {
        var value: UInt64 = 0
        for at in start..<start + count {
            guard let digit = ShellByte.hex(LogText.byte(text, at)) else { return nil }
            value = value << 4 | UInt64(digit)
        }
        return value
    }

    private static func number2(_ text: Span<UInt8>, _ start: Int) -> (value: Int, end: Int)? {
        LogText.digits(text, start, 2).map { ($0, start + 2) }
    }

    /// Parts of a second and a zone behind a civil time.
    private static func zoned(_ text: Span<UInt8>, _ start: Int, _ year: Int, _ month: Int, _ day: Int, _ second: Int) -> Read {
        let (part, precision, behind) = LogTime.fraction(text, start)
        return placed(text, behind, year, month, day, second, precision, part)
    }

    /// A civil time with the zone that stands behind it, or none.
    static func placed(
        _ text: Span<UInt8>, _ behind: Int, _ year: Int, _ month: Int, _ day: Int, _ second: Int, _ precision: TimePrecision, _ part: UInt32
    ) -> Read {
        var at = behind
        if LogText.byte(text, at) == 0x20 { at += 1 }
        var offset: Int?
        if LogText.matches(text, at, "UTC") || LogText.matches(text, at, "GMT") || LogText.matches(text, at, "utc") {
            (offset, at) = (0, at + 3)
        } else if let zone = LogTime.zone(text, at), LogText.byte(text, at) != 0x7a, LogText.byte(text, at) != 0x5a || behind == at {
            (offset, at) = (zone.offset, zone.end)
        }
        guard let offset else {
            return Read(
                moment: .local(year: year, month: month, day: day, second: second, nanoseconds: part, precision: precision), end: behind)
        }
        let wall = CivilTime(year: year, month: month, day: day, second: second, offset: offset).timestamp
        return Read(moment: LogMoment(seconds: wall.seconds, nanoseconds: part, precision: precision), end: at)
    }
}
