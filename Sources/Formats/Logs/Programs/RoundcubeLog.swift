import Model

extension ProgramLog {
    /// Roundcube, where it logs through syslog.
    static let roundcube = ProgramLog(
        id: "roundcube", title: Localized(en: "Webmail Roundcube", ja: "ウェブメール Roundcube"),
        programs: ["roundcube", "roundcubemail", "roundcube-mail"]
    ) { text, message, draft in
        draft.wholly { RoundcubeMessage.read(text, message, &$0) }
    }
}

enum RoundcubeMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        // "<session> …"
        if LogText.byte(text, message.lowerBound) == 0x3c, let close = LogText.first("> ", in: text, message) {
            draft.add("session.id", message.lowerBound + 1..<close)
            message = close + 2..<message.upperBound
        }
        if LogText.begins(text, message, "IMAP Error") || LogText.begins(text, message, "POP3 Error")
            || LogText.begins(text, message, "Login failed")
        {
            guard let at = LogText.first("ogin failed for ", in: text, message) else { return false }
            return failure(text, at + 16..<message.upperBound, &draft)
        }
        if let rest = LogText.behind("FAILED login for ", in: text, message) ?? LogText.behind("Failed login for ", in: text, message) {
            return failure(text, rest, &draft)
        }
        if let rest = LogText.behind("Successful login for ", in: text, message) {
            guard let (at, peer) = LoginSentence.lastPeer(text, rest) else { return false }
            peer.fill(&draft)
            let end = LogText.last(" (ID: ", in: text, rest.lowerBound..<at) ?? at
            draft.user = Slice(rest.lowerBound..<end)
            draft.tell(.loginSuccess, .success)
            return true
        }
        return false
    }

    /// `NAME [against SERVER] from ADDRESS[(X-Real-IP: …)][. what the mail server answered]`, `… in session …`. The answer may repeat the
    /// name: Roundcube's own words are those before it.
    private static func failure(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var limit = range.upperBound
        for words in [". AUTHENTICATE ", ". LOGIN", ". Could not ", ". Empty ", ". AUTH ", " in session "] {
            if let at = LogText.last(words, in: text, range), LogText.contains(text, range.lowerBound..<at, " from ") {
                limit = at
                break
            }
        }
        var end = limit
        var tries = 0
        while tries < 16, let at = LogText.last(" from ", in: text, range.lowerBound..<max(range.lowerBound, end)) {
            tries += 1
            end = at + 5
            guard let address = LogText.address(text, at + 6, end: limit), LogPeer.isAddress(text, address) else { continue }
            let next = address.upperBound
            guard
                next >= limit || LogText.byte(text, next) == 0x28 || LogText.byte(text, next) == 0x2e || LogText.byte(text, next) == 0x5d
                    || LogText.matches(text, next, " in session ")
            else { continue }
            draft.address = Slice(address)
            let against = LogText.last(" against ", in: text, range.lowerBound..<at) ?? at
            draft.user = Slice(range.lowerBound..<against)
            draft.tell(.loginFailure, .failure)
            return true
        }
        return false
    }
}
