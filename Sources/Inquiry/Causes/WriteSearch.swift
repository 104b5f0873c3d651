import Model

/// Every channel through which a deed could have been written at its moment.
struct WriteSearch: Sendable {
    let trail: Trail
    let history: LogInHistory
    let failures: FailureIndex
    /// Paths of findings, for jobs and commands that run one.
    private let known: [RawText]

    init(trail: Trail, history: LogInHistory, known: Set<RawText>) {
        (self.trail, self.history) = (trail, history)
        failures = FailureIndex(trail.failures)
        self.known = known.sorted()
    }

    private static let most = 24

    func attribution(_ deed: Deed) -> WriteAttribution? {
        guard let time = deed.time else {
            let uploads = uploads(deed)
            guard let first = uploads.first else { return nil }
            return WriteAttribution(path: deed.path, time: first.time, owner: deed.owner, channels: uploads)
        }
        var channels = uploads(deed) + requests(deed) + sessions(deed)
        for mark in deed.moments.prefix(2) { channels += jobs(deed, mark.time) + packages(mark.time) + commands(deed, mark.time) }
        var seen: Set<EvidenceItem> = []
        channels = channels.filter { seen.insert($0.evidence).inserted }
        channels.sort { ($1.strength, $0.time, $0.kind.rawValue) < ($0.strength, $1.time, $1.kind.rawValue) }
        return WriteAttribution(path: deed.path, time: time, owner: deed.owner, channels: Array(channels.prefix(WriteSearch.most)))
    }

    /// Uploads and renames whose path is the deed's: as the server saw it, or below the home of the account.
    func uploads(_ deed: Deed) -> [WriteChannel] {
        trail[.transfers].filter { event in
            (event.kind == .fileUpload || event.kind == .fileRename) && event.outcome != .failure
                && WriteSearch.isSame(event.path, deed.path)
        }.compactMap { event in
            let distance = deed.moments.map { WriteSearch.distance(event.time, $0.time) }.min()
            // The last upload of a path wrote what lies there; an earlier one did not, unless its moment fits.
            let strength: WriteChannel.Strength
            if let distance {
                if distance <= 120 {
                    strength = .certain
                } else if WriteSearch.offset(event.time, deed) != nil, deed.size == nil || event.bytes == nil || deed.size == event.bytes {
                    strength = .fitting
                } else if deed.moments.allSatisfy({ event.time <= $0.time.adding(seconds: 120) }) {
                    strength = .conceivable
                } else {
                    return nil
                }
            } else {
                strength = .fitting
            }
            return channel(.upload, strength, event)
        }
    }

    /// Seconds by which a log's clock is off, where they are whole half hours to two seconds: a server that logs in another zone.
    static func offset(_ time: Timestamp, _ deed: Deed) -> Int64? {
        for mark in deed.moments {
            let apart = time.seconds &- mark.time.seconds
            let size = abs(apart)
            if size >= 1_800, size <= 50_400, (size + 2) % 1_800 <= 4 { return (apart + (apart < 0 ? -2 : 2)) / 1_800 * 1_800 }
        }
        return nil
    }

    static func distance(_ one: Timestamp, _ other: Timestamp) -> Int64 { abs(one.seconds &- other.seconds) }

    /// Whether a path that a server wrote down is a path of the host: the same, or its end below a home or a locked root.
    static func isSame(_ written: RawText, _ path: RawText) -> Bool {
        if written.isEmpty { return false }
        if written == path { return true }
        let tail = written.hasPrefix("/") ? written : "/" + written
        return tail.count >= 4 && path.hasSuffix(tail)
    }

    /// Requests that write, or run a program, in the seconds of the deed.
    func requests(_ deed: Deed) -> [WriteChannel] {
        guard deed.isWeb || ServiceNames.web.contains(deed.owner) else { return [] }
        var channels: [WriteChannel] = []
        for mark in deed.moments.prefix(3) {
            for shelf in [Trail.Shelf.nearRequests, .pageRequests, .requests] {
                for event in trail[shelf] where event.time.seconds >= mark.time.seconds - 5 && event.time.seconds <= mark.time.seconds + 2 {
                    guard (event.status ?? 200) < 500 || event.status == 500 else { continue }
                    let writes =
                        event.bytes != nil && (event.method == "POST" || event.method == "PUT") || event.method == "POST"
                        || event.method == "PUT"
                    let isRefused = (event.status ?? 200) >= 400 && event.status != 500
                    let isFitting = (writes || event.attack?.isGrave ?? false) && !isRefused
                    channels.append(channel(.web, isFitting ? .fitting : .conceivable, event))
                }
            }
        }
        return channels
    }

    /// Log-ins that were open at the moment, of an account that may write there.
    func sessions(_ deed: Deed) -> [WriteChannel] {
        guard let time = deed.time else { return [] }
        return history.all.filter { logIn in
            logIn.reach.contains(time) && (logIn.user == deed.owner || logIn.user == "root" || deed.owner == "root" || deed.owner.isEmpty)
        }.map { logIn in
            let isClose = time.seconds - logIn.time.seconds < 3_600 || logIn.end != nil
            return channel(.session, isClose && logIn.user == deed.owner ? .fitting : .conceivable, logIn.event)
        }
    }

    private func jobs(_ deed: Deed, _ time: Timestamp) -> [WriteChannel] {
        trail[.commands].filter {
            $0.kind == .jobRun && $0.time.seconds >= time.seconds - 90 && $0.time.seconds <= time.seconds + 5
                && ($0.user == deed.owner || $0.user == "root" || $0.user.isEmpty)
        }.map { event in channel(.job, names(event) != nil ? .fitting : .conceivable, event) }
    }

    /// The path of a finding that a job or a command names.
    func names(_ event: TrailEvent) -> RawText? {
        known.first { $0.count > 4 && event.text.contains($0) }
    }

    private func packages(_ time: Timestamp) -> [WriteChannel] {
        trail[.changes].filter { event in
            (event.kind == .packageInstall || event.kind == .packageUpgrade) && abs(event.time.seconds - time.seconds) <= 60
        }.map { channel(.package, .conceivable, $0) }
    }

    private func commands(_ deed: Deed, _ time: Timestamp) -> [WriteChannel] {
        let name = deed.path.lastComponent
        return trail[.commands].filter { event in
            event.kind != .jobRun && abs(event.time.seconds - time.seconds) <= 60 && name.count >= 3 && event.text.contains(name)
        }.map { channel(.command, .certain, $0) }
    }

    private func channel(_ kind: WriteChannel.Kind, _ strength: WriteChannel.Strength, _ event: TrailEvent) -> WriteChannel {
        WriteChannel(
            kind: kind, strength: strength, time: event.time, user: event.user.isEmpty ? nil : event.user,
            address: event.address.isEmpty ? nil : event.address, evidence: event.evidence)
    }
}

extension WriteChannel {
    /// Whether an upload tells from where it came and of no account.
    var isNameless: Bool { kind == .upload && address != nil && (user.map { LogInTrace.nameless.contains($0) } ?? true) }
}
