import Model

/// What sshd says of sessions of users who are logged in, and of itself.
enum SshdSession {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x53:
            if let rest = LogText.behind("SSH: Server;Ltype: ", in: text, message) { return step(text, rest, &draft) }
            guard let rest = LogText.behind("Starting session: ", in: text, message), let (from, peer) = SshdMessage.lastPeer(text, rest)
            else { return false }
            // "shell on pts/0 for bob", "command for bob", "forced-command (key-option) 'x' for bob", "subsystem 'sftp' for bob"
            if let at = LogText.last(" for ", in: text, rest.lowerBound..<from) {
                draft.user = Slice(at + 5..<from)
                draft.add("ssh.session", rest.lowerBound..<at)
            }
            peer.fill(&draft)
            draft.kind = .sessionOpen
            return true
        case 0x73:
            if let rest = LogText.behind("subsystem request for ", in: text, message) {
                let name = LogText.word(text, rest.lowerBound, end: rest.upperBound)
                draft.add("ssh.session", name)
                if let user = LogText.behind(" by user ", in: text, name.upperBound..<rest.upperBound) { draft.user = Slice(user) }
                draft.kind = .sessionOpen
                return true
            }
            return SftpMessage.read(text, message, &draft)
        case 0x54:
            guard let rest = LogText.behind("Transferred: sent ", in: text, message), let (sent, _) = LogText.number(text, rest) else {
                return false
            }
            draft.bytes = Int64(sent)
            draft.kind = .message
            return true
        case 0x45:
            guard LogText.begins(text, message, "Exiting on signal") else { return false }
            draft.kind = .serviceStop
            return true
        case 0x42:
            guard let rest = LogText.behind("Bind to port ", in: text, message), LogText.contains(text, rest, " failed") else {
                return false
            }
            draft.port = LogText.number(text, rest)?.value
            (draft.kind, draft.outcome) = (.serviceFailure, .failure)
            return true
        case 0x63, 0x6f, 0x66, 0x72, 0x6d: return SftpMessage.read(text, message, &draft)
        default: return false
        }
    }

    /// HPN-SSH's steps of a connection: `Version;Remote: 192.0.2.1-1780;Protocol: 2.0;Client: X`, `Kex;Remote: …`, `Authname;Remote: …;Name:
    /// bob`. What the client says stands behind its address.
    private static func step(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let mark = LogText.first(";Remote: ", in: text, range) else { return false }
        let end = LogText.first(0x3b, in: text, mark + 9..<range.upperBound) ?? range.upperBound
        guard let dash = LogText.last(0x2d, in: text, mark + 9..<end), draft.peer(text, mark + 9..<dash),
            let port = LogText.wholeNumber(text, dash + 1..<end), port <= 65_535
        else { return false }
        draft.port = port
        draft.kind = .message
        draft.add("ssh.step", range.lowerBound..<mark)
        if let name = LogText.behind(";Name: ", in: text, end..<range.upperBound) { draft.user = Slice(name) }
        return true
    }
}
