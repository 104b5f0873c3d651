import Model

/// A line of shadow(5).
package struct ShadowEntry: Hashable, Sendable {
    /// Field 1, any bytes.
    package var name: RawText
    /// What field 2 lets somebody do.
    package var password: Account.Password
    /// Whether a lock mark stands in front of a whole hash, as `passwd -l` leaves it ("!$6$…").
    package var isLockedHash: Bool
    /// Days since 1970-01-01 of the last change; 0 asks for a new password at the next log-in.
    package var changedDay: Int?
    /// Days since 1970-01-01 after which the account is closed.
    package var expiresDay: Int?
    /// Line number from 1.
    package var line: Int
    /// Field 2 as written. It must not leave the collector.
    package var field: RawText

    package init(
        name: RawText, password: Account.Password, isLockedHash: Bool = false, changedDay: Int? = nil, expiresDay: Int? = nil, line: Int,
        field: RawText = ""
    ) {
        (self.name, self.password, self.isLockedHash, self.field) = (name, password, isLockedHash, field)
        (self.changedDay, self.expiresDay, self.line) = (changedDay, expiresDay, line)
    }
}

/// /etc/shadow, after shadow(5): nine fields between colons.
package enum ShadowFormat {
    /// The entries by name. Of two lines with one name the first counts, as for getspnam(3); the second is a problem.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[RawText: ShadowEntry]> {
        var entries: [RawText: ShadowEntry] = [:]
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            guard let fields = AccountLine.fields(of: line, problems: &problems) else { return }
            guard fields.count >= 2, !fields[0].isEmpty else {
                return problems.add("line has no name and password field", at: line)
            }
            if fields.count != 9 { problems.add("line has \(fields.count) fields instead of 9", at: line) }
            let name = RawText(fields[0])
            guard entries[name] == nil else {
                return problems.add("second line for the same name; the first one counts", at: line)
            }
            let field = RawText(fields[1])
            let unmarked = RawText(field.bytes.drop { $0 == 0x21 || $0 == 0x2a })
            entries[name] = ShadowEntry(
                name: name, password: PasswordField.classify(field),
                isLockedHash: unmarked.count < field.count && PasswordField.method(of: unmarked) != nil,
                changedDay: day(fields, 2, line, &problems), expiresDay: day(fields, 7, line, &problems), line: line.number, field: field)
        }
        return Parsed(entries, problems: problems.all)
    }

    private static func day(
        _ fields: [ArraySlice<UInt8>], _ index: Int, _ line: HostLine, _ problems: inout HostFileProblems
    ) -> Int? {
        guard index < fields.count, !fields[index].isEmpty else { return nil }
        guard let day = HostNumber.signed(fields[index]) else {
            problems.add("field \(index + 1) is not a number", at: line)
            return nil
        }
        return Int(day)
    }
}
