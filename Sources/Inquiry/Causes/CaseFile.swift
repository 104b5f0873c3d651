import Model

/// Everything that the explanations are weighed by.
struct CaseFile: Sendable {
    let facts: Facts
    let deeds: DeedList
    /// The deeds of all stories, those of other visits among them.
    let everything: DeedList
    let trail: Trail
    let ledger: CoverageLedger
    let history: LogInHistory
    let search: WriteSearch
    /// The moment that is to be explained: the first deed, or the first after a clean-up.
    let moment: Timestamp?
    let logIn: LogInTrace?
    let web: WebTrace
    let leftover: Leftover?
    let telltales: TelltaleList
    /// The attack on a service, written down by it, that may have opened it: the last one before the moment.
    let attack: Telltale?
    /// Further ones in the hour before.
    let furtherAttacks: [Telltale]
    /// A service that broke down again and again before the moment, where none wrote down an attack.
    let faults: FaultBurst?
    /// The only stranger of whom the log of the service tells as whose account something was done.
    let contact: ServiceContact?
    /// Addresses that findings name or that called what was planted.
    let marked: Set<RawText>
    let origins: any OriginSource

    init(
        _ facts: Facts, _ findings: [Finding], _ stories: [Story], trail: Trail, ledger: CoverageLedger, interests: Interests,
        telltales: TelltaleList, origins: any OriginSource = NoOrigins()
    ) {
        (self.facts, self.trail, self.ledger, self.origins) = (facts, trail, ledger, origins)
        let everything = DeedList(facts, findings, story: nil, interests: interests)
        history = LogInHistory(trail, records: facts.logins)
        search = WriteSearch(trail: trail, history: history, known: Set(everything.all.map(\.path)))
        leftover = Leftover(everything, search)
        self.telltales = telltales
        let own = DeedList(facts, findings, story: stories.first, interests: interests, recorded: telltales.proofs.compactMap(\.deed))
        let deeds = leftover?.deed.time.map { everything.since($0) } ?? own
        self.deeds = deeds
        self.everything = everything
        marked = interests.addresses.union(WebTrace.callers(everything, trail))
        let after = leftover?.cleanUp.time
        logIn = LogInTrace.find(deeds, search, marked, after: after)
        web = WebTrace(deeds, trail, facts.accounts, after: after)
        moment =
            leftover?.deed.time ?? deeds.moment ?? logIn?.uploads.first?.time
            ?? (logIn?.guessing.isGuessing ?? false ? logIn?.logIn.time : nil)
            ?? (deeds.isOlderThanRecords ? nil : web.request?.time ?? web.call?.time)
        let explained = moment
        let near = telltales.attacks.filter { event in
            explained.map { event.time.seconds >= $0.seconds - 86_400 && event.time.seconds <= $0.seconds + 60 } ?? false
        }
        let last = near.last
        attack = near.first { $0.gravity == .proof } ?? last
        let isUnattacked = attack == nil
        faults = explained.flatMap { isUnattacked ? FaultBurst(telltales.faults, before: $0) : nil }
        let isUnasked = web.request == nil && isUnattacked
        let (logIns, accounts) = (history, facts.accounts)
        contact = explained.flatMap { isUnasked ? ServiceContact(deeds, trail, logIns, accounts, before: $0) : nil }
        furtherAttacks = near.filter { other in last.map { $0.time.seconds - other.time.seconds <= 3_600 } ?? false }
    }

    /// Who gave a service an order.
    func sender(of event: TrailEvent) -> (address: RawText, event: TrailEvent)? { trail.sender(of: event) }

    /// A request explains the first deed better than a log-in does, or the other way round, or neither is tied to it.
    var isTiedToLogIn: Bool { (logIn?.tie ?? 0) >= 4 }
    var isTiedToWeb: Bool { web.tie >= 4 && logIn?.siteRequest == nil }

    /// Kinds of records that would hold the entry.
    var channels: [SourceChannel] {
        var channels: [SourceChannel] = []
        let owners = deeds.owners.subtracting(["root"])
        let isPeoples = deeds.isWeb && (owners.isEmpty || !owners.isSubset(of: ServiceNames.web))
        let ftpd: [RawText] = [
            "vsftpd", "proftpd-basic", "proftpd-core", "proftpd", "pure-ftpd", "pure-ftpd-common", "wu-ftpd", "inetutils-ftpd",
        ]
        let hasFTP = !ledger.sources(.ftp).isEmpty || facts.packages.contains { ftpd.contains($0.name) }
        // Who has a site and no shell puts it up by FTP; where no package is known, nothing says that there is no server for it.
        let shells = facts.accounts.filter { owners.contains($0.name) && $0.hasLoginShell }
        // What a server's own log holds of its programs was uploaded by nobody.
        let isFile = deeds.all.contains { !$0.isRecorded || $0.isPlanted }
        if hasFTP || isPeoples && isFile && (facts.packages.isEmpty || shells.isEmpty) { channels.append(.ftp) }
        channels.append(.logins)
        // Daemons of every kind write to the system's log; where there is one, a hole in it hides an attack on them.
        if !ledger.sources(.system).isEmpty { channels.append(.system) }
        if deeds.isWeb || !ledger.sources(.web).isEmpty && !owners.isDisjoint(with: ServiceNames.web) { channels.append(.web) }
        return channels
    }

    /// Those of them that do not reach over the moment, or that somebody took records from.
    var lost: [SourceChannel] {
        guard let moment else { return channels }
        return channels.filter { channel in !ledger.vouches(channel, moment) && !ledger.vouches(channel, moment.adding(seconds: -60)) }
    }
}
