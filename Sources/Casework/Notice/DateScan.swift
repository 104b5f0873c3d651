import Model

/// A date that a line of a mail names, and where.
struct FoundDate: Sendable, Hashable {
    var range: Range<Int>
    /// Nil where the line leaves it to the reader.
    var year: Int?
    var month: Int
    var day: Int
    var clock: FoundClock?

    /// The moment, by the zone and the year of the mail where the line names none. The year is the one that brings the day nearest to
    /// the mail's own.
    func moment(sent: Timestamp, offset: Int, endOfDay: Bool) -> NoticeMoment {
        let zone = clock?.offset ?? offset
        func civil(_ year: Int) -> CivilTime {
            var civil = CivilTime(year: year, month: month, day: day, offset: zone)
            if let clock {
                (civil.hour, civil.minute, civil.second) = (clock.hour, clock.minute, clock.second)
            } else if endOfDay {
                (civil.hour, civil.minute, civil.second) = (23, 59, 59)
            }
            return civil
        }
        let best: Timestamp
        if let year {
            best = civil(year).timestamp
        } else {
            let around = CivilTime(sent, offset: zone).year
            let candidates = [around - 1, around, around + 1].map { civil($0).timestamp }
            best = candidates.min { abs($0.seconds &- sent.seconds) < abs($1.seconds &- sent.seconds) } ?? civil(around).timestamp
        }
        return NoticeMoment(time: best, offset: zone, hasZone: clock?.offset != nil, hasHour: clock != nil)
    }
}

/// An hour of a day, with its zone where one is named.
struct FoundClock: Sendable, Hashable {
    var hour: Int, minute: Int, second: Int
    /// Seconds east of UTC.
    var offset: Int?
}

/// Finds dates in the forms of Japanese, English and German mails and of logs.
enum DateScan {
    static func dates(_ text: [UInt8]) -> [FoundDate] {
        var found: [FoundDate] = []
        var index = 0
        while index < text.count, found.count < 20 {
            let before = index > 0 ? text[index - 1] : 0x20
            let isStart =
                !before.isAlphanumeric && !(before == 0x2e && text[index].isDigit) && before != 0x2f && before != 0x2d || before == 0x74
            if isStart, var date = date(text, at: index) {
                if date.clock == nil, let clock = ClockScan.before(text, index) { date.clock = clock }
                found.append(date)
                index = max(date.range.upperBound, index + 1)
            } else {
                index += 1
            }
        }
        return found
    }

    private static func date(_ text: [UInt8], at start: Int) -> FoundDate? {
        if text[start].isDigit { return numbers(text, start) }
        if text[start].isLetter { return monthFirst(text, start) }
        if text[start] == 0xe4 || text[start] == 0xe5 { return imperial(text, start) }
        return nil
    }

    /// 2026-11-24, 2026/11/24, 2026年11月24日, 11月24日, 24 nov 2026, 24/nov/2026, 24.11.2026, 11/24/2026, 11/24.
    private static func numbers(_ text: [UInt8], _ start: Int) -> FoundDate? {
        guard let first = number(text, start, most: 4) else { return nil }
        if first.value >= 1970, first.value < 2200, first.end - start == 4 {
            if let date = afterYear(text, start, first.value, first.end) { return date }
            return nil
        }
        guard first.end - start <= 2 else { return nil }
        if let month = skip("月", text, first.end), let day = number(text, blanks(text, month), most: 2) {
            guard let end = skip("日", text, day.end) else { return nil }
            return make(text, start, end, nil, first.value, day.value)
        }
        // A day before the month: 24 November 2026, 24th of Nov, 24/Nov/2026:18:00:00, 24-Nov-2026.
        var place = first.end
        for suffix in ["st", "nd", "rd", "th", "."] {
            if let after = skip(suffix, text, place), after < text.count, !text[after].isDigit { place = after }
        }
        var word = blanks(text, place)
        if let after = skip("of ", text, word) { word = blanks(text, after) }
        if word < text.count, word == place, [0x2f, 0x2d].contains(text[word]) { word += 1 }
        if let month = month(text, word) {
            var next = month.end
            if next < text.count, [0x2f, 0x2d, 0x2c, 0x2e].contains(text[next]) { next += 1 }
            let year = number(text, blanks(text, next), most: 4)
            let isYear = year.map { $0.value >= 1970 && $0.value < 2200 } ?? false
            return make(text, start, isYear ? year?.end ?? month.end : month.end, isYear ? year?.value : nil, month.value, first.value)
        }
        guard first.end < text.count, [0x2e, 0x2f].contains(text[first.end]), let second = number(text, first.end + 1, most: 2) else {
            return nil
        }
        let separator = text[first.end]
        if second.end < text.count, text[second.end] == separator, let year = number(text, second.end + 1, most: 4), year.value >= 1970,
            year.value < 2200
        {
            // With dots the day stands first; with strokes the month does, unless it cannot be one.
            let dayFirst = separator == 0x2e || first.value > 12
            return make(text, start, year.end, year.value, dayFirst ? second.value : first.value, dayFirst ? first.value : second.value)
        }
        guard separator == 0x2f, second.end >= text.count || text[second.end] != 0x2f else { return nil }
        return make(text, start, second.end, nil, first.value, second.value)
    }

    private static func afterYear(_ text: [UInt8], _ start: Int, _ year: Int, _ end: Int) -> FoundDate? {
        if let next = skip("年", text, blanks(text, end)), let month = number(text, blanks(text, next), most: 2),
            let after = skip("月", text, blanks(text, month.end)), let day = number(text, blanks(text, after), most: 2),
            let last = skip("日", text, blanks(text, day.end))
        {
            return make(text, start, last, year, month.value, day.value)
        }
        guard end < text.count, [0x2d, 0x2f, 0x2e].contains(text[end]), let month = number(text, end + 1, most: 2),
            month.end < text.count, text[month.end] == text[end], let day = number(text, month.end + 1, most: 2)
        else { return nil }
        return make(text, start, day.end, year, month.value, day.value)
    }

    /// November 24, 2026; Nov 24 18:00:00; Tue Nov 24 18:00:00 2026 (the name of the day is passed over by the caller).
    private static func monthFirst(_ text: [UInt8], _ start: Int) -> FoundDate? {
        guard let month = month(text, start), case let place = blanks(text, month.end), place > month.end || month.end < text.count,
            let day = number(text, place, most: 2)
        else { return nil }
        var end = day.end
        for suffix in ["st", "nd", "rd", "th"] { if let after = skip(suffix, text, end) { end = after } }
        var next = end
        if next < text.count, text[next] == 0x2c { next += 1 }
        if let year = number(text, blanks(text, next), most: 4), year.value >= 1970, year.value < 2200,
            year.end >= text.count || text[year.end] != 0x3a
        {
            return make(text, start, year.end, year.value, month.value, day.value)
        }
        guard var date = make(text, start, end, nil, month.value, day.value) else { return nil }
        // asctime(3) puts the year behind the clock.
        if date.clock != nil, let year = number(text, blanks(text, date.range.upperBound), most: 4), year.value >= 1970, year.value < 2200 {
            date.year = year.value
            date.range = start..<year.end
        }
        return date
    }

    /// 令和8年11月24日, 令和元年, and R8.11.24 is left alone.
    private static func imperial(_ text: [UInt8], _ start: Int) -> FoundDate? {
        for (era, first) in [("令和", 2018), ("平成", 1988)] {
            guard let next = skip(era, text, start) else { continue }
            let year = skip("元", text, blanks(text, next)).map { (value: 1, end: $0) } ?? number(text, blanks(text, next), most: 2)
            guard let year else { return nil }
            return afterYear(text, start, first + year.value, year.end)
        }
        return nil
    }

    private static func make(_ text: [UInt8], _ start: Int, _ end: Int, _ year: Int?, _ month: Int, _ day: Int) -> FoundDate? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        var date = FoundDate(range: start..<end, year: year, month: month, day: day)
        if let clock = ClockScan.after(text, end) {
            date.clock = clock.clock
            date.range = start..<clock.end
        }
        return date
    }

    /// Letters of a month's name, whole or its first three.
    private static func month(_ text: [UInt8], _ start: Int) -> (value: Int, end: Int)? {
        var end = start
        while end < text.count, text[end].isLetter { end += 1 }
        guard end - start >= 3, end - start <= 9 else { return nil }
        let word = Array(text[start..<end])
        for (index, name) in names.enumerated()
        where word.count == 3 || word.count == 4
            ? name.starts(with: word.prefix(3)) && (word.count == 3 || name.starts(with: word)) : name == word
        {
            return (index % 12 + 1, end < text.count && text[end] == 0x2e ? end + 1 : end)
        }
        return nil
    }

    static func number(_ text: [UInt8], _ start: Int, most: Int) -> (value: Int, end: Int)? {
        var (value, end) = (0, start)
        while end < text.count, end - start < most, text[end].isDigit {
            value = value * 10 + Int(text[end] - 0x30)
            end += 1
        }
        guard end > start, end >= text.count || !text[end].isDigit else { return nil }
        return (value, end)
    }

    static func blanks(_ text: [UInt8], _ start: Int) -> Int {
        var index = start
        while index < text.count, text[index] == 0x20, index - start < 4 { index += 1 }
        return index
    }

    static func skip(_ word: String, _ text: [UInt8], _ start: Int) -> Int? {
        let bytes = word.utf8
        guard start >= 0, start + bytes.count <= text.count, text[start..<start + bytes.count].elementsEqual(bytes) else { return nil }
        return start + bytes.count
    }

    /// English, then German where it differs.
    private static let names: [[UInt8]] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "januar", "februar", "maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember",
    ].map { $0.bytes }
}
