import Model

extension ProgramLog {
    /// su(1) of shadow and util-linux, doas(1), runuser(1).
    static let su = ProgramLog(
        id: "su", title: Localized(en: "Change of user (su, doas)", ja: "利用者の切り替え(su・doas)"), programs: ["su", "su-l", "doas", "runuser"]
    ) { text, message, draft in
        SuMessage.read(text, LogText.trimmed(text, message), &draft)
    }

    /// polkitd(8) and pkexec(1).
    static let polkit = ProgramLog(
        id: "polkit", title: Localized(en: "Rights of desktop and services (polkit)", ja: "権限の許可(polkit)"),
        programs: ["polkitd", "pkexec", "polkit-agent-helper-1", "polkitd-authority"]
    ) { text, message, draft in
        PolkitMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum SuMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x2b, 0x2d:
            // "+ pts/0 bob:root", "- pts/0 bob-root" of old releases
            let isGood = LogText.byte(text, message.lowerBound) == 0x2b
            guard LogText.byte(text, message.lowerBound + 1) == 0x20,
                let blank = LogText.first(0x20, in: text, message.lowerBound + 2..<message.upperBound)
            else { return false }
            let names = blank + 1..<message.upperBound
            guard let split = LogText.last(0x3a, in: text, names) ?? LogText.last(0x2d, in: text, names) else { return false }
            draft.add("tty", message.lowerBound + 2..<blank)
            fill(from: names.lowerBound..<split, to: split + 1..<names.upperBound, isGood, &draft)
            return true
        case 0x53:
            // "Successful su for root by bob"
            guard let rest = LogText.behind("Successful su for ", in: text, message), let by = LogText.last(" by ", in: text, rest) else {
                return false
            }
            fill(from: by + 4..<rest.upperBound, to: rest.lowerBound..<by, true, &draft)
            return true
        case 0x27:
            // "'su root' failed for bob on /dev/pts/8"
            guard let rest = LogText.behind("'su ", in: text, message), let close = LogText.first("' failed for ", in: text, rest) else {
                return false
            }
            let name = close + 13..<rest.upperBound
            let on = LogText.last(" on ", in: text, name)
            fill(from: name.lowerBound..<(on ?? name.upperBound), to: rest.lowerBound..<close, false, &draft)
            if let on { draft.add("tty", on + 4..<rest.upperBound) }
            return true
        case 0x46:
            // "FAILED su for root by bob", "FAILED SU (to root) bob on pts/0"
            if let rest = LogText.behind("FAILED su for ", in: text, message), let by = LogText.last(" by ", in: text, rest) {
                fill(from: by + 4..<rest.upperBound, to: rest.lowerBound..<by, false, &draft)
                return true
            }
            guard let rest = LogText.behind("FAILED SU (to ", in: text, message) else { return false }
            return toUser(text, rest, false, &draft)
        case 0x28:
            // "(to root) bob on pts/0"
            guard let rest = LogText.behind("(to ", in: text, message) else { return false }
            return toUser(text, rest, true, &draft)
        case 0x70:
            guard LogText.begins(text, message, "pam_authenticate: ") else { return doas(text, message, &draft) }
            (draft.kind, draft.outcome) = (.privilegeUse, .failure)
            draft.add("reason", message.lowerBound + 18..<message.upperBound)
            return true
        case 0x42:
            // BSD: "BAD SU bob to root on /dev/ttyp0"
            guard let rest = LogText.behind("BAD SU ", in: text, message), let to = LogText.last(" to ", in: text, rest) else {
                return false
            }
            fill(from: rest.lowerBound..<to, to: LogText.word(text, to + 4, end: rest.upperBound), false, &draft)
            return true
        default: return doas(text, message, &draft) || changing(text, message, &draft) || between(text, message, &draft)
        }
    }

    private static func toUser(_ text: Span<UInt8>, _ rest: Range<Int>, _ isGood: Bool, _ draft: inout EventDraft) -> Bool {
        guard let close = LogText.first(") ", in: text, rest) else { return false }
        let on = LogText.last(" on ", in: text, close..<rest.upperBound)
        fill(from: close + 2..<max(close + 2, on ?? rest.upperBound), to: rest.lowerBound..<close, isGood, &draft)
        if let on { draft.add("tty", on + 4..<rest.upperBound) }
        return true
    }

    /// AIX: `failed: ttyq4 changing from bob to root`.
    private static func changing(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("failed: ", in: text, message), let from = LogText.first(" changing from ", in: text, rest),
            let to = LogText.last(" to ", in: text, from..<rest.upperBound), to >= from + 15
        else { return false }
        fill(from: from + 15..<to, to: LogText.word(text, to + 4, end: rest.upperBound), false, &draft)
        draft.add("tty", rest.lowerBound..<from)
        return true
    }

    /// BSD: `bob to root on /dev/ttyp0`.
    private static func between(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let from = LogText.word(text, message.lowerBound, end: message.upperBound)
        guard LogText.matches(text, from.upperBound, " to ") else { return false }
        let to = LogText.word(text, from.upperBound + 4, end: message.upperBound)
        guard LogText.matches(text, to.upperBound, " on ") else { return false }
        fill(from: from, to: to, true, &draft)
        draft.add("tty", to.upperBound + 4..<max(to.upperBound + 4, message.upperBound))
        return true
    }

    /// doas(1): `bob ran command id as root from /home/bob`, `command not permitted for bob: id`, `failed auth for bob`.
    private static func doas(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("failed auth for ", in: text, message) ?? LogText.behind("failed password for ", in: text, message) {
            draft.user = Slice(rest)
            (draft.kind, draft.outcome) = (.privilegeUse, .failure)
            return true
        }
        if let rest = LogText.behind("command not permitted for ", in: text, message)
            ?? LogText.behind("failed command for ", in: text, message),
            let colon = LogText.first(": ", in: text, rest)
        {
            draft.user = Slice(rest.lowerBound..<colon)
            draft.add("process.command_line", colon + 2..<rest.upperBound)
            (draft.kind, draft.outcome) = (.privilegeUse, .failure)
            return true
        }
        let user = LogText.word(text, message.lowerBound, end: message.upperBound)
        // OpenBSD's older words: "bob ran command as www: id".
        if let rest = LogText.behind(" ran command as ", in: text, user.upperBound..<message.upperBound),
            let colon = LogText.first(": ", in: text, rest), LogText.first(0x20, in: text, rest.lowerBound..<colon) == nil
        {
            draft.user = Slice(user)
            draft.add("user.target", rest.lowerBound..<colon)
            draft.add("process.command_line", colon + 2..<rest.upperBound)
            (draft.kind, draft.outcome) = (.privilegeUse, .success)
            return true
        }
        guard LogText.matches(text, user.upperBound, " ran command "),
            let to = LogText.last(" as ", in: text, user.upperBound..<message.upperBound), to >= user.upperBound + 13
        else { return false }
        draft.user = Slice(user)
        draft.add("process.command_line", user.upperBound + 13..<to)
        let from = LogText.first(" from ", in: text, to..<message.upperBound)
        draft.add("user.target", to + 4..<max(to + 4, from ?? message.upperBound))
        if let from { draft.add("process.working_directory", from + 6..<message.upperBound) }
        (draft.kind, draft.outcome) = (.privilegeUse, .success)
        return true
    }

    private static func fill(from user: Range<Int>, to target: Range<Int>, _ isGood: Bool, _ draft: inout EventDraft) {
        draft.user = Slice(user)
        draft.add("user.target", target)
        (draft.kind, draft.outcome) = (.privilegeUse, isGood ? .success : .failure)
    }
}

enum PolkitMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        // "bob: Executing command [USER=root] [TTY=/dev/pts/0] [CWD=/home/bob] [COMMAND=/usr/bin/id]"
        if let colon = LogText.first(": Executing command [", in: text, message) {
            return executed(text, message, colon, .success, &draft)
        }
        if let colon = LogText.first(": Error executing command as another user: ", in: text, message) {
            return executed(text, message, colon, .failure, &draft)
        }
        // "bob: The value for the SHELL variable was not found in /etc/shells [USER=root] [TTY=/dev/pts/0] [CWD=/home/bob] [COMMAND=…]"
        if let colon = LogText.first(": ", in: text, message), colon > message.lowerBound, colon - message.lowerBound <= 64,
            LogText.first(0x20, in: text, message.lowerBound..<colon) == nil,
            let target = LogText.first(" [USER=", in: text, colon..<message.upperBound),
            LogText.contains(text, target..<message.upperBound, "] [COMMAND=")
        {
            draft.add("reason", colon + 2..<max(colon + 2, target))
            return executed(text, message, colon, .failure, &draft)
        }
        // "Operator of unix-session:2 successfully authenticated as unix-user:root to gain TEMPORARY authorization for action … for
        // system-bus-name::1.2 [/bin/bash] (owned by unix-user:bob)", "… FAILED to authenticate to gain authorization for action …"
        if LogText.begins(text, message, "Operator of ") {
            let isFailed = LogText.first(" FAILED to authenticate ", in: text, message) != nil
            guard isFailed || LogText.contains(text, message, " successfully authenticated ") else { return false }
            if let owner = LogText.last("(owned by unix-user:", in: text, message) {
                let end = LogText.first(0x29, in: text, owner..<message.upperBound) ?? message.upperBound
                draft.user = Slice(min(owner + 20, end)..<end)
            }
            if let target = LogText.value(" authenticated as unix-user:", in: text, message) { draft.add("user.target", target) }
            if let action = LogText.value(" for action ", in: text, message) { draft.add("polkit.action", action) }
            if let program = LogText.between(" [", "] (owned", in: text, message) { draft.add("process.command_line", program) }
            (draft.kind, draft.outcome) = (.privilegeUse, isFailed ? .failure : .success)
            return true
        }
        if LogText.begins(text, message, "Registered Authentication Agent ") {
            draft.kind = .sessionOpen
        } else if LogText.begins(text, message, "Unregistered Authentication Agent ") {
            draft.kind = .sessionClose
        } else if LogText.begins(text, message, "started daemon version ") || LogText.begins(text, message, "Finished loading") {
            draft.kind = .serviceStart
        } else {
            return false
        }
        return true
    }

    private static func executed(
        _ text: Span<UInt8>, _ message: Range<Int>, _ colon: Int, _ outcome: EventOutcome, _ draft: inout EventDraft
    ) -> Bool {
        draft.user = Slice(message.lowerBound..<colon)
        let rest = colon..<message.upperBound
        if let target = LogText.between("[USER=", "] ", in: text, rest) { draft.add("user.target", target) }
        if let tty = LogText.between("[TTY=", "] ", in: text, rest) { draft.add("tty", tty) }
        if let folder = LogText.between("[CWD=", "] [", in: text, rest) { draft.add("process.working_directory", folder) }
        if let start = LogText.last("[COMMAND=", in: text, rest) {
            draft.add("process.command_line", start + 9..<max(start + 9, message.upperBound - 1))
        }
        (draft.kind, draft.outcome) = (.privilegeUse, outcome)
        return true
    }
}
