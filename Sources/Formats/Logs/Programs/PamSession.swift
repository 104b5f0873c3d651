import Model

/// Sessions, locked accounts and changed passwords, as modules of PAM tell of them.
extension PamMessage {
    /// `session opened for user bob(uid=1001) by alice(uid=1000)`, `session closed for user bob`.
    static func session(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.begins(text, message, "session "),
            let at = LogText.first(" for user ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 40))
        else { return false }
        let isOpened = LogText.byte(text, message.lowerBound + 8) == 0x6f
        draft.kind = isOpened ? .sessionOpen : .sessionClose
        if isOpened { draft.outcome = .success }
        let rest = at + 10..<message.upperBound
        let by = isOpened ? LogText.last(" by ", in: text, rest) : nil
        var name = LogText.trimmed(text, rest.lowerBound..<(by ?? rest.upperBound))
        if let uid = LogText.last("(uid=", in: text, name) {
            draft.add("user.id", LogText.token(text, uid + 5, end: max(uid + 5, name.upperBound - 1)))
            name = name.lowerBound..<uid
        }
        draft.user = Slice(name)
        if let by {
            let who = by + 4..<rest.upperBound
            let end = LogText.last("(uid=", in: text, who) ?? who.upperBound
            let name = LogText.trimmed(text, who.lowerBound..<end)
            if !name.isEmpty { draft.add("user.by", name) }
            if end < who.upperBound, let (_, close) = LogText.number(text, end + 5..<who.upperBound) {
                draft.add("user.by.id", end + 5..<close)
            }
        }
        return true
    }

    /// `PAM 2 more authentication failures; logname= … rhost=…  user=bob`, `PAM service(sshd) ignoring max retries; 6 > 3`.
    static func summary(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("PAM ", in: text, message) else { return false }
        if let (times, end) = LogText.number(text, rest), LogText.matches(text, end, " more authentication failure") {
            _ = arguments(text, message, &draft)
            draft.times = max(1, min(times, 1_000_000))
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        }
        guard LogText.begins(text, rest, "service(") else { return false }
        draft.kind = .message
        return true
    }

    /// pam_faillock and pam_tally2: `Consecutive login failures for user bob account temporarily locked`.
    static func locked(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("Consecutive login failures for user ", in: text, message) else { return false }
        let end = LogText.last(" account temporarily locked", in: text, rest) ?? rest.upperBound
        draft.user = Slice(rest.lowerBound..<end)
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// `received for user bob: 7 (Authentication failure)` of pam_sss.
    static func reception(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("received for user ", in: text, message), let colon = LogText.last(": ", in: text, rest) else {
            return false
        }
        draft.user = Slice(rest.lowerBound..<colon)
        draft.add("reason", colon + 2..<rest.upperBound)
        draft.kind = .loginFailure
        draft.outcome = LogText.begins(text, colon + 2..<rest.upperBound, "0 ") ? nil : .failure
        if draft.outcome == nil { draft.kind = .message }
        return true
    }

    /// `account bob has expired (account expired)`, `access denied for user bob …`, `access denied: …`.
    static func account(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("account ", in: text, message) {
            draft.user = Slice(LogText.word(text, rest.lowerBound, end: rest.upperBound))
        } else if let rest = LogText.behind("access denied for user ", in: text, message) {
            let word = LogText.word(text, rest.lowerBound, end: rest.upperBound)
            draft.user = Slice(unquoted(text, LogText.ends(text, word, ":") ? word.lowerBound..<word.upperBound - 1 : word))
            if let (_, peer) = SshdMessage.lastPeer(text, rest) { draft.address = Slice(unquoted(text, peer.address)) }
        } else if let rest = LogText.behind("access denied", in: text, message) {
            if let user = LogText.between("user ", " ", in: text, rest) { draft.user = Slice(unquoted(text, user)) }
        } else {
            return false
        }
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// pam_listfile: `Refused user bob for service vsftpd`; pam_access and pam_nologin in their newer words.
    static func refused(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("Refused user ", in: text, message) {
            draft.user = Slice(rest.lowerBound..<(LogText.last(" for service", in: text, rest) ?? rest.upperBound))
        } else if !LogText.begins(text, message, "User not known") && !LogText.begins(text, message, "Failed login") {
            return false
        }
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// `password changed for bob`, of passwd(1), chpasswd(8) and pam_unix; `password for 'bob' changed by 'root'` of shadow.
    static func passwd(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("password changed for ", in: text, message)
            ?? LogText.behind("Password changed for ", in: text, message)
        {
            draft.user = Slice(LogText.trimmed(text, rest))
        } else if let rest = LogText.behind("password for '", in: text, message) ?? LogText.behind("password for `", in: text, message),
            let at = LogText.first("' changed by '", in: text, rest)
        {
            draft.user = Slice(rest.lowerBound..<at)
            draft.add("user.by", at + 14..<max(at + 14, rest.upperBound - 1))
        } else if let rest = LogText.behind("password check failed for user (", in: text, message) {
            draft.user = Slice(rest.lowerBound..<max(rest.lowerBound, rest.upperBound - 1))
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        } else {
            return false
        }
        (draft.kind, draft.outcome) = (.passwordChange, .success)
        return true
    }

    static func unquoted(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        guard range.count >= 2 else { return range }
        let (first, last) = (LogText.byte(text, range.lowerBound), LogText.byte(text, range.upperBound - 1))
        guard first == 0x22 || first == 0x27 || first == 0x60, last == 0x22 || last == 0x27 else { return range }
        return range.lowerBound + 1..<range.upperBound - 1
    }
}
