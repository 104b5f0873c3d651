import Model

/// What Dovecot's authentication says of one attempt: `pam(bob,192.0.2.1,<session>): pam_authenticate() failed: …`; since 2.4
/// `auth(bob,192.0.2.1,sasl:login)<session>: Info: sql: Password mismatch`, whose brackets are `detail`.
enum DovecotAuth {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ detail: Range<Int>?, _ draft: inout EventDraft) -> Bool {
        // A password that was logged is the client's own words.
        var whole = message
        for mark in [" (given password: ", " (SHA1 of given password: ", " (given value: "] {
            if let at = LogText.last(mark, in: text, whole) { whole = whole.lowerBound..<at }
        }
        var at = whole.lowerBound
        let limit = min(whole.upperBound, at + 32, text.count)
        while at < limit, ShellByte.isName(text[at]) || text[at] == 0x2d { at += 1 }
        var said = whole
        var who = detail
        if LogText.byte(text, at) == 0x28, let close = LogText.last("): ", in: text, at..<whole.upperBound) {
            who = at + 1..<close
            said = close + 3..<whole.upperBound
            if at > whole.lowerBound { draft.add("login.database", whole.lowerBound..<at) }
        } else if detail != nil, LogText.byte(text, at) == 0x3a {
            draft.add("login.database", whole.lowerBound..<at)
            said = min(whole.upperBound, at + 2)..<whole.upperBound
        } else if detail == nil {
            return false
        }
        guard let who, fill(text, who, &draft) || LogText.byte(text, at) == 0x28 else { return false }
        draft.add("reason", said)
        if isFailure(text, said) { draft.tell(.loginFailure, .failure) } else { draft.tell(.message) }
        return true
    }

    /// `user,192.0.2.1,<session>`: the parts behind the address are the server's, the name before it is the client's.
    private static func fill(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var end = range.upperBound
        var steps = 0
        while steps < 4, let comma = LogText.last(0x2c, in: text, range.lowerBound..<end) {
            steps += 1
            let part = comma + 1..<end
            if LogPeer.isAddress(text, part), let address = LogPeer.plain(text, part) {
                draft.address = Slice(address)
                draft.user = Slice(range.lowerBound..<comma)
                return true
            }
            guard
                part.isEmpty || LogText.byte(text, part.lowerBound) == 0x3c || LogText.begins(text, part, "sasl:")
                    || LogText.begins(text, part, "master")
            else { break }
            if LogText.byte(text, part.lowerBound) == 0x3c, part.count > 2 {
                draft.add("session.id", part.lowerBound + 1..<part.upperBound - 1)
            }
            end = comma
        }
        let isNumber = LogText.wholeNumber(text, range) != nil || LogText.equals(text, range, "default")
        if !isNumber, !range.isEmpty { draft.user = Slice(range.lowerBound..<end) }
        return !isNumber
    }

    private static func isFailure(_ text: Span<UInt8>, _ said: Range<Int>) -> Bool {
        for words in [
            "nknown user", "assword mismatch", "pam_authenticate() failed", "pam_acct_mgmt() failed", "nvalid credentials",
            "uthentication failure",
            "illegal char", "Empty username", "empty username", "ser not found", "disallowed by auth_username_chars", "nvalid password",
            "uthentication failed", "ermission denied", "not allowed", "Login disabled", "nvalid input", "invalid token",
            "Username character",
            "ser is not allowed", "passwords don't match", "Policy", "account is locked", "has expired",
        ] where LogText.contains(text, said, words) {
            return true
        }
        return false
    }
}
