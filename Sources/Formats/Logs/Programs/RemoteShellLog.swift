import Model

extension ProgramLog {
    /// telnetd(8), rlogind(8), rshd(8), rexecd(8) and their Kerberos forms.
    static let remoteShell = ProgramLog(
        id: "telnetd", title: Localized(en: "Old remote log-in (telnet, rlogin, rsh)", ja: "旧来の遠隔ログイン(telnet・rlogin・rsh)"),
        programs: [
            "telnetd", "in.telnetd", "rlogind", "in.rlogind", "rshd", "in.rshd", "rexecd", "in.rexecd", "klogind", "eklogind", "kshd",
            "rsh",
            "rlogin", "telnet", "utelnetd", "in.fingerd", "fingerd", "in.tftpd", "tftpd",
        ]
    ) { text, message, draft in
        RemoteShellMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum RemoteShellMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x41:
            // "Authentication failed from name (192.0.2.1): Permission denied"
            guard let rest = LogText.behind("Authentication failed from ", in: text, message) else { return false }
            if let open = LogText.first(" (", in: text, rest), let close = LogText.first(0x29, in: text, open..<rest.upperBound),
                let address = LogPeer.plain(text, open + 2..<close)
            {
                draft.address = Slice(address)
                if LogText.matches(text, close + 1, ": ") { draft.add("reason", close + 3..<max(close + 3, rest.upperBound)) }
            } else {
                LogPeer.joined(text, rest.lowerBound, end: rest.upperBound)?.fill(&draft)
            }
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        case 0x4b:
            guard LogText.begins(text, message, "Kerberos authentication failed") else { return false }
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        case 0x50:
            guard LogText.begins(text, message, "PAM authentication failed") || LogText.begins(text, message, "Permission denied") else {
                return false
            }
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        case 0x43:
            // "Connection from 192.0.2.1 on illegal port 4711"
            guard let rest = LogText.behind("Connection from ", in: text, message),
                let peer = LogPeer.joined(text, rest.lowerBound, end: rest.upperBound)
            else { return false }
            peer.fill(&draft)
            let isIllegal = LogText.contains(text, peer.end..<max(peer.end, rest.upperBound), "illegal port")
            (draft.kind, draft.outcome) = isIllegal ? (.connectionRefused, .failure) : (.connectionOpen, nil)
            return true
        case 0x74:
            guard LogText.begins(text, message, "ttloop: ") else { return false }
            draft.kind = .connectionClose
            return true
        case 0x52:
            // tftpd: "RRQ from 192.0.2.1 filename pxelinux.0"
            guard let rest = LogText.behind("RRQ from ", in: text, message),
                let peer = LogPeer.joined(text, rest.lowerBound, end: rest.upperBound)
            else { return false }
            return tftp(text, peer, rest, .fileDownload, &draft)
        case 0x57:
            guard let rest = LogText.behind("WRQ from ", in: text, message),
                let peer = LogPeer.joined(text, rest.lowerBound, end: rest.upperBound)
            else { return false }
            return tftp(text, peer, rest, .fileUpload, &draft)
        default: return command(text, message, &draft) || WrapperMessage.read(text, message, &draft)
        }
    }

    private static func tftp(_ text: Span<UInt8>, _ peer: LogPeer, _ range: Range<Int>, _ kind: EventKind, _ draft: inout EventDraft)
        -> Bool
    {
        peer.fill(&draft)
        if LogText.matches(text, peer.end, " filename ") { draft.path = Slice(peer.end + 10..<max(peer.end + 10, range.upperBound)) }
        draft.kind = kind
        return true
    }

    /// `bob@name as root: cmd='id'` of rshd(8), also with `permission denied (…)`.
    private static func command(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.first(0x40, in: text, message), let named = LogText.first(" as ", in: text, at..<message.upperBound),
            let colon = LogText.first(": ", in: text, named..<message.upperBound)
        else { return false }
        let isDenied = LogText.begins(text, colon + 2..<message.upperBound, "permission denied")
        let start = LogText.first("cmd='", in: text, colon..<message.upperBound)
        guard isDenied || start != nil else { return false }
        draft.add("user.remote", message.lowerBound..<at)
        if let address = LogPeer.plain(text, at + 1..<named) { draft.address = Slice(address) }
        draft.user = Slice(named + 4..<colon)
        if let start, let close = LogText.last(0x27, in: text, start + 5..<message.upperBound) {
            draft.add("process.command_line", start + 5..<close)
        }
        (draft.kind, draft.outcome) = isDenied ? (.loginFailure, .failure) : (.command, .success)
        return true
    }
}
