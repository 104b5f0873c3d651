extension LogText {
    /// What stands behind `prefix` at the start of a range; nil where it does not begin so.
    @inline(__always)
    static func behind(_ prefix: String, in text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        let length = prefix.utf8.count
        guard range.count >= length, matches(text, range.lowerBound, prefix) else { return nil }
        return range.lowerBound + length..<range.upperBound
    }

    /// Whether a range begins so.
    @inline(__always)
    static func begins(_ text: Span<UInt8>, _ range: Range<Int>, _ prefix: String) -> Bool {
        range.count >= prefix.utf8.count && matches(text, range.lowerBound, prefix)
    }

    /// Whether a range ends so.
    @inline(__always)
    static func ends(_ text: Span<UInt8>, _ range: Range<Int>, _ suffix: String) -> Bool {
        range.count >= suffix.utf8.count && matches(text, range.upperBound - suffix.utf8.count, suffix)
    }

    /// Whether `wanted` stands anywhere in a range.
    static func contains(_ text: Span<UInt8>, _ range: Range<Int>, _ wanted: String) -> Bool { first(wanted, in: text, range) != nil }

    /// A range without blanks at either end.
    static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (from, to) = (max(0, range.lowerBound), min(range.upperBound, text.count))
        while from < to, text[from] == 0x20 || text[from] == 0x09 { from += 1 }
        while to > from, text[to - 1] == 0x20 || text[to - 1] == 0x09 { to -= 1 }
        return from..<max(from, to)
    }

    /// What stands between the first `open` and the next `close` behind it.
    static func between(_ open: String, _ close: String, in text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard let start = first(open, in: text, range) else { return nil }
        let from = start + open.utf8.count
        guard let to = first(close, in: text, from..<max(from, range.upperBound)) else { return nil }
        return from..<to
    }

    /// The word behind the first `key`: up to a blank, a comma, a semicolon or the range's end.
    static func value(_ key: String, in text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard let start = first(key, in: text, range) else { return nil }
        return token(text, start + key.utf8.count, end: range.upperBound)
    }

    /// The word at `start`: up to a blank, a comma, a semicolon or the end.
    @inline(__always)
    static func token(_ text: Span<UInt8>, _ start: Int, end: Int) -> Range<Int> {
        var at = start
        let end = min(end, text.count)
        while at < end, text[at] > 0x20, text[at] != 0x2c, text[at] != 0x3b { at += 1 }
        return start..<max(start, at)
    }

    /// The last word of a range, blanks behind it left out.
    static func lastWord(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        let range = trimmed(text, range)
        guard let blank = last(0x20, in: text, range) else { return range }
        return blank + 1..<range.upperBound
    }

    /// The number that all of a range is; nil otherwise.
    static func wholeNumber(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard let (value, end) = number(text, range), end == range.upperBound else { return nil }
        return value
    }

    /// The text of a range in lower case equals `wanted`, which is in lower case.
    static func equalsAnyCase(_ text: Span<UInt8>, _ range: Range<Int>, _ wanted: String) -> Bool {
        let wanted = wanted.utf8.span
        guard wanted.count == range.count, range.lowerBound >= 0, range.upperBound <= text.count else { return false }
        for index in 0..<wanted.count {
            let byte = text[range.lowerBound + index]
            guard (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) == wanted[index] else { return false }
        }
        return true
    }
}
