import Formats
import Hosts
import Model

/// Scripts and programs of packages that are not as their packages brought them, followed one step further: the line that was added often
/// does no more than to start something else, and what was put into a program names what it reads, writes or loads.
enum AlteredScripts {
    private static let most = 100
    private static let mostBytes = 16 << 20

    static func collect(_ collection: inout Collection) {
        let folders: [RawText] = ["/usr/lib", "/lib", "/etc", "/usr/share"]
        let altered = collection.facts.files.filter { file in
            file.record.isDifferent && file.status.size < 65_536 && folders.contains { file.path.isInside($0) }
                && !collection.facts.autoruns.contains { $0.place.path == file.path }
        }
        for file in altered.prefix(most) { collection.addAltered(file) }
        let programs = collection.facts.files.filter { file in
            file.record.isDifferent && file.shape == .elf && file.status.size < Int64(mostBytes)
        }
        for file in programs.prefix(most) { follow(file, &collection) }
    }

    /// What an altered program names and nobody brought: programs and libraries wherever they lie, and records among the distribution's own.
    private static func follow(_ file: FileFact, _ collection: inout Collection) {
        guard case .success(let content) = collection.host.read(file.path, limit: mostBytes) else { return }
        var targets: [AutorunTarget] = []
        for path in PathStrings.parse(content.bytes.span).value where path != file.path && targets.count < 8 {
            guard let end = collection.host.resolve(path), collection.index.lookup(end) == nil,
                case .success(let status) = collection.host.status(end, followingLast: true), status.kind == .regular,
                let named = collection.appraise(end), named.record == .unowned, named.sameContentAs == nil,
                named.shape == .elf || end.isInside("/usr") && !end.isInside("/usr/local") && status.size < 1 << 20
            else { continue }
            targets.append(AutorunTarget(role: named.shape == .elf ? .program : .script, written: path, path: end, file: named))
        }
        guard !targets.isEmpty else { return }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .initScript, place: Place(file.path), name: file.path.lastComponent, user: "root", file: file, targets: targets))
    }
}
