import Formats
import Hosts
import Model

/// Commands that the SSH client runs, and sshrc, which every log-in over SSH runs (ssh_config(5), sshd(8)).
enum SSHClientFiles {
    static let id = "sshClient"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let keywords = ["proxycommand", "localcommand", "knownhostscommand"]
    /// Settings that make ssh(1) load a library.
    private static let libraries = ["pkcs11provider", "securitykeyprovider"]

    static func collect(_ collection: inout Collection) {
        if let content = collection.read("/etc/ssh/sshrc", limit: 65_536, id, kinds) {
            collection.addAutorun(
                .sshCommand, Place("/etc/ssh/sshrc"), name: "sshrc", command: RawText(content.bytes),
                file: collection.appraise("/etc/ssh/sshrc"))
        }
        for path in ["/etc/ssh/ssh_config"] + Wildcard.expand("/etc/ssh/ssh_config.d/*", collection.host) { read(path, nil, &collection) }
        var homes: Set<RawText> = []
        for account in collection.facts.accounts.prefix(5_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            guard homes.insert(account.home).inserted else { continue }
            read(account.home.appending(".ssh/config"), account.name, &collection)
        }
    }

    private static func read(_ path: RawText, _ user: RawText?, _ collection: inout Collection) {
        guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { return }
        let settings = SSHDaemonFormat.parse(content.bytes.span, path: path).value
        for setting in settings.prefix(1_000) where keywords.contains(setting.keyword) && setting.value.asciiLowercased != "none" {
            collection.addAutorun(
                .sshCommand, setting.place, name: RawText(setting.keyword), user: user, command: setting.value, base: "/",
                file: collection.appraise(path))
        }
        for setting in settings.prefix(1_000) where libraries.contains(setting.keyword) && setting.value.hasPrefix("/") {
            guard let library = collection.appraise(setting.value), library.record == .unowned, library.sameContentAs == nil else {
                continue
            }
            collection.facts.autoruns.append(
                AutorunEntry(
                    mechanism: .sshCommand, place: setting.place, name: RawText(setting.keyword), user: user, command: setting.value,
                    file: collection.appraise(path),
                    targets: [AutorunTarget(role: .library, written: setting.value, path: library.path, file: library)]))
        }
    }
}
