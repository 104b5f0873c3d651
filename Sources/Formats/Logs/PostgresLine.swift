import Model

/// PostgreSQL's lines, whatever stands between the time and the level (`log_line_prefix`, "Error Reporting and Logging").
enum PostgresLine {
    private static let levels: [String] = [
        "LOG", "ERROR", "FATAL", "PANIC", "WARNING", "NOTICE", "INFO", "DETAIL", "HINT", "STATEMENT", "CONTEXT", "DEBUG",
    ]

    @Sendable static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = range.upperBound
        guard let time = LogTime.iso(text, range.lowerBound), time.end < end else { return false }
        // Prefixes differ; each ends before "LEVEL:  ", which is followed by two blanks.
        let head = time.end..<min(end, time.end + 300)
        guard let colon = LogText.first(":  ", in: text, head), LogText.byte(text, colon + 3) != 0x20 else { return false }
        var start = colon
        while start > time.end, text[start - 1] >= 0x41, text[start - 1] <= 0x5a || ShellByte.isDigit(text[start - 1]) { start -= 1 }
        let level = start..<colon
        guard levels.contains(where: { LogText.equals(text, level, $0) || $0 == "DEBUG" && LogText.matches(text, start, "DEBUG") }) else {
            return false
        }
        draft.format = "postgresql"
        draft.moment = time.moment
        // A zone by name behind the time: UTC and GMT need no table.
        if LogText.matches(text, time.end, " UTC") || LogText.matches(text, time.end, " GMT") { draft.moment?.isLocal = false }
        draft.add("log.level", level)
        prefix(text, LogText.range(time.end, start), &draft)
        draft.kind = .message
        let message = colon + 3..<max(colon + 3, end)
        draft.message = Slice(message)
        var said = LogText.range(colon + 3, LogText.first(0x0a, in: text, message) ?? message.upperBound)
        // "00000: connection authorized: …": the code of the standard, where `log_error_verbosity` is verbose.
        if said.count > 7, LogText.matches(text, said.lowerBound + 5, ": ") {
            let code = said.lowerBound..<said.lowerBound + 5
            if code.allSatisfy({ ShellByte.isDigit(text[$0]) || text[$0] >= 0x41 && text[$0] <= 0x5a }) {
                draft.add("error.code", code)
                said = said.lowerBound + 7..<said.upperBound
            }
        }
        _ = LogPhrase.read(phrases, text, said, &draft)
        return true
    }

    /// `[12]`, `[12-1]`, `user@database`, `user=…,db=…,app=…,client=…`, `192.0.2.1(5000)`.
    private static func prefix(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        if let open = LogText.first(0x5b, in: text, range), let (pid, _) = LogText.number(text, open + 1..<range.upperBound) {
            draft.pid = pid
        }
        if let user = LogText.placeBehind("user=", in: text, range) { draft.user = value(text, user, range.upperBound) }
        if let database = LogText.placeBehind("db=", in: text, range) {
            draft.add("database.name", value(text, database, range.upperBound))
        }
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
                // "UTC:192.0.2.1(5000):bob@shop:[12]:", the prefix of Amazon's managed servers.
                let start = LogText.last(0x3a, in: text, word.lowerBound..<sign).map { $0 + 1 } ?? word.lowerBound
                let stop = LogText.first(0x3a, in: text, sign..<word.upperBound) ?? word.upperBound
                draft.user = Slice(start..<sign)
                draft.add("database.name", sign + 1..<stop)
                if start > word.lowerBound { setColonHost(text, word.lowerBound..<start - 1, &draft) }
            } else if !draft.address.isPresent, HTTPLine.isAddress(text, word) {
                HTTPLine.setPeer(text, word, &draft)
            } else if LogText.last(0x28, in: text, word) != nil, text[word.upperBound - 1] == 0x29, !draft.address.isPresent {
                setHost(text, word, &draft)
            }
            at = word.upperBound
        }
    }

    /// `UTC:192.0.2.1(5000)`, `:192.0.2.1(5000)`.
    private static func setColonHost(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard !draft.address.isPresent, let open = LogText.last(0x28, in: text, range) else { return }
        let whole = range.lowerBound..<open
        let start =
            HTTPLine.isAddress(text, whole) ? range.lowerBound : LogText.first(0x3a, in: text, whole).map { $0 + 1 } ?? range.lowerBound
        setHost(text, LogText.range(start, range.upperBound), &draft)
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

    static let phrases = [
        LogPhrase.failure("password authentication failed for user \"{user}\""),
        .failure("Ident authentication failed for user \"{user}\""), .failure("Peer authentication failed for user \"{user}\""),
        .failure("LDAP authentication failed for user \"{user}\""), .failure("PAM authentication failed for user \"{user}\""),
        .failure("role \"{user}\" does not exist"),
        .failure("no pg_hba.conf entry for host \"{address}\", user \"{user}\", database \"{*}"),
        .failure("no pg_hba.conf entry for host \"{address}\", user \"{user}\", database \"{*}\", {*}"),
        .failure("pg_hba.conf rejects connection for host \"{address}\", user \"{user}\", database \"{*}"),
        LogPhrase(.connectionOpen, "connection received: host={address} port={port}"),
        LogPhrase(.connectionOpen, "connection received: host={address} port={port} {*}"),
        LogPhrase(.connectionOpen, "connection received: host={word}"),
        LogPhrase(.loginSuccess, .success, "connection authorized: user={user} database={*}"),
        LogPhrase(.logout, "disconnection: session time: {word} user={user} database={word} host={address} port={port}"),
        LogPhrase(.logout, "disconnection: session time: {word} user={user} database={*}"),
        LogPhrase(.databaseQuery, "statement: {=database.query}"), LogPhrase(.databaseQuery, "execute {word} {=database.query}"),
        LogPhrase(.databaseQuery, "duration: {word} ms  statement: {=database.query}"),
        LogPhrase(.serviceStart, "database system is ready to accept connections"), LogPhrase(.serviceStop, "database system is shut down"),
    ]
}
