import Model

extension ProgramLog {
    /// auditd(8) and its dispatcher, of themselves. The records that they hand on are read elsewhere.
    static let auditDaemon = ProgramLog(
        id: "auditd", title: Localized(en: "Audit daemon", ja: "監査デーモン(auditd)"),
        programs: ["auditd", "audisp-remote", "augenrules", "auditctl"]
    ) { text, message, draft in
        AuditDaemonMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum AuditDaemonMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "Init complete") || LogText.begins(text, message, "Started dispatcher") {
            draft.kind = .serviceStart
        } else if LogText.begins(text, message, "The audit daemon is exiting") {
            draft.kind = .serviceStop
        } else if LogText.begins(text, message, "Audit daemon rotating log") {
            draft.kind = .logRotate
        } else if LogText.contains(text, message, "suspending logging") || LogText.contains(text, message, "has no space left")
            || LogText.contains(text, message, "low on disk space") || LogText.contains(text, message, "queue is full")
            || LogText.begins(text, message, "Error writing") || LogText.contains(text, message, "dispatch err")
        {
            (draft.kind, draft.outcome) = (.serviceFailure, .failure)
        } else if LogText.contains(text, message, "resuming logging") {
            draft.kind = .serviceStart
        } else if LogText.begins(text, message, "No rules") || LogText.contains(text, message, "enabled 0") {
            draft.kind = .configurationChange
        } else {
            return false
        }
        return true
    }
}
