import Model

/// Tables of fcron as they were typed, which it keeps with the end ".orig" beside those that it compiles (fcrontab(5)).
package enum FcrontabFormat {
    /// Lines of all four kinds: `@opts 30 command` by running time, `&opts * * * * * command` by the calendar,
    /// `%opts * * command` once in a while, and plain lines as crontab(5) has them.
    package static func parse(_ input: Span<UInt8>) -> Parsed<Crontab> {
        var table = Crontab()
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let text = line.bytes[...].drop { $0.isBlank }
            guard let first = text.first, first != 0x23, first != 0x21, table.lines.count < 10_000 else { return }
            if let (name, value) = EnvironmentLine.parse(text) {
                table.environment.append(CrontabEnvironment(line: line.number, name: name, value: value))
                return
            }
            var words = text.split(whereSeparator: { $0.isBlank })
            // Options stand right behind the sign: "&mail(no),nice(5)".
            let kind = [0x40, 0x26, 0x25].contains(first) ? first : 0
            let often = kind == 0x25 ? RawText(words[0].dropFirst()).split(0x2c).last ?? "" : ""
            if kind != 0 { words.removeFirst() }
            let fields: Int =
                switch kind {
                case 0x40: 1
                case 0x25: periods[often.asciiLowercased.comparable] ?? 5
                default: 5
                }
            guard words.count > fields else { return problems.add("line has too few fields", at: line) }
            let head: RawText = kind == 0 ? "" : RawText(text.prefix { !$0.isBlank }) + " "
            let schedule = RawText(Array(words[..<fields].joined(separator: [0x20])))
            let command = RawText(line.bytes[words[fields].startIndex...])
            table.lines.append(CrontabLine(line: line.number, offset: line.offset, schedule: head + schedule, user: nil, command: command))
        }
        return Parsed(table, problems: problems.all)
    }

    /// How many fields follow the word that says how often: the finer ones than its period.
    private static let periods: [String: Int] = [
        "hours": 1, "midhours": 1, "hourly": 1, "midhourly": 1, "days": 2, "middays": 2, "daily": 2, "middaily": 2, "nightly": 2, "weeks": 3,
        "midweeks": 3, "weekly": 3, "midweekly": 3, "months": 3, "midmonths": 3, "monthly": 3, "midmonthly": 3, "mons": 3, "midmons": 3,
        "dow": 4, "middow": 4,
    ]
}
