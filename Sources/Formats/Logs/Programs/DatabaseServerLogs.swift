import Model

extension ProgramLog {
    /// MySQL and MariaDB through syslog, whose own time may stand in the message once more.
    static let mysqld = ProgramLog(
        id: "mysqld", title: Localized(en: "Database MySQL or MariaDB", ja: "データベース MySQL・MariaDB"),
        programs: ["mysqld", "mysqld_safe", "mariadbd", "mariadb", "mysql"]
    ) { text, message, draft in
        draft.wholly { DatabaseServerMessage.mysql(text, message, &$0) }
    }

    /// PostgreSQL through syslog.
    static let postgres = ProgramLog(
        id: "postgres", title: Localized(en: "Database PostgreSQL", ja: "データベース PostgreSQL"),
        programs: ["postgres", "postgresql", "postmaster"]
    ) { text, message, draft in
        draft.wholly { DatabaseServerMessage.postgres(text, message, &$0) }
    }

    /// SQL Server on Linux.
    static let sqlserver = ProgramLog(
        id: "sqlserver", title: Localized(en: "Database SQL Server", ja: "データベース SQL Server"),
        programs: ["sqlservr", "mssql", "mssql-server"]
    ) { text, message, draft in
        draft.wholly { DatabaseServerMessage.sqlServer(text, message, &$0) }
    }
}

enum DatabaseServerMessage {
    /// `… [Warning] Access denied for user 'bob'@'192.0.2.1' (using password: YES)`. A name may hold quotes and at signs: the host is in the
    /// last ones. Nothing stands behind.
    static func mysql(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first("Access denied for user '", in: text, message), isStart(text, message, at),
            let mark = LogText.last("'@'", in: text, at + 23..<message.upperBound),
            let close = LogText.first(0x27, in: text, mark + 3..<message.upperBound)
        {
            let behind = LogText.trimmed(text, close + 1..<message.upperBound)
            guard
                behind.isEmpty || LogText.ends(text, behind, "(using password: YES)") || LogText.ends(text, behind, "(using password: NO)")
                    || LogText.begins(text, behind, "to database '")
            else { return false }
            draft.user = Slice(at + 24..<max(at + 24, mark))
            _ = draft.peer(text, mark + 3..<close)
            draft.tell(.loginFailure, .failure)
            return true
        }
        if let at = LogText.first("Host '", in: text, message), isStart(text, message, at),
            let close = LogText.first(0x27, in: text, at + 6..<message.upperBound),
            LogText.matches(text, close, "' is not allowed to connect")
                || LogText.matches(text, close, "' is blocked because of many connection errors")
        {
            _ = draft.peer(text, at + 6..<close)
            draft.tell(.connectionRefused, .failure)
            return true
        }
        if let at = LogText.first("Aborted connection ", in: text, message), isStart(text, message, at) {
            if let mark = LogText.last("' host: '", in: text, message),
                let close = LogText.first(0x27, in: text, mark + 9..<message.upperBound)
            {
                _ = draft.peer(text, mark + 9..<close)
                if let user = LogText.first(" user: '", in: text, at..<mark) { draft.user = Slice(user + 8..<mark) }
            }
            draft.tell(.connectionClose)
            return true
        }
        if LogText.contains(text, message, "ready for connections") {
            draft.tell(.serviceStart)
        } else if LogText.contains(text, message, "Shutdown complete") || LogText.contains(text, message, "ormal shutdown") {
            draft.tell(.serviceStop)
        } else {
            return false
        }
        return true
    }

    /// Whether the words at `at` begin what the server says: at the start, or behind the brackets of level, code and part.
    private static func isStart(_ text: Span<UInt8>, _ message: Range<Int>, _ at: Int) -> Bool {
        at == message.lowerBound || at >= message.lowerBound + 2 && text[at - 1] == 0x20 && text[at - 2] == 0x5d
    }

    /// `[3-1] bob@db FATAL:  password authentication failed for user "bob"`, `connection received: host=192.0.2.1 port=1`,
    /// `no pg_hba.conf entry for host "192.0.2.1", user "bob", database "db"`.
    static func postgres(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var said = message
        var level: Range<Int>?
        for word in ["FATAL:  ", "LOG:  ", "ERROR:  ", "PANIC:  ", "WARNING:  ", "DETAIL:  ", "STATEMENT:  "] {
            if let at = LogText.first(word, in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 256)),
                level == nil || at < (level?.lowerBound ?? 0)
            {
                level = at..<at + word.utf8.count
            }
        }
        if let level {
            said = level.upperBound..<message.upperBound
            prefix(text, message.lowerBound..<level.lowerBound, &draft)
        }
        if let at = LogText.first(" authentication failed for user \"", in: text, said) {
            draft.method = Slice(said.lowerBound..<at)
            draft.user = Slice(at + 33..<(LogText.last(0x22, in: text, at + 33..<said.upperBound) ?? said.upperBound))
            draft.tell(.loginFailure, .failure)
        } else if let rest = LogText.behind("no pg_hba.conf entry for ", in: text, said) {
            if let at = LogText.first("host \"", in: text, rest), let close = LogText.first(0x22, in: text, at + 6..<rest.upperBound) {
                _ = draft.peer(text, at + 6..<close)
                if let user = LogText.first(", user \"", in: text, close..<rest.upperBound) {
                    draft.user = Slice(
                        user + 8..<(LogText.last("\", database \"", in: text, user + 8..<rest.upperBound) ?? rest.upperBound))
                }
            }
            draft.tell(.loginFailure, .failure)
        } else if let rest = LogText.behind("role \"", in: text, said), let at = LogText.last("\" does not exist", in: text, rest) {
            draft.user = Slice(rest.lowerBound..<at)
            draft.tell(.loginFailure, .failure)
        } else if let rest = LogText.behind("connection received: host=", in: text, said) {
            _ = draft.peer(text, LogText.word(text, rest.lowerBound, end: rest.upperBound))
            if let port = LogText.value(" port=", in: text, rest), let number = LogText.wholeNumber(text, port), number <= 65_535 {
                draft.port = number
            }
            draft.tell(.connectionOpen)
        } else if let rest = LogText.behind("connection authorized: user=", in: text, said) {
            draft.user = Slice(rest.lowerBound..<(LogText.first(" database=", in: text, rest) ?? rest.upperBound))
            draft.tell(.loginSuccess, .success)
        } else if let rest = LogText.behind("disconnection: ", in: text, said) {
            if let user = LogText.first(" user=", in: text, rest), let end = LogText.last(" database=", in: text, user..<rest.upperBound) {
                draft.user = Slice(user + 6..<max(user + 6, end))
            }
            if let at = LogText.last(" host=", in: text, rest) { _ = draft.peer(text, LogText.word(text, at + 6, end: rest.upperBound)) }
            draft.tell(.logout)
        } else if LogText.begins(text, said, "statement: ") || LogText.begins(text, said, "execute ")
            || LogText.begins(text, said, "duration: ")
        {
            draft.tell(.databaseQuery)
        } else if LogText.begins(text, said, "database system is ready to accept") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, said, "database system is shut down") {
            draft.tell(.serviceStop)
        } else if let level {
            let isFailure = text[level.lowerBound] == 0x46 || text[level.lowerBound] == 0x50 || text[level.lowerBound] == 0x45
            draft.tell(.message, isFailure ? .failure : nil)
        } else {
            return false
        }
        return true
    }

    /// What `log_line_prefix` put before: `bob@db`, `192.0.2.1(5432)`.
    private static func prefix(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        var at = range.lowerBound
        var words = 0
        while at < range.upperBound, words < 12 {
            words += 1
            at = LogText.skipBlanks(text, at, end: range.upperBound)
            let word = LogText.word(text, at, end: range.upperBound)
            at = word.upperBound
            var value = word
            if let equals = LogText.first(0x3d, in: text, word) { value = equals + 1..<word.upperBound }
            if LogText.ends(text, value, ",") || LogText.ends(text, value, ":") { value = value.lowerBound..<value.upperBound - 1 }
            let close = LogText.first(0x28, in: text, value) ?? value.upperBound
            if LogPeer.isAddress(text, value.lowerBound..<close) {
                _ = draft.peer(text, value.lowerBound..<close)
            } else if let mark = LogText.first(0x40, in: text, value), mark > value.lowerBound, text[value.lowerBound] != 0x5b {
                draft.user = Slice(value.lowerBound..<mark)
            }
        }
    }

    /// `Login failed for user 'bob'. Reason: … [CLIENT: 192.0.2.1]`.
    static func sqlServer(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.first("Login failed for user '", in: text, message),
            let client = LogText.last(" [CLIENT: ", in: text, message),
            at < client, let close = LogText.first(0x5d, in: text, client..<message.upperBound)
        else { return false }
        let said = at + 23..<client
        if let end = LogText.last("'. Reason: ", in: text, said) ?? LogText.last("'.", in: text, said) {
            draft.user = Slice(said.lowerBound..<end)
        }
        if !draft.peer(text, client + 10..<close) { return false }
        draft.tell(.loginFailure, .failure)
        return true
    }
}
