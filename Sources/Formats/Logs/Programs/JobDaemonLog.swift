import Model

extension ProgramLog {
    /// cron of every kind (Vixie, cronie, dcron, fcron, busybox), crontab(1), anacron(8), atd(8), run-parts of cronie.
    static let cron = ProgramLog(
        id: "cron", title: Localized(en: "Scheduled jobs (cron, at)", ja: "定期実行(cron・at)"),
        programs: [
            "cron", "crond", "/usr/sbin/cron", "/usr/sbin/crond", "crontab", "anacron", "atd", "run-parts", "fcron", "fcrontab", "cronie",
            "bcron",
        ]
    ) { text, message, draft in
        JobMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum JobMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x28: return classic(text, message, &draft)
        case 0x55:
            // busybox: "USER root pid 1234 cmd run-parts /etc/periodic/15min"
            guard let rest = LogText.behind("USER ", in: text, message) else { return anacron(text, message, &draft) }
            return busybox(text, rest, &draft)
        case 0x46:
            // dcron: "FILE /etc/cron.d/system USER root PID 1234 job sys-hourly"
            guard LogText.begins(text, message, "FILE "), let at = LogText.first(" USER ", in: text, message) else { return false }
            return busybox(text, at + 6..<message.upperBound, &draft)
        case 0x4a, 0x57, 0x41, 0x4e: return anacron(text, message, &draft)
        case 0x53:
            // atd: "Starting job 12 (a0000c014e2f5a) for user 'bob' (1000)"
            guard let rest = LogText.behind("Starting job ", in: text, message), let at = LogText.first(" for user '", in: text, rest)
            else {
                return false
            }
            draft.user = Slice(at + 11..<(LogText.last(0x27, in: text, at + 11..<rest.upperBound) ?? rest.upperBound))
            draft.add("job.name", LogText.word(text, rest.lowerBound, end: at))
            draft.kind = .jobRun
            return true
        case 0x73, 0x66:
            // run-parts of cronie: "starting 0anacron", "finished 0anacron"
            let isStart = LogText.begins(text, message, "starting ")
            guard isStart || LogText.begins(text, message, "finished ") else { return false }
            draft.add("job.name", message.lowerBound + 9..<message.upperBound)
            draft.kind = isStart ? .jobRun : .message
            return true
        case 0x63:
            guard LogText.begins(text, message, "crond "), LogText.contains(text, message, " started") else { return false }
            draft.kind = .serviceStart
            return true
        default: return false
        }
    }

    /// `(USER) ACTION (WHAT)`. A command ends at the last bracket: it may hold any of its own.
    private static func classic(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let close = LogText.first(0x29, in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 80)),
            LogText.byte(text, close + 1) == 0x20, let open = LogText.first(0x28, in: text, close + 2..<message.upperBound)
        else { return false }
        let user = message.lowerBound + 1..<close
        let action = LogText.trimmed(text, close + 2..<open)
        let what = open + 1..<max(open + 1, LogText.ends(text, message, ")") ? message.upperBound - 1 : message.upperBound)
        if LogText.equals(text, user, "CRON") || LogText.equals(text, user, "*system*") {
            draft.kind = .message
        } else {
            draft.user = Slice(user)
        }
        draft.kind = .message
        draft.add("cron.action", action)
        switch LogText.byte(text, action.lowerBound) {
        case 0x43:
            guard LogText.begins(text, action, "CMD") else { return failure(what, &draft) }
            // Debian puts the number of the process that ran it before its end: "CMDEND (…)".
            if action.count == 3 { draft.kind = .jobRun }
            draft.add(LogText.equals(text, action, "CMDOUT") ? "process.output" : "process.command_line", what)
        case 0x52, 0x44:
            if LogText.equals(text, action, "DEATH") {
                draft.kind = .serviceFailure
                return failure(what, &draft)
            }
            if LogText.equals(text, action, "REPLACE") || LogText.equals(text, action, "RELOAD") || LogText.equals(text, action, "DELETE") {
                draft.kind = .jobChange
                draft.outcome = .success
            }
            owner(text, what, &draft)
        case 0x42, 0x4c: owner(text, what, &draft)
        case 0x45:
            guard LogText.begins(text, action, "END EDIT") else { return failure(what, &draft) }
            owner(text, what, &draft)
        case 0x53:
            if LogText.equals(text, action, "STARTUP") { draft.kind = .serviceStart }
        case 0x41, 0x46, 0x4f, 0x50, 0x57: return failure(what, &draft)
        default: break
        }
        return true
    }

    private static func owner(_ text: Span<UInt8>, _ what: Range<Int>, _ draft: inout EventDraft) {
        if LogText.contains(text, what, "/") { draft.path = Slice(what) } else { draft.add("user.target", what) }
    }

    private static func failure(_ what: Range<Int>, _ draft: inout EventDraft) -> Bool {
        draft.outcome = .failure
        draft.add("reason", what)
        return true
    }

    /// `root pid 1234 cmd COMMAND`, `root PID 1234 job NAME`.
    private static func busybox(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let user = LogText.word(text, range.lowerBound, end: range.upperBound)
        guard LogText.matches(text, user.upperBound, " pid ") || LogText.matches(text, user.upperBound, " PID "),
            let (_, end) = LogText.number(text, user.upperBound + 5..<range.upperBound)
        else { return false }
        if let rest = LogText.behind(" cmd ", in: text, end..<range.upperBound) {
            draft.add("process.command_line", rest)
        } else if let rest = LogText.behind(" job ", in: text, end..<range.upperBound)
            ?? LogText.behind(" ", in: text, end..<range.upperBound)
        {
            draft.add("job.name", rest)
        }
        draft.user = Slice(user)
        draft.kind = .jobRun
        return true
    }

    /// ``Job `cron.daily' started``, ``Job `cron.daily' terminated``, `Anacron 2.3 started on …`, `Normal exit (1 job run)`; fcron's
    /// `Job NAME started for user bob (pid 12)`.
    private static func anacron(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("Job ", in: text, message) ?? LogText.behind("Updated timestamp for job ", in: text, message)
            ?? LogText.behind("Will run job ", in: text, message)
        {
            draft.kind = .message
            if let name = LogText.between("`", "'", in: text, rest) { draft.add("job.name", name) }
            if let at = LogText.last(" started", in: text, rest), LogText.byte(text, message.lowerBound) == 0x4a {
                draft.kind = .jobRun
                if let user = LogText.value(" for user ", in: text, at..<rest.upperBound) { draft.user = Slice(user) }
            } else if let status = LogText.value("(exit status: ", in: text, rest) {
                draft.status = LogText.number(text, status)?.value
            }
            return true
        }
        if LogText.begins(text, message, "Anacron ") && LogText.contains(text, message, " started") {
            draft.kind = .serviceStart
        } else if LogText.begins(text, message, "Normal exit") {
            draft.kind = .serviceStop
        } else {
            return false
        }
        return true
    }
}
