import Formats
import Hosts
import Model

/// passwd, shadow and group, read as files: no name service is asked, because its modules are the host's.
enum AccountFiles {
    static func collect(_ collection: inout Collection) {
        var shadow: [RawText: ShadowEntry]?
        if let content = collection.read("/etc/shadow", limit: 32 << 20, "accounts", [.accounts]) {
            shadow = ShadowFormat.parse(content.bytes.span).value
        }
        guard let content = collection.read("/etc/passwd", limit: 32 << 20, "accounts", [.accounts]) else {
            collection.gaps.add(
                Gap(
                    collector: "accounts", subject: "/etc/passwd",
                    reason: Localized(en: "There is no list of accounts to read.", ja: "アカウントの一覧が読めません。"), facts: [.accounts],
                    isTotal: true))
            return
        }
        let parsed = PasswdFormat.parse(content.bytes.span, path: "/etc/passwd", shadow: shadow)
        collection.facts.accounts = parsed.value
    }
}

/// The keys that let somebody in: of every account, where sshd looks by default.
enum KeyFiles {
    static func collect(_ collection: inout Collection) {
        var seen: Set<RawText> = []
        for account in collection.facts.accounts.prefix(20_000) where account.home.hasPrefix("/") && account.home != "/" {
            for name in ["authorized_keys", "authorized_keys2"] as [RawText] {
                let path = account.home.appending(".ssh").appending(name)
                guard seen.insert(path).inserted, let content = collection.read(path, "keys", [.keys]) else { continue }
                let file = collection.appraise(path)
                var keys = AuthorizedKeysFormat.parse(content.bytes.span, path: path, account: account.name).value
                for index in keys.indices { keys[index].file = file }
                collection.facts.keys += keys.prefix(1_000)
            }
            startCommand(account, &collection)
        }
    }

    /// ~/.ssh/rc runs at every log-in (sshd(8), SSHRC).
    private static func startCommand(_ account: Account, _ collection: inout Collection) {
        let path = account.home.appending(".ssh/rc")
        guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular else { return }
        collection.addScript(.sshCommand, path)
    }
}

/// sshd_config with the files that it includes.
enum SSHDaemonFiles {
    static let id = "sshDaemon"

    static func collect(_ collection: inout Collection) {
        for path in ["/etc/ssh/sshd_config", "/usr/etc/ssh/sshd_config", "/etc/sshd_config"] as [RawText] {
            guard case .success = collection.host.status(path, followingLast: true) else { continue }
            let settings = read(path, depth: 0, &collection)
            collection.facts.sshDaemon = SSHDaemonFormat.effective(settings)
            return
        }
    }

    private static func read(_ path: RawText, depth: Int, _ collection: inout Collection) -> [SSHDaemonSettings.Setting] {
        // sshd itself gives up at 16.
        guard depth < 16, let content = collection.read(path, id, [.sshDaemon]) else { return [] }
        let settings = SSHDaemonFormat.parse(content.bytes.span, path: path).value
        var included: [Place: [SSHDaemonSettings.Setting]] = [:]
        for setting in settings where setting.keyword == "include" {
            for pattern in setting.value.split(0x20) where !pattern.isEmpty {
                let absolute = pattern.hasPrefix("/") ? pattern : "/etc/ssh/" + pattern
                for file in Wildcard.expand(absolute, collection.host) {
                    included[setting.place, default: []] += read(file, depth: depth + 1, &collection)
                }
            }
        }
        let table = included
        return SSHDaemonFormat.splicing(settings) { table[$0.place] ?? [] }
    }
}
