import Model

/// What /proc/stat says of the whole system.
package struct SystemCounters: Hashable, Sendable {
    /// When the system was booted, to the second, by the present clock.
    package var booted: Timestamp?
    /// Processes and threads made since then.
    package var processesMade: UInt64?
    /// Processes and threads that can run now.
    package var running: UInt64?

    package init(booted: Timestamp? = nil, processesMade: UInt64? = nil, running: UInt64? = nil) {
        (self.booted, self.processesMade, self.running) = (booted, processesMade, running)
    }
}

/// /proc/stat, after proc_stat(5): the lines "btime", "processes" and "procs_running".
package enum ProcStatSystemFormat {
    /// The three values; other lines are passed over.
    package static func parse(_ input: Span<UInt8>) -> Parsed<SystemCounters> {
        var counters = SystemCounters()
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.bytes.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: true)
            guard let name = words.first.map({ RawText($0) }), ["btime", "processes", "procs_running"].contains(name) else { return }
            guard words.count > 1, let number = HostNumber.decimal(words[1]), let seconds = Int64(exactly: number) else {
                return problems.add("value is not a number", at: line)
            }
            switch name {
            case "btime": counters.booted = Timestamp(seconds: seconds)
            case "processes": counters.processesMade = number
            default: counters.running = number
            }
        }
        if counters.booted == nil { problems.add("no line \"btime\"", at: 0) }
        return Parsed(counters, problems: problems.all)
    }
}

/// How long the system runs, and how long its processors had nothing to do.
package struct Uptime: Hashable, Sendable {
    /// Hundredths of a second since boot, time in suspension included.
    package var hundredths: Int64
    /// Hundredths of a second of all processors together.
    package var idleHundredths: Int64

    package init(hundredths: Int64, idleHundredths: Int64) {
        (self.hundredths, self.idleHundredths) = (hundredths, idleHundredths)
    }
}

/// /proc/uptime, after proc_uptime(5): two numbers of seconds with two decimals.
package enum UptimeFormat {
    /// Both numbers; nil where the text is no such pair.
    package static func parse(_ input: Span<UInt8>) -> Parsed<Uptime?> {
        var bytes: [UInt8] = []
        for index in 0..<min(input.count, 128) { bytes.append(input[index]) }
        let words = bytes.split(whereSeparator: \.isCSpace)
        guard words.count >= 2, let up = hundredths(words[0]), let idle = hundredths(words[1]) else {
            return Parsed(nil, problems: [Problem(offset: 0, line: 1, reason: "no two numbers of seconds")])
        }
        return Parsed(Uptime(hundredths: up, idleHundredths: idle))
    }

    private static func hundredths(_ text: ArraySlice<UInt8>) -> Int64? {
        let parts = text.split(separator: 0x2e, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let seconds = HostNumber.decimal(parts[0]), seconds < 1 << 50,
            let rest = HostNumber.decimal(parts[1])
        else { return nil }
        return Int64(seconds * 100 + rest)
    }
}
