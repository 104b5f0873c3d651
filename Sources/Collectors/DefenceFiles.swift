import Formats
import Hosts
import Model

/// How the defences of the host are set up on disk: names sent elsewhere, logging, updates, access control, kernel settings, forwards.
enum DefenceFiles {
    static let id = "defences"
    static let kinds: Set<FactKind> = [.defences]

    static func collect(_ collection: inout Collection) {
        if let content = collection.read("/etc/hosts", limit: 32 << 20, id, kinds) {
            collection.facts.defence.hosts = HostsFormat.parse(content.bytes.span, path: "/etc/hosts").value
        }
        assignments(
            "journald", ["/etc/systemd/journald.conf"] + Wildcard.expand("/etc/systemd/journald.conf.d/*.conf", collection.host),
            &collection)
        assignments("selinux", ["/etc/selinux/config"], &collection)
        assignments("audit", ["/etc/audit/auditd.conf"], &collection)
        kernel(&collection)
        updates(&collection)
        firewall(&collection)
        logging(&collection)
        switches(&collection)
        mail(&collection)
    }

    /// What the log daemon throws away, and what the kernel's audit is told to leave out.
    private static func logging(_ collection: inout Collection) {
        for path in ["/etc/rsyslog.conf"] + Wildcard.expand("/etc/rsyslog.d/*.conf", collection.host).prefix(200) {
            guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { continue }
            if collection.appraise(path)?.record.isEqual == true { continue }
            collection.facts.defence.settings += LogFilterFormat.rsyslog(content.bytes.span, path: path).value
            if path == "/etc/rsyslog.conf" {
                collection.facts.defence.settings += LogFilterFormat.silenced(content.bytes.span, path: path).value
            }
        }
        for path in ["/etc/audit/audit.rules"] + Wildcard.expand("/etc/audit/rules.d/*.rules", collection.host).prefix(200) {
            guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { continue }
            if collection.appraise(path)?.record.isEqual == true { continue }
            collection.facts.defence.settings += LogFilterFormat.audit(content.bytes.span, path: path).value
        }
    }

    /// Copies of all mail, told to Postfix (postconf(5)).
    private static func mail(_ collection: inout Collection) {
        guard let content = collection.read("/etc/postfix/main.cf", limit: 1 << 20, id, kinds) else { return }
        for assignment in HostAssignments.parse(content.bytes.span).prefix(2_000) where !assignment.value.isEmpty {
            guard ["always_bcc", "sender_bcc_maps", "recipient_bcc_maps"].contains(assignment.name) else { continue }
            collection.facts.defence.settings.append(
                DefenceSetting(
                    name: "mail.copy", value: assignment.name + " = " + assignment.value,
                    place: Place("/etc/postfix/main.cf", line: assignment.line)))
        }
    }

    /// Switches of the kernel's command line, of AppArmor and of fail2ban.
    private static func switches(_ collection: inout Collection) {
        for path in ["/etc/default/grub", "/etc/kernel/cmdline"] + Wildcard.expand("/etc/default/grub.d/*.cfg", collection.host).prefix(100)
        {
            guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { continue }
            for (index, line) in RawText(content.bytes).split(0x0a).prefix(2_000).enumerated() where !line.hasPrefix("#") {
                for word in ["apparmor=0", "selinux=0", "audit=0", "enforcing=0", "security=none"] where line.contains(RawText(word)) {
                    collection.facts.defence.settings.append(
                        DefenceSetting(name: "kernel.cmdline", value: RawText(word), place: Place(path, line: index + 1)))
                }
            }
        }
        for name in collection.names(in: "/etc/apparmor.d/disable", id, kinds).prefix(500) {
            let path = RawText("/etc/apparmor.d/disable/") + name
            // Links that a package brought disable profiles that its makers hold for unfinished.
            guard collection.index.lookup(path) == nil else { continue }
            collection.facts.defence.settings.append(DefenceSetting(name: "apparmor.disable", value: name, place: Place(path)))
        }
        for path in ["/etc/fail2ban/jail.conf", "/etc/fail2ban/jail.local"]
            + Wildcard.expand("/etc/fail2ban/jail.d/*", collection.host).prefix(100)
        {
            guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { continue }
            for assignment in HostAssignments.parse(content.bytes.span).prefix(2_000) where assignment.name == "ignoreip" {
                collection.facts.defence.settings.append(
                    DefenceSetting(name: "fail2ban.ignoreip", value: assignment.value, place: Place(path, line: assignment.line)))
            }
        }
    }

    private static func assignments(_ subject: String, _ paths: [RawText], _ collection: inout Collection) {
        for path in paths.prefix(200) {
            guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { continue }
            for assignment in KeyValueFormat.parse(content.bytes.span).value.prefix(1_000) {
                guard let name = assignment.name.utf8 else { continue }
                collection.facts.defence.settings.append(
                    DefenceSetting(name: subject + "." + name, value: assignment.value, place: Place(path, line: assignment.line)))
            }
        }
    }

    /// Settings of the kernel that are made at boot; those that name a program lead to it.
    private static func kernel(_ collection: inout Collection) {
        var paths: [RawText] = ["/etc/sysctl.conf"]
        for folder in ["/etc/sysctl.d/", "/run/sysctl.d/", "/usr/local/lib/sysctl.d/", "/usr/lib/sysctl.d/"] as [RawText] {
            paths += Wildcard.expand(folder + "*.conf", collection.host)
        }
        for path in paths.prefix(500) {
            guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { continue }
            // What a package brought, unchanged, is how its makers want it.
            if collection.appraise(path)?.record.isEqual == true { continue }
            for var setting in SysctlFormat.parse(content.bytes.span, path: path).value.prefix(2_000) {
                let names = ["sysctl.kernel.core_pattern", "sysctl.kernel.modprobe", "sysctl.kernel.poweroff_cmd", "sysctl.kernel.hotplug"]
                if names.contains(setting.name) {
                    var command = setting.value
                    if command.hasPrefix("|") { command = RawText(Array(command.bytes.dropFirst())) }
                    if command.hasPrefix("/") { setting.target = collection.targets(of: command, home: "/root").first }
                }
                collection.facts.defence.settings.append(setting)
            }
        }
    }

    private static func updates(_ collection: inout Collection) {
        for path in Wildcard.expand("/etc/apt/apt.conf.d/*", collection.host).prefix(200) {
            guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { continue }
            for (index, line) in RawText(content.bytes).split(0x0a).prefix(5_000).enumerated() {
                for name in ["APT::Periodic::Unattended-Upgrade", "APT::Periodic::Update-Package-Lists", "APT::Periodic::Enable"] {
                    let key = RawText(name)
                    guard line.hasPrefix(key), let value = line.split(0x22).dropFirst().first else { continue }
                    collection.facts.defence.settings.append(
                        DefenceSetting(name: "apt." + name, value: value, place: Place(path, line: index + 1)))
                }
            }
        }
    }

    private static func firewall(_ collection: inout Collection) {
        let files: [RawText] = [
            "/etc/iptables/rules.v4", "/etc/iptables/rules.v6", "/etc/sysconfig/iptables", "/etc/sysconfig/ip6tables", "/etc/nftables.conf",
            "/etc/sysconfig/nftables.conf", "/etc/iptables.rules", "/etc/ufw/before.rules",
        ]
        for path in files + Wildcard.expand("/etc/nftables/*.nft", collection.host) {
            guard let content = collection.read(path, limit: 8 << 20, id, kinds) else { continue }
            collection.facts.defence.forwards += FirewallRulesFormat.parse(content.bytes.span, path: path).value
        }
    }
}
