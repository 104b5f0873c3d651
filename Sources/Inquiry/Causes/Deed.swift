import Model

/// Something that the intruder did to the host: a file that was altered or planted, with the moments that it carries.
struct Deed: Hashable, Sendable {
    var path: RawText
    /// Moments at which it may have been written, the most trustworthy first.
    var moments: [TimeMark]
    /// The account that owns it, "#1001" where no account has the number; empty where nothing tells.
    var owner: RawText
    var isWeb: Bool
    /// The intruder's own file rather than one of the site that was changed.
    var isPlanted: Bool
    var size: Int64?
    var title: Localized
    /// Where a log tells of it, and no file was seen: the record, and what it says of who did it.
    var record: TrailEvent?
    var isRecorded: Bool { record != nil }

    var time: Timestamp? { moments.first?.time }
    /// Whether its first moment is the kernel's or a record's, which an intruder does not set with touch(1).
    var hasFirmTime: Bool { moments.first.map { $0.clock != .settable } ?? false }

    var evidence: EvidenceItem {
        if let record { return record.evidence }
        return EvidenceItem(.metadata, source: "files", path: path, text: owner.isEmpty ? path : path + " (" + owner + ")")
    }
}

/// The accounts that web servers and their programs run as.
enum ServiceNames {
    static let web: Set<RawText> = [
        "www-data", "apache", "nginx", "http", "httpd", "wwwrun", "www", "lighttpd", "nobody", "webservd", "caddy", "litespeed", "lsadm",
    ]
    static let daemons: Set<RawText> = [
        "tomcat", "tomcat8", "tomcat9", "tomcat10", "jenkins", "redis", "mysql", "postgres", "mongodb", "mongod", "elasticsearch", "solr",
        "activemq", "rabbitmq", "couchdb", "hadoop", "yarn", "zookeeper", "kafka", "git", "gitlab", "confluence", "jira", "exim",
        "Debian-exim",
        "postfix", "bind", "named", "rpc", "rpcuser", "_rpc", "statd", "asterisk", "freeswitch", "zabbix", "nagios", "oracle", "weblogic",
        "jboss",
        "wildfly", "docker", "memcache", "memcached", "influxdb", "grafana", "minio", "nexus", "distccd", "distcc", "salt", "samba", "opc",
        "consul", "nomad", "vault", "etcd", "hdfs", "mapred", "spark", "cassandra", "clickhouse", "kibana", "logstash", "opensearch",
        "mssql",
        "couchbase", "neo4j", "zimbra", "smmsp", "opensmtpd", "_smtpd", "teamcity", "geoserver", "prometheus", "gitea", "gogs", "ollama",
    ]
    /// Servers of applications that people reach by their browsers.
    static let applications: Set<RawText> = [
        "tomcat", "tomcat8", "tomcat9", "tomcat10", "jenkins", "solr", "confluence", "jira", "git", "gitlab", "gitlab-www", "weblogic",
        "oracle", "jboss", "wildfly", "grafana", "nexus", "elasticsearch", "opensearch", "zimbra", "teamcity", "geoserver", "kibana",
        "gitea",
        "gogs",
    ]
    /// Accounts of the base system that nobody logs in as.
    static let system: Set<RawText> = [
        "daemon", "bin", "sys", "adm", "lp", "mail", "news", "uucp", "games", "man", "proxy", "list", "irc", "gnats", "sync", "operator",
        "gopher", "ftp", "sshd", "messagebus", "syslog", "ntp",
    ]
    static func isWeb(_ user: RawText) -> Bool { web.contains(user) && user != "www" }
    static func isService(_ user: RawText) -> Bool { isWeb(user) || daemons.contains(user) || system.contains(user) }

    /// Whether an account is one that a program with pages of its own runs as: by its name, or because it is a service's that nobody
    /// here knows as anything else.
    static func isApplication(_ user: RawText, _ accounts: [Account]) -> Bool {
        applications.contains(user) || !daemons.contains(user) && isService(user, accounts)
    }

    /// Whether an account is a service's: by its name, or by a number that the system gives to services (useradd(8), SYS_UID_MAX).
    static func isService(_ user: RawText, _ accounts: [Account]) -> Bool {
        if daemons.contains(user) { return true }
        guard !isWeb(user), !system.contains(user), let account = accounts.first(where: { $0.name == user }) else { return false }
        let hasPeopleAbove = accounts.contains(where: \.isPerson)
        return account.user > 0 && (account.user < 500 || account.user < 1_000 && hasPeopleAbove)
    }
}

/// The deeds of a case.
struct DeedList: Sendable {
    private(set) var all: [Deed] = []
    /// When the intruder came, as the files tell it; nil where they tell nothing.
    private(set) var moment: Timestamp?
    private static let most = 500

    init(_ facts: Facts, _ findings: [Finding], story: Story?, interests: Interests, recorded: [Deed] = []) {
        let members = story.map { Set($0.findings) }
        let traces = findings.filter { finding in
            finding.aspect != .weakness && finding.severity >= .medium && (members?.contains(finding.id) ?? true)
        }
        let names = Dictionary(facts.accounts.map { ($0.user, $0.name) }, uniquingKeysWith: { first, _ in first })
        let files = Dictionary(facts.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let pages = Set(interests.pages.map(\.path))
        var byPath: [RawText: Int] = [:]
        for finding in traces where all.count < DeedList.most {
            guard let path = finding.subject.path, [.file, .job, .unit, .config].contains(finding.subject.kind) else { continue }
            let moments = DeedList.order(
                finding.times.filter { mark in
                    mark.doubt == nil && (mark.meaning == .created || mark.meaning == .modified) && mark.time <= facts.now
                        && (mark.path == nil || mark.path == path)
                })
            if let index = byPath[path] {
                let known = Set(all[index].moments)
                all[index].moments = DeedList.order(all[index].moments + moments.filter { !known.contains($0) })
                all[index].isPlanted = all[index].isPlanted || Interests.isIntruders(finding)
                continue
            }
            byPath[path] = all.count
            let file = files[path]
            let owner = file.map { names[$0.status.owner] ?? RawText("#\($0.status.owner)") } ?? DeedList.ownerByName(path)
            all.append(
                Deed(
                    path: path, moments: moments, owner: owner, isWeb: pages.contains(path), isPlanted: Interests.isIntruders(finding),
                    size: file?.status.size, title: finding.title))
        }
        all += recorded.prefix(DeedList.most)
        all.sort { ($0.time ?? Timestamp(seconds: .max), $0.path) < ($1.time ?? Timestamp(seconds: .max), $1.path) }
        let told = recorded.compactMap(\.time).min()
        let seen = all.filter { !$0.isRecorded }.compactMap(\.time).min()
        if recorded.contains(where: \.moments.isEmpty), seen == nil {
            // It was there already as far back as the records go: when it came is not known.
            moment = nil
        } else if let told, story?.since.map({ told < $0.earliest }) ?? true || seen == nil {
            moment = min(told, seen ?? told)
        } else {
            moment = story?.since?.earliest ?? all.compactMap(\.time).min()
        }
    }

    /// The account whose table of jobs it is, by the name that crontab(1) gives it; empty for everything else.
    private static func ownerByName(_ path: RawText) -> RawText {
        let folder = path.parentFolder
        return folder == "/var/spool/cron/crontabs" || folder == "/var/spool/cron" || folder == "/var/spool/cron/tabs"
            ? path.lastComponent : ""
    }

    private init(_ deeds: [Deed], moment: Timestamp?) { (all, self.moment) = (deeds, moment) }

    /// The deeds from a moment on, for what happened after a clean-up.
    func since(_ moment: Timestamp) -> DeedList {
        DeedList(all.filter { deed in deed.time.map { $0 >= moment } ?? false }, moment: moment)
    }

    /// The kernel's times before those that a program may set; of the same clock, the creation first.
    private static func order(_ marks: [TimeMark]) -> [TimeMark] {
        func rank(_ mark: TimeMark) -> Int { mark.clock == .kernel || mark.clock == .record ? 0 : 1 }
        return marks.sorted { (rank($0), $0.time) < (rank($1), $1.time) }
    }

    /// Whether something was there already as far back as the records go, and nothing tells when it came.
    var isOlderThanRecords: Bool { moment == nil && all.contains { $0.isRecorded && $0.moments.isEmpty } }
    var isWeb: Bool { all.contains(where: \.isWeb) }
    var owners: Set<RawText> { Set(all.map(\.owner)).subtracting([""]) }
}
