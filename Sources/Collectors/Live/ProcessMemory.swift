import Formats
import Hosts
import Model

/// Code in the memory of the running programs: libraries that nothing explains, code of no file, and pages that differ from
/// their file.
enum ProcessMemory {
    static let id = "processMemory"
    private static let kinds: Set<FactKind> = [.processMemory]
    /// Of one process.
    private static let mostForeign = 16
    /// Pages held against their file, of all processes together.
    private static let mostPages = 2_048
    /// Files larger than this are not read for comparison: 256 MiB.
    private static let largestFile = 256 << 20

    static func collect(_ collection: inout Collection) {
        guard collection.host.kind == .live else { return }
        var files: [RawText: [UInt8]] = [:]
        var pages = 0
        for index in collection.facts.processes.indices {
            let process = collection.facts.processes[index]
            guard !process.isKernelThread, !process.isElsewhere, process.executable != nil else { continue }
            let path = RawText("/proc/\(process.pid)/maps")
            let content: FileContent
            switch collection.host.read(path, limit: 16 << 20) {
            case .success(let read): content = read
            case .failure(let failure):
                if failure != .system(3) { collection.gaps.add(id, path, failure, kinds) }
                continue
            }
            for mapping in ProcMapsFormat.parse(content.bytes.span).value {
                guard collection.facts.processes[index].foreignCode.count < mostForeign else { break }
                if let foreign = foreign(mapping, process, &collection) {
                    collection.facts.processes[index].foreignCode.append(foreign)
                } else if let altered = altered(mapping, process, &files, &pages, &collection) {
                    collection.facts.processes[index].foreignCode.append(altered)
                }
            }
        }
        if pages >= mostPages { collection.gaps.add(id, "/proc", .tooDeep(limit: mostPages), kinds) }
    }

    private static func foreign(_ mapping: ProcMapping, _ process: ProcessFact, _ collection: inout Collection) -> ForeignCode? {
        if mapping.isAnonymous {
            return mapping.isWritable ? ForeignCode(kind: .writable, path: mapping.path, address: mapping.start) : nil
        }
        guard let path = mapping.path, path.hasPrefix("/"), path != process.executable else { return nil }
        if mapping.isMemoryFile { return ForeignCode(kind: .memoryFile, path: path, address: mapping.start) }
        // Shared memory without a name is shown as these.
        if path.hasPrefix("/SYSV") || path == "/dev/zero" || path.hasPrefix("/drm") || path.hasPrefix("/i915") { return nil }
        if mapping.isDeleted {
            // An upgrade leaves the old library in memory.
            if collection.index.lookup(path) != nil { return nil }
            return ForeignCode(kind: .deletedFile, path: path, address: mapping.start)
        }
        guard collection.index.lookup(path) == nil else { return nil }
        let file = collection.appraise(path)
        if let file, collection.index.lookup(file.path) != nil { return nil }
        return ForeignCode(kind: .library, path: path, file: file, address: mapping.start)
    }

    /// The first page of a mapping that is the process's own and differs from the file.
    private static func altered(
        _ mapping: ProcMapping, _ process: ProcessFact, _ files: inout [RawText: [UInt8]], _ pages: inout Int,
        _ collection: inout Collection
    ) -> ForeignCode? {
        guard let path = mapping.path, path.hasPrefix("/"), !mapping.isDeleted, !mapping.isWritable, pages < mostPages,
            let kernel = collection.host.kernel
        else { return nil }
        let own: [UInt64]
        switch kernel.ownPages(of: process.pid, from: mapping.start, to: mapping.end) {
        case .success(let found): own = found
        case .failure(let failure):
            if failure != .system(3) { collection.gaps.add(id, RawText("/proc/\(process.pid)/pagemap"), failure, kinds) }
            return nil
        }
        for page in own {
            pages += 1
            guard pages < mostPages, page >= mapping.start else { return nil }
            let offset = mapping.fileOffset &+ (page &- mapping.start)
            guard let place = Int(exactly: offset), let content = file(path, &files, collection.host), place < content.count,
                case .success(let memory) = kernel.memory(of: process.pid, at: page, count: 4_096)
            else { continue }
            let count = min(memory.count, content.count - place)
            guard let first = (0..<count).first(where: { memory[$0] != content[place + $0] }) else { continue }
            let shown = first..<min(first + 32, count)
            return ForeignCode(
                kind: .alteredText, path: path, file: collection.appraise(path), address: page &+ UInt64(first),
                offset: offset &+ UInt64(first), inMemory: Array(memory[shown]),
                inFile: Array(content[(place + first)..<(place + shown.upperBound)]))
        }
        return nil
    }

    /// The content of a file, kept for the next process that runs it; at most four are kept.
    private static func file(_ path: RawText, _ files: inout [RawText: [UInt8]], _ host: any HostView) -> [UInt8]? {
        if let content = files[path] { return content }
        guard case .success(let content) = host.read(path, limit: largestFile), !content.isCut else { return nil }
        if files.count >= 4 { files.removeAll() }
        files[path] = content.bytes
        return content.bytes
    }
}
