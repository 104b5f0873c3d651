import Model

extension ProgramLog {
    /// dropbear (svr-auth.c, svr-authpasswd.c, svr-authpubkey.c, svr-session.c), the SSH server of small systems.
    static let dropbear = ProgramLog(
        id: "dropbear", title: Localized(en: "SSH server of small systems (dropbear)", ja: "小型機器のSSHサーバー(dropbear)"),
        programs: ["dropbear"]
    ) { text, message, draft in
        DropbearMessage.read(text, DropbearMessage.unprefixed(text, message), &draft)
    }
}

enum DropbearMessage {
    /// Without `[825] Jul 10 23:53:52 `, which stands before what it writes to its error output.
    static func unprefixed(_ text: Span<UInt8>, _ message: Range<Int>) -> Range<Int> {
        guard LogText.byte(text, message.lowerBound) == 0x5b,
            let close = LogText.first(0x5d, in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 12)),
            let time = LogTime.bsd(text, close + 2), time.end < message.upperBound
        else { return message }
        return LogText.skipBlanks(text, time.end, end: message.upperBound)..<message.upperBound
    }

    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) | 0x20 {
        case 0x62, 0x6c, 0x72, 0x75, 0x6d: return refused(text, message, &draft)
        case 0x70, 0x61:
            guard let mark = LogText.first(" succeeded ", in: text, message), LogText.contains(text, message.lowerBound..<mark, "uth") else {
                return refused(text, message, &draft)
            }
            return accepted(text, message, mark, &draft)
        case 0x63:
            guard let rest = LogText.behind("Child connection from ", in: text, message),
                let peer = LogPeer.joined(text, rest.lowerBound, end: rest.upperBound)
            else { return false }
            peer.fill(&draft)
            draft.kind = .connectionOpen
            return true
        case 0x65: return ended(text, message, &draft)
        case 0x6e:
            guard LogText.begins(text, message, "Not backgrounding") else { return false }
            draft.kind = .serviceStart
            return true
        default: return false
        }
    }

    /// `Bad password attempt for 'bob' from A:P`, `Login attempt for nonexistent user from A:P`, `User 'bob' has invalid shell, rejected`,
    /// `root login rejected`, `Max auth tries reached - user 'bob' from A:P`.
    private static func refused(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard
            LogText.contains(text, message, " attempt ") || LogText.contains(text, message, "tries reached")
                || LogText.ends(text, message, "rejected") || LogText.begins(text, message, "Running in background")
        else { return false }
        if LogText.byte(text, message.lowerBound) == 0x52 {
            draft.kind = .serviceStart
            return true
        }
        let from = lastPeer(text, message, &draft) ?? message.upperBound
        name(text, message.lowerBound..<from, &draft)
        if LogText.contains(text, message.lowerBound..<min(message.upperBound, message.lowerBound + 24), "assword ") {
            draft.method = draft.decode("password")
        } else if LogText.begins(text, message, "Pubkey") {
            draft.method = draft.decode("publickey")
        }
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// `Password auth succeeded for 'bob' from A:P`, `Pubkey auth succeeded for 'bob' with ssh-ed25519 key SHA256:… from A:P`.
    private static func accepted(_ text: Span<UInt8>, _ message: Range<Int>, _ mark: Int, _ draft: inout EventDraft) -> Bool {
        guard let from = lastPeer(text, message, &draft) else { return false }
        name(text, mark..<from, &draft)
        draft.method = draft.decode(LogText.byte(text, message.lowerBound + 1) | 0x20 == 0x75 ? "publickey" : "password")
        if let with = LogText.last(" with ", in: text, mark..<from), let key = LogText.first("key ", in: text, with..<from) {
            let type = LogText.word(text, with + 6, end: from)
            if type.lowerBound < key { draft.add("ssh.key.type", type) }
            var print = LogText.word(text, key + 4, end: from)
            // "md5 aa:bb:…", "sha1!! aa:bb:…"
            if print.upperBound < from { print = LogText.word(text, print.upperBound + 1, end: from) }
            draft.add("ssh.key.fingerprint", print)
        }
        (draft.kind, draft.outcome) = (.loginSuccess, .success)
        return true
    }

    /// `Exit before auth (user 'bob', 3 fails): TEXT`, `Exit before auth from <A:P>: (user 'bob', 3 fails): TEXT`, `Exit (bob): TEXT`,
    /// `Exit (bob) from <A:P>: TEXT`, `Early exit: TEXT`.
    private static func ended(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        draft.kind = .connectionClose
        if LogText.begins(text, message, "Early exit") {
            draft.kind = .serviceFailure
            draft.outcome = .failure
            return true
        }
        guard let rest = LogText.behind("Exit ", in: text, message) ?? LogText.behind("exit ", in: text, message) else {
            draft.kind = .message
            return false
        }
        if LogText.begins(text, rest, "before auth") {
            if let peer = LogText.behind(" from <", in: text, rest.lowerBound + 11..<rest.upperBound) {
                LogPeer.joined(text, peer.lowerBound, end: peer.upperBound)?.fill(&draft)
            } else {
                _ = lastPeer(text, rest, &draft)
            }
            name(text, rest, &draft)
            // Somebody who tried: names or passwords were refused until he had to go.
            let tried = LogText.contains(text, rest, "tries reached") || LogText.contains(text, rest, "(user '")
            (draft.kind, draft.outcome) = (tried ? .loginFailure : .connectionClose, .failure)
            return true
        }
        if LogText.byte(text, rest.lowerBound) == 0x28 {
            let mark = LogText.last(") from <", in: text, rest)
            if let end = mark ?? LogText.last("): ", in: text, rest) { draft.user = Slice(min(rest.lowerBound + 1, end)..<end) }
            if let mark { LogPeer.joined(text, mark + 8, end: rest.upperBound)?.fill(&draft) }
        }
        return true
    }

    /// The peer at the message's end: a name may hold another " from ".
    private static func lastPeer(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Int? {
        guard let from = LogText.last(" from ", in: text, range), let peer = LogPeer.joined(text, from + 6, end: range.upperBound),
            peer.end >= range.upperBound
        else { return nil }
        peer.fill(&draft)
        return from
    }

    /// The name between the first quotation mark and the last.
    private static func name(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard let open = LogText.first(0x27, in: text, range) else { return }
        if let close = LogText.first("', ", in: text, open + 1..<max(open + 1, range.upperBound)) ?? LogText.last(0x27, in: text, range),
            close > open
        {
            draft.user = Slice(open + 1..<close)
        }
    }
}
