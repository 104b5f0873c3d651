import Formats
import Hosts
import Model

/// Kernel modules that a list names to be loaded at boot (modules-load.d(5), /etc/modules, the initial image's own list, and what
/// modprobe.d(5) has loaded along with another), where no package brought them or where there is none of that name.
enum ListedModules {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let mostNames = 500
    private static let mostFolders = 4_000

    private struct Wanted {
        var name: RawText
        var place: Place
        var file: FileFact
        /// Whether a list says "load this", which says something even where nothing of that name is there.
        var isOrder: Bool
    }

    static func collect(_ collection: inout Collection) {
        var wanted: [Wanted] = []
        BootMade.each("modules-load.d", &collection) { path, file, bytes, _ in list(path, file, bytes, &wanted) }
        for path in ["/etc/modules", "/etc/initramfs-tools/modules"] as [RawText] {
            guard let file = collection.appraise(path), !file.record.isEqual,
                let content = collection.read(path, limit: 256 << 10, id, kinds)
            else { continue }
            list(path, file, content.bytes, &wanted)
        }
        BootMade.each("modprobe.d", &collection) { path, file, bytes, _ in companions(path, file, bytes, &wanted) }
        guard !wanted.isEmpty else { return }
        var known = Places(&collection)
        for one in wanted {
            let key = RawText(one.name.bytes.map { $0 == 0x2d ? 0x5f : $0 })
            if known.builtIn.contains(key) { continue }
            guard let path = known.path(of: key, &collection) else {
                guard one.isOrder, known.isComplete else { continue }
                collection.facts.autoruns.append(
                    AutorunEntry(
                        mechanism: .kernelModule, place: one.place, name: one.name, user: "root", command: one.name, file: one.file))
                continue
            }
            guard let module = collection.appraise(path), module.record == .unowned, !path.contains("/dkms/") else { continue }
            collection.facts.autoruns.append(
                AutorunEntry(
                    mechanism: .kernelModule, place: one.place, name: one.name, user: "root", command: one.name, file: one.file,
                    targets: [AutorunTarget(role: .library, written: one.name, path: path, file: module)]))
        }
    }

    private static func list(_ path: RawText, _ file: FileFact, _ bytes: [UInt8], _ wanted: inout [Wanted]) {
        eachLine(bytes) { words, line in
            guard let first = words.first, wanted.count < mostNames else { return }
            wanted.append(Wanted(name: first, place: Place(path, line: line), file: file, isOrder: true))
        }
    }

    /// `softdep NAME pre: A B post: C` and `alias WILDCARD NAME`.
    private static func companions(_ path: RawText, _ file: FileFact, _ bytes: [UInt8], _ wanted: inout [Wanted]) {
        eachLine(bytes) { words, line in
            let names: ArraySlice<RawText> =
                switch words.first {
                case "softdep": words.dropFirst(2)
                case "alias": words.dropFirst(2).prefix(1)
                default: []
                }
            for name in names where !name.hasSuffix(":") && wanted.count < mostNames {
                wanted.append(Wanted(name: name, place: Place(path, line: line), file: file, isOrder: false))
            }
        }
    }

    private static func eachLine(_ bytes: [UInt8], _ body: ([RawText], Int) -> Void) {
        for (index, line) in bytes.split(separator: 0x0a, maxSplits: 2_000, omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix(4_096).split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }).map { RawText($0) }
            guard let first = words.first?.bytes.first, first != 0x23, first != 0x3b else { continue }
            body(words, index + 1)
        }
    }

    /// Where modules lie, by their names with `_` for `-`.
    private struct Places {
        /// After modules.builtin of all kernels.
        var builtIn: Set<RawText> = []
        /// Whether the folders of all kernels could be read; only then a name that is nowhere says something.
        private(set) var isComplete = false
        private var paths: [RawText: RawText] = [:]
        private var isWalked = false

        init(_ collection: inout Collection) {
            for table in Wildcard.expand("/lib/modules/*/modules.builtin", collection.host).prefix(16) {
                guard let content = collection.read(table, limit: 4 << 20, id, kinds) else { continue }
                builtIn.formUnion(ModuleFilesFormat.parse(content.bytes.span).value)
            }
        }

        mutating func path(of name: RawText, _ collection: inout Collection) -> RawText? {
            if !isWalked { walk(&collection) }
            return paths[name]
        }

        /// What lies there counts, whether or not depmod(8) has listed it yet; what is looked for first comes last.
        private mutating func walk(_ collection: inout Collection) {
            isWalked = true
            var folders = Wildcard.expand("/lib/modules/*", collection.host).prefix(16).flatMap { kernel in
                ["kernel", "extra", "weak-updates", "misc", "updates"].map { (name: RawText) in kernel.appending(name) }
            }
            var at = 0
            while at < folders.count, folders.count < mostFolders {
                guard case .success(let names) = collection.host.names(in: folders[at]) else {
                    at += 1
                    continue
                }
                isComplete = true
                for name in names.prefix(20_000) {
                    if let end = name.firstRange(of: ".ko") {
                        paths[RawText(name.bytes[..<end.lowerBound].map { $0 == 0x2d ? 0x5f : $0 })] = folders[at].appending(name)
                    } else if !name.contains(".") {
                        folders.append(folders[at].appending(name))
                    }
                }
                at += 1
            }
            if at < folders.count { isComplete = false }
        }
    }
}
