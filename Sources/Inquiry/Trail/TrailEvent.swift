import Model

/// An event of a log that the inquiry keeps, with the line that it was read from.
package struct TrailEvent: Hashable, Sendable {
    package var time: Timestamp
    package var kind: EventKind
    package var format: String
    package var outcome: EventOutcome?
    package var times = 1
    package var process: RawText = ""
    package var pid: Int?
    package var user: RawText = ""
    package var address: RawText = ""
    package var method: RawText = ""
    package var path: RawText = ""
    package var status: Int?
    package var bytes: Int64?
    package var agent: RawText = ""
    /// The site that a request was for, by the log's own field or by the name of the log.
    package var site: RawText = ""
    package var place: RecordPlace
    /// The line, at most 500 bytes of it.
    package var text: RawText = ""
    /// What kind of attack a request looks like.
    package var attack: AttackKind?

    package init(_ kind: EventKind, at time: Timestamp, format: String, place: RecordPlace) {
        (self.kind, self.time, self.format, self.place) = (kind, time, format, place)
    }

    package var evidence: EvidenceItem {
        EvidenceItem(record: format, place, text)
    }

    /// The path of a request without its query.
    var pathAlone: RawText { RawText(Array(path.bytes.prefix { $0 != 0x3f && $0 != 0x23 })) }

    static func isEarlier(_ left: TrailEvent, _ right: TrailEvent) -> Bool {
        if left.time != right.time { return left.time < right.time }
        if left.place.path != right.place.path { return left.place.path < right.place.path }
        return left.place.offset < right.place.offset
    }
}

extension EvidenceItem {
    /// A record of a log with its place.
    init(record format: String, _ place: RecordPlace, _ text: RawText) {
        self.init(
            .record, source: format, path: place.path, offset: Int(clamping: place.offset), length: place.length, line: place.line,
            text: text)
    }
}

/// What the log-ins of an event are for, in words of `attempts`.
extension TrailEvent {
    /// "ssh", "ftp", "mail", "web", "local".
    var service: String { LoginService.name(format: format, process: process, isHTTP: kind == .httpRequest) }
}

/// Services that let people in, by the format or the program of a record.
enum LoginService {
    static func name(format: String, process: RawText, isHTTP: Bool) -> String {
        if isHTTP || format.hasPrefix("http") || format.hasPrefix("apache") || format.hasPrefix("nginx") { return "web" }
        let program = (process.utf8 ?? "").lowercased()
        for text in [format, program] {
            if text.hasPrefix("ssh") || text == "dropbear" || text.hasPrefix("sftp") || text == "internal-sftp" { return "ssh" }
            if text.contains("ftp") || text == "xferlog" { return "ftp" }
            for mail in ["dovecot", "postfix", "exim", "cyrus", "courier", "imap", "pop3", "saslauthd", "sendmail"]
            where text.hasPrefix(mail) {
                return "mail"
            }
            for web in ["wordpress", "drupal", "phpmyadmin", "roundcube", "horde", "webmin", "cpanel", "tomcat", "jenkins", "grafana"]
            where text.hasPrefix(web) { return "web" }
            for base in ["mysql", "mariadb", "postgres", "mongo", "redis", "mssql", "sqlserv", "sqlserver"] where text.hasPrefix(base) {
                return "database"
            }
        }
        return program.isEmpty && format == "wtmp" ? "ssh" : "local"
    }
}
