import Formats
import Hosts
import Model

/// A procfs: the one that is mounted on /proc, or one of our own with nothing mounted over any part of it.
struct ProcessView {
    let host: any HostView
    /// The folder in which the processes lie: "/proc/" or "/".
    let prefix: RawText

    static func mounted(_ host: any HostView) -> ProcessView { ProcessView(host: host, prefix: "/proc/") }
    static func fresh(_ host: any HostView) -> ProcessView? { host.kernel?.freshProc().map { ProcessView(host: $0, prefix: "/") } }

    func folder(_ pid: Int32) -> RawText { prefix + RawText("\(pid)") }

    /// The numbers that a listing shows; nil where it could not be made.
    func listing() -> Set<Int32>? {
        let folder = prefix == "/" ? prefix : RawText(prefix.bytes.dropLast())
        guard case .success(let names) = host.names(in: folder) else { return nil }
        return Set(names.compactMap(ProcessTable.number))
    }

    /// The threads that a listing shows below a process, itself among them.
    func threads(of pid: Int32) -> Set<Int32> {
        guard case .success(let names) = host.names(in: folder(pid) + "/task") else { return [] }
        return Set(names.compactMap(ProcessTable.number))
    }

    func status(_ pid: Int32) -> ProcStatus? {
        guard case .success(let content) = host.read(folder(pid) + "/status", limit: 16_384) else { return nil }
        return ProcStatusFormat.parse(content.bytes.span).value
    }

    func stat(_ pid: Int32) -> ProcStat? {
        guard case .success(let content) = host.read(folder(pid) + "/stat", limit: 4_096) else { return nil }
        return ProcStatFormat.parse(content.bytes.span).value
    }
}
