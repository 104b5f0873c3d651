import Model

extension LogFormat {
    /// What PHP (`error_log`), php-fpm's master and WordPress (`debug.log`) write, and Roundcube after their example:
    /// `[12-Mar-2011 00:30:01 UTC] PHP Warning:  words in /var/www/x.php on line 3`.
    static let phpError = LogFormat(
        id: "php.error", title: Localized(en: "PHP's error log", ja: "PHPのエラーログ"),
        names: [
            "/php_errors.log", "/php_error.log", "/php-fpm.log", "/php-fpm/error.log", "/www-error.log", "/debug.log", "/error_log",
            "/php_errorlog", "-fpm.log", "/roundcube/errors.log", "/roundcube/errors", "/userlogins.log", "/roundcube/userlogins",
        ], begins: .bracket,
        continues: { text, _, line in PHPErrorMessage.goesOn(text, line) }
    ) { text, line, draft in
        let end = line.upperBound
        let start = line.lowerBound + 1
        guard LogText.byte(text, start + 2) == 0x2d, let time = LogTimes.dayFirst(text, start), time.end < end,
            !LogText.matches(text, time.end, "]  [pool "),
            let close = LogText.first(0x5d, in: text, time.end..<min(end, time.end + 40)), close == time.end || text[time.end] == 0x20
        else { return false }
        draft.format = "php.error"
        draft.moment = time.moment
        draft.kind = .httpError
        // A zone by name ("Asia/Tokyo") cannot be told here; the log's own clock is as good.
        if close > time.end + 1 { draft.add("time.zone", time.end + 1..<close) }
        var at = close + 1
        if LogText.byte(text, at) == 0x3a { at += 1 }
        at = LogText.skipBlanks(text, min(at, end), end: end)
        draft.message = Slice(at..<end)
        PHPErrorMessage.read(text, at..<end, &draft)
        return true
    }

    /// php-fpm's `slowlog`: a request that took long, with the calls that it was in.
    static let phpSlow = LogFormat(
        id: "php.slow", title: Localized(en: "PHP requests that took long", ja: "PHPの遅いリクエストの記録"),
        names: ["/www-slow.log", "-slow.log", ".log.slow", "/php-fpm/slow.log"], begins: .bracket,
        continues: { text, _, line in
            LogText.matches(text, line.lowerBound, "script_filename = ") || LogText.matches(text, line.lowerBound, "[0x")
        }
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTimes.dayFirst(text, line.lowerBound + 1), LogText.matches(text, time.end, "]  [pool "),
            let pid = LogText.placeBehind("] pid ", in: text, LogText.range(time.end, min(end, time.end + 200)))
        else { return false }
        draft.format = "php.slow"
        draft.moment = time.moment
        draft.kind = .httpError
        draft.pid = LogText.number(text, pid..<end)?.value
        draft.message = Slice(LogText.range(time.end + 3, end))
        if let script = LogText.placeBehind("script_filename = ", in: text, pid..<end) {
            draft.path = Slice(script..<(LogText.first(0x0a, in: text, script..<end) ?? end))
        }
        return true
    }

    /// php-fpm's `access.log` in its default `access.format`: `127.0.0.1 -  12/Mar/2011:00:30:01 +0900 "GET /index.php" 200`.
    static let phpAccess = LogFormat(
        id: "php.access", title: Localized(en: "Requests that PHP-FPM answered", ja: "PHP-FPMのアクセスログ"),
        names: ["/php-fpm/access.log", ".access.log", "/www.access.log"], begins: [.digit, .other, .letter]
    ) { text, line, draft in
        let end = line.upperBound
        let head = line.lowerBound..<min(end, line.lowerBound + 256)
        guard let quote = LogText.first(0x22, in: text, head), quote > line.lowerBound + 28 else { return false }
        // `12/Mar/2011:00:30:01 +0900 ` is 27 bytes long and has no brackets.
        let start = quote - 27
        guard LogText.byte(text, start - 1) == 0x20, let time = LogTime.common(text, start), time.end == quote - 1,
            let close = LogText.last(0x22, in: text, quote + 1..<end), let status = HTTPLine.status(text, close + 2)
        else { return false }
        draft.format = "php.access"
        draft.kind = .httpRequest
        draft.moment = time.moment
        draft.status = status
        let address = LogText.word(text, line.lowerBound, end: quote)
        HTTPLine.setPeer(text, address, &draft)
        HTTPLine.request(text, quote + 1..<close, &draft)
        HTTPLine.setOutcome(&draft)
        return true
    }
}

enum PHPErrorMessage {
    /// Stack traces and the lines of a dump do not begin with a time.
    static func goesOn(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
        let at = line.lowerBound
        switch text[at] {
        case 0x5b: return LogTimes.dayFirst(text, at + 1) == nil
        case 0x23: return ShellByte.isDigit(LogText.byte(text, at + 1))
        case 0x20, 0x09, 0x7d, 0x29: return true
        case 0x53: return LogText.matches(text, at, "Stack trace:")
        case 0x50: return LogText.matches(text, at, "PHP Stack trace:")
        case 0x74: return LogText.matches(text, at, "thrown in ")
        default: return false
        }
    }

    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        if LogPhrase.read(roundcube, text, LogText.range(range.lowerBound, firstLineEnd(text, range)), &draft) { return }
        let end = firstLineEnd(text, range)
        let at = range.lowerBound
        if LogText.matches(text, at, "PHP ") || LogText.matches(text, at, "WordPress ") {
            if let colon = LogText.first(0x3a, in: text, at..<min(end, at + 40)) {
                draft.add("log.level", (LogText.first(0x20, in: text, at..<colon) ?? at) + 1..<colon)
            }
        } else if let colon = LogText.first(0x3a, in: text, at..<min(end, at + 10)), LogText.byte(text, colon + 1) == 0x20 {
            draft.add("log.level", at..<colon)
        }
        if let place = LogText.last(" in /", in: text, at..<end), let line = LogText.last(" on line ", in: text, place..<end) {
            draft.path = Slice(place + 4..<line)
        }
        if LogText.byte(text, at) != 0x50, !LogText.contains(text, at..<end, "SQLSTATE["), LoginVerdict.read(text, at..<end) == false {
            LoginWords.read(text, at..<end, &draft)
        }
        if LogText.first("fpm is running", in: text, at..<min(end, at + 60)) != nil { draft.kind = .serviceStart }
        if LogText.first("exiting, bye-bye!", in: text, at..<min(end, at + 60)) != nil { draft.kind = .serviceStop }
    }

    private static func firstLineEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        LogText.first(0x0a, in: text, range) ?? range.upperBound
    }

    /// Roundcube Webmail, with and without its session in angle brackets (`rcube::log_login`, `rcube_imap`).
    static let roundcube: [LogPhrase] = ["", "<{word} "].flatMap { session -> [LogPhrase] in
        [
            .failure(session + "FAILED login for {user} from {address}"),
            .failure(session + "Failed login for {user} from {address} in session {*}"),
            .failure(session + "FAILED login for {user} from {address}(X-Forwarded-For: {*}"),
            .failure(session + "IMAP Error: Login failed for {user} from {address}(X-{*}). AUTHENTICATE {*}"),
            .failure(session + "IMAP Error: Login failed for {user} from {address} (X-{*}). AUTHENTICATE {*}"),
            .failure(session + "FAILED login for {user} from {address} (X-Real-IP: {*}"),
            .failure(session + "FAILED login for {user} from {address} (X-Forwarded-For: {*}"),
            LogPhrase(.loginSuccess, .success, session + "Successful login for {user} (ID: {word} from {address} in session {*}"),
            LogPhrase(.loginSuccess, .success, session + "Successful login for {user} (ID: {word} from {address}"),
            // The mail server's answer, which may repeat the name, stands behind the command.
            .failure(session + "IMAP Error: Login failed for {user} against {word} from {address}. AUTHENTICATE {*}"),
            .failure(session + "IMAP Error: Login failed for {user} from {address}. AUTHENTICATE {*}"),
            .failure(session + "IMAP Error: Login failed for {user} from {address}. {*} in /{*}"),
            .failure(session + "IMAP Error: Login failed for {user} from {address}"),
            .failure(session + "IMAP Error: Login failed for {user} from {address}(X-Forwarded-For: {*}"),
            .failure(session + "IMAP Error: Login failed for {user} from {address} (X-Forwarded-For: {*}"),
            .failure(session + "IMAP Error: Login failed for {user} against {word} from {address}. {*}"),
            .failure(session + "IMAP Error: Login failed for {user} against {word} from {address}(X-Forwarded-For: {*}"),
        ]
    }
}
