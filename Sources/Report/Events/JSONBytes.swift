import Model

/// JSON as it grows, in bytes.
struct JSONBytes {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// Takes the storage of `output`, so that it is not copied.
    init(taking output: inout [UInt8]) { swap(&bytes, &output) }

    mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        return taken
    }

    /// Byte by byte where it is short: to hand on a view costs more.
    @inline(never)
    mutating func append(_ text: String) {
        let span = text.utf8.span
        guard span.count <= 32 else { return bytes.append(contentsOf: text.utf8) }
        for index in span.indices { bytes.append(span[index]) }
    }

    /// A quotation mark, which is quicker as a byte than as a text.
    @inline(__always)
    mutating func mark() { bytes.append(0x22) }

    @inline(__always)
    mutating func append(byte: UInt8) { bytes.append(byte) }

    @inline(__always)
    mutating func append(_ other: [UInt8]) { bytes.append(contentsOf: other) }

    mutating func append(_ number: Int64) {
        if number >= 0, number < 10 {
            bytes.append(0x30 + UInt8(number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    mutating func number(_ number: Int64?) { if let number { append(number) } else { append("null") } }

    /// Words of our own that need no escape.
    mutating func literal(_ words: String?) {
        guard let words else { return append("null") }
        mark()
        append(words)
        mark()
    }

    /// A number with leading zeros.
    mutating func digits(_ number: Int, _ width: Int) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    mutating func escape(_ name: String) {
        let span = name.utf8.span
        let start = bytes.count
        for index in span.indices {
            let byte = span[index]
            if byte < 0x20 || byte >= 0x7f || byte == 0x22 || byte == 0x5c || byte == 0x26 || byte == 0x3c || byte == 0x3e {
                bytes.removeLast(bytes.count - start)
                return append(JSONEscaping.words(name))
            }
            bytes.append(byte)
        }
    }

    mutating func quote(_ text: RawText) {
        mark()
        append(text.utf8.map { JSONEscaping.words($0) } ?? JSONEscaping.host(text))
        mark()
    }

    /// `,"<key>Raw":{"bytes":…,"text":…}`
    mutating func appendRaw(_ key: String, _ text: RawText) {
        append(",\"")
        escape(key)
        append("\":{\"bytes\":\"")
        append(Base64.encode(text.bytes))
        append("\",\"text\":\"")
        append(JSONEscaping.host(text))
        append("\"}")
    }

    /// A member whose key is written out before; its bytes stand beside it where they are no UTF-8.
    mutating func member(_ head: String, _ key: String, _ slice: Slice, _ draft: borrowing EventDraft, _ text: Span<UInt8>) {
        append(head)
        guard slice.isPresent else { return append("null") }
        value(slice, draft, text, key: key)
    }

    /// - Parameter key: the member's key, for the bytes beside it; nil within an array, where an object with both stands instead.
    mutating func value(_ slice: Slice, _ draft: borrowing EventDraft, _ text: Span<UInt8>, key: String?) {
        guard slice.isPresent else { return append("null") }
        // Quick: nothing that needs an escape.
        let start = bytes.count
        mark()
        if draft.withBytes(slice, in: text, { copyPlain($0) }) {
            mark()
            return
        }
        bytes.removeLast(bytes.count - start)
        slow(draft.text(slice, in: text) ?? "", key: key)
    }

    mutating func quote(_ text: Span<UInt8>, _ range: Range<Int>, key: String?) {
        let start = bytes.count
        mark()
        let part = text.extracting(max(0, range.lowerBound)..<min(text.count, max(0, range.upperBound)))
        if copyPlain(part) {
            mark()
            return
        }
        bytes.removeLast(bytes.count - start)
        var copy: [UInt8] = []
        for index in part.indices { copy.append(part[index]) }
        slow(RawText(copy), key: key)
    }

    private mutating func slow(_ text: RawText, key: String?) {
        if let string = text.utf8 {
            mark()
            append(JSONEscaping.words(string))
            mark()
        } else if let key {
            quote(text)
            appendRaw(key + "Raw", text)
        } else {
            append("{\"bytes\":\"")
            append(Base64.encode(text.bytes))
            append("\",\"text\":\"")
            append(JSONEscaping.host(text))
            append("\"}")
        }
    }

    /// Copies printable ASCII; quotes and backslashes get their escape. False at the first other byte.
    private mutating func copyPlain(_ span: Span<UInt8>) -> Bool {
        for index in span.indices {
            let byte = span[index]
            if byte == 0x22 || byte == 0x5c {
                bytes.append(0x5c)
                bytes.append(byte)
            } else if byte < 0x20 || byte >= 0x7f || byte == 0x3c || byte == 0x3e || byte == 0x26 {
                return false
            } else {
                bytes.append(byte)
            }
        }
        return true
    }
}
