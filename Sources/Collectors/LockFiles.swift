import Formats
import Hosts
import Model

/// Lock and pid files, held against the processes that run and the programs beside them that ask for them.
enum LockFiles {
    static let id = "locks"
    private static let mostLocks = 500

    static func collect(_ collection: inout Collection) {
        let files = collection.facts.files.filter { file in
            guard file.status.kind == .regular, file.status.size <= 64, file.record == .unowned else { return false }
            return SweepInterest.isLock(file.path, file.status) || isNamedLikeLock(file.path.lastComponent)
        }
        for file in files.prefix(mostLocks) {
            var pid: Int32?
            if case .success(let content) = collection.host.read(file.path, limit: 64) {
                let digits = content.bytes.drop { $0 == 0x20 || $0 == 0x0a }.prefix { $0 >= 0x30 && $0 <= 0x39 }
                pid = ProcessTable.number(RawText(Array(digits)))
            }
            collection.facts.locks.append(
                LockFact(
                    file: file, pid: pid, holder: holder(pid, file, collection.facts, collection.host), namedBy: namedBy(file, collection)))
        }
    }

    private static func isNamedLikeLock(_ name: RawText) -> Bool {
        let lower = name.asciiLowercased
        return lower.contains("lock") || lower.contains(".pid") || lower.hasSuffix("pid") || lower.hasSuffix(".lck")
    }

    private static func holder(_ pid: Int32?, _ file: FileFact, _ facts: Facts, _ host: any HostView) -> LockFact.Holder {
        guard let pid, host.kind == .live else { return .notKnown }
        guard let process = facts.processes.first(where: { $0.pid == pid }) else { return .dead }
        // A number is given out again: a process that began after the file was written cannot have written it.
        if let started = process.started, started > file.status.times.modified.adding(seconds: 5) { return .other(process.name) }
        return .alive
    }

    /// Programs of the same folder whose text names the lock.
    private static func namedBy(_ lock: FileFact, _ collection: borrowing Collection) -> [RawText] {
        let folder = lock.path.parentFolder
        let name = lock.path.lastComponent
        guard name.count >= 3,
            Places.oddFolder(of: lock.path) != nil || !["/tmp", "/var/tmp", "/run", "/dev/shm", "/run/lock"].contains(folder)
        else {
            return namedByKnown(lock, collection)
        }
        var found: [RawText] = []
        for file in collection.facts.files.lazy.filter({ $0.path.parentFolder == folder && $0.path != lock.path }).prefix(200) {
            guard file.status.kind == .regular, file.status.size < 8 << 20,
                case .success(let content) = collection.host.read(file.path, limit: 8 << 20)
            else { continue }
            if RawText(content.bytes).contains(name) { found.append(file.path) }
        }
        return found
    }

    /// In a folder that all programs share, only a program that is suspicious for another reason is asked.
    private static func namedByKnown(_ lock: FileFact, _ collection: borrowing Collection) -> [RawText] {
        collection.facts.files.filter { file in
            guard !file.matches.isEmpty || Places.oddFolder(of: file.path) != nil, file.status.kind == .regular, file.status.size < 8 << 20,
                case .success(let content) = collection.host.read(file.path, limit: 8 << 20)
            else { return false }
            return RawText(content.bytes).contains(lock.path)
        }.prefix(10).map(\.path)
    }
}
