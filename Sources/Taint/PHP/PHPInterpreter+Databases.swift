import Model

/// Orders to a data base that reach past it: it writes a file, or runs a command.
extension PHPInterpreter {
    private static let orders: [StaticString] = [
        "mysql_query", "mysqli_query", "mysql_unbuffered_query", "mysql_db_query", "mysqli_multi_query", "mysqli_real_query", "mssql_query",
        "sqlsrv_query", "odbc_exec", "query", "exec", "multi_query", "real_query", "prepare",
    ]

    /// A function or method that a statement of SQL is given to (https://dev.mysql.com/doc/refman/8.4/en/select-into.html).
    func orderSink(_ name: [UInt8], _ values: [PHPValue], _ offset: Int) {
        guard facts.ordersDatabase, !facts.isPart, !facts.isGuarded,
            Self.orders.contains(where: { name.count == $0.utf8CodeUnitCount && ByteSearch.starts(name, 0, $0) })
        else { return }
        for value in values.prefix(2) {
            let text = value.text ?? value.hint
            let writes = ByteSearch.contains("into outfile", text) || ByteSearch.contains("into dumpfile", text)
            let runs = ByteSearch.contains("xp_cmdshell", text) || ByteSearch.contains(" soname ", text)
            guard writes || runs else { continue }
            if let taint = value.anyTaint, taint.source == .request, !taint.marks.contains(.laundered), writes || !isLoading(text) {
                report(runs ? .requestToCommand : .requestToFile, .likely, taint, offset, name)
            } else if !writes, ByteSearch.contains("create function", text) {
                // A library that the data base loads, and that runs what it is told.
                report(.carriedProgram, .likely, nil, offset, name)
            } else if writes, ByteSearch.contains("<?", text) || ByteSearch.contains("<%", text) {
                report(.carriedProgram, .likely, nil, offset, name)
            }
        }
    }

    /// Whether a statement makes a function of a library.
    private func isLoading(_ text: [UInt8]) -> Bool { ByteSearch.contains("create function", text) }

    private static let doors: [StaticString] = [
        "mysql_connect", "mysql_pconnect", "mysqli_connect", "mssql_connect", "sqlsrv_connect", "pg_connect", "odbc_connect", "ftp_login",
        "ssh2_auth_password", "imap_open", "ldap_bind",
    ]

    /// A function that signs in somewhere: names and passwords out of lists that a visitor sent are guesses, and a data base that he
    /// names is his.
    func doorSink(_ name: [UInt8], _ values: [PHPValue], _ expressions: [PHPExpression], _ offset: Int) {
        guard !facts.isPart, !facts.isGuarded else { return }
        if name.elementsEqual("curl_setopt".utf8) {
            guard expressions.count > 2, case .constant(let option) = expressions[1].kind, option.elementsEqual("curlopt_userpwd".utf8)
            else { return }
            if let taint = values.last?.anyTaint, isGuess(taint) { report(.guessesPasswords, .likely, taint, offset, name) }
            return
        }
        if name.elementsEqual("mysql_query".utf8) || name.elementsEqual("mysqli_query".utf8) || name.elementsEqual("mssql_query".utf8) {
            guard facts.chosenDatabase != nil, facts.size < 65_536 else { return }
            for value in values.prefix(2) {
                guard let taint = value.anyTaint, taint.source == .request,
                    taint.marks.isDisjoint(with: [.prefixed, .suffixed, .laundered, .checked, .listed, .escaped])
                else { continue }
                report(.visitorsDatabase, .possible, taint, offset, name)
            }
            return
        }
        guard Self.doors.contains(where: { name.count == $0.utf8CodeUnitCount && ByteSearch.starts(name, 0, $0) }) else { return }
        let given = values.prefix(4).compactMap(\.anyTaint).filter { $0.source == .request && !$0.marks.contains(.laundered) }
        if given.count(where: isGuess) > 1 { report(.guessesPasswords, .likely, given.first, offset, name) }
        if given.count > 2, facts.chosenDatabase == nil { facts.chosenDatabase = place(offset) }
    }

    private func isGuess(_ taint: Taint) -> Bool { taint.source == .request && taint.marks.contains(.piece) }
}
