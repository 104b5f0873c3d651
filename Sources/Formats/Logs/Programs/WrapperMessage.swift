import Model

/// What TCP wrappers (hosts_access(5)) say in the name of the service that they guard.
enum WrapperMessage {
    /// The peer behind "refused connect from": `name`, `192.0.2.1`, `ident@name (192.0.2.1)`. Ident answer and name are the peer's own
    /// words, so that an address in the last brackets goes first.
    static func peer(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let range = LogText.trimmed(text, range)
        if LogText.byte(text, range.upperBound - 1) == 0x29, let open = LogText.last(0x28, in: text, range),
            let address = LogPeer.plain(text, open + 1..<max(open + 1, range.upperBound - 1))
        {
            draft.address = Slice(address)
            return
        }
        let word = LogText.lastWord(text, range)
        let start = LogText.last(0x40, in: text, word).map { $0 + 1 } ?? word.lowerBound
        if let peer = LogPeer.bracketed(text, start, end: word.upperBound) ?? LogPeer.joined(text, start, end: word.upperBound) {
            peer.fill(&draft)
        }
    }

    /// `refused connect from …`, `connect from …`, `warning: … host name/address mismatch: 192.0.2.1 != name`.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("refused connect from ", in: text, message) {
            peer(text, rest, &draft)
            (draft.kind, draft.outcome) = (.connectionRefused, .failure)
            return true
        }
        if let rest = LogText.behind("connect from ", in: text, message) {
            peer(text, rest, &draft)
            draft.kind = .connectionOpen
            return true
        }
        return false
    }
}
