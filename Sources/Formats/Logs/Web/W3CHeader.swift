import Model

/// The line of a W3C log that names its columns: `#Fields: date time cs-method …`.
package enum W3CHeader {
    private static let longest = 4_096

    /// The names, where a line is such a line.
    package static func fields(_ text: Span<UInt8>, _ line: Range<Int>) -> String? {
        guard LogText.byte(text, line.lowerBound) == 0x23, LogText.matches(text, line.lowerBound, "#Fields:") else { return nil }
        let start = LogText.skipBlanks(text, line.lowerBound + 8, end: line.upperBound)
        var end = line.upperBound
        while end > start, text[end - 1] <= 0x20 { end -= 1 }
        guard end > start, end - start <= longest else { return nil }
        return RawText(PackageBytes.array(text, start..<end)).utf8
    }

    /// The names of the first such line among the first lines; nil where there is none.
    static func first(in text: Span<UInt8>, lines: Int) -> String? {
        var (at, count) = (0, 0)
        while at < text.count, count < lines {
            let end = LogText.first(0x0a, in: text, at..<text.count) ?? text.count
            if end < text.count, let fields = fields(text, at..<end) { return fields }
            at = end + 1
            count += 1
        }
        return nil
    }

    /// The names of the last such line among whole lines; nil where there is none.
    package static func last(in text: Span<UInt8>) -> String? {
        var end = text.count
        while end > 0 {
            let start = (LogText.last(0x0a, in: text, 0..<end - 1) ?? -1) + 1
            if text[start] == 0x23, let fields = fields(text, start..<end) {
                // The last line may break off within the names.
                if end < text.count || text[end - 1] == 0x0a { return fields }
            }
            end = start
        }
        return nil
    }

    /// Whether a line has the form of the columns that servers write by default: it is of such a log, whatever its columns are called.
    static func looksLikeOne(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        W3CColumns.iis.read(text, line, &draft) || W3CColumns.iisOld.read(text, line, &draft)
    }
}
