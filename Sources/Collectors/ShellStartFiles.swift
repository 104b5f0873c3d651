import Formats
import Hosts
import Model

/// What every log-in and every shell runs: the system's start files and those of each account.
enum ShellStartFiles {
    static let id = "shells"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let system: [RawText] = [
        "/etc/profile", "/etc/bash.bashrc", "/etc/bashrc", "/etc/bash.bash_logout", "/etc/zsh/zshenv", "/etc/zsh/zshrc",
        "/etc/zsh/zprofile",
        "/etc/zsh/zlogin", "/etc/zshrc", "/etc/zshenv", "/etc/csh.cshrc", "/etc/csh.login", "/etc/ssh/sshrc", "/etc/environment",
    ]
    private static let personal: [RawText] = [
        ".bashrc", ".bash_profile", ".bash_login", ".profile", ".bash_logout", ".bash_aliases", ".zshrc", ".zshenv", ".zprofile", ".zlogin",
        ".zlogout",
        ".kshrc", ".cshrc", ".tcshrc", ".login", ".pam_environment", ".config/fish/config.fish", ".xprofile", ".xinitrc",
        ".ssh/environment", ".forward",
        ".procmailrc",
    ]

    static func collect(_ collection: inout Collection) {
        for path in system { add(path, user: nil, &collection) }
        for name in collection.names(in: "/etc/profile.d", id, kinds) { add("/etc/profile.d/" + name, user: nil, &collection) }
        var homes: Set<RawText> = []
        for account in collection.facts.accounts.prefix(5_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            guard homes.insert(account.home).inserted else { continue }
            for name in personal { add(account.home.appending(name), user: account.name, &collection) }
        }
    }

    private static func add(_ path: RawText, user: RawText?, _ collection: inout Collection) {
        guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular,
            var file = collection.appraise(path), !file.record.isEqual, file.sameContentAs == nil
        else { return }
        // Start files have no `#!`; they are shell text all the same.
        if file.traits.isEmpty, status.size < 1 << 20, let content = collection.read(path, limit: 1 << 20, id, kinds) {
            file.traits = ShellTraits.scan(content.bytes.span)
        }
        guard !file.traits.isEmpty || !file.matches.isEmpty else { return }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .shellStart, place: Place(path, line: file.traits.first?.line), name: path.lastComponent, user: user,
                command: file.traits.first?.text ?? "", file: file,
                targets: [AutorunTarget(role: .script, written: path, path: file.path, file: file)]))
    }
}
