import Model

#if SQLite
    import CSQLite
#endif

/// `/var/lib/rpm/rpmdb.sqlite` (RHEL 9, Fedora): the header blobs in the table `Packages(hnum, blob)`.
///
/// The file is the intruder's if he likes. SQLite therefore gets it as bytes in memory, read-only, with an untrusted schema, with
/// small limits, with an authorizer that lets nothing but that one table be read, and with a bound on its work.
package enum RPMSQLite {
    /// Gives the header blob of each package in the order of their numbers.
    ///
    /// - Parameters:
    ///   - database: the whole file. Two bytes of it are changed in place where they ask for a write-ahead log.
    ///   - log: bytes of the file's `-wal`, 0 where there is none or an empty one. Its content is not read: what stands in the
    ///     log and not yet in the file is missing, and a problem says so.
    package static func forEachHeader(
        _ database: consuming [UInt8], log: Int = 0, _ body: (Span<UInt8>) -> Void
    ) -> [Problem] {
        var tally = ProblemTally()
        guard database.count >= 512, PackageBytes.equal(database.span, 0..<16, RawText(Array("SQLite format 3".utf8) + [0])) else {
            return [Problem(offset: 0, reason: "not a database of SQLite 3")]
        }
        if log > 0 { tally.add(0, "changes in the write-ahead log are not read: \(log) bytes") }
        // File format, section 1.3.3: 2 asks for a write-ahead log, which a database in memory cannot have.
        if database[18] == 2 { database[18] = 1 }
        if database[19] == 2 { database[19] = 1 }
        #if SQLite
            read(&database, &tally, body)
        #else
            tally.add(0, "this program was built without SQLite")
        #endif
        return tally.all
    }
}

#if SQLite
    extension RPMSQLite {
        /// Instructions of SQLite's machine after which reading ends: some for each byte of a file, all of them for a loop.
        private final class Budget {
            var calls: Int
            init(_ calls: Int) { self.calls = calls }
        }

        private static func read(_ database: inout [UInt8], _ tally: inout ProblemTally, _ body: (Span<UInt8>) -> Void) {
            var handle: OpaquePointer?
            defer { unsafe sqlite3_close_v2(handle) }
            let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
            guard unsafe sqlite3_open_v2(":memory:", &handle, flags, nil) == SQLITE_OK, let connection = unsafe handle else {
                return tally.add(0, "SQLite does not open a database in memory")
            }
            let limits: [(Int32, Int32)] = [
                (SQLITE_LIMIT_LENGTH, 268_435_456), (SQLITE_LIMIT_SQL_LENGTH, 100_000), (SQLITE_LIMIT_COLUMN, 100),
                (SQLITE_LIMIT_EXPR_DEPTH, 20), (SQLITE_LIMIT_COMPOUND_SELECT, 2), (SQLITE_LIMIT_VDBE_OP, 25_000),
                (SQLITE_LIMIT_FUNCTION_ARG, 8), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
                (SQLITE_LIMIT_VARIABLE_NUMBER, 10), (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
            ]
            for (limit, value) in limits { unsafe sqlite3_limit(connection, limit, value) }
            for pragma in ["PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA mmap_size=0", "PRAGMA cache_size=-2048"] {
                guard unsafe sqlite3_exec(connection, pragma, nil, nil, nil) == SQLITE_OK else {
                    return tally.add(0, "SQLite does not take a setting")
                }
            }
            let size = database.count
            let budget = Budget(1000 &+ size / 64)
            unsafe database.withUnsafeMutableBufferPointer { buffer in
                guard
                    unsafe sqlite3_deserialize(
                        connection, "main", buffer.baseAddress, sqlite3_int64(size), sqlite3_int64(size),
                        UInt32(SQLITE_DESERIALIZE_READONLY)) == SQLITE_OK
                else { return tally.add(0, "SQLite does not take the database") }
                unsafe sqlite3_set_authorizer(connection, RPMSQLite.authorize, nil)
                unsafe sqlite3_progress_handler(
                    connection, 1000,
                    { context in
                        guard let context = unsafe context else { return 1 }
                        let budget = unsafe Unmanaged<Budget>.fromOpaque(context).takeUnretainedValue()
                        budget.calls &-= 1
                        return budget.calls < 0 ? 1 : 0
                    }, Unmanaged.passUnretained(budget).toOpaque())
                unsafe rows(connection, size, &tally, body)
                unsafe sqlite3_progress_handler(connection, 0, nil, nil)
            }
            withExtendedLifetime(budget) {}
        }

        /// Lets statements read the columns of the two tables that are asked, directly and not through a view, and nothing else.
        private static let authorize:
            @convention(c) (
                UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
                UnsafePointer<CChar>?
            ) -> Int32 = { _, action, table, _, _, inner in
                if action == SQLITE_SELECT { return unsafe inner == nil ? SQLITE_OK : SQLITE_DENY }
                guard action == SQLITE_READ, unsafe inner == nil, let table = unsafe table else { return SQLITE_DENY }
                for name in ["Packages", "sqlite_master", "sqlite_schema"] where unsafe sqlite3_stricmp(table, name) == 0 {
                    return SQLITE_OK
                }
                return SQLITE_DENY
            }

        private static func rows(_ connection: OpaquePointer, _ size: Int, _ tally: inout ProblemTally, _ body: (Span<UInt8>) -> Void) {
            // A blob's bytes lie once in the file, so that all blobs together are not longer than it.
            var budget = size
            guard unsafe isPlainTable(connection) else { return tally.add(0, "the database has no table of packages") }
            var statement: OpaquePointer?
            defer { unsafe sqlite3_finalize(statement) }
            guard unsafe sqlite3_prepare_v2(connection, "SELECT blob FROM Packages ORDER BY hnum", -1, &statement, nil) == SQLITE_OK else {
                return tally.add(0, "the table of packages cannot be read")
            }
            while true {
                let step = unsafe sqlite3_step(statement)
                if step == SQLITE_DONE { return }
                guard step == SQLITE_ROW else {
                    return tally.add(0, step == SQLITE_INTERRUPT ? "reading the database takes too long" : "the database is damaged")
                }
                guard unsafe sqlite3_column_type(statement, 0) == SQLITE_BLOB, let start = unsafe sqlite3_column_blob(statement, 0) else {
                    tally.add(0, "a row of the table of packages holds no header")
                    continue
                }
                let length = Int(unsafe sqlite3_column_bytes(statement, 0))
                budget &-= length
                guard length > 0, budget >= 0 else { return tally.add(0, "the headers are longer than the database") }
                let bytes = unsafe UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: length)
                body(unsafe bytes.span)
            }
        }

        /// Whether `Packages` is an ordinary table: no view, no virtual table.
        private static func isPlainTable(_ connection: OpaquePointer) -> Bool {
            var statement: OpaquePointer?
            defer { unsafe sqlite3_finalize(statement) }
            let query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'Packages' AND rootpage > 1"
            guard unsafe sqlite3_prepare_v2(connection, query, -1, &statement, nil) == SQLITE_OK,
                unsafe sqlite3_step(statement) == SQLITE_ROW, let sql = unsafe sqlite3_column_text(statement, 0)
            else { return false }
            return unsafe sqlite3_strnicmp(UnsafeRawPointer(sql).assumingMemoryBound(to: CChar.self), "CREATE TABLE ", 13) == 0
        }
    }
#endif
