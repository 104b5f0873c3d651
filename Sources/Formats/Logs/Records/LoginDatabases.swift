import Model

extension RecordLog {
    /// /var/lib/wtmpdb/wtmp.db, the successor of wtmp: one row for each session, with its log-in and its log-out.
    static let wtmpdb = RecordLog(
        id: "wtmpdb", title: Localized(en: "Log-ins and boots (wtmpdb)", ja: "ログインと起動の記録(wtmpdb)"), names: ["wtmp.db"],
        recognises: { head, path in RecordLogs.isNamed(path, ["wtmp.db"]) && SQLiteTable.isDatabase(head) },
        read: { source, body in LoginDatabases.read(&source, "wtmp", body) })

    /// /var/lib/lastlog/lastlog2.db: when each account last logged in.
    static let lastlog2 = RecordLog(
        id: "lastlog2", title: Localized(en: "Last log-in of each account (lastlog2)", ja: "アカウントごとの最終ログイン(lastlog2)"),
        names: ["lastlog2.db"],
        recognises: { head, path in RecordLogs.isNamed(path, ["lastlog2.db"]) && SQLiteTable.isDatabase(head) },
        read: { source, body in LoginDatabases.read(&source, "Lastlog2", body) })
}

enum LoginDatabases {
    private static let mostBytes = 256 << 20

    static func read(
        _ source: inout any ByteSource, _ name: String, _ body: (Span<UInt8>, inout EventDraft) -> Void
    ) -> [Problem] {
        var problems = HostFileProblems()
        let bytes = RecordChunks.whole(&source, most: mostBytes, &problems)
        guard var table = SQLiteTable(bytes.span) else {
            problems.add("not a database of SQLite 3", at: 0)
            return problems.all
        }
        var draft = EventDraft()
        table.rows(bytes.span, of: name) { number, columns in
            var row = LoginRow(bytes: bytes, columns: columns)
            if name == "wtmp" { session(&row, number, &draft, body) } else { last(&row, &draft, body) }
        }
        for problem in table.problems.all { problems.add(problem.reason, at: problem.offset) }
        return problems.all
    }

    /// `wtmp(ID, Type, User, Login, Logout, TTY, RemoteHost, Service)`, times in microseconds; types 1 boot, 2 run level, 3 session.
    private static func session(
        _ row: inout LoginRow, _ number: Int64, _ draft: inout EventDraft, _ body: (Span<UInt8>, inout EventDraft) -> Void
    ) {
        let type = row.integer(1) ?? 0
        for (column, isEnd) in [(3, false), (4, true)] {
            guard let time = row.integer(column), time > 0 else { continue }
            draft.reset()
            draft.format = "wtmpdb"
            draft.moment = .absolute(
                Timestamp(seconds: time / 1_000_000, nanoseconds: UInt32(truncatingIfNeeded: time % 1_000_000) * 1000),
                precision: .microsecond)
            draft.add("wtmpdb.id", draft.decode(String(number)))
            switch (type, isEnd) {
            case (1, false): draft.kind = .systemBoot
            case (1, true): draft.kind = .systemShutdown
            case (3, false): (draft.kind, draft.outcome) = (.loginSuccess, .success)
            case (3, true): draft.kind = .logout
            default: draft.kind = .message
            }
            row.fill(&draft, user: 2, terminal: 5, host: 6, service: 7, isBoot: type == 1)
            body(row.bytes.span, &draft)
        }
    }

    /// `Lastlog2(Name, Time, TTY, RemoteHost, Service)`, times in seconds.
    private static func last(
        _ row: inout LoginRow, _ draft: inout EventDraft, _ body: (Span<UInt8>, inout EventDraft) -> Void
    ) {
        guard let time = row.integer(1), time > 0 else { return }
        draft.reset()
        draft.format = "lastlog2"
        (draft.kind, draft.outcome) = (.loginSuccess, .success)
        draft.moment = .absolute(Timestamp(seconds: time))
        row.fill(&draft, user: 0, terminal: 2, host: 3, service: 4, isBoot: false)
        body(row.bytes.span, &draft)
    }
}

/// The columns of a row, by number.
struct LoginRow {
    let bytes: [UInt8]
    let columns: [SQLiteTable.Value]

    func integer(_ column: Int) -> Int64? {
        guard column < columns.count, case .integer(let value) = columns[column] else { return nil }
        return value
    }

    private func text(_ column: Int, _ draft: inout EventDraft) -> Slice {
        guard column < columns.count else { return .absent }
        switch columns[column] {
        case .bytes(let range): return range.isEmpty ? .absent : Slice(range)
        case .joined(let bytes): return draft.decode(bytes)
        default: return .absent
        }
    }

    func fill(_ draft: inout EventDraft, user: Int, terminal: Int, host: Int, service: Int, isBoot: Bool) {
        draft.user = text(user, &draft)
        draft.add("terminal", text(terminal, &draft))
        draft.process = text(service, &draft)
        let peer = text(host, &draft)
        // The row of a boot has the kernel's release there.
        if isBoot { draft.add("kernel", peer) } else { draft.address = peer }
    }
}
