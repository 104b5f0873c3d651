import Formats
import Hosts
import Model
import Sys

/// The processes of the running host: from a listing of /proc, by asking for every number, and from control groups.
enum ProcessTable {
    static let id = "processes"
    private static let kinds: Set<FactKind> = [.processes]
    /// PID_MAX_LIMIT of the kernel (include/linux/threads.h).
    private static let largestPID: Int32 = 4_194_304

    static func collect(_ collection: inout Collection) {
        guard collection.host.kind == .live else {
            collection.gaps.add(.notRunning(id, [.processes, .processProbe]))
            return
        }
        guard case .success(let before) = collection.host.names(in: "/proc"), before.contains(where: { number($0) != nil }) else {
            collection.gaps.add(
                Gap(
                    collector: id, subject: "/proc",
                    reason: Localized(en: "/proc is not mounted here, so no process can be seen.", ja: "/proc がないため、プロセスが見えません。"),
                    facts: [.processes, .processProbe, .sockets], isTotal: true))
            return
        }
        let booted = ticksOrigin(&collection)
        var listed = Set(before.compactMap(number))
        for pid in listed.sorted() where pid != Machine.ownProcess {
            if let process = read(pid, booted, seen: [.procListing], &collection) { collection.facts.processes.append(process) }
        }
        probe(&listed, booted, &collection)
        collection.facts.coverage.processes = collection.facts.processes.count
    }

    /// Asks the kernel for every process number; one that answers and is no listed process or thread is looked at again,
    /// so that what just began or just ended is not taken for hidden.
    private static func probe(_ listed: inout Set<Int32>, _ booted: Timestamp?, _ collection: inout Collection) {
        var limit = largestPID
        if case .success(let content) = collection.host.read("/proc/sys/kernel/pid_max", limit: 64),
            let maximum = number(RawText(content.bytes.filter { $0 >= 0x30 }))
        {
            limit = min(max(maximum, 1), largestPID)
        }
        var unknown = cgroupProcesses(&collection).subtracting(listed)
        let host = collection.host
        unknown.formUnion(host.knownProcesses(upTo: limit).filter { !listed.contains($0) })
        for pid in unknown.sorted() {
            guard let stat = confirm(pid, host) else { continue }
            let seen: Set<Vantage> = stat.seen
            let process = read(pid, booted, seen: seen, &collection) ?? ProcessFact(pid: pid, name: "", seen: seen)
            collection.facts.processes.append(process)
        }
    }

    /// Looks three times whether a number is a process of its own (not a thread) that the listing leaves out although it
    /// lives all the while, told by its start time.
    private static func confirm(_ pid: Int32, _ host: any HostView) -> (seen: Set<Vantage>, start: UInt64)? {
        var start: UInt64?
        var seen: Set<Vantage> = []
        for _ in 0..<3 {
            guard host.knowsProcess(pid) == true else { return nil }
            let status = (try? host.read(RawText("/proc/\(pid)/status"), limit: 8192).get()).map {
                ProcStatusFormat.parse($0.bytes.span).value
            }
            // A thread answers by its own number and is listed below its process.
            if let group = status?.threadGroup, group != pid { return nil }
            if let stat = (try? host.read(RawText("/proc/\(pid)/stat"), limit: 4096).get()).flatMap({
                ProcStatFormat.parse($0.bytes.span).value
            }) {
                guard start == nil || start == stat.startTicks else { return nil }
                start = stat.startTicks
                seen.insert(.procLookup)
            } else if isThreadOfListed(pid, host) {
                return nil
            }
            guard case .success(let names) = host.names(in: "/proc"), !names.contains(RawText("\(pid)")) else { return nil }
            seen.insert(.systemCall)
        }
        return (seen, start ?? 0)
    }

    private static func isThreadOfListed(_ pid: Int32, _ host: any HostView) -> Bool {
        guard case .success(let names) = host.names(in: "/proc") else { return true }
        for name in names where number(name) != nil {
            if case .success = host.status("/proc/" + name + "/task/" + RawText("\(pid)"), followingLast: false) { return true }
        }
        return false
    }

    private static func cgroupProcesses(_ collection: inout Collection) -> Set<Int32> {
        var found: Set<Int32> = []
        var pending: [RawText] = ["/sys/fs/cgroup"]
        var visited = 0
        while let folder = pending.popLast(), visited < 5_000 {
            visited += 1
            guard case .success(let names) = collection.host.names(in: folder) else { continue }
            if names.contains("cgroup.procs"), case .success(let content) = collection.host.read(folder + "/cgroup.procs", limit: 1 << 20) {
                for line in content.bytes.split(separator: 0x0a) {
                    if let pid = number(RawText(Array(line))), pid > 0 { found.insert(pid) }
                }
            }
            for name in names where !name.contains(".") {
                let path = folder.appending(name)
                if case .success(let status) = collection.host.status(path, followingLast: false), status.kind == .directory {
                    pending.append(path)
                }
            }
        }
        return found
    }

    private static func ticksOrigin(_ collection: inout Collection) -> Timestamp? {
        guard let content = collection.read("/proc/stat", limit: 4 << 20, id, kinds) else { return nil }
        return ProcStatSystemFormat.parse(content.bytes.span).value.booted
    }

    static func number(_ name: RawText) -> Int32? {
        guard !name.isEmpty, name.count < 11 else { return nil }
        var value: Int64 = 0
        for byte in name.bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return Int32(exactly: value)
    }
}
