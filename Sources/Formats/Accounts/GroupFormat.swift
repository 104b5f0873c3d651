import Model

/// A line of group(5).
package struct GroupEntry: Hashable, Sendable {
    /// Field 1, any bytes.
    package var name: RawText
    /// Field 3.
    package var group: UInt32
    /// Field 4: log-in names, without those whose first group it is.
    package var members: [RawText]
    /// Line number from 1.
    package var line: Int

    package init(name: RawText, group: UInt32, members: [RawText], line: Int) {
        (self.name, self.group, self.members, self.line) = (name, group, members, line)
    }
}

/// /etc/group, after group(5): name, password, number and members between colons.
package enum GroupFormat {
    /// The groups in file order, doubles included.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[GroupEntry]> {
        var groups: [GroupEntry] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            guard let fields = AccountLine.fields(of: line, problems: &problems) else { return }
            guard fields.count >= 3 else { return problems.add("line has \(fields.count) fields instead of 4", at: line) }
            guard let number = AccountLine.number(fields[2]) else { return problems.add("field 3 is not a number", at: line) }
            if fields.count != 4 { problems.add("line has \(fields.count) fields instead of 4", at: line) }
            if !AccountLine.isPlain(fields[2]) { problems.add("field 3 is a number in an unusual form", at: line) }
            let members = fields.count > 3 ? fields[3].split(separator: 0x2c).map { RawText($0.trimmed) } : []
            groups.append(
                GroupEntry(name: RawText(fields[0]), group: number, members: members.filter { !$0.isEmpty }, line: line.number))
        }
        return Parsed(groups, problems: problems.all)
    }
}
