import Model

/// Which of our events a rule's log source means.
enum LogSourceScope {
    /// The events that a rule is for; nil where no log of a Linux server holds them (`exclusion` says why).
    static func scope(of source: SigmaLogSource) -> LogScope? {
        guard exclusion(of: source) == nil else { return nil }
        if let category = source.category {
            switch category {
            case "webserver":
                return flavour(source.service ?? source.product) ?? .webserver
            case "application": return flavour(source.service ?? source.product) ?? .application
            default: return categories[category]
            }
        }
        if let service = source.service { return services[service] ?? .linux }
        return flavour(source.product) ?? .linux
    }

    /// The program that a service names where it is none of those that are known as a kind of log.
    static func program(of source: SigmaLogSource) -> String? {
        guard source.category == nil, let service = source.service, services[service] == nil else { return nil }
        return service
    }

    private static let categories: [String: LogScope] = [
        "process_creation": .processCreation, "file_event": [.fileCreation, .fileChange, .fileRename], "file_change": .fileChange,
        "file_rename": .fileRename, "file_delete": .fileDeletion, "file_access": .fileAccess, "network_connection": .networkConnection,
        "database": .database, "antivirus": .antivirus, "proxy": .proxy, "dns": .dns, "dns_query": .dns, "firewall": .firewall,
    ]

    private static let services: [String: LogScope] = [
        "auditd": .auditd, "sshd": .sshd, "ssh": .sshd, "sudo": .sudo, "cron": .cron, "auth": .auth, "authpriv": .auth, "secure": .auth,
        "syslog": .syslog, "messages": .syslog, "vsftpd": .vsftpd, "clamav": .clamav, "guacamole": .guacamole, "apache": .apache,
        "nginx": .nginx, "mysql": .database, "postgresql": .database, "journald": .linux,
    ]

    private static func flavour(_ name: String?) -> LogScope? {
        switch name {
        case "apache": .apache
        case "nginx": .nginx
        default: nil
        }
    }

    /// Products of category `application` whose words show in the messages of programs.
    private static let applications: Set<String> = [
        "apache", "django", "drupal", "java", "jvm", "mysql", "nginx", "nodejs", "perl", "php", "postgresql", "python", "ruby",
        "ruby_on_rails", "spring", "sql", "tomcat", "velocity", "wordpress",
    ]

    /// Why no log of a Linux server can match a rule; nil where one can.
    static func exclusion(of source: SigmaLogSource) -> Localized? {
        let product = source.product ?? ""
        switch product {
        case "windows":
            return Localized(
                en: "This rule is for the logs of Windows. The logs of a Linux server do not hold such events.",
                ja: "Windows のログ向けのルールです。Linux サーバーのログには、この種の記録がありません。")
        case "macos":
            return Localized(
                en: "This rule is for the logs of macOS. The logs of a Linux server do not hold such events.",
                ja: "macOS のログ向けのルールです。Linux サーバーのログには、この種の記録がありません。")
        case "aws", "azure", "gcp", "m365", "okta", "onelogin", "github", "bitbucket", "google_workspace", "onedrive", "cloud",
            "salesforce":
            return Localized(
                en: "This rule is for the records that a cloud service keeps. They do not lie on the server.",
                ja: "クラウド事業者が保管する記録向けのルールです。サーバーの中にはその記録がありません。")
        case "opencanary":
            return Localized(
                en: "This rule is for OpenCanary, a trap for intruders. Its records are not among the logs that are read here.",
                ja: "侵入者をおびき寄せる「OpenCanary」の記録向けのルールです。ここで読むログには含まれません。")
        case "kubernetes":
            return Localized(
                en: "This rule is for the audit records of Kubernetes, which lie on the machines that control a cluster.",
                ja: "Kubernetes の監査記録向けのルールです。その記録は、クラスターを管理する側の機械にあります。")
        case "rpc_firewall":
            return Localized(
                en: "This rule is for RPC Firewall, which runs on Windows alone.",
                ja: "Windows 専用の「RPC Firewall」の記録向けのルールです。")
        case "cisco", "fortios", "fortigate", "juniper", "huawei", "paloalto", "checkpoint", "zeek", "bigip":
            return Localized(
                en: "This rule is for the logs of network equipment. The logs of a Linux server do not hold them.",
                ja: "ルーターなどの通信機器のログ向けのルールです。Linux サーバーのログにはありません。")
        default: break
        }
        let isKnownProduct = product.isEmpty || product == "linux" || applications.contains(product)
        let isKnownCategory = source.category.map { categories[$0] != nil || $0 == "webserver" || $0 == "application" } ?? true
        guard !isKnownProduct || !isKnownCategory else { return nil }
        return Localized(
            en: "This rule is for a kind of log that is not read here.",
            ja: "ここでは読み取らない種類のログ向けのルールです。")
    }
}
