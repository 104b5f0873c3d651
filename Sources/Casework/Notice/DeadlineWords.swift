import Model

/// The words with which desks set a term.
enum DeadlineWords {
    enum Unit: Sendable { case hours, businessDays, days, weeks }

    /// Beside a date: this is a term.
    static let until = words(
        "までに", "まで", "期限", "期日", "締切", "締め切り", "必着", "をもって", "を以て", "迄", "厳守", "前に", "deadline", "due", "by", "before", "until",
        "no later than",
        "not later than",
        "at the latest", "latest", "expires", "expire", "respond by", "bis", "frist", "spätestens")
    /// On a line of its own above a date.
    static let heading = words("期限", "期日", "締切", "deadline", "due date", "respond by", "reply by", "frist")
    /// At the end of the line before a date, or at the beginning of the one after it.
    static let leading = words(" by", " until", " before", "no later than", "deadline:", "期限:", "期日:")
    static let following = words("まで", "迄", "を期限")
    /// What the desk itself will do is no term for us.
    static let own = words(
        "we will reply", "we will respond", "we will get back", "we will answer", "we aim to", "our team will", "we reply within", "弊社より",
        "当社より", "当社から",
        "弊社から", "弊社にて対応", "順次ご返信", "お支払", "ご入金", "payment", "invoice", "renew", "更新手続", "支払期限")
    /// Without any day.
    static let urgent = words(
        "至急", "直ちに", "ただちに", "速やかに", "すみやかに", "早急に", "immediately", "as soon as possible", "asap", "without delay", "urgent", "promptly",
        "unverzüglich")

    static let units: [(Unit, [[UInt8]])] = [
        (.hours, words("hours", "hour", "hrs", "時間", "h", "hr", "stunden")),
        (.businessDays, words("business days", "business day", "working days", "working day", "営業日", "werktage", "work days")),
        (.weeks, words("weeks", "week", "週間")),
        (.days, words("calendar days", "days", "day", "日間", "日", "tage")),
    ]
    static let japaneseAfter = words("以内", "を経過", "経過", "が経過", "を過ぎ", "いない", "内に", "後まで", "を期限", "を目処", "を目安", "のうちに")
    static let englishAfter = words(
        "to respond", "to reply", "to resolve", "to answer", "to fix", "to take", "to act", "to provide", "to remediate", "from the date",
        "of receipt", "of receiving",
        "of this", "from receipt", "after receipt", "from now", "from this", "deadline")
    static let englishBefore = words("within", "in the next", "no later than", "next", "innerhalb", "binnen")
    static let past = words("last", "past", "previous", "過去", "直近", "first seen", "over the", "innerhalb der letzten", "every")

    static let spans: [([UInt8], Deadline.Kind)] = spanWords.map { ($0.0.bytes, $0.1) }
    private static let spanWords: [(String, Deadline.Kind)] = [
        ("翌営業日", .businessDays(1)), ("next business day", .businessDays(1)), ("next working day", .businessDays(1)), ("明日中", .days(1)),
        ("明日まで", .days(1)), ("翌日まで", .days(1)), ("本日中", .days(0)), ("by tomorrow", .days(1)), ("end of today", .days(0)),
        ("by end of day", .days(0)),
        ("今週中", .businessDays(1)),
    ]

    static let relativeDays: [([UInt8], Int)] = relativeWords.map { ($0.0.bytes, $0.1) }
    private static let relativeWords: [(String, Int)] = [
        ("明後日", 2), ("明日", 1), ("翌日", 1), ("本日", 0), ("今日", 0), ("tomorrow", 1), ("today", 0),
    ]

    static let beforeWeekday = words("by ", "until ", "before ", "no later than", "bis ")
    static let afterWeekday = words("まで", "日まで", "日中", "中に", "日の")
    static let weekdays: [([UInt8], Int)] = weekdayWords.map { ($0.0.bytes, $0.1) }
    private static let weekdayWords: [(String, Int)] = [
        ("月曜", 1), ("火曜", 2), ("水曜", 3), ("木曜", 4), ("金曜", 5), ("土曜", 6), ("日曜", 0), ("monday", 1), ("tuesday", 2), ("wednesday", 3),
        ("thursday", 4),
        ("friday", 5), ("saturday", 6), ("sunday", 0), ("montag", 1), ("dienstag", 2), ("mittwoch", 3), ("donnerstag", 4), ("freitag", 5),
    ]

    private static let written: [([UInt8], Int)] = writtenWords.map { ($0.0.bytes, $0.1) }
    private static let writtenWords: [(String, Int)] = [
        ("twenty-four", 24), ("forty-eight", 48), ("seventy-two", 72), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5),
        ("six", 6),
        ("seven", 7), ("eight", 8), ("ten", 10), ("twelve", 12), ("fourteen", 14), ("a", 1), ("an", 1), ("一", 1), ("二", 2), ("三", 3),
        ("四", 4), ("五", 5),
        ("六", 6), ("七", 7), ("八", 8), ("九", 9), ("十", 10), ("十四", 14),
    ]

    /// The number that stands directly before a unit: "24 ", "(24) ", "twenty-four (24) ", "三".
    static func count(before end: Int, _ text: [UInt8]) -> (value: Int, start: Int)? {
        var place = end
        while place > 0, text[place - 1] == 0x20 || text[place - 1] == 0x29 || text[place - 1] == 0x2d { place -= 1 }
        var start = place
        while start > 0, place - start < 4, text[start - 1].isDigit { start -= 1 }
        if start < place {
            // "11月24日" is a day of a month, "2026-11" none.
            let before = start > 0 ? text[start - 1] : 0x20
            guard !before.isDigit, before != 0x2f, before != 0x2e, before != 0x2d, !text[..<start].suffix(3).elementsEqual("月".utf8),
                !text[..<start].suffix(3).elementsEqual("年".utf8)
            else { return nil }
            return DateScan.number(text, start, most: 4).map { ($0.value, start) }
        }
        var best: (value: Int, start: Int)?
        for (word, value) in written where place >= word.count && text[place - word.count..<place].elementsEqual(word) {
            let before = place - word.count
            if word[0].isLetter, before > 0, text[before - 1].isAlphanumeric || text[before - 1] == 0x2d { continue }
            if best.map({ $0.start > before }) ?? true { best = (value, before) }
        }
        return best
    }

    static func words(_ words: String...) -> [[UInt8]] { words.map { $0.bytes } }
}
