import Model

extension LogText {
    /// The bytes between two places; none at the first where the second lies before it, as in a line that lacks what was looked for.
    @inline(__always)
    static func range(_ start: Int, _ end: Int) -> Range<Int> { start..<max(start, end) }

    /// The place behind the first `wanted` of a range.
    static func placeBehind(_ wanted: String, in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        first(wanted, in: text, range).map { $0 + wanted.utf8.count }
    }

    /// Whether a range begins with this, whatever the case of its ASCII letters; `wanted` is in lower case.
    static func matchesIgnoringCase(_ text: Span<UInt8>, _ at: Int, _ wanted: String) -> Bool {
        let wanted = wanted.utf8.span
        guard at >= 0, wanted.count <= text.count - at else { return false }
        for index in 0..<wanted.count {
            let byte = text[at + index]
            if (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) != wanted[index] { return false }
        }
        return true
    }
}
