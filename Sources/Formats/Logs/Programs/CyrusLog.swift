import Model

extension ProgramLog {
    /// Cyrus IMAP: imapd(8), pop3d(8), timsieved(8), lmtpd(8).
    static let cyrus = ProgramLog(
        id: "cyrus", title: Localized(en: "Mailbox server Cyrus", ja: "メール受信サーバー Cyrus"),
        programs: [
            "cyrus", "timsieved", "sieve", "lmtpunix", "cyrus-imapd", "cyr_expire", "ctl_cyrusdb", "tls_prune", "cyrmaster",
            "cyr_master", "nntpd", "httpd-cyrus",
        ]
    ) { text, message, draft in
        draft.wholly { CyrusMessage.read(text, message, &$0) }
    }
}

enum CyrusMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first(
            "TLS negotiation failed: ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 40))
        {
            LogPeer.bracketed(text, at + 24, end: message.upperBound)?.fill(&draft)
            draft.tell(.connectionClose, .failure)
            return true
        }
        switch LogText.byte(text, message.lowerBound) {
        case 0x62:
            guard let rest = LogText.behind("badlogin: ", in: text, message) ?? LogText.behind("badlogin from ", in: text, message),
                let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound)
            else { return false }
            peer.fill(&draft)
            method(text, LogText.skipBlanks(text, peer.end, end: rest.upperBound)..<rest.upperBound, &draft)
            draft.tell(.loginFailure, .failure)
            return true
        case 0x6c:
            guard let rest = LogText.behind("login: ", in: text, message),
                let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound)
            else { return false }
            peer.fill(&draft)
            // "bob plaintext+TLS User logged in SESSIONID=<…>"
            let user = LogText.word(text, LogText.skipBlanks(text, peer.end, end: rest.upperBound), end: rest.upperBound)
            draft.user = Slice(user)
            let start = LogText.skipBlanks(text, user.upperBound, end: rest.upperBound)
            draft.method = Slice(LogText.word(text, start, end: rest.upperBound))
            draft.tell(.loginSuccess, .success)
            return true
        case 0x61:
            guard let rest = LogText.behind("accepted connection", in: text, message) else { return false }
            if let from = LogText.behind(" from ", in: text, rest) {
                LogPeer.bracketed(text, from.lowerBound, end: from.upperBound)?.fill(&draft)
            }
            draft.tell(.connectionOpen)
            return true
        case 0x55:
            // "USAGE bob user: 0.01 sys: 0.01"
            guard let rest = LogText.behind("USAGE ", in: text, message) else { return false }
            draft.user = Slice(LogText.word(text, rest.lowerBound, end: rest.upperBound))
            draft.tell(.logout)
            return true
        case 0x44:
            guard let rest = LogText.behind("Delivered: <", in: text, message) else { return false }
            if let close = LogText.first(0x3e, in: text, rest) {
                draft.add("email.message_id", rest.lowerBound..<close)
                if let at = LogText.last(" to mailbox: ", in: text, close..<rest.upperBound) {
                    draft.add("mailbox", at + 13..<rest.upperBound)
                }
            }
            draft.tell(.mailReceived, .success)
            return true
        case 0x73:
            guard LogText.begins(text, message, "starttls: ") else { return false }
            draft.tell(.message)
            return true
        default: return false
        }
    }

    /// `plaintext bob SASL(-13): authentication failure: …`, `CRAM-MD5 [SASL(-13): …]`, `PLAIN authentication failure`.
    private static func method(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let name = LogText.word(text, range.lowerBound, end: range.upperBound)
        draft.method = Slice(name)
        let rest = LogText.skipBlanks(text, name.upperBound, end: range.upperBound)..<range.upperBound
        if LogText.begins(text, rest, "[") || LogText.begins(text, rest, "SASL(") {
            draft.add("reason", rest)
        } else if LogText.begins(text, rest, "("), let close = LogText.first(0x29, in: text, rest) {
            draft.user = Slice(rest.lowerBound + 1..<close)
            draft.add("reason", LogText.skipBlanks(text, close + 1, end: rest.upperBound)..<rest.upperBound)
        } else if let at = LogText.first(" SASL(", in: text, rest) ?? LogText.first(" [SASL(", in: text, rest) {
            draft.user = Slice(rest.lowerBound..<at)
            draft.add("reason", at + 1..<rest.upperBound)
        } else {
            let isPlain = LogText.begins(text, name, "plaintext")
            let word = LogText.word(text, rest.lowerBound, end: rest.upperBound)
            if isPlain, !word.isEmpty { draft.user = Slice(word) }
            draft.add("reason", isPlain ? LogText.skipBlanks(text, word.upperBound, end: rest.upperBound)..<rest.upperBound : rest)
        }
    }
}
