import Model

/// What postscreen(8) and tlsproxy(8) say, in words of capitals, before a client is let through to smtpd(8).
enum PostscreenMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x43:
            if let rest = LogText.behind("CONNECT from ", in: text, message) { return fill(text, rest, &draft, .connectionOpen) }
            if LogText.begins(text, message, "COMMAND ") { return from(text, message, &draft, .connectionRefused) }
        case 0x44:
            if let rest = LogText.behind("DISCONNECT ", in: text, message) { return fill(text, rest, &draft, .connectionClose) }
            if let rest = LogText.behind("DNSBL rank ", in: text, message), let at = LogText.first(" for ", in: text, rest) {
                draft.add("reason", message.lowerBound..<at)
                return fill(text, at + 5..<rest.upperBound, &draft, .message)
            }
            if let rest = LogText.behind("DENYLISTED ", in: text, message) { return fill(text, rest, &draft, .connectionRefused, .failure) }
        case 0x50:
            if let rest = LogText.behind("PASS NEW ", in: text, message) ?? LogText.behind("PASS OLD ", in: text, message) {
                return fill(text, rest, &draft, .connectionOpen, .success)
            }
            if LogText.begins(text, message, "PREGREET ") { return from(text, message, &draft, .connectionRefused) }
        case 0x48:
            if LogText.begins(text, message, "HANGUP ") { return from(text, message, &draft, .connectionClose) }
        case 0x42:
            if let rest = LogText.behind("BLACKLISTED ", in: text, message) {
                return fill(text, rest, &draft, .connectionRefused, .failure)
            }
            if LogText.begins(text, message, "BARE NEWLINE ") { return from(text, message, &draft, .connectionRefused) }
        case 0x57:
            if let rest = LogText.behind("WHITELISTED ", in: text, message) { return fill(text, rest, &draft, .connectionOpen, .success) }
        case 0x41:
            if let rest = LogText.behind("ALLOWLISTED ", in: text, message) { return fill(text, rest, &draft, .connectionOpen, .success) }
        case 0x4e:
            if LogText.begins(text, message, "NON-SMTP COMMAND ") { return from(text, message, &draft, .connectionRefused) }
        default: break
        }
        return false
    }

    private static func fill(
        _ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft, _ kind: EventKind, _ outcome: EventOutcome? = nil
    ) -> Bool {
        guard let peer = LogPeer.bracketed(text, range.lowerBound, end: range.upperBound) else { return false }
        peer.fill(&draft)
        draft.tell(kind, outcome)
        return true
    }

    /// `PREGREET 14 after 0.08 from [192.0.2.1]:5941: what it sent`: the first " from " is postscreen's own.
    private static func from(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft, _ kind: EventKind) -> Bool {
        guard let at = LogText.first(" from ", in: text, message) else { return false }
        guard fill(text, at + 6..<message.upperBound, &draft, kind, .failure) else { return false }
        draft.add("reason", message.lowerBound..<at)
        return true
    }
}
