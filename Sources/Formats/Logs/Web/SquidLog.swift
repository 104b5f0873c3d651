import Model

extension LogFormat {
    /// Squid's access log in its native form: `1299889801.123 45 192.0.2.1 TCP_DENIED/403 4099 GET http://x/ bob HIER_NONE/- text/html`.
    static let squid = LogFormat(
        id: "squid", title: Localized(en: "Squid's access log", ja: "Squidのアクセスログ"), names: ["/squid/access.log", "/squid3/access.log"],
        begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        let first = LogText.word(text, line.lowerBound, end: end)
        guard first.count >= 14, first.count <= 17, let time = LogTime.epoch(text, first), time.end == first.upperBound else {
            return false
        }
        var words: [Range<Int>] = []
        var at = LogText.skipBlanks(text, first.upperBound, end: end)
        while words.count < 9, at < end {
            let word = LogText.word(text, at, end: end)
            words.append(word)
            at = LogText.skipBlanks(text, word.upperBound, end: end)
        }
        guard words.count >= 7, let slash = LogText.first(0x2f, in: text, words[2]), LogText.number(text, words[0]) != nil,
            let size = LogText.number(text, words[3])
        else { return false }
        draft.format = "squid"
        draft.kind = .httpRequest
        draft.moment = time.moment
        HTTPLine.setPeer(text, words[1], &draft)
        draft.add("http.duration.ms", words[0])
        draft.add("squid.result", words[2].lowerBound..<slash)
        draft.status = HTTPLine.status(text, slash + 1)
        draft.bytes = Int64(size.value)
        draft.method = Slice(words[4])
        draft.path = Slice(words[5])
        if !HTTPLine.isNothing(text, words[6]) { draft.user = Slice(words[6]) }
        HTTPLine.setOutcome(&draft)
        if LogText.first("DENIED", in: text, words[2]) != nil { draft.outcome = .failure }
        return true
    }

    /// 3proxy's default log: `12-03-2011 00:30:01 +0900 PROXY.3128 00004 bob 192.0.2.1:28783 198.51.100.1:80 0 0 0 0 GET http://x/ HTTP/1.1`.
    /// The service's code that is not 0 tells why it refused (3proxy documentation, "logformat", `%E`).
    static let threeProxy = LogFormat(
        id: "3proxy", title: Localized(en: "3proxy's log", ja: "3proxyのログ"), names: ["/3proxy.log", "/3proxy/3proxy.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTimes.numbers(text, line.lowerBound, monthFirst: false), time.end < end, LogText.byte(text, time.end) == 0x20
        else { return false }
        let service = LogText.word(text, time.end + 1, end: end)
        guard LogText.first(0x2e, in: text, service) != nil else { return false }
        let code = LogText.word(text, LogText.skipBlanks(text, service.upperBound, end: end), end: end)
        guard code.count == 5, let number = LogText.digits(text, code.lowerBound, 5) else { return false }
        let rest = LogText.skipBlanks(text, code.upperBound, end: end)..<end
        guard LogPhrase.read(threeProxyPhrases, text, rest, &draft) else { return false }
        draft.format = "3proxy"
        draft.moment = time.moment
        draft.process = Slice(service)
        draft.add("3proxy.code", code)
        if draft.user.count == 1, draft.user.range.lowerBound < end, text[draft.user.range.lowerBound] == 0x2d { draft.user = .absent }
        // src/proxy.c: up to 9 authentication and access lists, 5xx a request that was broken off or that nobody can read.
        switch number {
        case 0: break
        case 1...9: (draft.kind, draft.outcome) = (.loginFailure, .failure)
        case 500...599: (draft.kind, draft.outcome) = (.connectionClose, .failure)
        default: draft.outcome = .failure
        }
        return true
    }

    private static let threeProxyPhrases = [
        LogPhrase(.networkConnect, "{user} {address} {+destination.address} {#} {#} {#} {#} {=http.request.line}"),
        LogPhrase(.networkConnect, "{user} {address} {+destination.address} {#} {#} {#} {=http.request.line}"),
    ]
}
