import Formats
import Hosts
import Model

/// Compiled modules of Python beside the system's own sources: no package record holds them, and Python runs them and not the source.
enum CompiledModules {
    static let id = "compiled"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let patterns: [RawText] = [
        "/usr/lib/python3*", "/usr/lib64/python3*", "/usr/local/lib/python3*", "/usr/local/lib64/python3*", "/opt/python3*/lib/python3*",
    ]
    private static let mostFolders = 20_000
    private static let mostModules = 60_000
    private static let mostKept = 100

    static func collect(_ collection: inout Collection) {
        var folders: [(path: RawText, depth: Int)] = patterns.flatMap { Wildcard.expand($0, collection.host) }.map { ($0, 0) }
        var looked = 0, visited = 0
        while let (folder, depth) = folders.popLast() {
            visited += 1
            guard visited <= mostFolders, looked <= mostModules else {
                return collection.gaps.add(id, folder, .tooDeep(limit: mostFolders), kinds)
            }
            guard case .success(let names) = collection.host.names(in: folder) else { continue }
            for name in names.prefix(50_000) {
                if name == "__pycache__" {
                    looked += cache(folder.appending(name), &collection)
                } else if !name.contains("."), depth < 12 {
                    folders.append((folder.appending(name), depth + 1))
                }
            }
        }
    }

    /// - Returns: how many modules were looked at.
    private static func cache(_ folder: RawText, _ collection: inout Collection) -> Int {
        guard case .success(let names) = collection.host.names(in: folder) else { return 0 }
        var looked = 0
        for name in names.prefix(20_000) where name.hasSuffix(".pyc") && collection.facts.hooks.compiledModules.count < mostKept {
            let path = folder.appending(name)
            // What a package brought is held against its record.
            guard collection.index.lookup(path) == nil, let dot = name.bytes.firstIndex(of: 0x2e) else { continue }
            looked += 1
            let source = folder.parentFolder.appending(RawText(name.bytes[..<dot]) + ".py")
            guard case .success(let compiled) = collection.host.read(path, limit: 4 << 20),
                let head = CompiledPython.parse(compiled.bytes.span).value
            else { continue }
            if head.isUnchecked { note(path, source, [], isUnchecked: true, &collection) }
            guard let time = head.sourceTime, case .success(let status) = collection.host.status(source, followingLast: true),
                status.times.modified.seconds == Int64(time), UInt32(truncatingIfNeeded: status.size) == head.sourceSize,
                case let used = CompiledPython.usedNames(compiled.bytes.span), !used.isEmpty,
                case .success(let text) = collection.host.read(source, limit: 4 << 20)
            else { continue }
            let added = CompiledPython.names(used, missingFrom: text.bytes.span)
            if !added.isEmpty { note(path, source, added, isUnchecked: false, &collection) }
        }
        return looked
    }

    private static func note(
        _ path: RawText, _ source: RawText, _ added: [RawText], isUnchecked: Bool, _ collection: inout Collection
    ) {
        guard let file = collection.appraise(path) else { return }
        collection.facts.hooks.compiledModules.append(
            CompiledModule(file: file, source: source, addedNames: added, isUnchecked: isUnchecked))
    }
}
