import Model

extension LogFormat {
    /// fail2ban's log: `2011-03-12 00:30:01,123 fail2ban.actions [12]: NOTICE [sshd] Ban 192.0.2.1` and its older forms.
    static let fail2ban = LogFormat(
        id: "fail2ban", title: Localized(en: "fail2ban's log", ja: "fail2banのログ"), names: ["/fail2ban.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), time.end < end, text[time.end] == 0x20 else { return false }
        let at = LogText.skipBlanks(text, time.end, end: end)
        guard LogText.matches(text, at, "fail2ban") else { return false }
        var name = LogText.word(text, at, end: end)
        var next = LogText.skipBlanks(text, name.upperBound, end: end)
        while name.count > 1, text[name.upperBound - 1] == 0x3a { name = name.lowerBound..<name.upperBound - 1 }
        draft.format = "fail2ban"
        draft.moment = time.moment
        draft.kind = .message
        draft.process = Slice(name)
        if next < end, text[next] == 0x5b, let (pid, close) = LogText.number(text, next + 1..<end), LogText.matches(text, close, "]:") {
            draft.pid = pid
            next = LogText.skipBlanks(text, close + 2, end: end)
        }
        let level = LogText.word(text, next, end: end)
        next = LogText.skipBlanks(text, level.upperBound, end: end)
        draft.add("log.level", LogText.range(level.lowerBound, level.upperBound - (text[max(line.lowerBound, level.upperBound - 1)] == 0x3a ? 1 : 0)))
        draft.message = Slice(next..<end)
        _ = Fail2banMessage.read(text, next..<end, &draft)
        return true
    }

    /// CrowdSec's log (logrus): `time="…" level=info msg="Ip 192.0.2.1 performed 'crowdsecurity/ssh-bf' (6 events over 30s) at …"`.
    static let crowdsec = LogFormat(
        id: "crowdsec", title: Localized(en: "CrowdSec's log", ja: "CrowdSecのログ"), names: ["/crowdsec.log", "/crowdsec_api.log"], begins: .letter
    ) { text, line, draft in
        guard LogText.matches(text, line.lowerBound, "time=\""), let time = LogTimes.any(text, line.lowerBound + 6),
            let message = LogText.placeBehind(" msg=\"", in: text, line)
        else { return false }
        let end = LogText.last(0x22, in: text, message..<line.upperBound) ?? line.upperBound
        guard LogPhrase.read(crowdsecPhrases, text, LogText.range(message, end), &draft) else { return false }
        draft.format = "crowdsec"
        draft.moment = time.moment
        draft.message = Slice(LogText.range(message, end))
        return true
    }

    private static let crowdsecPhrases = [
        LogPhrase(.banSet, "Ip {address} performed '{=rule.name}' ({*}"),
        LogPhrase(.banSet, "{*} {word} {word} ban on Ip {address}"),
        LogPhrase(.banSet, "({*}) {=rule.name} by ip {address} ({*}"),
    ]
}

/// What fail2ban's parts say (`fail2ban/server/{actions,filter,jail}.py`), from 0.8 to 1.1.
enum Fail2banMessage {
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        LogPhrase.read(phrases, text, range, &draft)
    }

    private static let phrases = [
        LogPhrase(.banSet, "[{=fail2ban.jail}] Ban {address}"), LogPhrase(.banSet, "[{=fail2ban.jail}] Restore Ban {address}"),
        LogPhrase(.banSet, "[{=fail2ban.jail}] Increase Ban {address} {*}"), LogPhrase(.banSet, "[{=fail2ban.jail}] {address} already banned"),
        LogPhrase(.banLifted, "[{=fail2ban.jail}] Unban {address}"),
        LogPhrase(.message, "[{=fail2ban.jail}] Found {address}"), LogPhrase(.message, "[{=fail2ban.jail}] Found {address} - {*}"),
        LogPhrase(.message, "[{=fail2ban.jail}] Ignore {address}{*}"),
        LogPhrase(.serviceStart, "Starting Fail2ban v{*}"), LogPhrase(.serviceStop, "Exiting Fail2ban"),
    ]
}
