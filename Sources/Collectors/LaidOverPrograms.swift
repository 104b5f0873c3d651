import Formats
import Hosts
import Model

/// Programs that are laid over packaged ones when the system starts, so that no file of a package is changed: trees of
/// systemd-sysext(8), and bind mounts and helpers of fstab(5).
enum LaidOverPrograms {
    static let id = "substitutes"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let most = 500

    static func collect(_ collection: inout Collection) {
        extensions(&collection)
        table(&collection)
    }

    private static func extensions(_ collection: inout Collection) {
        for pattern in ["/var/lib/extensions/*", "/etc/extensions/*", "/usr/local/lib/extensions/*"] as [RawText] {
            for tree in Wildcard.expand(pattern, collection.host).prefix(100) {
                for folder in ["/usr/bin", "/usr/sbin", "/usr/lib/systemd"] as [RawText] {
                    for name in collection.names(in: tree + folder, id, kinds).prefix(5_000) {
                        note(tree + folder + "/" + name, over: folder.appending(name), &collection)
                    }
                }
            }
        }
    }

    private static func table(_ collection: inout Collection) {
        guard let content = collection.read("/etc/fstab", limit: 1 << 20, id, kinds) else { return }
        for (index, line) in RawText(content.bytes).split(0x0a).prefix(5_000).enumerated() {
            let words = line.bytes.split { $0 == 0x20 || $0 == 0x09 }.prefix(4).map { RawText(Array($0)) }
            guard words.count == 4, !words[0].hasPrefix("#") else { continue }
            if words[3].split(0x2c).contains(where: { $0 == "bind" || $0 == "rbind" }) { note(words[0], over: words[1], &collection) }
            helper(words[2], Place("/etc/fstab", line: index + 1), line, &collection)
        }
    }

    /// mount(8) runs `/sbin/mount.TYPE` for a kind of file system that has such a helper.
    private static func helper(_ kind: RawText, _ place: Place, _ line: RawText, _ collection: inout Collection) {
        guard !kind.bytes.contains(0x2f) else { return }
        let helpers = kind.split(0x2c).flatMap { ["/sbin/mount." + $0, "/usr/sbin/mount." + $0] }
        guard let file = helpers.compactMap({ collection.appraise($0) }).first, file.record == .unowned, file.sameContentAs == nil,
            file.status.kind == .regular
        else { return }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .bootHook, place: place, name: kind, user: "root", command: RawText(line.bytes.prefix(200)),
                file: collection.appraise(place.path),
                targets: [AutorunTarget(role: .program, written: file.path, path: file.path, file: file)]))
    }

    private static func note(_ path: RawText, over original: RawText, _ collection: inout Collection) {
        let owner = collection.index.lookup(original) ?? collection.index.lookup(RawText(original.bytes.dropFirst(4)))
        guard let owner, collection.facts.hooks.shadowedPrograms.count < most, let file = collection.appraise(path),
            file.status.kind == .regular, file.record == .unowned, file.sameContentAs == nil
        else { return }
        collection.facts.hooks.shadowedPrograms.append(
            ShadowedProgram(way: .overlay, file: file, original: original, package: owner.package.name))
    }
}
