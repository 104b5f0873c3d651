import Model

/// Accounts that belong to a program and not to a person.
enum ServiceAccounts {
    /// Accounts of the base system and of web servers: nobody administers a host as one of them, and a hole in a web page is a way
    /// to run commands as one.
    static let nobodys: Set<RawText> = [
        "daemon", "bin", "sys", "sync", "games", "man", "lp", "mail", "news", "uucp", "proxy", "list", "irc", "gnats", "nobody", "nogroup",
        "sshd",
        "dbus", "messagebus", "systemd-network", "systemd-resolve", "systemd-timesync", "systemd-coredump", "polkitd", "avahi", "ntp",
        "chrony",
        "postfix", "named", "bind", "ftp", "vsftpd", "proftpd", "mysql", "mariadb", "redis", "memcache", "memcached", "mongodb", "tomcat",
        "dovecot",
        "dovenull", "exim", "Debian-exim", "_apt", "rpc", "rpcuser", "statd", "tcpdump", "usbmux", "sssd", "unbound", "squid",
    ]
    static let web: Set<RawText> = ["www-data", "apache", "nginx", "http", "httpd", "wwwrun", "www", "web", "lighttpd", "caddy", "php-fpm"]

    /// Accounts that distributions make when they are installed and that never have a password.
    static func isBaseSystem(_ name: RawText) -> Bool {
        [
            "daemon", "bin", "sys", "sync", "games", "man", "lp", "mail", "news", "uucp", "proxy", "www-data", "backup", "list", "irc",
            "gnats",
            "nobody", "_apt", "messagebus", "dbus", "sshd", "systemd-network", "systemd-resolve", "systemd-timesync", "adm", "operator",
            "shutdown", "halt", "apache", "nginx", "polkitd", "chrony", "ntp", "syslog",
        ].contains(name)
    }

    static func isNobodys(_ name: RawText) -> Bool { nobodys.contains(name) || web.contains(name) }

    /// Whether the account is a service's by its number and by its having no shell to log in with.
    static func isService(_ name: RawText, _ accounts: [RawText: Account]) -> Bool {
        if isNobodys(name) { return true }
        guard let account = accounts[name] else { return false }
        return account.user != 0 && account.user < 1_000 && !account.hasLoginShell
    }
}

extension Situation {
    /// Accounts by name, the first of each.
    var accounts: [RawText: Account] { Dictionary(facts.accounts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }) }
}
