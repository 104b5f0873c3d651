import Model

extension ProgramLog {
    /// systemd-logind(8) and elogind: sessions, seats, keys that turn the machine off.
    static let logind = ProgramLog(
        id: "logind", title: Localized(en: "Sessions (systemd-logind)", ja: "セッション管理(systemd-logind)"),
        programs: ["systemd-logind", "elogind", "elogind-daemon", "systemd-shutdown", "shutdown"]
    ) { text, message, draft in
        LogindMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum LogindMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x4e:
            // "New session 3 of user bob.", "New session '3' of user 'bob' with class 'user' and type 'tty'."
            guard let rest = LogText.behind("New session ", in: text, message), let at = LogText.first(" of user ", in: text, rest) else {
                guard LogText.begins(text, message, "New seat ") else { return false }
                draft.kind = .message
                return true
            }
            draft.add("session.id", PamMessage.unquoted(text, rest.lowerBound..<at))
            draft.user = Slice(name(text, at + 9..<rest.upperBound))
            (draft.kind, draft.outcome) = (.sessionOpen, .success)
            return true
        case 0x52:
            guard let rest = LogText.behind("Removed session ", in: text, message) else {
                guard LogText.begins(text, message, "Rebooting") else { return false }
                draft.kind = .systemShutdown
                return true
            }
            draft.add("session.id", name(text, rest))
            draft.kind = .sessionClose
            return true
        case 0x53:
            if let rest = LogText.behind("Session ", in: text, message), let end = LogText.first(" logged out", in: text, rest) {
                draft.add("session.id", PamMessage.unquoted(text, rest.lowerBound..<end))
                draft.kind = .logout
                return true
            }
            guard LogText.begins(text, message, "System is ") || LogText.begins(text, message, "Syncing filesystems") else { return false }
            draft.kind = .systemShutdown
            return true
        case 0x54:
            guard LogText.begins(text, message, "The system will ") else { return false }
            draft.kind = .systemShutdown
            return true
        case 0x50:
            // "Power key pressed short." is a hand at the machine, "Powering Off..." what follows.
            guard LogText.begins(text, message, "Power key pressed") || LogText.begins(text, message, "Powering ") else { return false }
            draft.kind = LogText.byte(text, message.lowerBound + 5) == 0x20 ? .message : .systemShutdown
            return true
        case 0x73:
            // shutdown(8) of sysvinit: "shutting down for system reboot"
            guard LogText.begins(text, message, "shutting down for ") else { return false }
            draft.kind = .systemShutdown
            return true
        case 0x57:
            guard LogText.begins(text, message, "Watching system buttons on ") else { return false }
            draft.kind = .deviceAttach
            return true
        case 0x4c:
            guard LogText.begins(text, message, "Lid ") else { return false }
            draft.kind = .message
            return true
        default: return false
        }
    }

    /// `bob.` or `'bob' with …`.
    private static func name(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        if LogText.byte(text, range.lowerBound) == 0x27, let close = LogText.first(0x27, in: text, range.lowerBound + 1..<range.upperBound)
        {
            return range.lowerBound + 1..<close
        }
        return LogText.byte(text, range.upperBound - 1) == 0x2e ? range.lowerBound..<range.upperBound - 1 : range
    }
}
