import Hosts
import Model

/// Which texts some program may read by itself, wherever they lie: settings of the system, of software beside it and of accounts. The
/// places whose grammar is known have collectors of their own; this is the rest.
struct SettingInterest: Sendable {
    /// Files larger than this are data: 256 KiB.
    static let mostBytes: Int64 = 256 << 10

    /// Homes of accounts, as far as they are worth a look.
    let homes: [RawText]

    init(accounts: [Account]) {
        var homes: Set<RawText> = ["/root"]
        for account in accounts.prefix(5_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            // An account of a daemon lives where its data lie, which is no place of settings.
            if account.home.isInside("/home") || account.user >= 1_000 { homes.insert(account.home) }
        }
        homes.subtract(["/", "/home", "/nonexistent", "/var/www"])
        self.homes = homes.sorted()
    }

    func mayHoldCommands(_ path: RawText, _ status: FileStatus) -> Bool {
        guard status.kind == .regular, status.size >= 8, status.size <= SettingInterest.mostBytes else { return false }
        guard let below = rest(of: path) else { return false }
        let name = path.lastComponent.asciiLowercased
        if SettingInterest.isData(name) || SettingInterest.isReadElsewhere(path) { return false }
        return !below.contains { SettingInterest.skipped.contains($0) || $0.contains("ules") && $0 != "rules.d" }
    }

    /// The folders on the way, below what makes the place one of settings; nil where it is none.
    private func rest(of path: RawText) -> ArraySlice<RawText>? {
        let folders = path.parentFolder.split(0x2f).filter { !$0.isEmpty }[...]
        guard folders.count <= 9, let first = folders.first else { return nil }
        switch first {
        case "etc": return folders.dropFirst()
        case "usr", "lib", "lib64":
            if first == "usr", folders.dropFirst().first == "src" { return nil }
            return folders.dropFirst().contains { SettingInterest.languageFolders.contains($0) } ? nil : folders.dropFirst()
        case "opt", "srv", "var":
            guard SettingInterest.isSettingName(path.lastComponent), folders.contains(where: SettingInterest.settingFolders.contains) else {
                return nil
            }
            return folders.dropFirst()
        default: break
        }
        guard let home = homes.first(where: { path.isInside($0) }) else { return nil }
        let below = folders.dropFirst(home.split(0x2f).filter { !$0.isEmpty }.count)
        guard below.count <= 5, below.contains(where: { $0.hasPrefix(".") }) || below.isEmpty && path.lastComponent.hasPrefix(".") else {
            return nil
        }
        return below
    }

    private static func isSettingName(_ name: RawText) -> Bool {
        settingExtensions.contains(name.asciiLowercased.fileExtension)
    }

    /// What is read with its own grammar and told there, and programs, which are judged as such.
    private static func isReadElsewhere(_ path: RawText) -> Bool {
        let folder = path.parentFolder
        return elsewhere.contains(path.lastComponent) || elsewhere.contains(folder.lastComponent) || path == "/etc/default/grub"
            || Places.isProgramFolder(folder)
    }

    private static let elsewhere: Set<RawText> = [
        "passwd", "passwd-", "shadow", "shadow-", "group", "group-", "gshadow", "gshadow-", "authorized_keys", "authorized_keys2",
        "sysctl.conf", "sysctl.d", "sudoers", "sudoers.d",
    ]

    private static let settingExtensions: Set<RawText> = [
        "conf", "cfg", "cf", "ini", "yaml", "yml", "json", "toml", "xml", "sh", "hcl", "properties", "rb", "lua", "cnf", "rc",
    ]

    /// What holds no command although it is text: records, documents, marks of browsers, keys.
    private static func isData(_ name: RawText) -> Bool {
        if name.contains("history") || name.contains("hist.") || name.hasPrefix("known_hosts") || name.hasPrefix("readme") { return true }
        if name.hasPrefix(".viminfo") || name.hasPrefix(".zcompdump") || name.hasPrefix("license") { return true }
        return dataExtensions.contains(name.fileExtension)
    }

    private static let dataExtensions: Set<RawText> = [
        "log", "jsonl", "md", "rst", "html", "htm", "css", "map", "lock", "db", "sqlite", "pem", "crt", "key", "pub", "csv", "tsv", "svg",
        "png",
        "jpg", "gif", "ico", "gz", "xz", "zip", "pyc", "pyi", "mo", "po", "pot", "txt", "cache", "dat", "bin", "sum", "list", "md5sums",
        "yar",
        "yara", "rules", "data", "sample", "example", "dpkg-dist", "ucf-dist", "h", "hpp", "c", "cpp", "ts", "woff", "ttf", "0", "1", "8",
    ]
    /// Folders of records, of foreign code, and of patterns that tell attacks by their words.
    private static let skipped: Set<RawText> = [
        ".cache", ".git", ".npm", ".mozilla", ".thunderbird", "node_modules", ".vscode-server", "extensions", "Trash", ".nvm", ".pyenv",
        ".rbenv", ".rvm", ".oh-my-zsh", ".rustup", "registry", "repository", "caches", "logs", "log", "History", "Cache", "cache",
        "sessions",
        "undo", ".svn", ".hg", ".terraform", ".venv", "venv", ".tox", "site-packages", "dist-packages", ".swiftpm", ".build", ".github",
        ".gitlab", ".circleci", ".devcontainer", ".claude", ".codex", ".cursor", "filter.d", "doc", "docs", "examples", "man", "tests",
        "test",
        "ssl", "ca-certificates", "alternatives", "jobs", "workspace", "overlay2", "overlay", "snapshots", "rootfs", "dpkg", "zoneinfo",
        "signatures", "wordlists", "owasp-crs", "modsecurity-crs", "ruleset", "i18n", "locale", "icons", "fonts", "mime", "modules",
    ]
    private static let languageFolders: Set<RawText> = [
        "python3", "python2", "perl5", "perl", "ruby", "gems", "node_modules", "nodejs", "php", "R", "go", "jvm", "ghc", "swift", "rustlib",
        "gcc", "modules", "firmware", "locale", "doc", "man", "info", "zoneinfo", "icons", "fonts", "mime", "terminfo", "include", "dpkg",
    ]
    /// What marks a folder of software of its own as one of settings.
    private static let settingFolders: Set<RawText> = [
        "etc", "conf", "config", "conf.d", "settings", "hooks", "hooks.d", "scripts", "manifests", "active-response", "plugins", "checks",
        "init.d", "local.d", "facts.d", "actions",
    ]
}
