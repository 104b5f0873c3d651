import Model

/// Walks lines of a text without copying it: each call gives the next line's range without its line feed.
struct PackageLines {
    private var next = 0
    /// The number of the line given last, from 1.
    private(set) var number = 0

    mutating func take(_ bytes: Span<UInt8>) -> Range<Int>? {
        guard next < bytes.count else { return nil }
        let start = next
        var end = start
        while end < bytes.count, bytes[end] != 0x0a { end &+= 1 }
        next = end &+ 1
        number &+= 1
        return start..<end
    }
}

/// Problems met, the first few in full: a hostile file must not turn every byte into a record of its own.
struct ProblemTally {
    static let limit = 200
    private(set) var problems: [Problem] = []
    private var unlisted = 0

    mutating func add(_ offset: Int, line: Int? = nil, _ reason: String) {
        if problems.count < ProblemTally.limit {
            problems.append(Problem(offset: offset, line: line, reason: reason))
        } else {
            unlisted &+= 1
        }
    }

    mutating func add(_ others: [Problem]) {
        for other in others { add(other.offset, line: other.line, other.reason) }
    }

    /// The problems, with one more that tells how many are not listed.
    var all: [Problem] {
        guard unlisted > 0, let last = problems.last else { return problems }
        return problems + [Problem(offset: last.offset, line: last.line, reason: "\(unlisted) more problems are not listed")]
    }
}

/// Questions to a piece of a text in a span.
enum PackageBytes {
    static func equal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ other: Span<UInt8>, _ otherRange: Range<Int>) -> Bool {
        guard range.count == otherRange.count else { return false }
        for offset in 0..<range.count where bytes[range.lowerBound &+ offset] != other[otherRange.lowerBound &+ offset] {
            return false
        }
        return true
    }

    static func equal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: RawText) -> Bool {
        guard range.count == text.count else { return false }
        for offset in 0..<range.count where bytes[range.lowerBound &+ offset] != text.bytes[offset] { return false }
        return true
    }

    /// Whether ASCII text is the same without regard to case; `lower` is in lower case.
    static func equalIgnoringCase(_ bytes: Span<UInt8>, _ range: Range<Int>, _ lower: RawText) -> Bool {
        guard range.count == lower.count else { return false }
        for offset in 0..<range.count {
            let byte = bytes[range.lowerBound &+ offset]
            guard (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) == lower.bytes[offset] else { return false }
        }
        return true
    }

    static func hasPrefix(_ bytes: Span<UInt8>, _ range: Range<Int>, _ prefix: RawText) -> Bool {
        range.count >= prefix.count && equal(bytes, range.lowerBound..<(range.lowerBound &+ prefix.count), prefix)
    }

    static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RawText {
        RawText(array(bytes, range))
    }

    static func array(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        for index in range { result.append(bytes[index]) }
        return result
    }

    static func first(_ byte: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        for index in range where bytes[index] == byte { return index }
        return nil
    }

    static func last(_ byte: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.upperBound
        while index > range.lowerBound {
            index &-= 1
            if bytes[index] == byte { return index }
        }
        return nil
    }

    /// The range without blanks and tabs at both ends.
    static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 || bytes[start] == 0x0d { start &+= 1 }
        while end > start, bytes[end &- 1] == 0x20 || bytes[end &- 1] == 0x09 || bytes[end &- 1] == 0x0d { end &-= 1 }
        return start..<end
    }

    /// The words between blanks, at most `most`, the last of them with the rest.
    static func words(_ bytes: Span<UInt8>, _ range: Range<Int>, most: Int) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var index = range.lowerBound
        while index < range.upperBound {
            while index < range.upperBound, bytes[index] == 0x20 || bytes[index] == 0x09 { index &+= 1 }
            guard index < range.upperBound else { break }
            if words.count == most &- 1 {
                words.append(trimmed(bytes, index..<range.upperBound))
                break
            }
            let start = index
            while index < range.upperBound, bytes[index] != 0x20, bytes[index] != 0x09 { index &+= 1 }
            words.append(start..<index)
        }
        return words
    }

    /// The bytes that hexadecimal digits stand for; nil where they are not an even number of such digits.
    static func hexadecimal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
        guard range.count % 2 == 0 else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(range.count / 2)
        var index = range.lowerBound
        while index < range.upperBound {
            guard let high = digit(bytes[index]), let low = digit(bytes[index &+ 1]) else { return nil }
            result.append(high << 4 | low)
            index &+= 2
        }
        return result
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte &- 0x30
        case 0x61...0x66: byte &- 0x57
        case 0x41...0x46: byte &- 0x37
        default: nil
        }
    }

    /// An unsigned number in the given radix (8 or 10); nil for anything else and where it is above `most`.
    static func number(_ bytes: Span<UInt8>, _ range: Range<Int>, radix: UInt64 = 10, most: UInt64 = 1 << 62) -> UInt64? {
        guard !range.isEmpty else { return nil }
        var value: UInt64 = 0
        for index in range {
            let byte = bytes[index]
            guard byte >= 0x30, UInt64(byte &- 0x30) < radix, value <= (1 << 60) else { return nil }
            value = value &* radix &+ UInt64(byte &- 0x30)
            guard value <= most else { return nil }
        }
        return value
    }
}
