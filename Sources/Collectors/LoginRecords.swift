import Formats
import Hosts
import Model

/// wtmp with its rotated copies: who logged in, when the host was booted, and what was wiped.
enum LoginRecords {
    static let id = "logins"
    private static let mostRecords = 100_000

    static func collect(_ collection: inout Collection) {
        let paths = Wildcard.expand("/var/log/wtmp*", collection.host) + Wildcard.expand("/var/adm/wtmp*", collection.host)
        for path in paths where ![".gz", ".xz", ".bz2", ".zst"].contains(where: { (end: RawText) in path.hasSuffix(end) }) {
            guard let content = collection.read(path, limit: 64 << 20, id, [.loginRecords]) else { continue }
            let parsed = UtmpFormat.parse(content.bytes.span)
            collection.facts.logins += parsed.value
            for problem in parsed.problems.prefix(500) where problem.reason.contains("zero") {
                collection.facts.loginProblems.append(
                    EvidenceItem(.record, source: id, path: path, offset: problem.offset, text: RawText(problem.reason)))
            }
            for problem in parsed.problems.prefix(500) {
                let isBackwards = problem.reason.contains("backwards")
                guard isBackwards || problem.reason.contains("no whole record") || problem.reason.contains("truncated") else { continue }
                collection.facts.trails.contradictions.append(
                    TrailContradiction(
                        isBackwards ? .backwards : .damaged, path: path, offset: problem.offset, detail: RawText(problem.reason)))
            }
            for boot in BootRecords.boots(parsed.value) {
                collection.facts.boots.append(HostBoot(time: boot.time, place: Place(path)))
            }
        }
        failures(&collection)
        collection.facts.logins.sort { $0.time < $1.time }
        if collection.facts.logins.count > mostRecords { collection.facts.logins.removeFirst(collection.facts.logins.count - mostRecords) }
        if collection.host.kind == .live, let content = collection.read("/proc/stat", limit: 4 << 20, id, [.loginRecords]),
            let booted = ProcStatSystemFormat.parse(content.bytes.span).value.booted
        {
            collection.facts.booted = booted
            collection.facts.boots.append(HostBoot(time: booted, place: Place("/proc/stat")))
        }
    }

    /// Records of failed tries that were overwritten; what they say is not kept, the text logs say it too.
    private static func failures(_ collection: inout Collection) {
        let path: RawText = "/var/log/btmp"
        guard case .success(let status) = collection.host.status(path, followingLast: false), status.kind == .regular,
            let content = collection.read(path, limit: 64 << 20, id, [.loginRecords])
        else { return }
        for problem in UtmpFormat.parse(content.bytes.span).problems.prefix(100) where problem.reason.contains("zero") {
            collection.facts.loginProblems.append(
                EvidenceItem(.record, source: id, path: path, offset: problem.offset, text: RawText(problem.reason)))
        }
    }
}
