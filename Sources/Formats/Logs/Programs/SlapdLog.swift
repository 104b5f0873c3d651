import Model

extension ProgramLog {
    /// OpenLDAP's slapd(8) at log level "stats".
    static let slapd = ProgramLog(
        id: "slapd", title: Localized(en: "Directory server OpenLDAP", ja: "LDAPサーバー OpenLDAP"), programs: ["slapd"]
    ) { text, message, draft in
        draft.wholly { SlapdMessage.read(text, message, &$0) }
    }
}

/// `conn=1022 fd=21 ACCEPT from IP=192.0.2.1:45011 (IP=0.0.0.0:636)`, `conn=1022 op=1 BIND dn="uid=bob" method=128`,
/// `conn=1022 op=1 RESULT tag=97 err=49 text=`: number of connection and operation tie them together.
enum SlapdMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("conn=", in: text, message), let (number, end) = LogText.number(text, rest) else {
            if LogText.begins(text, message, "slapd starting") {
                draft.tell(.serviceStart)
            } else if LogText.begins(text, message, "slapd stopped") {
                draft.tell(.serviceStop)
            } else {
                return false
            }
            return true
        }
        draft.add("session.id", rest.lowerBound..<end)
        draft.connection = number
        guard LogText.matches(text, end, " fd=") || LogText.matches(text, end, " op=") else { return false }
        let word = LogText.word(text, end + 1, end: message.upperBound)
        let said = min(word.upperBound + 1, message.upperBound)..<message.upperBound
        if LogText.byte(text, end + 1) == 0x6f {
            draft.add("ldap.operation", min(word.lowerBound + 3, word.upperBound)..<word.upperBound)
        }
        switch LogText.byte(text, said.lowerBound) {
        case 0x41:
            guard let from = LogText.behind("ACCEPT from IP=", in: text, said) else { return false }
            LogPeer.joined(text, from.lowerBound, end: LogText.word(text, from.lowerBound, end: from.upperBound).upperBound)?.fill(&draft)
            draft.tell(.connectionOpen)
        case 0x42:
            guard let bind = LogText.behind("BIND dn=\"", in: text, said) else { return false }
            // The name is the client's: the closing quote is the last before "method=" or "mech=".
            let close = LogText.last("\" m", in: text, bind) ?? LogText.last(0x22, in: text, bind) ?? bind.upperBound
            if bind.lowerBound < close { draft.user = Slice(bind.lowerBound..<close) }
            if let mech = LogText.value(" mech=", in: text, close..<bind.upperBound) {
                draft.method = Slice(mech)
            } else if let method = LogText.value(" method=", in: text, close..<bind.upperBound) {
                draft.method = Slice(method)
            }
            draft.tell(.message)
        case 0x52:
            guard LogText.begins(text, said, "RESULT ") else { return false }
            guard let code = LogText.value(" err=", in: text, said), let status = LogText.wholeNumber(text, code) else {
                draft.tell(.message)
                return true
            }
            draft.status = status
            // Tag 97 answers a bind: 49 is "invalid credentials"; 14 is a step on the way.
            if LogText.contains(text, said, " tag=97 ") || LogText.begins(text, said, "RESULT tag=97 ") {
                if status == 14 {
                    draft.tell(.message)
                } else {
                    draft.tell(status == 0 ? .loginSuccess : .loginFailure, status == 0 ? .success : .failure)
                }
            } else {
                draft.tell(.message, status == 0 ? nil : .failure)
            }
        case 0x53:
            if LogText.begins(text, said, "SRCH base=\"") || LogText.begins(text, said, "SRCH attr=")
                || LogText.begins(text, said, "SEARCH RESULT")
            {
                draft.tell(.databaseQuery)
            } else {
                draft.tell(.message)
            }
        case 0x63:
            guard LogText.begins(text, said, "closed") else { return false }
            draft.tell(.connectionClose)
        case 0x55:
            guard LogText.begins(text, said, "UNBIND") else { return false }
            draft.tell(.logout)
        case 0x4d, 0x44, 0x50:
            // MOD, MODRDN, DEL, PASSMOD
            if LogText.begins(text, said, "PASSMOD") { draft.tell(.passwordChange) } else { draft.tell(.message) }
        default: draft.tell(.message)
        }
        return true
    }
}
