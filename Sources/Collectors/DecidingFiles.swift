import Formats
import Hosts
import Model

/// Files and folders that decide who is root and what runs as root: their owners and modes, the hosts that are trusted, and
/// private keys in homes.
enum DecidingFiles {
    private static let paths: [RawText] = [
        "/etc", "/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/passwd-", "/etc/shadow-", "/etc/sudoers",
        "/etc/sudoers.d",
        "/etc/sudo.conf", "/etc/doas.conf", "/etc/crontab", "/etc/cron.d", "/etc/cron.hourly", "/etc/cron.daily", "/etc/cron.weekly",
        "/etc/cron.monthly", "/var/spool/cron", "/etc/profile", "/etc/profile.d", "/etc/bash.bashrc", "/etc/bashrc", "/etc/environment",
        "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/ld.so.preload", "/etc/nsswitch.conf", "/etc/hosts", "/etc/resolv.conf", "/etc/fstab",
        "/etc/pam.d", "/etc/security", "/etc/systemd/system", "/usr/lib/systemd/system", "/etc/init.d", "/etc/rc.local", "/etc/inittab",
        "/etc/ssh", "/etc/ssh/sshd_config", "/etc/ssh/sshd_config.d", "/etc/ssh/sshrc", "/etc/apt/apt.conf.d", "/etc/apt/sources.list",
        "/etc/udev/rules.d", "/etc/modprobe.d", "/etc/polkit-1/rules.d", "/etc/logrotate.d", "/etc/update-motd.d",
        "/usr", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/local/bin", "/usr/local/sbin", "/bin", "/sbin", "/lib", "/root", "/root/.ssh",
        "/root/.ssh/authorized_keys", "/root/.bashrc", "/root/.profile", "/var/lib/dpkg", "/var/lib/rpm", "/boot",
    ]
    private static let privateNames: [RawText] = ["id_rsa", "id_ed25519", "id_ecdsa", "id_dsa", "identity"]

    static func collect(_ collection: inout Collection) {
        let known = Set(collection.facts.access.deciding.map(\.path))
        for path in paths where !known.contains(path) { PrivilegeFiles.status(of: path, &collection) }
        trusted("/etc/hosts.equiv", nil, &collection)
        trusted("/etc/ssh/shosts.equiv", nil, &collection)
        trusted("/etc/shosts.equiv", nil, &collection)
        var homes: Set<RawText> = []
        for account in collection.facts.accounts.prefix(20_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            guard homes.insert(account.home).inserted, case .success = collection.host.status(account.home, followingLast: true) else {
                continue
            }
            trusted(account.home.appending(".rhosts"), account.name, &collection)
            trusted(account.home.appending(".shosts"), account.name, &collection)
            for name in privateNames {
                let path = account.home.appending(".ssh").appending(name)
                guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular else {
                    continue
                }
                collection.facts.access.privateKeys.append(FileFact(path: path, status: status))
            }
        }
    }

    private static func trusted(_ path: RawText, _ account: RawText?, _ collection: inout Collection) {
        guard let content = collection.read(path, limit: 1 << 20, PrivilegeFiles.id, PrivilegeFiles.kinds) else { return }
        collection.facts.access.trustedHosts += TrustedHostsFormat.parse(content.bytes.span, path: path, account: account).value
    }
}
