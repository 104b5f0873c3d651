import Model

extension ProgramLog {
    /// Modules of PAM, which speak in the name of the program that they serve: pam_unix(8), pam_sss(8), pam_faillock(8),
    /// pam_tally2(8), pam_ldap, pam_winbind, pam_systemd.
    static let pam = ProgramLog(
        id: "pam", title: Localized(en: "Log-in modules (PAM)", ja: "ログイン認証モジュール(PAM)"),
        programs: [
            "pam", "pam_unix", "pam_sss", "pam_faillock", "pam_tally", "pam_tally2", "chpasswd", "passwd", "unix_chkpwd", "pam_ldap",
        ]
    ) { text, message, draft in
        PamMessage.read(text, message, &draft) || PamMessage.passwd(text, message, &draft)
    }
}

/// What modules of PAM say, whatever program carries it.
enum PamMessage {
    /// Whether a message may be one of PAM's: looked at before the grammar of the program itself.
    @inline(__always)
    static func isLikely(_ text: Span<UInt8>, _ message: Range<Int>) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x70: LogText.matches(text, message.lowerBound, "pam_")
        case 0x28: LogText.matches(text, message.lowerBound, "(pam_")
        case 0x50: LogText.matches(text, message.lowerBound, "PAM-") || LogText.matches(text, message.lowerBound, "PAM ")
        case 0x61: LogText.matches(text, message.lowerBound, "authentication failure; ")
        case 0x63: LogText.matches(text, message.lowerBound, "check pass; ")
        case 0x31...0x39:
            // "2 more authentication failures; logname= …"
            LogText.contains(
                text, message.lowerBound..<min(message.upperBound, message.lowerBound + 40), " more authentication failure")
        case 0x73:
            LogText.matches(text, message.lowerBound, "session opened for user ")
                || LogText.matches(text, message.lowerBound, "session closed for user ")
        default: false
        }
    }

    /// `pam_unix(sshd:auth): …`, `pam_unix: …`, `(pam_unix) …`, and the old form whose module stands in the tag.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var rest = message
        var service = 0..<0
        let first = LogText.byte(text, message.lowerBound)
        if first == 0x70 || first == 0x28 {
            let limit = min(message.upperBound, message.lowerBound + 96)
            var at = message.lowerBound + (first == 0x28 ? 1 : 0)
            while at < limit, ShellByte.isName(text[at]) || text[at] == 0x2d { at += 1 }
            guard at < limit else { return false }
            if text[at] == 0x28 {
                guard let close = LogText.first(0x29, in: text, at..<limit) else { return false }
                service = at + 1..<close
                at = close + 1
            } else if text[at] == 0x5b, let close = LogText.first(0x5d, in: text, at..<limit) {
                at = close + 1
            } else if text[at] == 0x29 {
                at += 1
            }
            if LogText.byte(text, at) == 0x5b, let close = LogText.first(0x5d, in: text, at..<limit) { at = close + 1 }
            if LogText.byte(text, at) == 0x3a { at += 1 }
            rest = LogText.skipBlanks(text, at, end: message.upperBound)..<message.upperBound
        } else if LogText.begins(text, message, "PAM-") {
            // "PAM-CHECK:", "PAM-listfile: Refused user bob for service vsftpd"
            guard let colon = LogText.first(0x3a, in: text, message) else { return false }
            rest = LogText.skipBlanks(text, colon + 1, end: message.upperBound)..<message.upperBound
        }
        guard understand(text, rest, service, &draft) else { return false }
        if !service.isEmpty { draft.add("pam.service", service) }
        return true
    }

    private static func understand(_ text: Span<UInt8>, _ message: Range<Int>, _ service: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x31...0x39:
            guard let (times, end) = LogText.number(text, message), let rest = LogText.behind(" more ", in: text, end..<message.upperBound),
                understand(text, rest, service, &draft)
            else { return false }
            draft.times = max(1, min(times, 1000))
            return true
        case 0x61:
            guard LogText.begins(text, message, "auth") else { return account(text, message, &draft) }
            if LogText.begins(text, message, "authentication failure") || LogText.begins(text, message, "auth could not identify") {
                let isParsed = arguments(text, message, &draft)
                if !isParsed { _ = forUser(text, message, &draft) }
                draft.kind = kind(text, service, draft)
                if draft.kind == .privilegeUse { turnAround(&draft) }
                draft.outcome = .failure
                return true
            }
            if LogText.begins(text, message, "authentication success") {
                _ = arguments(text, message, &draft)
                draft.kind = .message
                draft.outcome = .success
                return true
            }
            return false
        case 0x63:
            if LogText.begins(text, message, "check pass; user unknown") {
                draft.kind = kind(text, service, draft)
                draft.outcome = .failure
                return true
            }
            // "conversation failed", "Consecutive login failures for user bob account temporarily locked"
            guard LogText.begins(text, message, "conversation failed") else { return false }
            draft.kind = .message
            return true
        case 0x73: return session(text, message, &draft)
        case 0x43: return locked(text, message, &draft)
        case 0x50:
            return summary(text, message, &draft) || passwd(text, message, &draft)
        case 0x70: return passwd(text, message, &draft)
        case 0x75:
            // pam_tally2 and pam_tally: "user bob (1001) tally 6, deny 5"; pam_succeed_if: "requirement … not met by user"
            guard let rest = LogText.behind("user ", in: text, message) else { return false }
            if let tally = LogText.first(" tally ", in: text, rest) {
                draft.user = Slice(LogText.word(text, rest.lowerBound, end: tally))
                (draft.kind, draft.outcome) = (.loginFailure, .failure)
                return true
            }
            return false
        case 0x72:
            guard LogText.begins(text, message, "requirement "), let at = LogText.last(" not met by user ", in: text, message) else {
                return reception(text, message, &draft)
            }
            draft.user = Slice(unquoted(text, at + 17..<message.upperBound))
            draft.kind = .message
            return true
        case 0x52, 0x46, 0x55: return refused(text, message, &draft)
        default: return false
        }
    }

    /// Of an attempt to become another, the user is who tried, and PAM's user the target.
    private static func turnAround(_ draft: inout EventDraft) {
        let remote = draft.field("user.remote")
        let actor = remote.isPresent ? remote : draft.field("user.login")
        guard actor.isPresent, draft.user.isPresent else { return }
        if draft.user != actor { draft.add("user.target", draft.user) }
        draft.user = actor
    }

    /// The kind of a failed attempt: programs that give another identity are no log-ins.
    private static func kind(_ text: Span<UInt8>, _ service: Range<Int>, _ draft: EventDraft) -> EventKind {
        var name = service
        if name.isEmpty, draft.process.isPresent, !draft.process.isDecoded { name = draft.process.range }
        let end = LogText.first(0x3a, in: text, name) ?? LogText.first(0x28, in: text, name) ?? name.upperBound
        let word = name.lowerBound..<max(name.lowerBound, end)
        if LogText.begins(text, word, "su") {
            if word.count == 2 || LogText.begins(text, word, "su-") || LogText.begins(text, word, "sudo") { return .privilegeUse }
        }
        if LogText.equals(text, word, "polkit-1") || LogText.equals(text, word, "doas") || LogText.equals(text, word, "pkexec")
            || LogText.equals(text, word, "runuser")
        {
            return .privilegeUse
        }
        return .loginFailure
    }

    /// `logname=bob uid=0 euid=0 tty=ssh ruser=eve rhost=192.0.2.1  user=root`. The names behind `ruser=` and `user=` are the
    /// client's own words, and may hold the other names.
    static func arguments(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let message = LogText.trimmed(text, message)
        guard let mark = LogText.first(" ruser=", in: text, message) else { return host(text, message, &draft) }
        let ruser = mark + 7
        if let at = LogText.first(" logname=", in: text, message.lowerBound..<mark) {
            let name = LogText.word(text, at + 9, end: mark)
            if !name.isEmpty { draft.add("user.login", name) }
        }
        if let at = LogText.first(" tty=", in: text, message.lowerBound..<mark) {
            let name = LogText.word(text, at + 5, end: mark)
            if !name.isEmpty { draft.add("tty", name) }
        }
        guard let found = remote(text, ruser, message) else { return true }
        if let address = LogPeer.plain(text, found.host) { draft.address = Slice(address) }
        if found.at > ruser { draft.add("user.remote", ruser..<found.at) }
        if let user = found.user, !user.isEmpty {
            draft.user = Slice(user)
        } else if found.at > ruser {
            draft.user = Slice(ruser..<found.at)
        }
        return true
    }

    /// The `rhost=` that PAM wrote: with an empty `ruser=` the first; where `user=` repeats `ruser=`, the one between them; else the last.
    private static func remote(_ text: Span<UInt8>, _ ruser: Int, _ message: Range<Int>) -> (at: Int, host: Range<Int>, user: Range<Int>?)?
    {
        var best: (at: Int, host: Range<Int>, user: Range<Int>?)?
        var from = ruser - 1
        if LogText.byte(text, ruser) == 0x20 { from = ruser }
        var tries = 0
        while tries < 32, let at = LogText.first(" rhost=", in: text, from..<message.upperBound) {
            tries += 1
            from = at + 7
            let host = LogText.word(text, at + 7, end: message.upperBound)
            let behind = LogText.skipBlanks(text, host.upperBound, end: message.upperBound)
            if behind >= message.upperBound {
                best = (at, host, nil)
            } else if LogText.matches(text, behind, "user=") {
                let user = behind + 5..<max(behind + 5, message.upperBound)
                best = (at, host, user)
                if at == ruser || user.count == at - ruser && same(text, user, ruser..<at) { return best }
            } else if at == ruser {
                return (at, host, nil)
            }
            if at == ruser { return best }
        }
        return best
    }

    private static func same(_ text: Span<UInt8>, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where text[left.lowerBound + index] != text[right.lowerBound + index] { return false }
        return true
    }

    /// `rhost=A user=B` without the rest, as Proxmox writes it, and `for user bob from A`.
    private static func host(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.first(" rhost=", in: text, message) else { return false }
        let host = LogText.word(text, at + 7, end: message.upperBound)
        if let address = LogPeer.plain(text, host) { draft.address = Slice(address) }
        if LogText.matches(text, host.upperBound, " user=") {
            let end = LogText.last(" msg=", in: text, host) ?? message.upperBound
            let close = LogText.first(" msg=", in: text, host.upperBound..<end) ?? end
            draft.user = Slice(min(host.upperBound + 6, close)..<close)
        }
        return true
    }

    private static func forUser(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.first(" for user ", in: text, message) ?? LogText.first(" for [", in: text, message) else { return false }
        let start = LogText.byte(text, at + 5) == 0x5b ? at + 6 : at + 10
        let word = LogText.word(text, min(start, message.upperBound), end: message.upperBound)
        draft.user = Slice(unquoted(text, LogText.ends(text, word, "]") ? word.lowerBound..<word.upperBound - 1 : word))
        return true
    }
}
