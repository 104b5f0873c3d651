import Model

/// The logs of one system taken together.
struct SystemLogTally: Sendable {
    private var byJob: [SystemLogGatherer.JobKey: JobRun] = [:]
    private var logIns = LoginTable(most: mostAddresses)
    private(set) var changes: [JobTableChange] = []
    private static let mostAddresses = 100_000

    mutating func add(_ log: SystemLogGatherer) {
        changes += log.changes
        for (key, run) in log.runs { add(run, key) }
        for sum in log.logIns.all { logIns.join(sum) }
    }

    /// The same job in several rotated logs is one; the same log under two names (syslog and cron.log) is counted once.
    private mutating func add(_ run: JobRun, _ key: SystemLogGatherer.JobKey) {
        guard var known = byJob[key] else {
            byJob[key] = run
            return
        }
        if known.first == run.first, known.last == run.last { return }
        known.count += run.count
        if run.last > known.last { (known.last, known.place) = (run.last, run.place) }
        known.first = min(known.first, run.first)
        byJob[key] = known
    }

    var runs: [JobRun] { byJob.values.sorted { ($0.last, $0.command) < ($1.last, $1.command) } }

    var attempts: [LoginAttempts] { logIns.all.sorted { ($0.failures, $0.address) > ($1.failures, $1.address) } }
}
