import Model

extension ProgramLog {
    /// Servers of mailboxes that log under the bare names of their protocols, so that only their words tell which it is: Courier, Cyrus,
    /// UW IMAP, Dovecot, Qpopper, Solid POP3.
    static let mailbox = ProgramLog(
        id: "mailbox", title: Localized(en: "Mailbox server (IMAP, POP3)", ja: "メール受信サーバー(IMAP・POP3)"),
        programs: [
            "imap", "imapd", "imaps", "pop3", "pop3d", "pop3s", "ipop3d", "ipop2d", "ipop3s", "lmtp", "lmtpd", "popper", "qpopper",
            "in.qpopper",
            "solid-pop3d", "spop3d", "popa3d", "teapop", "uw-imapd", "panda-imapd",
        ]
    ) { text, message, draft in
        draft.wholly { CourierMessage.read(text, message, &$0) } || draft.wholly { CyrusMessage.read(text, message, &$0) }
            || draft.wholly { WashingtonMessage.read(text, message, &$0) } || draft.wholly { PopMessage.read(text, message, &$0) }
            || draft.wholly { DovecotMessage.read(text, message, &$0) }
    }
}

/// imapd and ipop3d of the University of Washington: `Login failed user=bob auth=bob host=name [192.0.2.1]`.
enum WashingtonMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var kind = EventKind.loginFailure
        var outcome: EventOutcome? = .failure
        switch LogText.byte(text, message.lowerBound) {
        case 0x4c:
            if LogText.begins(text, message, "Login user=") {
                (kind, outcome) = (.loginSuccess, .success)
            } else if LogText.begins(text, message, "Logout user=") {
                (kind, outcome) = (.logout, nil)
            } else if !LogText.begins(text, message, "Login ") {
                return false
            }
        case 0x46:
            guard LogText.begins(text, message, "Failed ") else { return false }
        case 0x41:
            if LogText.begins(text, message, "Authenticated user=") || LogText.begins(text, message, "Auth user=")
                || LogText.begins(text, message, "APOP user=")
            {
                (kind, outcome) = (.loginSuccess, .success)
            } else if LogText.begins(text, message, "Autologout user=") {
                (kind, outcome) = (.logout, nil)
            } else {
                return false
            }
        case 0x53, 0x43, 0x4b, 0x75, 0x69, 0x70:
            return service(text, message, &draft)
        default: return false
        }
        guard let user = LogText.first(" user=", in: text, message), let host = LogText.last(" host=", in: text, message), user < host
        else {
            return false
        }
        let limit = LogText.last(" auth=", in: text, user..<host) ?? host
        draft.user = Slice(LogText.trimmed(text, user + 6..<max(user + 6, limit)))
        LogPeer.bracketed(text, host + 6, end: message.upperBound)?.fill(&draft)
        if kind == .loginFailure { draft.add("reason", message.lowerBound..<user) }
        draft.tell(kind, outcome)
        return true
    }

    /// inetd's children tell who connected: `imap service init from 192.0.2.1`, `connect from 192.0.2.1`.
    private static func service(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard
            let at = LogText.first(" service init from ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 40)),
            let peer = LogPeer.spaced(text, at + 19, end: message.upperBound)
        else { return false }
        peer.fill(&draft)
        draft.tell(.connectionOpen)
        return true
    }
}

/// Small servers of POP3. The name that the client gave stands before its address, which is last.
enum PopMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        solid(text, message, &draft) || qpopper(text, message, &draft) || popa3d(text, message, &draft)
    }

    /// Solid POP3: `authentication failed: no such user: bob - 192.0.2.1`, `user bob authenticated - 192.0.2.1`.
    private static func solid(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let mark = LogText.last(" - ", in: text, message),
            let address = LogPeer.plain(text, LogText.word(text, mark + 3, end: message.upperBound))
        else { return false }
        let said = message.lowerBound..<mark
        if LogText.begins(text, said, "connect from ") {
            draft.tell(.connectionOpen)
        } else if let user = LogText.behind("user ", in: text, said), let at = LogText.last(" authenticated", in: text, user) {
            draft.user = Slice(user.lowerBound..<at)
            draft.tell(.loginSuccess, .success)
        } else {
            guard
                LogText.contains(text, said, "authentication failed") || LogText.begins(text, said, "root login not allowed")
                    || LogText.begins(text, said, "can't find APOP secret") || LogText.begins(text, said, "can't map user name")
            else { return false }
            for words in [" mapped user ", " user: ", " name: ", " for user "] {
                if let at = LogText.first(words, in: text, said) {
                    draft.user = Slice(at + words.utf8.count..<mark)
                    break
                }
            }
            draft.tell(.loginFailure, .failure)
        }
        draft.address = Slice(address)
        return true
    }

    /// Qpopper: `bob at name (192.0.2.1): -ERR [AUTH] Password supplied for "bob" is incorrect.`, `(v4.0) POP login by user "bob" at (name)
    /// 192.0.2.1`.
    private static func qpopper(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first(" POP login by user \"", in: text, message), let close = LogText.last("\" at (", in: text, message),
            at + 20 <= close
        {
            draft.user = Slice(at + 20..<close)
            if let address = LogPeer.plain(text, LogText.lastWordUnlessMarked(text, message)) { draft.address = Slice(address) }
            draft.tell(.loginSuccess, .success)
            return true
        }
        guard let mark = LogText.first("): -ERR ", in: text, message), let open = LogText.last(0x28, in: text, message.lowerBound..<mark),
            let address = LogPeer.plain(text, open + 1..<mark)
        else { return false }
        draft.address = Slice(address)
        if let at = LogText.last(" at ", in: text, message.lowerBound..<open) { draft.user = Slice(message.lowerBound..<at) }
        let said = mark + 8..<message.upperBound
        draft.add("reason", said)
        let isLogin =
            LogText.contains(text, said, "AUTH") || LogText.contains(text, said, "assword") || LogText.contains(text, said, "uthentication")
        draft.tell(isLogin ? .loginFailure : .message, isLogin ? .failure : nil)
        return true
    }

    /// popa3d: `Authentication failed for bob`, `Authentication passed for bob`, `Session from 192.0.2.1`.
    private static func popa3d(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("Authentication failed for ", in: text, message) {
            draft.user = Slice(rest)
            draft.tell(.loginFailure, .failure)
        } else if let rest = LogText.behind("Authentication passed for ", in: text, message) {
            draft.user = Slice(rest)
            draft.tell(.loginSuccess, .success)
        } else if let rest = LogText.behind("Session from ", in: text, message),
            let peer = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound)
        {
            peer.fill(&draft)
            draft.tell(.connectionOpen)
        } else {
            return false
        }
        return true
    }
}

extension LogText {
    /// The last word, or the one before a mark of source and line in square brackets, as Qpopper puts it behind its messages.
    static func lastWordUnlessMarked(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        if ends(text, range, "]"), let open = last(" [", in: text, range) { return lastWord(text, range.lowerBound..<open) }
        return lastWord(text, range)
    }
}
