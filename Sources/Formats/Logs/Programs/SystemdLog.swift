import Model

extension ProgramLog {
    /// systemd(1), system and user: `Started ssh.service - OpenBSD Secure Shell server.`, before release 250 without the unit's name.
    static let systemd = ProgramLog(
        id: "systemd", title: Localized(en: "Services (systemd)", ja: "サービス管理(systemd)"), programs: ["systemd", "init"]
    ) { text, message, draft in
        SystemdMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum SystemdMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x53:
            if let rest = LogText.behind("Started ", in: text, message) { return started(text, rest, &draft) }
            if let rest = LogText.behind("Stopped ", in: text, message) {
                draft.kind = .serviceStop
                name(text, rest, &draft)
                return true
            }
            if let rest = LogText.behind("Starting ", in: text, message) ?? LogText.behind("Stopping ", in: text, message) {
                draft.kind = .message
                name(text, rest, &draft)
                return true
            }
            guard LogText.begins(text, message, "Startup finished in ") || LogText.begins(text, message, "Shutting down.") else {
                return false
            }
            draft.kind = LogText.byte(text, message.lowerBound + 1) == 0x74 ? .systemBoot : .systemShutdown
            return true
        case 0x46:
            if let rest = LogText.behind("Finished ", in: text, message) {
                draft.kind = .serviceStart
                draft.outcome = .success
                name(text, rest, &draft)
                return true
            }
            guard
                let rest = LogText.behind("Failed to start ", in: text, message) ?? LogText.behind("Failed to mount ", in: text, message)
                    ?? LogText.behind("Failed to listen on ", in: text, message)
            else { return false }
            return failed(text, rest, &draft)
        case 0x44:
            guard let rest = LogText.behind("Dependency failed for ", in: text, message) else { return false }
            return failed(text, rest, &draft)
        case 0x52:
            if let rest = LogText.behind("Reached target ", in: text, message) {
                name(text, rest, &draft)
                let isEnd =
                    LogText.contains(text, rest, "Power-Off") || LogText.contains(text, rest, "Reboot")
                    || LogText.contains(text, rest, "Shutdown")
                draft.kind = isEnd ? .systemShutdown : .message
                return true
            }
            guard LogText.begins(text, message, "Reload") else { return false }
            draft.kind = .configurationChange
            return true
        case 0x54:
            guard LogText.begins(text, message, "Time has been changed") else { return false }
            draft.kind = .clockChange
            return true
        case 0x73:
            guard LogText.begins(text, message, "systemd "), LogText.contains(text, message, " running in system mode") else {
                return unit(text, message, &draft)
            }
            draft.kind = .systemBoot
            return true
        case 0x4c:
            guard let rest = LogText.behind("Listening on ", in: text, message) else { return unit(text, message, &draft) }
            draft.kind = .networkListen
            name(text, rest, &draft)
            return true
        case 0x43, 0x4d:
            guard LogText.begins(text, message, "Created slice ") || LogText.begins(text, message, "Mounted ") else {
                return unit(text, message, &draft)
            }
            draft.kind = .message
            return true
        case 0x55:
            // Before release 230: "Unit ssh.service entered failed state."
            guard let rest = LogText.behind("Unit ", in: text, message), let end = LogText.first(" entered failed state", in: text, rest)
            else {
                return unit(text, message, &draft)
            }
            draft.add("service.name", rest.lowerBound..<end)
            (draft.kind, draft.outcome) = (.serviceFailure, .failure)
            return true
        default: return unit(text, message, &draft)
        }
    }

    /// `Started Session 3 of user bob.`, `Started session-3.scope - Session 3 of User bob.`, `Started User Manager for UID 0.`
    private static func started(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        name(text, range, &draft)
        draft.outcome = .success
        let isSession = LogText.begins(text, range, "Session ") || LogText.begins(text, range, "session-")
        if isSession, let at = LogText.last(" of user ", in: text, range) ?? LogText.last(" of User ", in: text, range) {
            draft.kind = .sessionOpen
            draft.user = Slice(withoutStop(text, at + 9..<range.upperBound))
            return true
        }
        draft.kind = .serviceStart
        return true
    }

    private static func failed(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        name(text, range, &draft)
        (draft.kind, draft.outcome) = (.serviceFailure, .failure)
        return true
    }

    /// `ssh.service: Main process exited, code=exited, status=255/EXCEPTION`, `ssh.service: Failed with result 'exit-code'.`
    private static func unit(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let word = LogText.word(text, message.lowerBound, end: message.upperBound)
        if LogText.begins(text, message, "Switching to runlevel: ") {
            let level = LogText.byte(text, message.lowerBound + 23)
            draft.kind = level == 0x30 || level == 0x36 ? .systemShutdown : .message
            return true
        }
        guard word.count > 2, LogText.byte(text, word.upperBound - 1) == 0x3a, LogText.last(0x2e, in: text, word) != nil else {
            return false
        }
        let rest = LogText.skipBlanks(text, word.upperBound, end: message.upperBound)..<message.upperBound
        draft.add("service.name", word.lowerBound..<word.upperBound - 1)
        draft.kind = .message
        if LogText.begins(text, rest, "Main process exited") || LogText.begins(text, rest, "main process exited") {
            if let status = LogText.value("status=", in: text, rest) {
                draft.status = LogText.number(text, status)?.value
                draft.kind = draft.status == 0 ? .processEnd : .serviceFailure
            } else {
                draft.kind = .serviceFailure
            }
            if draft.kind == .serviceFailure { draft.outcome = .failure }
        } else if LogText.begins(text, rest, "Failed with result") || LogText.begins(text, rest, "Unit entered failed state")
            || LogText.begins(text, rest, "Start request repeated too quickly") || LogText.begins(text, rest, "Failed at step")
            || LogText.begins(text, rest, "A process of this unit has been killed by the OOM killer")
        {
            (draft.kind, draft.outcome) = (.serviceFailure, .failure)
        } else if LogText.begins(text, rest, "Deactivated successfully") || LogText.begins(text, rest, "Succeeded") {
            (draft.kind, draft.outcome) = (.serviceStop, .success)
        }
        return true
    }

    /// The unit where the message begins with it, otherwise the words that describe it.
    private static func name(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let word = LogText.word(text, range.lowerBound, end: range.upperBound)
        if LogText.matches(text, word.upperBound, " - "), LogText.last(0x2e, in: text, word) != nil {
            draft.add("service.name", word)
        } else {
            draft.add("service.name", withoutStop(text, range))
        }
    }

    private static func withoutStop(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, text[end - 1] == 0x2e { end -= 1 }
        return range.lowerBound..<end
    }
}
