import Model

extension ProgramLog {
    /// sshd of OpenSSH (auth.c, auth2.c, auth-pam.c, packet.c, sshd.c, session.c), old and new, and its children of release 9.8 on.
    static let sshd = ProgramLog(
        id: "sshd", title: Localized(en: "SSH server", ja: "SSHサーバー(sshd)"),
        programs: ["sshd", "sshd-session", "sshd-auth", "sshd1", "sshd2", "openssh", "sshd-keygen-wrapper"]
    ) { text, message, draft in
        SshdMessage.read(text, message, &draft)
    }
}

/// What sshd says.
enum SshdMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        // Ended before anybody was authenticated.
        var isEarly = false
        if LogText.byte(text, message.upperBound - 1) == 0x20 { message = LogText.trimmed(text, message) }
        if LogText.byte(text, message.upperBound - 1) == 0x5d, LogText.ends(text, message, " [preauth]") {
            isEarly = true
            message = message.lowerBound..<message.upperBound - 10
        }
        while true {
            switch LogText.byte(text, message.lowerBound) {
            case 0x41: return SshdAuthentication.accepted(text, message, &draft) || SshdAuthentication.other(text, message, &draft)
            case 0x46:
                return SshdAuthentication.failed(text, message, &draft) || SshdSession.read(text, message, &draft)
            case 0x49: return SshdAuthentication.invalid(text, message, &draft) || SshdConnection.read(text, message, isEarly, &draft)
            case 0x44, 0x52, 0x43, 0x54, 0x42, 0x62, 0x4e, 0x53, 0x45, 0x73, 0x64, 0x66, 0x6b:
                if message.count > 7, let rest = severity(text, message) {
                    message = rest
                    continue
                }
                return SshdConnection.read(text, message, isEarly, &draft) || SshdSession.read(text, message, &draft)
                    || SshdAuthentication.other(text, message, &draft)
            case 0x5b:
                // syslogd of Solaris numbers its messages: "[ID 800047 auth.info] ".
                guard LogText.begins(text, message, "[ID "), let close = LogText.first(0x5d, in: text, message) else { return false }
                message = LogText.skipBlanks(text, close + 1, end: message.upperBound)..<message.upperBound
            case 0x65, 0x77, 0x69, 0x6e:
                if let rest = severity(text, message) {
                    message = rest
                    continue
                }
                return SshdAuthentication.other(text, message, &draft) || SshdConnection.read(text, message, isEarly, &draft)
            default:
                return SshdAuthentication.other(text, message, &draft) || SshdConnection.read(text, message, isEarly, &draft)
                    || SshdSession.read(text, message, &draft)
            }
        }
    }

    private static func severity(_ text: Span<UInt8>, _ message: Range<Int>) -> Range<Int>? {
        switch LogText.byte(text, message.lowerBound) {
        case 0x65: LogText.behind("error: ", in: text, message)
        case 0x66: LogText.behind("fatal: ", in: text, message)
        case 0x77: LogText.behind("warning: ", in: text, message)
        case 0x69: LogText.behind("info: ", in: text, message)
        default: nil
        }
    }

    /// The peer at the end of `… from ADDRESS port N ssh2` with the place of its " from ": the last one, because a user's name may hold
    /// anything, such as another " from ".
    static func lastPeer(_ text: Span<UInt8>, _ range: Range<Int>) -> (from: Int, peer: LogPeer)? {
        var end = range.upperBound
        while let from = LogText.last(" from ", in: text, range.lowerBound..<end) {
            if let peer = LogPeer.spaced(text, from + 6, end: range.upperBound) { return (from, peer) }
            end = from + 5
        }
        return nil
    }

    /// `invalid user bob`, `illegal user bob`, `authenticating user bob`, `user bob`, `bob`; marks a user that the host does not have.
    static func fillUser(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        var name = range
        if let rest = LogText.behind("invalid user ", in: text, range) ?? LogText.behind("illegal user ", in: text, range) {
            name = rest
            draft.add("user.unknown", range.lowerBound..<range.lowerBound + 7)
        } else if range.count == 12, LogText.begins(text, range, "invalid user") {
            name = range.upperBound..<range.upperBound
        } else if let rest = LogText.behind("authenticating user ", in: text, range) ?? LogText.behind("user ", in: text, range) {
            name = rest
        }
        draft.user = Slice(name)
    }
}
