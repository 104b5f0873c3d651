import Model

extension ProgramLog {
    /// proftpd (modules/mod_auth.c, mod_core.c, mod_xfer.c): `server (host[address]) - TEXT`, older with `: TEXT`.
    static let proftpd = ProgramLog(
        id: "proftpd", title: Localized(en: "FTP server (ProFTPD)", ja: "FTPサーバー(ProFTPD)"), programs: ["proftpd"]
    ) { text, message, draft in
        ProftpdMessage.read(text, message, &draft)
    }
}

enum ProftpdMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = LogText.trimmed(text, whole)
        // What TCP wrappers say in its name.
        if LogText.begins(text, message, "refused connect from ") { return false }
        // "proftpd[12] server: server (…": behind the number of its process it names its server once more.
        let name = LogText.word(text, message.lowerBound, end: message.upperBound)
        if name.count > 1, text[name.upperBound - 1] == 0x3a, LogText.byte(text, name.upperBound) == 0x20 {
            message = LogText.trimmed(text, name.upperBound..<message.upperBound)
        }
        // Since 1.3.8 the session's number may stand before the server: "session[12] 0.0.0.0 (192.0.2.1[192.0.2.1]): …".
        if LogText.begins(text, message, "session["), let close = LogText.first("] ", in: text, message) {
            message = LogText.trimmed(text, close + 2..<message.upperBound)
        }
        let before = LogText.word(text, message.lowerBound, end: message.upperBound)
        // A name of the domain system holds no bracket, so that the first pair is the server's.
        guard LogText.matches(text, before.upperBound, " ("),
            let peer = LogPeer.bracketed(text, before.upperBound + 2, end: message.upperBound), LogText.byte(text, peer.end) == 0x29
        else { return own(text, before.upperBound..<message.upperBound, &draft) || own(text, message, &draft) }
        var at = peer.end + 1
        if LogText.byte(text, at) == 0x3a { at += 1 }
        at = LogText.skipBlanks(text, at, end: message.upperBound)
        if LogText.matches(text, at, "- ") { at += 2 }
        guard understand(text, at..<max(at, message.upperBound), &draft) else { return false }
        peer.fill(&draft)
        return true
    }

    private static func understand(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x55, 0x41:
            guard let rest = LogText.behind("USER ", in: text, message) ?? LogText.behind("ANON ", in: text, message) else { return false }
            return user(text, rest, &draft)
        case 0x53:
            if LogText.begins(text, message, "SECURITY VIOLATION") {
                if let name = LogText.between(": ", " login attempted", in: text, message) { draft.user = Slice(name) }
                (draft.kind, draft.outcome) = (.loginFailure, .failure)
                return true
            }
            if LogText.begins(text, message, "SSH2 session opened") {
                draft.kind = .connectionOpen
            } else if LogText.begins(text, message, "SSH2 session closed") {
                draft.kind = .connectionClose
            } else {
                return false
            }
            return true
        case 0x4d:
            guard LogText.begins(text, message, "Maximum login attempts") else { return false }
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        case 0x46:
            if LogText.begins(text, message, "FTP session opened") {
                draft.kind = .connectionOpen
            } else if LogText.begins(text, message, "FTP session closed") {
                draft.kind = .connectionClose
            } else if LogText.begins(text, message, "FTP login timed out") {
                (draft.kind, draft.outcome) = (.connectionClose, .failure)
            } else if LogText.begins(text, message, "FTP session idle timeout") || LogText.begins(text, message, "FTP no transfer timeout")
            {
                draft.kind = .connectionClose
            } else {
                return false
            }
            return true
        case 0x43:
            guard LogText.begins(text, message, "Connection") else { return false }
            if LogText.contains(text, message, "refused") || LogText.contains(text, message, "denied") {
                (draft.kind, draft.outcome) = (.connectionRefused, .failure)
                return true
            }
            return false
        case 0x50:
            // "Preparing to chroot to directory '/home/bob'"
            guard LogText.begins(text, message, "Preparing to chroot") else { return false }
            draft.kind = .message
            return true
        default: return own(text, message, &draft)
        }
    }

    /// `bob: Login successful.`, `bob (Login failed): REASON`, `bob: no such user found from H [A] to A:21`. What proftpd says stands
    /// behind the name, which may hold anything.
    private static func user(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var range = range
        if LogText.byte(text, range.upperBound - 1) == 0x2e { range = range.lowerBound..<range.upperBound - 1 }
        if LogText.ends(text, range, ": Login successful") {
            draft.user = Slice(range.lowerBound..<range.upperBound - 18)
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
            return true
        }
        if let at = LogText.last(" (Login failed)", in: text, range) {
            draft.user = Slice(range.lowerBound..<at)
            if LogText.matches(text, at + 15, ": ") { draft.add("reason", at + 17..<max(at + 17, range.upperBound)) }
        } else if let at = LogText.last(": no such user", in: text, range) {
            draft.user = Slice(range.lowerBound..<at)
            draft.add("user.unknown", at + 2..<at + 14)
        } else if let at = LogText.last(": Limit access denies login", in: text, range) ?? LogText.last(
            ": Login not allowed", in: text, range)
            ?? LogText.last(": Unable to ", in: text, range)
        {
            draft.user = Slice(range.lowerBound..<at)
            draft.add("reason", at + 2..<range.upperBound)
        } else {
            return false
        }
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// What it says of itself: `ProFTPD 1.3.5 (stable) … standalone mode STARTUP`, `ProFTPD killed (signal 15)`.
    private static func own(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let message = LogText.trimmed(text, range)
        let rest = LogText.behind("- ", in: text, message) ?? message
        guard LogText.begins(text, rest, "ProFTPD ") else {
            guard let (_, peer) = SshdMessage.lastPeer(text, rest), LogText.begins(text, rest, "connect from ") else { return false }
            peer.fill(&draft)
            draft.kind = .connectionOpen
            return true
        }
        if LogText.ends(text, rest, "STARTUP") {
            draft.kind = .serviceStart
        } else if LogText.contains(text, rest, "SHUTDOWN") || LogText.contains(text, rest, "killed") {
            draft.kind = .serviceStop
        } else {
            return false
        }
        return true
    }
}
