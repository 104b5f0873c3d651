import Model

/// What sshd says of connections: opened, refused, broken off before anybody was authenticated.
enum SshdConnection {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ isEarly: Bool, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x43: return opened(text, message, isEarly, &draft)
        case 0x52: return received(text, message, isEarly, &draft)
        case 0x44: return disconnected(text, message, isEarly, &draft)
        case 0x4d: return obfuscated(text, message, &draft)
        case 0x42, 0x53, 0x50, 0x55, 0x54, 0x41, 0x4e: return probe(text, message, isEarly, &draft)
        case 0x62, 0x64, 0x66, 0x6b, 0x6d, 0x6e, 0x70, 0x72, 0x73: return lower(text, message, isEarly, &draft)
        default: return false
        }
    }

    /// `Connection from A port N on B port 22`, `Connection closed by [authenticating user bob ]A port N`, `Connection reset by …`.
    private static func opened(_ text: Span<UInt8>, _ message: Range<Int>, _ isEarly: Bool, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("Connection closed by ", in: text, message)
            ?? LogText.behind("Connection reset by ", in: text, message)
        {
            return ended(text, rest, isEarly, &draft)
        }
        if let rest = LogText.behind("Connection from ", in: text, message) {
            guard let peer = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound) else { return false }
            peer.fill(&draft)
            draft.kind = .connectionOpen
            if LogText.matches(text, peer.end, " on "), let own = LogPeer.spaced(text, peer.end + 4, end: rest.upperBound) {
                draft.add("destination.ip", own.address)
            }
            return true
        }
        if let rest = LogText.behind("Connection with ", in: text, message) ?? LogText.behind("Connection to ", in: text, message) {
            return ended(text, rest, isEarly, &draft)
        }
        if let rest = LogText.behind("Close session: user ", in: text, message), let (from, peer) = SshdMessage.lastPeer(text, rest) {
            draft.user = Slice(rest.lowerBound..<from)
            peer.fill(&draft)
            draft.kind = .sessionClose
            return true
        }
        if let rest = LogText.behind("Closing connection to ", in: text, message),
            let peer = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound)
        {
            peer.fill(&draft)
            draft.kind = .connectionClose
            return true
        }
        if let rest = LogText.behind("Change of username or service not allowed: (", in: text, message) {
            draft.user = Slice(LogText.token(text, rest.lowerBound, end: rest.upperBound))
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        }
        guard LogText.begins(text, message, "Corrupted ") else { return false }
        (draft.kind, draft.outcome) = (.connectionClose, .failure)
        return true
    }

    /// What sshd calls a peer: `[[invalid |authenticating ]user NAME ]ADDRESS[ port N]`, with more behind it or not. The name may hold
    /// blanks and numbers, so that the last " port " counts that ends the peer.
    @inline(__always)
    private static func ended(_ text: Span<UInt8>, _ range: Range<Int>, _ isEarly: Bool, _ draft: inout EventDraft) -> Bool {
        guard let name = peer(text, range, &draft) else { return false }
        draft.kind = .connectionClose
        // Releases that tell the port put the user's name before the address once somebody is authenticated.
        let isStranger = name.isEmpty && draft.port != nil
        if isEarly || isStranger || LogText.begins(text, range, "invalid user ") || LogText.begins(text, range, "authenticating user ") {
            draft.outcome = .failure
        }
        return true
    }

    /// Fills in user, address and port of a peer; gives the range that names the user.
    private static func peer(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Range<Int>? {
        if let port = LogText.last(" port ", in: text, range), let (number, end) = LogText.number(text, port + 6..<range.upperBound),
            number <= 65_535
        {
            let start = (LogText.last(0x20, in: text, range.lowerBound..<port) ?? range.lowerBound - 1) + 1
            guard let address = LogText.address(text, start, end: port) else { return nil }
            draft.address = Slice(address)
            draft.port = number
            let name = range.lowerBound..<max(range.lowerBound, start - 1)
            if !name.isEmpty { SshdMessage.fillUser(text, name, &draft) }
            if end + 2 < range.upperBound, text[end] == 0x3a {
                draft.add("reason", LogText.skipBlanks(text, end + 1, end: range.upperBound)..<range.upperBound)
            }
            return name
        }
        guard let address = LogText.address(text, range.lowerBound, end: range.upperBound) else { return nil }
        draft.address = Slice(address)
        return range.lowerBound..<range.lowerBound
    }

    /// `Received disconnect from A port N:11: Bye Bye`, older `Received disconnect from A: 11: Bye Bye`; `Received signal 15`,
    /// `Received SIGHUP`.
    private static func received(_ text: Span<UInt8>, _ message: Range<Int>, _ isEarly: Bool, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("Received disconnect from ", in: text, message) else {
            if let port = LogText.behind("Read error from remote host ", in: text, message) { return ended(text, port, isEarly, &draft) }
            if LogText.begins(text, message, "Read from socket failed") {
                (draft.kind, draft.outcome) = (.connectionClose, isEarly ? .failure : nil)
                return true
            }
            guard LogText.begins(text, message, "Received s") || LogText.begins(text, message, "Received S") else { return false }
            draft.kind = LogText.contains(text, message, "restarting") ? .serviceStart : .serviceStop
            return true
        }
        guard let peer = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound) else { return false }
        peer.fill(&draft)
        draft.kind = .connectionClose
        var at = peer.end
        if LogText.byte(text, at) == 0x3a { at = LogText.skipBlanks(text, at + 1, end: rest.upperBound) }
        if let (_, behind) = LogText.number(text, at..<rest.upperBound) {
            draft.add("ssh.disconnect.code", at..<behind)
            if LogText.byte(text, behind) == 0x3a { draft.add("reason", min(behind + 2, rest.upperBound)..<rest.upperBound) }
        }
        if isEarly || LogText.ends(text, rest, "Auth fail") || LogText.ends(text, rest, "uthentication methods available") {
            draft.outcome = .failure
        }
        return true
    }

    /// `Disconnected from [invalid user bob ]A port N`, `Disconnecting [user bob A port N]: Too many authentication failures[ for bob]`,
    /// `Did not receive identification string from A port N`.
    private static func disconnected(_ text: Span<UInt8>, _ message: Range<Int>, _ isEarly: Bool, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("Disconnected from ", in: text, message) {
            guard peer(text, rest, &draft) != nil else { return false }
            draft.kind = .connectionClose
            if isEarly || LogText.begins(text, rest, "invalid ") || LogText.begins(text, rest, "authenticating ") {
                draft.outcome = .failure
            }
            return true
        }
        if let rest = LogText.behind("Did not receive identification string from ", in: text, message) {
            guard let peer = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound) else { return false }
            peer.fill(&draft)
            (draft.kind, draft.outcome) = (.connectionClose, .failure)
            return true
        }
        guard let rest = LogText.behind("Disconnecting", in: text, message) else { return false }
        draft.kind = .connectionClose
        var reason = rest.lowerBound..<rest.upperBound
        if LogText.byte(text, rest.lowerBound) == 0x20 {
            // The first " port N: " ends the peer: what is behind it is sshd's own text, which may quote the name again.
            var at = rest.lowerBound + 1
            while let port = LogText.first(" port ", in: text, at..<rest.upperBound) {
                if let (_, end) = LogText.number(text, port + 6..<rest.upperBound), LogText.matches(text, end, ": ") {
                    reason = end..<rest.upperBound
                    _ = peer(text, rest.lowerBound + 1..<end, &draft)
                    // A name that holds " 192.0.2.1 port 1: " lies before the peer that sshd wrote.
                    if !LogText.contains(text, end..<rest.upperBound, " port ") { break }
                }
                at = port + 6
            }
        }
        if LogText.byte(text, reason.lowerBound) == 0x3a { reason = min(reason.lowerBound + 2, reason.upperBound)..<reason.upperBound }
        draft.add("reason", reason)
        if let user = LogText.behind("Too many authentication failures for ", in: text, reason), !draft.user.isPresent {
            draft.user = Slice(user)
        }
        if isEarly || LogText.begins(text, reason, "Too many authentication failures") { draft.outcome = .failure }
        return true
    }

    /// Peers that speak something else, or nothing: `Bad protocol version identification 'x' from A port N`, `Unable to negotiate with A
    /// port N: …`, `Timeout before authentication for A port N`, `Protocol major versions differ for A port N: …`; also
    /// `Server listening on A port N.` and names that do not fit their address.
    private static func probe(_ text: Span<UInt8>, _ message: Range<Int>, _ isEarly: Bool, _ draft: inout EventDraft) -> Bool {
        var found: LogPeer?
        if let rest = LogText.behind("Bad protocol version identification ", in: text, message) {
            found = SshdMessage.lastPeer(text, rest)?.peer
        } else if let rest = LogText.behind("Unable to negotiate ", in: text, message) {
            if let with = LogText.behind("with ", in: text, rest) { found = LogPeer.spaced(text, with.lowerBound, end: with.upperBound) }
            if let colon = found?.end, LogText.matches(text, colon, ": ") { draft.add("reason", colon + 2..<message.upperBound) }
        } else if let rest = LogText.behind("Timeout before authentication for ", in: text, message) {
            let place = LogText.behind("connection from ", in: text, rest) ?? rest
            found = LogPeer.spaced(text, place.lowerBound, end: place.upperBound)
        } else if let rest = LogText.behind("Protocol major versions differ for ", in: text, message) {
            found = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound)
        } else if let rest = LogText.behind("Timeout, client not responding from ", in: text, message) {
            return ended(text, rest, isEarly, &draft)
        } else if let rest = LogText.behind("Server listening on ", in: text, message) {
            if let own = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound) { own.fill(&draft) }
            draft.kind = .networkListen
            return true
        } else if let rest = LogText.behind("Address ", in: text, message), LogText.contains(text, rest, " maps to ") {
            // A resolver's quarrel, no attempt: the attempt itself is told of elsewhere.
            if let address = LogText.address(text, rest.lowerBound, end: rest.upperBound) { draft.address = Slice(address) }
            draft.kind = .message
            return true
        } else if let rest = LogText.behind("Nasty PTR record ", in: text, message),
            let at = LogText.last(" is set up for ", in: text, rest)
        {
            if let address = LogText.address(text, at + 15, end: rest.upperBound) { draft.address = Slice(address) }
            draft.kind = .message
            return true
        } else if !LogText.begins(text, message, "Bad packet length") && !LogText.begins(text, message, "Packet corrupt")
            && !LogText.begins(text, message, "Bad remote protocol")
        {
            return false
        }
        if let found { found.fill(&draft) }
        (draft.kind, draft.outcome) = (.connectionClose, .failure)
        return true
    }

    /// Messages that begin with a small letter.
    private static func lower(_ text: Span<UInt8>, _ message: Range<Int>, _ isEarly: Bool, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x72:
            if let rest = LogText.behind("reverse mapping checking getaddrinfo for ", in: text, message) {
                if let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound) { peer.fill(&draft) }
                draft.kind = .message
                return true
            }
            // Of TCP wrappers; what stands before the last bracket is the peer's ident answer and name.
            if let rest = LogText.behind("refused connect from ", in: text, message)
                ?? LogText.behind("refused connection from ", in: text, message)
            {
                WrapperMessage.peer(text, rest, &draft)
                (draft.kind, draft.outcome) = (.connectionRefused, .failure)
                return true
            }
            return false
        case 0x64:
            guard let rest = LogText.behind("drop connection #", in: text, message), let from = LogText.first(" from ", in: text, rest),
                let peer = LogPeer.joined(text, from + 6, end: rest.upperBound)
            else { return false }
            peer.fill(&draft)
            (draft.kind, draft.outcome) = (.connectionRefused, .failure)
            return true
        case 0x70:
            guard let rest = LogText.behind("probed from ", in: text, message),
                let peer = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound)
            else { return false }
            peer.fill(&draft)
            (draft.kind, draft.outcome) = (.connectionClose, .failure)
            return true
        case 0x73:
            if let rest = LogText.behind("scanned from ", in: text, message),
                let peer = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound)
            {
                peer.fill(&draft)
            } else if let rest = LogText.behind("srclimit_penalise: ", in: text, message) {
                // "ipv4: new 192.0.2.1/32 active penalty of …"
                guard let at = LogText.first(" new ", in: text, rest), let address = LogText.address(text, at + 5, end: rest.upperBound)
                else {
                    return false
                }
                draft.address = Slice(address)
                (draft.kind, draft.outcome) = (.connectionRefused, .failure)
                return true
            } else if !LogText.begins(text, message, "ssh_dispatch_run_fatal: ") && !LogText.begins(text, message, "ssh_packet_") {
                return false
            } else {
                return exchange(text, message, &draft)
            }
            (draft.kind, draft.outcome) = (.connectionClose, .failure)
            return true
        case 0x6b, 0x62, 0x6e:
            guard
                LogText.begins(text, message, "kex_") || LogText.begins(text, message, "banner exchange: ")
                    || LogText.begins(text, message, "no matching ") || LogText.begins(text, message, "kex ")
            else { return false }
            return exchange(text, message, &draft)
        default: return false
        }
    }

    /// `Magic value check failed (N) on obfuscated handshake from A port N`, of a patch that hides the protocol.
    private static func obfuscated(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.begins(text, message, "Magic value check failed "), let from = LogText.last(" from ", in: text, message),
            let peer = LogPeer.spaced(text, from + 6, end: message.upperBound)
        else { return false }
        peer.fill(&draft)
        (draft.kind, draft.outcome) = (.connectionClose, .failure)
        return true
    }

    /// `banner exchange: Connection from A port N: invalid format`, `kex_exchange_identification: …`, which name the peer or do not.
    private static func exchange(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first(": Connection from ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 80)) {
            let start = LogText.behind("user ", in: text, at + 18..<message.upperBound)?.lowerBound ?? at + 18
            if start == at + 18, let peer = LogPeer.spaced(text, start, end: message.upperBound) {
                peer.fill(&draft)
            } else {
                _ = peer(text, at + 18..<message.upperBound, &draft)
            }
        }
        (draft.kind, draft.outcome) = (.connectionClose, .failure)
        return true
    }
}
