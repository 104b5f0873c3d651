import Hosts
import Model

/// Boot scripts of System V init, of OpenRC and of rc.local.
enum BootScripts {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]

    static func collect(_ collection: inout Collection) {
        for folder in ["/etc/init.d", "/etc/rc.d/init.d", "/etc/rc.d", "/usr/local/etc/rc.d"] as [RawText] {
            for name in collection.names(in: folder, id, kinds) {
                let path = folder.appending(name)
                guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular,
                    ![".depend.boot", ".depend.start", ".depend.stop", ".legacy-bootordering", "README"].contains(name)
                else { continue }
                collection.addOwnScript(.initScript, path)
            }
        }
        for level in ["0", "1", "2", "3", "4", "5", "6", "S"] as [RawText] {
            for folder in ["/etc/rc" + level + ".d", "/etc/rc.d/rc" + level + ".d", "/etc/init.d/rc" + level + ".d"] {
                for name in collection.names(in: folder, id, kinds) where name.hasPrefix("S") || name.hasPrefix("K") {
                    link(folder.appending(name), &collection)
                }
            }
        }
        for path in [
            "/etc/rc.local", "/etc/rc.d/rc.local", "/etc/init.d/boot.local", "/etc/rc.d/rc", "/etc/rc.d/rc.sysinit",
            "/etc/local.d/local.start",
        ] as [RawText] {
            guard case .success = collection.host.status(path, followingLast: true) else { continue }
            collection.addOwnScript(.rcLocal, path)
        }
    }

    /// A link of a run level that does not lead into init.d starts something that its list does not show.
    private static func link(_ path: RawText, _ collection: inout Collection) {
        guard let place = collection.host.resolve(path) else {
            // What it starts is not there now, or hides; where it would lie is told by the link itself.
            guard case .success(let target) = collection.host.linkTarget(path),
                Places.isTemporary(target) || Places.oddFolder(of: target) != nil
            else { return }
            collection.facts.autoruns.append(
                AutorunEntry(
                    mechanism: .initScript, place: Place(path), name: path.lastComponent, user: "root", command: target,
                    targets: [AutorunTarget(role: .script, written: target)]))
            return
        }
        if place.isInside("/etc/init.d") || place.isInside("/etc/rc.d/init.d") || place.isInside("/usr/lib/init") { return }
        collection.addOwnScript(.initScript, path)
    }
}
