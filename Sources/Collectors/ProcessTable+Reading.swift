import Formats
import Hosts
import Model
import Sys

extension ProcessTable {
    private static let mostDescriptors = 4_096

    /// One process from its folder in /proc; nil where it ended meanwhile.
    static func read(_ pid: Int32, _ booted: Timestamp?, seen: Set<Vantage>, _ collection: inout Collection) -> ProcessFact? {
        let host = collection.host
        let folder = RawText("/proc/\(pid)")
        guard case .success(let content) = host.read(folder + "/stat", limit: 4096),
            let stat = ProcStatFormat.parse(content.bytes.span).value
        else {
            return nil
        }
        var process = ProcessFact(
            pid: pid, parent: stat.parent, startTicks: stat.startTicks, name: stat.name, isKernelThread: stat.isKernelThread, seen: seen)
        process.started = booted.map { $0.adding(seconds: Int64(clamping: stat.startTicks) / Machine.ticksPerSecond) }
        if case .success(let content) = host.read(folder + "/status", limit: 16_384) {
            process.user = ProcStatusFormat.parse(content.bytes.span).value.users.first
        }
        if case .success(let content) = host.read(folder + "/cmdline", limit: 65_536) {
            process.arguments = Array(ProcCmdlineFormat.parse(content.bytes.span).value.prefix(256))
        }
        if stat.isKernelThread { return process }
        readExecutable(&process, folder, &collection)
        if case .success(let content) = host.read(folder + "/environ", limit: 262_144) {
            process.loaderVariables = ProcEnvironFormat.loaderVariables(ProcEnvironFormat.parse(content.bytes.span).value)
        }
        if case .success(let target) = host.linkTarget(folder + "/cwd") { process.workingFolder = target }
        readDescriptors(&process, folder, host)
        return process
    }

    private static func readExecutable(_ process: inout ProcessFact, _ folder: RawText, _ collection: inout Collection) {
        switch collection.host.linkTarget(folder + "/exe") {
        case .success(var target):
            if target.hasSuffix(" (deleted)") {
                target = RawText(Array(target.bytes.dropLast(10)))
                process.executableDeleted = true
            }
            process.executable = target
            if target.hasPrefix("/memfd:") { process.isSealed = collection.host.isProgramSealed(process.pid) }
            // A process in a container has another root: its path means another file here.
            guard isSameRoot(folder, collection.host) else { return }
            process.executableFile = collection.appraise(target)
        case .failure(let failure):
            if failure.hidesSomething { collection.gaps.add(id, folder + "/exe", failure, [.processes]) }
        }
    }

    private static func isSameRoot(_ folder: RawText, _ host: any HostView) -> Bool {
        guard case .success(let target) = host.linkTarget(folder + "/root") else { return true }
        guard target == "/" else { return false }
        guard case .success(let own) = host.linkTarget("/proc/self/ns/mnt"), case .success(let other) = host.linkTarget(folder + "/ns/mnt")
        else {
            return true
        }
        return own == other
    }

    private static func readDescriptors(_ process: inout ProcessFact, _ folder: RawText, _ host: any HostView) {
        guard case .success(let names) = host.names(in: folder + "/fd") else { return }
        for name in names.prefix(mostDescriptors) {
            guard case .success(let target) = host.linkTarget(folder + "/fd/" + name), target.hasPrefix("socket:["),
                let inode = UInt64(target.escaped().dropFirst(8).dropLast())
            else { continue }
            process.sockets.append(inode)
            if ["0", "1", "2"].contains(name) { process.standardSockets.append(inode) }
        }
    }
}
