import Model

extension LogFormat {
    /// Exim's mainlog, rejectlog and paniclog (Exim specification, chapter "Log files"): `2011-03-12 00:30:01 1abc23-0004d5-Ef <= a@b …`.
    static let exim = LogFormat(
        id: "exim", title: Localized(en: "Exim's log", ja: "Eximのログ"),
        names: [
            "/exim4/mainlog", "/exim4/rejectlog", "/exim4/paniclog", "/exim_mainlog", "/exim_rejectlog", "/exim_paniclog", "/exim/main.log",
            "/exim/reject.log", "/exim/panic.log", "/exim/mainlog", "/exim/rejectlog",
        ], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), time.end < end, text[time.end] == 0x20,
            LogText.byte(text, line.lowerBound + 10) == 0x20, LogText.byte(text, line.lowerBound + 19) != 0x2c
        else { return false }
        var at = time.end + 1
        if text[at < end ? at : time.end] == 0x5b, let (pid, close) = LogText.number(text, at + 1..<end), LogText.matches(text, close, "] ")
        {
            draft.pid = pid
            at = close + 2
        }
        guard EximMessage.read(text, LogText.range(at, end), &draft) else {
            draft.pid = nil
            return false
        }
        draft.format = "exim"
        draft.moment = time.moment
        draft.message = Slice(LogText.range(at, end))
        return true
    }
}

/// What Exim says behind its time, in its own log or through syslog.
enum EximMessage {
    /// False where nothing shows that Exim wrote it.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = range.upperBound
        var at = range.lowerBound
        var isKnown = false
        if let behind = identifier(text, at, end) {
            draft.add("mail.queue_id", at..<behind)
            at = min(end, behind + 1)
            isKnown = true
        }
        let body = at..<max(at, end)
        if isKnown, LogText.matches(text, at, "<= ") {
            draft.kind = .mailReceived
            draft.add("mail.from", LogText.word(text, at + 3, end: max(end, at + 3)))
            host(text, body, &draft)
            if let user = LogText.placeBehind(" A=", in: text, body) {
                let word = LogText.word(text, user, end: end)
                if let colon = LogText.first(0x3a, in: text, word) {
                    draft.method = Slice(word.lowerBound..<colon)
                    draft.user = Slice(colon + 1..<word.upperBound)
                }
            }
            if let size = LogText.placeBehind(" S=", in: text, body) {
                draft.bytes = LogText.number(text, size..<end).map { Int64($0.value) }
            }
            return true
        }
        if isKnown, LogText.matches(text, at, "=> ") || LogText.matches(text, at, "-> ") || LogText.matches(text, at, ">> ") {
            draft.kind = .mailSent
            draft.add("mail.to", LogText.word(text, at + 3, end: max(end, at + 3)))
            host(text, body, &draft)
            return true
        }
        if isKnown, LogText.matches(text, at, "** ") {
            (draft.kind, draft.outcome) = (.mailRejected, .failure)
            draft.add("mail.to", LogText.word(text, at + 3, end: max(end, at + 3)))
            return true
        }
        if isKnown, LogText.matches(text, at, "== ") {
            draft.kind = .mailDeferred
            draft.add("mail.to", LogText.word(text, at + 3, end: max(end, at + 3)))
            return true
        }
        if words(text, body, &draft) { return true }
        guard isKnown || known(text, body) else { return false }
        if !draft.address.isPresent { host(text, body, &draft) }
        draft.kind = .message
        return true
    }

    /// `1abc23-0004d5-Ef`, and the longer ones of 4.97 on.
    private static func identifier(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        for (first, second, third) in [(6, 6, 2), (6, 11, 4)] {
            let behind = start + first + second + third + 2
            guard behind <= end, LogText.byte(text, start + first) == 0x2d, LogText.byte(text, start + first + second + 1) == 0x2d else {
                continue
            }
            guard behind == end || text[behind] == 0x20 else { continue }
            var isWhole = true
            for at in start..<behind where !ShellByte.isName(text[at]) && text[at] != 0x2d { isWhole = false }
            if isWhole { return behind }
        }
        return nil
    }

    private static func known(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for words in starts where LogText.matches(text, range.lowerBound, words) { return true }
        return false
    }

    private static let starts = [
        "H=", "SMTP ", "no host name found for IP address", "no IP address found for host", "exim ", "Start queue run", "End queue run",
        "TLS error",
        "unexpected disconnection", "rejected ", "login authenticator", "plain authenticator", "Connection from ",
        "no MAIL in SMTP connection", "refused ",
        "daemon:", "SIGHUP received", "cwd=", "socket bind()", "Failed to ", "failed to ", "1 ", "Warning: ", "dovecot_login authenticator",
        "remote host ",
    ]

    /// Rejections and authentication.
    private static func words(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let at = range.lowerBound
        let end = range.upperBound
        guard at < end else { return false }
        // "NAME authenticator failed for HOST (HELO) [192.0.2.1]:5000: 535 Incorrect authentication data (set_id=bob)"
        if let failed = LogText.first("authenticator failed for ", in: text, at..<min(end, at + 96)).map({ $0 - 1 }), failed > at,
            text[failed] <= 0x20
        {
            draft.method = Slice(LogText.trimmed(text, at..<failed))
            fail(.loginFailure, text, failed + 26..<end, &draft)
            if let identity = LogText.placeBehind("(set_id=", in: text, failed..<end) {
                draft.user = Slice(LogText.range(identity, LogText.last(0x29, in: text, identity..<end) ?? end))
            }
            return true
        }
        // Names that do not fit are no attack, but tell who was there.
        if LogText.matches(text, at, "no host name found for IP address ") {
            HTTPLine.setPeer(text, LogText.word(text, at + 34, end: max(end, at + 34)), &draft)
            draft.kind = .message
            return true
        }
        if LogText.matches(text, at, "no IP address found for host "),
            let from = LogText.last("(during SMTP connection from ", in: text, range)
        {
            host(text, from + 1..<end, &draft)
            draft.kind = .message
            return true
        }
        if LogText.matches(text, at, "SMTP call from ") || LogText.matches(text, at, "SMTP protocol ")
            || LogText.matches(text, at, "SMTP syntax error")
            || LogText.matches(text, at, "SMTP command timeout") || LogText.matches(text, at, "SMTP connection from ")
            || LogText.matches(text, at, "no MAIL in SMTP connection from ")
            || LogText.matches(text, at, "unexpected disconnection while reading SMTP")
            || LogText.matches(text, at, "SMTP data timeout") || LogText.matches(text, at, "TLS error on connection from ")
        {
            host(text, range, &draft)
            draft.kind = .connectionClose
            let isRefused =
                LogText.first("dropped", in: text, range) != nil || LogText.first("error", in: text, range) != nil
                || LogText.first("unexpected", in: text, range) != nil || LogText.first("timeout", in: text, range) != nil
                || LogText.first("closed by DROP in ACL", in: text, range) != nil
                || LogText.first("AUTH command used when not advertised", in: text, range) != nil
                || LogText.first("no MAIL in", in: text, range) != nil
            if isRefused {
                draft.outcome = .failure
            } else {
                draft.kind =
                    LogText.first("closed", in: text, range) != nil || LogText.first("lost", in: text, range) != nil
                    ? .connectionClose : .connectionOpen
            }
            return true
        }
        if LogText.matches(text, at, "rejected EHLO from ") || LogText.matches(text, at, "rejected HELO from ")
            || LogText.matches(text, at, "rejected AUTH from ")
            || LogText.matches(text, at, "rejected connection from ") || LogText.matches(text, at, "refused connection from ")
            || LogText.matches(text, at, "refused relay ")
        {
            fail(.connectionRefused, text, range, &draft)
            return true
        }
        if LogText.matches(text, at, "H=") {
            host(text, range, &draft)
            if let reject = LogText.first(" rejected ", in: text, range) {
                (draft.kind, draft.outcome) = (.mailRejected, .failure)
                recipient(text, reject..<end, &draft)
                return true
            }
            if LogText.first(" dropped by '", in: text, range) != nil {
                (draft.kind, draft.outcome) = (.connectionRefused, .failure)
                return true
            }
            if LogText.first(" sender verify fail for ", in: text, range) != nil {
                (draft.kind, draft.outcome) = (.mailRejected, .failure)
                return true
            }
            if LogText.first(" temporarily rejected ", in: text, range) != nil {
                draft.kind = .mailDeferred
                return true
            }
            return false
        }
        if LogText.matches(text, at, "SA: Action: ") {
            draft.kind = .message
            let isRejected =
                LogText.first(" tossed message", in: text, range) != nil || LogText.first("rejected message", in: text, range) != nil
            if isRejected {
                (draft.kind, draft.outcome) = (.mailRejected, .failure)
            } else if LogText.first(" but accepted", in: text, range) != nil {
                draft.kind = .mailReceived
                draft.add("reason", LogText.range(at + 12, LogText.first(" but accepted", in: text, range) ?? end))
            }
            if let from = LogText.last("(host=", in: text, range) { host(text, from + 1..<end, &draft) }
            return true
        }
        if LogText.first(" rejected by local_scan(): ", in: text, range) != nil
            || LogText.first(" rejected after DATA", in: text, range) != nil
        {
            fail(.mailRejected, text, range, &draft)
            return true
        }
        return false
    }

    private static func fail(_ kind: EventKind, _ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        host(text, range, &draft)
        (draft.kind, draft.outcome) = (kind, .failure)
    }

    private static func recipient(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        if let to = LogText.between("RCPT <", ">", in: text, range) { draft.add("mail.to", to) }
        if let from = LogText.between("F=<", ">", in: text, range) { draft.add("mail.from", from) }
    }

    /// The peer is in the first brackets: `H=name (helo) [192.0.2.1]:5000`. A peer says its HELO itself, also with brackets, in round ones.
    private static func host(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        var at = range.lowerBound
        var depth = 0
        // The command that is quoted first is the client's.
        if LogText.matches(text, at, "SMTP protocol error in \"") || LogText.matches(text, at, "SMTP syntax error in \"") {
            at = LogText.last("\" H=", in: text, range) ?? at
        }
        while at < range.upperBound {
            switch text[at] {
            case 0x28: depth += 1
            case 0x29: depth = max(0, depth - 1)
            case 0x5b where depth == 0:
                guard let close = LogText.first(0x5d, in: text, at..<min(range.upperBound, at + 48)) else { return }
                if HTTPLine.isAddress(text, at + 1..<close) {
                    var end = close + 1
                    if LogText.byte(text, end) == 0x3a {
                        end += 1
                        while end < range.upperBound, ShellByte.isDigit(text[end]) { end += 1 }
                    }
                    HTTPLine.setPeer(text, at..<end, &draft)
                    return
                }
                at = close
            default: break
            }
            at += 1
        }
    }
}
