import Model

extension ProgramLog {
    /// login(1) of util-linux, shadow, BSD and busybox.
    static let login = ProgramLog(
        id: "login", title: Localized(en: "Log-in at the console (login)", ja: "端末からのログイン(login)"),
        programs: ["login", "getty", "agetty", "mingetty", "mgetty", "remote"]
    ) { text, message, draft in
        ConsoleLogin.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum ConsoleLogin {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x46, 0x54:
            // "FAILED LOGIN 1 FROM H FOR bob, REASON", "FAILED LOGIN (1) on '/dev/tty1' FOR 'bob', REASON",
            // "FAILED LOGIN SESSION FROM H FOR bob, REASON", "TOO MANY LOGIN TRIES (3) FROM H FOR bob, REASON"
            guard LogText.begins(text, message, "FAILED LOGIN") || LogText.begins(text, message, "TOO MANY LOGIN TRIES") else {
                return false
            }
            return failed(text, message, &draft)
        case 0x4c:
            // "LOGIN ON tty1 BY bob FROM H"
            guard let rest = LogText.behind("LOGIN ON ", in: text, message) else { return bsd(text, message, &draft) }
            let tty = LogText.word(text, rest.lowerBound, end: rest.upperBound)
            draft.add("tty", tty)
            if let by = LogText.behind(" BY ", in: text, tty.upperBound..<rest.upperBound) {
                let user = LogText.word(text, by.lowerBound, end: by.upperBound)
                draft.user = Slice(user)
                from(text, user.upperBound..<rest.upperBound, " FROM ", &draft)
            }
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
            return true
        case 0x52:
            if LogText.begins(text, message, "ROOT LOGIN REFUSED") || LogText.begins(text, message, "REPEATED LOGIN FAILURES") {
                from(text, message, " FROM ", &draft)
                if LogText.byte(text, message.lowerBound + 1) == 0x4f { draft.user = draft.decode("root") }
                (draft.kind, draft.outcome) = (.loginFailure, .failure)
                return true
            }
            guard let rest = LogText.behind("ROOT LOGIN", in: text, message) else { return false }
            if let tty = LogText.value(" ON ", in: text, rest) { draft.add("tty", tty) }
            from(text, rest, " FROM ", &draft)
            if !draft.address.isPresent { from(text, rest, " from ", &draft) }
            draft.user = draft.decode("root")
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
            return true
        case 0x44:
            guard let rest = LogText.behind("DIALUP AT ", in: text, message), let by = LogText.value(" BY ", in: text, rest) else {
                return false
            }
            draft.user = Slice(by)
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
            return true
        case 0x69:
            // "invalid password for 'bob' on '/dev/tty1' from 'H'"
            guard let rest = LogText.behind("invalid password for ", in: text, message) else { return false }
            let end = LogText.last(" on '", in: text, rest) ?? LogText.last(" on `", in: text, rest) ?? rest.upperBound
            draft.user = Slice(PamMessage.unquoted(text, rest.lowerBound..<end))
            from(text, end..<rest.upperBound, " from ", &draft)
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        case 0x72:
            // busybox: "root login on 'pts/0' from '192.0.2.1'"
            guard let rest = LogText.behind("root login on ", in: text, message) else { return false }
            draft.user = Slice(message.lowerBound..<message.lowerBound + 4)
            draft.add("tty", PamMessage.unquoted(text, LogText.word(text, rest.lowerBound, end: rest.upperBound)))
            from(text, rest, " from ", &draft)
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
            return true
        default: return bsd(text, message, &draft)
        }
    }

    /// Where the name stands behind the place, which the kernel or the resolver gave.
    private static func failed(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        guard let at = LogText.first(" FOR ", in: text, message) else {
            from(text, message, " FROM ", &draft)
            return true
        }
        let rest = at + 5..<message.upperBound
        let comma = LogText.last(", ", in: text, rest)
        let end = comma ?? rest.upperBound
        if let session = LogText.last("' FROM '", in: text, rest.lowerBound..<end) {
            // shadow puts the peer behind the name: "FOR 'bob' FROM 'H', REASON"
            draft.user = Slice(min(rest.lowerBound + 1, session)..<session)
            from(text, session + 1..<end, " FROM ", &draft)
        } else {
            draft.user = Slice(PamMessage.unquoted(text, rest.lowerBound..<end))
            from(text, message.lowerBound..<at, " FROM ", &draft)
            if !draft.address.isPresent { from(text, message.lowerBound..<at, " from ", &draft) }
        }
        if let comma { draft.add("reason", comma + 2..<rest.upperBound) }
        return true
    }

    /// BSD: `3 LOGIN FAILURES FROM H, bob`, `1 LOGIN FAILURE ON ttyv0, bob`.
    private static func bsd(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let start = LogText.number(text, message).map { ($0.value, $0.end + 1) } ?? (1, message.lowerBound)
        guard LogText.matches(text, start.1, "LOGIN FAILURE") else { return false }
        draft.times = max(1, min(start.0, 1_000_000))
        from(text, message, " FROM ", &draft)
        if let comma = LogText.first(", ", in: text, message) { draft.user = Slice(comma + 2..<message.upperBound) }
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// The peer behind " FROM ": a name or an address, in quotation marks or not; a terminal is no peer.
    private static func from(_ text: Span<UInt8>, _ range: Range<Int>, _ mark: String, _ draft: inout EventDraft) {
        guard let at = LogText.first(mark, in: text, range) else { return }
        let word = PamMessage.unquoted(text, LogText.token(text, at + 6, end: range.upperBound))
        guard !LogText.begins(text, word, "tty"), !LogText.begins(text, word, "/dev/"), !LogText.contains(text, word, "/"),
            let address = LogPeer.plain(text, word)
        else { return }
        draft.address = Slice(address)
    }
}
