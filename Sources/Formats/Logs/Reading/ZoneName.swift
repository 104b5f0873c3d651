/// Names of time zones in the letters that `date +%Z` prints.
///
/// Only those that mean one offset wherever they are used: IST is India's, Ireland's and Israel's, CST is China's, Cuba's and America's,
/// PST is the Philippines', too (tz database, files `asia` and `northamerica`). RFC 822 gave EST, MST and the names of American summer time
/// their meaning.
enum ZoneName {
    /// Seconds east of UTC of a name that stands at `start`; nil where there is none that can be told.
    static func offset(_ text: Span<UInt8>, _ start: Int) -> (offset: Int, end: Int)? {
        var end = start
        while end - start < 5, LogText.byte(text, end) >= 0x41, LogText.byte(text, end) <= 0x5a { end += 1 }
        guard end - start == 3 || end - start == 4, LogText.byte(text, end) <= 0x20 || LogText.byte(text, end) == 0x5d else { return nil }
        for (name, minutes) in names where LogText.equals(text, start..<end, name) { return (minutes * 60, end) }
        return nil
    }

    /// Seconds east of UTC of a word that is such a name and nothing else.
    static func offset(_ text: Span<UInt8>, _ word: Range<Int>) -> Int? {
        offset(text, word.lowerBound).flatMap { $0.end == word.upperBound ? $0.offset : nil }
    }

    /// Minutes east of UTC.
    private static let names: [(String, Int)] = [
        ("UTC", 0), ("GMT", 0), ("WET", 0), ("WEST", 60), ("CET", 60), ("CEST", 120), ("EET", 120), ("EEST", 180), ("MSK", 180),
        ("SAST", 120),
        ("JST", 540), ("KST", 540), ("HKT", 480), ("AWST", 480), ("AEST", 600), ("AEDT", 660), ("NZST", 720), ("NZDT", 780),
        ("EST", -300), ("EDT", -240), ("CDT", -300), ("MST", -420), ("MDT", -360), ("PDT", -420), ("AKST", -540), ("AKDT", -480),
        ("HST", -600),
    ]
}
