import Model

extension LogFormat {
    /// HAProxy's own lines without a carrier, as on standard output: what is behind the head through syslog ("HAProxy Configuration
    /// Manual", 8.2).
    static let haproxy = LogFormat(
        id: "haproxy", title: Localized(en: "HAProxy's log", ja: "HAProxyのログ"), names: ["/haproxy.log"], begins: [.digit, .letter, .other]
    ) { text, line, draft in
        guard HAProxyMessage.read(text, line, &draft) else { return false }
        draft.format = "haproxy"
        return true
    }
}

extension ProgramLog {
    static let haproxy = ProgramLog(
        id: "haproxy", title: Localized(en: "HAProxy (load balancer)", ja: "HAProxy(ロードバランサー)"), programs: ["haproxy"]
    ) { text, message, draft in
        let moment = draft.moment
        guard HAProxyMessage.read(text, message, &draft) else { return false }
        if let moment { draft.moment = moment }
        return true
    }
}

enum HAProxyMessage {
    /// `192.0.2.1:5000 [12/Mar/2011:00:30:01.123] front back/server 1/0/1/0/2 403 5168 - - ---- 3/3/0/0/0 0/0 {host} "GET / HTTP/1.1"`, and for TCP
    /// `… 0/0/2 212 -- 0/0/0/0/0 0/0`.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = range.upperBound
        // Without a log format of its own: "Connect from 192.0.2.1:5000 to 198.51.100.1:80 (web/HTTP)".
        if LogText.begins(text, range, "Connect from ") {
            return LogPhrase.read(
                [LogPhrase(.connectionOpen, "Connect from {address} to {word} ({=haproxy.frontend})")], text, range, &draft)
        }
        let client = LogText.word(text, range.lowerBound, end: end)
        guard client.count >= 3, client.upperBound + 1 < end, text[client.upperBound + 1] == 0x5b,
            let time = LogTime.common(text, client.upperBound + 2),
            LogText.matches(text, time.end, "] "), let colon = LogText.last(0x3a, in: text, client)
        else { return false }
        var at = time.end + 2
        func word() -> Range<Int> {
            let word = LogText.word(text, at, end: max(at, end))
            at = LogText.skipBlanks(text, word.upperBound, end: max(word.upperBound, end))
            return word
        }
        let front = word()
        // "front/1: SSL handshake failure"
        if let slash = LogText.first(0x3a, in: text, front), slash + 1 == front.upperBound {
            draft.kind = .connectionClose
            draft.outcome = .failure
            draft.message = Slice(LogText.range(at, end))
        } else {
            let back = word()
            var timers = word()
            // Some put the name of the site before the timers.
            if LogText.first(0x2f, in: text, timers) == nil { timers = word() }
            guard LogText.first(0x2f, in: text, back) != nil, LogText.first(0x2f, in: text, timers) != nil else { return false }
            let first = word()
            let second = word()
            if LogText.byte(text, second.lowerBound) == 0x2d
                || second.count == 2 && !ShellByte.isDigit(LogText.byte(text, second.lowerBound))
            {
                draft.kind = .networkConnect
                draft.bytes = LogText.number(text, first).map { Int64($0.value) }
                draft.add("haproxy.state", second)
            } else {
                draft.kind = .httpRequest
                draft.status = LogText.byte(text, first.lowerBound) == 0x2d ? nil : HTTPLine.status(text, first.lowerBound)
                draft.bytes = LogText.number(text, second).map { Int64($0.value) }
                for _ in 0..<2 { _ = word() }
                draft.add("haproxy.state", word())
                let open = LogText.first(" \"", in: text, LogText.range(min(at, end) - 1, end)).map { $0 + 2 }
                if let open {
                    let close = LogText.last(0x22, in: text, LogText.range(open, end)) ?? end
                    HTTPLine.request(text, LogText.range(open, close), &draft)
                }
                HTTPLine.setOutcome(&draft)
            }
            draft.add("haproxy.backend", back)
        }
        draft.moment = time.moment
        draft.add("haproxy.frontend", LogText.last(0x3a, in: text, front).map { front.lowerBound..<$0 } ?? front)
        HTTPLine.setPeer(text, client.lowerBound..<colon, &draft)
        draft.port = LogText.number(text, LogText.range(colon + 1, client.upperBound))?.value
        return true
    }
}
