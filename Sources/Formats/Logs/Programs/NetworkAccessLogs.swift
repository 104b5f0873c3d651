import Model

extension ProgramLog {
    /// SoftEther VPN through syslog: `[server/VPN/hub] (2020-05-13 10:53:19.591) <SECURITY_LOG>: Connection "CID-594": …`.
    static let softether = ProgramLog(
        id: "softether", title: Localized(en: "Private network SoftEther VPN", ja: "VPNサーバー SoftEther VPN"),
        programs: ["vpnserver", "softether", "vpnbridge"]
    ) { text, message, draft in
        draft.wholly { NetworkAccessMessage.softether(text, message, &$0) }
    }

    /// MikroTik's RouterOS, whose topics stand before: `system,error,critical login failure for user bob from 192.0.2.1 via ssh`.
    static let routeros = ProgramLog(
        id: "routeros", title: Localized(en: "Router (RouterOS)", ja: "ルーター(RouterOS)"), programs: ["routeros", "mikrotik"]
    ) { text, message, draft in
        draft.wholly { NetworkAccessMessage.routeros(text, message, &$0) }
    }

    /// FreeRADIUS: `Login incorrect: [bob] (from client ap port 0 cli 00-11-22-33-44-55)`.
    static let radius = ProgramLog(
        id: "radius", title: Localized(en: "Network log-ins (RADIUS)", ja: "ネットワーク認証(RADIUS)"), programs: ["radiusd", "freeradius"]
    ) { text, message, draft in
        draft.wholly { NetworkAccessMessage.radius(text, message, &$0) }
    }

    /// pppd(8), pptpd(8), strongSwan's charon and Libreswan's pluto.
    static let tunnels = ProgramLog(
        id: "tunnels", title: Localized(en: "Tunnels (PPP, IPsec)", ja: "VPNトンネル(PPP・IPsec)"),
        programs: ["pppd", "pptpd", "xl2tpd", "charon", "ipsec", "pluto"]
    ) { text, message, draft in
        draft.wholly { NetworkAccessMessage.tunnel(text, message, &$0) }
    }
}

enum NetworkAccessMessage {
    static func softether(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        if LogText.byte(text, message.lowerBound) == 0x5b || LogText.byte(text, message.lowerBound) == 0x28,
            let at = LogText.first("_LOG>: ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 320))
        {
            message = at + 7..<message.upperBound
        }
        guard let rest = LogText.behind("Connection \"", in: text, message), let close = LogText.first("\": ", in: text, rest) else {
            return false
        }
        draft.add("session.id", rest.lowerBound..<close)
        let said = close + 3..<message.upperBound
        if let mark = LogText.first("The user name that has been provided was \"", in: text, said),
            LogText.begins(text, said, "User authentication failed")
        {
            guard let from = LogText.last("\", from ", in: text, mark + 42..<said.upperBound) else { return false }
            draft.user = Slice(mark + 42..<from)
            guard let address = LogText.address(text, from + 8, end: said.upperBound) else { return false }
            draft.address = Slice(address)
            draft.tell(.loginFailure, .failure)
            return true
        }
        if LogText.begins(text, said, "Successfully authenticated as user \"") {
            let name = said.lowerBound + 36
            draft.user = Slice(name..<(LogText.last(0x22, in: text, name..<said.upperBound) ?? said.upperBound))
            draft.tell(.loginSuccess, .success)
            return true
        }
        draft.tell(.message)
        return true
    }

    static func routeros(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        let topics = LogText.word(text, message.lowerBound, end: message.upperBound)
        if LogText.first(0x2c, in: text, topics) != nil {
            message = LogText.skipBlanks(text, topics.upperBound, end: message.upperBound)..<message.upperBound
        }
        var kind = EventKind.loginFailure
        var outcome: EventOutcome? = .failure
        var name = message
        if let rest = LogText.behind("login failure for user ", in: text, message) {
            name = rest
        } else if let rest = LogText.behind("user ", in: text, message) {
            name = rest
            (kind, outcome) = (.message, nil)
        } else {
            return false
        }
        guard let from = LogText.last(" from ", in: text, name.lowerBound - 1..<name.upperBound),
            let address = LogText.address(text, from + 6, end: name.upperBound)
        else {
            return false
        }
        var user = name.lowerBound..<max(name.lowerBound, from)
        if kind == .message {
            if LogText.ends(text, user, " logged in") {
                (kind, outcome, user) = (.loginSuccess, .success, user.lowerBound..<user.upperBound - 10)
            } else if LogText.ends(text, user, " logged out") {
                (kind, user) = (.logout, user.lowerBound..<user.upperBound - 11)
            } else {
                return false
            }
        }
        draft.user = Slice(user)
        draft.address = Slice(address)
        if let via = LogText.behind(" via ", in: text, address.upperBound..<name.upperBound) { draft.method = Slice(via) }
        draft.tell(kind, outcome)
        return true
    }

    static func radius(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        // "(12) Login incorrect (pap: …): [bob/password] (from client …)"
        if LogText.byte(text, message.lowerBound) == 0x28, let close = LogText.first(") ", in: text, message) {
            message = close + 2..<message.upperBound
        }
        let isBad = LogText.begins(text, message, "Login incorrect") || LogText.begins(text, message, "Invalid user")
        guard isBad || LogText.begins(text, message, "Login OK: ") else { return false }
        guard let open = LogText.first(": [", in: text, message), let close = LogText.last("] (from client ", in: text, message),
            open + 3 <= close
        else { return false }
        let name = open + 3..<close
        draft.user = Slice(name.lowerBound..<(LogText.first(0x2f, in: text, name) ?? name.upperBound))
        if let station = LogText.value(" cli ", in: text, close..<message.upperBound) {
            draft.add("client.mac", LogText.ends(text, station, ")") ? station.lowerBound..<station.upperBound - 1 : station)
        }
        draft.tell(isBad ? .loginFailure : .loginSuccess, isBad ? .failure : .success)
        return true
    }

    static func tunnel(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("peer from calling number ", in: text, message) {
            _ = draft.peer(text, LogText.word(text, rest.lowerBound, end: rest.upperBound))
            draft.tell(.connectionOpen)
            return true
        }
        if let rest = LogText.behind("CTRL: Client ", in: text, message),
            let address = LogText.address(text, rest.lowerBound, end: rest.upperBound)
        {
            draft.address = Slice(address)
            draft.tell(LogText.contains(text, rest, "connection finished") ? .connectionClose : .connectionOpen)
            return true
        }
        for protocol_ in ["CHAP", "PAP", "EAP", "MS-CHAP"] {
            guard let at = LogText.first(protocol_, in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 24)) else {
                continue
            }
            if let mark = LogText.first("authentication succeeded", in: text, at..<message.upperBound) {
                if let name = LogText.first(" for ", in: text, mark..<message.upperBound) {
                    draft.user = Slice(LoginSentence.name(text, name + 5..<message.upperBound))
                }
                draft.method = Slice(at..<at + protocol_.utf8.count)
                draft.tell(.loginSuccess, .success)
                return true
            }
            if let mark = LogText.first("authentication failed", in: text, at..<message.upperBound)
                ?? LogText.first("authentication failure", in: text, at..<message.upperBound)
            {
                if let name = LogText.first(" for ", in: text, mark..<message.upperBound) {
                    draft.user = Slice(LoginSentence.name(text, name + 5..<message.upperBound))
                }
                draft.method = Slice(at..<at + protocol_.utf8.count)
                draft.tell(.loginFailure, .failure)
                return true
            }
        }
        if let rest = LogText.behind("Peer ", in: text, message), let at = LogText.last(" failed ", in: text, rest),
            LogText.contains(text, at..<rest.upperBound, "authentication")
        {
            draft.user = Slice(rest.lowerBound..<at)
            draft.tell(.loginFailure, .failure)
            return true
        }
        // charon: "13[IKE] received AUTHENTICATION_FAILED notify error", "09[IKE] 192.0.2.1 is initiating an IKE_SA"
        guard let close = LogText.first("] ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 12)) else {
            return false
        }
        let said = close + 2..<message.upperBound
        if let at = LogText.first(" is initiating a", in: text, said), let (address) = LogPeer.plain(text, said.lowerBound..<at) {
            draft.address = Slice(address)
            draft.tell(.connectionOpen)
        } else if LogText.contains(text, said, "AUTHENTICATION_FAILED") || LogText.contains(text, said, "MAC mismatched")
            || LogText.contains(text, said, "EAP method") && LogText.contains(text, said, "failed for peer")
        {
            if let (_, peer) = LoginSentence.lastPeer(text, said) { peer.fill(&draft) }
            if let name = LogText.placeBehind("failed for peer ", in: text, said) {
                draft.user = Slice(LoginSentence.name(text, name..<said.upperBound))
            }
            draft.tell(.loginFailure, .failure)
        } else if LogText.begins(text, said, "authentication of '"), LogText.contains(text, said, " successful") {
            let name = said.lowerBound + 19
            draft.user = Slice(name..<(LogText.first("' with ", in: text, name..<said.upperBound) ?? said.upperBound))
            draft.tell(.loginSuccess, .success)
        } else {
            return false
        }
        return true
    }
}
