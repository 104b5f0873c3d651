import Model

extension LogFormat {
    /// Log of Zabbix's server, proxy and agents: `  828:20110312:003001.123 words`, the number of the process before the time.
    static let zabbix = LogFormat(
        id: "zabbix.own", title: Localized(en: "Zabbix's own log", ja: "Zabbix独自のログ"),
        names: ["/zabbix_agentd.log", "/zabbix_agent2.log", "/zabbix_server.log", "/zabbix_proxy.log"], begins: [.digit, .other]
    ) { text, line, draft in
        let end = line.upperBound
        let start = LogText.skipBlanks(text, line.lowerBound, end: min(end, line.lowerBound + 8))
        guard let (pid, colon) = LogText.number(text, start..<min(end, start + 9)), LogText.byte(text, colon) == 0x3a,
            let year = LogText.digits(text, colon + 1, 4), (1990..<2200).contains(year), let month = LogText.digits(text, colon + 5, 2),
            let day = LogText.digits(text, colon + 7, 2), (1...12).contains(month), (1...31).contains(day),
            LogText.byte(text, colon + 9) == 0x3a, let hour = LogText.digits(text, colon + 10, 2),
            let minute = LogText.digits(text, colon + 12, 2), let second = LogText.digits(text, colon + 14, 2), hour < 24, minute < 60,
            second <= 60, LogText.byte(text, colon + 16) == 0x2e, let part = LogText.digits(text, colon + 17, 3),
            LogText.byte(text, colon + 20) == 0x20
        else { return false }
        draft.format = "zabbix.own"
        draft.kind = .message
        draft.pid = pid
        draft.moment = .local(
            year: year, month: month, day: day, second: hour * 3_600 + minute * 60 + second, nanoseconds: UInt32(part) * 1_000_000,
            precision: .millisecond)
        let message = colon + 21..<end
        draft.message = Slice(message)
        if !LoginWords.read(text, message, &draft), !Refusal.read(text, message, &draft) { SpokenPeer.read(text, message, &draft) }
        return true
    }
}
