import Model

extension ProgramLog {
    /// Asterisk: channel drivers, manager, and its security log.
    static let asterisk = ProgramLog(
        id: "asterisk", title: Localized(en: "Telephone exchange Asterisk", ja: "電話交換サーバー Asterisk"), programs: ["asterisk", "freepbx"]
    ) { text, message, draft in
        // Started with a time in the messages of its console, it keeps that through syslog.
        LogText.byte(text, message.lowerBound) == 0x5b
            ? OwnLogLine.read(.asterisk, text, message, &draft) : draft.wholly { AsteriskMessage.read(text, message, &$0) }
    }
}

enum AsteriskMessage {
    /// `NOTICE[1638][C-0000fa9]: chan_sip.c:2337 function: …`, with any part of the head missing.
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let message = body(text, whole)
        switch LogText.byte(text, message.lowerBound) {
        case 0x52:
            if LogText.begins(text, message, "Registration from ") || LogText.begins(text, message, "Request ") {
                return failed(text, message, &draft)
            }
            return unknown(text, message, &draft)
        case 0x2d:
            // chan_sip.c tells on its console of a telephone that is let in for the first time, or from a new address.
            guard let rest = LogText.behind("-- Registered SIP '", in: text, message), let at = LogText.last("' at ", in: text, rest),
                let peer = LogPeer.joined(text, at + 5, end: rest.upperBound)
            else { return false }
            draft.user = Slice(rest.lowerBound..<at)
            peer.fill(&draft)
            draft.tell(.loginSuccess, .success)
            return true
        case 0x43:
            guard LogText.begins(text, message, "Call from '") else { return false }
            return call(text, message, &draft)
        case 0x48:
            guard let rest = LogText.behind("Host ", in: text, message) else { return false }
            return host(text, rest, &draft)
        case 0x4e:
            guard let rest = LogText.behind("No registration for peer '", in: text, message),
                let at = LogText.last("' (from ", in: text, rest),
                let address = LogText.address(text, at + 8, end: rest.upperBound)
            else { return false }
            draft.user = Slice(rest.lowerBound..<at)
            draft.address = Slice(address)
            draft.tell(.loginFailure, .failure)
            return true
        case 0x53:
            guard LogText.begins(text, message, "SecurityEvent=\"") else { return false }
            return security(text, message, &draft)
        case 0x68:
            guard let rest = LogText.behind("hacking attempt detected '", in: text, message),
                let address = LogText.address(text, rest.lowerBound, end: rest.upperBound)
            else { return false }
            draft.address = Slice(address)
            draft.tell(.connectionRefused, .failure)
            return true
        case 0x41:
            guard LogText.begins(text, message, "Asterisk Ready") || LogText.begins(text, message, "Asterisk ended") else { return false }
            draft.tell(LogText.begins(text, message, "Asterisk Ready") ? .serviceStart : .serviceStop)
            return true
        default:
            return host(text, message, &draft) || unknown(text, message, &draft) || anonymous(text, message, &draft)
        }
    }

    /// What stands behind level, thread, call, source file and function.
    private static func body(_ text: Span<UInt8>, _ whole: Range<Int>) -> Range<Int> {
        var rest = whole
        for word in ["NOTICE", "WARNING", "SECURITY", "ERROR", "VERBOSE", "DEBUG"] {
            guard let behind = LogText.behind(word, in: text, rest) else { continue }
            var at = LogText.skipBlanks(text, behind.lowerBound, end: rest.upperBound)
            while LogText.byte(text, at) == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(rest.upperBound, at + 32)) {
                at = close + 1
            }
            if LogText.byte(text, at) == 0x3a { at += 1 }
            rest = LogText.skipBlanks(text, at, end: rest.upperBound)..<rest.upperBound
            break
        }
        // "chan_sip.c:23417 in handle_request_register: " or "res_pjsip/pjsip_distributor.c: "
        let file = LogText.word(text, rest.lowerBound, end: min(rest.upperBound, rest.lowerBound + 64))
        guard let dot = LogText.first(".c:", in: text, file) else { return rest }
        var at = dot + 3
        if let (_, end) = LogText.number(text, at..<rest.upperBound) {
            at = end
            if LogText.byte(text, at) == 0x20 {
                let limit = min(rest.upperBound, at + 64)
                if let colon = LogText.first(": ", in: text, at..<limit), isFunction(text, at..<colon) { at = colon + 1 }
            } else if LogText.byte(text, at) == 0x3a {
                at += 1
            }
        }
        return LogText.skipBlanks(text, at, end: rest.upperBound)..<rest.upperBound
    }

    private static func isFunction(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var range = LogText.trimmed(text, range)
        if let name = LogText.behind("in ", in: text, range) { range = name }
        for at in range where !ShellByte.isName(text[at]) { return false }
        return !range.isEmpty
    }

    /// `Registration from 'WHO' failed for 'ADDRESS:PORT' - reason`, `Request 'INVITE' from 'WHO' failed for 'ADDRESS:PORT' (callid: X) -
    /// reason`. WHO is the client's own words; its call's id holds no blank. So the last one counts.
    private static func failed(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.last("' failed for '", in: text, message),
            let close = LogText.first(0x27, in: text, at + 14..<message.upperBound),
            let peer = LogPeer.joined(text, at + 14, end: close)
        else { return false }
        peer.fill(&draft)
        if let from = LogText.first(" from '", in: text, message.lowerBound..<at) { name(text, from + 7..<at, &draft) }
        if let reason = LogText.first(" - ", in: text, close..<message.upperBound) { draft.add("reason", reason + 3..<message.upperBound) }
        draft.tell(.loginFailure, .failure)
        return true
    }

    /// `"Bob" <sip:100@192.0.2.9>`, `sip:bob@192.0.2.9`: the account before the at sign.
    private static func name(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard let sip = LogText.last("sip:", in: text, range) ?? LogText.last("sips:", in: text, range) else { return }
        let start = LogText.matches(text, sip, "sips:") ? sip + 5 : sip + 4
        let end =
            LogText.last(0x40, in: text, start..<range.upperBound) ?? LogText.last(0x3e, in: text, start..<range.upperBound)
            ?? range.upperBound
        if start < end { draft.user = Slice(start..<end) }
    }

    /// `Call from '' (192.0.2.1:5060) to extension '123' rejected because extension not found in context 'default'.` The dialled
    /// extension, which is the client's, stands behind.
    private static func call(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.first("' (", in: text, message),
            let close = LogText.first(") to extension '", in: text, at..<message.upperBound)
        else {
            return false
        }
        return rejected(text, at + 3..<close, close + 16..<message.upperBound, &draft)
    }

    /// `anonymous: Call (UDP:192.0.2.1:65049) to extension '00144' rejected because …`.
    private static func anonymous(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.first(": Call (", in: text, message),
            let close = LogText.first(") to extension '", in: text, at..<message.upperBound)
        else {
            return false
        }
        return rejected(text, at + 8..<close, close + 16..<message.upperBound, &draft)
    }

    private static func rejected(_ text: Span<UInt8>, _ peer: Range<Int>, _ extension: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var start = peer.lowerBound
        for word in ["TCP:", "UDP:", "TLS:", "WSS:", "WS:"] where LogText.matches(text, start, word) { start += word.utf8.count }
        guard let found = LogPeer.joined(text, start, end: peer.upperBound), LogPeer.isAddress(text, found.address) else { return false }
        found.fill(&draft)
        let end = LogText.last("' rejected because", in: text, `extension`) ?? `extension`.upperBound
        draft.add("telephone.extension", `extension`.lowerBound..<end)
        draft.tell(.connectionRefused, .failure)
        return true
    }

    /// `192.0.2.1 failed to authenticate as 'bob'`, `… failed MD5 authentication for 'bob' (…)`, `… tried to authenticate with nonexistent
    /// user 'bob'`.
    private static func host(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let address = LogText.address(text, range.lowerBound, end: range.upperBound), LogPeer.isAddress(text, address) else {
            return false
        }
        let said = address.upperBound..<range.upperBound
        guard
            LogText.begins(text, said, " failed to authenticate") || LogText.begins(text, said, " failed MD5 authentication")
                || LogText.begins(text, said, " tried to authenticate") || LogText.begins(text, said, " failed to pass IP ACL")
        else { return false }
        draft.address = Slice(address)
        if let open = LogText.first(0x27, in: text, said) {
            let end =
                LogText.last("' (", in: text, open..<said.upperBound) ?? LogText.last(0x27, in: text, open + 1..<said.upperBound)
                ?? said.upperBound
            draft.user = Slice(min(open + 1, end)..<end)
        }
        draft.tell(.loginFailure, .failure)
        return true
    }

    /// `Ext. s:6 in @ from-sip-external: "Rejecting unknown SIP connection from 192.0.2.1"`.
    private static func unknown(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.last("Rejecting unknown SIP connection from ", in: text, message),
            let peer = LogPeer.joined(text, at + 38, end: message.upperBound), LogPeer.isAddress(text, peer.address)
        else { return false }
        peer.fill(&draft)
        draft.tell(.connectionRefused, .failure)
        return true
    }

    /// res_security_log: `SecurityEvent="InvalidPassword",…,AccountID="100",SessionID="…",LocalAddress="IPV4/UDP/192.0.2.9/5060",
    /// RemoteAddress="IPV4/UDP/192.0.2.1/5060",…`. The ids are the client's words and stand before the addresses.
    private static func security(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let event = LogText.between("SecurityEvent=\"", "\"", in: text, message),
            let remote = LogText.last("\",RemoteAddress=\"IPV", in: text, message),
            let end = LogText.first(0x22, in: text, remote + 20..<message.upperBound)
        else { return false }
        // "4/UDP/192.0.2.1/5060"
        let parts = remote + 20..<end
        guard let port = LogText.last(0x2f, in: text, parts), let slash = LogText.last(0x2f, in: text, parts.lowerBound..<port),
            draft.peer(text, slash + 1..<port)
        else { return false }
        if let number = LogText.wholeNumber(text, port + 1..<end), number <= 65_535 { draft.port = number }
        draft.add("reason", event)
        if let service = LogText.between("Service=\"", "\"", in: text, message) { draft.add("service.name", service) }
        if let account = LogText.first(",AccountID=\"", in: text, message),
            let close = LogText.first("\",SessionID=", in: text, account..<remote)
        {
            if account + 12 < close { draft.user = Slice(account + 12..<close) }
        }
        if LogText.equals(text, event, "SuccessfulAuth") {
            draft.tell(.loginSuccess, .success)
        } else if LogText.equals(text, event, "ChallengeSent") {
            draft.tell(.message)
        } else if LogText.begins(text, event, "Invalid") || LogText.equals(text, event, "ChallengeResponseFailed") {
            draft.tell(.loginFailure, .failure)
        } else {
            draft.tell(.connectionRefused, .failure)
        }
        return true
    }
}
