import Formats
import Hosts
import Model
import Sys

/// Logs of the running machine that were deleted and are still written to, or held, by a process.
enum UnlinkedLogs {
    private static let mostProcesses = 65_536
    private static let mostDescriptors = 262_144
    private static let mostLogs = 1_000
    private static let mark: RawText = " (deleted)"

    /// Each file once, under the first process that holds it.
    static func sources(_ host: any HostView) -> [LogSource] {
        guard host.kind == .live, case .success(let names) = host.names(in: "/proc") else { return [] }
        var seen: Set<[UInt64]> = []
        var found: [LogSource] = []
        var looked = 0
        for process in names.prefix(mostProcesses).compactMap({ $0.utf8.flatMap { Int32($0) } }).sorted() {
            let folder = RawText("/proc/\(process)/fd")
            guard case .success(let numbers) = host.names(in: folder) else { continue }
            for number in numbers.compactMap({ $0.utf8.flatMap { Int32($0) } }).sorted() {
                looked += 1
                guard looked <= mostDescriptors, found.count < mostLogs else { return found }
                guard case .success(let target) = host.linkTarget(folder.appending(RawText(String(number)))), target.hasSuffix(mark) else {
                    continue
                }
                let former = RawText(Array(target.bytes.dropLast(mark.count)))
                guard isLog(former, host, process, number), let status = status(process, number),
                    seen.insert([status.device, status.inode]).inserted
                else { continue }
                found.append(source(host, process, number, former, status))
            }
        }
        return found
    }

    /// By its former place, its name, or because it is only ever written to at its end.
    private static func isLog(_ former: RawText, _ host: any HostView, _ process: Int32, _ number: Int32) -> Bool {
        guard former.hasPrefix("/"), !former.hasPrefix("/memfd:"), !former.hasPrefix("/dev/"), !former.hasPrefix("/SYSV") else {
            return false
        }
        if LogPlaces.isPlace(former) { return true }
        let name = RotatedName(former).family.lastComponent
        if ([".log", "_log", ".err", "-log", "history"] as [RawText]).contains(where: { name.hasSuffix($0) }) { return true }
        guard case .success(let content) = host.read(RawText("/proc/\(process)/fdinfo/\(number)"), limit: 4_096) else { return false }
        // proc_pid_fdinfo(5): "flags:" in octal; O_APPEND is 02000, the lowest two bits say how it is open.
        for line in RawText(content.bytes).split(0x0a) where line.hasPrefix("flags:") {
            let digits = line.bytes.dropFirst(6).filter { $0 != 0x09 && $0 != 0x20 }
            guard let flags = RawText(digits).utf8.flatMap({ Int($0, radix: 8) }) else { return false }
            return flags & 0o2000 != 0 && flags & 0o3 != 0
        }
        return false
    }

    private static func status(_ process: Int32, _ number: Int32) -> FileStatus? {
        do throws(Errno) {
            guard let file = try UnlinkedFile.open(heldBy: process, number: number) else { return nil }
            let status = try file.status()
            return status.size > 0 ? status : nil
        } catch { return nil }
    }

    private static func source(
        _ host: any HostView, _ process: Int32, _ number: Int32, _ former: RawText, _ status: FileStatus
    ) -> LogSource {
        var program: RawText = ""
        if case .success(let content) = host.read(RawText("/proc/\(process)/comm"), limit: 256) {
            program = RawText(content.bytes.filter { $0 != 0x0a })
        }
        var source = LogSource(
            path: RawText("/proc/\(process)/fd/\(number)"), size: status.size, modified: status.times.modified, born: status.times.born
        ) {
            do throws(Errno) {
                guard let file = try UnlinkedFile.open(heldBy: process, number: number) else { return .failure(.absent) }
                return .success(try KernelFile(file))
            } catch { return .failure(AccessFailure(error)) }
        }
        source.former = former
        source.holder = "process \(process) (\(program.escaped()))"
        return source
    }
}
