import Model

extension ProgramLog {
    /// Sendmail in all of its roles.
    static let sendmail = ProgramLog(
        id: "sendmail", title: Localized(en: "Mail server Sendmail", ja: "メールサーバー Sendmail"),
        programs: [
            "sendmail", "sm-mta", "sm-acceptingconnections", "sm-msp-queue", "sm-msp", "sm-client", "sm-queue", "sendmail-in",
            "sendmail-out",
            "mta", "sm-mta-v4",
        ]
    ) { text, message, draft in
        draft.wholly { SendmailMessage.read(text, message, &$0) }
    }
}

enum SendmailMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var rest = message
        var id: Range<Int>?
        if let queued = MailText.queued(text, message), MailText.isID(text, queued.id) { (id, rest) = (queued.id, queued.rest) }
        guard ofMessage(text, rest, &draft) || ofPeer(text, rest, &draft) || service(text, rest, &draft) else { return false }
        if let id, !LogText.equals(text, id, "NOQUEUE") { draft.add("email.local_id", id) }
        return true
    }

    private static func ofMessage(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, rest.lowerBound) {
        case 0x66:
            guard let value = LogText.behind("from=", in: text, rest) else { return false }
            return received(text, value, &draft)
        case 0x74:
            guard let value = LogText.behind("to=", in: text, rest) else { return false }
            return delivery(text, value, &draft)
        case 0x72:
            guard LogText.begins(text, rest, "ruleset=") else { return false }
            return ruleset(text, rest, &draft)
        case 0x41:
            if let value = LogText.behind("AUTH=server, ", in: text, rest) { return login(text, value, &draft) }
            guard let value = LogText.behind("AUTH failure (", in: text, rest), let close = LogText.first(0x29, in: text, value) else {
                return false
            }
            draft.method = Slice(value.lowerBound..<close)
            // The name is the client's own words: the last relay is Sendmail's.
            if let at = LogText.last(", relay=", in: text, value) {
                peer(text, at + 8, value.upperBound, &draft)
                if let user = LogText.first(", user=", in: text, value.lowerBound..<at) { draft.user = Slice(user + 7..<at) }
                let reason = LogText.first(", user=", in: text, value.lowerBound..<at) ?? at
                if close + 3 < reason { draft.add("reason", close + 3..<reason) }
            }
            draft.tell(.loginFailure, .failure)
            return true
        case 0x53:
            if let value = LogText.behind("STARTTLS=", in: text, rest) {
                if let at = LogText.first(", relay=", in: text, value) { peer(text, at + 8, value.upperBound, &draft) }
                if let version = LogText.value(", version=", in: text, value) { draft.add("tls.version_protocol", version) }
                if let cipher = LogText.value(", cipher=", in: text, value) { draft.add("tls.cipher", cipher) }
                draft.tell(.message)
                return true
            }
            guard LogText.begins(text, rest, "SYSERR") else { return false }
            draft.tell(.message, .failure)
            return true
        case 0x4d, 0x6d:
            guard LogText.begins(text, rest, "Milter: ") || LogText.begins(text, rest, "milter=") else { return false }
            draft.tell(LogText.contains(text, rest, "reject=") ? .mailRejected : .message)
            if draft.kind == .mailRejected { draft.outcome = .failure }
            return true
        case 0x3c:
            // "<a@b>... User unknown": who asked is told when the message ends.
            guard let to = MailText.angled(text, rest.lowerBound, end: rest.upperBound) ?? LogText.between("<", ">...", in: text, rest),
                LogText.contains(text, rest, ">... ")
            else { return false }
            draft.add("email.to.address", to)
            draft.tell(.mailRejected)
            return true
        default: return false
        }
    }

    /// `NAME [ADDRESS] (may be forged)`, also with blanks before and without a name.
    @discardableResult
    private static func peer(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ draft: inout EventDraft) -> Bool {
        let start = LogText.skipBlanks(text, start, end: end)
        guard let peer = LogPeer.bracketed(text, start, end: end) else { return false }
        peer.fill(&draft)
        return true
    }

    /// `from=<a@b>, size=1, class=0, nrcpts=1, msgid=<…>, proto=ESMTP, daemon=MTA, relay=NAME [ADDRESS]`: no recipient means that all
    /// were refused.
    private static func received(_ text: Span<UInt8>, _ value: Range<Int>, _ draft: inout EventDraft) -> Bool {
        draft.add("email.from.address", MailText.address(text, value))
        guard let mark = LogText.first(", size=", in: text, value) else {
            draft.tell(.message)
            return true
        }
        if let (size, _) = LogText.number(text, mark + 7..<value.upperBound) { draft.bytes = Int64(size) }
        let more = mark..<value.upperBound
        if let at = LogText.first(", msgid=", in: text, more) {
            draft.add("email.message_id", MailText.address(text, at + 8..<value.upperBound))
        }
        if let at = LogText.last(", relay=", in: text, more) { peer(text, at + 8, value.upperBound, &draft) }
        if let at = LogText.first(", nrcpts=", in: text, more), let (count, end) = LogText.number(text, at + 9..<value.upperBound) {
            draft.add("email.to.count", at + 9..<end)
            if count == 0 {
                draft.tell(.mailRejected, .failure)
                return true
            }
        }
        draft.tell(.mailReceived, .success)
        return true
    }

    /// `to=<a@b>, ctladdr=<c@d> (33/33), delay=…, mailer=esmtp, relay=mx [192.0.2.1], dsn=2.0.0, stat=Sent (ok)`.
    private static func delivery(_ text: Span<UInt8>, _ value: Range<Int>, _ draft: inout EventDraft) -> Bool {
        draft.add("email.to.address", MailText.address(text, value))
        guard let mark = LogText.last(", stat=", in: text, value) else {
            draft.tell(.message)
            return true
        }
        let said = mark + 7..<value.upperBound
        let head = value.lowerBound..<mark
        if let at = LogText.first(", ctladdr=", in: text, head) {
            draft.add("email.from.address", MailText.address(text, at + 10..<mark))
        }
        if let at = LogText.last(", relay=", in: text, head) {
            MailText.relay(text, at + 8, end: LogText.first(", dsn=", in: text, at..<mark) ?? mark, &draft)
        }
        if let dsn = LogText.value(", dsn=", in: text, head) { draft.add("email.dsn", dsn) }
        draft.add("reason", said)
        if LogText.begins(text, said, "Sent") {
            draft.tell(.mailSent, .success)
        } else if LogText.begins(text, said, "Deferred") || LogText.begins(text, said, "queued") {
            draft.tell(.mailDeferred, LogText.begins(text, said, "queued") ? nil : .failure)
        } else {
            draft.tell(.mailRejected, .failure)
        }
        return true
    }

    /// `ruleset=check_rcpt, arg1=<a@b>, relay=NAME [ADDRESS], reject=550 5.7.1 …`. The argument is the client's own words: what stands in
    /// double quotes is passed over.
    private static func ruleset(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var at = rest.lowerBound
        var isQuoted = false
        var relay: Int?
        while at < rest.upperBound {
            let byte = text[at]
            if isQuoted, byte == 0x5c { at += 1 } else if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted, byte == 0x2c, LogText.matches(text, at, ", relay=") {
                relay = at + 8
                break
            }
            at += 1
        }
        guard let start = relay ?? LogText.last(", relay=", in: text, rest).map({ $0 + 8 }) else { return false }
        peer(text, start, rest.upperBound, &draft)
        MailText.add("email.to.address", "arg1=", text, rest, &draft)
        draft.add("smtp.stage", LogText.token(text, rest.lowerBound + 8, end: rest.upperBound))
        for verb in [", reject=", ", discard", ", quarantine="] {
            guard let mark = LogText.first(verb, in: text, start..<rest.upperBound) else { continue }
            let said = min(rest.upperBound, mark + verb.utf8.count)..<rest.upperBound
            MailText.reply(text, said, &draft)
            draft.add("reason", said)
            draft.tell(.mailRejected, verb == ", reject=" ? .failure : nil)
            if LogText.matches(text, rest.lowerBound, "ruleset=check_relay"), verb == ", reject=" { draft.kind = .connectionRefused }
            return true
        }
        draft.tell(.message)
        return true
    }

    /// `AUTH=server, relay=NAME [ADDRESS], authid=bob, mech=LOGIN, bits=0`.
    private static func login(_ text: Span<UInt8>, _ value: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let start = LogText.behind("relay=", in: text, value), let at = LogText.first(", authid=", in: text, value) else {
            return false
        }
        peer(text, start.lowerBound, at, &draft)
        let end = LogText.last(", mech=", in: text, at..<value.upperBound) ?? value.upperBound
        draft.user = Slice(min(at + 9, end)..<end)
        if let method = LogText.value(", mech=", in: text, end..<value.upperBound) { draft.method = Slice(method) }
        draft.tell(.loginSuccess, .success)
        return true
    }

    /// What is said of a client: first its name and address, then what it did.
    private static func ofPeer(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        for words in [
            "rejecting commands from ", "lost input channel from ", "timeout waiting for input from ", "connect from ",
            "POSSIBLE ATTACK from ",
        ] {
            guard let behind = LogText.behind(words, in: text, rest) else { continue }
            guard peer(text, behind.lowerBound, rest.upperBound, &draft) else { return false }
            switch LogText.byte(text, rest.lowerBound) {
            case 0x72, 0x50: draft.tell(.connectionRefused, .failure)
            case 0x6c: draft.tell(.connectionClose, .failure)
            case 0x74: draft.tell(.connectionClose)
            default: draft.tell(.connectionOpen)
            }
            return true
        }
        guard let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound) else { return false }
        var said = peer.end..<max(peer.end, rest.upperBound)
        if let behind = LogText.behind(" (may be forged)", in: text, said) { said = behind }
        if LogText.begins(text, said, " did not issue ") {
            draft.tell(.connectionClose, .failure)
        } else if let attack = LogText.behind(": possible SMTP attack: command=", in: text, said) {
            draft.add("smtp.command", LogText.token(text, attack.lowerBound, end: attack.upperBound))
            draft.tell(LogText.begins(text, attack, "AUTH") ? .loginFailure : .connectionRefused, .failure)
        } else if LogText.begins(text, said, ": "), LogText.ends(text, said, "[rejected]") {
            draft.add("smtp.command", LogText.word(text, said.lowerBound + 2, end: said.upperBound))
            draft.tell(.mailRejected, .failure)
        } else if LogText.begins(text, said, ": ") {
            draft.tell(.message)
        } else {
            return false
        }
        peer.fill(&draft)
        draft.add("reason", LogText.trimmed(text, LogText.behind(": ", in: text, said) ?? said))
        return true
    }

    private static func service(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, rest, "starting daemon (") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, rest, "restarting ") {
            draft.tell(.configurationChange)
        } else if LogText.begins(text, rest, "stopping daemon") || LogText.begins(text, rest, "rejecting connections on daemon ") {
            draft.tell(.serviceStop)
        } else {
            return false
        }
        return true
    }
}
