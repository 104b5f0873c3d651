import Model

/// The log-in that most likely belongs to the intruder, and how it hangs together with the deeds.
struct LogInTrace: Sendable {
    let logIn: LogIn
    /// Uploads of deeds by this account from this address.
    private(set) var uploads: [WriteChannel] = []
    /// Deeds whose moment lies within the session.
    private(set) var spanned: [Deed] = []
    /// Deeds of which a record says that it was done by this account, from this address or in this very connection.
    private(set) var acted: [Deed] = []
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
        if siteRequest != nil || !acted.isEmpty { return 5 }
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
        var guessed: [LogInTrace] = []
        var uploads: [(deed: Deed, channel: WriteChannel)] = []
        for deed in deeds.all { uploads += search.uploads(deed).map { (deed, $0) } }
        var candidates = history.all
        candidates += LogInTrace.implied(by: uploads.map(\.channel), history, search.trail)
        let opened = LogInTrace.opened(deeds, search)
        // Who comes as nobody has no password to lose.
        for logIn in candidates where !nameless.contains(logIn.user) && !(opened[logIn.user].map { $0 <= logIn.time } ?? false) {
            guard after.map({ logIn.reach.upperBound >= $0 }) ?? true else { continue }
            let isMarked = !logIn.address.isEmpty && marked.contains(logIn.address)
            let isTied = deeds.all.contains { deed in
                deed.time.map { logIn.reach.contains($0) } ?? false && LogInTrace.mayDo(logIn, deed)
                    && !LogInTrace.isAnothers(deed, logIn)
            }
            let own = uploads.filter {
                $0.channel.user == logIn.user && ($0.channel.address ?? logIn.address) == logIn.address
                    && logIn.reach.contains($0.channel.time)
            }
            let isSite = logIn.event.service == "web"
            let acted = deeds.all.filter { LogInTrace.acted(logIn, $0) }
            guard isMarked || isTied || !acted.isEmpty || !own.isEmpty || isSite || search.failures.frequent.contains(logIn.address) else {
                continue
            }
            var trace = LogInTrace(logIn, isMarked: isMarked, history, search.failures)
            (trace.uploads, trace.acted) = (own.map(\.channel), acted)
            for (deed, channel) in own {
                if let offset = WriteSearch.offset(channel.time, deed) { trace.offsets[channel.evidence] = offset }
            }
            if isSite { trace.siteRequest = LogInTrace.siteRequest(logIn, deeds, search) }
            // Who is logged in to a site does everything by requests: without one at the moment, the log-in explains nothing.
            if !isSite || trace.siteRequest != nil {
                trace.spanned = deeds.all.filter { deed in
                    deed.time.map { logIn.reach.contains($0) } ?? false && LogInTrace.mayDo(logIn, deed)
                        && !LogInTrace.isAnothers(deed, logIn)
                }
            }
            guard trace.tie > 0 || trace.guessing.isGuessing else { continue }
            if TelltaleList.isGuessed(logIn, history, search.failures) { guessed.append(trace) }
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
        guard let best = best?.trace else { return nil }
        // Who guessed a password at one door and came through another later had the first from guessing.
        guard
            var entry = guessed.first(where: { other in
                other.logIn.address == best.logIn.address && other.logIn.time < best.logIn.time
                    && best.logIn.time.seconds - other.logIn.time.seconds <= 7 * 86_400
            })
        else { return best }
        entry.acted += best.acted.filter { !entry.acted.contains($0) }
        entry.spanned += best.spanned.filter { !entry.spanned.contains($0) }
        return entry
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

    /// Whether a record says that what was done was done in a log-in: by its account, from its address, in its connection.
    private static func acted(_ logIn: LogIn, _ deed: Deed) -> Bool {
        guard let record = deed.record, let time = deed.time, time >= logIn.time.adding(seconds: -5) else { return false }
        if let pid = record.pid, pid == logIn.event.pid, record.place.path == logIn.event.place.path,
            time.seconds - logIn.time.seconds < 86_400
        {
            return true
        }
        let isWithin = logIn.reach.contains(time) || time.seconds - logIn.time.seconds < 3_600
        if !record.address.isEmpty, record.address == logIn.address { return isWithin }
        if deed.path == logIn.event.place.path, logIn.event.service == "database" { return time.seconds - logIn.time.seconds < 3_600 }
        return !record.user.isEmpty && record.user == logIn.user && record.kind != .jobRun && logIn.reach.contains(time)
    }

    static let nameless: Set<RawText> = ["anonymous", "ftp", "guest", "(none)", "system:anonymous", "anonymousUser"]

    /// Whether a record says that it was done from elsewhere.
    private static func isAnothers(_ deed: Deed, _ logIn: LogIn) -> Bool {
        guard let record = deed.record, !record.address.isEmpty, !logIn.address.isEmpty else { return false }
        return record.address != logIn.address
    }

    /// Accounts that were made, or opened, after something had been done, with the moment: log-ins as these follow from the break-in and
    /// do not explain it.
    private static func opened(_ deeds: DeedList, _ search: WriteSearch) -> [RawText: Timestamp] {
        guard let first = deeds.all.first(where: { $0.isRecorded && $0.time != nil })?.time else { return [:] }
        var opened: [RawText: Timestamp] = [:]
        for event in search.trail[.changes] where event.time >= first.adding(seconds: -3_600) && !event.user.isEmpty {
            let isOpening =
                event.kind == .accountCreate
                || ServiceNames.isService(event.user) && (event.kind == .passwordChange || event.kind == .accountChange)
            if isOpening, opened[event.user] == nil { opened[event.user] = event.time }
        }
        return opened
    }

    /// Whether an account may write where a deed lies. Who is root may write everywhere; who has become root in the session is not known.
    static func mayWrite(_ user: RawText, _ deed: Deed) -> Bool {
        deed.owner.isEmpty || deed.owner == user || user == "root" || deed.owner == "root"
    }

    /// The same, where what was done can be done through that door: over FTP and mail nobody gives commands.
    private static func mayDo(_ logIn: LogIn, _ deed: Deed) -> Bool {
        if let record = deed.record, !deed.isPlanted, logIn.event.service == "ftp" || logIn.event.service == "mail" {
            let commands: Set<EventKind> = [.command, .privilegeUse, .accountCreate, .accountChange, .passwordChange, .processStart]
            if commands.contains(record.kind) { return false }
        }
        return mayWrite(logIn.user, deed)
    }

    private static let administration: [RawText] = [
        "/wp-admin/", "/administrator/", "/admin", "/manager/", "/typo3/", "/user/", "/webmin", "/filemanager", "/phpmyadmin", "/script",
        "/pluginManager", "/cpsess", "/CMD_FILE_MANAGER", "/smb/file-manager",
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
            // A log of requests tells of the deed: the same visitor had used the administration before.
            guard let record = deed.record, record.address == logIn.address, let time = deed.time else { continue }
            let before = (search.trail[.nearRequests] + search.trail[.requests]).last { event in
                event.address == logIn.address && event.time >= logIn.time && event.time <= time && (event.status ?? 200) < 400
                    && (event.method == "POST" || event.method == "PUT") && administration.contains { event.path.contains($0) }
                    && time.seconds - event.time.seconds <= 3_600
            }
            if let before { return before }
        }
        return nil
    }
}
