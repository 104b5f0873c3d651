import Model

/// Words of daemons that break down under what they are sent. A single one says little; many in one hour, and hardly any on another
/// day, before something was done, say that somebody tried until it worked.
extension TelltaleRule {
    static let faults: [TelltaleRule] = [
        // SSH 1: deattack.c and packet.c, CVE-2001-0144.
        fault(["Corrupted check bytes"]), fault(["network attack detected"]),
        // telnetd: utility.c.
        fault(["ttloop: ", "peer died"]),
        // mod_ssl and OpenSSL, CVE-2002-0656.
        fault(["SSL handshake failed"]), fault(["SSL routines:", "connection id is different"]),
        // Parents of processes: Apache httpd, nginx, inetd(8), systemd, Samba, PostgreSQL, Docker.
        fault(["exit signal "], any: ["Segmentation fault", "Illegal instruction", "Bus error", "Abort"]),
        fault(["exit signal 11"]), fault(["exited on signal 11"]), fault(["terminated by signal 11"]), fault(["status=11/SEGV"]),
        fault(["killed by SIGSEGV"]), fault(["INTERNAL ERROR: Signal "]), fault(["PANIC: internal error"]),
        fault(["died on signal 11"]), fault(["core dumped"]), fault(["Segmentation fault"]),
        // glibc: malloc.c, fortify_fail.c.
        fault(["stack smashing detected"]), fault(["buffer overflow detected"]), fault(["double free or corruption"]),
        fault(["free(): invalid"]), fault(["malloc(): "]),
        // Programs of Perl and C that find what they were sent to be too long.
        fault(["buffer overflow"]), fault(["overflow attempt"]), fault(["possible attack"]), fault(["exploit attempt"]),
    ]

    private static func fault(_ all: [String], any: [String] = []) -> TelltaleRule {
        TelltaleRule(kind: .fault, gravity: .sign, all: all, any: any)
    }
}

/// A service that broke down again and again shortly before a moment.
struct FaultBurst: Sendable {
    /// The first fault in the hour.
    let first: Telltale
    let count: Int

    /// Seconds before the moment in which they count.
    private static let reach: Int64 = 3_600

    /// The burst before a moment; nil where nothing broke down, or does so on other days as well.
    init?(_ gathered: [Telltale], before moment: Timestamp) {
        let faults = gathered.filter { $0.kind == .fault }
        let near = faults.filter { fault in
            fault.last.seconds >= moment.seconds - FaultBurst.reach && fault.time.seconds <= moment.seconds + 60
        }
        let services = Dictionary(grouping: near, by: FaultBurst.service)
        var best: (count: Int, first: Telltale)?
        for (service, list) in services {
            guard let first = list.min(by: Telltale.isEarlier) else { continue }
            let count = list.reduce(0) { $0 &+ $1.count }
            let days = Dictionary(grouping: faults.filter { FaultBurst.service($0) == service && !near.contains($0) }) { fault in
                fault.time.seconds.flooredDivision(by: 86_400)
            }
            let usual =
                days.filter { $0.key != moment.seconds.flooredDivision(by: 86_400) }.values
                .map { $0.reduce(0) { $0 &+ $1.count } }.max() ?? 0
            if usual * 3 >= count { continue }
            if count > best?.count ?? 0 { best = (count, first) }
        }
        guard let best else { return nil }
        (first, count) = (best.first, best.count)
    }

    /// By its process, or by its log where a log is one service's own.
    private static func service(_ fault: Telltale) -> RawText {
        fault.event.process.isEmpty ? fault.event.place.path : fault.event.process
    }

    /// In decibans, for a hole in the service.
    var weight: Int { count >= 10 ? 17 : count >= 3 ? 14 : 8 }
}
