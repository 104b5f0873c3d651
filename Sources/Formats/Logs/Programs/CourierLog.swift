import Model

extension ProgramLog {
    /// Courier's mail server, in the names that are its own.
    static let courier = ProgramLog(
        id: "courier", title: Localized(en: "Mail server Courier", ja: "メールサーバー Courier"),
        programs: [
            "courieresmtpd", "courieresmtp", "courierpop3login", "courierpop3d", "courierimapd", "courierimaplogin", "courierd",
            "courierlocal", "couriertls", "courierpop3login-ssl", "imapd-ssl", "pop3d-ssl", "courier-imapd", "courier-pop3d",
            "courierimapd-ssl", "courierpop3d-ssl", "esmtpd", "authdaemond", "imaplogin", "pop3login",
        ]
    ) { text, message, draft in
        draft.wholly { CourierMessage.read(text, message, &$0) }
    }
}

/// What Courier's courier-imap and esmtpd say. Address and port follow the names that clients give, so that the last ones count.
enum CourierMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x4c:
            if let rest = LogText.behind("LOGIN FAILED, ", in: text, message) {
                return session(text, rest, &draft, .loginFailure, .failure)
            }
            if let rest = LogText.behind("LOGIN, ", in: text, message) { return session(text, rest, &draft, .loginSuccess, .success) }
            if let rest = LogText.behind("LOGOUT, ", in: text, message) { return session(text, rest, &draft, .logout) }
            guard let rest = LogText.behind("LOGIN: ", in: text, message) else { return false }
            return session(text, rest, &draft, .connectionOpen)
        case 0x43:
            guard let rest = LogText.behind("Connection, ", in: text, message) else { return false }
            return session(text, rest, &draft, .connectionOpen)
        case 0x44:
            guard let rest = LogText.behind("DISCONNECTED, ", in: text, message) else { return false }
            return session(text, rest, &draft, .connectionClose)
        case 0x54:
            guard let rest = LogText.behind("TIMEOUT, ", in: text, message) else { return false }
            return session(text, rest, &draft, .connectionClose)
        case 0x65:
            guard let rest = LogText.behind("error,relay=", in: text, message) else { return false }
            return smtp(text, rest, &draft)
        case 0x73:
            // "started,ip=[::ffff:192.0.2.1],port=[1234]"
            guard let rest = LogText.behind("started,", in: text, message) else { return false }
            return session(text, rest, &draft, .connectionOpen)
        case 0x6e:
            // courierd: "newmsg,id=…: dns; mx (name [192.0.2.1])", "id=…,from=<a>,addr=<b>,success: delivered: …"
            guard let rest = LogText.behind("newmsg,id=", in: text, message) else { return false }
            draft.add("email.local_id", LogText.token(text, rest.lowerBound, end: LogText.first(0x3a, in: text, rest) ?? rest.upperBound))
            if let peer = LogPeer.bracketed(text, LogText.last(0x28, in: text, rest) ?? rest.lowerBound, end: rest.upperBound) {
                peer.fill(&draft)
            }
            draft.tell(.mailReceived, .success)
            return true
        case 0x69:
            guard let rest = LogText.behind("id=", in: text, message) else { return false }
            return delivery(text, rest, &draft)
        default: return false
        }
    }

    /// `user=bob, ip=[::ffff:192.0.2.1], port=[1234], headers=0, body=0, rcvd=1, sent=2, time=3`.
    private static func session(
        _ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft, _ kind: EventKind, _ outcome: EventOutcome? = nil
    ) -> Bool {
        guard let ip = LogText.last("ip=[", in: text, rest), let close = LogText.first(0x5d, in: text, ip..<rest.upperBound),
            let address = LogPeer.plain(text, ip + 4..<close)
        else { return false }
        draft.address = Slice(address)
        if let port = LogText.behind(", port=[", in: text, close + 1..<max(close + 1, rest.upperBound))
            ?? LogText.behind(",port=[", in: text, close + 1..<max(close + 1, rest.upperBound)),
            let (number, _) = LogText.number(text, port), number <= 65_535
        {
            draft.port = number
        }
        let names = rest.lowerBound..<ip
        if let user = LogText.behind("user=", in: text, names) {
            draft.user = Slice(user.lowerBound..<max(user.lowerBound, ip - 2))
        } else if let method = LogText.behind("method=", in: text, names) {
            draft.method = Slice(LogText.token(text, method.lowerBound, end: ip))
        }
        if let sent = LogText.value(", sent=", in: text, close..<rest.upperBound), let bytes = LogText.wholeNumber(text, sent) {
            draft.bytes = Int64(bytes)
        }
        draft.tell(kind, outcome)
        return true
    }

    /// `error,relay=::ffff:192.0.2.1,port=1234,msg="535 Authentication failed.",cmd: AUTH LOGIN bob`, `…,from=<a@b>,to=<c@d>: 550 User
    /// unknown.`
    private static func smtp(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let relay = LogText.token(text, rest.lowerBound, end: rest.upperBound)
        guard let address = LogPeer.plain(text, relay) else { return false }
        draft.address = Slice(address)
        var more = relay.upperBound..<rest.upperBound
        if let port = LogText.behind(",port=", in: text, more), let (number, end) = LogText.number(text, port), number <= 65_535 {
            (draft.port, more) = (number, end..<rest.upperBound)
        }
        if let said = LogText.behind(",msg=\"", in: text, more) {
            let end = LogText.first("\"", in: text, said) ?? said.upperBound
            MailText.reply(text, said, &draft)
            draft.add("reason", said.lowerBound..<end)
            if let command = LogText.first(",cmd: ", in: text, end..<rest.upperBound) {
                draft.add("smtp.command", command + 6..<rest.upperBound)
                if let name = LogText.behind("AUTH LOGIN ", in: text, command + 6..<rest.upperBound) { draft.user = Slice(name) }
            }
            draft.tell(draft.status == 535 ? .loginFailure : .mailRejected, .failure)
            return true
        }
        MailText.add("email.from.address", ",from=", text, more, &draft)
        MailText.add("email.to.address", ",to=", text, more, &draft)
        if let at = LogText.last(">: ", in: text, more) {
            MailText.reply(text, at + 3..<rest.upperBound, &draft)
            draft.add("reason", at + 3..<rest.upperBound)
        }
        draft.tell(.mailRejected, .failure)
        return true
    }

    /// `id=…,from=<a@b>,addr=<c@d>,size=12,success: delivered: mx [192.0.2.1]`.
    private static func delivery(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        draft.add("email.local_id", LogText.token(text, rest.lowerBound, end: rest.upperBound))
        MailText.add("email.from.address", ",from=", text, rest, &draft)
        MailText.add("email.to.address", ",addr=", text, rest, &draft)
        if let size = LogText.value(",size=", in: text, rest), let (bytes, _) = LogText.number(text, size) { draft.bytes = Int64(bytes) }
        if LogText.contains(text, rest, ",success: ") {
            draft.tell(.mailSent, .success)
        } else if LogText.contains(text, rest, ",status: deferred") {
            draft.tell(.mailDeferred, .failure)
        } else if LogText.contains(text, rest, ",status: failure") {
            draft.tell(.mailRejected, .failure)
        } else {
            draft.tell(.message)
        }
        return true
    }
}
