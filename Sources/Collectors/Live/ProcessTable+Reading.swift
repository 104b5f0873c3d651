import Formats
import Hosts
import Model
import Sys

extension ProcessTable {
    private static let mostDescriptors = 4_096

    /// One process from its folder in /proc; nil where it ended meanwhile.
    static func read(
        _ pid: Int32, _ booted: Timestamp?, seen: Set<Vantage>, _ view: ProcessView, _ collection: inout Collection
    ) -> ProcessFact? {
        let host = view.host
        let folder = view.folder(pid)
        guard case .success(let content) = host.read(folder + "/stat", limit: 4096),
            let stat = ProcStatFormat.parse(content.bytes.span).value
        else {
            return nil
        }
        var process = ProcessFact(
            pid: pid, parent: stat.parent, startTicks: stat.startTicks, name: stat.name, isKernelThread: stat.isKernelThread, seen: seen)
        process.started = booted.map { $0.adding(seconds: Int64(clamping: stat.startTicks) / Machine.ticksPerSecond) }
        if case .success(let content) = host.read(folder + "/status", limit: 16_384) {
            let status = ProcStatusFormat.parse(content.bytes.span).value
            process.user = status.users.first
            process.tracer = status.tracer.flatMap { $0 > 0 ? $0 : nil }
        }
        if case .success(let content) = host.read(folder + "/cmdline", limit: 65_536) {
            process.arguments = Array(ProcCmdlineFormat.parse(content.bytes.span).value.prefix(256))
        }
        readDescriptors(&process, folder, host)
        if stat.isKernelThread { return process }
        readExecutable(&process, folder, host, &collection)
        if case .success(let content) = host.read(folder + "/environ", limit: 262_144) {
            process.loaderVariables = ProcEnvironFormat.loaderVariables(ProcEnvironFormat.parse(content.bytes.span).value)
        }
        if case .success(let target) = host.linkTarget(folder + "/cwd") { process.workingFolder = target }
        process.loginTerminal = loginTerminal(process)
        return process
    }

    private static func readExecutable(
        _ process: inout ProcessFact, _ folder: RawText, _ host: any HostView, _ collection: inout Collection
    ) {
        process.isElsewhere = !isSameRoot(folder, host, collection.host)
        switch host.linkTarget(folder + "/exe") {
        case .success(var target):
            if target.hasSuffix(" (deleted)") {
                target = RawText(Array(target.bytes.dropLast(10)))
                process.executableDeleted = true
            }
            process.executable = target
            if target.hasPrefix("/memfd:") { process.isSealed = collection.host.isProgramSealed(process.pid) }
            // A process in a container has another root: its path means another file here.
            guard !process.isElsewhere else { return }
            process.executableFile = collection.appraise(target)
        case .failure(let failure):
            if failure.hidesSomething { collection.gaps.add(id, folder + "/exe", failure, [.processes]) }
        }
    }

    private static func isSameRoot(_ folder: RawText, _ host: any HostView, _ mounted: any HostView) -> Bool {
        guard case .success(let target) = host.linkTarget(folder + "/root") else { return true }
        guard target == "/" else { return false }
        guard case .success(let own) = mounted.linkTarget("/proc/self/ns/mnt"),
            case .success(let other) = host.linkTarget(folder + "/ns/mnt")
        else {
            return true
        }
        return own == other
    }

    static func readDescriptors(_ process: inout ProcessFact, _ folder: RawText, _ host: any HostView) {
        guard case .success(let names) = host.names(in: folder + "/fd") else { return }
        for name in names.prefix(mostDescriptors) {
            guard case .success(let target) = host.linkTarget(folder + "/fd/" + name) else { continue }
            if target.hasPrefix("socket:["), let inode = UInt64(target.escaped().dropFirst(8).dropLast()) {
                process.sockets.append(inode)
                if ["0", "1", "2"].contains(name) { process.standardSockets.append(inode) }
            } else if target.hasPrefix("anon_inode:"), target.contains("bpf") {
                guard case .success(let content) = host.read(folder + "/fdinfo/" + name, limit: 4_096) else { continue }
                let info = DescriptorInfoFormat.parse(content.bytes.span).value
                if let program = info.program { process.bpfPrograms.insert(program) }
                if let link = info.link { process.bpfLinks.insert(link) }
            } else if target == "anon_inode:[perf_event]", let number = number(name), let kernel = host.kernel,
                case .success(let watched) = kernel.bpfWatched(by: process.pid, descriptor: number)
            {
                process.bpfPrograms.insert(watched.program)
            }
        }
    }

    /// The terminal that the title of a log-in by SSH names: "sshd: taro@pts/0", of OpenSSH 9.8 "sshd-session: taro@pts/0".
    private static func loginTerminal(_ process: ProcessFact) -> RawText? {
        guard let title = process.arguments.first, title.hasPrefix("sshd: ") || title.hasPrefix("sshd-session: "),
            let mark = title.bytes.lastIndex(of: 0x40), !process.isElsewhere
        else { return nil }
        let terminal = RawText(title.bytes[(mark + 1)...].prefix { $0 > 0x20 })
        return terminal.hasPrefix("pts/") ? terminal : nil
    }
}
