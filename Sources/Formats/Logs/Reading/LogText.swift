import Model

/// Looking for things in the bytes of a line. Ranges may lie partly behind the text's end; what is behind counts as newlines.
package enum LogText {
    /// The byte at an offset; a newline behind the end.
    @inline(__always)
    package static func byte(_ text: Span<UInt8>, _ at: Int) -> UInt8 { at >= 0 && at < text.count ? text[at] : 0x0a }

    /// Whether the text at `at` is exactly this.
    @inline(__always)
    package static func matches(_ text: Span<UInt8>, _ at: Int, _ wanted: String) -> Bool {
        let wanted = wanted.utf8.span
        guard at >= 0, wanted.count <= text.count - at else { return false }
        for index in 0..<wanted.count where wanted[index] != text[at + index] { return false }
        return true
    }

    /// Whether a range of the text is exactly this.
    package static func equals(_ text: Span<UInt8>, _ range: Range<Int>, _ wanted: String) -> Bool {
        range.count == wanted.utf8.count && matches(text, range.lowerBound, wanted)
    }

    /// The first place of a byte within a range.
    package static func first(_ wanted: UInt8, in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var at = max(0, range.lowerBound)
        let end = min(range.upperBound, text.count)
        let pattern = EightBytes.all(wanted)
        while at <= end - 8 {
            let found = EightBytes.zeros(EightBytes.read(text, at) ^ pattern)
            if found != 0 { return at + found.trailingZeroBitCount / 8 }
            at += 8
        }
        while at < end {
            if text[at] == wanted { return at }
            at += 1
        }
        return nil
    }

    /// The last place of a byte within a range.
    package static func last(_ wanted: UInt8, in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let start = max(0, range.lowerBound)
        var at = min(range.upperBound, text.count)
        let pattern = EightBytes.all(wanted)
        while at >= start + 8 {
            let found = EightBytes.zeros(EightBytes.read(text, at - 8) ^ pattern)
            if found != 0 { return at - 1 - found.leadingZeroBitCount / 8 }
            at -= 8
        }
        while at > start {
            at -= 1
            if text[at] == wanted { return at }
        }
        return nil
    }

    /// The first place of `wanted`, which is not empty, within a range; all of it lies in the range.
    package static func first(_ wanted: String, in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let needle = wanted.utf8.span
        guard needle.count > 0 else { return nil }
        var at = max(0, range.lowerBound)
        let end = min(range.upperBound, text.count) - needle.count + 1
        while at < end, let head = first(needle[0], in: text, at..<end) {
            var index = 1
            while index < needle.count, text[head + index] == needle[index] { index += 1 }
            if index == needle.count { return head }
            at = head + 1
        }
        return nil
    }

    /// The last place of `wanted`, which is not empty, within a range; all of it lies in the range.
    package static func last(_ wanted: String, in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let needle = wanted.utf8.span
        guard needle.count > 0 else { return nil }
        let start = max(0, range.lowerBound)
        var end = min(range.upperBound, text.count) - needle.count + 1
        while start < end, let head = last(needle[0], in: text, start..<end) {
            var index = 1
            while index < needle.count, text[head + index] == needle[index] { index += 1 }
            if index == needle.count { return head }
            end = head
        }
        return nil
    }

    /// The word at `start`: up to a space, a tab or the range's end.
    @inline(__always)
    package static func word(_ text: Span<UInt8>, _ start: Int, end: Int) -> Range<Int> {
        var at = start
        while at < end, text[at] != 0x20, text[at] != 0x09 { at += 1 }
        return start..<max(start, at)
    }

    /// Behind the blanks at `start`.
    @inline(__always)
    package static func skipBlanks(_ text: Span<UInt8>, _ start: Int, end: Int) -> Int {
        var at = start
        while at < end, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
        return at
    }

    /// The decimal number at the start of a range, with the place behind it; nil without a digit or with more than 18.
    @inline(__always)
    package static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> (value: Int, end: Int)? {
        var at = range.lowerBound
        var value = 0
        let end = min(range.upperBound, text.count)
        while at < end, at - range.lowerBound < 18, text[at] >= 0x30, text[at] <= 0x39 {
            value = value * 10 + Int(text[at] &- 0x30)
            at += 1
        }
        return at > range.lowerBound && (at == end || text[at] < 0x30 || text[at] > 0x39) ? (value, at) : nil
    }

    /// Exactly `count` decimal digits.
    @inline(__always)
    package static func digits(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        guard start >= 0, count <= text.count - start else { return nil }
        var value = 0
        for index in start..<start + count {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    /// The IPv4 or IPv6 address or the host name that begins at `start`; brackets around IPv6 are left out, an IPv4 address mapped
    /// into IPv6 (`::ffff:192.0.2.1`) gives its IPv4 part. A zone (`%eth0`) is part of it. Nil where there is none.
    package static func address(_ text: Span<UInt8>, _ start: Int, end: Int) -> Range<Int>? {
        var from = start
        let end = min(end, text.count)
        if from < end, text[from] == 0x5b { from += 1 }
        var at = from
        while at < end, at - from < 256 {
            let byte = text[at]
            guard ShellByte.isName(byte) || byte == 0x2e || byte == 0x3a || byte == 0x2d || byte == 0x25 else { break }
            at += 1
        }
        // A colon or full stop that ends the sentence.
        while at > from + 1, text[at - 1] == 0x2e || text[at - 1] == 0x3a && !(at > from + 1 && text[at - 2] == 0x3a) { at -= 1 }
        guard at > from else { return nil }
        if at - from > 7, text[from] == 0x3a, matches(text, from, "::ffff:") || matches(text, from, "::FFFF:"),
            first(0x2e, in: text, from..<at) != nil
        {
            from += 7
        }
        return from < at ? from..<at : nil
    }

    /// The month of an English three-letter name in any case of its letters: 1…12.
    @inline(__always)
    package static func month(_ text: Span<UInt8>, _ at: Int) -> Int? {
        guard at >= 0, 3 <= text.count - at else { return nil }
        let name = UInt32(text[at] | 0x20) << 16 | UInt32(text[at + 1] | 0x20) << 8 | UInt32(text[at + 2] | 0x20)
        return switch name {
        case 0x6a616e: 1
        case 0x666562: 2
        case 0x6d6172: 3
        case 0x617072: 4
        case 0x6d6179: 5
        case 0x6a756e: 6
        case 0x6a756c: 7
        case 0x617567: 8
        case 0x736570: 9
        case 0x6f6374: 10
        case 0x6e6f76: 11
        case 0x646563: 12
        default: nil
        }
    }

    /// Second of the day of "00:30:01".
    @inline(__always)
    package static func clock(_ text: Span<UInt8>, _ at: Int) -> Int? {
        guard let hour = digits(text, at, 2), byte(text, at + 2) == 0x3a, let minute = digits(text, at + 3, 2),
            byte(text, at + 5) == 0x3a, let second = digits(text, at + 6, 2), hour < 24, minute < 60, second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }
}
