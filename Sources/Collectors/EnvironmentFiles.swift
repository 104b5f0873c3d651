import Formats
import Hosts
import Model

/// Files of variables that services, log-ins and boot scripts are started with: /etc/default, /etc/sysconfig,
/// environment.d(5), and those that units name. Only variables that make a program load or run something are told.
enum EnvironmentFiles {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let folders: [RawText] = [
        "/etc/default", "/etc/sysconfig", "/etc/conf.d", "/etc/environment.d", "/run/environment.d", "/usr/local/lib/environment.d",
        "/usr/lib/environment.d",
    ]

    static func collect(_ collection: inout Collection) {
        var paths: [RawText] = []
        for folder in folders { paths += collection.names(in: folder, id, kinds).map { folder.appending($0) } }
        for account in collection.facts.accounts.prefix(5_000) where account.home.count > 1 {
            let folder = account.home.appending(".config/environment.d")
            paths += collection.names(in: folder, id, kinds).map { folder.appending($0) }
        }
        for path in paths.prefix(4_000) { read(path, named: nil, &collection) }
    }

    /// - Parameter named: where a unit names the file.
    static func read(_ path: RawText, named: Place?, _ collection: inout Collection) {
        guard let file = collection.appraise(path), file.status.kind == .regular, !file.record.isEqual, file.sameContentAs == nil,
            !collection.facts.autoruns.contains(where: { $0.place.path == path }),
            let content = collection.read(path, limit: 256 << 10, id, kinds)
        else { return }
        for setting in EnvironmentSettingFormat.parse(content.bytes.span).value.prefix(20) {
            collection.addAutorun(
                .systemdUnit, Place(path, line: setting.line), name: path.lastComponent, user: "root", command: setting.text + " true",
                base: "/", file: file)
        }
        // The distribution's boot scripts read these files as shell text.
        guard path.isInside("/etc/default") || path.isInside("/etc/sysconfig") || path.isInside("/etc/conf.d"), !file.traits.isEmpty,
            file.traits.contains(where: { $0.trait != .preloadsLibrary })
        else { return }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .initScript, place: Place(path, line: file.traits.first?.line), name: path.lastComponent, user: "root",
                command: file.traits.first?.text ?? "", file: file,
                targets: [AutorunTarget(role: .script, written: path, path: file.path, file: file)]))
    }
}
