import Model

/// A job of anacrontab(5).
package struct AnacrontabLine: Hashable, Sendable {
    /// Line number from 1.
    package var line: Int
    /// Bytes from the start of the file to the start of the line.
    package var offset: Int
    /// Days, or "@daily", "@weekly", "@monthly", "@yearly".
    package var period: RawText
    /// Minutes between the start of anacron and the job.
    package var delayMinutes: Int
    /// The name of the job, and of its time stamp below /var/spool/anacron.
    package var name: RawText
    /// The rest of the line, for the shell.
    package var command: RawText

    package init(line: Int, offset: Int, period: RawText, delayMinutes: Int, name: RawText, command: RawText) {
        (self.line, self.offset, self.period) = (line, offset, period)
        (self.delayMinutes, self.name, self.command) = (delayMinutes, name, command)
    }
}

/// /etc/anacrontab, after anacrontab(5): period, delay, name and command between blanks. All jobs run as root.
package enum AnacrontabFormat {
    /// The jobs in file order. Lines that are neither job, assignment nor comment are problems.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[AnacrontabLine]> {
        var jobs: [AnacrontabLine] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let text = line.bytes[...].drop { $0.isBlank }
            guard let first = text.first, first != 0x23, EnvironmentLine.parse(text) == nil else { return }
            let words = text.split(maxSplits: 3, whereSeparator: \.isBlank).map { $0.drop(while: \.isBlank) }
            guard words.count == 4, !words[3].isEmpty else { return problems.add("line has fewer than four fields", at: line) }
            guard HostNumber.decimal(words[0]) != nil || nicknames.contains(RawText(words[0])) else {
                return problems.add("period is neither a number of days nor a nickname", at: line)
            }
            guard let delay = HostNumber.decimal(words[1]), delay <= 0xffff_ffff else {
                return problems.add("delay is not a number", at: line)
            }
            jobs.append(
                AnacrontabLine(
                    line: line.number, offset: line.offset, period: RawText(words[0]), delayMinutes: Int(delay),
                    name: RawText(words[2]), command: RawText(words[3])))
        }
        return Parsed(jobs, problems: problems.all)
    }

    /// The assignments, which hold for the jobs after them.
    package static func environment(_ input: Span<UInt8>) -> [CrontabEnvironment] {
        var environment: [CrontabEnvironment] = []
        HostLine.each(in: input) { line in
            let text = line.bytes[...].drop { $0.isBlank }
            guard text.first != 0x23, let (name, value) = EnvironmentLine.parse(text) else { return }
            environment.append(CrontabEnvironment(line: line.number, name: name, value: value))
        }
        return environment
    }

    private static let nicknames: Set<RawText> = ["@daily", "@weekly", "@monthly", "@yearly", "@annually"]
}
