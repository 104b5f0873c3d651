import Model

extension ProgramLog {
    /// Dovecot: its log-in processes, its authentication, and what users do in their mailboxes.
    static let dovecot = ProgramLog(
        id: "dovecot", title: Localized(en: "Mailbox server Dovecot", ja: "メール受信サーバー Dovecot"),
        programs: [
            "dovecot", "imap-login", "pop3-login", "submission-login", "managesieve-login", "lmtp-login", "auth", "auth-worker",
            "dovecot-auth", "managesieve", "deliver", "dovecot-lda",
        ]
    ) { text, message, draft in
        draft.wholly { DovecotMessage.read(text, message, &$0) }
    }
}

/// A message of Dovecot, in syslog or in a file of its own: `imap-login: Info: Disconnected (…): user=<…>, rip=…`.
enum DovecotMessage {
    /// The part that speaks: its name and what stands in brackets behind it.
    private struct Speaker {
        var name: Range<Int>
        /// What stands in the round brackets: a user, or a process id.
        var detail: Range<Int>?
        /// Behind the colon and blank.
        var end: Int
    }

    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var rest = message
        // What a container writes to its standard error keeps the time of a log of its own.
        if LogText.month(text, rest.lowerBound) != nil, let time = LogTime.bsd(text, rest.lowerBound), LogText.byte(text, time.end) == 0x20
        {
            rest = LogText.range(time.end + 1, rest.upperBound)
        }
        var name = 0..<0
        var detail: Range<Int>?
        if draft.process.isPresent, !draft.process.isDecoded {
            let tag = draft.process.range
            let end = LogText.first(0x28, in: text, tag) ?? tag.upperBound
            name = tag.lowerBound..<end
            if end < tag.upperBound, let close = LogText.last(0x29, in: text, end..<tag.upperBound) { detail = end + 1..<close }
        }
        // "dovecot: auth-worker(304): conn unix:auth-worker (pid=1,uid=97): auth-worker<55>: pam(…): …"
        var steps = 0
        while steps < 8 {
            steps += 1
            if let level = level(text, rest) {
                rest = level..<rest.upperBound
            } else if LogText.begins(text, rest, "conn unix:"), let colon = LogText.first(": ", in: text, rest) {
                // The socket may hold a colon of its own, but none with a blank behind it.
                rest = colon + 2..<rest.upperBound
            } else if let speaker = speaker(text, rest) {
                (name, detail) = (speaker.name, speaker.detail)
                rest = speaker.end..<rest.upperBound
            } else {
                break
            }
        }
        if LogText.ends(text, name, "-login") { return DovecotLogin.read(text, rest, &draft) }
        if LogText.begins(text, name, "auth") || LogText.equals(text, name, "dovecot-auth") {
            return DovecotAuth.read(text, rest, detail, &draft)
        }
        if LogText.equals(text, name, "dovecot") || LogText.equals(text, name, "master") {
            return master(text, rest, &draft) || DovecotLogin.read(text, rest, &draft) || DovecotAuth.read(text, rest, nil, &draft)
        }
        return session(text, rest, detail, &draft)
    }

    /// The word of a level with its colon: "Info: ".
    private static func level(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        for word in ["Info:", "Warning:", "Error:", "Debug:", "Fatal:", "Panic:"] where LogText.begins(text, range, word) {
            let behind = range.lowerBound + word.utf8.count
            switch LogText.byte(text, behind) {
            case 0x20: return behind + 1
            // "auth: Info:(bob,192.0.2.1): words"
            case 0x28: return behind
            default: continue
            }
        }
        return nil
    }

    private static let names = [
        "auth", "auth-worker", "dovecot", "imap-login", "pop3-login", "submission-login", "managesieve-login", "lmtp-login", "imap", "pop3",
        "lmtp", "lda", "deliver", "managesieve", "submission", "master", "indexer-worker", "doveadm", "config", "anvil", "log",
        "ssl-params", "stats", "indexer", "replicator", "quota-status", "imap-urlauth",
    ]

    private static func isOwn(_ text: Span<UInt8>, _ name: Range<Int>) -> Bool {
        for own in names where LogText.equals(text, name, own) { return true }
        // Releases before 1.2.
        return LogText.equals(text, name, "IMAP") || LogText.equals(text, name, "POP3")
    }

    /// `name: `, `name(detail): `, `name(detail)<pid><session>: `, `name<55>: ` of one of Dovecot's own processes.
    private static func speaker(_ text: Span<UInt8>, _ range: Range<Int>) -> Speaker? {
        var at = range.lowerBound
        let limit = min(range.upperBound, at + 24, text.count)
        while at < limit, ShellByte.isName(text[at]) || text[at] == 0x2d { at += 1 }
        let name = range.lowerBound..<at
        guard isOwn(text, name) else { return nil }
        var detail: Range<Int>?
        // A user's name may hold brackets: the last of them that a colon or "<" follows, before the text begins.
        if LogText.byte(text, at) == 0x28 {
            var close = at
            var found: Int?
            while let next = LogText.first(0x29, in: text, close + 1..<min(range.upperBound, at + 320)) {
                close = next
                let behind = LogText.byte(text, next + 1)
                if behind == 0x3a || behind == 0x3c {
                    found = next
                    break
                }
            }
            guard let found else { return nil }
            detail = at + 1..<found
            at = found + 1
        }
        while LogText.byte(text, at) == 0x3c, let close = LogText.first(0x3e, in: text, at..<min(range.upperBound, at + 96)) {
            at = close + 1
        }
        guard LogText.byte(text, at) == 0x3a, at < range.upperBound else { return nil }
        return Speaker(name: name, detail: detail, end: LogText.skipBlanks(text, at + 1, end: range.upperBound))
    }

    private static func master(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, rest, "Dovecot v"), LogText.contains(text, rest, "starting up") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, rest, "Killed with signal ") || LogText.begins(text, rest, "Terminating") {
            draft.tell(.serviceStop)
        } else if LogText.begins(text, rest, "SIGHUP received") {
            draft.tell(.configurationChange)
        } else {
            return false
        }
        return true
    }

    /// What a user's own process says: `Logged out in=1 out=2`, `saved mail to INBOX`, `forwarded to <a@b>`.
    private static func session(_ text: Span<UInt8>, _ whole: Range<Int>, _ detail: Range<Int>?, _ draft: inout EventDraft) -> Bool {
        var rest = whole
        if let detail {
            // "imap(bob,192.0.2.1)" where the administrator asked for the address.
            var end = detail.upperBound
            if let comma = LogText.last(0x2c, in: text, detail), isPeer(text, comma + 1..<end, &draft) { end = comma }
            draft.user = Slice(detail.lowerBound..<end)
        }
        if let behind = LogText.behind("sieve: ", in: text, rest) { rest = behind }
        if let behind = LogText.behind("Disconnected: ", in: text, rest), LogText.begins(text, behind, "Logged out") { rest = behind }
        if LogText.begins(text, rest, "Logged out") || LogText.begins(text, rest, "Disconnected")
            || LogText.begins(text, rest, "Connection closed")
        {
            draft.tell(.logout)
            if let at = LogText.last(" out=", in: text, rest), let (sent, _) = LogText.number(text, at + 5..<rest.upperBound) {
                draft.bytes = Int64(sent)
            }
            return true
        }
        if let id = LogText.behind("msgid=", in: text, rest) {
            draft.add("email.message_id", MailText.address(text, id))
            // The sender chose the id: what was done with the message is told last.
            if let at = LogText.last(": forwarded to ", in: text, id) {
                draft.add("email.to.address", MailText.address(text, at + 15..<rest.upperBound))
                draft.tell(.mailSent, .success)
            } else if LogText.last(": saved mail to ", in: text, id) != nil
                || LogText.last(": stored mail into mailbox ", in: text, id) != nil
            {
                draft.tell(.mailReceived, .success)
            } else if LogText.last(": rejected message ", in: text, id) != nil || LogText.last(": save failed to ", in: text, id) != nil {
                draft.tell(.mailRejected, .failure)
            } else {
                draft.tell(.message)
            }
            return true
        }
        for word in [
            "copy from ", "delete: ", "undelete: ", "expunge: ", "save: ", "flag_change: ", "Mailbox created: ", "Mailbox deleted: ",
            "Connect from ",
        ]
        where LogText.begins(text, rest, word) {
            if word == "Connect from " {
                return DovecotLogin.plainPeer(text, rest.lowerBound + 13, rest.upperBound, &draft, .connectionOpen)
            }
            draft.tell(.message)
            return true
        }
        guard detail != nil else { return false }
        draft.tell(.message)
        return true
    }

    private static func isPeer(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogPeer.isAddress(text, range), let address = LogPeer.plain(text, range) else { return false }
        draft.address = Slice(address)
        return true
    }
}
