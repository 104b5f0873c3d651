import Model

extension ProgramLog {
    /// Horde and IMP: `[imp] FAILED LOGIN for bob [192.0.2.1] to {mail:993}`.
    static let horde = ProgramLog(
        id: "horde", title: Localized(en: "Groupware Horde", ja: "グループウェア Horde"), programs: ["horde", "imp"]
    ) { text, message, draft in
        draft.wholly { WebmailMessage.horde(text, message, &$0) }
    }

    /// SOGo: `SOGoRootPage Login from '192.0.2.1' for user 'bob' might not have worked …`.
    static let sogo = ProgramLog(
        id: "sogo", title: Localized(en: "Groupware SOGo", ja: "グループウェア SOGo"), programs: ["sogod", "sogo"]
    ) { text, message, draft in
        draft.wholly { WebmailMessage.sogo(text, message, &$0) }
    }

    /// SquirrelMail with its plugin for logging.
    static let squirrelmail = ProgramLog(
        id: "squirrelmail", title: Localized(en: "Webmail SquirrelMail", ja: "ウェブメール SquirrelMail"), programs: ["squirrelmail"]
    ) { text, message, draft in
        draft.wholly { WebmailMessage.squirrel(text, message, &$0) }
    }
}

enum WebmailMessage {
    /// `[error] [imp] FAILED LOGIN for NAME [ADDRESS] to …`, `Login success for NAME [ADDRESS] (host) to …`, `Logout for NAME …`; Horde 5:
    /// `FAILED LOGIN for NAME (192.0.2.1) to …`. Where the mail is fetched stands behind the first " to " with a brace or a word.
    static func horde(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let marks: [(String, EventKind, EventOutcome?)] = [
            ("FAILED LOGIN for ", .loginFailure, .failure), ("Login success for ", .loginSuccess, .success), ("Logout for ", .logout, nil),
            ("Login failed for ", .loginFailure, .failure),
        ]
        for (words, kind, outcome) in marks {
            guard let at = LogText.first(words, in: text, message) else { continue }
            let rest = at + words.utf8.count..<message.upperBound
            // The name may hold brackets: the last address in brackets before the words behind it.
            var end = LogText.last(" to ", in: text, rest) ?? rest.upperBound
            var tries = 0
            while tries < 16 {
                tries += 1
                guard let open = LogText.last(" [", in: text, rest.lowerBound..<end) ?? LogText.last(" (", in: text, rest.lowerBound..<end)
                else { break }
                end = open + 1
                let mark: UInt8 = text[open + 1] == 0x5b ? 0x5d : 0x29
                guard let close = LogText.first(mark, in: text, open..<rest.upperBound), LogPeer.isAddress(text, open + 2..<close) else {
                    continue
                }
                _ = draft.peer(text, open + 2..<close)
                draft.user = Slice(rest.lowerBound..<open)
                draft.tell(kind, outcome)
                return true
            }
            draft.user = Slice(LogText.word(text, rest.lowerBound, end: rest.upperBound))
            draft.tell(kind, outcome)
            return true
        }
        return false
    }

    /// `Login from 'A[, PROXY]' for user 'bob' might not have worked`, `successful login from 'A' for user 'bob'`.
    static func sogo(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var isSuccess = false
        var start = LogText.first(" Login from '", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 96)).map {
            $0 + 13
        }
        if start == nil, let at = LogText.first(" successful login from '", in: text, message) { (isSuccess, start) = (true, at + 24) }
        guard let start, let address = LogText.address(text, start, end: message.upperBound),
            let mark = LogText.first("' for user '", in: text, address.upperBound..<message.upperBound)
        else { return false }
        let user = mark + 12..<message.upperBound
        let words = isSuccess ? "' - " : "' might not have worked"
        guard let end = LogText.last(words, in: text, user) ?? (LogText.ends(text, user, "'") ? user.upperBound - 1 : nil) else {
            return false
        }
        draft.address = Slice(address)
        draft.user = Slice(user.lowerBound..<end)
        draft.tell(isSuccess ? .loginSuccess : .loginFailure, isSuccess ? .success : .failure)
        return true
    }

    /// `[LOGIN_ERROR] bob (example.com) from 192.0.2.1: Unknown user or password incorrect.`, `[LOGIN] …`, `[LOGOUT] …`.
    static func squirrel(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let open = LogText.first(0x5b, in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 32)),
            let close = LogText.first(0x5d, in: text, open..<message.upperBound)
        else { return false }
        let word = open + 1..<close
        if LogText.equals(text, word, "LOGIN_ERROR") {
            draft.tell(.loginFailure, .failure)
        } else if LogText.equals(text, word, "LOGIN") {
            draft.tell(.loginSuccess, .success)
        } else if LogText.equals(text, word, "LOGOUT") {
            draft.tell(.logout)
        } else {
            return false
        }
        let rest = LogText.skipBlanks(text, close + 1, end: message.upperBound)..<message.upperBound
        if let (at, peer) = LoginSentence.lastPeer(text, rest) {
            peer.fill(&draft)
            draft.user = Slice(rest.lowerBound..<(LogText.last(" (", in: text, rest.lowerBound..<at) ?? at))
        }
        return true
    }
}
