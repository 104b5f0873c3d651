import Model

extension ProgramLog {
    /// qmail, its relatives and what guards it: rblsmtpd, tcpserver, vpopmail, spamdyke.
    static let qmail = ProgramLog(
        id: "qmail", title: Localized(en: "Mail server qmail", ja: "メールサーバー qmail"),
        programs: [
            "qmail", "qmail-smtpd", "qmail-send", "qmail-queue", "rblsmtpd", "tcpserver", "tcp-env", "vpopmail", "vchkpw", "vchkpw-smtp",
            "vchkpw-pop3", "vchkpw-imap", "vchkpw-submission", "spamdyke", "smtp_auth", "qmail-pop3d", "badiprbl",
        ]
    ) { text, message, draft in
        draft.wholly { QmailMessage.read(text, message, &$0) }
    }
}

enum QmailMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        // splogger(8) puts the time before: "1157520813.485077 rblsmtpd: …".
        if let (_, end) = LogText.number(text, message), LogText.byte(text, end) == 0x2e,
            let (_, close) = LogText.number(text, end + 1..<message.upperBound), LogText.byte(text, close) == 0x20
        {
            message = min(close + 1, message.upperBound)..<message.upperBound
        }
        var name = MailText.daemon(text, draft)
        for word in ["rblsmtpd: ", "qmail-smtpd: ", "tcpserver: ", "spamdyke: "] {
            if let rest = LogText.behind(word, in: text, message) {
                (name, message) = (message.lowerBound..<rest.lowerBound - 2, rest)
            } else if let at = LogText.first("]: ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 32)),
                LogText.begins(text, message, String(word.dropLast(2)) + "[")
            {
                (name, message) = (message.lowerBound..<message.lowerBound + word.utf8.count - 2, at + 3..<message.upperBound)
            }
        }
        if LogText.begins(text, name, "vchkpw") || LogText.begins(text, message, "vchkpw") { return password(text, message, &draft) }
        return blocked(text, message, &draft) || tcp(text, message, &draft) || spamdyke(text, message, &draft)
            || send(text, message, &draft)
            || password(text, message, &draft)
    }

    /// rblsmtpd: `192.0.2.1 pid 99 sbl.example.org: 451 text`; `list.example.org blocked 192.0.2.1 name -`; `421 badiprbl: ip 192.0.2.1
    /// rbl: list.example.org`.
    private static func blocked(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var found: Range<Int>?
        if let address = LogText.address(text, message.lowerBound, end: message.upperBound), LogPeer.isAddress(text, address),
            LogText.matches(text, address.upperBound, " pid ")
        {
            found = address
            draft.add("reason", address.upperBound + 1..<message.upperBound)
        } else if let at = LogText.first(" blocked ", in: text, message), LogText.first(0x20, in: text, message.lowerBound..<at) == nil {
            found = LogText.address(text, at + 9, end: message.upperBound)
            draft.add("reason", message.lowerBound..<at)
        } else if let at = LogText.first("badiprbl: ip ", in: text, message) {
            found = LogText.address(text, at + 13, end: message.upperBound)
            MailText.reply(text, message, &draft)
        }
        guard let found else { return false }
        draft.address = Slice(found)
        draft.tell(.connectionRefused, .failure)
        return true
    }

    /// tcpserver: `ok 99 host:192.0.2.9:25 name:192.0.2.1::1234`, `deny 99 …`, `end 99 status 0`.
    private static func tcp(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "end ") || LogText.begins(text, message, "status: ") || LogText.begins(text, message, "pid ") {
            if let peer = LogText.value(" from ", in: text, message), let address = LogPeer.plain(text, peer) {
                draft.address = Slice(address)
                draft.tell(.connectionOpen)
            } else {
                draft.tell(LogText.begins(text, message, "end ") ? .connectionClose : .message)
            }
            return true
        }
        let isDenied = LogText.begins(text, message, "deny ")
        guard isDenied || LogText.begins(text, message, "ok ") else { return false }
        let peer = LogText.lastWord(text, message)
        // "name:address:ident:port"; the name may be empty.
        guard let port = LogText.last(0x3a, in: text, peer), let ident = LogText.last(0x3a, in: text, peer.lowerBound..<port),
            let colon = LogText.first(0x3a, in: text, peer.lowerBound..<ident), let address = LogPeer.plain(text, colon + 1..<ident)
        else { return false }
        draft.address = Slice(address)
        if let number = LogText.wholeNumber(text, port + 1..<peer.upperBound), number <= 65_535 { draft.port = number }
        draft.tell(isDenied ? .connectionRefused : .connectionOpen, isDenied ? .failure : nil)
        return true
    }

    /// spamdyke: `DENIED_RBL_MATCH from: a@b to: c@d origin_ip: 192.0.2.1 origin_rdns: name auth: (unknown)`, `ALLOWED …`.
    private static func spamdyke(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.last(" origin_ip: ", in: text, message),
            let address = LogPeer.plain(text, LogText.word(text, at + 12, end: message.upperBound))
        else { return false }
        draft.address = Slice(address)
        if let from = LogText.value(" from: ", in: text, message) { draft.add("email.from.address", from) }
        if let to = LogText.value(" to: ", in: text, message) { draft.add("email.to.address", to) }
        draft.add("reason", LogText.word(text, message.lowerBound, end: message.upperBound))
        if LogText.begins(text, message, "ALLOWED") {
            draft.tell(.mailReceived, .success)
        } else if LogText.begins(text, message, "FAILED_AUTH") {
            draft.tell(.loginFailure, .failure)
        } else {
            draft.tell(.mailRejected, .failure)
        }
        return true
    }

    /// vchkpw: `vchkpw-smtp: password fail (pass: 'x') bob@example.com:192.0.2.1`, `vpopmail user not found bob@:192.0.2.1`,
    /// `(PLAIN) login success bob@example.com:192.0.2.1`. The address is last.
    private static func password(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let last = LogText.lastWord(text, message)
        guard let colon = LogText.first(0x3a, in: text, last), let address = LogPeer.plain(text, colon + 1..<last.upperBound),
            LogPeer.isAddress(text, address)
        else { return false }
        let said = message.lowerBound..<last.lowerBound
        if LogText.contains(text, said, "login success") {
            draft.tell(.loginSuccess, .success)
        } else if LogText.contains(text, said, "fail") || LogText.contains(text, said, "not found")
            || LogText.contains(text, said, "incorrect")
            || LogText.contains(text, said, "null password") || LogText.contains(text, said, "no auth")
        {
            draft.tell(.loginFailure, .failure)
        } else {
            return false
        }
        draft.user = Slice(last.lowerBound..<colon)
        draft.address = Slice(address)
        return true
    }

    /// qmail-send(8): `info msg 99: bytes 12 from <a@b> qp 1 uid 2`, `starting delivery 1: msg 99 to remote c@d`, `delivery 1: success: …`.
    private static func send(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("info msg ", in: text, message), let (_, end) = LogText.number(text, rest),
            LogText.matches(text, end, ": bytes "), let (bytes, _) = LogText.number(text, end + 8..<rest.upperBound)
        {
            draft.add("email.local_id", rest.lowerBound..<end)
            draft.bytes = Int64(bytes)
            MailText.add("email.from.address", " from ", text, rest, &draft)
            if let uid = LogText.last(" uid ", in: text, rest) { draft.add("user.id", uid + 5..<rest.upperBound) }
            draft.tell(.mailReceived, .success)
        } else if let rest = LogText.behind("starting delivery ", in: text, message) {
            if let at = LogText.first(" to remote ", in: text, rest) { draft.add("email.to.address", at + 11..<rest.upperBound) }
            if let at = LogText.first(" to local ", in: text, rest) { draft.add("email.to.address", at + 10..<rest.upperBound) }
            draft.tell(.message)
        } else if let rest = LogText.behind("delivery ", in: text, message), let colon = LogText.first(": ", in: text, rest) {
            let said = colon + 2..<rest.upperBound
            draft.add("reason", said)
            if LogText.begins(text, said, "success") {
                draft.tell(.mailSent, .success)
            } else if LogText.begins(text, said, "deferral") {
                draft.tell(.mailDeferred, .failure)
            } else {
                draft.tell(.mailRejected, .failure)
            }
        } else if LogText.begins(text, message, "new msg ") || LogText.begins(text, message, "end msg ")
            || LogText.begins(text, message, "bounce msg ")
        {
            draft.tell(.message)
        } else {
            return false
        }
        return true
    }
}
