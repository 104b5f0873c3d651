import Model

/// Log-ins of which a record with named values tells: in its message, in the name of what happened, or in the error.
enum RecordedLogin {
    /// Sets kind and outcome of a draft whose values are in their places; false where the record tells of no log-in.
    static func read(_ text: Span<UInt8>, _ draft: inout EventDraft) -> Bool {
        if told(text, &draft) { return true }
        guess(text, &draft)
        if message(text, &draft) {
            if !draft.address.isPresent { _ = sentence(text, &draft) }
            return true
        }
        if !draft.user.isPresent { draft.user = draft.field("email") }
        if !draft.address.isPresent, sentence(text, &draft) { return true }
        guard draft.address.isPresent || draft.user.isPresent else { return sentence(text, &draft) }
        for wanted in [NamedValue.action, .error] {
            for field in draft.fields where field.value.count <= LoginWords.longest && role(field) == wanted {
                let verdict = draft.withBytes(field.value, in: text) { LoginVerdict.read($0, 0..<$0.count) }
                if let verdict {
                    LoginWords.name(text, draft.message, &draft)
                    set(verdict, &draft)
                    return true
                }
            }
        }
        if sentence(text, &draft) { return true }
        if let verdict = result(text, draft) {
            LoginWords.name(text, draft.message, &draft)
            set(verdict, &draft)
            return true
        }
        return false
    }

    /// Whether the name of what happened says that somebody was turned away: `"event.action": "connection_denied"`.
    static func isRefused(_ text: Span<UInt8>, _ draft: borrowing EventDraft) -> Bool {
        for field in draft.fields where field.value.count <= 64 && role(field) == .action {
            if draft.withBytes(field.value, in: text, { Refusal.isTurnedAway($0, 0..<$0.count) }) == true { return true }
        }
        // "status=Deny", "log_subtype=Dropped" of firewalls.
        for field in draft.fields where field.value.count <= 16 {
            let name = field.name.utf8.span
            guard KeyGuess.isResult(name, 0..<name.count) || isKind(name) else { continue }
            let isRefusal = draft.withBytes(field.value, in: text) { value in
                ["deny", "denied", "drop", "block", "reject", "refus"].contains { LogText.matchesIgnoringCase(value, 0, $0) }
            }
            if isRefusal { return true }
        }
        return false
    }

    /// A value that is a sentence and tells of a log-in, under whatever name it stands.
    private static func sentence(_ text: Span<UInt8>, _ draft: inout EventDraft) -> Bool {
        // One that names the peer tells more.
        for isWithPeer in [true, false] {
            for field in draft.fields where field.value.count > 12 && field.value.count <= LoginWords.longest {
                let isSentence = draft.withBytes(field.value, in: text) { value in
                    LogText.first(0x20, in: value, 0..<value.count) != nil
                        && (!isWithPeer || Refusal.mayHoldAddress(value, 0..<value.count))
                }
                if isSentence, LoginWords.read(text, field.value, &draft) { return true }
            }
        }
        return false
    }

    /// Takes address and user from values whose names no table knows, where none is known.
    static func guess(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        guard !draft.address.isPresent || !draft.user.isPresent else { return }
        for field in draft.fields where !field.value.isEmpty && field.value.count <= 128 {
            let name = field.name.utf8.span
            guard let role = KeyGuess.role(name, 0..<name.count) else { continue }
            if case .user = role {
                let isName = draft.withBytes(field.value, in: text) { value in
                    LogText.number(value, 0..<value.count)?.end != value.count && LogText.first(0x20, in: value, 0..<value.count) == nil
                }
                if !draft.user.isPresent, isName { draft.user = field.value }
            } else if !draft.address.isPresent, !field.value.isDecoded {
                let value = field.value.range
                if HTTPLine.isAddress(text, HTTPLine.peer(text, value).address) { HTTPLine.setPeer(text, value, &draft) }
            }
        }
    }

    /// What a value of its own says of how a log-in ended: `"event": "user.login", "success": false`.
    private static func result(_ text: Span<UInt8>, _ draft: borrowing EventDraft) -> Bool? {
        var verdict: Bool?
        var isOfLogin = draft.withBytes(draft.message, in: text) { KeyGuess.isOfLogin($0, 0..<min($0.count, 512)) }
        for field in draft.fields where field.value.count <= 128 {
            let name = field.name.utf8.span
            if KeyGuess.isResult(name, 0..<name.count) {
                verdict = draft.withBytes(field.value, in: text) { KeyGuess.verdict($0) } ?? verdict
            } else if !isOfLogin, role(field) == .action || isKind(name) {
                isOfLogin = draft.withBytes(field.value, in: text) { KeyGuess.isOfLogin($0, 0..<$0.count) }
            }
        }
        return isOfLogin ? verdict : nil
    }

    private static let kinds = KeyTable<Bool>(
        [
            "type", "category", "operation", "operationname", "op", "name", "activity", "subject", "module", "kind", "title", "subtype",
            "log_subtype",
        ].map {
            ($0, true)
        })

    /// Whether a name stands for what kind of thing happened.
    private static func isKind(_ name: Span<UInt8>) -> Bool {
        let start = LogText.last(0x2e, in: name, 0..<name.count).map { $0 + 1 } ?? 0
        return kinds[name, start..<name.count] == true
    }

    /// The message of a record. Where the record's own peer is this machine – a proxy – the peer that the message names counts.
    static func message(_ text: Span<UInt8>, _ draft: inout EventDraft) -> Bool {
        let peer = draft.address
        let isOwn = peer.isPresent && draft.withBytes(peer, in: text) { isLoopback($0) }
        if isOwn { draft.address = .absent }
        let isLogin = LoginWords.read(text, draft.message, &draft)
        if !draft.address.isPresent { draft.address = peer }
        return isLogin
    }

    private static func isLoopback(_ address: Span<UInt8>) -> Bool {
        LogText.matches(address, 0, "127.") || address.count == 3 && LogText.matches(address, 0, "::1")
    }

    private static func role(_ field: EventField) -> NamedValue? {
        if field.name == "error.message" { return .error }
        let name = field.name.utf8.span
        if let role = NamedValue.table[name, 0..<name.count] { return role }
        guard let dot = LogText.last(0x2e, in: name, 0..<name.count) else { return nil }
        return NamedValue.table[name, dot + 1..<name.count]
    }

    private static func set(_ isSuccess: Bool, _ draft: inout EventDraft) {
        draft.kind = isSuccess ? .loginSuccess : .loginFailure
        draft.outcome = isSuccess ? .success : .failure
    }

    /// What values of their own say: `event.category` authentication and `event.outcome` of the Elastic Common Schema, the status of Samba's
    /// authentication audit, and what is known of programs whose word for a log-in that succeeded is "login" alone.
    private static func told(_ text: Span<UInt8>, _ draft: inout EventDraft) -> Bool {
        if has(text, draft, "event.category", "authentication") {
            for (outcome, isSuccess) in [("failure", false), ("success", true)] where has(text, draft, "event.outcome", outcome) {
                LoginWords.name(text, draft.message, &draft)
                set(isSuccess, &draft)
                return true
            }
        }
        let status = draft.field("Authentication.status")
        if status.isPresent {
            if !draft.user.isPresent { draft.user = draft.field("Authentication.clientAccount") }
            set(draft.withBytes(status, in: text) { LogText.equals($0, 0..<$0.count, "NT_STATUS_OK") }, &draft)
            return true
        }
        guard begins(text, draft, "logger", "authentik.") else { return false }
        // authentik names who could not be found as `identifier`.
        if !draft.user.isPresent { draft.user = draft.field("identifier") }
        guard has(text, draft, "action", "login") else { return false }
        set(true, &draft)
        return true
    }

    private static func has(_ text: Span<UInt8>, _ draft: borrowing EventDraft, _ name: String, _ value: String) -> Bool {
        for field in draft.fields where field.name == name {
            if draft.withBytes(field.value, in: text, { LogText.equals($0, 0..<$0.count, value) }) { return true }
        }
        return false
    }

    private static func begins(_ text: Span<UInt8>, _ draft: borrowing EventDraft, _ name: String, _ value: String) -> Bool {
        draft.withBytes(draft.field(name), in: text) { LogText.matches($0, 0, value) }
    }
}
