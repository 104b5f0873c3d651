import Formats
import Hosts
import Model

/// Programs that run in place of packaged ones: found earlier by name, put there by a diversion of the operator, or named by
/// an alternative.
enum SubstitutePrograms {
    static let id = "substitutes"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let packaged: [RawText] = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]
    /// Searched before those, by the path that log-ins and jobs begin with.
    private static let earlier: [RawText] = ["/usr/local/sbin", "/usr/local/bin", "/opt/bin", "/opt/sbin"]
    private static let mostPrograms = 20_000

    static func collect(_ collection: inout Collection) {
        guard !collection.facts.packageSources.isEmpty else { return }
        var found: [ShadowedProgram] = []
        for folder in earlier { search(folder, packaged, onlyNamed: nil, &found, &collection) }
        for (index, folder) in packaged.enumerated() {
            search(folder, Array(packaged[(index + 1)...]), onlyNamed: nil, &found, &collection)
        }
        for account in collection.facts.accounts.prefix(2_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            for folder in [account.home.appending("bin"), account.home.appending(".local/bin")] + ownFolders(account.home, &collection) {
                search(folder, packaged, onlyNamed: trusted, &found, &collection)
            }
        }
        for index in found.indices {
            let family = family(found[index].package)
            found[index].siblings = found.count { self.family($0.package) == family } - 1
        }
        collection.facts.hooks.shadowedPrograms += found
        links(&collection)
        LaidOverPrograms.collect(&collection)
        diversions(&collection)
        alternatives(&collection)
    }

    /// "openssh" of "openssh-server" and "openssh-client".
    private static func family(_ package: RawText?) -> RawText { RawText((package ?? "").bytes.prefix { $0 != 0x2d }) }

    private static func search(
        _ folder: RawText, _ behind: [RawText], onlyNamed: Set<RawText>?, _ found: inout [ShadowedProgram], _ collection: inout Collection
    ) {
        guard let own = collection.host.resolve(folder) else { return }
        let others = behind.filter { collection.host.resolve($0) != own }
        for name in collection.names(in: own, id, kinds).prefix(mostPrograms) where onlyNamed?.contains(name) ?? true {
            guard let original = others.map({ $0.appending(name) }).first(where: { collection.index.lookup($0) != nil }),
                found.count < 2_000, collection.index.lookup(own.appending(name)) == nil, collection.host.resolve(original) != nil,
                let file = collection.appraise(own.appending(name)), file.status.kind == .regular, file.record == .unowned,
                file.sameContentAs == nil, file.status.isExecutable
            else { continue }
            found.append(
                ShadowedProgram(
                    way: .searchPath, file: file, original: original, package: collection.index.lookup(original)?.package.name))
        }
    }

    /// Folders below a home that its start files put into the search path.
    private static func ownFolders(_ home: RawText, _ collection: inout Collection) -> [RawText] {
        var folders: Set<RawText> = []
        for name in [".profile", ".bash_profile", ".bash_login", ".bashrc", ".zshrc", ".zshenv", ".zprofile"] as [RawText] {
            guard let content = collection.read(home.appending(name), limit: 256 << 10, id, kinds) else { continue }
            for command in ShellWords.split(content.bytes.span).prefix(5_000) {
                // "export PATH=…" is a word of a command, "PATH=…" an assignment.
                let values =
                    command.assignments.filter { $0.name == "PATH" }.map(\.value.text)
                    + command.words.filter { $0.text.hasPrefix("PATH=") }.map { RawText($0.text.bytes.dropFirst(5)) }
                for part in values.flatMap({ $0.split(0x3a) }) where folders.count < 20 {
                    let start = ["$HOME/", "${HOME}/", "~/"].first { (start: RawText) in part.hasPrefix(start) }
                    let path = start.map { home.appending(RawText(part.bytes.dropFirst($0.count))) } ?? part
                    if path.isInside(home), path != home { folders.insert(path) }
                }
            }
        }
        folders.subtract([home.appending("bin"), home.appending(".local/bin")])
        return folders.sorted()
    }

    /// Packaged programs that are links now, and lead to what no package brought.
    private static func links(_ collection: inout Collection) {
        for folder in packaged {
            guard collection.host.resolve(folder) == folder else { continue }
            for name in collection.names(in: folder, id, kinds).prefix(mostPrograms) {
                let path = folder.appending(name)
                guard case .success(let status) = collection.host.status(path, followingLast: false), status.kind == .symbolicLink,
                    let owner = collection.index.lookup(path), owner.digest != nil, !owner.flags.contains(.symbolicLink),
                    let file = collection.appraise(path), file.status.kind == .regular, file.record == .unowned, file.sameContentAs == nil
                else { continue }
                collection.facts.hooks.shadowedPrograms.append(
                    ShadowedProgram(way: .renamed, file: file, original: path, package: owner.package.name))
            }
        }
    }

    private static func diversions(_ collection: inout Collection) {
        guard let content = collection.read("/var/lib/dpkg/diversions", id, kinds) else { return }
        for diversion in DpkgDiversionsFormat.parse(content.bytes.span).value.prefix(5_000) where diversion.package == nil {
            guard let file = collection.appraise(diversion.from), file.status.kind == .regular, file.record == .unowned,
                file.sameContentAs == nil, collection.facts.hooks.shadowedPrograms.count < 4_000
            else { continue }
            collection.facts.hooks.shadowedPrograms.append(
                ShadowedProgram(
                    way: .diversion, file: file, original: diversion.from, package: collection.index.lookup(diversion.to)?.package.name))
        }
    }

    private static func alternatives(_ collection: inout Collection) {
        for name in collection.names(in: "/etc/alternatives", id, kinds).prefix(5_000) {
            let link = "/etc/alternatives/" + name
            guard let file = collection.appraise(link), file.status.kind == .regular, file.record == .unowned, file.sameContentAs == nil,
                file.status.isExecutable, collection.facts.hooks.shadowedPrograms.count < 4_000
            else { continue }
            collection.facts.hooks.shadowedPrograms.append(ShadowedProgram(way: .alternative, file: file, original: link, package: nil))
        }
    }

    /// Programs that a person believes without looking.
    private static let trusted: Set<RawText> = [
        "su", "sudo", "ssh", "scp", "passwd", "login", "ls", "ps", "top", "netstat", "ss", "find", "cat", "crontab", "systemctl", "doas",
        "lsof", "ldd", "id", "w", "who", "last", "pgrep", "kill", "htop", "pstree", "ip", "ifconfig", "lsmod",
    ]
}
