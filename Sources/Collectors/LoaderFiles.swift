import Formats
import Hosts
import Model

/// What the dynamic loader puts into every program: /etc/ld.so.preload.
enum LoaderFiles {
    static func collect(_ collection: inout Collection) {
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
}
