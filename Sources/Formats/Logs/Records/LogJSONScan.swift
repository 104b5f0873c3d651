import Model

/// Walks the JSON of one line without building values: RFC 8259. A log line of JSON is flat, so that nesting has a small limit.
struct LogJSONScan {
    enum Token {
        case objectStart, objectEnd, arrayStart, arrayEnd
        /// A text's range within its quotation marks, and whether it has escapes.
        case key(Range<Int>, isEscaped: Bool)
        case string(Range<Int>, isEscaped: Bool)
        /// A number, true, false or null.
        case word(Range<Int>)
    }

    private var at: Int
    private let end: Int
    private(set) var depth = 0
    /// Whether the line is no JSON.
    private(set) var isBad = false

    init(_ range: Range<Int>) { (at, end) = (range.lowerBound, range.upperBound) }

    /// The next token; nil at the end and where the text is no JSON.
    mutating func next(_ text: Span<UInt8>) -> Token? {
        while at < end {
            let byte = text[at]
            switch byte {
            case 0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x3a: at += 1
            case 0x7b, 0x5b:
                depth += 1
                at += 1
                guard depth <= 64 else { return bad() }
                return byte == 0x7b ? .objectStart : .arrayStart
            case 0x7d, 0x5d:
                depth -= 1
                at += 1
                guard depth >= 0 else { return bad() }
                return byte == 0x7d ? .objectEnd : .arrayEnd
            case 0x22: return string(text)
            default:
                let start = at
                while at < end, text[at] != 0x2c, text[at] != 0x7d, text[at] != 0x5d, text[at] > 0x20 { at += 1 }
                return .word(start..<at)
            }
        }
        return nil
    }

    private mutating func bad() -> Token? {
        (isBad, at) = (true, end)
        return nil
    }

    private mutating func string(_ text: Span<UInt8>) -> Token? {
        let start = at + 1
        var isEscaped = false
        at = start
        while at < end, text[at] != 0x22 {
            if text[at] == 0x5c {
                isEscaped = true
                at += 1
            }
            at += 1
        }
        guard at < end else { return bad() }
        let range = start..<at
        at += 1
        var next = at
        while next < end, text[next] == 0x20 || text[next] == 0x09 { next += 1 }
        return next < end && text[next] == 0x3a ? .key(range, isEscaped: isEscaped) : .string(range, isEscaped: isEscaped)
    }

    /// The bytes of a text with its escapes resolved; half of a pair of surrogates becomes U+FFFD.
    static func unescaped(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = text[at]
            at += 1
            guard byte == 0x5c, at < range.upperBound else {
                bytes.append(byte)
                continue
            }
            let escape = text[at]
            at += 1
            switch escape {
            case 0x6e: bytes.append(0x0a)
            case 0x74: bytes.append(0x09)
            case 0x72: bytes.append(0x0d)
            case 0x62: bytes.append(0x08)
            case 0x66: bytes.append(0x0c)
            case 0x75:
                var scalar = hexadecimal(text, at, range.upperBound)
                at = min(range.upperBound, at + 4)
                if scalar & 0xfc00 == 0xd800, at + 6 <= range.upperBound, text[at] == 0x5c, text[at + 1] == 0x75 {
                    let low = hexadecimal(text, at + 2, range.upperBound)
                    if low & 0xfc00 == 0xdc00 {
                        scalar = 0x10000 + (scalar & 0x3ff) << 10 + low & 0x3ff
                        at += 6
                    }
                }
                append(scalar, &bytes)
            default: bytes.append(escape)
            }
        }
        return bytes
    }

    private static func hexadecimal(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in start..<start + 4 {
            guard index < end, AuditHex.isDigit(text[index]) else { return 0xfffd }
            value = value << 4 | UInt32(AuditHex.digit(text[index]))
        }
        return value
    }

    private static func append(_ scalar: UInt32, _ bytes: inout [UInt8]) {
        let scalar = Unicode.Scalar(scalar) == nil ? 0xfffd : scalar
        if scalar < 0x80 {
            bytes.append(UInt8(scalar))
            return
        }
        let tail = scalar < 0x800 ? 1 : scalar < 0x10000 ? 2 : 3
        let lead: UInt32 = tail == 1 ? 0xc0 : tail == 2 ? 0xe0 : 0xf0
        bytes.append(UInt8(lead | scalar >> UInt32(6 * tail)))
        for index in stride(from: tail - 1, through: 0, by: -1) { bytes.append(UInt8(0x80 | scalar >> UInt32(6 * index) & 0x3f)) }
    }
}

extension EventDraft {
    /// A text of JSON: as it stands where it has no escapes.
    mutating func decodeJSON(_ text: Span<UInt8>, _ range: Range<Int>, isEscaped: Bool) -> Slice {
        isEscaped ? decode(LogJSONScan.unescaped(text, range)) : Slice(range)
    }
}
