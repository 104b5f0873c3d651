import Model

/// The request that most likely wrote the first deed, and who called first what was planted.
struct WebTrace: Sendable {
    private(set) var request: TrailEvent?
    /// The file carries no time that can be believed: the request is the last one that its first caller sent before the call.
    private(set) var isBeforeCall = false
    private(set) var deed: Deed?
    /// Requests that write, in the ten minutes around it: with many, one of them in the very second says less.
    private(set) var crowd = 0
    /// Of a request that nothing but its moment ties: how many visitors as strange sent something in the same minutes.
    private(set) var strangers = 0
    /// The first request for the planted file that was answered.
    private(set) var call: TrailEvent?
    /// Earlier requests of the caller that attack.
    private(set) var attacks: [TrailEvent] = []
    /// Lines of error logs around the deed.
    private(set) var errors: [TrailEvent] = []

    init(_ deeds: DeedList, _ trail: Trail, _ accounts: [Account], after: Timestamp?) {
        let requests = (trail[.nearRequests] + trail[.requests]).sorted(by: TrailEvent.isEarlier).filter { $0.time >= after ?? $0.time }
        let calls = trail[.pageRequests].filter { event in
            (event.status ?? 200) < 400 && event.time >= after ?? event.time
        }
        let planted = deeds.all.filter { $0.isPlanted && $0.isWeb }
        call = calls.first { call in planted.contains { WebTrace.isFor(call, $0) } }
        var best: (event: TrailEvent, deed: Deed, score: Int)?
        let told = WebTrace.recorded(deeds, requests, trail, accounts)
        for deed in deeds.all.prefix(50) where !deed.isRecorded && (deed.isWeb || ServiceNames.web.contains(deed.owner)) {
            for mark in deed.moments.prefix(3) {
                for event in requests where event.time.seconds >= mark.time.seconds - 10 && event.time.seconds <= mark.time.seconds + 2 {
                    guard (event.status ?? 200) < 400 || event.status == 500 else { continue }
                    var score = 0
                    if event.method == "POST" || event.method == "PUT" { score += 6 }
                    if event.attack?.isGrave ?? false { score += 6 }
                    if let call, call.address == event.address { score += 8 }
                    if score == 0 { continue }
                    // A request for the planted file itself did not plant it.
                    if WebTrace.isFor(event, deed) { continue }
                    if mark.clock != .settable { score += 1 }
                    if abs(event.time.seconds - mark.time.seconds) <= 2 { score += 2 }
                    if score > best?.score ?? 0 { best = (event, deed, score) }
                }
            }
        }
        if let told, told.score > best?.score ?? 0 {
            best = (told.event, told.deed, told.score)
            strangers = told.strangers
        }
        if let best {
            (request, deed) = (best.event, best.deed)
            crowd = requests.count { event in
                (event.method == "POST" || event.method == "PUT") && abs(event.time.seconds - best.event.time.seconds) <= 300
                    && event.address != best.event.address
            }
        }
        if request == nil, let call, let target = planted.first(where: { WebTrace.isFor(call, $0) }), target.moments.isEmpty,
            !target.isRecorded
        {
            let sent = requests.last { event in
                event.address == call.address && event.time <= call.time && call.time.seconds - event.time.seconds <= RecentWrites.window
                    && (event.status ?? 200) < 400 && (event.method == "POST" || event.method == "PUT" || event.attack?.isGrave ?? false)
                    && !planted.contains { WebTrace.isFor(event, $0) }
            }
            if let sent { (request, deed, isBeforeCall) = (sent, target, true) }
        }
        let suspects = Set([request?.address, call?.address].compactMap { $0 })
        let until = request?.time ?? call?.time ?? deeds.moment
        attacks = requests.filter { event in
            suspects.contains(event.address) && event.attack?.isGrave ?? false && until.map { event.time <= $0 } ?? true
        }
        if let moment = request?.time ?? deeds.moment {
            errors = trail[.services].filter { $0.kind == .httpError && abs($0.time.seconds - moment.seconds) <= 5 }
        }
    }

    /// For deeds that only records tell of: the request before, by whoever called the program, or with the words of an attack.
    private static func recorded(
        _ deeds: DeedList, _ requests: [TrailEvent], _ trail: Trail, _ accounts: [Account]
    ) -> (event: TrailEvent, deed: Deed, score: Int, strangers: Int)? {
        var best: (event: TrailEvent, deed: Deed, score: Int, strangers: Int)?
        let newcomers = Newcomers(trail)
        for deed in deeds.all.prefix(50) {
            // Of some deeds only the words of a service tell, which say nothing of an account.
            let isWordsAlone = deed.owner.isEmpty && !deed.isWeb
            // Daemons that speak in requests have a log of them, by their own name.
            let isDaemons = !isReachable(deed, accounts) && ServiceNames.isService(deed.owner, accounts)
            guard let record = deed.record, let time = deed.time, isReachable(deed, accounts) || isWordsAlone || isDaemons else { continue }
            // A request to an interface of programs that was the attack itself is no request to a site.
            guard deed.isWeb || record.kind != .httpRequest else { continue }
            // A job that was laid down runs when its minute comes. Where many strangers write all day, none of them stands out.
            // What a server's own log holds of its programs names no account.
            let isServed =
                ServiceNames.isWeb(deed.owner) || ServiceNames.isApplication(deed.owner, accounts) || deed.isWeb && deed.owner.isEmpty
            // Programs that run as root take orders as well; there only somebody who is alone stands out.
            let isRoots = deed.owner == "root" && record.kind == .jobRun
            var near = isServed || isRoots || isDaemons || isWordsAlone ? newcomers.writing(requests, before: time) : []
            if isRoots || isWordsAlone, near.count > 1 { near = [] }
            let isLate = record.kind == .jobRun && near.count <= 2
            for event in requests where event.time.seconds >= time.seconds - 3_600 && event.time.seconds <= time.seconds + 2 {
                guard !isFor(event, deed), !isDaemons || event.place.path.asciiLowercased.contains(deed.owner) else { continue }
                let isSame = !record.address.isEmpty && record.address == event.address
                let isGrave = event.attack?.isGrave ?? false
                let apart = time.seconds - event.time.seconds
                let writes = event.method == "POST" || event.method == "PUT"
                // A program may do first what it is told, and refuse afterwards.
                let isRefused = (event.status ?? 200) >= 400 && event.status != 500
                let isStranger =
                    !isSame && !isGrave && writes && apart <= (isLate ? Newcomers.latest : 120) && near.contains(event.address)
                if isWordsAlone {
                    guard isGrave || isStranger, apart <= 10 else { continue }
                } else if isRefused, !(isSame && writes && apart <= 300), !isStranger {
                    continue
                }
                guard isSame || isGrave || isStranger else { continue }
                var score = isSame ? 10 : isRefused ? -2 : 0
                if isRefused { score -= 2 }
                if isGrave { score += 8 }
                if event.method == "POST" || event.method == "PUT" { score += 4 }
                if event.status != 200 { score -= 1 }
                score += apart <= 10 ? 6 : apart <= 120 ? 4 : apart <= 900 ? 2 : 0
                if score > best?.score ?? 0 { best = (event, deed, score, near.count) }
            }
        }
        return best
    }

    /// Whether the request has nothing but its moment to tie it: it is no attack by its words, and who sent it did nothing else that is known.
    var isByMomentAlone: Bool {
        guard let request, let record = deed?.record else { return false }
        return request.address != record.address && !(request.attack?.isGrave ?? false)
    }

    /// Whether a request to a server of the host could have done it.
    private static func isReachable(_ deed: Deed, _ accounts: [Account]) -> Bool {
        deed.isWeb || ServiceNames.isWeb(deed.owner) || ServiceNames.isApplication(deed.owner, accounts) || deed.owner == "root"
    }

    /// Visitors that are programs, and were never there before the hour in which they sent something: they fetched no picture and no style.
    private struct Newcomers {
        /// Seconds in which a job that was laid down runs for the first time, as a rule.
        static let latest: Int64 = 600
        private var tallies: [RawText: WebTally] = [:]

        init(_ trail: Trail) {
            for (visitor, tally) in trail.web { tallies[trail.text(visitor.address), default: WebTally()].join(tally) }
        }

        /// Those that sent something in the minutes before a moment.
        func writing(_ requests: [TrailEvent], before time: Timestamp) -> Set<RawText> {
            Set(
                requests.filter { event in
                    event.time.seconds >= time.seconds - Newcomers.latest && event.time.seconds <= time.seconds + 2
                        && (event.method == "POST" || event.method == "PUT") && contains(event)
                }.map(\.address))
        }

        func contains(_ event: TrailEvent) -> Bool {
            guard let tally = tallies[event.address] else { return false }
            return tally.assets == 0 && tally.requests <= 200 && event.time.seconds - tally.first <= 3_600
        }
    }

    static func isFor(_ event: TrailEvent, _ deed: Deed) -> Bool {
        let path = event.pathAlone
        return path.count >= 4 && deed.path.hasSuffix(path)
    }

    /// Addresses that asked for what the intruder planted.
    static func callers(_ deeds: DeedList, _ trail: Trail) -> Set<RawText> {
        let planted = deeds.all.filter { $0.isPlanted && $0.isWeb }
        return Set(
            trail[.pageRequests].filter { event in
                (event.status ?? 200) < 400 && planted.contains { WebTrace.isFor(event, $0) }
                    && !RobotAgents.isRobot(event.agent)
            }.map(\.address))
    }

    /// How firmly a request is tied to the deed: 0 for not at all.
    var tie: Int {
        guard let request else { return call == nil ? 0 : 1 }
        var tie = crowd <= 3 ? 3 : crowd <= 30 ? 2 : 1
        if call.map({ $0.address == request.address }) ?? (deed?.record?.address == request.address) { tie += 2 }
        if request.attack?.isGrave ?? false { tie += 2 }
        return tie
    }
}
