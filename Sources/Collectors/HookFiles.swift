import Formats
import Hosts
import Model

/// Settings in which a command may stand that something runs by itself: super-servers, network set-up, module loading, log
/// rotation, D-Bus, maintainer scripts of packages, PHP's settings, Python's path files, and the files of git, ssh and editors.
///
/// Their grammars are many; their lines are read by `SettingLines`.
enum HookFiles {
    static let id = "hooks"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let mostFiles = 6_000
    private static let mostBytes = 256 << 10

    private static let system: [(RawText, AutorunEntry.Mechanism)] = [
        ("/etc/inetd.conf", .networkHook), ("/etc/xinetd.d/*", .networkHook), ("/etc/network/interfaces", .networkHook),
        ("/etc/network/interfaces.d/*", .networkHook), ("/etc/modprobe.conf", .kernelModule), ("/etc/modprobe.d/*", .kernelModule),
        ("/etc/logrotate.conf", .packageHook), ("/etc/logrotate.d/*", .packageHook), ("/etc/rsyslog.conf", .packageHook),
        ("/etc/rsyslog.d/*", .packageHook), ("/etc/dbus-1/system-services/*", .systemdUnit),
        ("/usr/share/dbus-1/system-services/*", .systemdUnit),
        ("/usr/local/share/dbus-1/system-services/*", .systemdUnit), ("/var/lib/dpkg/info/*.preinst", .packageHook),
        ("/var/lib/dpkg/info/*.postinst", .packageHook), ("/var/lib/dpkg/info/*.prerm", .packageHook),
        ("/var/lib/dpkg/info/*.postrm", .packageHook),
        ("/etc/php.ini", .packageHook), ("/etc/php.d/*", .packageHook), ("/etc/php/*/*/php.ini", .packageHook),
        ("/etc/php/*/*/conf.d/*", .packageHook), ("/usr/lib/python3/dist-packages/*.pth", .packageHook),
        ("/usr/local/lib/python3*/dist-packages/*.pth", .packageHook), ("/usr/lib/python3*/site-packages/*.pth", .packageHook),
        ("/etc/gitconfig", .shellStart), ("/etc/vim/vimrc.local", .shellStart), ("/etc/ssh/ssh_config.d/*", .shellStart),
        ("/etc/aliases", .shellStart), ("/etc/dpkg/dpkg.cfg.d/*", .packageHook), ("/etc/hosts.allow", .networkHook),
        ("/etc/hosts.deny", .networkHook),
        ("/etc/binfmt.d/*", .kernelModule), ("/etc/tmpfiles.d/*", .packageHook), ("/etc/initramfs-tools/hooks/*", .packageHook),
        ("/etc/apache2/conf-enabled/*", .packageHook), ("/etc/apache2/sites-enabled/*", .packageHook),
        ("/etc/httpd/conf.d/*", .packageHook), ("/etc/nginx/conf.d/*", .packageHook),
    ]
    private static let personal: [RawText] = [
        ".gitconfig", ".config/git/config", ".ssh/config", ".vimrc", ".wgetrc", ".screenrc", ".tmux.conf",
    ]

    static func collect(_ collection: inout Collection) {
        var left = mostFiles
        for (pattern, mechanism) in system {
            for path in Wildcard.expand(pattern, collection.host) where left > 0 {
                left -= 1
                add(path, mechanism, &collection)
            }
        }
        var homes: Set<RawText> = []
        for account in collection.facts.accounts.prefix(2_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            guard homes.insert(account.home).inserted else { continue }
            for name in personal { add(account.home.appending(name), .shellStart, user: account.name, &collection) }
        }
    }

    private static func add(_ path: RawText, _ mechanism: AutorunEntry.Mechanism, user: RawText = "root", _ collection: inout Collection) {
        guard var file = collection.appraise(path), file.status.kind == .regular, file.status.size > 0, !file.record.isEqual,
            file.sameContentAs == nil
        else { return }
        // Of a maintainer script, its own traits are what its whole text shows.
        let isOfPackage = path.hasPrefix("/var/lib/dpkg/")
        if isOfPackage, file.shape.isText, file.status.size <= mostBytes, file.traits.isEmpty, file.matches.isEmpty { return }
        guard let content = collection.read(path, limit: mostBytes, id, kinds) else { return }
        var traits: [TraitHit]
        if isOfPackage {
            traits = ShellTraits.scan(content.bytes.span).filter { neverInstalled.contains($0.trait) }
        } else if path.hasSuffix(".pth") {
            traits = pythonTraits(content.bytes)
            traits += SettingLines.traits(content.bytes).filter { $0.trait == .runsFromHiddenFolder }
        } else {
            traits = SettingLines.traits(content.bytes)
        }
        if path == "/etc/inetd.conf" || path.hasPrefix("/etc/xinetd.d/") { traits += servedShells(content.bytes) }
        // What is known by the file's own grammar is not told again by the lines.
        if !traits.isEmpty {
            let entries = collection.facts.autoruns.filter { $0.place.path == path }
            traits.removeAll { hit in
                entries.contains { entry in
                    entry.traits.contains { $0.trait == hit.trait && near($0.line, hit.line) } || isNamed(hit, entry)
                }
            }
        }
        guard !traits.isEmpty || !file.matches.isEmpty else { return }
        file.traits = traits
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: mechanism, place: Place(path, line: traits.first?.line), name: path.lastComponent, user: user,
                command: traits.first?.text ?? "", traits: traits, file: file,
                targets: [AutorunTarget(role: .script, written: path, path: file.path, file: file)]))
    }

    /// A script within a setting begins on a line and does its deed on a later one.
    private static func near(_ start: Int, _ line: Int) -> Bool { line >= start && line < start + 200 }

    /// Whether an entry of the same line already runs what the hit shows, or a program in the same hidden folder.
    private static func isNamed(_ hit: TraitHit, _ entry: AutorunEntry) -> Bool {
        guard hit.trait == .runsFromHiddenFolder, near(entry.place.line ?? 1, hit.line) else { return false }
        return entry.targets.contains { $0.path == hit.text || $0.written == hit.text }
    }

    /// What the lines of a path file run: those that begin with "import" (site of Python's library reference).
    private static func pythonTraits(_ bytes: [UInt8]) -> [TraitHit] {
        ShellTraits.scan((Array("#!/usr/bin/python3\n".utf8) + bytes).span).filter { SettingLines.grave.contains($0.trait) }.map { hit in
            var hit = hit
            hit.line = max(1, hit.line - 1)
            return hit
        }
    }

    /// A shell that a super-server hands to whoever connects: the sixth field of inetd.conf(5), `server` of xinetd.conf(5).
    private static func servedShells(_ bytes: [UInt8]) -> [TraitHit] {
        let shells: Set<RawText> = [
            "/bin/sh", "/bin/bash", "/bin/dash", "/bin/csh", "/usr/bin/sh", "/usr/bin/bash", "/bin/ksh", "/bin/zsh",
        ]
        return bytes.split(separator: 0x0a, maxSplits: SettingLines.mostLines, omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            let words = line.prefix(1_024).split { $0 == 0x20 || $0 == 0x09 || $0 == 0x3d }.map { RawText(Array($0)) }
            guard let first = words.first, !first.hasPrefix("#") else { return nil }
            let server: RawText? =
                if let place = words.firstIndex(of: "server") { words.dropFirst(place + 1).first } else { words.count > 6 ? words[5] : nil }
            guard let server, shells.contains(server) else { return nil }
            return TraitHit(trait: .bindShell, line: index + 1, offset: 0, text: RawText(Array(line.prefix(200))))
        }
    }

    /// What not even the script that sets up a package does.
    private static let neverInstalled: Set<Trait> = [.downloadAndRun, .reverseShell, .bindShell]
}
