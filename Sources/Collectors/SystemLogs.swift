import Formats
import Hosts
import LogReading
import Model

/// The system's logs, for what they tell of jobs, of changes to job tables, of boots and of log-ins.
enum SystemLogs {
    static let id = "logs"
    private static let kinds: Set<FactKind> = [.jobRecords, .loginAttempts]
    private static let mostFiles = 500

    private static let texts: [RawText] = [
        "/var/log/syslog*", "/var/log/kern.log*", "/var/log/cron*", "/var/log/messages*", "/var/log/auth.log*", "/var/log/secure*",
        "/var/log/vsftpd.log*", "/var/log/proftpd/proftpd.log*",
    ]
    /// Read where there are no text logs: with both, every event would be there twice.
    private static let journals: [RawText] = [
        "/var/log/journal/*/*.journal*", "/run/log/journal/*/*.journal*", "/var/log/journal/*.journal*",
    ]

    static func collect(_ collection: inout Collection) async {
        let settings = LogReader.Settings(collection.host, collection.facts.host, now: collection.facts.now)
        var tally = SystemLogTally()
        var count = await read(texts, settings, &tally, &collection)
        if count == 0 { count = await read(journals, settings, &tally, &collection) }
        if count == 0 {
            collection.gaps.add(
                Gap(
                    collector: id, subject: "/var/log",
                    reason: Localized(
                        en: "There are no logs of the system, neither as text nor as a journal.", ja: "システムの記録(ログ)が、文字のものも journal もありません。"),
                    facts: kinds, isTotal: true))
        }
        collection.facts.jobRuns = tally.runs
        collection.facts.jobTableChanges = tally.changes.sorted { $0.time < $1.time }
        collection.facts.loginAttempts = tally.attempts
    }

    /// How many logs of these names hold something.
    private static func read(
        _ patterns: [RawText], _ settings: LogReader.Settings, _ tally: inout SystemLogTally, _ collection: inout Collection
    ) async -> Int {
        let host = collection.host
        var count = 0
        var seen: Set<RawText> = []
        for path in patterns.flatMap({ Wildcard.expand($0, host) }).prefix(mostFiles) {
            guard let place = host.resolve(path), seen.insert(place).inserted,
                case .success(let status) = host.status(place, followingLast: false), status.kind == .regular, status.size > 0
            else { continue }
            var whole = SystemLogGatherer(path: path)
            let report = await LogReader(settings).read(
                LogSource(host, place, status), isExplicit: false, make: { SystemLogGatherer(path: path) }, absorb: { whole.join($0) })
            if let failure = report.failure {
                collection.gaps.add(Gap(collector: id, subject: path, reason: failure, facts: kinds))
            }
            collection.facts.coverage.bytes += status.size
            guard report.account.events + report.account.raw > 0 else { continue }
            count += 1
            // The journals of single users are silent for days, and rightly so.
            let isOfUser = place.lastComponent.hasPrefix("user-")
            if !isOfUser, let coverage = whole.coverage { collection.facts.trails.logs.append(coverage) }
            collection.facts.boots += whole.boots
            tally.add(whole)
        }
        return count
    }
}

extension LogReader.Settings {
    /// What a host tells about the clock of its logs.
    package init(_ host: any HostView, _ identity: HostIdentity, now: Timestamp) {
        self.init(now: now)
        offset = identity.offset
        // An offset that the operator gave stands in place of the host's own zone.
        zone = HostZone.rules(host).flatMap { $0.offset(at: now) == identity.offset ? $0 : nil }
    }
}
