import Model

extension LogFormat {
    /// The error log of MySQL and MariaDB in its four forms: `110312  0:30:01 [Warning] …`, `2011-03-12 00:30:01 12 [Warning] …`,
    /// `2011-03-12T00:30:01.123456Z 12 [Warning] [MY-010055] [Server] …`, `2011-03-12  0:30:01 140123 [Warning] …`.
    static let mysqlError = LogFormat(
        id: "mysql.error", title: Localized(en: "Error log of MySQL or MariaDB", ja: "MySQL・MariaDBのエラーログ"),
        names: [
            "/mysqld.log", "/mysql/error.log", "/mariadb/mariadb.log", "/mysql.err", ".err", "/mysql.log", "/mariadb.log",
            "/mysqld/mysqld.log",
        ],
        begins: .digit
    ) { text, line, draft in
        guard LogText.byte(text, line.lowerBound + 4) != 0x2f, let head = MySQLHead.read(text, line) else { return false }
        var at = head.end
        let end = line.upperBound
        if let (thread, behind) = LogText.number(text, at..<end), LogText.byte(text, behind) == 0x20 {
            draft.add("process.thread.id", at..<behind)
            _ = thread
            at = LogText.skipBlanks(text, behind, end: end)
        } else if LogText.byte(text, line.lowerBound + 10) == 0x54 {
            // Since times have a "T" in them, the number of the thread follows them.
            return false
        }
        var level: Range<Int>?
        while at < end, text[at] == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(end, at + 32)) {
            if level == nil { level = at + 1..<close }
            at = LogText.skipBlanks(text, close + 1, end: end)
        }
        // MySQL up to 5.5: "110312 00:30:01 InnoDB: words".
        if level == nil, LogText.matches(text, at, "InnoDB: ") || LogText.matches(text, at, "mysqld_safe ") {
            draft.format = "mysql.error"
            draft.moment = head.moment
            draft.kind = .message
            draft.message = Slice(at..<end)
            return true
        }
        guard let level, ["Note", "Warning", "ERROR", "Error", "System"].contains(where: { LogText.equals(text, level, $0) }) else {
            return false
        }
        draft.format = "mysql.error"
        draft.moment = head.moment
        draft.kind = .message
        draft.add("log.level", level)
        draft.message = Slice(at..<end)
        MySQLMessage.read(text, at..<end, &draft)
        return true
    }

    /// MySQL's general query log: `2011-03-12T00:30:01.123456Z	   12 Connect	bob@192.0.2.1 on shop using TCP/IP`.
    static let mysqlGeneral = LogFormat(
        id: "mysql.general", title: Localized(en: "MySQL's log of every query", ja: "MySQLの一般クエリログ"),
        names: ["/mysql-general.log", "/general.log", "/mysql/mysql.log", "/general_log"], begins: .digit,
        continues: { text, _, line in MySQLGeneral.goesOn(text, line) }, read: MySQLGeneral.read)

    /// MySQL's slow query log: lines that begin with `#`, then the query.
    static let mysqlSlow = LogFormat(
        id: "mysql.slow", title: Localized(en: "MySQL's slow queries", ja: "MySQLのスロークエリログ"),
        names: ["-slow.log", "/slow.log", "/mysql-slow.log", "/slow_query.log"], begins: .other,
        continues: { text, _, line in
            !LogText.matches(text, line.lowerBound, "# Time: ") && !LogText.matches(text, line.lowerBound, "# User@Host: ")
                || LogText.matches(text, line.lowerBound, "# User@Host: ") && MySQLSlow.follows(text, line)
        }, read: MySQLSlow.read)

    /// PostgreSQL's log with the common forms of `log_line_prefix`.
    static let postgresql = LogFormat(
        id: "postgresql", title: Localized(en: "PostgreSQL's log", ja: "PostgreSQLのログ"),
        names: ["/postgresql.log", "-main.log", "/pgsql.log", "/pgstartup.log", "/postgresql-"], begins: .digit,
        continues: { text, _, line in LogText.byte(text, line.lowerBound) == 0x09 }, read: PostgresLine.read)

    /// Redis: `12:M 12 Mar 2011 00:30:01.123 * Ready to accept connections` (server.c), and the form before 3.0.
    static let redis = LogFormat(
        id: "redis", title: Localized(en: "Redis' log", ja: "Redisのログ"), names: ["/redis-server.log", "/redis.log", "/redis_6379.log"],
        begins: [.digit, .bracket]
    ) { text, line, draft in
        var at = line.lowerBound
        let end = line.upperBound
        let isOld = LogText.byte(text, at) == 0x5b
        if isOld { at += 1 }
        guard let (pid, behind) = LogText.number(text, at..<end) else { return false }
        // Releases before 2.6 name no process: "12 Mar 00:30:01 - words".
        let isOldest = !isOld && LogText.byte(text, behind) == 0x20
        if isOldest {
            guard RedisWords.yearless(text, at) != nil else { return false }
        } else if let rest = LogText.behind(":signal-handler (", in: text, behind..<end),
            let time = LogTime.epoch(text, rest), LogText.matches(text, time.end, ") ")
        {
            draft.format = "redis"
            draft.moment = time.moment
            draft.pid = pid
            draft.kind = .message
            draft.message = Slice(time.end + 2..<end)
            return true
        } else if isOld {
            guard LogText.matches(text, behind, "] ") else { return false }
            at = behind + 2
        } else {
            let role = LogText.byte(text, behind + 1)
            guard LogText.byte(text, behind) == 0x3a, role >= 0x41, role <= 0x5a, LogText.byte(text, behind + 2) == 0x20 else {
                return false
            }
            at = behind + 3
        }
        let time = LogTimes.dayFirst(text, at) ?? RedisWords.yearless(text, at)
        guard let time, LogText.byte(text, time.end) == 0x20, let mark = RedisWords.level(LogText.byte(text, time.end + 1)) else {
            return false
        }
        draft.format = "redis"
        draft.moment = time.moment
        draft.pid = isOldest ? nil : pid
        draft.kind = .message
        draft.add("log.level", draft.decode(mark))
        let message = LogText.range(time.end + 3, end)
        draft.message = Slice(message)
        _ = LogPhrase.read(RedisWords.phrases, text, message, &draft)
        return true
    }

    /// MongoDB before 4.4 (`2011-03-12T00:30:01.123+0900 I ACCESS [conn1] …`); later ones write JSON, which is read elsewhere.
    static let mongodb = LogFormat(
        id: "mongodb", title: Localized(en: "MongoDB's log", ja: "MongoDBのログ"), names: ["/mongod.log", "/mongodb.log", "/mongos.log"],
        begins: [.digit, .brace], read: MongoLine.read)

    /// Microsoft SQL Server on Linux (`/var/opt/mssql/log/errorlog`).
    static let mssql = LogFormat(
        id: "mssql", title: Localized(en: "SQL Server's error log", ja: "SQL Serverのエラーログ"), names: ["/mssql/log/errorlog", "/errorlog"],
        begins: .digit
    ) { text, line, draft in
        guard let time = LogTime.iso(text, line.lowerBound), time.moment.precision == .millisecond, LogText.byte(text, time.end) == 0x20
        else {
            return false
        }
        let end = line.upperBound
        let source = LogText.word(text, time.end + 1, end: end)
        let at = LogText.skipBlanks(text, source.upperBound, end: end)
        // Hundredths are SQL Server's own; what stands there instead of a source may be what a client sent.
        guard LogText.byte(text, time.end - 3) == 0x2e else { return false }
        draft.format = "mssql"
        draft.moment = time.moment
        draft.kind = .message
        draft.message = Slice(at..<end)
        guard
            LogText.equals(text, source, "Logon") || LogText.equals(text, source, "Server") || LogText.equals(text, source, "Backup")
                || LogText.matches(text, source.lowerBound, "spid")
        else { return true }
        _ = LogPhrase.read(mssqlPhrases, text, at..<end, &draft)
        return true
    }

    private static let mssqlPhrases = [
        LogPhrase.failure("Login failed for user '{user}'. Reason: {*} [CLIENT: {address}]"),
        LogPhrase.failure("Login failed for user '{user}'. [CLIENT: {address}]"),
        LogPhrase(.loginSuccess, .success, "Login succeeded for user '{user}'. {*} [CLIENT: {address}]"),
    ]
}
