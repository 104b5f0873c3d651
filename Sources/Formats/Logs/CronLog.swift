import Model

/// What a log tells of scheduled jobs: what ran, and who changed tables of jobs.
package struct CronLog: Hashable, Sendable {
    /// One entry for each user and command, in the order of the first run.
    package var runs: [JobRun]
    package var changes: [JobTableChange]
    /// From the first to the last line that has a time, of any program; nil for a log without such lines.
    package var span: TimeSpan?
    /// Runs of further commands, beyond the number that is kept.
    package var uncounted: Int

    package init(runs: [JobRun] = [], changes: [JobTableChange] = [], span: TimeSpan? = nil, uncounted: Int = 0) {
        (self.runs, self.changes, self.span, self.uncounted) = (runs, changes, span, uncounted)
    }
}

/// Reads cron's lines out of a text log (/var/log/syslog, cron, cron.log, messages), as Debian's cron, cronie, Vixie cron, busybox
/// and anacron write them.
package enum CronLogFormat {
    static let mostCommands = 20_000
    static let mostChanges = 10_000

    /// - Parameters:
    ///   - path: of the log, for places.
    ///   - year: of the file's modification time in the zone of the log.
    ///   - offset: seconds east of UTC of the clock that wrote it.
    ///   - zone: of that clock, where it is known; it has the last word.
    ///   - modified: the file's modification time; lines are not later.
    package static func parse(
        _ text: Span<UInt8>, path: RawText, year: Int, offset: Int, zone: TimeZoneRules? = nil, modified: Timestamp
    ) -> Parsed<CronLog> {
        var reader = CronLogReader(offset: offset, zone: zone)
        var at = 0
        var number = 0
        while at < text.count {
            number += 1
            let end: Int
            if let line = LogLine.head(text, at: at) {
                end = LogLine.end(text, min(line.message, text.count))
                reader.take(text, line, end: end, number: number)
            } else {
                end = LogLine.end(text, at)
            }
            at = max(end, at) + 1
        }
        return reader.result(path: path, year: year, modified: modified)
    }
}

/// What has been read of a log so far.
struct CronLogReader {
    private struct Key: Hashable {
        var user: RawText
        var command: RawText
    }
    private struct Run {
        var key: Key
        var first: LogMoment
        var last: LogMoment
        var count: Int
        var line: Int
    }
    private var calendar: LogCalendar
    private var runs: [Run] = []
    private var places: [Key: Int] = [:]
    private var changes: [(action: JobTableChange.Action, by: RawText, user: RawText, moment: LogMoment, line: Int)] = []
    private var first: LogMoment?
    private var last: LogMoment?
    private var uncounted = 0

    init(offset: Int, zone: TimeZoneRules? = nil) { calendar = LogCalendar(offset: offset, zone: zone) }

    private static let daemon = Array("CRON".utf8)
    private static let oldDaemon = Array("/USR/SBIN/CRON".utf8)
    private static let pathDaemon = Array("/usr/sbin/cron".utf8)
    private static let lowerDaemon = Array("cron".utf8)
    private static let editor = Array("crontab".utf8)
    private static let anacron = Array("anacron".utf8)
    private static let command = Array(") CMD (".utf8)
    private static let user = Array("USER ".utf8)
    private static let process = Array(" pid ".utf8)
    private static let busyboxCommand = Array(" cmd ".utf8)
    private static let job = Array("Job `".utf8)
    private static let started = Array("' started".utf8)

    mutating func take(_ text: Span<UInt8>, _ line: LogLine, end: Int, number: Int) {
        var moment = line.moment
        calendar.count(&moment)
        if first == nil { first = moment }
        last = moment
        let tag = line.tag.lowerBound
        guard line.message < end else { return }
        let initial = LogLine.byte(text, tag)
        guard initial == 0x43 || initial == 0x63 || initial == 0x2f || initial == 0x61 else { return }
        if LogLine.matches(text, tag, Self.editor), line.tag.count == Self.editor.count {
            takeChange(text, line.message..<end, moment, number)
        } else if LogLine.matches(text, tag, Self.daemon) || LogLine.matches(text, tag, Self.lowerDaemon)
            || LogLine.matches(text, tag, Self.oldDaemon) || LogLine.matches(text, tag, Self.pathDaemon)
        {
            takeRun(text, line.message..<end, moment, number)
        } else if LogLine.matches(text, tag, Self.anacron), LogLine.matches(text, line.message, Self.job),
            let close = LogLine.last(Self.started, in: text, line.message..<end)
        {
            let name = LogLine.copy(text, min(line.message + Self.job.count, close)..<close)
            add(user: "root", command: RawText(name), moment, number)
        }
    }

    /// `(root) CMD (  command)`, or busybox's `USER root pid 123 cmd command`.
    private mutating func takeRun(_ text: Span<UInt8>, _ range: Range<Int>, _ moment: LogMoment, _ number: Int) {
        if LogLine.byte(text, range.lowerBound) == 0x28 {
            let limit = min(range.upperBound, range.lowerBound + 256)
            guard let middle = LogLine.first(Self.command, in: text, range.lowerBound..<limit) else { return }
            var end = range.upperBound
            while end > middle, LogLine.byte(text, end - 1) != 0x29 { end -= 1 }
            let start = middle + Self.command.count
            let command = LogLine.copy(text, start..<max(start, end - 1))
            let user = LogLine.copy(text, range.lowerBound + 1..<middle)
            add(user: RawText(user), command: RawText(ConfigurationLine.trim(command[...])), moment, number)
        } else if LogLine.matches(text, range.lowerBound, Self.user) {
            let start = range.lowerBound + Self.user.count
            let limit = min(range.upperBound, start + 256)
            guard start < limit, let process = LogLine.first(Self.process, in: text, start..<limit),
                let command = LogLine.first(Self.busyboxCommand, in: text, process..<limit)
            else { return }
            let line = LogLine.copy(text, command + Self.busyboxCommand.count..<max(command + Self.busyboxCommand.count, range.upperBound))
            add(user: RawText(LogLine.copy(text, start..<process)), command: RawText(ConfigurationLine.trim(line[...])), moment, number)
        }
    }

    private static let actions: [([UInt8], JobTableChange.Action)] = [
        (Array(") REPLACE (".utf8), .replace), (Array(") DELETE (".utf8), .delete), (Array(") BEGIN EDIT (".utf8), .beginEdit),
        (Array(") END EDIT (".utf8), .endEdit),
    ]

    /// `(root) REPLACE (bob)`.
    private mutating func takeChange(_ text: Span<UInt8>, _ range: Range<Int>, _ moment: LogMoment, _ number: Int) {
        guard LogLine.byte(text, range.lowerBound) == 0x28, changes.count < CronLogFormat.mostChanges else { return }
        let limit = min(range.upperBound, range.lowerBound + 512)
        for (words, action) in Self.actions {
            guard let middle = LogLine.first(words, in: text, range.lowerBound..<limit) else { continue }
            let start = middle + words.count
            var end = start
            while end < range.upperBound, text[end] != 0x29 { end += 1 }
            let by = RawText(LogLine.copy(text, range.lowerBound + 1..<middle))
            changes.append((action, by, RawText(LogLine.copy(text, start..<end)), moment, number))
            return
        }
    }

    private mutating func add(user: RawText, command: RawText, _ moment: LogMoment, _ number: Int) {
        let key = Key(user: user, command: command)
        if let place = places[key] {
            runs[place].last = moment
            runs[place].count += 1
            runs[place].line = number
        } else if runs.count < CronLogFormat.mostCommands {
            places[key] = runs.count
            runs.append(Run(key: key, first: moment, last: moment, count: 1, line: number))
        } else {
            uncounted += 1
        }
    }

    func result(path: RawText, year: Int, modified: Timestamp) -> Parsed<CronLog> {
        let firstYear = calendar.firstYear(year: year, modified: modified)
        func time(_ moment: LogMoment) -> Timestamp { calendar.timestamp(moment, firstYear: firstYear) }
        var log = CronLog(uncounted: uncounted)
        log.runs = runs.map { run in
            JobRun(
                user: run.key.user, command: run.key.command, first: time(run.first), last: time(run.last), count: run.count,
                place: Place(path, line: run.line))
        }
        log.changes = changes.map { change in
            JobTableChange(
                action: change.action, by: change.by, user: change.user, time: time(change.moment), place: Place(path, line: change.line))
        }
        if let first, let last { log.span = TimeSpan(time(first), time(last), clock: .record) }
        return Parsed(log)
    }
}
