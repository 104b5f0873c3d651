import Model

extension LogFormat {
    /// Dovecot's own log (`log_path`): `Mar 12 00:30:01 imap-login: Info: Login: user=<bob>, …`, also with a year or an ISO time. What it says is
    /// read as through syslog.
    static let dovecot = LogFormat(
        id: "dovecot.own", title: Localized(en: "Dovecot's own log", ja: "Dovecot独自のログ"),
        names: ["/dovecot.log", "/dovecot-info.log", "/dovecot/dovecot.log"],
        begins: [.letter, .digit]
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.bsd(text, line.lowerBound) ?? LogTime.iso(text, line.lowerBound), LogText.byte(text, time.end) == 0x20
        else {
            return false
        }
        var at = time.end + 1
        if LogText.matches(text, at, "dovecot: ") { at += 9 }
        // Releases before 1.2 put the level before the process.
        let first = LogText.word(text, at, end: min(end, at + 10))
        if ["Info:", "Warn:", "Warning:", "Error:", "Fatal:", "Panic:"].contains(where: { LogText.equals(text, first, $0) }),
            let message = DovecotHead.message(text, first.upperBound + 1, end, &draft)
        {
            draft.format = "dovecot.own"
            draft.moment = time.moment
            draft.add("log.level", first.lowerBound..<first.upperBound - 1)
            draft.message = Slice(message)
            return true
        }
        let name = at
        guard let colon = LogText.first(": ", in: text, LogText.range(at, min(end, at + 200))) else { return false }
        let level = colon + 2
        guard
            LogText.matches(text, level, "Info: ") || LogText.matches(text, level, "Error: ") || LogText.matches(text, level, "Warning: ")
                || LogText.matches(text, level, "Debug: ") || LogText.matches(text, level, "Fatal: ")
                || LogText.matches(text, level, "Panic: ")
        else { return false }
        draft.format = "dovecot.own"
        draft.moment = time.moment
        draft.kind = .message
        draft.process = Slice(name..<colon)
        let message = LogText.range((LogText.first(0x3a, in: text, level..<end) ?? level) + 2, end)
        draft.message = Slice(message)
        // Through syslog the words are the same, but for the level.
        if ProgramDispatch.read(named: "dovecot", text, message: name..<end, &draft)
            || ProgramDispatch.read(named: "dovecot", text, message: message, &draft)
        {
            return true
        }
        draft.kind = .message
        LoginWords.read(text, message, &draft)
        return true
    }

    /// A line that multilog(8) or svlogd stamped (`@400000004d7a...`): qmail, djbdns and all that is run by daemontools or runit.
    static let tai64n = LogFormat(
        id: "tai64n", title: Localized(en: "Log of daemontools (TAI64N)", ja: "daemontoolsのログ(TAI64N)"),
        names: ["/current", "/main/current"],
        begins: .other
    ) { text, line, draft in
        guard let time = LogTimes.tai64(text, line.lowerBound), LogText.byte(text, time.end) == 0x20 || time.end >= line.upperBound else {
            return false
        }
        let message = LogText.range(min(line.upperBound, time.end + 1), line.upperBound)
        draft.format = "tai64n"
        draft.kind = .message
        draft.moment = time.moment
        draft.message = Slice(message)
        if LogPhrase.read(qmail, text, message, &draft) { return true }
        // "dovecot-auth: pam_unix(dovecot:auth): …": modules of PAM speak in the name of the program that they serve.
        if let colon = LogText.first(": ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 48)) {
            let said = colon + 2..<message.upperBound
            if PamMessage.isLikely(text, said), PamMessage.read(text, said, &draft) {
                draft.process = Slice(message.lowerBound..<colon)
                draft.format = ProgramLog.pam.id
                return true
            }
        }
        CarriedLine.read(text, message, &draft)
        return true
    }

    private static let qmail = [
        LogPhrase(.mailSent, .success, "delivery {word} success: {*}"), LogPhrase(.mailDeferred, "delivery {word} deferral: {*}"),
        LogPhrase(.mailRejected, .failure, "delivery {word} failure: {*}"),
        LogPhrase(.mailReceived, "info msg {word} bytes {bytes} from <{=mail.from}> qp {*}"),
        LogPhrase(.message, "starting delivery {word} msg {word} to remote {+mail.to}"),
        LogPhrase(.message, "starting delivery {word} msg {word} to local {+mail.to}"),
        LogPhrase(.connectionOpen, "tcpserver: pid {pid} from {address}"),
        LogPhrase(.connectionRefused, .failure, "tcpserver: deny {word} {word} {address}:{*}"),
        LogPhrase(.mailRejected, .failure, "rblsmtpd: {address} pid {pid} {*}"),
    ]

    /// Courier, Oracle Messaging Server, Domino, Kerio, ASSP: mail servers whose logs have heads of their own.
    static let kerio = LogFormat(
        id: "kerio", title: Localized(en: "Kerio Connect's log", ja: "Kerio Connectのログ"), names: ["/security.log", "/kerio/security.log"],
        begins: .bracket
    ) { text, line, draft in
        guard LogText.byte(text, line.lowerBound + 3) == 0x2f, let time = LogTimes.dayFirst(text, line.lowerBound + 1),
            LogText.matches(text, time.end, "] ")
        else { return false }
        draft.format = "kerio"
        draft.moment = time.moment
        draft.kind = .message
        let message = LogText.range(time.end + 2, line.upperBound)
        draft.message = Slice(message)
        return LogPhrase.read(kerioPhrases, text, message, &draft)
    }

    private static let kerioPhrases = [
        LogPhrase(
            .mailRejected, .failure, "Attempt to deliver to unknown recipient <{=mail.to}>, from <{=mail.from}>, IP address {address}"),
        LogPhrase(.mailRejected, .failure, "IP address {address} found in DNS blacklist {*}, mail from <{=mail.from}> to <{=mail.to}>"),
        LogPhrase(.mailRejected, .failure, "IP address {address} found in DNS blacklist {*}"),
        LogPhrase(.mailRejected, .failure, "Relay attempt from IP address {address}, mail from <{=mail.from}> to <{=mail.to}> rejected"),
        LogPhrase(.mailRejected, .failure, "Relay attempt from IP address {address}{*}"),
        LogPhrase(.loginFailure, .failure, "Administration login into {*} from {address} failed: {*}"),
        LogPhrase(.loginFailure, .failure, "Failed {*} login from {address}, user {user}"),
        LogPhrase(.loginFailure, .failure, "Failed {*} login from {address}: {*}"),
        LogPhrase(.loginFailure, .failure, "Failed {*} login from {address} with SASL method {*}"),
        LogPhrase(.loginFailure, .failure, "{word}: User {user} doesn't exist. Attempt from IP address {address}."),
        LogPhrase(.loginFailure, .failure, "{word}: Invalid password for user {user}. Attempt from IP address {address}."),
        LogPhrase(.mailRejected, .failure, "Message from IP address {address}, sender <{=mail.from}> rejected: {*}"),
        LogPhrase(.connectionRefused, .failure, "SMTP Spam attack detected from {address}, {*}"),
        LogPhrase(
            .connectionRefused, .failure,
            "Client with IP address {address} has no reverse DNS entry, connection rejected before SMTP greeting"),
    ]

    static let domino = LogFormat(
        id: "domino", title: Localized(en: "Domino's console log", ja: "Dominoのコンソールログ"), names: ["/console.log"],
        begins: [.digit, .bracket]
    ) { text, line, draft in
        var start = line.lowerBound
        // "[28325:00010-3735542592] ": process and thread.
        if text[start] == 0x5b {
            guard let close = LogText.first("] ", in: text, start..<min(line.upperBound, start + 40)) else { return false }
            start = close + 2
        }
        guard let time = LogTimes.numbers(text, start, monthFirst: false) ?? LogTime.iso(text, start),
            LogText.matches(text, time.end, "   ")
        else {
            return false
        }
        let message = LogText.range(LogText.skipBlanks(text, time.end, end: line.upperBound), line.upperBound)
        guard LogPhrase.read(dominoPhrases, text, message, &draft) else { return false }
        draft.format = "domino"
        draft.moment = time.moment
        draft.message = Slice(message)
        return true
    }

    private static let dominoPhrases = [
        LogPhrase.failure("SMTP Server: Authentication failed for user {user} ; connecting host {address}"),
        .failure("SMTP Server [{*}] Authentication failed for user {user} ; connecting host {address}"),
        .failure("smtp: {user} {address} authentication failure using internet password"),
        .failure("http: {user} {address} authentication failure using internet password"),
        LogPhrase(.connectionRefused, .failure, "SMTP Server [{*}] Connection from [{address}] rejected for policy reasons. {*}"),
        LogPhrase(.connectionRefused, .failure, "SMTP Server: Connection from [{address}] rejected for policy reasons. {*}"),
        LogPhrase(.connectionOpen, "SMTP Server: {address} connected"), LogPhrase(.connectionOpen, "SMTP Server [{*}] {address} connected"),
        LogPhrase(.connectionClose, "SMTP Server: {address} disconnected. {*}"),
        LogPhrase(.connectionClose, "SMTP Server [{*}] {address} disconnected. {*}"),
    ]

    static let assp = LogFormat(
        id: "assp", title: Localized(en: "ASSP's log", ja: "ASSP(スパム対策プロキシ)のログ"), names: ["/maillog.txt"], begins: .letter
    ) { text, line, draft in
        guard let month = LogText.month(text, line.lowerBound), LogText.byte(text, line.lowerBound + 3) == 0x2d,
            let day = LogText.digits(text, line.lowerBound + 4, 2), LogText.byte(text, line.lowerBound + 6) == 0x2d,
            let year = LogText.digits(text, line.lowerBound + 7, 2), let second = LogText.clock(text, line.lowerBound + 10),
            (1...31).contains(day)
        else { return false }
        let message = LogText.range(min(line.upperBound, line.lowerBound + 19), line.upperBound)
        draft.format = "assp"
        draft.kind = .message
        draft.moment = .local(year: 2000 + year, month: month, day: day, second: second)
        draft.message = Slice(message)
        AsspMessage.read(text, message, &draft)
        if !draft.address.isPresent { GenericMessage.ofAnybody(text, message, &draft) }
        return true
    }

    static let oracleMessaging = LogFormat(
        id: "oracleims", title: Localized(en: "Oracle Messaging Server's log", ja: "Oracle Messaging Serverのログ"),
        names: ["/mail.log_current"], begins: .angle,
        read: OracleMessaging.read)
}

enum AsspMessage {
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        var at = range.lowerBound
        let end = range.upperBound
        if LogPhrase.read(blocking, text, range, &draft) { return }
        // An identifier and tags in brackets stand before the peer.
        while at < end {
            let word = LogText.word(text, at, end: end)
            guard !word.isEmpty else { return }
            if HTTPLine.isAddress(text, word) {
                HTTPLine.setPeer(text, word, &draft)
                break
            }
            let isTag = text[at] == 0x5b || LogText.first(0x2d, in: text, word) != nil
            guard isTag else { return }
            at = LogText.skipBlanks(text, word.upperBound, end: end)
        }
        guard draft.address.isPresent else { return }
        let rest = at..<end
        for words in failures where LogText.first(words, in: text, rest) != nil {
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return
        }
        for words in refusals where LogText.first(words, in: text, rest) != nil {
            (draft.kind, draft.outcome) = (.mailRejected, .failure)
            return
        }
        if LogText.first("SSL negotiation with client failed", in: text, rest) != nil {
            (draft.kind, draft.outcome) = (.connectionRefused, .failure)
        }
    }

    private static let blocking = [LogPhrase(.connectionRefused, .failure, "Blocking {address} - {*}")]
    private static let failures = [
        "authentication failed", "Authentication failed", "max sender authentication errors", "too much AUTH errors", "AUTH failed",
    ]
    private static let refusals = ["relay attempt blocked", "[SMTP Error]", "[spam found]", "blocked", "[Delayed]"]
}

/// `<co ts="…" tr="TCP|server|port|client|port" mi="Bad password" us="bob" di="535 …"/>`: one element a line.
enum OracleMessaging {
    @Sendable static func read(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.byte(text, line.lowerBound + 3) == 0x20,
            let stamp = LogText.placeBehind(" ts=\"", in: text, line.lowerBound..<min(line.upperBound, line.lowerBound + 12)),
            let time = LogTime.iso(text, stamp)
        else { return false }
        draft.format = "oracleims"
        draft.kind = .message
        draft.moment = time.moment
        draft.message = Slice(line)
        // Attributes follow one another; quotes within are written as entities.
        var at = stamp
        while let equals = LogText.first("=\"", in: text, LogText.range(at, line.upperBound)) {
            guard let close = LogText.first(0x22, in: text, LogText.range(equals + 2, line.upperBound)) else { break }
            let value = equals + 2..<close
            switch (LogText.byte(text, equals - 2), LogText.byte(text, equals - 1)) {
            case (0x74, 0x72): transport(text, value, &draft)
            case (0x75, 0x73): draft.user = Slice(value)
            case (0x6d, 0x69):
                if LogText.matches(text, value.lowerBound, "Bad password") || LogText.matches(text, value.lowerBound, "No such user")
                    || LogText.matches(text, value.lowerBound, "Authentication failed")
                    || LogText.matches(text, value.lowerBound, "Bad username")
                {
                    (draft.kind, draft.outcome) = (.loginFailure, .failure)
                } else if LogText.matches(text, value.lowerBound, "Authentication successful") {
                    (draft.kind, draft.outcome) = (.loginSuccess, .success)
                }
            case (0x64, 0x69):
                if LogText.matches(text, value.lowerBound, "535") { (draft.kind, draft.outcome) = (.loginFailure, .failure) }
            default: break
            }
            at = close + 1
        }
        return true
    }

    /// `TCP|server|port|client|port`.
    private static func transport(_ text: Span<UInt8>, _ value: Range<Int>, _ draft: inout EventDraft) {
        var at = value.lowerBound
        for _ in 0..<3 { at = (LogText.first(0x7c, in: text, LogText.range(at, value.upperBound)) ?? value.upperBound) + 1 }
        let end = LogText.first(0x7c, in: text, LogText.range(at, value.upperBound)) ?? value.upperBound
        guard at < end else { return }
        draft.address = Slice(at..<end)
        draft.port = LogText.number(text, LogText.range(end + 1, value.upperBound))?.value
    }
}

enum DovecotHead {
    /// The message behind the level of an old line, where it is one of Dovecot's.
    static func message(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ draft: inout EventDraft) -> Range<Int>? {
        let message = LogText.range(start, end)
        draft.kind = .message
        return ProgramDispatch.read(named: "dovecot", text, message: message, &draft) ? message : nil
    }
}
