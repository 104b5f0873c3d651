import Model

extension ProgramLog {
    /// sudo(8) (lib/eventlog): `bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/usr/bin/id`.
    static let sudo = ProgramLog(
        id: "sudo", title: Localized(en: "Commands as another user (sudo)", ja: "別の利用者としての実行(sudo)"),
        programs: ["sudo", "sudoedit", "sudo-i", "sudo-rs"]
    ) { text, message, draft in
        SudoMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum SudoMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let colon = LogText.first(" : ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 300)) else {
            return warning(text, message, &draft)
        }
        draft.user = Slice(message.lowerBound..<colon)
        draft.kind = .privilegeUse
        draft.outcome = .success
        var at = colon + 3
        // What sudo refuses stands first: "3 incorrect password attempts", "user NOT in sudoers", "command not allowed", "a password is required".
        let head = LogText.first(" ; ", in: text, at..<message.upperBound) ?? message.upperBound
        let isPlain = LogText.first(0x3d, in: text, at..<head).map { isKey(text, at..<$0) } ?? false
        if !isPlain {
            draft.add("reason", at..<head)
            draft.outcome = isRefusal(text, at..<head) ? .failure : nil
            if let (times, end) = LogText.number(text, at..<head), LogText.contains(text, end..<head, "incorrect password") {
                draft.times = max(1, min(times, 1_000_000))
            }
            at = min(message.upperBound, head + 3)
        }
        while at < message.upperBound {
            guard let equals = LogText.first(0x3d, in: text, at..<message.upperBound), isKey(text, at..<equals) else { break }
            // The command is the last and goes on to the end; " ; " may be part of it.
            if LogText.matches(text, at, "COMMAND=") {
                command(text, equals + 1..<message.upperBound, &draft)
                break
            }
            let next = endOfValue(text, equals + 1, message.upperBound)
            let value = equals + 1..<next
            switch LogText.byte(text, at) {
            case 0x54 where LogText.matches(text, at, "TTY="): draft.add("tty", value)
            case 0x50 where LogText.matches(text, at, "PWD="): draft.add("process.working_directory", value)
            case 0x55 where LogText.matches(text, at, "USER="): draft.add("user.target", value)
            case 0x47 where LogText.matches(text, at, "GROUP="): draft.add("group.target", value)
            case 0x48 where LogText.matches(text, at, "HOST="): draft.add("sudo.host", value)
            case 0x43 where LogText.matches(text, at, "CHROOT="): draft.add("sudo.chroot", value)
            case 0x45 where LogText.matches(text, at, "ENV="): draft.add("sudo.env", value)
            case 0x54 where LogText.matches(text, at, "TSID="): draft.add("sudo.tsid", value)
            default: break
            }
            at = min(message.upperBound, next + 3)
        }
        return true
    }

    /// The " ; " behind a value: only one that another key follows, because a folder may hold " ; " in its name.
    private static func endOfValue(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        while let mark = LogText.first(" ; ", in: text, min(at, end)..<end) {
            if let equals = LogText.first(0x3d, in: text, mark + 3..<min(end, mark + 12)), isKey(text, mark + 3..<equals) { return mark }
            at = mark + 3
        }
        return end
    }

    private static func isKey(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= 3, range.count <= 8 else { return false }
        for at in range where text[at] < 0x41 || text[at] > 0x5a { return false }
        return true
    }

    private static func isRefusal(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for word in [
            "incorrect password", "NOT in sudoers", "not allowed", "password is required", "NOT authorized", "not in sudoers",
            "must have a tty",
            "unknown user", "account expired", "expired password", "is not permitted", "NOT permitted", "no valid sudoers",
        ] where LogText.contains(text, range, word) {
            return true
        }
        return false
    }

    private static func command(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        draft.add("process.command_line", range)
        let word = LogText.word(text, range.lowerBound, end: range.upperBound)
        if LogText.byte(text, word.lowerBound) == 0x2f { draft.add("process.executable", word) }
    }

    /// `bob is not in the sudoers file`, `unable to resolve host www4`, `timestamp too far in the future`, `a terminal is required`.
    private static func warning(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first(" is not in the sudoers file", in: text, message)
            ?? LogText.first(" is not allowed to ", in: text, message)
        {
            draft.user = Slice(LogText.word(text, message.lowerBound, end: at))
            (draft.kind, draft.outcome) = (.privilegeUse, .failure)
            return true
        }
        guard LogText.begins(text, message, "unable to ") || LogText.begins(text, message, "timestamp too far") else { return false }
        draft.kind = .message
        return true
    }
}
