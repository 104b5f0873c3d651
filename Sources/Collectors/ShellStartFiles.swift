import Formats
import Hosts
import Model

/// What every log-in and every shell runs: the system's start files and those of each account. Of a file that began as a copy
/// of the distribution's, only the lines that were added are judged.
enum ShellStartFiles {
    static let id = "shells"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let system: [RawText] = [
        "/etc/profile", "/etc/bash.bashrc", "/etc/bashrc", "/etc/bash.bash_logout", "/etc/bash/bashrc", "/etc/bash/bashrc.d/*",
        "/etc/zsh/*", "/etc/zshrc", "/etc/zshenv", "/etc/zprofile", "/etc/zlogin", "/etc/csh.cshrc", "/etc/csh.login", "/etc/csh/login.d/*",
        "/etc/ksh.kshrc", "/etc/mkshrc", "/etc/ssh/sshrc", "/etc/profile.d/*", "/etc/bash_completion.d/*",
        "/usr/share/bash-completion/completions/*", "/etc/bash_completion", "/etc/fish/config.fish", "/etc/fish/conf.d/*",
        "/usr/share/fish/vendor_conf.d/*", "/etc/skel/.*", "/etc/profile.local", "/etc/bash.bashrc.local", "/etc/suid_profile",
    ]
    private static let personal: [RawText] = [
        ".bashrc", ".bash_profile", ".bash_login", ".profile", ".bash_logout", ".bash_aliases", ".bash_completion", ".zshrc", ".zshenv",
        ".zprofile", ".zlogin", ".zlogout", ".kshrc", ".mkshrc", ".cshrc", ".tcshrc", ".login", ".logout", ".xprofile",
        ".xinitrc", ".xsession", ".xsessionrc", ".config/fish/config.fish", ".shrc", ".ashrc", ".bashrc.d/*",
        ".profile.d/*", ".config/fish/conf.d/*", ".config/fish/functions/*", ".local/share/bash-completion/completions/*",
        ".config/zsh/.zshrc", ".config/zsh/.zshenv",
    ]
    private static let mostFiles = 20_000

    static func collect(_ collection: inout Collection) {
        var left = mostFiles
        for pattern in system {
            for path in Wildcard.expand(pattern, collection.host) where left > 0 {
                left -= 1
                add(path, user: nil, home: nil, &collection)
            }
        }
        var homes: Set<RawText> = []
        for account in collection.facts.accounts.prefix(5_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            guard homes.insert(account.home).inserted else { continue }
            for pattern in personal {
                for path in Wildcard.expand(account.home.appending(pattern), collection.host).prefix(200) where left > 0 {
                    left -= 1
                    add(path, user: account.name, home: account.home, &collection)
                }
            }
        }
    }

    private static func add(_ path: RawText, user: RawText?, home: RawText?, _ collection: inout Collection) {
        guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular,
            var file = collection.appraise(path), !file.record.isEqual, file.sameContentAs == nil
        else { return }
        var added: [UInt8] = []
        if status.size < 1 << 20, let content = collection.read(path, limit: 1 << 20, id, kinds) {
            added = withoutTemplate(content.bytes, path, home, &collection)
            file.traits = StartFileTraits.scan(added.span)
        }
        var targets = strangers(in: added, home, &collection)
        for setting in EnvironmentSettingFormat.parse(added.span).value.prefix(20) { targets += collection.loaded(by: setting) }
        let isOwn = home == nil && path.isInside("/etc") && file.record == .unowned && !path.hasPrefix("/etc/skel/")
        guard !file.traits.isEmpty || !file.matches.isEmpty || !targets.isEmpty || isOwn else { return }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .shellStart, place: Place(path, line: file.traits.first?.line), name: path.lastComponent, user: user,
                command: file.traits.first?.text ?? targets.first?.written ?? "", file: file,
                targets: [AutorunTarget(role: .script, written: path, path: file.path, file: file)] + targets))
    }

    /// The text with every line emptied that the distribution's own file of this name has too; line numbers stay.
    private static func withoutTemplate(
        _ bytes: [UInt8], _ path: RawText, _ home: RawText?, _ collection: inout Collection
    ) -> [UInt8] {
        let name = path.lastComponent
        var templates: [RawText] = home == nil ? [] : ["/etc/skel/" + name, "/usr/share/base-files/dot" + name]
        if path == "/etc/profile" { templates = ["/usr/share/base-files/profile", "/usr/share/factory/etc/profile"] }
        var known: Set<ArraySlice<UInt8>> = []
        for template in templates {
            guard let file = collection.appraise(template), file.record.isEqual,
                let content = collection.read(template, limit: 256 << 10, id, kinds)
            else { continue }
            for line in content.bytes.split(separator: 0x0a) { known.insert(line) }
        }
        guard !known.isEmpty else { return bytes }
        let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
        return Array(lines.map { known.contains($0) ? [] : $0 }.joined(separator: [0x0a]))
    }

    /// What the lines run that no package brought, and that is not one of the tools that a home keeps for itself.
    private static func strangers(in added: [UInt8], _ home: RawText?, _ collection: inout Collection) -> [AutorunTarget] {
        guard added.contains(where: { $0 != 0x0a && $0 != 0x20 }) else { return [] }
        let text = RawText(added) + "\n" + StartFileTraits.aliasLines(added.span)
        return collection.targets(of: text, home: home ?? "/root", base: home ?? "/").filter { target in
            guard let path = target.path, let file = target.file, file.status.kind == .regular else { return false }
            if file.record.isEqual || file.sameContentAs != nil || path.isInside("/etc/alternatives") { return false }
            // Frameworks of a shell are read from the home; what is run from there is a program of the account's own.
            if path.isInside("/home") || path.isInside("/root") || home.map({ path.isInside($0) }) ?? false {
                let isHiding = file.shape == .elf && Places.hidesTwice(path)
                return isHiding || target.role == .library || target.role == .environment && !path.contains("/.")
            }
            return file.shape == .elf || !path.isInside("/etc/profile.d") && !path.isInside("/etc/bash_completion.d")
        }
    }
}
