import Formats
import Hosts
import Model

/// Folders that the loader searches by /etc/ld.so.conf (ldconfig(8)): those where everybody may write, that hide, or whose
/// libraries take the place of the distribution's.
enum LoaderFolders {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let mostLibraries = 5_000

    /// The distribution's own.
    static func ofDistribution(_ collection: borrowing Collection) -> [RawText] {
        ["/lib", "/usr/lib", "/lib64", "/usr/lib64"] + Wildcard.expand("/usr/lib/*-linux-*", collection.host)
    }

    static func collect(_ collection: inout Collection) {
        var pending: [RawText] = ["/etc/ld.so.conf"]
        var seen: Set<RawText> = ["/etc/ld.so.conf"]
        var index = 0
        while index < pending.count, index < 200 {
            let path = pending[index]
            index += 1
            guard let content = collection.read(path, limit: 256 << 10, id, kinds) else { continue }
            for entry in LoaderFolderFormat.parse(content.bytes.span).value.prefix(500) {
                if entry.isInclude {
                    let pattern = entry.path.hasPrefix("/") ? entry.path : path.parentFolder.appending(entry.path)
                    for part in Wildcard.expand(pattern, collection.host) where seen.insert(part).inserted { pending.append(part) }
                } else if entry.path.hasPrefix("/") {
                    note(entry.path, Place(path, line: entry.line), &collection)
                }
            }
        }
    }

    private static func note(_ folder: RawText, _ place: Place, _ collection: inout Collection) {
        let own = ofDistribution(collection)
        guard let end = collection.host.resolve(folder) ?? (isOdd(folder) ? folder : nil), !own.contains(end) else { return }
        let file = collection.appraise(place.path)
        var targets: [AutorunTarget] = []
        for name in collection.names(in: end, id, kinds).prefix(mostLibraries) where name.contains(".so") && targets.count < 20 {
            guard own.contains(where: { collection.index.lookup($0.appending(name)) != nil }),
                let library = collection.appraise(end.appending(name)), !library.record.isEqual, library.sameContentAs == nil
            else { continue }
            targets.append(AutorunTarget(role: .library, written: name, path: library.path, file: library))
        }
        let status = try? collection.host.status(end, followingLast: true).get()
        let isOpen = status.map { $0.isWorldWritable && $0.kind == .directory } ?? false
        guard isOdd(folder) || isOdd(end) || isOpen || !targets.isEmpty else { return }
        if isOdd(end) || isOpen { targets.append(AutorunTarget(role: .environment, written: folder, path: end)) }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .loaderPath, place: place, name: place.path.lastComponent, user: "root", command: folder, file: file,
                targets: targets))
    }

    private static func isOdd(_ folder: RawText) -> Bool {
        Places.isTemporary(folder) || Places.oddFolder(of: folder.appending("x")) != nil
    }
}
