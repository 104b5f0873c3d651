import Model

extension LogFormat {
    /// NSD and Unbound: `[1299889801] nsd[12]: info: …`, `[1299889801] unbound[12:0] info: …`.
    static let nameServer = application(
        "nsd", Localized(en: "Log of NSD or Unbound", ja: "NSD・Unboundのログ"), names: ["/nsd.log", "/unbound.log"], begins: .bracket,
        isOwn: false,
        [
            LogPhrase(.connectionRefused, .failure, "nsd[{pid}]: info: ratelimit block {*} query {address} TYPE{*}"),
            LogPhrase(.connectionRefused, .failure, "nsd[{pid}]: info: ratelimit block {*} query {address} {*}"),
            LogPhrase(.connectionRefused, .failure, "nsd[{pid}]: info: axfr for {*} from client {address} refused, {*}"),
            LogPhrase(.connectionRefused, .failure, "nsd[{pid}]: info: axfr for {*} from {address} refused, {*}"),
            LogPhrase(.message, "nsd[{pid}]: {*}"), LogPhrase(.message, "unbound[{*}"),
        ]
    ) { text, line in
        let close = LogText.first(0x5d, in: text, LogText.range(line.lowerBound, min(line.upperBound, line.lowerBound + 32)))
        guard let close, LogText.byte(text, close + 1) == 0x20 else { return nil }
        guard let time = LogTime.iso(text, line.lowerBound + 1) ?? LogTime.epoch(text, line.lowerBound + 1..<close), time.end == close
        else { return nil }
        return (time.moment, close + 2)
    }

    /// BIND's own channels: `12-Mar-2011 00:30:01.123 security: info: client 192.0.2.1#5000 (x): query (cache) 'x/A/IN' denied`.
    static let named = LogFormat(
        id: "named.own", title: Localized(en: "BIND's own log", ja: "BIND独自のログ"),
        names: ["/named.log", "/named/security.log", "/bind.log", "/query.log", "/named.run"], begins: [.digit, .letter]
    ) { text, line, draft in
        if LineStart(text[line.lowerBound]) == .letter { return namedTimeless(text, line, &draft) }
        guard LogText.byte(text, line.lowerBound + 2) == 0x2d, let time = LogTimes.dayFirst(text, line.lowerBound),
            time.moment.precision == .millisecond,
            LogText.byte(text, time.end) == 0x20
        else { return false }
        let end = line.upperBound
        var at = time.end + 1
        var words = 0
        while words < 2 {
            let word = LogText.word(text, at, end: end)
            guard word.count > 1, text[word.upperBound - 1] == 0x3a else { break }
            at = LogText.skipBlanks(text, word.upperBound, end: end)
            words += 1
        }
        let isClient = LogText.matches(text, at, "client ")
        guard words > 0 || isClient else { return false }
        draft.format = "named.own"
        draft.moment = time.moment
        draft.kind = .message
        draft.message = Slice(at..<end)
        if ProgramDispatch.read(named: "named", text, message: at..<end, &draft) { return true }
        draft.kind = .message
        _ = LogPhrase.read(namedPhrases, text, at..<end, &draft)
        return true
    }

    /// The same of a channel with `print-time no`: only what is said of a client shows whose line it is.
    private static func namedTimeless(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let head = line.lowerBound..<min(line.upperBound, line.lowerBound + 40)
        guard let place = LogText.first("client ", in: text, head),
            place == head.lowerBound || LogText.matches(text, place - 2, ": ") && !LogText.contains(text, head.lowerBound..<place, "["),
            LogText.contains(text, place..<min(line.upperBound, place + 80), "#"),
            LogText.contains(text, place..<min(line.upperBound, place + 200), ": "),
            ProgramDispatch.read(named: "named", text, message: line, &draft), draft.port != nil
        else { return false }
        draft.format = "named.own"
        draft.message = Slice(line)
        return true
    }

    private static let namedPhrases = [
        LogPhrase(.connectionRefused, .failure, "client @{word} {address}#{port}{*} denied"),
        LogPhrase(.connectionRefused, .failure, "client {address}#{port}{*} denied"),
        LogPhrase(.connectionRefused, .failure, "client @{word} {address}#{port}{*} denied ({*}"),
        LogPhrase(.connectionRefused, .failure, "client {address}#{port}{*} denied ({*}"),
        LogPhrase(.connectionRefused, .failure, "client @{word} {address}#{port}{*}: bad zone transfer request: {*}"),
        LogPhrase(.connectionRefused, .failure, "client {address}#{port}{*}: bad zone transfer request: {*}"),
        LogPhrase(.networkConnect, "client @{word} {address}#{port} ({*}): query: {+dns.question.name} {*}"),
        LogPhrase(.networkConnect, "client {address}#{port} ({*}): query: {+dns.question.name} {*}"),
    ]
}
