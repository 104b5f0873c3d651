import Model

extension ProgramLog {
    /// WordPress with the plugin "WP fail2ban", which logs as `wordpress(www.example.com)`.
    static let wordpress = ProgramLog(
        id: "wordpress", title: Localized(en: "WordPress", ja: "WordPress"), programs: ["wordpress", "wp"]
    ) { text, message, draft in
        draft.wholly { WordpressMessage.read(text, message, &$0) }
    }
}

/// The client's address is last, behind names that it chose.
enum WordpressMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x41:
            if LogText.begins(text, message, "Accepted password for ") {
                return attempt("Accepted password for ", text, message, &draft, .loginSuccess, .success)
            }
            return attempt("Authentication failure for ", text, message, &draft, .loginFailure, .failure)
                || attempt("Authentication attempt for unknown user ", text, message, &draft, .loginFailure, .failure)
                || attempt("Authentication attempt for ", text, message, &draft, .loginFailure, .failure)
        case 0x58:
            return attempt("XML-RPC authentication failure for ", text, message, &draft, .loginFailure, .failure)
                || attempt("XML-RPC authentication attempt for unknown user ", text, message, &draft, .loginFailure, .failure)
                || attempt("XML-RPC authentication failure", text, message, &draft, .loginFailure, .failure)
                || attempt("XML-RPC multicall authentication failure", text, message, &draft, .loginFailure, .failure)
        case 0x52:
            return attempt("REST authentication attempt for unknown user ", text, message, &draft, .loginFailure, .failure)
                || attempt("REST authentication failure for ", text, message, &draft, .loginFailure, .failure)
        case 0x42:
            return attempt("Blocked authentication attempt for ", text, message, &draft, .loginFailure, .failure)
                || attempt("Blocked username authentication attempt for ", text, message, &draft, .loginFailure, .failure)
                || attempt("Blocked user enumeration attempt", text, message, &draft, .connectionRefused, .failure)
                || attempt("Blocked ", text, message, &draft, .connectionRefused, .failure)
        case 0x45: return attempt("Empty username", text, message, &draft, .loginFailure, .failure)
        case 0x53:
            return comment("Spam comment ", text, message, &draft) || comment("Spammed comment", text, message, &draft)
        case 0x43:
            return comment("Comment ", text, message, &draft)
        case 0x50:
            if LogText.begins(text, message, "Pingback error ") { return comment("Pingback error ", text, message, &draft) }
            if let rest = LogText.behind("Pingback requested", in: text, message) {
                if let (_, peer) = LoginSentence.lastPeer(text, rest) { peer.fill(&draft) }
                draft.tell(.message)
                return true
            }
            return attempt("Password reset requested for ", text, message, &draft, .message)
        case 0x49: return attempt("Immediately block connections", text, message, &draft, .connectionRefused, .failure)
        case 0x55: return attempt("Untrusted X-Forwarded-For header", text, message, &draft, .connectionRefused, .failure)
        default: return false
        }
    }

    private static func attempt(
        _ prefix: String, _ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft, _ kind: EventKind,
        _ outcome: EventOutcome? = nil
    ) -> Bool {
        LoginSentence.read(prefix, text, message, &draft, kind, outcome)
    }

    /// Spam and refused comments: what is named in between is no user.
    private static func comment(_ prefix: String, _ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind(prefix, in: text, message) else { return false }
        if let (_, peer) = LoginSentence.lastPeer(text, rest.lowerBound - 1..<rest.upperBound) { peer.fill(&draft) }
        draft.tell(.connectionRefused, .failure)
        return true
    }
}
