import Model

extension ProgramLog {
    /// ejabberd: `… Failed c2s PLAIN authentication for bob@example.org from 192.0.2.1: Invalid username or password`.
    static let ejabberd = ProgramLog(
        id: "ejabberd", title: Localized(en: "Chat server ejabberd", ja: "チャットサーバー ejabberd"),
        programs: ["ejabberd", "ejabberdctl", "beam.smp"]
    ) { text, message, draft in
        draft.wholly { MessengerMessage.ejabberd(text, message, &$0) }
    }

    /// Prosody.
    static let prosody = ProgramLog(
        id: "prosody", title: Localized(en: "Chat server Prosody", ja: "チャットサーバー Prosody"), programs: ["prosody"]
    ) { text, message, draft in
        draft.wholly { MessengerMessage.prosody(text, message, &$0) }
    }
}

enum MessengerMessage {
    static func ejabberd(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        for (words, isGood) in [(") Failed ", false), (") Accepted ", true)] {
            guard let mark = LogText.first(words, in: text, message) else { continue }
            let rest = mark + words.utf8.count..<message.upperBound
            guard let at = LogText.first("authentication for ", in: text, rest) else { continue }
            let who = at + 19..<message.upperBound
            // Behind the address only a reason of the server's may stand.
            guard let (from, peer) = LoginSentence.lastPeer(text, who) else { continue }
            peer.fill(&draft)
            draft.user = Slice(who.lowerBound..<(LogText.last(" by ", in: text, who.lowerBound..<from) ?? from))
            if at > rest.lowerBound { draft.method = Slice(LogText.lastWord(text, rest.lowerBound..<at)) }
            draft.tell(isGood ? .loginSuccess : .loginFailure, isGood ? .success : .failure)
            return true
        }
        if let at = LogText.first("Accepted connection ", in: text, message) {
            let word = LogText.word(text, at + 20, end: message.upperBound)
            if let peer = LogPeer.joined(text, word.lowerBound, end: word.upperBound), LogPeer.isAddress(text, peer.address) {
                peer.fill(&draft)
            }
            draft.tell(.connectionOpen)
            return true
        }
        return false
    }

    static func prosody(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.contains(text, message, "Authenticated as ") {
            draft.user = Slice(LogText.lastWord(text, message))
            draft.tell(.loginSuccess, .success)
        } else if LogText.contains(text, message, "Failed authentication attempt")
            || LogText.contains(text, message, "Authentication failure")
        {
            if let (_, peer) = LoginSentence.lastPeer(text, message) { peer.fill(&draft) }
            if let user = LogText.value("for user ", in: text, message) { draft.user = Slice(LoginSentence.name(text, user)) }
            draft.tell(.loginFailure, .failure)
        } else if LogText.contains(text, message, "Client connected") {
            draft.tell(.connectionOpen)
        } else if LogText.contains(text, message, "Client disconnected") {
            draft.tell(.connectionClose)
        } else {
            return false
        }
        return true
    }
}
