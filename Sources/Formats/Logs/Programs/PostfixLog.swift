import Model

extension ProgramLog {
    /// The daemons of Postfix: smtpd(8), postscreen(8), cleanup(8), qmgr(8), smtp(8), local(8), pickup(8), master(8) and the others.
    static let postfix = ProgramLog(
        id: "postfix", title: Localized(en: "Mail server Postfix", ja: "メールサーバー Postfix"),
        programs: ["postfix", "postfix-incoming", "postfix-in", "postfix-out", "postfix-outgoing", "postfix-submission", "postfix-script"]
    ) { text, message, draft in
        draft.wholly { PostfixMessage.read(text, message, &$0) }
    }
}

enum PostfixMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x77:
            if let rest = LogText.behind("warning: ", in: text, message) {
                return PostfixPeer.warning(text, rest, &draft) || tagged(text, rest, &draft)
            }
        case 0x63, 0x64, 0x6c, 0x74, 0x69, 0x53:
            if PostfixPeer.read(text, message, &draft) { return true }
        case 0x43, 0x44, 0x50, 0x48, 0x42, 0x57, 0x41:
            if PostscreenMessage.read(text, message, &draft) { return true }
        default: break
        }
        return tagged(text, message, &draft) || PostscreenMessage.read(text, message, &draft) || PostfixPeer.other(text, message, &draft)
            || service(text, message, &draft)
    }

    /// What is said of a message in the queue.
    private static func tagged(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let (id, rest) = MailText.queued(text, message), MailText.isID(text, id) else { return false }
        guard ofMessage(text, rest, &draft) else { return false }
        if LogText.byte(text, id.lowerBound) != 0x4e || !LogText.equals(text, id, "NOQUEUE") { draft.add("email.local_id", id) }
        return true
    }

    private static func ofMessage(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, rest.lowerBound) {
        case 0x74:
            if LogText.begins(text, rest, "to=<") { return delivery(text, rest, &draft) }
        case 0x66:
            if LogText.begins(text, rest, "from=<") { return queue(text, rest, &draft) }
            if LogText.begins(text, rest, "filter: ") { return PostfixReject.read(text, rest, &draft) }
        case 0x6d:
            if let value = LogText.behind("message-id=", in: text, rest) {
                draft.add("email.message_id", MailText.address(text, value))
                draft.tell(.message)
                return true
            }
            return PostfixReject.read(text, rest, &draft)
        case 0x63:
            if let value = LogText.behind("client=", in: text, rest) { return client(text, value, &draft) }
        case 0x75:
            // pickup(8): handed in by a program of this host.
            if let value = LogText.behind("uid=", in: text, rest), let (_, end) = LogText.number(text, value) {
                draft.add("user.id", value.lowerBound..<end)
                MailText.add("email.from.address", " from=", text, value, &draft)
                draft.tell(.message)
                return true
            }
        case 0x6c, 0x69:
            return PostfixPeer.read(text, rest, &draft)
        case 0x72:
            if LogText.begins(text, rest, "removed") || LogText.begins(text, rest, "resent-message-id=")
                || LogText.begins(text, rest, "replace: ") || LogText.begins(text, rest, "redirect: ")
            {
                draft.tell(.message)
                return true
            }
            return PostfixReject.read(text, rest, &draft)
        case 0x68:
            if let host = LogText.behind("host ", in: text, rest) { return said(text, host, &draft) }
            return PostfixReject.read(text, rest, &draft)
        case 0x73:
            if LogText.begins(text, rest, "sender ") || LogText.begins(text, rest, "skipped, ") {
                draft.tell(.message)
                return true
            }
        case 0x70, 0x64, 0x77:
            return PostfixReject.read(text, rest, &draft)
        default: break
        }
        draft.tell(.message)
        return true
    }

    /// `client=NAME[ADDRESS]:PORT, sasl_method=PLAIN, sasl_username=bob`: with a name it is a log-in.
    private static func client(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound) else { return false }
        peer.fill(&draft)
        let more = peer.end..<max(peer.end, rest.upperBound)
        draft.tell(.message)
        guard let method = LogText.first(", sasl_method=", in: text, more) else { return true }
        draft.method = Slice(LogText.token(text, method + 14, end: more.upperBound))
        guard let name = LogText.first(", sasl_username=", in: text, method..<more.upperBound) else { return true }
        let end =
            LogText.first(", sasl_sender=", in: text, name..<more.upperBound) ?? LogText.first(", orig_", in: text, name..<more.upperBound)
        draft.user = Slice(name + 16..<(end ?? more.upperBound))
        draft.tell(.loginSuccess, .success)
        return true
    }

    /// qmgr(8): `from=<a@b>, size=123, nrcpt=1 (queue active)`, `from=<a@b>, status=expired, returned to sender`.
    private static func queue(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let from = MailText.angled(text, rest.lowerBound + 5, end: rest.upperBound) else { return false }
        draft.add("email.from.address", from)
        let more = from.upperBound..<rest.upperBound
        if let at = LogText.first(", size=", in: text, more) {
            if let (size, _) = LogText.number(text, at + 7..<more.upperBound) { draft.bytes = Int64(size) }
            if let count = LogText.first(", nrcpt=", in: text, more), let (_, end) = LogText.number(text, count + 8..<more.upperBound) {
                draft.add("email.to.count", count + 8..<end)
            }
            draft.tell(.mailReceived, .success)
        } else {
            draft.tell(LogText.contains(text, more, "status=expired") ? .mailDeferred : .message, nil)
            if draft.kind == .mailDeferred { draft.outcome = .failure }
        }
        return true
    }

    /// smtp(8), lmtp(8), local(8), virtual(8), pipe(8), error(8), discard(8): `to=<a@b>, relay=mx[192.0.2.1]:25, delay=1, …,
    /// dsn=2.0.0, status=sent (250 ok)`. What the other server said stands last, in brackets.
    private static func delivery(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let to = MailText.angled(text, rest.lowerBound + 3, end: rest.upperBound) else { return false }
        draft.add("email.to.address", to)
        let more = to.upperBound..<rest.upperBound
        guard let mark = LogText.first(", status=", in: text, more) else {
            draft.tell(.message)
            return true
        }
        if let at = LogText.first(", orig_to=", in: text, more.lowerBound..<mark),
            let original = MailText.angled(text, at + 10, end: mark)
        {
            draft.add("email.to.original", original)
        }
        if let at = LogText.first(", relay=", in: text, more.lowerBound..<mark) {
            let relay = LogText.token(text, at + 8, end: mark)
            draft.add("email.relay", relay)
            MailText.relay(text, relay.lowerBound, end: relay.upperBound, &draft)
        }
        if let at = LogText.first(", dsn=", in: text, more.lowerBound..<mark) {
            draft.add("email.dsn", LogText.token(text, at + 6, end: mark))
        }
        let status = LogText.word(text, mark + 9, end: rest.upperBound)
        if status.upperBound + 2 < rest.upperBound {
            let said = status.upperBound + 2..<(LogText.ends(text, rest, ")") ? rest.upperBound - 1 : rest.upperBound)
            draft.add("reason", said)
            if let reply = LogText.behind("host ", in: text, said), let at = LogText.first(" said: ", in: text, reply) {
                MailText.reply(text, at + 7..<reply.upperBound, &draft)
            } else {
                MailText.reply(text, said, &draft)
            }
        }
        switch LogText.byte(text, status.lowerBound) {
        case 0x73: draft.tell(.mailSent, .success)
        case 0x64:
            if LogText.equals(text, status, "deferred") { draft.tell(.mailDeferred, .failure) } else { draft.tell(.message, .success) }
        case 0x62, 0x65, 0x75: draft.tell(.mailRejected, .failure)
        default: draft.tell(.message)
        }
        return true
    }

    /// `host mx.example.com[192.0.2.1] said: 450 … (in reply to RCPT TO command)`, `… refused to talk to me: 421 …`.
    private static func said(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound) {
            draft.add("destination.ip", peer.address)
            if let at = LogText.first(": ", in: text, peer.end..<max(peer.end, rest.upperBound)) {
                MailText.reply(text, at + 2..<rest.upperBound, &draft)
                draft.add("reason", at + 2..<rest.upperBound)
            }
        }
        draft.tell(.message)
        return true
    }

    /// What master(8) and the start script say of the whole.
    private static func service(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "daemon started -- version") || LogText.begins(text, message, "starting the Postfix mail system") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, message, "terminating on signal")
            || LogText.begins(text, message, "stopping the Postfix mail system")
        {
            draft.tell(.serviceStop)
        } else if LogText.begins(text, message, "reload -- version") || LogText.begins(text, message, "refreshing the Postfix mail system")
        {
            draft.tell(.configurationChange)
        } else if LogText.begins(text, message, "fatal: ") || LogText.begins(text, message, "panic: ") {
            draft.tell(.serviceFailure, .failure)
        } else {
            return false
        }
        return true
    }
}
