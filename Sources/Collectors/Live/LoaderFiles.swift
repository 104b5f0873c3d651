import Formats
import Hosts
import Model

/// What the dynamic loader puts into every program: /etc/ld.so.preload; and the loaders themselves.
enum LoaderFiles {
    static func collect(_ collection: inout Collection) {
        loaders(&collection)
        let path: RawText = "/etc/ld.so.preload"
        guard let content = collection.read(path, "preload", [.preload]) else { return }
        let file = collection.appraise(path)
        for entry in LoaderPreloadFormat.parse(content.bytes.span).value.prefix(100) {
            let library = collection.appraise(entry.path)
            collection.facts.autoruns.append(
                AutorunEntry(
                    mechanism: .preload, place: Place(path, line: entry.line), name: path.lastComponent, command: entry.path, file: file,
                    targets: [AutorunTarget(role: .library, written: entry.path, path: library?.path, file: library)]))
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
