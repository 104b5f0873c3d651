/// Walks the `key=value` pairs of an audit record; words without a value are left out.
struct AuditFields {
    struct Field {
        var key: Range<Int>
        /// Without its quotation marks.
        var value: Range<Int>
        var isQuoted: Bool
    }

    private var at: Int
    private let end: Int
    /// Whether the pairs stand within `msg='…'`, as user space writes them.
    private var isInner = false

    init(_ body: Range<Int>) { (at, end) = (body.lowerBound, body.upperBound) }

    mutating func next(_ text: Span<UInt8>) -> Field? {
        while at < end {
            // Enriched records have their interpreted fields behind a group separator.
            while at < end, text[at] == 0x20 || text[at] == 0x1d || text[at] == 0x2c { at += 1 }
            let start = at
            while at < end, text[at] != 0x3d, text[at] != 0x20, text[at] != 0x1d { at += 1 }
            guard at < end else { return nil }
            guard text[at] == 0x3d, at > start else {
                if text[at] == 0x3d { at += 1 }
                continue
            }
            let key = start..<at
            at += 1
            if at < end, text[at] == 0x27, !isInner {
                isInner = true
                at += 1
                continue
            }
            return value(text, key)
        }
        return nil
    }

    private mutating func value(_ text: Span<UInt8>, _ key: Range<Int>) -> Field {
        if at < end, text[at] == 0x22 {
            let start = at + 1
            let close = LogText.first(0x22, in: text, start..<end) ?? end
            at = min(end, close + 1)
            return Field(key: key, value: min(start, close)..<close, isQuoted: true)
        }
        let start = at
        while at < end, text[at] != 0x20, text[at] != 0x1d { at += 1 }
        var last = at
        if isInner, last > start, text[last - 1] == 0x27 {
            last -= 1
            isInner = false
        }
        while last > start, text[last - 1] == 0x2c { last -= 1 }
        return Field(key: key, value: start..<last, isQuoted: false)
    }
}

/// Bytes in hexadecimal digits.
struct AuditHex: Sequence, IteratorProtocol {
    private var bytes: [UInt8]
    private var index = 0

    /// - Parameter zeros: what stands in the place of NUL.
    init(_ text: Span<UInt8>, _ range: Range<Int>, zeros: UInt8? = nil) {
        bytes = []
        bytes.reserveCapacity(range.count / 2)
        var at = range.lowerBound
        while at + 1 < range.upperBound {
            let byte = AuditHex.digit(text[at]) << 4 | AuditHex.digit(text[at + 1])
            bytes.append(byte == 0 ? zeros ?? 0 : byte)
            at += 2
        }
    }

    mutating func next() -> UInt8? {
        guard index < bytes.count else { return nil }
        index += 1
        return bytes[index - 1]
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x46 || byte >= 0x61 && byte <= 0x66
    }

    static func digit(_ byte: UInt8) -> UInt8 { byte <= 0x39 ? byte & 15 : byte & 15 &+ 9 }
}
