import Formats
import Hosts
import Model

/// What the dynamic loader puts into every program: /etc/ld.so.preload; and the loaders themselves.
enum LoaderFiles {
    static func collect(_ collection: inout Collection) {
        loaders(&collection)
        if let content = collection.read(path, "preload", [.preload]) {
            for entry in LoaderPreloadFormat.parse(content.bytes.span).value.prefix(100) {
                note(entry, in: path, collection.appraise(entry.path), &collection)
            }
        }
        otherLists(&collection)
    }

    private static let path: RawText = "/etc/ld.so.preload"

    private static func note(_ entry: LoaderPreloadEntry, in list: RawText, _ library: FileFact?, _ collection: inout Collection) {
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .preload, place: Place(list, line: entry.line), name: list.lastComponent, command: entry.path,
                file: collection.appraise(list),
                targets: [AutorunTarget(role: .library, written: entry.path, path: library?.path, file: library)]))
    }

    /// Files of /etc that are such a list under another name, as a loader reads it that was patched: nothing but paths of libraries, and
    /// one of them of nobody's.
    private static func otherLists(_ collection: inout Collection) {
        for name in collection.names(in: "/etc", "preload", [.preload]).prefix(5_000) {
            let list = "/etc/" + name
            guard list != path, case .success(let status) = collection.host.status(list, followingLast: false), status.kind == .regular,
                status.size > 6, status.size < 4_096, let file = collection.appraise(list), file.record == .unowned,
                let content = collection.read(list, limit: 4_096, "preload", [.preload])
            else { continue }
            let entries = LoaderPreloadFormat.parse(content.bytes.span).value
            guard !entries.isEmpty, entries.count <= 8,
                entries.allSatisfy({ $0.path.hasPrefix("/") && $0.path.lastComponent.contains(".so") })
            else { continue }
            for entry in entries {
                guard let library = collection.appraise(entry.path), library.record == .unowned, library.sameContentAs == nil else {
                    continue
                }
                note(entry, in: list, library, &collection)
            }
        }
    }

    /// Where programs ask for their loader (PT_INTERP), by processor.
    private static let places: [RawText] = [
        "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-linux-armhf.so.3",
        "/lib64/ld64.so.2", "/lib/ld64.so.1", "/lib/ld-linux-riscv64-lp64d.so.1",
    ]

    private static func loaders(_ collection: inout Collection) {
        var seen: Set<RawText> = []
        for place in places {
            guard let path = collection.host.resolve(place), seen.insert(path).inserted,
                let content = collection.read(path, limit: 16 << 20, "preload", [.preload]), let file = collection.appraise(path)
            else { continue }
            let strings = LoaderStrings.parse(content.bytes.span).value
            collection.facts.loaders.append(
                LoaderFact(file: file, isGNU: strings.namesCache, namesPreload: strings.namesPreload, strangePaths: strings.strangePaths))
        }
    }
}
