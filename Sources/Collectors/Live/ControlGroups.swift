import Hosts
import Model

/// The processes that control groups name, each with the file that names it (cgroups(7)).
enum ControlGroups {
    private static let mostFolders = 5_000
    private static let mostProcesses = 200_000

    static func processes(_ collection: inout Collection) -> [Int32: RawText] {
        var found: [Int32: RawText] = [:]
        var pending: [RawText] = ["/sys/fs/cgroup"]
        var visited = 0
        while let folder = pending.popLast(), found.count < mostProcesses {
            visited += 1
            guard visited <= mostFolders else {
                collection.gaps.add(ProcessTable.id, folder, .tooDeep(limit: mostFolders), [.processProbe])
                break
            }
            guard case .success(let names) = collection.host.names(in: folder) else { continue }
            let file = folder.appending("cgroup.procs")
            if names.contains("cgroup.procs") { for pid in members(file, collection.host) { found[pid] = found[pid] ?? file } }
            for name in names where !name.contains(".") {
                let path = folder.appending(name)
                if case .success(let status) = collection.host.status(path, followingLast: false), status.kind == .directory {
                    pending.append(path)
                }
            }
        }
        return found
    }

    /// The process numbers of one `cgroup.procs`. 0 stands for one of another namespace.
    static func members(_ file: RawText, _ host: any HostView) -> Set<Int32> {
        guard case .success(let content) = host.read(file, limit: 1 << 20) else { return [] }
        return Set(content.bytes.split(separator: 0x0a).compactMap { ProcessTable.number(RawText($0)) }.filter { $0 > 0 })
    }
}
