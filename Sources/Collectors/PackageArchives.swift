import Formats
import Hosts
import Model

/// Where packages are fetched from and how far they are believed, and maintainer scripts of packages that are not there.
enum PackageArchives {
    static let id = "archives"
    private static let kinds: Set<FactKind> = [.autoruns]

    static func collect(_ collection: inout Collection) {
        let patterns: [RawText] = [
            "/etc/apt/sources.list", "/etc/apt/sources.list.d/*.list", "/etc/apt/sources.list.d/*.sources", "/etc/apt/apt.conf",
            "/etc/apt/apt.conf.d/*", "/etc/yum.repos.d/*.repo", "/etc/yum.conf", "/etc/dnf/dnf.conf", "/etc/zypp/repos.d/*.repo",
            "/etc/pacman.conf", "/etc/pip.conf", "/etc/xdg/pip/pip.conf", "/etc/npmrc", "/etc/gemrc",
            "/root/.config/pip/pip.conf", "/root/.pip/pip.conf", "/root/.npmrc", "/root/.gemrc", "/root/.cargo/config.toml",
            "/home/*/.config/pip/pip.conf", "/home/*/.pip/pip.conf", "/home/*/.npmrc", "/home/*/.gemrc", "/home/*/.cargo/config.toml",
        ]
        for path in patterns.flatMap({ Wildcard.expand($0, collection.host) }).prefix(2_000) {
            guard let file = collection.appraise(path), file.status.kind == .regular, !file.record.isEqual, file.sameContentAs == nil,
                let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            for doubt in PackageArchiveFormat.parse(content.bytes.span).value.prefix(20)
            where collection.facts.hooks.archives.count < 500 {
                collection.facts.hooks.archives.append(
                    PackageArchive(doubt: doubt.doubt, place: Place(path, line: doubt.line), text: doubt.text, file: file))
            }
        }
        strayScripts(&collection)
    }

    /// Scripts of packages are texts; the one that sets up bash itself cannot be (bash.preinst).
    private static func compiled(_ path: RawText, _ collection: borrowing Collection) -> Bool {
        guard !path.hasSuffix("/bash.preinst"), case .success(let head) = collection.host.read(path, limit: 4) else { return false }
        return head.bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46])
    }

    /// dpkg keeps the list of a package's files beside its scripts for as long as it keeps them.
    private static func strayScripts(_ collection: inout Collection) {
        let folder: RawText = "/var/lib/dpkg/info"
        let names = collection.names(in: folder, id, kinds)
        let lists = Set(names.filter { $0.hasSuffix(".list") }.map { RawText($0.bytes.dropLast(5)) })
        guard !lists.isEmpty else { return }
        for name in names.prefix(200_000) {
            guard let end = ([".postinst", ".preinst", ".prerm", ".postrm", ".config"] as [RawText]).first(where: { name.hasSuffix($0) })
            else { continue }
            let package = RawText(name.bytes.dropLast(end.count))
            if lists.contains(package), !compiled(folder.appending(name), collection) { continue }
            guard collection.facts.hooks.strayPackageScripts.count < 100,
                let file = collection.appraise(folder.appending(name)), file.status.kind == .regular
            else { continue }
            collection.facts.hooks.strayPackageScripts.append(file)
        }
    }
}
