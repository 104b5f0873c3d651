import Model

extension ProgramLog {
    /// lighttpd through syslog, and what PHP's extensions say in its name.
    static let lighttpd = ProgramLog(
        id: "lighttpd", title: Localized(en: "Web server lighttpd", ja: "ウェブサーバー lighttpd"), programs: ["lighttpd", "lighttpd-angel"]
    ) { text, message, draft in
        draft.wholly { LogFormat.lighttpd(text, message, &$0) || ApplicationMessage.php(text, message, &$0) }
    }
}

extension LogFormat {
    /// lighttpd's error log: `2011-03-12 00:30:01: (http_auth.c.875) password doesn't match for /x username: bob, IP: 192.0.2.1`.
    static let lighttpdError = LogFormat(
        id: "lighttpd.error", title: Localized(en: "lighttpd's error log", ja: "lighttpdのエラーログ"), names: ["/lighttpd/error.log"],
        begins: .digit
    ) { text, line, draft in
        guard let time = LogTime.iso(text, line.lowerBound), LogText.matches(text, time.end, ": "),
            lighttpd(text, LogText.range(time.end + 2, line.upperBound), &draft)
        else { return false }
        draft.format = "lighttpd.error"
        draft.moment = time.moment
        return true
    }

    /// `(mod_auth.c.853) words`, which is all that lighttpd says through syslog (`server.errorlog-use-syslog`).
    static func lighttpd(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = range.upperBound
        var at = LogText.skipBlanks(text, range.lowerBound, end: end)
        if LogText.matches(text, at, "(trace) ") { at += 8 }
        guard let close = LogText.first(0x29, in: text, at..<min(end, at + 48)), LogText.first(".c.", in: text, at..<close) != nil else {
            return false
        }
        let message = LogText.skipBlanks(text, close + 1, end: end)..<end
        draft.kind = .httpError
        draft.message = Slice(message)
        if LogText.matches(text, message.lowerBound, "FastCGI-stderr: ") {
            // What PHP or its extensions said: a path may be found in it.
            let said = LogText.range(message.lowerBound + 16, end)
            if !LogText.begins(text, said, "ALERT - ") || !ApplicationMessage.php(text, said, &draft) {
                PHPErrorMessage.read(text, said, &draft)
            }
        } else {
            _ = LogPhrase.read(lighttpdPhrases, text, message, &draft)
            // The digest's name stands between blanks of lighttpd's own.
            if draft.user.isPresent, !draft.user.isDecoded { draft.user = Slice(LogText.trimmed(text, draft.user.range)) }
        }
        return true
    }

    private static let lighttpdPhrases = [
        LogPhrase.failure("password doesn't match for {path} username: {user}, IP: {address}"),
        .failure("password doesn't match for {path} username: {user} IP: {address}"),
        .failure("digest: auth failed for {user} : wrong password, IP: {address}"),
        .failure("digest: auth failed for {user}: wrong password, IP: {address}"),
        .failure("digest: auth failed for {user}  uri: {path} IP: {address}"),
        .failure("digest: auth failed: {*}, IP: {address}"), .failure("get_password failed, IP: {address}"),
        .failure("get_password failed for {user} IP: {address}"),
        LogPhrase(.serviceStart, "server started{*}"), LogPhrase(.serviceStop, "server stopped by {*}"),
    ]

    /// The classic load balancer (`elb`) and the application load balancer (`h2 2011-03-12T…`) of AWS ("Access logs").
    static let awsBalancer = LogFormat(
        id: "aws.elb", title: Localized(en: "AWS load balancer's log", ja: "AWSロードバランサーのログ"), names: [], begins: [.digit, .letter]
    ) { text, line, draft in
        let end = line.upperBound
        var at = line.lowerBound
        if !ShellByte.isDigit(text[at]) {
            let type = LogText.word(text, at, end: min(end, at + 6))
            guard type.count <= 5, type.upperBound < end, text[type.upperBound] == 0x20 else { return false }
            at = type.upperBound + 1
        }
        guard let time = LogTime.iso(text, at), LogText.byte(text, at + 10) == 0x54, LogText.byte(text, time.end) == 0x20 else {
            return false
        }
        var words: [Range<Int>] = []
        at = time.end + 1
        while words.count < 10, at < end {
            let word = LogText.word(text, at, end: end)
            words.append(word)
            at = word.upperBound + 1
        }
        guard words.count == 10, at < end, text[at] == 0x22, let status = HTTPLine.status(text, words[6].lowerBound), words[6].count == 3,
            HTTPLine.isAddress(text, words[1]), let close = LogText.first("\" ", in: text, at + 1..<end)
        else { return false }
        draft.format = "aws.elb"
        draft.kind = .httpRequest
        draft.moment = time.moment
        HTTPLine.setPeer(text, words[1], &draft)
        draft.status = status
        draft.bytes = LogText.number(text, words[9]).map { Int64($0.value) }
        HTTPLine.request(text, at + 1..<close, &draft)
        if let agent = LogText.between("\"", "\"", in: text, close + 1..<end), !HTTPLine.isNothing(text, agent) {
            draft.agent = Slice(agent)
        }
        HTTPLine.setOutcome(&draft)
        return true
    }

    /// Tomcat's own log (catalina.out): `12-Mar-2011 00:30:01.123 INFO [main] org.apache.… words`, with the trace of an exception behind it.
    static let tomcat = LogFormat(
        id: "tomcat", title: Localized(en: "Tomcat's log", ja: "Tomcatのログ"), names: ["/catalina.out", "/catalina.log", "/localhost.log"],
        begins: .digit,
        continues: { text, _, line in
            let at = line.lowerBound
            return text[at] == 0x09 || LogText.matches(text, at, "Caused by: ") || LogText.matches(text, at, "java.")
                || LogText.matches(text, at, "    at ")
        }
    ) { text, line, draft in
        guard LogText.byte(text, line.lowerBound + 2) == 0x2d, let time = LogTimes.dayFirst(text, line.lowerBound),
            LogText.byte(text, time.end) == 0x20
        else { return false }
        let end = LogText.first(0x0a, in: text, line) ?? line.upperBound
        let level = LogText.word(text, time.end + 1, end: end)
        guard ["INFO", "WARNING", "SEVERE", "FINE", "CONFIG", "ERROR", "DEBUG"].contains(where: { LogText.equals(text, level, $0) }) else {
            return false
        }
        let message = LogText.skipBlanks(text, level.upperBound, end: end)..<line.upperBound
        draft.format = "tomcat"
        draft.moment = time.moment
        draft.kind = .httpError
        draft.add("log.level", level)
        draft.message = Slice(message)
        LoginWords.read(text, message, &draft)
        return true
    }

    /// ModSecurity's audit log, serial form: the parts of a transaction from `--id-A--` to `--id-Z--` are one event.
    static let modSecurityAudit = LogFormat(
        id: "modsecurity.audit", title: Localized(en: "ModSecurity's audit log", ja: "ModSecurityの監査ログ"), names: ["/modsec_audit.log"],
        begins: .other,
        spansBlankLines: true,
        continues: { text, _, line in !ModSecurityAudit.isBoundary(text, line, part: 0x41) }, read: ModSecurityAudit.read)
}

enum ModSecurityAudit {
    /// `--3e5a1b2c-A--`.
    static func isBoundary(_ text: Span<UInt8>, _ line: Range<Int>, part: UInt8) -> Bool {
        guard line.count >= 8, line.count <= 40, LogText.matches(text, line.lowerBound, "--"), text[line.upperBound - 1] == 0x2d,
            text[line.upperBound - 2] == 0x2d
        else { return false }
        return text[line.upperBound - 3] == part && text[line.upperBound - 4] == 0x2d
    }

    @Sendable static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var at = range.lowerBound
        func line() -> Range<Int>? {
            guard at < range.upperBound else { return nil }
            let stop = LogText.first(0x0a, in: text, at..<range.upperBound) ?? range.upperBound
            let line = at..<(stop > at && text[stop - 1] == 0x0d ? stop - 1 : stop)
            at = stop + 1
            return line
        }
        guard let first = line() else { return false }
        // A part whose transaction was begun before is an event of the same kind, so that none is lost.
        var part: UInt8 = 0
        for letter: UInt8 in 0x41...0x5a where isBoundary(text, first, part: letter) { part = letter }
        guard part != 0 else { return false }
        draft.format = "modsecurity.audit"
        draft.kind = part == 0x5a ? .message : .httpRequest
        draft.message = Slice(range)
        var isFirstOfPart = true
        while let line = line() {
            if line.count >= 8, text[line.lowerBound] == 0x2d {
                var found: UInt8 = 0
                for letter: UInt8 in 0x41...0x5a where isBoundary(text, line, part: letter) { found = letter }
                if found != 0 {
                    (part, isFirstOfPart) = (found, true)
                    continue
                }
            }
            switch part {
            case 0x41 where isFirstOfPart: head(text, line, &draft)
            case 0x42 where isFirstOfPart: HTTPLine.request(text, line, &draft)
            case 0x42: header(text, line, &draft)
            case 0x46 where isFirstOfPart:
                if LogText.matches(text, line.lowerBound, "HTTP/") { draft.status = HTTPLine.status(text, line.lowerBound + 9) }
            case 0x48 where LogText.matches(text, line.lowerBound, "Message: "):
                if draft.kind != .policyDenial {
                    let (status, path) = (draft.status, draft.path)
                    ModSecurityMessage.read(text, line, &draft)
                    (draft.status, draft.path) = (status ?? draft.status, path)
                }
            default: break
            }
            isFirstOfPart = false
        }
        if draft.kind == .httpRequest { HTTPLine.setOutcome(&draft) }
        return true
    }

    /// `[12/Mar/2011:00:30:01 +0900] UNIQUE 192.0.2.1 5000 198.51.100.1 80`.
    private static func head(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) {
        guard let time = LogTime.common(text, line.lowerBound + 1), let close = LogText.first(0x5d, in: text, line) else { return }
        draft.moment = time.moment
        let identity = LogText.word(text, LogText.skipBlanks(text, close + 1, end: line.upperBound), end: line.upperBound)
        let peer = LogText.word(text, LogText.skipBlanks(text, identity.upperBound, end: line.upperBound), end: line.upperBound)
        draft.add("http.request.id", identity)
        HTTPLine.setPeer(text, peer, &draft)
        draft.port = LogText.number(text, LogText.skipBlanks(text, peer.upperBound, end: line.upperBound)..<line.upperBound)?.value
    }

    private static func header(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) {
        if LogText.matchesIgnoringCase(text, line.lowerBound, "host: ") {
            draft.add("url.domain", line.lowerBound + 6..<line.upperBound)
        } else if LogText.matchesIgnoringCase(text, line.lowerBound, "user-agent: ") {
            draft.agent = Slice(line.lowerBound + 12..<line.upperBound)
        } else if LogText.matchesIgnoringCase(text, line.lowerBound, "referer: ") {
            draft.referer = Slice(line.lowerBound + 9..<line.upperBound)
        }
    }
}
