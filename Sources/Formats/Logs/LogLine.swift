import Model

/// The head of a line that syslog wrote: `Mar 12 00:30:01 host tag[123]: message` (RFC 3164) or
/// `2011-03-12T00:30:01.123456+09:00 host tag[123]: message` (RFC 3339, as RFC 5424 and rsyslog write it).
struct LogLine {
    var moment: LogMoment
    /// The program's name within the text.
    var tag: Range<Int>
    /// Where the message begins.
    var message: Int

    /// Reads the head of the line at `start`; nil where it has none. Reads no byte behind the end of the line.
    static func head(_ text: Span<UInt8>, at start: Int) -> LogLine? {
        var at = start
        // `<38>` of a raw packet.
        if byte(text, at) == 0x3c {
            var end = at + 1
            while end - at < 5, ShellByte.isDigit(byte(text, end)) { end += 1 }
            if byte(text, end) == 0x3e { at = end + 1 }
        }
        guard let (moment, behind) = ShellByte.isDigit(byte(text, at)) ? dated(text, at) : undated(text, at) else { return nil }
        at = skipWord(text, behind)
        var tagStart = at
        var tagEnd = tagEnd(text, tagStart)
        // busybox puts "cron.info" between host and tag.
        if byte(text, tagEnd) == 0x20, contains(text, tagStart..<tagEnd, 0x2e) {
            tagStart = tagEnd + 1
            tagEnd = self.tagEnd(text, tagStart)
        }
        at = tagEnd
        if byte(text, at) == 0x5b {
            while byte(text, at) != 0x5d {
                if at - tagEnd > 16 || byte(text, at) == 0x0a || at >= text.count { return nil }
                at += 1
            }
            at += 1
        }
        if byte(text, at) == 0x3a { at += 1 }
        if byte(text, at) == 0x20 { at += 1 }
        return LogLine(moment: moment, tag: tagStart..<tagEnd, message: at)
    }

    /// The byte at an offset; a newline behind the end.
    static func byte(_ text: Span<UInt8>, _ at: Int) -> UInt8 { at >= 0 && at < text.count ? text[at] : 0x0a }

    private static func contains(_ text: Span<UInt8>, _ range: Range<Int>, _ wanted: UInt8) -> Bool {
        for index in range where text[index] == wanted { return true }
        return false
    }

    private static func skipWord(_ text: Span<UInt8>, _ start: Int) -> Int {
        var at = start
        while at - start < 256, byte(text, at) != 0x20, byte(text, at) != 0x0a { at += 1 }
        while byte(text, at) == 0x20 { at += 1 }
        return at
    }

    private static func tagEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
        var at = start
        while at - start < 64 {
            let byte = byte(text, at)
            if byte == 0x5b || byte == 0x3a || byte == 0x20 || byte == 0x0a { break }
            at += 1
        }
        return min(at, text.count)
    }

    /// "Mar 12 00:30:01 " or, as ctime(3) has it, "Sat Mar 12 00:30:01 2011 ".
    private static func undated(_ text: Span<UInt8>, _ start: Int) -> (LogMoment, Int)? {
        var at = start
        var month = month(text, at)
        if month == nil, byte(text, at + 3) == 0x20 {
            at += 4
            month = self.month(text, at)
        }
        guard let month, byte(text, at + 3) == 0x20 else { return nil }
        at += 4
        if byte(text, at) == 0x20 { at += 1 }
        var day = 0
        while day < 32, ShellByte.isDigit(byte(text, at)) {
            day = day * 10 + Int(byte(text, at) - 0x30)
            at += 1
        }
        guard (1...31).contains(day), byte(text, at) == 0x20, let second = clock(text, at + 1) else { return nil }
        at += 9
        var moment = LogMoment.yearless(month: month, day: day, second: second)
        // A year behind the time, where one stands there.
        if byte(text, at) == 0x20, let year = digits(text, at + 1, 4), year >= 1970, byte(text, at + 5) == 0x20 {
            moment = LogMoment(seconds: CivilTime(year: year, month: month, day: day, second: second).timestamp.seconds, isLocal: true)
            at += 5
        }
        guard byte(text, at) == 0x20 else { return nil }
        return (moment, at + 1)
    }

    /// "2011-03-12T00:30:01.5+09:00 ".
    private static func dated(_ text: Span<UInt8>, _ start: Int) -> (LogMoment, Int)? {
        guard let year = digits(text, start, 4), byte(text, start + 4) == 0x2d, let month = digits(text, start + 5, 2),
            let day = digits(text, start + 8, 2), (1...12).contains(month), (1...31).contains(day),
            byte(text, start + 10) | 0x20 == 0x74 || byte(text, start + 10) == 0x20, let second = clock(text, start + 11)
        else { return nil }
        var at = start + 19
        var fraction: UInt32 = 0
        if byte(text, at) == 0x2e || byte(text, at) == 0x2c {
            at += 1
            var scale: UInt32 = 100_000_000
            while ShellByte.isDigit(byte(text, at)), scale > 0 {
                fraction += UInt32(byte(text, at) - 0x30) * scale
                scale /= 10
                at += 1
            }
        }
        var offset = 0
        let sign = byte(text, at)
        if sign | 0x20 == 0x7a {
            at += 1
        } else if sign == 0x2b || sign == 0x2d, let hours = digits(text, at + 1, 2) {
            let colon = byte(text, at + 3) == 0x3a ? 1 : 0
            let minutes = digits(text, at + 3 + colon, 2) ?? 0
            offset = (hours * 3600 + minutes * 60) * (sign == 0x2d ? -1 : 1)
            at += 5 + colon
        }
        guard byte(text, at) == 0x20 else { return nil }
        let civil = CivilTime(year: year, month: month, day: day, second: second, offset: offset)
        return (LogMoment(seconds: civil.timestamp.seconds, nanoseconds: fraction), at + 1)
    }

    private static func digits(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            guard ShellByte.isDigit(byte(text, index)) else { return nil }
            value = value * 10 + Int(byte(text, index) - 0x30)
        }
        return value
    }

    /// Second of the day of "00:30:01".
    private static func clock(_ text: Span<UInt8>, _ at: Int) -> Int? {
        guard let hour = digits(text, at, 2), byte(text, at + 2) == 0x3a, let minute = digits(text, at + 3, 2),
            byte(text, at + 5) == 0x3a, let second = digits(text, at + 6, 2), hour < 24, minute < 60, second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func month(_ text: Span<UInt8>, _ at: Int) -> Int? {
        let name = UInt32(byte(text, at)) << 16 | UInt32(byte(text, at + 1)) << 8 | UInt32(byte(text, at + 2))
        return switch name {
        case 0x4a616e: 1
        case 0x466562: 2
        case 0x4d6172: 3
        case 0x417072: 4
        case 0x4d6179: 5
        case 0x4a756e: 6
        case 0x4a756c: 7
        case 0x417567: 8
        case 0x536570: 9
        case 0x4f6374: 10
        case 0x4e6f76: 11
        case 0x446563: 12
        default: nil
        }
    }

    /// The end of the line that holds `at`.
    static func end(_ text: Span<UInt8>, _ at: Int) -> Int {
        var end = at
        while end < text.count, text[end] != 0x0a { end += 1 }
        return end
    }

    /// The bytes of a range, at most `limit` of them; `\r` at the end is left out.
    static func copy(_ text: Span<UInt8>, _ range: Range<Int>, limit: Int = 4096) -> [UInt8] {
        var bytes: [UInt8] = []
        var end = min(range.upperBound, range.lowerBound &+ limit, text.count)
        if end > range.lowerBound, text[end - 1] == 0x0d { end -= 1 }
        guard range.lowerBound < end else { return [] }
        bytes.reserveCapacity(end - range.lowerBound)
        for index in range.lowerBound..<end { bytes.append(text[index]) }
        return bytes
    }

    /// Whether the text at `at` is exactly this.
    static func matches(_ text: Span<UInt8>, _ at: Int, _ wanted: [UInt8]) -> Bool {
        guard at >= 0, at + wanted.count <= text.count else { return false }
        for index in wanted.indices where wanted[index] != text[at + index] { return false }
        return true
    }

    /// The last place of `wanted` within a range.
    static func last(_ wanted: [UInt8], in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var at = range.upperBound - wanted.count
        while at >= range.lowerBound {
            if matches(text, at, wanted) { return at }
            at -= 1
        }
        return nil
    }

    /// The first place of `wanted` within a range.
    static func first(_ wanted: [UInt8], in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while at + wanted.count <= range.upperBound {
            if text[at] == wanted[0], matches(text, at, wanted) { return at }
            at += 1
        }
        return nil
    }
}
