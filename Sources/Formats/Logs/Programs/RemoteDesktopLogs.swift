import Model

extension ProgramLog {
    /// xrdp and its session manager.
    static let xrdp = ProgramLog(
        id: "xrdp", title: Localized(en: "Remote desktop xrdp", ja: "リモートデスクトップ xrdp"), programs: ["xrdp-sesman", "xrdp", "xrdp-chansrv"]
    ) { text, message, draft in
        draft.wholly { RemoteDesktopMessage.xrdp(text, message, &$0) }
    }

    /// Apache Guacamole, whatever runs it.
    static let guacamole = ProgramLog(
        id: "guacamole", title: Localized(en: "Remote desktop gateway Guacamole", ja: "リモートデスクトップ Guacamole"),
        programs: ["guacamole", "guacd", "tomcat", "tomcat7", "tomcat8", "tomcat9", "tomcat10", "server", "catalina"]
    ) { text, message, draft in
        draft.wholly { RemoteDesktopMessage.guacamole(text, message, &$0) }
    }

    /// macOS' screen sharing, and servers of VNC.
    static let vnc = ProgramLog(
        id: "vnc", title: Localized(en: "Screen sharing (VNC)", ja: "画面共有(VNC)"),
        programs: ["screensharingd", "vncserver", "xvnc", "x11vnc", "vino-server", "vncserver-x11"]
    ) { text, message, draft in
        draft.wholly { RemoteDesktopMessage.vnc(text, message, &$0) }
    }
}

enum RemoteDesktopMessage {
    /// `[INFO ] AUTHFAIL: user=bob ip=::ffff:192.0.2.1 time=1649351466` of the session manager. The name may hold all the rest, so that the
    /// last address counts; and only a line that begins so is the session manager's.
    static func xrdp(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        if LogText.byte(text, message.lowerBound) == 0x5b,
            let close = LogText.first(0x5d, in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 12))
        {
            message = LogText.skipBlanks(text, close + 1, end: message.upperBound)..<message.upperBound
        }
        if let rest = LogText.behind("AUTHFAIL: user=", in: text, message) {
            guard let time = LogText.last(" time=", in: text, rest), let ip = LogText.last(" ip=", in: text, rest.lowerBound..<time) else {
                return false
            }
            guard let address = LogText.address(text, ip + 4, end: time) else { return false }
            draft.address = Slice(address)
            draft.user = Slice(rest.lowerBound..<ip)
            draft.tell(.loginFailure, .failure)
            return true
        }
        if let at = LogText.first(
            "created session (access granted): username ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 56)),
            let ip = LogText.last(", ip ", in: text, at..<message.upperBound)
        {
            draft.user = Slice(at + 43..<max(at + 43, ip))
            LogPeer.joined(text, ip + 5, end: LogText.word(text, ip + 5, end: message.upperBound).upperBound)?.fill(&draft)
            draft.tell(.loginSuccess, .success)
            return true
        }
        if LogText.begins(text, message, "Socket "), let at = LogText.first("connection accepted from", in: text, message),
            let peer = LogPeer.joined(text, LogText.skipBlanks(text, at + 24, end: message.upperBound), end: message.upperBound)
        {
            peer.fill(&draft)
            draft.tell(.connectionOpen)
            return true
        }
        if LogText.begins(text, message, "starting xrdp") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, message, "shutting down") || LogText.begins(text, message, "Received termination signal") {
            draft.tell(.serviceStop)
        } else {
            return false
        }
        return true
    }

    /// `… Authentication attempt from 192.0.2.1 for user "bob" failed.`, `User "bob" successfully authenticated from 192.0.2.1.` An address
    /// list in brackets is what a proxy said: `[203.0.113.1, 192.0.2.1]`.
    static func guacamole(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first("Authentication attempt from ", in: text, message),
            let address = LogText.address(text, at + 28, end: message.upperBound),
            let mark = LogText.first(" for user \"", in: text, address.upperBound..<message.upperBound),
            LogText.contains(text, mark..<message.upperBound, "\" failed")
        {
            draft.address = Slice(address)
            draft.user = Slice(mark + 11..<(LogText.last("\" failed", in: text, mark + 11..<message.upperBound) ?? message.upperBound))
            draft.tell(.loginFailure, .failure)
            return true
        }
        if let at = LogText.last("\" successfully authenticated from ", in: text, message),
            let user = LogText.first("User \"", in: text, message.lowerBound..<at)
        {
            guard let address = LogText.address(text, at + 34, end: message.upperBound) else { return false }
            draft.address = Slice(address)
            draft.user = Slice(user + 6..<at)
            draft.tell(.loginSuccess, .success)
            return true
        }
        return false
    }

    /// `Authentication: FAILED :: User Name: bob :: Viewer Address: 192.0.2.1 :: Type: DH`; x11vnc: `Got connection from client 192.0.2.1`;
    /// RealVNC: `authentication failed: 192.0.2.1::5900`.
    static func vnc(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("Authentication: ", in: text, message) {
            guard let at = LogText.last(" :: Viewer Address: ", in: text, rest) else { return false }
            _ = draft.peer(text, LogText.word(text, at + 20, end: rest.upperBound))
            if let name = LogText.first(" :: User Name: ", in: text, rest) { draft.user = Slice(name + 15..<max(name + 15, at)) }
            let isGood = LogText.begins(text, rest, "SUCCEEDED")
            draft.tell(isGood ? .loginSuccess : .loginFailure, isGood ? .success : .failure)
            return true
        }
        if let at = LogText.first("Got connection from client ", in: text, message),
            let peer = LogPeer.joined(text, at + 27, end: message.upperBound)
        {
            peer.fill(&draft)
            draft.tell(.connectionOpen)
            return true
        }
        if let at = LogText.first("uthentication failed", in: text, message) {
            if let (_, peer) = LoginSentence.lastPeer(text, at..<message.upperBound) { peer.fill(&draft) }
            draft.tell(.loginFailure, .failure)
            return true
        }
        return false
    }
}
