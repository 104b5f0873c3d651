import Model

extension ProgramLog {
    /// Perdition, which passes mailboxes on.
    static let perdition = ProgramLog(
        id: "perdition", title: Localized(en: "Mailbox proxy Perdition", ja: "メール中継 Perdition"),
        programs: [
            "perdition", "perdition.imaps", "perdition.imap4s", "perdition.imap4", "perdition.imap", "perdition.pop3", "perdition.pop3s",
            "perdition.managesieve",
        ]
    ) { text, message, draft in
        draft.wholly { ProxyMessage.perdition(text, message, &$0) }
    }

    /// Dante's SOCKS server.
    static let dante = ProgramLog(
        id: "dante", title: Localized(en: "SOCKS proxy Dante", ja: "プロキシサーバー Dante"), programs: ["danted", "sockd", "dante"]
    ) { text, message, draft in
        draft.wholly { ProxyMessage.dante(text, message, &$0) }
    }

    /// Tinyproxy (src/reqs.c, src/acl.c, src/conns.c).
    static let tinyproxy = ProgramLog(
        id: "tinyproxy", title: Localized(en: "Web proxy Tinyproxy", ja: "ウェブプロキシ Tinyproxy"), programs: ["tinyproxy"]
    ) { text, message, draft in
        draft.wholly { ProxyMessage.tiny(text, message, &$0) }
    }

    /// stunnel.
    static let stunnel = ProgramLog(
        id: "stunnel", title: Localized(en: "TLS wrapper stunnel", ja: "TLS中継 stunnel"), programs: ["stunnel", "stunnel4", "stunnel5"]
    ) { text, message, draft in
        draft.wholly { ProxyMessage.stunnel(text, message, &$0) }
    }
}

enum ProxyMessage {
    /// `Auth: 192.0.2.1:2274->192.0.2.9:993 client-secure=ssl authorisation_id=NONE authentication_id="bob" server="…" … status="failed: …"`.
    static func perdition(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let marks = ["Auth: ", "Connect: ", "Close: ", "Fatal Error reading authentication information from client "]
        for (index, mark) in marks.enumerated() {
            guard let rest = LogText.behind(mark, in: text, message) else { continue }
            guard let arrow = LogText.first("->", in: text, rest.lowerBound..<min(rest.upperBound, rest.lowerBound + 64)),
                let peer = LogPeer.joined(text, rest.lowerBound, end: arrow)
            else { return false }
            peer.fill(&draft)
            if let at = LogText.first(" authentication_id=\"", in: text, rest) {
                let start = at + 20
                draft.user = Slice(
                    start..<(LogText.last("\" server=", in: text, start..<rest.upperBound) ?? LogText.first(
                        0x22, in: text, start..<rest.upperBound) ?? rest.upperBound))
            }
            switch index {
            case 0:
                let status =
                    LogText.last(" status=\"", in: text, rest).map { $0 + 9..<rest.upperBound } ?? rest.upperBound..<rest.upperBound
                draft.add("reason", LogText.ends(text, status, "\"") ? status.lowerBound..<status.upperBound - 1 : status)
                let isGood = LogText.begins(text, status, "ok")
                draft.tell(isGood ? .loginSuccess : .loginFailure, isGood ? .success : .failure)
            case 1: draft.tell(.connectionOpen)
            case 2: draft.tell(.logout)
            default: draft.tell(.connectionClose, .failure)
            }
            return true
        }
        return false
    }

    /// `info: block(1): tcp/accept ]: 192.0.2.1.50550 192.0.2.9.1080: error after reading 35 bytes …: … user "bob"`: port behind a point. The
    /// name stands behind the addresses.
    static func dante(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let isBlocked = LogText.contains(text, message.lowerBound..<min(message.upperBound, message.lowerBound + 24), "block(")
        guard isBlocked || LogText.contains(text, message.lowerBound..<min(message.upperBound, message.lowerBound + 24), "pass("),
            let mark = LogText.first("]: ", in: text, message) ?? LogText.first("[: ", in: text, message)
        else { return false }
        var word = LogText.word(text, mark + 3, end: message.upperBound)
        // "bob@192.0.2.1.50550" once the name is known.
        if let sign = LogText.last(0x40, in: text, word) {
            let start = LogText.last(0x25, in: text, word.lowerBound..<sign).map { $0 + 1 } ?? word.lowerBound
            draft.user = Slice(start..<sign)
            word = sign + 1..<word.upperBound
        }
        guard let dot = LogText.last(0x2e, in: text, word), draft.peer(text, word.lowerBound..<dot) else { return false }
        if let (port, _) = LogText.number(text, dot + 1..<word.upperBound), port <= 65_535 { draft.port = port }
        let said = word.upperBound..<message.upperBound
        let isLogin = LogText.contains(text, said, "authentic") || LogText.contains(text, said, "could not access user")
        if let user = LogText.first(" user \"", in: text, said) {
            let start = user + 7
            draft.user = Slice(
                start..<(LogText.last("\" failed", in: text, start..<said.upperBound) ?? LogText.last(
                    0x22, in: text, start..<said.upperBound) ?? said.upperBound))
        }
        if isBlocked {
            draft.tell(isLogin ? .loginFailure : .connectionRefused, .failure)
        } else {
            draft.tell(LogText.contains(text, message.lowerBound..<mark, "disconnect") ? .connectionClose : .connectionOpen)
        }
        return true
    }

    /// `LOG3[…]: SSL_accept from 192.0.2.1:33454 : …: peer did not return a certificate`, `Service [x] accepted connection from …`.
    static func stunnel(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        if LogText.begins(text, message, "LOG"),
            let colon = LogText.first("]: ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 48))
        {
            message = colon + 3..<message.upperBound
        }
        if let rest = LogText.behind("SSL_accept from ", in: text, message),
            let peer = LogPeer.joined(text, rest.lowerBound, end: rest.upperBound)
        {
            peer.fill(&draft)
            draft.tell(.connectionRefused, .failure)
            return true
        }
        if LogText.begins(text, message, "SSL_accept: ") || LogText.begins(text, message, "CERT: ")
            || LogText.begins(text, message, "Rejected by CERT")
        {
            draft.tell(.connectionRefused, .failure)
            return true
        }
        if LogText.begins(text, message, "Service ") {
            for words in [" accepted connection from ", " connected from "] {
                guard let at = LogText.first(words, in: text, message),
                    let peer = LogPeer.joined(text, at + words.utf8.count, end: message.upperBound)
                else { continue }
                peer.fill(&draft)
                draft.tell(.connectionOpen)
                return true
            }
        }
        if LogText.begins(text, message, "Connection from "), let at = LogText.last(" REFUSED", in: text, message),
            let peer = LogPeer.joined(text, message.lowerBound + 16, end: at)
        {
            peer.fill(&draft)
            draft.tell(.connectionRefused, .failure)
            return true
        }
        guard LogText.begins(text, message, "Connection closed") || LogText.begins(text, message, "Connection reset") else { return false }
        draft.tell(.connectionClose)
        return true
    }

    /// `Unauthorized connection from "name" [192.0.2.1].`, `Connect (file descriptor 7): name [192.0.2.1]`, `Request (file descriptor 7): GET
    /// http://example.org/ HTTP/1.1`. A name is what the peer's own name server says.
    static func tiny(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("Request (file descriptor ", in: text, message), let mark = LogText.first("): ", in: text, rest) {
            draft.add("http.request.line", mark + 3..<rest.upperBound)
            draft.tell(.networkConnect)
            return true
        }
        let isRefused =
            LogText.begins(text, message, "Unauthorized connection from ") || LogText.begins(text, message, "Failed auth attempt ")
        guard isRefused || LogText.begins(text, message, "Connect (file descriptor "),
            let open = LogText.last(0x5b, in: text, message), let close = LogText.first(0x5d, in: text, open..<message.upperBound),
            draft.peer(text, open + 1..<close)
        else { return false }
        draft.tell(isRefused ? .connectionRefused : .connectionOpen, isRefused ? .failure : nil)
        return true
    }
}
