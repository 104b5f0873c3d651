import Model

extension ProgramLog {
    /// OpenVPN: `[NAME/]ADDRESS:PORT text`, where NAME is that of a client's certificate.
    static let openvpn = ProgramLog(
        id: "openvpn", title: Localized(en: "Private network OpenVPN", ja: "VPNサーバー OpenVPN"),
        programs: ["openvpn", "ovpn", "ovpn-server", "ovpn-client", "openvpn-server", "openvpn-client", "ovpn-openvpn"]
    ) { text, message, draft in
        draft.wholly { OpenvpnMessage.read(text, message, &$0) }
    }
}

enum OpenvpnMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var rest = whole
        let head = LogText.word(text, rest.lowerBound, end: rest.upperBound)
        let slash = LogText.last(0x2f, in: text, head)
        var isClient = false
        if let peer = LogPeer.joined(text, slash.map { $0 + 1 } ?? head.lowerBound, end: head.upperBound), peer.port != nil,
            LogPeer.isAddress(text, peer.address), peer.end == head.upperBound
        {
            peer.fill(&draft)
            if let slash { draft.user = Slice(head.lowerBound..<slash) }
            rest = LogText.skipBlanks(text, head.upperBound, end: rest.upperBound)..<rest.upperBound
            isClient = true
        }
        return event(text, rest, &draft) || directory(text, rest, &draft) || service(text, rest, &draft) || isClient && other(&draft)
    }

    /// What the plugin openvpn-auth-ldap says (`src/auth-ldap.m`, `TRLDAPConnection.m`): it names no peer.
    private static func directory(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let dn = LogText.behind("Incorrect password supplied for LDAP DN \"", in: text, rest) {
            draft.user = Slice(dn.lowerBound..<(LogText.last(0x22, in: text, dn) ?? dn.upperBound))
        } else if !LogText.begins(text, rest, "LDAP bind failed: Invalid credentials") {
            return false
        }
        draft.tell(.loginFailure, .failure)
        return true
    }

    private static func other(_ draft: inout EventDraft) -> Bool {
        draft.tell(.message)
        return true
    }

    /// The peer behind `[AF_INET]` or `[AF_INET6]`.
    private static func family(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) {
        guard let at = LogText.first("[AF_INET", in: text, rest), let close = LogText.first(0x5d, in: text, at..<rest.upperBound),
            let peer = LogPeer.joined(text, close + 1, end: rest.upperBound)
        else { return }
        peer.fill(&draft)
    }

    private static func event(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, rest.lowerBound) {
        case 0x54:
            if LogText.begins(text, rest, "TCP connection established with ") {
                family(text, rest, &draft)
                draft.tell(.connectionOpen)
                return true
            }
            if LogText.begins(text, rest, "TLS Auth Error: ") {
                family(text, rest, &draft)
                draft.add("reason", rest.lowerBound + 16..<rest.upperBound)
                draft.tell(.loginFailure, .failure)
                return true
            }
            if LogText.begins(text, rest, "TLS Error: ") {
                family(text, rest, &draft)
                draft.add("reason", rest.lowerBound + 11..<rest.upperBound)
                draft.tell(.connectionRefused, .failure)
                return true
            }
            if LogText.begins(text, rest, "TLS: Initial packet from ") {
                family(text, rest, &draft)
                draft.tell(.connectionOpen)
                return true
            }
            guard let named = LogText.behind("TLS: Username/Password authentication ", in: text, rest) else { return false }
            if let at = LogText.first(" for username '", in: text, named) {
                draft.user = Slice(at + 15..<(LogText.last(0x27, in: text, at + 15..<rest.upperBound) ?? rest.upperBound))
            }
            if LogText.begins(text, named, "succeeded") { draft.tell(.loginSuccess, .success) } else { draft.tell(.message) }
            return true
        case 0x56:
            guard LogText.begins(text, rest, "VERIFY ERROR") else { return false }
            draft.add("reason", rest)
            draft.tell(.loginFailure, .failure)
            return true
        case 0x5b:
            guard let at = LogText.first("] Peer Connection Initiated with ", in: text, rest) else { return false }
            draft.user = Slice(rest.lowerBound + 1..<at)
            family(text, at..<rest.upperBound, &draft)
            draft.tell(.loginSuccess, .success)
            return true
        case 0x41:
            guard
                LogText.begins(text, rest, "AUTH: Received control message: AUTH_FAILED")
                    || LogText.begins(text, rest, "Authenticate/Decrypt packet error")
            else { return false }
            draft.tell(LogText.begins(text, rest, "AUTH: ") ? .loginFailure : .connectionRefused, .failure)
            return true
        case 0x53:
            if LogText.begins(text, rest, "SENT CONTROL "), LogText.ends(text, rest, "(status=1)"),
                LogText.contains(text, rest, ": 'AUTH_FAILED")
            {
                draft.tell(.loginFailure, .failure)
                return true
            }
            guard LogText.begins(text, rest, "SIGUSR1["), draft.address.isPresent || LogText.contains(text, rest, "client-instance") else {
                return false
            }
            // A client's own restart; a connection that was cut off before it was in looks like any prober's.
            draft.tell(
                .connectionClose,
                LogText.contains(text, rest, "connection-reset") || LogText.contains(text, rest, "tls-error") ? .failure : nil)
            return true
        case 0x43:
            guard LogText.begins(text, rest, "Connection reset, restarting") else { return false }
            draft.tell(.connectionClose)
            return true
        case 0x75:
            // What the script of a firewall's panel says in its name: "user 'bob' authenticated", "user 'bob' could not authenticate."
            guard let name = LogText.behind("user '", in: text, rest), let close = LogText.last(0x27, in: text, name) else { return false }
            let said = close + 1..<rest.upperBound
            guard LogText.begins(text, said, " authenticated") || LogText.begins(text, said, " could not authenticate") else {
                return false
            }
            draft.user = Slice(name.lowerBound..<close)
            let isGood = LogText.begins(text, said, " authenticated")
            draft.tell(isGood ? .loginSuccess : .loginFailure, isGood ? .success : .failure)
            return true
        case 0x57:
            guard LogText.begins(text, rest, "WARNING: Bad encapsulated packet length from peer") else { return false }
            draft.tell(.connectionRefused)
            return true
        default: return false
        }
    }

    private static func service(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, rest, "Initialization Sequence Completed") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, rest, "SIGTERM["), LogText.contains(text, rest, "process exiting") {
            draft.tell(.serviceStop)
        } else if LogText.begins(text, rest, "Exiting due to fatal error") {
            draft.tell(.serviceFailure, .failure)
        } else {
            return false
        }
        return true
    }
}
