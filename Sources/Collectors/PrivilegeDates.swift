import Hosts
import Model

/// Whether a packaged program was given its rights long after its package came: dpkg keeps no modes, but it writes the list of a
/// package's files when it unpacks them.
enum PrivilegeDates {
    /// Seconds between the unpacking of a package and what its scripts still change.
    private static let settled: Int64 = 86_400
    private static let mostFiles = 2_000

    static func note(_ facts: inout Facts, _ host: any HostView) {
        guard facts.clock.isOwnFileSystem, facts.packageSources.contains(where: { $0.kind == "dpkg" }) else { return }
        var looked = 0
        for index in facts.files.indices where looked < mostFiles {
            let file = facts.files[index]
            guard let package = file.record.package, file.status.isSetUser || file.status.isSetGroup || file.capabilities != nil else {
                continue
            }
            looked += 1
            guard let list = list(of: package, host) else { continue }
            let (written, moved) = (list.times.modified.seconds, list.times.changed.seconds)
            // A record that was itself copied or restored tells nothing of when its package came.
            guard abs(moved - written) < 60 else { continue }
            facts.files[index].changedSinceInstall = file.status.times.changed.seconds > written + settled
        }
    }

    private static func list(of package: RawText, _ host: any HostView) -> FileStatus? {
        guard !package.bytes.contains(0x2f) else { return nil }
        for end in [".list", ":amd64.list", ":arm64.list", ":i386.list", ":armhf.list"] as [RawText] {
            if case .success(let status) = host.status("/var/lib/dpkg/info/" + package + end, followingLast: false) { return status }
        }
        return nil
    }
}
