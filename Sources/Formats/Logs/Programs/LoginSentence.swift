import Model

/// Sentences about log-ins whose shape many programs share: words, a name that the client gave, the client's address, words.
enum LoginSentence {
    /// The last ` from ADDRESS` of a range whose address ends the range or is followed by what cannot go on a name: a blank, `.`, `,`, `:`,
    /// `(`. Names are the client's words and stand before, so that the last one counts.
    static func lastPeer(_ text: Span<UInt8>, _ range: Range<Int>, _ word: String = " from ") -> (at: Int, peer: LogPeer)? {
        var end = range.upperBound
        var tries = 0
        while tries < 32, let at = LogText.last(word, in: text, range.lowerBound..<max(range.lowerBound, end)) {
            tries += 1
            end = at + word.utf8.count - 1
            var start = at + word.utf8.count
            // "from IP 192.0.2.1", "from ip=192.0.2.1"
            if LogText.matches(text, start, "IP ") || LogText.matches(text, start, "ip=") {
                start += 3
            } else if LogText.matches(text, start, "IP: ") {
                start += 4
            }
            if LogText.byte(text, start) == 0x27 || LogText.byte(text, start) == 0x22 { start += 1 }
            if let peer = LogPeer.joined(text, start, end: range.upperBound) ?? LogPeer.spaced(text, start, end: range.upperBound),
                LogPeer.isAddress(text, peer.address) || peer.end >= range.upperBound
            {
                return (at, peer)
            }
        }
        return nil
    }

    /// What of a name is left without quotes, brackets and blanks around it.
    static func name(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        let range = LogText.trimmed(text, range)
        guard range.count >= 2 else { return range }
        switch (text[range.lowerBound], text[range.upperBound - 1]) {
        case (0x27, 0x27), (0x22, 0x22), (0x60, 0x27), (0x5b, 0x5d), (0x3c, 0x3e): return range.lowerBound + 1..<range.upperBound - 1
        default: return range
        }
    }

    /// `PREFIX NAME from ADDRESS …`: fills in name and address.
    static func read(
        _ prefix: String, _ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft, _ kind: EventKind,
        _ outcome: EventOutcome? = nil
    ) -> Bool {
        guard let rest = LogText.behind(prefix, in: text, message) else { return false }
        if let (at, peer) = lastPeer(text, rest.lowerBound - 1..<rest.upperBound) {
            peer.fill(&draft)
            if at > rest.lowerBound { draft.user = Slice(name(text, rest.lowerBound..<at)) }
        } else {
            let user = name(text, rest)
            if !user.isEmpty { draft.user = Slice(user) }
        }
        draft.tell(kind, outcome)
        return true
    }
}

extension EventDraft {
    /// An address in the middle of a message.
    @inline(__always)
    mutating func peer(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let plain = LogPeer.plain(text, range) else { return false }
        address = Slice(plain)
        return true
    }
}
