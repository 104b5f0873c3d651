import Model

/// Log-ins of which a record with named values tells: in its message, in the name of what happened, or in the error.
enum RecordedLogin {
    /// Sets kind and outcome of a draft whose values are in their places; false where the record tells of no log-in.
    static func read(_ text: Span<UInt8>, _ draft: inout EventDraft) -> Bool {
        if told(text, &draft) { return true }
        if LoginWords.read(text, draft.message, &draft) { return true }
        guard draft.address.isPresent || draft.user.isPresent else { return false }
        for name in ["event.action", "error.message"] {
            for field in draft.fields where field.name == name && field.value.count <= LoginWords.longest {
                let verdict = draft.withBytes(field.value, in: text) { LoginVerdict.read($0, 0..<$0.count) }
                if let verdict {
                    set(verdict, &draft)
                    return true
                }
            }
        }
        return false
    }

    private static func set(_ isSuccess: Bool, _ draft: inout EventDraft) {
        draft.kind = isSuccess ? .loginSuccess : .loginFailure
        draft.outcome = isSuccess ? .success : .failure
    }

    /// What the Elastic Common Schema says in values of its own (`event.category` authentication, `event.outcome` success or failure), and what
    /// is known of programs whose word for a log-in that succeeded is "login" alone.
    private static func told(_ text: Span<UInt8>, _ draft: inout EventDraft) -> Bool {
        if has(text, draft, "event.category", "authentication") {
            if has(text, draft, "event.outcome", "failure") {
                set(false, &draft)
                return true
            }
            if has(text, draft, "event.outcome", "success") {
                set(true, &draft)
                return true
            }
        }
        guard begins(text, draft, "logger", "authentik.") else { return false }
        // authentik names who could not be found as `identifier`.
        if !draft.user.isPresent { draft.user = draft.field("identifier") }
        guard has(text, draft, "event.action", "login") else { return false }
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
