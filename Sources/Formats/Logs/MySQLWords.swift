import Model

struct MySQLHead {
    var moment: LogMoment
    var end: Int

    static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> MySQLHead? {
        let start = line.lowerBound
        let end = line.upperBound
        if let time = LogTime.iso(text, start), time.end <= end {
            // A zone, if any, stands right behind the time.
            if time.end - start > 19, LogText.first(0x20, in: text, start + 19..<time.end) != nil { return nil }
            return MySQLHead(moment: time.moment, end: LogText.skipBlanks(text, time.end, end: end))
        }
        // `110312  0:30:01` and `2011-03-12  0:30:01`: the hour has a blank for its first digit.
        var date: (year: Int, month: Int, day: Int)
        var at: Int
        if let packed = LogText.digits(text, start, 6), LogText.byte(text, start + 6) == 0x20 {
            date = (packed / 10_000 + (packed / 10_000 < 70 ? 2000 : 1900), packed / 100 % 100, packed % 100)
            at = start + 7
        } else if let year = LogText.digits(text, start, 4), LogText.byte(text, start + 4) == 0x2d,
            let month = LogText.digits(text, start + 5, 2), let day = LogText.digits(text, start + 8, 2),
            LogText.byte(text, start + 10) == 0x20
        {
            date = (year, month, day)
            at = start + 11
        } else {
            return nil
        }
        at = LogText.skipBlanks(text, min(at, end), end: end)
        guard let (hour, colon) = LogText.number(text, at..<end), hour < 24, LogText.byte(text, colon) == 0x3a,
            let minute = LogText.digits(text, colon + 1, 2), LogText.byte(text, colon + 3) == 0x3a,
            let second = LogText.digits(text, colon + 4, 2),
            minute < 60, second <= 60, (1...12).contains(date.month), (1...31).contains(date.day), colon + 6 <= end
        else { return nil }
        return MySQLHead(
            moment: .local(year: date.year, month: date.month, day: date.day, second: hour * 3600 + minute * 60 + second),
            end: LogText.skipBlanks(text, colon + 6, end: end))
    }
}

/// What a MySQL server says of connections (`share/errmsg`), in its own log or through syslog.
enum MySQLMessage {
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        _ = LogPhrase.read(phrases, text, range, &draft)
    }

    static let phrases = [
        LogPhrase.failure("Access denied for user '{user}'@'{address}' (using password: {word}"),
        .failure("Access denied for user '{user}'@'{address}' to database '{=database.name}'"),
        .failure("Access denied for user '{user}'@'{address}'"),
        LogPhrase(.connectionRefused, .failure, "Host '{address}' is not allowed to connect to this {*}"),
        LogPhrase(.connectionRefused, .failure, "Host '{address}' is blocked because of many connection errors{*}"),
        LogPhrase(.connectionClose, .failure, "Aborted connection {word} to db: '{*}' user: '{user}' host: '{address}' ({*}"),
        LogPhrase(.connectionClose, .failure, "Got an error reading communication packets{*}"),
        LogPhrase(.message, "IP address '{address}' {*}"),
        LogPhrase(.serviceStart, "{*}ready for connections.{*}"), LogPhrase(.serviceStop, "{*}Shutdown complete{*}"),
    ]
}

enum MySQLGeneral {
    private static func head(_ text: Span<UInt8>, _ line: Range<Int>) -> (
        moment: LogMoment, command: Range<Int>, rest: Int, id: Range<Int>
    )? {
        let end = line.upperBound
        guard let head = MySQLHead.read(text, line), let (_, behind) = LogText.number(text, head.end..<end),
            LogText.byte(text, behind) == 0x20
        else {
            return nil
        }
        let id = head.end..<behind
        let from = behind + 1
        guard from < end, text[from] >= 0x41, text[from] <= 0x5a,
            let tab = LogText.first(0x09, in: text, from..<min(end, from + 24)) ?? (end - from < 24 ? end : nil)
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
        if LogText.equals(text, head.command, "Query") || LogText.equals(text, head.command, "Execute")
            || LogText.equals(text, head.command, "Prepare")
        {
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
        if isTime { draft.moment = MySQLHead.read(text, LogText.range(range.lowerBound + 8, range.upperBound))?.moment }
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
        if let stamp = LogText.placeBehind("SET timestamp=", in: text, range),
            let (seconds, _) = LogText.number(text, stamp..<range.upperBound)
        {
            draft.moment = LogMoment(seconds: Int64(seconds))
        }
        // The query is what follows the lines of comment.
        var at = range.lowerBound
        while at < range.upperBound, text[at] == 0x23 {
            at = (LogText.first(0x0a, in: text, at..<range.upperBound) ?? range.upperBound - 1) + 1
        }
        if at < range.upperBound { draft.add("database.query", at..<range.upperBound) }
        draft.message = Slice(range)
        return true
    }
}
