import Formats
import LogReading
import Model

/// What one piece of a system's log tells of jobs, boots and log-ins.
struct SystemLogGatherer: EventWorker {
    struct JobKey: Hashable {
        var user: RawText
        var command: RawText
    }

    private static let mostJobs = 20_000
    private static let mostChanges = 10_000
    static let mostAddresses = 50_000
    private static let mostAdmissions = 10_000
    private static let mostBoots = 10_000
    private static let mostPending = 10_000

    let path: RawText
    private(set) var runs: [JobKey: JobRun] = [:]
    private(set) var changes: [JobTableChange] = []
    private(set) var logIns = LoginTable(most: mostAddresses)
    private(set) var boots: [HostBoot] = []
    private var admissions: [LogCoverage.Admission] = []
    private var rhythm = LogRhythm()
    /// Tries of unknown users that were counted when sshd named the user invalid, by address.
    private var pending: [RawText: Int] = [:]

    init(path: RawText) { self.path = path }

    mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {
        guard let time = time?.timestamp else { return }
        rhythm.add(time)
        switch draft.kind {
        case .jobRun: job(text, draft, time, line)
        case .systemBoot where draft.format == "kernel":
            if boots.count < SystemLogGatherer.mostBoots { boots.append(HostBoot(time: time, place: Place(path, line: line))) }
        case .loginSuccess, .loginFailure: logIn(text, draft, time, line)
        default: if draft.format == "cron" { change(text, draft, time, line) }
        }
    }

    private mutating func job(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?) {
        let command: RawText
        var user = draft.text(draft.user, in: text) ?? ""
        if let words = draft.text(draft.field("process.command_line"), in: text) {
            command = SystemLogGatherer.trimmed(words)
        } else if let name = draft.text(draft.field("job.name"), in: text) {
            (command, user) = (name, user.isEmpty ? "root" : user)
        } else {
            return
        }
        join(JobRun(user: user, command: command, first: time, last: time, count: 1, place: Place(path, line: line)))
    }

    /// Without the blanks around it, which some daemons write and others do not.
    private static func trimmed(_ text: RawText) -> RawText {
        let rest = text.bytes.drop { $0 == 0x20 || $0 == 0x09 }
        let end = rest.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? rest.startIndex - 1
        return RawText(Array(rest[..<(end + 1)]))
    }

    private mutating func join(_ run: JobRun) {
        let key = JobKey(user: run.user, command: run.command)
        guard var known = runs[key] else {
            if runs.count < SystemLogGatherer.mostJobs { runs[key] = run }
            return
        }
        known.count += run.count
        known.first = min(known.first, run.first)
        if run.last >= known.last { (known.last, known.place) = (run.last, run.place) }
        runs[key] = known
    }

    private static let actions: [(words: RawText, action: JobTableChange.Action)] = [
        ("REPLACE", .replace), ("DELETE", .delete), ("BEGIN EDIT", .beginEdit), ("END EDIT", .endEdit),
    ]

    private mutating func change(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?) {
        guard changes.count < SystemLogGatherer.mostChanges, let words = draft.text(draft.field("cron.action"), in: text),
            let action = SystemLogGatherer.actions.first(where: { $0.words == words })?.action,
            let user = draft.text(draft.field("user.target"), in: text)
        else { return }
        changes.append(
            JobTableChange(
                action: action, by: draft.text(draft.user, in: text) ?? "", user: user, time: time, place: Place(path, line: line)))
    }

    private static func isDoor(_ format: String) -> Bool {
        switch format {
        case "sshd", "vsftpd", "proftpd", "dropbear": true
        default: format.hasPrefix("pureftpd") || format.hasPrefix("pure-ftpd")
        }
    }

    private mutating func logIn(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?) {
        guard draft.address.count > 0, SystemLogGatherer.isDoor(draft.format) else { return }
        let isSuccess = draft.kind == .loginSuccess
        let times = max(1, draft.times)
        var failures = isSuccess ? 0 : times
        if !isSuccess, draft.format == "sshd" {
            let isUnknown = draft.field("user.unknown").isPresent
            // Further lines of sshd about the same try, as that its connection was closed, are no tries of their own.
            guard isUnknown || draft.method.isPresent else { return }
            // sshd tells of an unknown user twice: when the name comes, and when the password fails.
            if isUnknown, let address = draft.text(draft.address, in: text) {
                if !draft.method.isPresent {
                    if pending.count < SystemLogGatherer.mostPending { pending[address, default: 0] += times }
                } else if let waiting = pending[address] {
                    failures -= 1
                    pending[address] = waiting > 1 ? waiting - 1 : nil
                }
            }
        }
        let place = Place(path, line: line)
        var isMapped = false
        draft.withBytes(draft.address, in: text) { span in
            // An IPv4 address that is written as one of IPv6 is the same address.
            isMapped = span.count > 7 && span[0] == 0x3a && span[1] == 0x3a && span[2] | 0x20 == 0x66 && span[6] == 0x3a
            let address = isMapped ? span.extracting(7..<span.count) : span
            if draft.user.isPresent {
                draft.withBytes(draft.user, in: text) { user in
                    logIns.add(address, user: user, failures: failures, successes: isSuccess ? times : 0, at: time, place)
                }
            } else {
                logIns.add(address, user: Span(), failures: failures, successes: isSuccess ? times : 0, at: time, place)
            }
        }
        guard isSuccess, admissions.count < SystemLogGatherer.mostAdmissions, let address = draft.text(draft.address, in: text) else {
            return
        }
        admissions.append(
            .init(
                user: draft.text(draft.user, in: text) ?? "",
                address: (isMapped ? RawText(address.bytes.dropFirst(7)) : address).utf8 ?? "", time: time))
    }

    /// Joins what the next piece, in order, tells.
    mutating func join(_ next: SystemLogGatherer) {
        for run in next.runs.values { join(run) }
        changes += next.changes.prefix(max(0, SystemLogGatherer.mostChanges - changes.count))
        for sum in next.logIns.all { logIns.join(sum) }
        boots += next.boots.prefix(max(0, SystemLogGatherer.mostBoots - boots.count))
        admissions += next.admissions.prefix(max(0, SystemLogGatherer.mostAdmissions - admissions.count))
        rhythm.join(next.rhythm)
    }

    /// How the log goes on; nil where no line has a time.
    var coverage: LogCoverage? {
        rhythm.span.map {
            LogCoverage(path: path, span: $0, busyHours: rhythm.busyHours, silences: rhythm.silences, admissions: admissions)
        }
    }
}
