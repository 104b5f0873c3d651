import Model

/// Tells what an event counts as; remembers the formats and programs that it has met.
struct EventScope: Sendable {
    private var formats: [String: LogScope] = [:]
    private var programs: [UInt64: LogScope] = [:]
    /// The format that was asked for last: most logs have one.
    private var last: (format: String, scope: LogScope) = ("", [])

    init() {
        for (names, scope) in EventScope.known {
            for name in names { programs[EventScope.hash(Array(name.utf8), 0..<name.utf8.count)] = scope }
        }
    }

    private static let known: [([String], LogScope)] = [
        (["sshd", "sshd-session", "sshd-auth", "internal-sftp", "sftp-server"], [.sshd, .auth]),
        (["sudo", "sudoedit"], [.sudo, .auth]),
        (
            [
                "su", "doas", "pkexec", "polkitd", "login", "passwd", "chpasswd", "useradd", "userdel", "usermod", "groupadd",
                "systemd-logind",
            ], .auth
        ),
        (["cron", "crond", "crontab", "anacron", "atd"], .cron),
        (["vsftpd"], .vsftpd),
        (["clamd", "clamscan", "freshclam", "clamav", "clamdscan", "clamonacc", "clamav-milter"], .clamav),
        (["guacd", "guacamole"], .guacamole),
        (["mysqld", "mariadbd", "mariadb", "mysql", "postgres", "postgresql", "mongod"], .database),
        (["named", "unbound", "dnsmasq", "systemd-resolved", "pdns_server"], .dns),
        (["apache", "apache2", "httpd"], .apache),
        (["nginx"], .nginx),
        (["squid"], .proxy),
    ]

    /// The scope of an event; `program` is where its program's name lies in `bytes`.
    mutating func scope(of draft: borrowing EventDraft, program: Range<Int>, in bytes: [UInt8]) -> LogScope {
        var scope: LogScope = [.linux, .application]
        if last.format != draft.format {
            let found = formats[draft.format] ?? EventScope.scope(ofFormat: draft.format)
            // Formats are a constant list of ours; the limit is for what a caller may make of them.
            if formats.count < 1000 { formats[draft.format] = found }
            last = (draft.format, found)
        }
        scope.formUnion(last.scope)
        if !program.isEmpty { scope.formUnion(programs[EventScope.hash(bytes, program)] ?? []) }
        scope.formUnion(EventScope.scope(of: draft.kind))
        if scope.contains(.webserver), scope.isDisjoint(with: [.apache, .nginx]) { scope.formUnion([.apache, .nginx]) }
        if scope.isDisjoint(with: [.webserver, .auditd]) { scope.formUnion(.syslog) }
        return scope
    }

    private static func scope(ofFormat format: String) -> LogScope {
        if format == "audit" || format == "auditd" || format.hasPrefix("audit.") { return .auditd }
        var scope: LogScope = []
        for (name, part): (String, LogScope) in [
            ("apache", .apache), ("nginx", .nginx), ("sshd", [.sshd, .auth]), ("sudo", [.sudo, .auth]), ("cron", .cron),
            ("vsftpd", .vsftpd), ("clam", .clamav), ("guac", .guacamole), ("mysql", .database), ("mariadb", .database),
            ("postgres", .database), ("squid", .proxy), ("proxy", .proxy), ("named", .dns), ("dns", .dns),
        ] where format.contains(name) { scope.formUnion(part) }
        return scope
    }

    private static func scope(of kind: EventKind) -> LogScope {
        switch kind {
        case .command, .processStart, .jobRun: .processCreation
        case .privilegeUse: [.processCreation, .auth]
        case .httpRequest, .httpError: .webserver
        case .loginSuccess, .loginFailure, .logout, .sessionOpen, .sessionClose, .accountCreate, .accountChange, .accountDelete,
            .groupChange,
            .passwordChange:
            .auth
        case .fileUpload, .fileCreate: .fileCreation
        case .fileModify: .fileChange
        case .fileRename: .fileRename
        case .fileDelete: .fileDeletion
        case .fileAccess, .fileDownload: .fileAccess
        case .networkConnect: .networkConnection
        case .malwareFound: .antivirus
        case .databaseQuery: .database
        case .firewallDrop, .firewallAccept: .firewall
        default: []
        }
    }

    /// FNV-1a of a name in lower case.
    private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in range { hash = (hash ^ UInt64(foldedASCII(bytes[index]))) &* 0x100_0000_01b3 }
        return hash
    }
}
