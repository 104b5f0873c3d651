import Model

/// How text is made harmless for one medium.
///
/// Each medium has its own conforming type; a renderer gets at host text through it only. `host` is for bytes of the examined
/// host, `words` for our own sentences, which may hold Japanese blanks but never markup.
protocol Escaping {
    /// Text of the host, visible to the last byte, harmless in this medium.
    static func host(_ text: RawText) -> String
    /// Our own words, harmless in this medium.
    static func words(_ text: String) -> String
}

extension Escaping {
    /// A string whose origin is not our own source (a rule's author, an address): treated as host text.
    static func foreign(_ text: String) -> String { host(RawText(text)) }
}

extension RawText {
    /// At most `limit` bytes, not cut inside a UTF-8 sequence, and how many bytes were left away.
    func clipped(to limit: Int) -> (text: RawText, leftOut: Int) {
        guard count > limit, limit >= 0 else { return (self, 0) }
        var end = limit
        // A UTF-8 sequence has at most three continuation bytes: RFC 3629, 3.
        while end > 0, end > limit - 4, bytes[end] & 0xc0 == 0x80 { end -= 1 }
        return (RawText(bytes[..<end]), count - end)
    }
}
