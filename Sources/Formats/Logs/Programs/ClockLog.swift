import Model

extension ProgramLog {
    /// Programs that set the clock: ntpd(8), ntpdate(8), chronyd(8), systemd-timesyncd(8), systemd-timedated(8), openntpd, busybox ntpd.
    static let clock = ProgramLog(
        id: "clock", title: Localized(en: "Setting of the clock (NTP)", ja: "時刻合わせ(NTP)"),
        programs: [
            "ntpd", "ntpdate", "chronyd", "systemd-timesyncd", "systemd-timedated", "systemd-timedate", "sntp", "ntpdig", "rdate",
            "hwclock",
            "htpdate", "tlsdated",
        ]
    ) { text, message, draft in
        ClockMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum ClockMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        for (mark, isNumber) in [
            ("time reset ", true), ("time stepped by ", true), ("clock was stepped by ", true), ("System clock wrong by ", true),
            ("time set ", true),
            ("set local clock to ", false), ("clock has been stepped by ", true), ("Changed local time to ", false),
            ("clock synchronization to ", false), ("setting time to ", false),
        ] {
            guard let at = LogText.first(mark, in: text, message) else { continue }
            // "System clock wrong by 1.2 seconds, adjustment started" is no step, but what is to be mended in one or by and by.
            let start = at + mark.utf8.count
            if isNumber {
                draft.add("clock.step", LogText.token(text, start, end: message.upperBound))
            } else {
                draft.add("clock.time", start..<max(start, LogText.ends(text, message, ".") ? message.upperBound - 1 : message.upperBound))
            }
            draft.kind = .clockChange
            return true
        }
        if let rest = LogText.behind("step time server ", in: text, message) ?? LogText.behind("adjust time server ", in: text, message) {
            LogPeer.joined(text, rest.lowerBound, end: rest.upperBound)?.fill(&draft)
            if let offset = LogText.value(" offset ", in: text, rest) { draft.add("clock.step", offset) }
            // ntpdate lets the clock run faster for less than half a second.
            draft.kind = LogText.byte(text, message.lowerBound) == 0x73 ? .clockChange : .message
            return true
        }
        if LogText.contains(text, message, "time jump detected") || LogText.begins(text, message, "System time changed")
            || LogText.begins(text, message, "System clock time unset or jumped backwards")
            || LogText.begins(text, message, "System clock TAI offset")
        {
            draft.kind = .clockChange
        } else if LogText.begins(text, message, "Changed time zone to ") || LogText.begins(text, message, "Set NTP to ") {
            draft.kind = .configurationChange
        } else if LogText.begins(text, message, "chronyd exiting") || LogText.begins(text, message, "ntpd exiting") {
            draft.kind = .serviceStop
        } else if LogText.begins(text, message, "chronyd version ")
            || LogText.begins(text, message, "ntpd ") && LogText.contains(text, message, "tarting")
            || LogText.begins(text, message, "ntp engine ready")
        {
            draft.kind = .serviceStart
        } else {
            return false
        }
        return true
    }
}
