import Model

/// What Dovecot's log-in processes say when a client is in, or has gone without: `Login: user=<bob>, method=PLAIN, rip=192.0.2.1, …`,
/// `Disconnected: Inactivity (auth failed, 1 attempts in 2 secs): user=<bob>, …, rip=192.0.2.1, lip=…`.
enum DovecotLogin {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        // Behind the client's address stand only words of the server.
        var end = message.upperBound
        var found: (at: Int, address: Range<Int>)?
        var tries = 0
        while tries < 8, let at = LogText.last("rip=", in: text, message.lowerBound..<max(message.lowerBound, end)) {
            tries += 1
            end = at + 3
            if let address = LogPeer.plain(text, LogText.token(text, at + 4, end: message.upperBound)) {
                found = (at, address)
                break
            }
        }
        guard let found else { return bracketed(text, message, &draft) }
        let head = message.lowerBound..<headEnd(text, message.lowerBound..<found.at)
        let middle = head.upperBound..<found.at
        guard outcome(text, head, &draft) else { return false }
        draft.address = Slice(found.address)
        let behind = found.address.upperBound..<max(found.address.upperBound, message.upperBound)
        if let user = LogText.first("user=<", in: text, middle) {
            let close = LogText.last(">, ", in: text, user..<middle.upperBound) ?? middle.upperBound
            if user + 6 < close { draft.user = Slice(user + 6..<close) }
            if let method = LogText.last("method=", in: text, close..<max(close, middle.upperBound)) {
                draft.method = Slice(LogText.token(text, method + 7, end: middle.upperBound))
            }
        } else if let user = LogText.first("user=", in: text, middle), LogText.byte(text, user + 5) > 0x20,
            LogText.byte(text, user + 5) != 0x2c
        {
            // Dovecot before 1.1 writes the name without brackets.
            draft.user = Slice(LogText.token(text, user + 5, end: middle.upperBound))
        }
        if !draft.method.isPresent, let method = LogText.last("method=", in: text, middle) {
            draft.method = Slice(LogText.token(text, method + 7, end: middle.upperBound))
        }
        if let session = LogText.last("session=<", in: text, behind) {
            draft.add("session.id", session + 9..<(LogText.first(0x3e, in: text, session..<behind.upperBound) ?? behind.upperBound))
        }
        if let port = LogText.value("rport=", in: text, behind), let number = LogText.wholeNumber(text, port), number <= 65_535 {
            draft.port = number
        }
        return true
    }

    /// Where the client's own words begin.
    private static func headEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        for mark in [": user=<", ": user=", ": method=", ": rip="] {
            if let at = LogText.first(mark, in: text, range) { return at }
        }
        if LogText.ends(text, range, ": ") { return range.upperBound - 2 }
        return range.upperBound
    }

    /// What the words before the names tell.
    private static func outcome(_ text: Span<UInt8>, _ head: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, head, "Login"), head.count <= 6 || LogText.equals(text, head, "Login (proxy)") {
            draft.tell(.loginSuccess, .success)
            return true
        }
        if LogText.begins(text, head, "proxy"), LogText.contains(text, head, "started proxying") {
            draft.tell(.loginSuccess, .success)
            return true
        }
        draft.add("reason", head)
        if LogText.contains(text, head, "auth failed") || LogText.contains(text, head, "tried to use dis") {
            draft.tell(.loginFailure, .failure)
        } else if LogText.begins(text, head, "Maximum number of connections") {
            draft.tell(.connectionRefused, .failure)
        } else if LogText.contains(text, head, "Auth process broken") || LogText.contains(text, head, "temporar")
            || LogText.contains(text, head, "Internal") || LogText.contains(text, head, "hutting down")
            || LogText.contains(text, head, "auth process") || LogText.begins(text, head, "Logged out")
        {
            draft.tell(.connectionClose)
        } else {
            // It went before it was in.
            draft.tell(.connectionClose, .failure)
        }
        return true
    }

    /// The old form, before Dovecot 1.0: `Login: bob [192.0.2.1]`, `Disconnected [192.0.2.1]`.
    private static func bracketed(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.ends(text, message, "]"), let open = LogText.last(0x5b, in: text, message),
            let address = LogPeer.plain(text, open + 1..<message.upperBound - 1)
        else { return false }
        if let rest = LogText.behind("Login: ", in: text, message) {
            draft.user = Slice(LogText.trimmed(text, rest.lowerBound..<max(rest.lowerBound, open)))
            draft.tell(.loginSuccess, .success)
        } else if LogText.begins(text, message, "Aborted login") || LogText.begins(text, message, "Disconnected") {
            draft.tell(.connectionClose, .failure)
        } else {
            return false
        }
        draft.address = Slice(address)
        return true
    }

    static func plainPeer(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ draft: inout EventDraft, _ kind: EventKind) -> Bool {
        if let peer = LogPeer.spaced(text, start, end: end), LogPeer.isAddress(text, peer.address) { peer.fill(&draft) }
        draft.tell(kind)
        return true
    }
}
