import Model

/// Pages that hand any data base to whoever asks.
extension ScriptFlow {
    private static let connections: Set<[UInt8]> = [
        "sqlconnection", "oledbconnection", "odbcconnection", "mysqlconnection", "oracleconnection", "getconnection",
    ].reduce(into: []) { $0.insert(Array($1.utf8)) }
    private static let orders: Set<[UInt8]> = [
        "sqlcommand", "sqldataadapter", "oledbcommand", "oledbdataadapter", "odbccommand", "mysqlcommand", "oraclecommand", "executequery",
        "executeupdate", "preparestatement",
    ].reduce(into: []) { $0.insert(Array($1.utf8)) }

    /// A visitor names the data base, with the account, and what it is told: pages of a site know their own.
    mutating func findChosenDatabase() {
        guard profile.language == .csharp || profile.language == .java, text.bytes.count < 65_536 else { return }
        guard let (_, taint) = call(of: Self.connections), let (order, _) = call(of: Self.orders) else { return }
        report(.visitorsDatabase, .possible, taint, order, tokens[order].text)
    }

    /// The first call of one of these with a visitor's data.
    private func call(of names: Set<[UInt8]>) -> (index: Int, taint: Taint)? {
        for index in tokens.indices.dropLast() where tokens[index].kind == .name && tokens[index &+ 1].isSymbol(0x28) {
            guard names.contains(tokens[index].lower), let close = closing(index &+ 1),
                let taint = taint(in: (index &+ 2)..<max(index &+ 2, close)), taint.source == .request
            else { continue }
            return (index, taint)
        }
        return nil
    }
}
