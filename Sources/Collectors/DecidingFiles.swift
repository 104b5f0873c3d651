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

    static func collect(_ collection: inout Collection) {
        let known = Set(collection.facts.access.deciding.map(\.path))
        for path in paths where !known.contains(path) { PrivilegeFiles.status(of: path, &collection) }
        contents(&collection)
        for path in paths + ["/etc/gshadow-", "/etc/doas.conf"] { accessList(path, &collection) }
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
            trusted(account.home.appending(".k5login"), account.name, &collection)
            let folder = account.home.appending(".ssh")
            for name in collection.names(in: folder, PrivilegeFiles.id, PrivilegeFiles.kinds).prefix(500) {
                privateKey(folder.appending(name), &collection)
            }
        }
    }

    /// Folders whose every file is run or read by root.
    private static let folders: [RawText] = [
        "/etc/cron.d", "/etc/cron.hourly", "/etc/cron.daily", "/etc/cron.weekly", "/etc/cron.monthly", "/etc/profile.d", "/etc/pam.d",
        "/etc/init.d", "/etc/systemd/system", "/etc/update-motd.d", "/etc/logrotate.d", "/etc/apt/apt.conf.d", "/etc/ld.so.conf.d",
        "/etc/ssh/sshd_config.d", "/etc/sudoers.d", "/etc/udev/rules.d", "/etc/polkit-1/rules.d", "/etc/modprobe.d",
    ]

    /// Of those files only the ones that others may write to, or that are not root's.
    private static func contents(_ collection: inout Collection) {
        let known = Set(collection.facts.access.deciding.map(\.path))
        for folder in folders {
            for name in collection.names(in: folder, PrivilegeFiles.id, PrivilegeFiles.kinds).prefix(5_000) {
                let path = folder.appending(name)
                guard !known.contains(path), case .success(let status) = collection.host.status(path, followingLast: false),
                    status.kind == .regular, status.isWorldWritable || status.owner != 0
                else { continue }
                PrivilegeFiles.status(of: path, &collection)
            }
        }
    }

    private static func accessList(_ path: RawText, _ collection: inout Collection) {
        let value = collection.host.withFile(path) { file in file.attribute("system.posix_acl_access", limit: 65_536) }
        guard case .success(.success(let bytes)) = value, let bytes else { return }
        let grants = AccessListFormat.parse(bytes.span).value
        if !grants.isEmpty { collection.facts.access.lists[path] = grants }
    }

    /// Keys in PEM begin with "-----BEGIN … PRIVATE KEY-----" (RFC 7468).
    private static func privateKey(_ path: RawText, _ collection: inout Collection) {
        guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular, status.size < 65_536,
            case .success(let content) = collection.host.read(path, limit: 64), content.bytes.starts(with: Array("-----BEGIN ".utf8)),
            RawText(content.bytes).contains("PRIVATE KEY-----")
        else { return }
        collection.facts.access.privateKeys.append(FileFact(path: path, status: status))
    }

    private static func trusted(_ path: RawText, _ account: RawText?, _ collection: inout Collection) {
        guard let content = collection.read(path, limit: 1 << 20, PrivilegeFiles.id, PrivilegeFiles.kinds) else { return }
        collection.facts.access.trustedHosts += TrustedHostsFormat.parse(content.bytes.span, path: path, account: account).value
    }
}
