import Model

/// What smtpd(8), postscreen(8) and cleanup(8) turn away: `reject: RCPT from NAME[ADDRESS]: 550 5.1.1 <a@b>: Recipient address rejected:
/// User unknown; from=<c@d> to=<a@b> proto=ESMTP helo=<e>`.
enum PostfixReject {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let colon = LogText.first(": ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 24)) else {
            return false
        }
        let verb = message.lowerBound..<colon
        let isRejected = LogText.ends(text, verb, "reject")
        guard isRejected || isVerb(text, verb) else { return false }
        let rest = colon + 2..<message.upperBound
        let stage = LogText.word(text, rest.lowerBound, end: rest.upperBound)
        let from = stage.upperBound..<rest.upperBound
        if isContent(text, stage) {
            content(text, rest, &draft)
        } else if LogText.begins(text, from, " from "), let peer = LogPeer.bracketed(text, from.lowerBound + 6, end: from.upperBound) {
            peer.fill(&draft)
            draft.add("smtp.stage", stage)
            if LogText.matches(text, peer.end, ": ") { said(text, peer.end + 2..<max(peer.end + 2, rest.upperBound), &draft) }
        } else {
            return false
        }
        draft.add("smtp.action", verb)
        if isRejected {
            draft.tell(LogText.equals(text, stage, "CONNECT") ? .connectionRefused : .mailRejected, .failure)
        } else if LogText.ends(text, verb, "discard") || LogText.ends(text, verb, "hold") {
            draft.tell(.mailRejected)
        } else {
            draft.tell(.message)
        }
        return true
    }

    private static func isVerb(_ text: Span<UInt8>, _ verb: Range<Int>) -> Bool {
        for name in [
            "reject_warning", "warn", "warning", "hold", "discard", "filter", "permit", "prepend", "info", "milter-hold", "milter-discard",
            "proxy-accept", "dunno", "trigger",
        ] where LogText.equals(text, verb, name) {
            return true
        }
        return false
    }

    private static func isContent(_ text: Span<UInt8>, _ stage: Range<Int>) -> Bool {
        LogText.equals(text, stage, "header") || LogText.equals(text, stage, "body") || LogText.equals(text, stage, "mime-header")
            || LogText.equals(text, stage, "nested-header")
    }

    /// `550 5.1.1 <a@b>: Recipient address rejected: …; from=<c@d> to=<a@b> proto=ESMTP helo=<e>`.
    private static func said(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        MailText.reply(text, range, &draft)
        let end = LogText.first("; from=<", in: text, range) ?? LogText.last("; proto=", in: text, range) ?? range.upperBound
        draft.add("reason", range.lowerBound..<end)
        envelope(text, end..<range.upperBound, &draft)
    }

    /// `; from=<c@d> to=<a@b> proto=ESMTP helo=<e>`, with commas in postscreen's.
    private static func envelope(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        MailText.add("email.from.address", "; from=", text, range, &draft)
        MailText.add("email.to.address", " to=", text, range, &draft)
        if let at = LogText.last(" helo=<", in: text, range) {
            draft.add("smtp.helo", at + 7..<(LogText.last(0x3e, in: text, at + 7..<range.upperBound) ?? range.upperBound))
        }
    }

    /// `header Subject: WORDS from NAME[ADDRESS]; from=<c@d> to=<a@b> proto=ESMTP helo=<e>: reason`. The sender chose the words, so that
    /// the last peer before an envelope counts.
    private static func content(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        var end = range.upperBound
        var tries = 0
        while tries < 16, let mark = LogText.last("; from=<", in: text, range.lowerBound..<end) {
            tries += 1
            end = mark
            guard let from = LogText.last(" from ", in: text, range.lowerBound..<mark),
                let peer = LogPeer.bracketed(text, from + 6, end: mark), peer.end == mark
            else { continue }
            peer.fill(&draft)
            draft.add("reason", range.lowerBound..<from)
            envelope(text, mark..<range.upperBound, &draft)
            return
        }
        draft.add("reason", range)
    }
}
