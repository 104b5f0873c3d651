import Formats
import Hosts
import Model
import Sys

/// The processes of the running host: from a listing of /proc, and from whatever else knows of them (`HiddenProcesses`).
enum ProcessTable {
    static let id = "processes"
    private static let kinds: Set<FactKind> = [.processes]

    static func collect(_ collection: inout Collection) {
        guard collection.host.kind == .live else {
            collection.gaps.add(.notRunning(id, [.processes, .processProbe, .processMemory]))
            return
        }
        let view = ProcessView.mounted(collection.host)
        guard let listed = view.listing(), !listed.isEmpty else {
            collection.gaps.add(
                Gap(
                    collector: id, subject: "/proc",
                    reason: Localized(en: "/proc is not mounted here, so no process can be seen.", ja: "/proc がないため、プロセスが見えません。"),
                    facts: [.processes, .processProbe, .sockets, .processMemory], isTotal: true))
            return
        }
        let booted = ticksOrigin(&collection)
        // What is mounted over the folder of a process must not speak for it.
        let covered = Set(collection.facts.mounts.compactMap(\.coveredProcess))
        let fresh = covered.isEmpty ? nil : ProcessView.fresh(collection.host)
        for pid in listed.sorted() where pid != Machine.ownProcess {
            let source = covered.contains(pid) ? fresh ?? view : view
            if let process = read(pid, booted, seen: [.procListing], source, &collection) {
                collection.facts.processes.append(process)
            } else if covered.contains(pid), collection.host.knowsProcess(pid) == true {
                collection.facts.processes.append(ProcessFact(pid: pid, name: "", seen: [.procListing, .systemCall]))
            }
        }
        for hidden in isOwn(&collection) ? HiddenProcesses.find(beside: listed, &collection) : [] {
            let source = hidden.isOnlyFresh ? ProcessView.fresh(collection.host) ?? view : view
            var process =
                read(hidden.pid, booted, seen: hidden.seen, source, &collection)
                ?? ProcessFact(pid: hidden.pid, name: "", seen: hidden.seen)
            process.threadOf = hidden.threadOf
            collection.facts.processes.append(process)
        }
        if collection.facts.asRoot { collection.facts.kernel.uncountedThreads = ThreadCount.surplus(collection.host) }
        collection.facts.coverage.processes = collection.facts.processes.count
    }

    /// Whether /proc shows the process namespace that we are in; the numbers of another mean other processes.
    private static func isOwn(_ collection: inout Collection) -> Bool {
        guard case .success(let own) = collection.host.linkTarget("/proc/self"), number(own) != Machine.ownProcess else { return true }
        collection.gaps.add(
            Gap(
                collector: id, subject: "/proc",
                reason: Localized(
                    en: "/proc shows another process namespace than the one that Banken runs in, so the two cannot be compared.",
                    ja: "/proc が、番犬の動いている範囲とは別のプロセスを表示しているため、隠れたプロセスを突き合わせられません。"),
                facts: [.processProbe], isTotal: true))
        return false
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
