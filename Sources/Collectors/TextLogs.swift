import Formats
import Hosts
import Model

/// The system's text logs, for what they tell of jobs, of changes to job tables and of log-ins.
enum TextLogs {
    static let id = "logs"
    private static let kinds: Set<FactKind> = [.jobRecords, .loginAttempts]
    /// Bytes that are read of one log file; a larger one is a gap.
    private static let mostBytes = 32 << 20
    private static let mostFiles = 60

    static func collect(_ collection: inout Collection) {
        var runs: [JobRun] = []
        var attempts: [String: LoginAttempts] = [:]
        let patterns: [RawText] = [
            "/var/log/syslog*", "/var/log/kern.log*", "/var/log/cron*", "/var/log/messages*", "/var/log/auth.log*", "/var/log/secure*",
            "/var/log/vsftpd.log*",
            "/var/log/proftpd/proftpd.log*",
        ]
        let offset = collection.facts.host.offset
        // An offset that the operator gave stands in place of the host's own zone.
        let zone = HostIdentityReader.zone(collection.host, named: collection.facts.host.timeZone).flatMap { zone in
            zone.offset(at: collection.facts.now) == offset ? zone : nil
        }
        let paths = patterns.flatMap { Wildcard.expand($0, collection.host) }
        for path in paths.prefix(mostFiles) {
            guard let (text, status) = text(path, &collection) else { continue }
            let modified = status.times.modified
            let year = CivilTime(modified, offset: offset).year
            let cron = CronLogFormat.parse(text.span, path: path, year: year, offset: offset, zone: zone, modified: modified).value
            runs += cron.runs
            collection.facts.jobTableChanges += cron.changes
            let auth = AuthLogFormat.parse(text.span, path: path, year: year, offset: offset, zone: zone, modified: modified).value
            for attempt in auth.attempts { merge(attempt, into: &attempts) }
            let rhythm = LogRhythmFormat.parse(text.span, year: year, offset: offset, zone: zone, modified: modified).value
            if let span = rhythm.span {
                collection.facts.trails.logs.append(
                    LogCoverage(
                        path: path, span: span, busyHours: rhythm.busyHours, silences: rhythm.silences,
                        admissions: auth.accepted.map { .init(user: $0.user, address: $0.address, time: $0.time) }))
            }
            collection.facts.boots += BootLogFormat.parse(text.span, year: year, offset: offset, zone: zone, modified: modified).value.map {
                HostBoot(time: $0.time, place: Place(path, line: $0.line))
            }
        }
        if paths.isEmpty {
            collection.gaps.add(
                Gap(
                    collector: id, subject: "/var/log",
                    reason: Localized(
                        en:
                            "There are no text logs of the system. The checks of log-ins and job runs do not look into the journal; how they got in is judged from it.",
                        ja: "システムの文字の記録(ログ)がありません。ログインや定期実行の検査は journal を見ません(どこから入られたかの判断には journal も使います)。"),
                    facts: kinds, isTotal: true))
        }
        collection.facts.jobRuns = merged(runs)
        collection.facts.jobTableChanges.sort { $0.time < $1.time }
        collection.facts.loginAttempts = attempts.values.sorted { ($0.failures, $0.address) > ($1.failures, $1.address) }
    }

    private static func text(_ path: RawText, _ collection: inout Collection) -> ([UInt8], FileStatus)? {
        guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular, status.size > 0,
            let content = collection.read(path, limit: mostBytes, id, kinds)
        else { return nil }
        if path.hasSuffix(".gz") {
            let text = Inflate.gzip(content.bytes.span, limit: mostBytes)
            return (text.value, status)
        }
        if [".xz", ".bz2", ".zst", ".lz4"].contains(where: { (end: RawText) in path.hasSuffix(end) }) {
            collection.gaps.add(
                Gap(
                    collector: id, subject: path,
                    reason: Localized(
                        en:
                            "The checks of log-ins and job runs do not look into logs compressed this way; how they got in is judged from them.",
                        ja: "ログインや定期実行の検査は、この形式で圧縮されたログを見ません(どこから入られたかの判断には使います)。"),
                    facts: kinds))
            return nil
        }
        return (content.bytes, status)
    }

    private static func merge(_ attempt: LoginAttempts, into table: inout [String: LoginAttempts]) {
        guard var known = table[attempt.address] else {
            if table.count < 100_000 { table[attempt.address] = attempt }
            return
        }
        known.failures += attempt.failures
        known.successes += attempt.successes
        known.first = min(known.first, attempt.first)
        known.last = max(known.last, attempt.last)
        known.firstSuccess = [known.firstSuccess, attempt.firstSuccess].compactMap { $0 }.min()
        for user in attempt.users where known.users.count < 20 && !known.users.contains(user) { known.users.append(user) }
        table[attempt.address] = known
    }

    /// The same job in several rotated logs is one; the same log under two names (syslog and cron.log) is counted once.
    private static func merged(_ runs: [JobRun]) -> [JobRun] {
        struct Key: Hashable { var user: RawText, command: RawText }
        var table: [Key: JobRun] = [:]
        for run in runs {
            let key = Key(user: run.user, command: run.command)
            guard var known = table[key] else {
                table[key] = run
                continue
            }
            if known.first == run.first, known.last == run.last { continue }
            known.count += run.count
            if run.last > known.last { (known.last, known.place) = (run.last, run.place) }
            known.first = min(known.first, run.first)
            table[key] = known
        }
        return table.values.sorted { ($0.last, $0.command) < ($1.last, $1.command) }
    }
}
