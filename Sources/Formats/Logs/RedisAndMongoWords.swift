import Model

enum RedisWords {
    static func level(_ byte: UInt8) -> String? {
        switch byte {
        case 0x2e: "debug"
        case 0x2d: "verbose"
        case 0x2a: "notice"
        case 0x23: "warning"
        default: nil
        }
    }

    /// `12 Mar 00:30:01.123`.
    static func yearless(_ text: Span<UInt8>, _ at: Int) -> LogTime.Read? {
        guard let day = LogText.digits(text, at, 2), (1...31).contains(day), LogText.byte(text, at + 2) == 0x20,
            let month = LogText.month(text, at + 3), LogText.byte(text, at + 6) == 0x20, let second = LogText.clock(text, at + 7)
        else { return nil }
        let (part, precision, end) = LogTime.fraction(text, at + 15)
        var moment = LogMoment.yearless(month: month, day: day, second: second, nanoseconds: part)
        moment.precision = precision
        return .init(moment: moment, end: end)
    }

    static let phrases = [
        LogPhrase(.connectionOpen, "Accepted {address}"), LogPhrase(.serviceStart, "Ready to accept connections{*}"),
        LogPhrase(.serviceStart, "The server is now ready to accept connections{*}"),
        LogPhrase(.serviceStop, "Redis is now ready to exit, bye bye..."),
        LogPhrase(.connectionRefused, .failure, "Possible SECURITY ATTACK detected. {*} Connection from {address} aborted."),
        LogPhrase(.connectionRefused, .failure, "Possible SECURITY ATTACK detected. {*}"),
        LogPhrase(.configurationChange, "MASTER <-> REPLICA sync started{*}"),
        LogPhrase(.configurationChange, "REPLICAOF {address} enabled (user request from '{*}"),
        LogPhrase(.moduleLoad, "Module '{*}' loaded from {path}"),
    ]
}

enum MongoLine {
    @Sendable static func read(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if text[line.lowerBound] == 0x7b { return MongoJSON.read(text, line, &draft) }
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), LogText.byte(text, time.end) == 0x20, text[line.lowerBound + 10] == 0x54 else {
            return false
        }
        // "I ACCESS   [conn1] ", "I  ACCESS   [conn1] " from 4.2 on or, before 3.0, "[conn1] ".
        var at = time.end + 1
        let severity = LogText.byte(text, at)
        if LogText.matches(text, at + 1, "  ") { at += 1 }
        if LogText.byte(text, at + 1) == 0x20,
            severity == 0x49 || severity == 0x57 || severity == 0x45 || severity == 0x46 || severity == 0x44
        {
            let component = LogText.word(text, at + 2, end: max(end, at + 2))
            at = LogText.skipBlanks(text, component.upperBound, end: end)
        }
        guard at < end, text[at] == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(end, at + 64)),
            LogText.byte(text, close + 1) == 0x20
        else { return false }
        let context = at + 1..<close
        guard
            LogText.matches(text, context.lowerBound, "conn") || LogText.matches(text, context.lowerBound, "initandlisten")
                || LogText.matches(text, context.lowerBound, "thread") || LogText.matches(text, context.lowerBound, "main")
                || LogText.matches(text, context.lowerBound, "listener") || LogText.matches(text, context.lowerBound, "signalProcessing")
        else { return false }
        draft.format = "mongodb"
        draft.moment = time.moment
        draft.kind = .message
        draft.add("mongodb.context", context)
        draft.connection = connection(text, context)
        let message = LogText.skipBlanks(text, close + 1, end: end)..<end
        draft.message = Slice(message)
        if !LogPhrase.read(phrases, text, message, &draft) { SpokenPeer.read(text, message, &draft) }
        // "connection accepted from 192.0.2.1:5000 #12 (1 connection now open)" is said by the listener.
        if draft.kind == .connectionOpen, let mark = LogText.last(" #", in: text, message) {
            draft.connection = LogText.number(text, mark + 2..<end)?.value
        }
        return true
    }

    /// The number in `conn12`.
    static func connection(_ text: Span<UInt8>, _ context: Range<Int>) -> Int? {
        LogText.behind("conn", in: text, context).flatMap { LogText.wholeNumber(text, $0) }
    }

    private static let phrases = [
        LogPhrase.failure("SCRAM-{word} authentication failed for {user} on {word} from client {address} ; {*}"),
        .failure("SCRAM-{word} authentication failed for {user} on {word} from client {address}:{port} ; {*}"),
        .failure("SASL {word} authentication failed for {user} on {word} from client {address} ; {*}"),
        .failure("SASL {word} authentication failed for {user} on {word} from client {address}:{port} ; {*}"),
        .failure("Failed to authenticate {user} from client {address} with mechanism {*}"),
        .failure("Failed to authenticate {user} with mechanism {*}"),
        .failure("auth: couldn't find user {user}@{*}"),
        LogPhrase(.loginSuccess, .success, "Successfully authenticated as principal {user} on {word} from client {address}"),
        LogPhrase(.loginSuccess, .success, "Successfully authenticated as principal {user} on {*}"),
        LogPhrase(.connectionOpen, "connection accepted from {address} #{*}"), LogPhrase(.connectionClose, "end connection {address} (*"),
        LogPhrase(.connectionClose, "end connection {address} {*}"),
        LogPhrase(.serviceStart, "waiting for connections on port {*}"),
    ]
}
