/// Where a field of a rule is found in our events.
///
/// A field can have several sources; the first one that an event has counts. A name that stands in no table is looked for among
/// the event's own fields under the same name: so rules for auditd see `type`, `a0`, `exe`, `key` as the record writes them.
enum FieldBinding {
    /// What every event has a place for, and what is derived from it.
    enum Member: Int, Hashable, Sendable, CaseIterable {
        case host, process, user, address, method, agent, referer, message, path, pid, port, status, bytes
        /// The text of the whole record, for keywords.
        case record
        /// A command as one line; where a record holds a line for a shell, each command of it as well.
        case commandLine
        /// The program of `commandLine` (see `CommandText.image`).
        case image
        /// The program that started the command, where the kind of record tells: cron, sudo.
        case parentImage
        /// A request's target, what stands before its `?`, and what stands behind it.
        case target, stem, query
        /// The name of the program that wrote the record, without its folder.
        case program
        /// What the event tells, as `EventKind` and `EventOutcome` name it.
        case kind, outcome
        /// "true": of connections, only those that the host opened are known to us.
        case initiated
    }

    enum Source: Hashable, Sendable {
        case member(Member)
        case named(String)
    }

    /// Where the values of a field come from: fields of one origin are other names of one thing, and have the same values in each event.
    struct Origin: Hashable {
        private let sources: [Source]
        private let isUnited: Bool

        init(_ field: String) { (sources, isUnited) = (FieldBinding.sources(of: field), FieldBinding.isUnited(field)) }
    }

    /// The field of `SigmaLogSource.service` where the service is a program.
    static let programField = "\u{0}program"
    /// The pseudo-field of keywords.
    static let keywordField = "\u{0}keywords"

    static func sources(of field: String) -> [Source] { table[field] ?? [.named(field)] }

    private static let table: [String: [Source]] = [
        keywordField: [.member(.record)],
        programField: [.member(.program)],
        // Category process_creation.
        "CommandLine": [.member(.commandLine)],
        "Image": [.member(.image)],
        "ParentImage": [.named("process.parent.executable"), .member(.parentImage)],
        "ParentCommandLine": [.named("process.parent.command_line")],
        "CurrentDirectory": [.named("process.working_directory"), .named("cwd"), .named("_CWD"), .named("PWD")],
        "User": [.member(.user)],
        "LogonId": [.named("auid"), .named("user.login"), .named("_AUDIT_LOGINUID")],
        "ProcessId": [.member(.pid)],
        // Category file_event and its like.
        "TargetFilename": [.member(.path), .named("file.path")],
        "SourceFilename": [.named("file.old")],
        // Category network_connection, firewall.
        "DestinationIp": [.named("destination.ip"), .named("dst_ip"), .member(.address)],
        "DestinationPort": [.named("destination.port"), .named("dst_port"), .member(.port)],
        "DestinationHostname": [.named("destination.domain"), .member(.address)],
        "SourceIp": [.named("source.ip"), .named("src_ip"), .member(.address)],
        "SourcePort": [.named("source.port"), .named("src_port"), .member(.port)],
        "src_ip": [.named("src_ip"), .named("source.ip"), .member(.address)],
        "dst_ip": [.named("dst_ip"), .named("destination.ip")],
        "src_port": [.named("src_port"), .named("source.port"), .member(.port)],
        "dst_port": [.named("dst_port"), .named("destination.port")],
        "Initiated": [.member(.initiated)],
        // Categories webserver and proxy: the names of the W3C extended log format.
        "cs-method": [.member(.method)],
        "c-method": [.member(.method)],
        "cs-uri": [.member(.target)],
        "c-uri": [.member(.target)],
        "cs-uri-stem": [.member(.stem)],
        "c-uri-stem": [.member(.stem)],
        // Most rules of SigmaHQ mean the whole target when they say query.
        "cs-uri-query": [.member(.query), .member(.target)],
        "c-uri-query": [.member(.query), .member(.target)],
        "cs-user-agent": [.member(.agent)],
        "c-useragent": [.member(.agent)],
        "cs(User-Agent)": [.member(.agent)],
        "cs-referer": [.member(.referer)],
        "cs-referrer": [.member(.referer)],
        "cs-username": [.member(.user)],
        "cs-host": [.named("url.domain"), .named("http.request.headers.host")],
        "r-dns": [.named("url.domain")],
        "cs-content-type": [.named("http.request.headers.content-type")],
        "cs-version": [.named("http.version")],
        "sc-status": [.member(.status)],
        "sc-bytes": [.member(.bytes)],
        "c-ip": [.member(.address)],
        // Categories antivirus, database, dns.
        "Signature": [.named("malware.name"), .named("signature"), .member(.message)],
        "Filename": [.member(.path)],
        "query": [.named("query"), .named("dns.question.name"), .named("db.statement"), .member(.message)],
        // Names that our own rules use for what every event has.
        "event.kind": [.member(.kind)],
        "event.outcome": [.member(.outcome)],
        "host": [.named("host"), .member(.host)],
        "process": [.named("process"), .member(.process)],
        "message": [.named("message"), .member(.message)],
        "SourceAddress": [.member(.address)],
        "path": [.named("path"), .member(.path)],
    ]

    /// Sources of a field of which all count, not only the first that is there.
    static func isUnited(_ field: String) -> Bool { field == "cs-uri-query" || field == "c-uri-query" }
}
