/// Finds the hour that stands beside a date.
enum ClockScan {
    /// Behind a date: "(火) 18:00", "T18:00:00+09:00", ":18:00:00 +0900]", "at 5 pm CET", "午後6時30分", "17時", "正午".
    static func after(_ text: [UInt8], _ start: Int) -> (clock: FoundClock, end: Int)? {
        var place = DateScan.blanks(text, start)
        if let end = weekday(text, place) { place = DateScan.blanks(text, end) }
        for word in ["at ", "t", ":", ",", "の", "-", "@", "by "] {
            if let next = DateScan.skip(word, text, place) {
                place = DateScan.blanks(text, next)
                break
            }
        }
        if let next = DateScan.skip("at ", text, place) { place = DateScan.blanks(text, next) }
        return clock(text, place)
    }

    /// Before a date: "18:00 JST on 24 November", "5pm, 24 November".
    static func before(_ text: [UInt8], _ end: Int) -> FoundClock? {
        for length in stride(from: 24, through: 5, by: -1) where end - length >= 0 {
            let start = end - length
            guard text[start].isDigit,
                start == 0 || !(text[start - 1].isAlphanumeric || text[start - 1] == 0x3a || text[start - 1] == 0x2e),
                let found = clock(text, start), found.end <= end
            else { continue }
            let between = Array(text[found.end..<end]).trimmed
            if between.isEmpty || ["on", ",", "of", ", on", "on the"].contains(where: { between.elementsEqual($0.utf8) }) {
                return found.clock
            }
        }
        return nil
    }

    static func clock(_ text: [UInt8], _ start: Int) -> (clock: FoundClock, end: Int)? {
        var place = start
        var isAfternoon: Bool?
        if let next = DateScan.skip("正午", text, place) { return (FoundClock(hour: 12, minute: 0, second: 0), next) }
        if let next = DateScan.skip("午後", text, place) { (isAfternoon, place) = (true, next) }
        if let next = DateScan.skip("午前", text, place) { (isAfternoon, place) = (false, next) }
        place = DateScan.blanks(text, place)
        guard let hour = DateScan.number(text, place, most: 2), hour.value <= 24 else { return nil }
        var clock = FoundClock(hour: hour.value, minute: 0, second: 0)
        var end = hour.end
        var isClock = isAfternoon != nil
        if let next = DateScan.skip("時", text, end), DateScan.skip("時間", text, end) == nil {
            (isClock, end) = (true, next)
            if let minute = DateScan.number(text, end, most: 2), let after = DateScan.skip("分", text, minute.end), minute.value < 60 {
                (clock.minute, end) = (minute.value, after)
            } else if let after = DateScan.skip("半", text, end) {
                (clock.minute, end) = (30, after)
            }
        } else if end < text.count, text[end] == 0x3a, let minute = DateScan.number(text, end + 1, most: 2), minute.value < 60,
            minute.end == end + 3
        {
            (clock.minute, end, isClock) = (minute.value, minute.end, true)
            if end < text.count, text[end] == 0x3a, let second = DateScan.number(text, end + 1, most: 2), second.value <= 60 {
                (clock.second, end) = (second.value, second.end)
                if end + 1 < text.count, text[end] == 0x2e || text[end] == 0x2c, text[end + 1].isDigit {
                    end += 1
                    while end < text.count, text[end].isDigit { end += 1 }
                }
            }
        }
        let mark = DateScan.blanks(text, end)
        for (word, isLate) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
            guard let next = DateScan.skip(word, text, mark), next >= text.count || !text[next].isAlphanumeric else { continue }
            (isAfternoon, end, isClock) = (isLate, next, true)
            break
        }
        guard isClock else { return nil }
        if isAfternoon == true, clock.hour < 12 { clock.hour += 12 }
        if isAfternoon == false, clock.hour == 12 { clock.hour = 0 }
        if let zone = zone(text, end) { (clock.offset, end) = (zone.offset, zone.end) }
        return (clock, end)
    }

    /// "+09:00", "+0900", "Z", "JST", "(UTC)", "UTC+9", "(日本時間)".
    private static func zone(_ text: [UInt8], _ start: Int) -> (offset: Int, end: Int)? {
        var place = DateScan.blanks(text, start)
        if place < text.count, text[place] == 0x28 { place += 1 }
        if let next = DateScan.skip("日本時間", text, place) { return (32_400, next) }
        guard place < text.count else { return nil }
        var end = place
        if text[place] == 0x2b || text[place] == 0x2d {
            end += 1
            while end < text.count, end - place < 6, text[end].isDigit || text[end] == 0x3a { end += 1 }
        } else {
            while end < text.count, end - place < 6, text[end].isLetter { end += 1 }
        }
        guard end >= text.count || !text[end].isAlphanumeric, let word = String(validating: text[place..<end], as: UTF8.self),
            let offset = MailDate.offset(word)
        else { return nil }
        // "UTC+9", "GMT+09:00".
        if offset == 0, end + 1 < text.count, text[end] == 0x2b || text[end] == 0x2d, let hours = DateScan.number(text, end + 1, most: 2),
            hours.value <= 14
        {
            var minutes = 0
            var last = hours.end
            if last < text.count, text[last] == 0x3a, let rest = DateScan.number(text, last + 1, most: 2), rest.value < 60 {
                (minutes, last) = (rest.value, rest.end)
            }
            return ((hours.value * 3600 + minutes * 60) * (text[end] == 0x2d ? -1 : 1), last)
        }
        return (offset, end)
    }

    /// "(火)", "(tue)", "tue,", "火曜日", "(火・祝)".
    private static func weekday(_ text: [UInt8], _ start: Int) -> Int? {
        guard start < text.count else { return nil }
        if text[start] == 0x28, let end = text[start...].prefix(24).firstIndex(of: 0x29) {
            let inside = text[(start + 1)..<end]
            return inside.contains(where: \.isDigit) ? nil : end + 1
        }
        for day in ["月", "火", "水", "木", "金", "土", "日"] {
            if let end = DateScan.skip(day + "曜日", text, start) ?? DateScan.skip(day + "曜", text, start) { return end }
        }
        return nil
    }
}
