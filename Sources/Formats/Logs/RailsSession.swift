import Model

/// Log-ins of applications on Ruby on Rails as their log of requests in JSON tells them: `"controller":"SessionsController","action":"create",
/// "status":200`. Whoever logged in is sent on to another page; whoever failed gets the form again (Devise), is refused or told to wait.
enum RailsSession {
    /// Sets kind and outcome of a request that was a log-in; false of any other.
    static func read(_ text: Span<UInt8>, _ draft: inout EventDraft) -> Bool {
        guard let status = draft.status, status < 500, draft.method.isPresent,
            draft.withBytes(draft.method, in: text, { LogText.equals($0, 0..<$0.count, "POST") }),
            draft.withBytes(draft.field("action"), in: text, { LogText.equals($0, 0..<$0.count, "create") }),
            draft.withBytes(draft.field("controller"), in: text, { LogText.contains($0, 0..<$0.count, "SessionsController") })
        else { return false }
        let isSuccess = status >= 300 && status < 400
        (draft.kind, draft.outcome) = isSuccess ? (.loginSuccess, .success) : (.loginFailure, .failure)
        guard !draft.user.isPresent, !draft.record.isEmpty, draft.record.upperBound <= text.count else { return true }
        for name in ["\"login\":\"", "\"email\":\"", "\"username\":\""] {
            if let user = LogText.between(name, "\"", in: text, draft.record), !user.isEmpty, user.count <= 128 {
                draft.user = Slice(user)
                break
            }
        }
        return true
    }
}
