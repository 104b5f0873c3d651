import Model

struct MySQLHead {
    var moment: LogMoment
    var end: Int

    static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> MySQLHead? {
        let start = line.lowerBound
        let end = line.upperBound
        if let time = LogTime.iso(text, start), time.end < end {
            return MySQLHead(moment: time.moment, end: LogText.skipBlanks(text, time.end, end: end))
        }
        // `110312  0:30:01` and `2011-03-12  0:30:01`: the hour has a blank for its first digit.
        var date: (year: Int, month: Int, day: Int)
        var at: Int
        if let packed = LogText.digits(text, start, 6), LogText.byte(text, start + 6) == 0x20 {
            date = (packed / 10_000 + (packed / 10_000 < 70 ? 2000 : 1900), packed / 100 % 100, packed % 100)
            at = start + 7
        } else if let year = LogText.digits(text, start, 4), LogText.byte(text, start + 4) == 0x2d,
            let month = LogText.digits(text, start + 5, 2), let day = LogText.digits(text, start + 8, 2), LogText.byte(text, start + 10) == 0x20
        {
            date = (year, month, day)
            at = start + 11
        } else {
            return nil
        }
        at = LogText.skipBlanks(text, min(at, end), end: end)
        guard let (hour, colon) = LogText.number(text, at..<end), hour < 24, LogText.byte(text, colon) == 0x3a,
            let minute = LogText.digits(text, colon + 1, 2), LogText.byte(text, colon + 3) == 0x3a, let second = LogText.digits(text, colon + 4, 2),
            minute < 60, second <= 60, (1...12).contains(date.month), (1...31).contains(date.day), colon + 6 <= end
        else { return nil }
        return MySQLHead(
            moment: .local(year: date.year, month: date.month, day: date.day, second: hour * 3600 + minute * 60 + second),
            end: LogText.skipBlanks(text, colon + 6, end: end))
    }
}

/// What a MySQL server says of connections (`share/errmsg`), in its own log or through syslog.
enum MySQLMessage {
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) { _ = LogPhrase.read(phrases, text, range, &draft) }

    static let phrases = [
        LogPhrase.failure("Access denied for user '{user}'@'{address}' (using password: {word}"),
        .failure("Access denied for user '{user}'@'{address}' to database '{=database.name}'"),
        .failure("Access denied for user '{user}'@'{address}'"),
        LogPhrase(.connectionRefused, .failure, "Host '{address}' is not allowed to connect to this {*}"),
        LogPhrase(.connectionRefused, .failure, "Host '{address}' is blocked because of many connection errors{*}"),
        LogPhrase(.connectionClose, .failure, "Aborted connection {word} to db: '{*}' user: '{user}' host: '{address}' ({*}"),
        LogPhrase(.connectionClose, .failure, "Got an error reading communication packets{*}"),
        LogPhrase(.serviceStart, "{*}ready for connections.{*}"), LogPhrase(.serviceStop, "{*}Shutdown complete{*}"),
    ]
}

enum MySQLGeneral {
    private static func head(_ text: Span<UInt8>, _ line: Range<Int>) -> (moment: LogMoment, command: Range<Int>, rest: Int, id: Range<Int>)? {
        let end = line.upperBound
        guard let head = MySQLHead.read(text, line), let (_, behind) = LogText.number(text, head.end..<end), LogText.byte(text, behind) == 0x20 else {
            return nil
        }
        let id = head.end..<behind
        let from = behind + 1
        guard from < end, text[from] >= 0x41, text[from] <= 0x5a, let tab = LogText.first(0x09, in: text, from..<min(end, from + 24)) ?? (end - from < 24 ? end : nil)
        else { return nil }
        for at in from..<tab where !ShellByte.isNameStart(text[at]) && text[at] != 0x20 { return nil }
        return (head.moment, from..<tab, min(end, tab + 1), id)
    }

    /// A query goes on where a line does not begin with a time, or with the tabs that stand for the same second.
    static func goesOn(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
        text[line.lowerBound] != 0x09 && MySQLHead.read(text, line) == nil
    }

    @Sendable static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let head = head(text, range) else { return false }
        draft.format = "mysql.general"
        draft.moment = head.moment
        draft.kind = .message
        draft.add("session.id", head.id)
        draft.add("database.command", head.command)
        let rest = LogText.range(head.rest, range.upperBound)
        draft.message = Slice(rest)
        if LogText.equals(text, head.command, "Query") || LogText.equals(text, head.command, "Execute") || LogText.equals(text, head.command, "Prepare") {
            draft.kind = .databaseQuery
            draft.add("database.query", rest)
        } else if LogText.equals(text, head.command, "Connect") {
            _ = LogPhrase.read(connect, text, rest, &draft)
        } else if LogText.equals(text, head.command, "Quit") {
            draft.kind = .logout
        }
        return true
    }

    private static let connect = [
        LogPhrase.failure("Access denied for user '{user}'@'{address}' (using password: {word}"),
        LogPhrase(.loginSuccess, "{user}@{address} on {=database.name} using {*}"),
        LogPhrase(.loginSuccess, "{user}@{address} as {word} on {=database.name}"),
        LogPhrase(.loginSuccess, "{user}@{address} on {=database.name}"),
    ]
}

enum MySQLSlow {
    /// `# User@Host:` behind `# Time:` belongs to the same query.
    static func follows(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.lowerBound >= 10 else { return false }
        var at = line.lowerBound - 1
        while at > 0, text[at - 1] != 0x0a { at -= 1 }
        return LogText.matches(text, at, "# Time: ")
    }

    @Sendable static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let isTime = LogText.matches(text, range.lowerBound, "# Time: ")
        guard isTime || LogText.matches(text, range.lowerBound, "# User@Host: ") else { return false }
        draft.format = "mysql.slow"
        draft.kind = .databaseQuery
        if isTime { draft.moment = MySQLHead.read(text, LogText.range(range.lowerBound + 8, range.upperBound + 1))?.moment }
        if let who = LogText.placeBehind("# User@Host: ", in: text, range) {
            let end = LogText.first(0x0a, in: text, who..<range.upperBound) ?? range.upperBound
            // user[user] @ host [address]  Id: 5
            if let open = LogText.first(0x5b, in: text, who..<end) { draft.user = Slice(who..<open) }
            if let at = LogText.placeBehind(" @ ", in: text, who..<end), let open = LogText.first(0x5b, in: text, at..<end),
                let close = LogText.first(0x5d, in: text, open..<end)
            {
                if close > open + 1 { HTTPLine.setPeer(text, open + 1..<close, &draft) }
            }
        }
        if let stamp = LogText.placeBehind("SET timestamp=", in: text, range), let (seconds, _) = LogText.number(text, stamp..<range.upperBound) {
            draft.moment = LogMoment(seconds: Int64(seconds))
        }
        // The query is what follows the lines of comment.
        var at = range.lowerBound
        while at < range.upperBound, text[at] == 0x23 { at = (LogText.first(0x0a, in: text, at..<range.upperBound) ?? range.upperBound - 1) + 1 }
        if at < range.upperBound { draft.add("database.query", at..<range.upperBound) }
        draft.message = Slice(range)
        return true
    }
}

enum PostgresLine {
    private static let levels: [String] = ["LOG", "ERROR", "FATAL", "PANIC", "WARNING", "NOTICE", "INFO", "DETAIL", "HINT", "STATEMENT", "CONTEXT", "DEBUG"]

    @Sendable static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = range.upperBound
        guard let time = LogTime.iso(text, range.lowerBound), time.end < end else { return false }
        // Prefixes differ; each ends before "LEVEL:  ", which is followed by two blanks.
        let head = time.end..<min(end, time.end + 300)
        guard let colon = LogText.first(":  ", in: text, head) else { return false }
        var start = colon
        while start > time.end, text[start - 1] >= 0x41, text[start - 1] <= 0x5a || ShellByte.isDigit(text[start - 1]) { start -= 1 }
        let level = start..<colon
        guard levels.contains(where: { LogText.equals(text, level, $0) || $0 == "DEBUG" && LogText.matches(text, start, "DEBUG") }) else { return false }
        draft.format = "postgresql"
        draft.moment = time.moment
        // A zone by name behind the time: UTC and GMT need no table.
        if LogText.matches(text, time.end, " UTC") || LogText.matches(text, time.end, " GMT") { draft.moment?.isLocal = false }
        draft.add("log.level", level)
        prefix(text, LogText.range(time.end, start), &draft)
        draft.kind = .message
        let message = colon + 3..<max(colon + 3, end)
        draft.message = Slice(message)
        _ = LogPhrase.read(phrases, text, colon + 3..<(LogText.first(0x0a, in: text, message) ?? message.upperBound), &draft)
        return true
    }

    /// `[12]`, `[12-1]`, `user@database`, `user=…,db=…,app=…,client=…`, `192.0.2.1(5000)`.
    private static func prefix(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        if let open = LogText.first(0x5b, in: text, range), let (pid, _) = LogText.number(text, open + 1..<range.upperBound) { draft.pid = pid }
        if let user = LogText.placeBehind("user=", in: text, range) { draft.user = value(text, user, range.upperBound) }
        if let database = LogText.placeBehind("db=", in: text, range) { draft.add("database.name", value(text, database, range.upperBound)) }
        if let client = LogText.placeBehind("client=", in: text, range) ?? LogText.placeBehind("host=", in: text, range) {
            let slice = value(text, client, range.upperBound)
            if slice.isPresent, !slice.isEmpty { setHost(text, slice.range, &draft) }
        }
        var at = range.lowerBound
        while at < range.upperBound {
            at = LogText.skipBlanks(text, at, end: range.upperBound)
            let word = LogText.word(text, at, end: range.upperBound)
            if word.isEmpty { break }
            if let sign = LogText.first(0x40, in: text, word), LogText.first(0x3d, in: text, word) == nil, !draft.user.isPresent {
                draft.user = Slice(word.lowerBound..<sign)
                draft.add("database.name", sign + 1..<word.upperBound)
            } else if LogText.last(0x28, in: text, word) != nil, text[word.upperBound - 1] == 0x29, !draft.address.isPresent {
                setHost(text, word, &draft)
            }
            at = word.upperBound
        }
    }

    private static func setHost(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard let open = LogText.first(0x28, in: text, range) else {
            if HTTPLine.isAddress(text, range) { HTTPLine.setPeer(text, range, &draft) }
            return
        }
        guard HTTPLine.isAddress(text, range.lowerBound..<open) else { return }
        HTTPLine.setPeer(text, range.lowerBound..<open, &draft)
        draft.port = LogText.number(text, LogText.range(open + 1, range.upperBound))?.value
    }

    private static func value(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Slice {
        var at = start
        while at < end, text[at] != 0x2c, text[at] != 0x20, text[at] != 0x5d { at += 1 }
        return at > start ? Slice(start..<at) : .absent
    }

    private static let phrases = [
        LogPhrase.failure("password authentication failed for user \"{user}\""),
        .failure("Ident authentication failed for user \"{user}\""), .failure("Peer authentication failed for user \"{user}\""),
        .failure("LDAP authentication failed for user \"{user}\""), .failure("PAM authentication failed for user \"{user}\""),
        .failure("role \"{user}\" does not exist"),
        .failure("no pg_hba.conf entry for host \"{address}\", user \"{user}\", database \"{*}"),
        .failure("no pg_hba.conf entry for host \"{address}\", user \"{user}\", database \"{*}\", {*}"),
        .failure("pg_hba.conf rejects connection for host \"{address}\", user \"{user}\", database \"{*}"),
        LogPhrase(.connectionOpen, "connection received: host={address} port={port}"),
        LogPhrase(.connectionOpen, "connection received: host={word}"),
        LogPhrase(.loginSuccess, .success, "connection authorized: user={user} database={*}"),
        LogPhrase(.logout, "disconnection: session time: {word} user={user} database={word} host={address} port={port}"),
        LogPhrase(.logout, "disconnection: session time: {word} user={user} database={*}"),
        LogPhrase(.databaseQuery, "statement: {=database.query}"), LogPhrase(.databaseQuery, "execute {word} {=database.query}"),
        LogPhrase(.databaseQuery, "duration: {word} ms  statement: {=database.query}"),
        LogPhrase(.serviceStart, "database system is ready to accept connections"), LogPhrase(.serviceStop, "database system is shut down"),
    ]
}

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
        LogPhrase(.serviceStart, "The server is now ready to accept connections{*}"), LogPhrase(.serviceStop, "Redis is now ready to exit, bye bye..."),
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
        // "I ACCESS   [conn1] " or, before 3.0, "[conn1] ".
        var at = time.end + 1
        let severity = LogText.byte(text, at)
        if LogText.byte(text, at + 1) == 0x20, severity == 0x49 || severity == 0x57 || severity == 0x45 || severity == 0x46 || severity == 0x44 {
            let component = LogText.word(text, at + 2, end: max(end, at + 2))
            at = LogText.skipBlanks(text, component.upperBound, end: end)
        }
        guard at < end, text[at] == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(end, at + 64)), LogText.byte(text, close + 1) == 0x20
        else { return false }
        let context = at + 1..<close
        guard LogText.matches(text, context.lowerBound, "conn") || LogText.matches(text, context.lowerBound, "initandlisten")
            || LogText.matches(text, context.lowerBound, "thread") || LogText.matches(text, context.lowerBound, "main")
            || LogText.matches(text, context.lowerBound, "listener") || LogText.matches(text, context.lowerBound, "signalProcessing")
        else { return false }
        draft.format = "mongodb"
        draft.moment = time.moment
        draft.kind = .message
        draft.add("mongodb.context", context)
        let message = LogText.skipBlanks(text, close + 1, end: end)..<end
        draft.message = Slice(message)
        _ = LogPhrase.read(phrases, text, message, &draft)
        return true
    }

    private static let phrases = [
        LogPhrase.failure("SASL {word} authentication failed for {user} on {word} from client {address} ; {*}"),
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
