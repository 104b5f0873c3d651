import Model

/// /etc/passwd, after passwd(5): seven fields between colons.
package enum PasswdFormat {
    /// The accounts in file order, doubles included.
    ///
    /// - Parameters:
    ///   - path: the file's path within the host, for the places.
    ///   - shadow: what shadow(5) says by name; nil where it could not be read.
    ///
    /// A line is an account as soon as the C library takes it for one, which needs no more than name, password, user and
    /// group: `x::0:0` opens the host to root without a password.
    package static func parse(
        _ input: Span<UInt8>, path: RawText, shadow: [RawText: ShadowEntry]?
    ) -> Parsed<[Account]> {
        var accounts: [Account] = []
        var names: Set<RawText> = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            guard let fields = AccountLine.fields(of: line, problems: &problems) else { return }
            guard fields.count >= 4 else { return problems.add("line has \(fields.count) fields instead of 7", at: line) }
            guard let user = AccountLine.number(fields[2]) else { return problems.add("field 3 is not a number", at: line) }
            guard let group = AccountLine.number(fields[3]) else { return problems.add("field 4 is not a number", at: line) }
            if fields.count != 7 { problems.add("line has \(fields.count) fields instead of 7", at: line) }
            for index in 2...3 where !AccountLine.isPlain(fields[index]) {
                problems.add("field \(index + 1) is a number in an unusual form", at: line)
            }
            let name = RawText(fields[0])
            if name.isEmpty { problems.add("name is empty", at: line) }
            if !names.insert(name).inserted { problems.add("second line for the same name", at: line) }
            let secret = password(RawText(fields[1]), name: name, shadow: shadow)
            accounts.append(
                Account(
                    name: name, user: user, group: group, comment: fields.count > 4 ? RawText(fields[4]) : "",
                    home: fields.count > 5 ? RawText(fields[5]) : "",
                    // The library takes the whole rest for the shell, colons included.
                    shell: RawText(fields.dropFirst(6).joined(separator: [0x3a])),
                    password: secret.password, passwordInPasswd: secret.inPasswd,
                    passwordChangedDay: shadow?[name]?.changedDay, place: Place(path, line: line.number)))
        }
        return Parsed(accounts, problems: problems.all)
    }

    /// After pam_unix(8): shadow counts only where passwd says "x" (or "*NP*", "##name" of older systems).
    private static func password(
        _ field: RawText, name: RawText, shadow: [RawText: ShadowEntry]?
    ) -> (password: Account.Password, inPasswd: Bool) {
        if field == "x" || field == "*NP*" || field == "##" + name {
            return (shadow?[name]?.password ?? .unknown, false)
        }
        let password = PasswordField.classify(field)
        if case .hashed = password { return (password, true) }
        return (password, false)
    }
}
