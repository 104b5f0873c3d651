import Model

extension ProgramLog {
    /// What the log daemons say of themselves: rsyslogd, syslog-ng, sysklogd, systemd-journald. Their gaps are gaps in the evidence.
    static let syslogDaemon = ProgramLog(
        id: "syslogd", title: Localized(en: "Log daemons", ja: "ログを書くプログラム"),
        programs: [
            "rsyslogd", "rsyslog", "syslog-ng", "syslogd", "syslog", "systemd-journald", "systemd-journal", "journal", "metalog",
            "-- mark --",
        ]
    ) { text, message, draft in
        SyslogDaemonMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum SyslogDaemonMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        // "[origin software="rsyslogd" swVersion="8.2302.0" x-pid="1" x-info="…"] start"
        if LogText.begins(text, message, "[origin "), let close = LogText.first("] ", in: text, message) {
            message = close + 2..<max(close + 2, message.upperBound)
        }
        if LogText.begins(text, message, "start") || LogText.begins(text, message, "Journal started")
            || LogText.begins(text, message, "restart")
            || LogText.begins(text, message, "syslog-ng starting up") || LogText.begins(text, message, "syslogd startup")
            || LogText.begins(text, message, "klogd startup")
            || LogText.begins(text, message, "syslogd ")
                && LogText.contains(text, message, ": restart")
            || LogText.begins(text, message, "syslogd started")
        {
            draft.kind = .serviceStart
        } else if LogText.begins(text, message, "exiting on signal") || LogText.begins(text, message, "Exiting on signal")
            || LogText.begins(text, message, "Journal stopped") || LogText.begins(text, message, "syslog-ng shutting down")
            || LogText.begins(text, message, "Received SIGTERM") || LogText.begins(text, message, "syslogd shutdown")
            || LogText.begins(text, message, "System log daemon exiting") || LogText.begins(text, message, "syslogd exiting")
            || LogText.begins(text, message, "klogd shutdown")
        {
            draft.kind = .serviceStop
        } else if LogText.contains(text, message, " was HUPed") || LogText.begins(text, message, "rsyslogd was HUPed")
            || LogText.begins(text, message, "Time jumped backwards, rotating") || LogText.begins(text, message, "Vacuuming done")
            || LogText.begins(text, message, "Deleted archived journal")
        {
            draft.kind = .logRotate
        } else if lost(text, message, &draft) {
            draft.kind = .message
            draft.outcome = .failure
        } else if LogText.begins(text, message, "Configuration reload request received") {
            draft.kind = .configurationChange
        } else if let client = LogText.first("client='AF_INET", in: text, message),
            let open = LogText.first(0x28, in: text, client..<message.upperBound)
        {
            // syslog-ng: "Syslog connection accepted; fd='7', client='AF_INET(192.0.2.1:4711)', local=…"
            LogPeer.joined(text, open + 1, end: message.upperBound)?.fill(&draft)
            draft.kind = LogText.contains(text, message.lowerBound..<client, "accepted") ? .connectionOpen : .connectionClose
        } else {
            return false
        }
        return true
    }

    /// Messages that never reached the log, or a log that broke: `imuxsock lost 12 messages from pid 1 due to rate-limiting`, `imjournal: 12
    /// messages lost due to rate-limiting`, `Suppressed 12 messages from x.service`, `Missed 12 kernel messages`, `File … corrupted or
    /// uncleanly shut down`.
    private static func lost(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        for (mark, isBefore) in [(" lost ", true), ("Suppressed ", true), ("Missed ", true), (" messages lost", false)] {
            guard let at = LogText.first(mark, in: text, message) else { continue }
            let start =
                isBefore ? at + mark.utf8.count : (LogText.last(0x20, in: text, message.lowerBound..<at) ?? message.lowerBound - 1) + 1
            guard let (_, end) = LogText.number(text, start..<message.upperBound) else { continue }
            draft.add("log.lost", start..<end)
            return true
        }
        return LogText.contains(text, message, "begins to drop messages")
            || LogText.contains(text, message, "corrupted or uncleanly shut down")
            || LogText.contains(text, message, "No space left on device")
    }
}
