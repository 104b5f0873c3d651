import Model

/// Holds the records of log-ins against one another: what one tells and another that should tell it too does not.
package enum TrailComparison {
    /// Seconds by which two records of one log-in may differ.
    private static let sameMoment: Int64 = 180
    private static let most = 200

    /// Log-ins over the network in wtmp that the text logs, in the time that they cover, do not have.
    ///
    /// Only where the same logs tell of other log-ins that wtmp has too: then the daemon does write them there.
    package static func unlogged(_ logins: [LoginRecord], _ logs: [LogCoverage]) -> (missing: [LoginRecord], matched: Int) {
        let admissions = logs.flatMap(\.admissions).sorted { $0.time < $1.time }
        guard !admissions.isEmpty else { return ([], 0) }
        var missing: [LoginRecord] = []
        var matched = 0
        for login in logins where login.kind == .user && isRemote(login) {
            guard logs.contains(where: { covers($0, login.time) }) else { continue }
            if has(admissions, login) {
                matched += 1
            } else if missing.count < most, !isShifted(admissions, login) {
                missing.append(login)
            }
        }
        return (missing, matched)
    }

    /// Whether a piece of a log has lines before and after a moment and near it: what lay between two pieces, or in hours of silence that
    /// are told of their own, is not expected.
    private static func covers(_ log: LogCoverage, _ time: Timestamp) -> Bool {
        time > log.span.earliest.adding(seconds: sameMoment) && time < log.span.latest.adding(seconds: -sameMoment)
            && !(isTalkative(log) && log.silences.contains { $0.earliest <= time && time <= $0.latest })
    }

    /// Whether silence is the exception in a log; one that only ever tells of log-ins is silent in between.
    private static func isTalkative(_ log: LogCoverage) -> Bool {
        let silent = log.silences.reduce(Int64(0)) { $0 &+ ($1.latest.seconds &- $1.earliest.seconds) }
        return silent &* 2 < log.span.latest.seconds &- log.span.earliest.seconds
    }

    /// Whether the line is there whole half hours apart: the text was written in another zone than the host has now.
    private static func isShifted(_ admissions: [LogCoverage.Admission], _ login: LoginRecord) -> Bool {
        admissions.contains { admission in
            let apart = abs(admission.time.seconds &- login.time.seconds)
            return admission.user == login.user && apart >= 1_700 && apart <= 50_500 && (apart &+ 5) % 1_800 <= 10
        }
    }

    /// A session of sshd: a pseudo-terminal, and a host that is no screen, no tmux and no mosh.
    private static func isRemote(_ login: LoginRecord) -> Bool {
        guard login.line.hasPrefix("pts/"), !login.host.isEmpty, !login.host.bytes.contains(0x28), !login.host.bytes.contains(0x20),
            !login.host.hasPrefix(":"), !login.host.hasPrefix("tmux"), !login.host.contains("mosh")
        else { return false }
        return true
    }

    private static func has(_ admissions: [LogCoverage.Admission], _ login: LoginRecord) -> Bool {
        var low = 0, high = admissions.count
        let from = login.time.adding(seconds: -sameMoment)
        while low < high {
            let middle = (low + high) / 2
            if admissions[middle].time < from { low = middle + 1 } else { high = middle }
        }
        let until = login.time.adding(seconds: sameMoment)
        while low < admissions.count, admissions[low].time <= until {
            // wtmp cuts names at 32 bytes.
            if admissions[low].user == login.user || admissions[low].user.hasPrefix(login.user) { return true }
            low += 1
        }
        return false
    }

    /// Log-ins of lastlog that wtmp, in the time that it covers, does not have.
    /// - Parameter written: when wtmp was written last; systems that have given it up leave it behind as it was.
    package static func unrecorded(
        _ entries: [LastlogEntry], _ logins: [LoginRecord], since: Timestamp, written: Timestamp? = nil
    ) -> [LastlogEntry] {
        guard let first = logins.first?.time else { return [] }
        let times = logins.filter { $0.kind == .user || $0.kind == .loginProcess }.map(\.time.seconds).sorted()
        return Array(
            entries.filter { entry in
                guard entry.line.hasPrefix("pts/") || entry.line.hasPrefix("tty"), entry.time > since, entry.time > first else {
                    return false
                }
                if let written, entry.time > written.adding(seconds: sameMoment) { return false }
                var low = 0, high = times.count
                while low < high {
                    let middle = (low + high) / 2
                    if times[middle] < entry.time.seconds &- sameMoment { low = middle + 1 } else { high = middle }
                }
                return low >= times.count || times[low] > entry.time.seconds &+ sameMoment
            }.prefix(most))
    }

    /// Hours in which a log of the whole system is silent, and another goes on where one tells of that time; without a boot that would explain it.
    package static func silences(_ logs: [LogCoverage], boots: [Timestamp]) -> [(
        log: LogCoverage, silence: TimeSpan, witness: LogCoverage?
    )] {
        var found: [(LogCoverage, TimeSpan, LogCoverage?)] = []
        for log in logs where isGeneral(log.path) {
            let hours = (log.span.latest.seconds &- log.span.earliest.seconds) / 3_600
            let silent = log.silences.reduce(Int64(0)) { $0 + ($1.latest.seconds &- $1.earliest.seconds) / 3_600 }
            // The log has a line nearly every hour of at least two days, when it is not silent.
            guard hours >= 48, Int64(log.busyHours) * 10 >= (hours - silent) * 9 else { continue }
            for silence in log.silences where silence.latest.seconds &- silence.earliest.seconds >= 10_800 {
                let wide = silence.earliest.adding(seconds: -600)...silence.latest.adding(seconds: 1_800)
                guard !boots.contains(where: wide.contains) else { continue }
                let witness = logs.first { other in
                    !isGeneral(other.path) && other.span.earliest < silence.earliest && other.span.latest > silence.latest
                        && !other.silences.contains { $0.earliest < silence.latest && $0.latest > silence.earliest }
                }
                if found.count < most { found.append((log, silence, witness)) }
            }
        }
        return found
    }

    private static func isGeneral(_ path: RawText) -> Bool {
        path.hasPrefix("/var/log/syslog") || path.hasPrefix("/var/log/messages")
    }
}
