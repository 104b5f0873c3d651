import Model

/// A stranger of whom the log of a service tells in the minutes before something was done as this service's account.
struct ServiceContact: Sendable {
    let event: TrailEvent
    let address: RawText
    /// Whether the log is that of the service as whose account it was done.
    let isOwn: Bool

    /// Seconds before the moment; a job that was laid down runs when its minute comes.
    private static let reach: Int64 = 600
    private static let shelves: [Trail.Shelf] = [.messages, .services, .sessions, .changes]

    /// The only stranger; nil where there was none, or more than one.
    init?(_ deeds: DeedList, _ trail: Trail, _ history: LogInHistory, _ accounts: [Account], before moment: Timestamp) {
        let owners = Set(
            deeds.all.map(\.owner).filter { ServiceContact.programs[$0] != nil || $0.count >= 3 && ServiceNames.isService($0, accounts) })
        guard !owners.isEmpty || deeds.all.contains(where: { $0.owner == "root" && $0.isRecorded }) else { return nil }
        let known = Set(history.all.map { Origin.network($0.address) })
        var own: [RawText: TrailEvent] = [:]
        var others: [RawText: TrailEvent] = [:]
        for shelf in ServiceContact.shelves {
            for event in trail[shelf]
            where event.time.seconds >= moment.seconds - ServiceContact.reach && event.time.seconds <= moment.seconds + 2 {
                let isOwn = owners.contains { ServiceContact.isOf($0, event) }
                guard isOwn || ServiceContact.isApplications(event.place.path) else { continue }
                let address = event.address.isEmpty ? NetworkMark.firstNumber(in: event.text) ?? "" : event.address
                guard !address.isEmpty, !Origin.isLocal(address), !known.contains(Origin.network(address)) else { continue }
                if isOwn {
                    if own[address].map({ event.time < $0.time }) ?? true { own[address] = event }
                } else if others[address].map({ event.time < $0.time }) ?? true {
                    others[address] = event
                }
            }
        }
        // The service's own log comes first; another program's tells of its visitors where that one tells nothing.
        let strangers = own.isEmpty ? others : own
        guard strangers.count == 1, let (address, event) = strangers.first else { return nil }
        (self.address, self.event, isOwn) = (address, event, !own.isEmpty)
    }

    /// Whether a log is one program's own, and neither the system's nor a web server's.
    private static func isApplications(_ path: RawText) -> Bool {
        let words: [RawText] = [
            "syslog", "messages", "auth.log", "secure", "kern", "daemon", "mail", "cron", "journal", "audit", "btmp", "wtmp", "dpkg", "apt",
            "access", "nginx", "apache", "httpd", "fail2ban", "ufw", "user.log", "debug", "dmesg", "boot",
        ]
        let name = path.asciiLowercased
        return !words.contains { name.contains($0) }
    }

    /// How the programs of accounts begin that bear another name.
    private static let programs: [RawText: RawText] = [
        "lp": "cups", "bind": "named", "_rpc": "rpc", "statd": "rpc", "rpcuser": "rpc", "nagios": "nrpe", "Debian-exim": "exim",
        "mail": "exim",
        "Debian-snmp": "snmpd", "snmp": "snmpd", "proxy": "squid", "postgres": "postgres", "mysql": "mariadb", "openldap": "slapd",
    ]

    /// Whether a record stands in the log of an account's service, or names it as its process.
    private static func isOf(_ owner: RawText, _ event: TrailEvent) -> Bool {
        let process = event.process.asciiLowercased
        if !process.isEmpty, process.hasPrefix(owner) || programs[owner].map({ process.hasPrefix($0) }) ?? false { return true }
        return event.place.path.asciiLowercased.split(0x2f).contains { $0.hasPrefix(owner) }
    }
}
