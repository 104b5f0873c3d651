import Model

/// What smtpd(8) says of clients, and smtp(8) of servers, apart from messages.
enum PostfixPeer {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("connect from ", in: text, message) { return fill(text, rest, &draft, .connectionOpen) }
        if let rest = LogText.behind("disconnect from ", in: text, message) { return disconnect(text, rest, &draft) }
        if LogText.begins(text, message, "lost connection after ") || LogText.begins(text, message, "timeout after ") {
            return lost(text, message, &draft)
        }
        if LogText.begins(text, message, "too many errors after ") || LogText.begins(text, message, "improper command pipelining after ") {
            guard after(text, message, &draft) else { return false }
            draft.tell(.connectionRefused, .failure)
            return true
        }
        if let rest = LogText.behind("connect to ", in: text, message),
            let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound)
        {
            draft.add("destination.ip", peer.address)
            if LogText.matches(text, peer.end, ": ") { draft.add("reason", peer.end + 2..<max(peer.end + 2, rest.upperBound)) }
            draft.tell(.networkConnect, .failure)
            return true
        }
        if let rest = LogText.behind("SSL_accept error from ", in: text, message) {
            return fill(text, rest, &draft, .connectionClose, .failure)
        }
        if let rest = LogText.behind("statistics: max ", in: text, message) {
            if let peer = LogText.between("(", ")", in: text, rest), let colon = LogText.first(0x3a, in: text, peer),
                let address = LogPeer.plain(text, colon + 1..<peer.upperBound)
            {
                draft.address = Slice(address)
            }
            draft.tell(.message)
            return true
        }
        return false
    }

    /// `Anonymous TLS connection established from NAME[ADDRESS]: TLSv1.3 with cipher …`, `setting up TLS connection from …`,
    /// `addr 192.0.2.1 listed by domain DNSBL as 127.0.0.4`.
    static func other(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("addr ", in: text, message), let at = LogText.first(" listed by domain ", in: text, rest),
            let address = LogPeer.plain(text, rest.lowerBound..<at)
        {
            draft.address = Slice(address)
            draft.add("reason", at + 1..<rest.upperBound)
            draft.tell(.message)
            return true
        }
        guard let at = LogText.first("TLS connection ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 48))
        else { return false }
        let rest = at..<message.upperBound
        guard let mark = LogText.first(" from ", in: text, rest) ?? LogText.first(" to ", in: text, rest) else { return false }
        let start = LogText.byte(text, mark + 1) == 0x66 ? mark + 6 : mark + 4
        guard let peer = LogPeer.bracketed(text, start, end: rest.upperBound) else { return false }
        peer.fill(&draft)
        if LogText.matches(text, peer.end, ": ") {
            draft.add("tls.version_protocol", LogText.word(text, peer.end + 2, end: rest.upperBound))
            if let cipher = LogText.value(" with cipher ", in: text, peer.end..<rest.upperBound) { draft.add("tls.cipher", cipher) }
        }
        draft.tell(.message)
        return true
    }

    private static func fill(
        _ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft, _ kind: EventKind, _ outcome: EventOutcome? = nil
    ) -> Bool {
        guard let peer = LogPeer.bracketed(text, range.lowerBound, end: range.upperBound) else { return false }
        peer.fill(&draft)
        draft.tell(kind, outcome)
        return true
    }

    /// `disconnect from NAME[ADDRESS] ehlo=1 auth=0/1 quit=1 commands=2/3`: tries to log in, and none that worked.
    private static func disconnect(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let peer = LogPeer.bracketed(text, range.lowerBound, end: range.upperBound) else { return false }
        peer.fill(&draft)
        draft.tell(.connectionClose)
        if let at = LogText.first(" auth=0/", in: text, peer.end..<max(peer.end, range.upperBound)),
            let (tries, end) = LogText.number(text, at + 8..<range.upperBound), tries > 0
        {
            draft.add("login.attempts", at + 8..<end)
            draft.outcome = .failure
        }
        return true
    }

    /// `lost connection after CONNECT from NAME[ADDRESS]`. Behind AUTH the closing words tell of it once more; within DATA it is bad luck.
    private static func lost(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard after(text, message, &draft) else { return false }
        draft.tell(.connectionClose)
        guard LogText.byte(text, message.lowerBound) == 0x6c else { return true }
        let stage = LogText.word(text, message.lowerBound + 22, end: message.upperBound)
        if !LogText.begins(text, stage, "AUTH"), !LogText.begins(text, stage, "DATA"), !LogText.begins(text, stage, "END-OF-MESSAGE"),
            !LogText.begins(text, stage, "BDAT")
        {
            draft.outcome = .failure
        }
        return true
    }

    /// `… after CMD from NAME[ADDRESS]: what it sent`: what is sent stands behind, so that the first peer counts.
    private static func after(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.first(" after ", in: text, message),
            let from = LogText.first(" from ", in: text, at + 7..<message.upperBound),
            let peer = LogPeer.bracketed(text, from + 6, end: message.upperBound)
        else { return false }
        draft.add("smtp.stage", LogText.word(text, at + 7, end: from))
        peer.fill(&draft)
        return true
    }

    /// What stands behind `warning: `.
    static func warning(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound), LogText.matches(text, peer.end, ": SASL ") {
            return sasl(text, peer, peer.end + 7..<max(peer.end + 7, rest.upperBound), &draft)
        }
        if let at = LogText.first(" limit exceeded: ", in: text, rest.lowerBound..<min(rest.upperBound, rest.lowerBound + 64)),
            let from = LogText.first(" from ", in: text, at + 17..<rest.upperBound),
            let peer = LogPeer.bracketed(text, from + 6, end: rest.upperBound)
        {
            peer.fill(&draft)
            draft.add("reason", rest.lowerBound..<at + 15)
            draft.tell(.connectionRefused, .failure)
            return true
        }
        if let name = LogText.behind("hostname ", in: text, rest), let at = LogText.first(" does not resolve to address ", in: text, name) {
            draft.add("client.domain", name.lowerBound..<at)
            guard let address = LogText.address(text, at + 29, end: rest.upperBound) else { return false }
            draft.address = Slice(address)
            draft.tell(.message, .failure)
            return true
        }
        if let address = LogText.address(text, rest.lowerBound, end: rest.upperBound), LogPeer.isAddress(text, address),
            LogText.matches(text, address.upperBound, ": hostname ") || LogText.matches(text, address.upperBound, ": address not listed")
        {
            draft.address = Slice(address)
            draft.tell(.message, .failure)
            return true
        }
        if let words = LogText.behind("non-SMTP command from ", in: text, rest) {
            return fill(text, words, &draft, .connectionRefused, .failure)
        }
        if let words = LogText.behind("Illegal address syntax from ", in: text, rest) {
            return fill(text, words, &draft, .mailRejected, .failure)
        }
        if LogText.begins(text, rest, "SASL authentication failure: ") {
            draft.add("reason", rest.lowerBound + 29..<rest.upperBound)
            draft.tell(.loginFailure, .failure)
            return true
        }
        return false
    }

    /// `LOGIN authentication failed: reason, sasl_username=bob`.
    private static func sasl(_ text: Span<UInt8>, _ peer: LogPeer, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let method = LogText.word(text, rest.lowerBound, end: rest.upperBound)
        guard let said = LogText.behind(" authentication ", in: text, method.upperBound..<rest.upperBound) else { return false }
        peer.fill(&draft)
        draft.method = Slice(method)
        var reason = said
        if let colon = LogText.first(0x3a, in: text, said) {
            reason = LogText.skipBlanks(text, colon + 1, end: said.upperBound)..<said.upperBound
        }
        if let at = LogText.first(", sasl_username=", in: text, reason) {
            draft.user = Slice(at + 16..<reason.upperBound)
            reason = reason.lowerBound..<at
        } else if let name = LogText.behind("sasl_username=", in: text, reason) {
            draft.user = Slice(name)
            reason = reason.lowerBound..<reason.lowerBound
        }
        if !reason.isEmpty { draft.add("reason", reason) }
        // Nobody looked whether the password was right.
        if LogText.begins(text, reason, "Connection lost to authentication server") || LogText.begins(text, said, "aborted") {
            draft.tell(.message)
        } else {
            draft.tell(.loginFailure, .failure)
        }
        return true
    }
}
