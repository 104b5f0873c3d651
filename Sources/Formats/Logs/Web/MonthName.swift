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
        ["jan", "ene", "gen", "sty", "led"], ["feb", "fév", "fev", "lut"], ["mar", "mär", "mrz", "mrt", "maa"],
        ["apr", "avr", "abr", "kwi"],
        ["may", "mai", "mag", "mei", "maj"], ["jun", "juin", "giu", "cze"], ["jul", "juil", "lug", "lip"],
        ["aug", "aoû", "aou", "ago", "sie"], ["sep", "set", "wrz"], ["oct", "okt", "ott", "out", "paź"], ["nov", "lis"],
        ["dec", "déc", "dez", "dic", "gru"],
    ]
}
