import Model

/// Crontabs of Vixie cron, cronie, Debian's cron and the BSDs, after their crontab(5).
package enum CrontabFormat {
    /// Which fields a line has.
    package enum Style: Sendable, Hashable {
        /// /etc/crontab and /etc/cron.d: a user field stands before the command.
        case system
        /// A user's own table in the spool.
        case user
    }

    /// The table; lines that cron refuses stand in its list of malformed ones and are problems too.
    package static func parse(_ input: Span<UInt8>, style: Style) -> Parsed<Crontab> {
        var table = Crontab()
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let isHidden = ConcealedText.conceals(line.bytes)
            if isHidden { table.concealingLines.append(line.number) }
            let text = line.bytes[...].drop { $0.isBlank }
            guard let first = text.first, first != 0x23, !text.allSatisfy({ $0 == 0x0d }) else { return }
            if text.contains(0) { problems.add("line holds a NUL byte, where cron stops reading", at: line) }
            if let (name, value) = EnvironmentLine.parse(text) {
                table.environment.append(CrontabEnvironment(line: line.number, name: name, value: value))
                return
            }
            switch job(line, text, style: style) {
            case .success(var job):
                job.isHidden = isHidden
                table.lines.append(job)
                if !line.isEnded { problems.add("last line has no newline; some crons then refuse it", at: line) }
            case .failure(let refusal):
                table.malformed.append(
                    CrontabMalformedLine(line: line.number, offset: line.offset, text: RawText(line.bytes), reason: refusal.reason))
                problems.add(refusal.reason, at: line)
            }
        }
        return Parsed(table, problems: problems.all)
    }

    private struct Refusal: Error { var reason: String }

    private static func job(_ line: HostLine, _ text: ArraySlice<UInt8>, style: Style) -> Result<CrontabLine, Refusal> {
        var rest = text
        var flags: RawText?
        // cronie: "-" before the minute keeps the job out of the log.
        if rest.first == 0x2d, rest.count > 1, rest[rest.startIndex + 1].isCronTimeStart {
            flags = "-"
            rest = rest.dropFirst()
        }
        let schedule: RawText
        if rest.first == 0x40 {
            let nickname = nextWord(&rest)
            guard nicknames.contains(RawText(nickname)) else {
                return .failure(Refusal(reason: "schedule is no nickname that cron knows"))
            }
            schedule = RawText(nickname)
        } else {
            var words: [ArraySlice<UInt8>] = []
            for field in CronTimeField.allCases {
                let word = nextWord(&rest)
                guard field.accepts(word) else {
                    return .failure(Refusal(reason: "\(field.rawValue) field is no list of numbers"))
                }
                words.append(word)
            }
            schedule = RawText(words.joined(separator: [0x20]))
        }
        var user: RawText?
        if style == .system {
            let word = nextWord(&rest)
            guard !word.isEmpty else { return .failure(Refusal(reason: "user field is missing")) }
            user = RawText(word)
        }
        // FreeBSD and OpenBSD: -n, -q and -s before the command.
        while let flag = bsdFlag(rest) {
            flags = flags.map { $0 + " " + RawText(flag) } ?? RawText(flag)
            _ = nextWord(&rest)
        }
        guard !rest.isEmpty else { return .failure(Refusal(reason: "command is missing")) }
        let (command, input) = CronCommand.split(rest)
        return .success(
            CrontabLine(
                line: line.number, offset: line.offset, schedule: schedule, user: user, command: command, input: input, flags: flags))
    }

    /// Takes the next word and the blanks after it off the front of `rest`.
    private static func nextWord(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let word = rest.prefix { !$0.isBlank }
        rest = rest[word.endIndex...].drop { $0.isBlank }
        return word
    }

    private static func bsdFlag(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let word = rest.prefix { !$0.isBlank }
        guard word.count >= 2, word.count <= 4, word.first == 0x2d else { return nil }
        return word.dropFirst().allSatisfy { $0 == 0x6e || $0 == 0x71 || $0 == 0x73 } ? word : nil
    }

    /// The last two are FreeBSD's.
    private static let nicknames: Set<RawText> = [
        "@reboot", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly", "@every_minute", "@every_second",
    ]
}

extension UInt8 {
    fileprivate var isCronTimeStart: Bool { isDecimalDigit || self == 0x2a || self == 0x40 }
}
