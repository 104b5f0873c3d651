import Formats
import Hosts
import Model

/// The records of a host held against one another: wtmp, lastlog, and the text logs with what `SystemLogs` found in them.
enum LogTrails {
    static let id = "trails"
    private static let kinds: Set<FactKind> = [.trails]
    private static let records: [RawText] = [
        "/var/log/wtmp", "/var/log/btmp", "/var/log/lastlog", "/var/log/auth.log", "/var/log/secure", "/var/log/syslog",
        "/var/log/messages",
        "/var/log/cron", "/var/log/audit/audit.log", "/run/utmp",
    ]

    static func collect(_ collection: inout Collection) {
        var found: [TrailContradiction] = []
        for path in records {
            guard case .success(let status) = collection.host.status(path, followingLast: false) else { continue }
            // A folder with logs in it is somebody's way of keeping them.
            if status.kind == .directory, case .success(let names) = collection.host.names(in: path), !names.isEmpty { continue }
            if [.directory, .fifo, .socket, .characterDevice, .blockDevice].contains(status.kind) {
                found.append(TrailContradiction(.displaced, path: path, detail: RawText(status.kind.rawValue)))
            }
        }
        let installed = settled(&collection)
        let entries = lastlog(&collection)
        found += unrecorded(entries, installed, &collection)
        found += emptied(entries, installed, &collection)
        found += unlogged(collection.facts, installed)
        for (log, silence, witness) in TrailComparison.silences(collection.facts.trails.logs, boots: collection.facts.boots.map(\.time)) {
            found.append(
                TrailContradiction(witness == nil ? .pause : .silence, path: log.path, span: silence, witness: witness?.path ?? ""))
        }
        collection.facts.trails.contradictions += found
    }

    /// A day after the host was set up: what was written before may have come along with an image.
    private static func settled(_ collection: inout Collection) -> Timestamp {
        var latest = Timestamp(seconds: 0)
        for path in ["/etc/machine-id", "/etc/hostname"] as [RawText] + Wildcard.expand("/etc/ssh/ssh_host_*_key", collection.host) {
            if case .success(let status) = collection.host.status(path, followingLast: true) { latest = max(latest, status.times.modified) }
        }
        return latest.adding(seconds: 86_400)
    }

    private static func lastlog(_ collection: inout Collection) -> [LastlogEntry] {
        let path: RawText = "/var/log/lastlog"
        // With large user numbers the file has a size of terabytes, nearly all of it holes.
        guard case .success(let status) = collection.host.status(path, followingLast: false), status.kind == .regular,
            status.size < 64 << 20,
            let content = collection.read(path, limit: 64 << 20, id, kinds)
        else { return [] }
        return LastlogFormat.parse(content.bytes.span).value
    }

    private static func unrecorded(_ entries: [LastlogEntry], _ since: Timestamp, _ collection: inout Collection) -> [TrailContradiction] {
        // What was rotated into an archive is not read.
        let packed: [RawText] = [".gz", ".xz", ".bz2", ".zst"]
        let isPacked = Wildcard.expand("/var/log/wtmp*", collection.host).contains { path in packed.contains { path.hasSuffix($0) } }
        guard !isPacked else { return [] }
        let written = Wildcard.expand("/var/log/wtmp*", collection.host).compactMap { path -> Timestamp? in
            if case .success(let status) = collection.host.status(path, followingLast: true) { status.times.modified } else { nil }
        }.max()
        return TrailComparison.unrecorded(entries, collection.facts.logins, since: since, written: written).map { entry in
            let user = collection.facts.accounts.first { $0.user == entry.user }?.name ?? RawText("\(entry.user)")
            return TrailContradiction(
                .loginWithoutRecord, path: "/var/log/wtmp", span: TimeSpan(entry.time, clock: .record),
                detail: user + " " + entry.line + " " + entry.host, witness: "/var/log/lastlog")
        }
    }

    /// wtmp is empty, and log-ins happened before it was made so.
    private static func emptied(_ entries: [LastlogEntry], _ since: Timestamp, _ collection: inout Collection) -> [TrailContradiction] {
        var found: [TrailContradiction] = []
        let wtmp: RawText = "/var/log/wtmp"
        if let status = empty(wtmp, collection), Wildcard.expand("/var/log/wtmp?*", collection.host).isEmpty {
            let before = entries.filter { $0.time > since && $0.time < status.times.modified && $0.line.hasPrefix("pts/") }
            if let last = before.max(by: { $0.time < $1.time }) {
                found.append(
                    TrailContradiction(
                        .emptied, path: wtmp, span: TimeSpan(status.times.modified, clock: .settable), count: before.count,
                        detail: last.line + " " + last.host, witness: "/var/log/lastlog"))
            }
        }
        for log in ["/var/log/auth.log", "/var/log/secure"] as [RawText] {
            guard let status = empty(log, collection) else { continue }
            // Rotation leaves an empty log too, and the lines in the one before it.
            let rotated = Wildcard.expand(log + "?*", collection.host).compactMap { path -> Timestamp? in
                if case .success(let status) = collection.host.status(path, followingLast: true) { status.times.modified } else { nil }
            }.max()
            let from = max(since, rotated?.adding(seconds: 3_600) ?? since)
            let logins = collection.facts.logins.filter {
                $0.kind == .user && $0.line.hasPrefix("pts/") && $0.time > from && $0.time < status.times.modified.adding(seconds: -60)
            }
            if let last = logins.last {
                found.append(
                    TrailContradiction(
                        .emptied, path: log, span: TimeSpan(status.times.modified, clock: .settable), count: logins.count,
                        detail: last.user + " " + last.line + " " + last.host, witness: wtmp))
            }
        }
        return found
    }

    private static func empty(_ path: RawText, _ collection: borrowing Collection) -> FileStatus? {
        guard case .success(let status) = collection.host.status(path, followingLast: false), status.kind == .regular, status.size == 0
        else {
            return nil
        }
        return status
    }

    private static func unlogged(_ facts: Facts, _ since: Timestamp) -> [TrailContradiction] {
        let logs = facts.trails.logs.filter { $0.path.hasPrefix("/var/log/auth.log") || $0.path.hasPrefix("/var/log/secure") }
        let (missing, matched) = TrailComparison.unlogged(facts.logins.filter { $0.time > since }, logs)
        // Few are cut out and many stay; where most are missing, the daemon writes elsewhere.
        guard matched >= 3, missing.count <= matched else { return [] }
        return missing.map { login in
            TrailContradiction(
                .loginWithoutLine, path: logs.last?.path ?? "/var/log/auth.log", span: TimeSpan(login.time, clock: .record),
                detail: login.user + " " + login.line + " " + login.host, witness: "/var/log/wtmp")
        }
    }
}
