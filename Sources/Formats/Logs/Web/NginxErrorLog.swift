import Model

extension LogFormat {
    /// nginx's error log: `2011/03/12 00:30:01 [error] 12#0: *5 words, client: 192.0.2.1, server: x, request: "GET / HTTP/1.1"`
    /// ("Core functionality", `error_log`; `ngx_log_error_core`, `ngx_http_log_error`).
    static let nginxError = LogFormat(
        id: "nginx.error", title: Localized(en: "nginx's error log", ja: "nginxのエラーログ"),
        names: ["/nginx/error.log", "/error.log", "-error.log", "_error.log", ".error.log"], begins: [.digit, .letter]
    ) { text, line, draft in
        guard let start = NginxErrorMessage.start(text, line), NginxErrorMessage.read(text, start..<line.upperBound, &draft) else {
            return false
        }
        draft.format = "nginx.error"
        return true
    }
}

extension ProgramLog {
    /// nginx through syslog: an error as in its own log with its own time, or a line of the access log.
    static let nginx = ProgramLog(
        id: "nginx", title: Localized(en: "nginx (web server)", ja: "nginx(ウェブサーバー)"), programs: ["nginx"]
    ) { text, message, draft in
        // The head of the carrier names the time, too, and stands.
        let moment = draft.moment
        if let start = NginxErrorMessage.start(text, message), NginxErrorMessage.read(text, start..<message.upperBound, &draft) {
            if moment != nil { draft.moment = moment }
            return true
        }
        return WebServerMessage.access(text, message, &draft)
    }
}

enum NginxErrorMessage {
    /// Where the time stands: at the line's beginning, or behind the name that a carrier without times of its own puts before it.
    static func start(_ text: Span<UInt8>, _ line: Range<Int>) -> Int? {
        let first = line.lowerBound
        if LogText.byte(text, first + 4) == 0x2f, LogText.byte(text, first + 7) == 0x2f { return first }
        guard ShellByte.isNameStart(LogText.byte(text, first)), LogTime.bsd(text, first) == nil else { return nil }
        let head = first..<min(line.upperBound, first + 160)
        guard let name = LogText.first("nginx", in: text, head), let colon = LogText.first(": ", in: text, name..<head.upperBound) else {
            return nil
        }
        var at = colon + 2
        // "nginx[1]: host nginx: 2025/…": forwarded twice.
        if let again = LogText.first("nginx", in: text, LogText.range(at, min(head.upperBound, at + 80))),
            let next = LogText.first(": ", in: text, LogText.range(again, head.upperBound))
        {
            at = next + 2
        }
        return LogText.byte(text, at + 4) == 0x2f && LogText.byte(text, at + 7) == 0x2f ? at : nil
    }

    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = range.upperBound
        guard LogText.byte(text, range.lowerBound + 4) == 0x2f, let time = LogTime.iso(text, range.lowerBound), time.end + 3 < end,
            LogText.byte(text, time.end) == 0x20, LogText.byte(text, time.end + 1) == 0x5b,
            let close = LogText.first(0x5d, in: text, time.end + 2..<min(end, time.end + 12)),
            let level = ErrorLevel.find(text, time.end + 2..<close), let (pid, hash) = LogText.number(text, min(close + 2, end)..<end),
            LogText.byte(text, hash) == 0x23, let colon = LogText.first(": ", in: text, LogText.range(hash, min(end, hash + 24)))
        else { return false }
        draft.kind = .httpError
        draft.moment = time.moment
        draft.pid = pid
        draft.add("log.level", level)
        var at = colon + 2
        if LogText.byte(text, at) == 0x2a, let (_, behind) = LogText.number(text, LogText.range(at + 1, end)) {
            draft.add("http.connection", at + 1..<behind)
            at = min(end, behind + 1)
        }
        draft.message = Slice(at..<end)
        guard let client = client(text, at..<end) else {
            words(text, at..<end, &draft)
            // The mail proxy: "client 192.0.2.1:5000 connected to 0.0.0.0:25".
            if LogText.matches(text, at, "client "), let peer = LogPeer.joined(text, at + 7, end: end),
                LogPeer.isAddress(text, peer.address),
                LogText.matches(text, peer.end, " connected to ")
            {
                peer.fill(&draft)
                draft.kind = .connectionOpen
            }
            return true
        }
        details(text, client..<end, &draft)
        words(text, at..<client, &draft)
        // Without a name, nobody has tried one yet: every browser's first request.
        let isQuestion = LogText.matches(text, at, "no user/password was provided")
        if ErrorLevel.isError(text, level), !isQuestion, draft.kind == .httpError { draft.outcome = .failure }
        return true
    }

    /// The place of ", client: " that nginx itself wrote. A user's name or a decoded path may hold a copy of it, and so may the request
    /// and the headers behind it. Where the message begins with such a name, the copy is the one whose details do not end with the line.
    private static func client(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard let first = LogText.first(", client: ", in: text, range) else { return nil }
        let at = range.lowerBound
        let holdsName =
            LogText.matches(text, at, "user \"") || LogText.matches(text, at, "PAM: user '") || LogText.matches(text, at, "open() \"")
            || text[at] == 0x22
        guard holdsName else { return first }
        var candidate: Int? = first
        var tries = 0
        while let place = candidate, tries < 16 {
            if isWhole(text, place, range.upperBound) { return place }
            candidate = LogText.first(", client: ", in: text, place + 1..<range.upperBound)
            tries += 1
        }
        return first
    }

    /// Whether nothing but `, name: value` stands from a place to the end.
    private static func isWhole(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var at = start
        while at < end {
            guard LogText.matches(text, at, ", ") else { return false }
            at += 2
            while at < end, text[at] >= 0x61 && text[at] <= 0x7a { at += 1 }
            guard at < end, LogText.matches(text, at, ": ") else { return false }
            at += 2
            if at < end, text[at] == 0x22 {
                at += 1
                while at < end, text[at] != 0x22 { at += 1 }
                // A line that was cut ends within a value.
                at = min(end, at + 1)
            } else {
                while at < end, text[at] != 0x2c { at += 1 }
            }
        }
        return true
    }

    private static func details(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let end = range.upperBound
        var at = range.lowerBound
        var count = 0
        while at + 2 < end, count < 12, LogText.matches(text, at, ", ") {
            at += 2
            count += 1
            let name = at
            while at < end, text[at] >= 0x61 && text[at] <= 0x7a { at += 1 }
            guard LogText.matches(text, at, ": ") else { return }
            let key = name..<at
            at = min(end, at + 2)
            var value = at..<at
            if at < end, text[at] == 0x22 {
                // The value ends at a quote that is followed by the next name or by nothing.
                var close = at + 1
                while close < end {
                    if text[close] == 0x22, close + 1 == end || LogText.matches(text, close + 1, ", ") { break }
                    close += 1
                }
                value = LogText.range(at + 1, close)
                at = min(end, close + 1)
            } else {
                while at < end, text[at] != 0x2c { at += 1 }
                value = value.lowerBound..<at
            }
            set(text, key, value, &draft)
        }
    }

    private static func set(_ text: Span<UInt8>, _ key: Range<Int>, _ value: Range<Int>, _ draft: inout EventDraft) {
        if value.isEmpty { return }
        switch LogText.byte(text, key.lowerBound) {
        case 0x63 where LogText.equals(text, key, "client"): HTTPLine.setPeer(text, value, &draft)
        case 0x73 where LogText.equals(text, key, "server"): draft.add("server.address", value)
        case 0x72 where LogText.equals(text, key, "request"): HTTPLine.request(text, value, &draft)
        case 0x72 where LogText.equals(text, key, "referrer"): draft.referer = Slice(value)
        case 0x75 where LogText.equals(text, key, "upstream"): draft.add("http.upstream.addr", value)
        case 0x6c where LogText.equals(text, key, "login"): draft.user = Slice(value)
        case 0x68 where LogText.equals(text, key, "host"): draft.add("url.domain", value)
        default: break
        }
    }

    private static func words(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let at = range.lowerBound
        let end = range.upperBound
        guard at < end else { return }
        switch text[at] {
        case 0x75 where LogText.matches(text, at, "user \""):
            guard let close = LogText.last("\": password mismatch", in: text, range) ?? LogText.last("\" was not found in", in: text, range)
            else { return }
            login(text, LogText.range(at + 6, close), &draft)
        case 0x50 where LogText.matches(text, at, "PAM: user '"):
            guard let close = LogText.last("' - not authenticated", in: text, range) else { return }
            login(text, LogText.range(at + 11, close), &draft)
        case 0x6c where LogText.matches(text, at, "limiting "), 0x64 where LogText.matches(text, at, "delaying request"):
            draft.outcome = .failure
        case 0x6f where LogText.matches(text, at, "open() \""):
            if let close = LogText.last("\" failed (", in: text, range) { draft.add("file.path", LogText.range(at + 8, close)) }
        case 0x4d where LogText.matches(text, at, "ModSecurity"), 0x5b where LogText.first("ModSecurity:", in: text, range) != nil:
            ModSecurityMessage.read(text, range, &draft)
        // The mail proxy.
        case 0x63 where LogText.matches(text, at, "client login failed"):
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
        case 0x63 where LogText.matches(text, at, "client logged in"):
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
        // The server behind nginx is at fault, not the client.
        case 0x63 where LogText.matches(text, at, "connect() failed"), 0x75 where LogText.matches(text, at, "upstream "):
            draft.kind = .serviceFailure
        default: break
        }
    }

    private static func login(_ text: Span<UInt8>, _ user: Range<Int>, _ draft: inout EventDraft) {
        draft.kind = .loginFailure
        draft.outcome = .failure
        draft.user = Slice(user)
        draft.method = draft.decode("basic")
    }
}

/// A line of an access log that something else carries: syslog, a container's log.
enum WebServerMessage {
    static func access(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let moment = draft.moment
        guard AccessLine.read(text, message, &draft) else { return false }
        if let moment { draft.moment = moment }
        return true
    }
}
