import Model

extension LogFormat {
    /// Webmin's record of actions (`/var/webmin/webmin.log`): `1299889801.12.0 [12/Mar/2011 00:30:01] bob session 192.0.2.1 module script.cgi "action"
    /// "type" "object"`. Log-ins are actions of module `global`.
    static let webminActions = LogFormat(
        id: "webmin.actions", title: Localized(en: "Webmin's record of actions", ja: "Webminの操作記録"),
        names: ["/webmin/webmin.log", "/usermin/webmin.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        let id = LogText.word(text, line.lowerBound, end: min(end, line.lowerBound + 48))
        guard id.count >= 10, LogText.matches(text, id.upperBound, " ["), let time = actionTime(text, id.upperBound + 2),
            LogText.matches(text, time.end, "] ")
        else { return false }
        let message = time.end + 2..<end
        guard LogPhrase.read(webminPhrases, text, message, &draft) else { return false }
        draft.format = "webmin.actions"
        draft.moment = time.moment
        draft.message = Slice(message)
        return true
    }

    /// The day may have one digit.
    private static func actionTime(_ text: Span<UInt8>, _ at: Int) -> LogTime.Read? { LogTimes.dayFirst(text, at) }

    private static let webminPhrases = [
        LogPhrase.failure("{user} {word} {address} global miniserv.pl \"failed\" \"-\" \"{+reason}\""),
        LogPhrase(.loginSuccess, .success, "{user} {word} {address} global miniserv.pl \"login\" \"-\" \"{*}\"{*}"),
        LogPhrase(.logout, "{user} {word} {address} global miniserv.pl \"logout\" \"-\" \"{*}\"{*}"),
        LogPhrase(.configurationChange, "{user} {word} {address} {+webmin.module} {+url.path} \"{=event.action}\" \"{*}\" \"{*}\"{*}"),
    ]

    /// Axigen's log: `2011-03-12 00:30:01 +0900 08 mail.example IMAP:session: words`.
    static let axigen = application(
        "axigen", Localized(en: "Axigen's log", ja: "Axigenのログ"), names: ["/axigen/log/everything.txt"], begins: .digit, isOwn: true,
        [
            LogPhrase(.connectionOpen, "{word} {word}: [{*}] connection accepted from [{address}]"),
            .failure("{word} {word}: Authentication error for user '{user}'{*}"),
            LogPhrase(.loginSuccess, .success, "{word} {word}: User [{user}] successfully authorized!"),
            LogPhrase(.connectionClose, "{word} {word}: closing session from [{address}]"),
            LogPhrase(.connectionClose, "{word} {word}: Closing connection from [{address}]"),
            LogPhrase(.message, "{word} {word}: Remote address updated from '{*}' to '{address}'"),
            LogPhrase(.message, "{word} {word}: SSL alert remote {address}, {*}"),
            LogPhrase(.message, "{word} {word}: SPF result for {*} connected from <{address}>: {*}"),
        ]
    ) { text, line in
        guard let time = LogTime.iso(text, line.lowerBound), !time.moment.isLocal, LogText.byte(text, time.end) == 0x20,
            LogText.digits(text, time.end + 1, 2) != nil, LogText.byte(text, time.end + 3) == 0x20
        else { return nil }
        return (time.moment, time.end + 4)
    }

    /// The audit trail of Apereo CAS (Inspektr): `… - WHEN|CAS|what|AUTHENTICATION_FAILED|bob|192.0.2.1|198.51.100.1`.
    static let casAudit = LogFormat(
        id: "cas.audit", title: Localized(en: "Audit trail of Apereo CAS", ja: "Apereo CASの監査記録"), names: ["/cas_audit.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), time.end < end,
            let start = LogText.first("AuditTrailManager] - ", in: text, time.end..<min(end, time.end + 160))
        else { return false }
        let message = start + 21..<end
        draft.format = "cas.audit"
        draft.kind = .message
        draft.moment = time.moment
        draft.message = Slice(message)
        // From the end: what was supplied may hold bars.
        var cells: [Range<Int>] = []
        var stop = end
        while cells.count < 4, let bar = LogText.last(0x7c, in: text, message.lowerBound..<stop) {
            cells.append(bar + 1..<stop)
            stop = bar
        }
        guard cells.count == 4 else { return true }
        HTTPLine.setPeer(text, cells[1], &draft)
        draft.user = Slice(cells[2])
        draft.add("event.action", cells[3])
        switch LoginVerdict.read(text, cells[3]) {
        case true?: (draft.kind, draft.outcome) = (.loginSuccess, .success)
        case false?: (draft.kind, draft.outcome) = (.loginFailure, .failure)
        case nil: break
        }
        return true
    }
}
