import Model

/// What sshd says of attempts to log in.
enum SshdAuthentication {
    /// `Accepted METHOD for USER from ADDRESS port N ssh2: KEY`; also `Partial` and `Postponed`, which settle nothing.
    static func accepted(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("Accepted ", in: text, message) else { return false }
        if LogText.begins(text, rest, "key ") || LogText.begins(text, rest, "certificate ") { return key(text, rest, &draft) }
        guard attempt(text, rest, &draft) else { return false }
        (draft.kind, draft.outcome) = (.loginSuccess, .success)
        return true
    }

    /// `Failed METHOD for [invalid user ]USER from ADDRESS port N ssh2`.
    static func failed(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("Failed ", in: text, message), attempt(text, rest, &draft) else {
            guard LogText.begins(text, message, "Found matching "), let at = LogText.first(" key: ", in: text, message) else { return false }
            draft.kind = .message
            draft.add("ssh.key.type", message.lowerBound + 15..<at)
            draft.add("ssh.key.fingerprint", at + 6..<message.upperBound)
            return true
        }
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// `Invalid user NAME from ADDRESS port N`, the older `Illegal user`.
    static func invalid(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("Invalid user", in: text, message) ?? LogText.behind("Illegal user", in: text, message),
            LogText.byte(text, rest.lowerBound) == 0x20, let (from, peer) = SshdMessage.lastPeer(text, rest)
        else { return false }
        draft.user = Slice(min(rest.lowerBound + 1, from)..<from)
        draft.add("user.unknown", message.lowerBound..<message.lowerBound + 7)
        peer.fill(&draft)
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// `METHOD for USER from ADDRESS port N ssh2[: EXTRA]`.
    private static func attempt(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let blank = LogText.first(0x20, in: text, range), LogText.matches(text, blank, " for ") else { return false }
        let names = blank + 5..<max(blank + 5, range.upperBound)
        guard let (from, peer, extra) = peer(text, names) else { return false }
        draft.method = Slice(range.lowerBound..<blank)
        SshdMessage.fillUser(text, min(names.lowerBound, from)..<from, &draft)
        peer.fill(&draft)
        if let extra { fingerprint(text, extra, &draft) }
        return true
    }

    /// The peer of an attempt. The user's name stands before it, and behind it what the client said of its key or of itself: both may
    /// hold " from ADDRESS port N". The last one counts that ends the message or stands before a key; sshd of protocol 1 put the
    /// client's own words there, so that the first one counts.
    private static func peer(_ text: Span<UInt8>, _ range: Range<Int>) -> (from: Int, peer: LogPeer, extra: Range<Int>?)? {
        var end = range.upperBound
        var inner: (from: Int, peer: LogPeer, extra: Range<Int>?)?
        var tries = 0
        while tries < 64, let from = LogText.last(" from ", in: text, range.lowerBound..<max(range.lowerBound, end)) {
            tries += 1
            end = from + 5
            guard let peer = LogPeer.spaced(text, from + 6, end: range.upperBound) else { continue }
            var at = peer.end
            var version: UInt8 = 0
            if LogText.matches(text, at, " ssh") {
                version = LogText.byte(text, at + 4)
                at = at + 4 < range.upperBound && ShellByte.isDigit(version) ? at + 5 : at + 4
            }
            if at >= range.upperBound {
                if inner == nil { inner = (from, peer, nil) }
            } else if LogText.matches(text, at, ": ") {
                let extra = at + 2..<max(at + 2, range.upperBound)
                if version == 0x31 { inner = (from, peer, nil) }
                if isKey(text, extra) { return (from, peer, extra) }
            }
        }
        return inner
    }

    /// `RSA SHA256:…`, `ECDSA-CERT …`, `ED25519-SK …`: type in capitals, blank, fingerprint.
    private static func isKey(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let type = LogText.word(text, range.lowerBound, end: range.upperBound)
        guard type.count >= 3, type.count <= 24, type.upperBound < range.upperBound else { return false }
        for at in type {
            let byte = text[at]
            guard byte >= 0x41 && byte <= 0x5a || ShellByte.isDigit(byte) || byte == 0x2d else { return false }
        }
        let print = LogText.token(text, type.upperBound + 1, end: range.upperBound)
        return LogText.begins(text, print, "SHA") || LogText.begins(text, print, "MD5:") || print.count >= 32
            && LogText.byte(text, print.lowerBound + 2) == 0x3a
    }

    /// Type and fingerprint of a key; of a certificate also its name, its number and the key that signed it.
    private static func fingerprint(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let type = LogText.word(text, range.lowerBound, end: range.upperBound)
        guard type.upperBound < range.upperBound else { return }
        draft.add("ssh.key.type", type)
        let print = LogText.token(text, type.upperBound + 1, end: range.upperBound)
        draft.add("ssh.key.fingerprint", print)
        guard let name = LogText.first(" ID ", in: text, print.upperBound..<range.upperBound) else { return }
        guard let serial = LogText.last(" (serial ", in: text, name..<range.upperBound) else { return }
        draft.add("ssh.certificate.id", min(name + 4, serial)..<serial)
        if let (_, close) = LogText.number(text, serial + 9..<range.upperBound) { draft.add("ssh.certificate.serial", serial + 9..<close) }
        if let signer = LogText.last(" CA ", in: text, serial..<range.upperBound) {
            draft.add("ssh.ca.fingerprint", LogText.lastWord(text, signer + 4..<range.upperBound))
        }
    }

    /// `Accepted key RSA SHA256:… found at /root/.ssh/authorized_keys:1`, `Accepted certificate ID "…" … via FILE`.
    private static func key(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("key ", in: text, range), let at = LogText.last(" found at ", in: text, rest) {
            fingerprint(text, rest.lowerBound..<at, &draft)
            draft.path = Slice(at + 10..<range.upperBound)
        } else if let via = LogText.last(" via ", in: text, range) {
            draft.path = Slice(via + 5..<range.upperBound)
        }
        draft.kind = .message
        return true
    }

    /// Everything else that is said of users and keys.
    static func other(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x55:
            if let rest = LogText.behind("User ", in: text, message), notAllowed(text, rest, &draft) { return true }
            return SshdConnection.read(text, message, false, &draft)
        case 0x50: return postponed(text, message, &draft) || pam(text, message, &draft)
        case 0x52:
            // Old releases shout the name of the account, too.
            guard let rest = LogText.behind("ROOT LOGIN REFUSED FROM ", in: text, message),
                let peer = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound)
            else { return false }
            draft.user = draft.decode("root")
            peer.fill(&draft)
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        case 0x6d: return exceeded(text, message, &draft)
        case 0x69:
            guard let rest = LogText.behind("input_userauth_request: ", in: text, message) else { return false }
            draft.kind = .message
            SshdMessage.fillUser(text, rest, &draft)
            return true
        case 0x41: return refused(text, message, &draft)
        case 0x4c:
            guard let rest = LogText.behind("Login name ", in: text, message), let at = LogText.first(" does not match ", in: text, rest)
            else { return false }
            draft.user = Slice(rest.lowerBound..<at)
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        case 0x62: return SshdConnection.read(text, message, false, &draft)
        default: return false
        }
    }

    /// `User bob from 192.0.2.1 not allowed because …`; without an address where the account itself is at fault.
    private static func notAllowed(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.last(" not allowed because ", in: text, range) else {
            guard let at = LogText.last(", coming from ", in: text, range) else { return false }
            draft.user = Slice(range.lowerBound..<at)
            if let peer = LogPeer.joined(text, at + 14, end: range.upperBound) { peer.fill(&draft) }
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        }
        if let from = LogText.last(" from ", in: text, range.lowerBound..<at), let address = LogPeer.plain(text, from + 6..<at) {
            draft.user = Slice(range.lowerBound..<from)
            draft.address = Slice(address)
        } else {
            draft.user = Slice(range.lowerBound..<at)
        }
        draft.add("reason", at + 21..<range.upperBound)
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    private static func postponed(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("Postponed ", in: text, message) ?? LogText.behind("Partial ", in: text, message),
            attempt(text, rest, &draft)
        else { return false }
        draft.kind = .message
        return true
    }

    /// `PAM: Authentication failure for [illegal user ]bob from HOST[ via ADDRESS]`, `PAM 2 more authentication failures; …`,
    /// `PAM service(sshd) ignoring max retries; 6 > 3`.
    private static func pam(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("PAM: ", in: text, message) else { return PamMessage.summary(text, message, &draft) }
        if let user = LogText.behind("password authentication accepted for ", in: text, rest) {
            SshdMessage.fillUser(text, user, &draft)
            draft.kind = .message
            return true
        }
        guard let at = LogText.first(" for ", in: text, rest), let (from, peer) = SshdMessage.lastPeer(text, at + 4..<rest.upperBound)
        else { return false }
        SshdMessage.fillUser(text, min(at + 5, from)..<from, &draft)
        peer.fill(&draft)
        draft.add("reason", rest.lowerBound..<at)
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// `maximum authentication attempts exceeded for [invalid user ]bob from ADDRESS port N ssh2`.
    private static func exceeded(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("maximum authentication attempts exceeded", in: text, message) else { return false }
        if let (from, peer) = SshdMessage.lastPeer(text, rest) {
            SshdMessage.fillUser(text, min(rest.lowerBound + 5, from)..<from, &draft)
            peer.fill(&draft)
        }
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    /// `Authentication tried for bob with correct key but not from a permitted host (host=…, ip=…)`, `Authentication refused: …`,
    /// `Access denied for user bob by PAM account configuration`, `Authentication key … revoked by file …`.
    private static func refused(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("Authentication tried for ", in: text, message) {
            if let with = LogText.last(" with ", in: text, rest) { draft.user = Slice(rest.lowerBound..<with) }
            let address =
                LogText.between("ip=", ")", in: text, rest)
                ?? LogText.last(0x28, in: text, rest).map { $0 + 1..<max($0 + 1, rest.upperBound - 1) }
            if let address, let plain = LogPeer.plain(text, LogText.token(text, address.lowerBound, end: address.upperBound)) {
                draft.address = Slice(plain)
            }
        } else if let rest = LogText.behind("Access denied for user ", in: text, message) {
            draft.user = Slice(LogText.word(text, rest.lowerBound, end: rest.upperBound))
        } else if !LogText.begins(text, message, "Authentication refused: ") && !LogText.begins(text, message, "Authentication key ") {
            return SshdConnection.read(text, message, false, &draft)
        }
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }
}
