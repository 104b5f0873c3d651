import Model

/// Months as programs write them whose language is not English: Java's and the C library's short names of nine languages.
enum MonthName {
    /// `02/sept./2015:00:11:31 +0200` within a range.
    static func common(_ text: Span<UInt8>, _ range: Range<Int>) -> LogMoment? {
        guard let (day, slash) = LogText.number(text, range), (1...31).contains(day), LogText.byte(text, slash) == 0x2f,
            let second = LogText.first(0x2f, in: text, LogText.range(slash + 1, min(range.upperBound, slash + 16))),
            let month = month(text, slash + 1..<second), let year = LogText.digits(text, second + 1, 4),
            LogText.byte(text, second + 5) == 0x3a, let clock = LogText.clock(text, second + 6)
        else { return nil }
        let at = LogText.skipBlanks(text, min(second + 14, range.upperBound), end: range.upperBound)
        guard let zone = LogTime.zone(text, at) else { return .local(year: year, month: month, day: day, second: clock) }
        return .absolute(CivilTime(year: year, month: month, day: day, second: clock, offset: zone.offset).timestamp)
    }

    /// `août 19 11:08:37`, `3月 12 00:30:01`, as journalctl(1) writes the time of RFC 3164 in the language of its reader. Names of ASCII letters
    /// alone are left out: they would have to be looked for in every line.
    static func bsd(_ text: Span<UInt8>, _ start: Int) -> LogTime.Read? {
        var at = start
        while at - start < 8, LogText.byte(text, at) > 0x20 { at += 1 }
        let word = start..<at
        guard LogText.byte(text, at) == 0x20, word.contains(where: { LogText.byte(text, $0) >= 0x80 }) else { return nil }
        let found: Int?
        if let (number, end) = LogText.number(text, word) {
            found = LogText.matches(text, end, "月") && end + 3 == at && (1...12).contains(number) ? number : nil
        } else {
            found = month(text, word)
        }
        at = LogText.skipBlanks(text, at, end: min(text.count, at + 2))
        guard let found, let (day, behind) = LogText.number(text, at..<at + 3), (1...31).contains(day), LogText.byte(text, behind) == 0x20,
            let second = LogText.clock(text, behind + 1)
        else { return nil }
        let (part, precision, end) = LogTime.fraction(text, behind + 9)
        var moment = LogMoment.yearless(month: found, day: day, second: second, nanoseconds: part)
        moment.precision = precision
        return .init(moment: moment, end: end)
    }

    /// 1…12; names of months that begin alike in two languages and mean different ones are left out.
    static func month(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        for (index, names) in months.enumerated() {
            for name in names where matches(text, range, name) { return index + 1 }
        }
        return nil
    }

    /// Whether the range begins with the name, whatever the case of its ASCII letters.
    private static func matches(_ text: Span<UInt8>, _ range: Range<Int>, _ name: String) -> Bool {
        let wanted = name.utf8.span
        guard wanted.count <= range.count, range.upperBound <= text.count else { return false }
        for index in 0..<wanted.count {
            let byte = text[range.lowerBound + index]
            let lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
            if lower != wanted[index] { return false }
        }
        return true
    }

    private static let months: [[String]] = [
        ["jan", "ene", "gen", "sty", "led", "янв"], ["feb", "fév", "fev", "lut", "фев"], ["mar", "mär", "mrz", "mrt", "maa", "мар"],
        ["apr", "avr", "abr", "kwi", "апр"],
        ["may", "mai", "mag", "mei", "maj", "май", "мая"], ["jun", "juin", "giu", "cze", "июн"], ["jul", "juil", "lug", "lip", "июл"],
        ["aug", "aoû", "aou", "ago", "sie", "авг"], ["sep", "set", "wrz", "сен"], ["oct", "okt", "ott", "out", "paź", "окт"],
        ["nov", "lis", "ноя"], ["dec", "déc", "dez", "dic", "gru", "дек"],
    ]
}
