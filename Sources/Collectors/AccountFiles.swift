import Evidence
import Formats
import Hosts
import Knowledge
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
        collection.facts.accounts = parsed.value.map { account in
            var account = account
            account.passwordSeal = shadow?[account.name].map { seal($0, collection.facts.host.machineID) }
            return account
        }
    }

    /// What stands for a password's hash outside of this file, so that the hash itself is never kept.
    private static func seal(_ entry: ShadowEntry, _ machine: RawText) -> Fingerprint {
        ContentDigester.fingerprint(("banken-password 1\n" + machine + "\n" + entry.name + "\n" + entry.field).bytes)
    }
}

/// The keys that let somebody in: of every account, where sshd looks by default.
enum KeyFiles {
    static func collect(_ collection: inout Collection) {
        var seen: Set<RawText> = []
        for account in collection.facts.accounts.prefix(20_000) where account.home.hasPrefix("/") && account.home != "/" {
            for path in keyFiles(of: account, collection.facts.sshDaemon) {
                guard seen.insert(path).inserted, let content = collection.read(path, "keys", [.keys]) else { continue }
                let file = collection.appraise(path)
                var keys = AuthorizedKeysFormat.parse(content.bytes.span, path: path, account: account.name).value
                for index in keys.indices { keys[index].file = file }
                collection.facts.keys += keys.prefix(1_000)
                collection.facts.knownTexts += KnownFamilies.lines(content.bytes.span, path).prefix(100)
            }
            startCommand(account, &collection)
        }
    }

    /// Where sshd looks by default, and wherever a setting of the daemon says, in a Match block or outside of one
    /// (sshd_config(5), AuthorizedKeysFile, with its tokens %h, %u and %%).
    private static func keyFiles(of account: Account, _ sshd: SSHDaemonSettings?) -> [RawText] {
        let places = (sshd?.settings ?? []).filter { $0.keyword == "authorizedkeysfile" }.flatMap { $0.value.split(0x20) }
        let patterns: [RawText] = [".ssh/authorized_keys", ".ssh/authorized_keys2"] + places.filter { !$0.isEmpty && $0 != "none" }
        return patterns.map { pattern in
            var bytes: [UInt8] = []
            var isToken = false
            for byte in pattern.bytes {
                if isToken {
                    bytes += byte == 0x68 ? account.home.bytes : byte == 0x75 ? account.name.bytes : [byte]
                    isToken = false
                } else if byte == 0x25 {
                    isToken = true
                } else {
                    bytes.append(byte)
                }
            }
            let path = RawText(bytes)
            return path.hasPrefix("/") ? path : account.home.appending(path)
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
            let settings = startOptions(&collection) + read(path, depth: 0, &collection)
            let effective = SSHDaemonFormat.effective(settings)
            collection.facts.sshDaemon = effective
            addCommands(effective, &collection)
            return
        }
    }

    /// Options of the command line, from the files that the daemon's unit and boot script read: they go before the settings.
    private static func startOptions(_ collection: inout Collection) -> [SSHDaemonSettings.Setting] {
        var settings: [SSHDaemonSettings.Setting] = []
        for (path, name) in [("/etc/default/ssh", "SSHD_OPTS"), ("/etc/sysconfig/sshd", "OPTIONS"), ("/etc/conf.d/sshd", "SSHD_OPTS")]
            as [(RawText, RawText)]
        {
            guard let content = collection.read(path, limit: 1 << 20, id, [.sshDaemon]) else { continue }
            for assignment in KeyValueFormat.parse(content.bytes.span).value where assignment.name == name {
                settings += SSHDaemonFormat.options(assignment.value, at: Place(path, line: assignment.line))
            }
        }
        return settings
    }

    /// Programs that the daemon runs at a log-in: to ask for keys, or in place of a shell.
    private static func addCommands(_ sshd: SSHDaemonSettings, _ collection: inout Collection) {
        let keywords = ["authorizedkeyscommand", "authorizedprincipalscommand", "forcecommand"]
        for setting in sshd.settings where keywords.contains(setting.keyword) && !["none", "internal-sftp"].contains(setting.value) {
            collection.addAutorun(
                .sshCommand, setting.place, name: RawText(setting.keyword), command: setting.value, base: "/",
                file: collection.appraise(setting.place.path))
        }
        for setting in sshd.settings where setting.keyword == "subsystem" {
            // The name of the subsystem, then its command.
            let command = setting.value.bytes.drop { $0 != 0x20 }.drop { $0 == 0x20 }
            guard !command.isEmpty, !command.starts(with: Array("internal-sftp".utf8)) else { continue }
            collection.addAutorun(
                .sshCommand, setting.place, name: "subsystem", command: RawText(Array(command)), base: "/",
                file: collection.appraise(setting.place.path))
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
