import Model

/// The log-in that most likely belongs to the intruder, and how it hangs together with the deeds.
struct LogInTrace: Sendable {
    let logIn: LogIn
    /// Uploads of deeds by this account from this address.
    private(set) var uploads: [WriteChannel] = []
    /// Deeds whose moment lies within the session.
    private(set) var spanned: [Deed] = []
    /// Whether the findings name its address, or it asked for what the intruder planted.
    let isMarked: Bool
    let familiarity: LogInHistory.Familiarity
    let guessing: Guessing
    /// It came through the administration of a site, and the deed is a request of it.
    private(set) var siteRequest: TrailEvent?

    private init(_ logIn: LogIn, isMarked: Bool, _ history: LogInHistory, _ failures: FailureIndex) {
        (self.logIn, self.isMarked) = (logIn, isMarked)
        familiarity = history.familiarity(logIn)
        guessing = Guessing(logIn, failures)
    }

    /// Seconds that the clock of the log is ahead of the file's: whole half hours, as of a server that logs in another zone.
    var clockOffset: Int64 { uploads.compactMap { upload in offsets[upload.evidence] }.first ?? 0 }
    private var offsets: [EvidenceItem: Int64] = [:]

    /// How firmly it is tied to a deed: 0 for not at all.
    var tie: Int {
        if uploads.contains(where: { $0.strength == .certain }) { return 6 }
        if siteRequest != nil { return 5 }
        if uploads.contains(where: { $0.strength == .fitting }) { return 4 }
        let close = spanned.contains { deed in (deed.time?.seconds ?? .max) - logIn.time.seconds <= 3_600 }
        if close { return isMarked ? 4 : 3 }
        if isMarked || !uploads.isEmpty { return 2 }
        return spanned.isEmpty ? 0 : 1
    }

    /// The best of all log-ins; nil where none is tied to a deed, and none follows guessing.
    static func find(_ deeds: DeedList, _ search: WriteSearch, _ marked: Set<RawText>, after: Timestamp?) -> LogInTrace? {
        let history = search.history
        var best: (trace: LogInTrace, score: Int)?
        var uploads: [(deed: Deed, channel: WriteChannel)] = []
        for deed in deeds.all { uploads += search.uploads(deed).map { (deed, $0) } }
        var candidates = history.all
        candidates += LogInTrace.implied(by: uploads.map(\.channel), history, search.trail)
        for logIn in candidates where after.map({ logIn.reach.upperBound >= $0 }) ?? true {
            let isMarked = !logIn.address.isEmpty && marked.contains(logIn.address)
            let isTied = deeds.all.contains { deed in
                deed.time.map { logIn.reach.contains($0) } ?? false && LogInTrace.mayWrite(logIn.user, deed)
            }
            let own = uploads.filter {
                $0.channel.user == logIn.user && ($0.channel.address ?? logIn.address) == logIn.address
                    && logIn.reach.contains($0.channel.time)
            }
            let isSite = logIn.event.service == "web"
            guard isMarked || isTied || !own.isEmpty || isSite || search.failures.frequent.contains(logIn.address) else { continue }
            var trace = LogInTrace(logIn, isMarked: isMarked, history, search.failures)
            trace.uploads = own.map(\.channel)
            for (deed, channel) in own {
                if let offset = WriteSearch.offset(channel.time, deed) { trace.offsets[channel.evidence] = offset }
            }
            if isSite { trace.siteRequest = LogInTrace.siteRequest(logIn, deeds, search) }
            // Who is logged in to a site does everything by requests: without one at the moment, the log-in explains nothing.
            if !isSite || trace.siteRequest != nil {
                trace.spanned = deeds.all.filter { deed in
                    deed.time.map { logIn.reach.contains($0) } ?? false && LogInTrace.mayWrite(logIn.user, deed)
                }
            }
            guard trace.tie > 0 || trace.guessing.isGuessing else { continue }
            // Among log-ins that are tied alike, the strange one is the intruder's: a usual one is there every day.
            var score = trace.tie * 10
            switch trace.familiarity {
            case .neverSeen: score += 9
            case .usual: score -= 5
            case .unknown: break
            }
            if trace.guessing.isGuessing { score += 6 }
            if score > best?.score ?? 0 { best = (trace, score) }
        }
        return best?.trace
    }

    /// Log-ins that only their uploads tell of, as xferlog(5) does.
    private static func implied(by uploads: [WriteChannel], _ history: LogInHistory, _ trail: Trail) -> [LogIn] {
        var seen: Set<FailureKey> = []
        return uploads.compactMap { upload in
            guard let user = upload.user, let address = upload.address,
                seen.insert(FailureKey(address: address, user: user, service: "")).inserted
            else { return nil }
            let isKnown = history.of(user).contains { $0.address == address && $0.reach.contains(upload.time) }
            if isKnown { return nil }
            let first = trail[.transfers].first { event in
                event.user == user && event.address == address && upload.time.seconds - event.time.seconds <= 7_200
                    && event.time <= upload.time
            }
            return first.map { LogIn(event: $0, end: upload.time.adding(seconds: 600)) }
        }
    }

    /// Whether an account may write where a deed lies. Who is root may write everywhere; who has become root in the session is not known.
    static func mayWrite(_ user: RawText, _ deed: Deed) -> Bool {
        deed.owner.isEmpty || deed.owner == user || user == "root" || deed.owner == "root"
    }

    private static let administration: [RawText] = [
        "/wp-admin/", "/administrator/", "/admin", "/manager/", "/typo3/", "/user/", "/webmin", "/filemanager", "/phpmyadmin", "/script",
        "/pluginManager",
    ]

    private static func siteRequest(_ logIn: LogIn, _ deeds: DeedList, _ search: WriteSearch) -> TrailEvent? {
        for deed in deeds.all {
            for channel in search.requests(deed)
            where channel.address == logIn.address && channel.strength >= .fitting && channel.time >= logIn.time {
                guard channel.time.seconds - logIn.time.seconds <= 86_400 else { continue }
                let shelves = search.trail[.nearRequests] + search.trail[.requests] + search.trail[.pageRequests]
                if let event = shelves.first(where: { $0.evidence == channel.evidence }),
                    administration.contains(where: { event.path.contains($0) })
                {
                    return event
                }
            }
        }
        return nil
    }
}
