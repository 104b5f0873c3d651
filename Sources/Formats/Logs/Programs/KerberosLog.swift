import Model

extension ProgramLog {
    /// The key distribution centre and the administration server of MIT Kerberos (src/kdc/kdc_log.c, src/kadmin/server).
    static let kerberos = ProgramLog(
        id: "kerberos", title: Localized(en: "Log-in service Kerberos", ja: "ログイン認証サービス Kerberos"), programs: ["krb5kdc", "kadmind"]
    ) { text, message, draft in
        draft.wholly { KerberosMessage.read(text, message, &$0) }
    }
}

enum KerberosMessage {
    /// `AS_REQ (4 etypes {18 17 16 23}) 192.0.2.1: PREAUTH_FAILED: bob@REALM for krbtgt/REALM@REALM, Decrypt integrity check failed`; its
    /// severity, "(info): ", before it. The address stands before all that the client says.
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        if LogText.byte(text, message.lowerBound) == 0x28,
            let close = LogText.first("): ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 16))
        {
            message = close + 3..<message.upperBound
        }
        let isTicket = LogText.begins(text, message, "TGS_REQ ")
        guard isTicket || LogText.begins(text, message, "AS_REQ "), let types = LogText.first("}) ", in: text, message),
            types - message.lowerBound < 512
        else { return administration(text, message, &draft) }
        let start = types + 3
        guard let mark = LogText.first(": ", in: text, start..<message.upperBound), draft.peer(text, start..<mark) else { return false }
        let status = mark + 2..<(LogText.first(": ", in: text, mark + 2..<message.upperBound) ?? message.upperBound)
        let said = min(status.upperBound + 2, message.upperBound)..<message.upperBound
        draft.method = Slice(message.lowerBound..<message.lowerBound + (isTicket ? 7 : 6))
        draft.add("reason", status)
        let isIssued = LogText.equals(text, status, "ISSUE")
        // "authtime 1299889801, etypes {rep=18 tkt=18 ses=18}, bob@REALM for krbtgt/REALM@REALM"
        let names = isIssued ? LogText.placeBehind("}, ", in: text, said).map { $0..<said.upperBound } ?? said : said
        if let service = LogText.last(" for ", in: text, names) {
            draft.user = Slice(names.lowerBound..<service)
            draft.add("service.name", LogText.token(text, service + 5, end: names.upperBound))
        }
        if isIssued {
            draft.tell(isTicket ? .message : .loginSuccess, .success)
        } else if isTicket {
            draft.tell(.message, .failure)
        } else if LogText.equals(text, status, "NEEDED_PREAUTH") || LogText.equals(text, status, "PREAUTH_REQUIRED") {
            // The first half of every log-in.
            draft.tell(.message)
        } else {
            draft.tell(.loginFailure, .failure)
        }
        return true
    }

    /// `Request: kadm5_init, bob/admin@REALM, success, client=bob/admin@REALM, service=kadmin/host@REALM, addr=192.0.2.1, vers=4, flavor=6`.
    private static func administration(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("Request: ", in: text, message), let at = LogText.last(", addr=", in: text, rest),
            let client = LogText.last(", client=", in: text, rest.lowerBound..<at),
            let service = LogText.last(", service=", in: text, client..<at),
            draft.peer(text, LogText.token(text, at + 7, end: rest.upperBound))
        else { return false }
        let request = LogText.token(text, rest.lowerBound, end: rest.upperBound)
        draft.method = Slice(request)
        draft.user = Slice(client + 9..<service)
        let reason = (LogText.last(", ", in: text, rest.lowerBound..<client) ?? rest.lowerBound) + 2..<client
        draft.add("reason", reason)
        let isGood = LogText.equals(text, reason, "success")
        if LogText.begins(text, request, "kadm5_init") {
            draft.tell(isGood ? .loginSuccess : .loginFailure, isGood ? .success : .failure)
        } else {
            draft.tell(kind(text, request), isGood ? .success : .failure)
        }
        return true
    }

    private static func kind(_ text: Span<UInt8>, _ request: Range<Int>) -> EventKind {
        if LogText.begins(text, request, "kadm5_create_principal") { return .accountCreate }
        if LogText.begins(text, request, "kadm5_delete_principal") { return .accountDelete }
        if LogText.begins(text, request, "kadm5_modify_principal") || LogText.begins(text, request, "kadm5_rename_principal") {
            return .accountChange
        }
        if LogText.begins(text, request, "kadm5_chpass") || LogText.begins(text, request, "kadm5_randkey") { return .passwordChange }
        return .message
    }
}
