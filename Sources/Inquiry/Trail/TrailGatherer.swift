import Model

/// Gathers from the events of a piece of a log what the inquiry asks for; everything else is counted or let go.
package struct TrailGatherer: EventWorker {
    /// What all pieces of one log share.
    package struct Lens: Sendable {
        var interests: Interests
        var pagesByURL: [UInt64: [Int]]
        var folders: [(page: Int, folder: [UInt8])]
        /// The path of the log, and its name without rotation, by which a site without a name of its own is known.
        var path: RawText
        var family: RawText
        let hasIntrudersPages: Bool

        package init(_ interests: Interests, path: RawText, family: RawText) {
            self.interests = interests
            (self.path, self.family) = (path, family)
            pagesByURL = interests.pagesByURL
            hasIntrudersPages = interests.pages.contains(where: \.isIntruders)
            folders = interests.pages.enumerated().compactMap { index, page in page.folder.map { (index, $0.bytes) } }
        }
    }

    let lens: Lens
    private(set) package var trail = Trail()
    private var recentWrites = RecentWrites()
    /// Services of failed log-ins, by the format of the line.
    private var services: [String: (process: RawText, service: String)] = [:]

    package init(_ lens: Lens) { self.lens = lens }

    package mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {
        guard let time = time?.timestamp else { return }
        switch draft.kind {
        case .httpRequest: request(text, draft, time, line, offset)
        case .loginSuccess: trail.keep(event(text, draft, time, line, offset), in: .logins)
        case .loginFailure: failure(text, draft, time, line, offset)
        case .fileUpload, .fileRename, .fileDelete, .folderCreate, .folderDelete:
            trail.keep(event(text, draft, time, line, offset), in: .transfers)
        case .fileDownload:
            // Downloads tell how an intruder works, but mail servers of sites have millions.
            trail.keep(event(text, draft, time, line, offset), in: .downloads)
        case .logout, .sessionOpen, .sessionClose:
            let event = event(text, draft, time, line, offset)
            if !event.isHousekeeping { trail.keep(event, in: .sessions) }
        case .accountCreate, .accountChange, .accountDelete, .groupChange, .passwordChange, .packageInstall, .packageUpgrade,
            .packageRemove, .jobChange, .systemBoot, .clockChange, .logCleared, .moduleLoad, .configurationChange, .malwareFound:
            trail.keep(event(text, draft, time, line, offset), in: .changes)
        case .jobRun, .command, .privilegeUse, .processStart, .networkConnect:
            if isNear(time) || names(text, draft) { trail.keep(event(text, draft, time, line, offset), in: .commands) }
        case .processFault, .serviceFailure, .serviceStart, .serviceStop, .policyDenial, .httpError, .fileCreate, .fileModify,
            .databaseQuery:
            if draft.kind == .processFault || isNear(time) { trail.keep(event(text, draft, time, line, offset), in: .services) }
        case .connectionOpen, .connectionRefused, .networkListen:
            if isNear(time) { trail.keep(event(text, draft, time, line, offset), in: .services) }
        case .raw, .message: oddity(text, draft, time, line, offset)
        default: return
        }
    }

    private func isNear(_ time: Timestamp) -> Bool { lens.interests.isNear(time) }

    /// Whether a record names something that was found.
    private func names(_ text: Span<UInt8>, _ draft: EventDraft) -> Bool {
        if lens.interests.names.isEmpty { return false }
        let slice = draft.path.isPresent ? draft.path : draft.message
        guard let words = draft.text(slice, in: text) else { return false }
        for word in words.bytes.prefix(4_096).split(whereSeparator: { [0x20, 0x2f, 0x22, 0x27, 0x3b, 0x3d, 0x29, 0x28].contains($0) })
            .prefix(200)
        where lens.interests.names.contains(RawText(Array(word))) {
            return true
        }
        return false
    }

    /// Messages of daemons with what only an attack writes into them.
    private mutating func oddity(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?, _ offset: Int64) {
        let record = draft.record
        guard record.lowerBound >= 0, record.upperBound <= text.count else { return }
        if DaemonOddity.shows(text.extracting(record)) {
            var event = event(text, draft, time, line, offset)
            event.kind = .processFault
            trail.keep(event, in: .services)
        } else if draft.kind == .message, isNear(time) {
            trail.keep(event(text, draft, time, line, offset), in: .messages)
        }
    }

    func event(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?, _ offset: Int64) -> TrailEvent {
        let place = RecordPlace(path: lens.path, line: line, offset: offset, length: draft.record.count)
        var event = TrailEvent(draft.kind, at: time, format: draft.format, place: place)
        (event.outcome, event.times, event.pid) = (draft.outcome, draft.times, draft.pid)
        (event.status, event.bytes) = (draft.status, draft.bytes)
        event.process = bounded(draft.process, draft, text, 128)
        event.user = bounded(draft.user, draft, text, 128)
        event.address = TrailGatherer.plain(bounded(draft.address, draft, text, 128))
        event.method = bounded(draft.method, draft, text, 64)
        event.path = bounded(draft.path, draft, text, 1_024)
        event.agent = bounded(draft.agent, draft, text, 256)
        let record = draft.record
        if record.lowerBound >= 0, record.upperBound <= text.count, !record.isEmpty {
            event.text = TrailGatherer.copy(text.extracting(record), 500)
        } else {
            event.text = bounded(draft.message, draft, text, 500)
        }
        return event
    }

    /// A failure that a module of PAM tells of, the program itself tells of too: the two are counted apart.
    private mutating func failure(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?, _ offset: Int64) {
        let service = service(text, draft)
        let entry = draft.withBytes(draft.address, in: text) { span in
            let isMapped = span.count > 7 && span[0] == 0x3a && span[1] == 0x3a && span[2] | 0x20 == 0x66 && span[6] == 0x3a
            let address = isMapped ? span.extracting(7..<span.count) : span
            return draft.withBytes(draft.user, in: text) { user in
                trail.fail(address: address, user: user, service: service, times: draft.times, at: time)
            }
        }
        if let entry { trail.cite(CitedLine(event(text, draft, time, line, offset)), of: entry) }
    }

    private mutating func service(_ text: Span<UInt8>, _ draft: EventDraft) -> String {
        if draft.format == "pam" { return "pam" }
        if draft.format == "sshd" { return "ssh" }
        let process = bounded(draft.process, draft, text, 128)
        if let known = services[draft.format], known.process == process { return known.service }
        let record = bounded(draft.message.isPresent ? draft.message : draft.process, draft, text, 500)
        if record.contains("pam_") || record.contains("authentication failure; ") { return "pam" }
        let service = LoginService.name(format: draft.format, process: process, isHTTP: false)
        if services.count < 64 { services[draft.format] = (process, service) }
        return service
    }

    /// An IPv4 address that is written as one of IPv6 ("::ffff:192.0.2.7") is the same address.
    static func plain(_ address: RawText) -> RawText {
        let bytes = address.bytes
        guard bytes.count > 7, bytes[0] == 0x3a, bytes.contains(0x2e), address.asciiLowercased.hasPrefix("::ffff:") else { return address }
        return RawText(Array(bytes.dropFirst(7)))
    }

    private func bounded(_ slice: Slice, _ draft: EventDraft, _ text: Span<UInt8>, _ most: Int) -> RawText {
        guard slice.isPresent else { return "" }
        return draft.withBytes(slice, in: text) { TrailGatherer.copy($0, most) }
    }

    static func copy(_ span: Span<UInt8>, _ most: Int) -> RawText {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(span.count, most))
        for index in 0..<min(span.count, most) { bytes.append(span[index]) }
        return RawText(bytes)
    }
}

extension TrailGatherer {
    private mutating func request(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?, _ offset: Int64) {
        guard draft.address.isPresent else { return }
        let (address, isDigest) = draft.withBytes(draft.address, in: text) { span in
            let isMapped = span.count > 7 && span[0] == 0x3a && span[1] == 0x3a && span[2] | 0x20 == 0x66 && span[6] == 0x3a
            return AddressKey.of(isMapped ? span.extracting(7..<span.count) : span)
        }
        if isDigest { trail.name(address, bounded(draft.address, draft, text, 128)) }
        let agent = draft.agent.isPresent ? draft.withBytes(draft.agent, in: text) { TextDigest.of($0) } : 0
        let visitor = VisitorKey(address: address, agent: agent)
        if agent != 0, !trail.knowsAgent(agent) { trail.name(agent, bounded(draft.agent, draft, text, 256)) }
        let method = draft.withBytes(draft.method, in: text) { RequestShape.method($0) }
        let (shape, attack) = draft.withBytes(draft.path, in: text) { target in (RequestShape(target), AttackKind.of(target)) }
        let attackByAgent = attack == nil && agent != 0 && trail.isOddAgent(agent) ? AttackKind.probe : nil
        var tally = WebTally()
        let status = draft.status ?? 0
        tally.requests = 1
        if shape.isAsset { tally.assets = 1 }
        if status >= 400 { tally.refused = 1 }
        if method.writes { tally.posts = 1 }
        if attack != nil { tally.attacks = 1 }
        if draft.referer.count > 1 { tally.withReferer = 1 }
        tally.readsRobots = shape.isRobots
        (tally.first, tally.last) = (time.seconds, time.seconds)
        trail.count(tally, visitor)
        let site = draft.field("url.domain")
        let siteDigest = site.isPresent ? draft.withBytes(site, in: text) { TextDigest.of($0) } : TextDigest.of(lens.family)
        let wanted = visit(text, draft, shape, visitor, method, siteDigest, time)
        if wanted.any, !trail.knowsSite(siteDigest) {
            trail.name(site: siteDigest, site.isPresent ? draft.text(site, in: text) ?? "" : lens.family)
        }
        if method.writes, status < 400, let deed = draft.withBytes(draft.path, in: text, { FormWords.deed($0) }) {
            trail.sent(FormSent(time: time.seconds, address: address, deed: deed))
        }
        // Whole requests are kept where they write, attack, or touch what is the intruder's; the answers of scanners' 404s are counted only.
        let isNear = isNear(time)
        let isGrave = attack?.isGrave ?? false
        let isTelling =
            wanted.isIntruders || isNear && (method.writes || isGrave) || isGrave && status < 400
            || shape.isDynamic && status <= 500 && lens.interests.isAtOnce(time)
        let isLogIn = draft.user.isPresent && draft.user.count > 1 || status == 401 || attack == .login && method.writes
        if wanted.isIntruders, status < 400 {
            for event in recentWrites.take(of: address, before: time) { trail.keep(event, in: .nearRequests) }
        } else if method.writes, status < 400, !isTelling, lens.hasIntrudersPages {
            recentWrites.add(event(text, draft, time, line, offset), address)
        }
        guard isTelling || isLogIn || (attack ?? attackByAgent) != nil else { return }
        if !isTelling, !isLogIn {
            trail.attempt(attack ?? .probe, address, time)
            return
        }
        var event = event(text, draft, time, line, offset)
        event.attack = attack
        event.site = site.isPresent ? draft.text(site, in: text) ?? "" : lens.family
        // A log-in is counted by how it ended, below, and not as an attack besides.
        if let attack, attack != .login || !isLogIn { trail.attempt(attack, address, time) }
        if isLogIn { logIn(event) }
        if isTelling { trail.keep(event, in: wanted.isIntruders ? .pageRequests : isNear ? .nearRequests : .requests) }
    }

    /// Keeps a request for a page of interest. Whether there was one, and whether it was for the intruder's own.
    private mutating func visit(
        _ text: Span<UInt8>, _ draft: EventDraft, _ shape: RequestShape, _ visitor: VisitorKey, _ method: RequestShape.Method,
        _ site: UInt64,
        _ time: Timestamp
    ) -> (any: Bool, isIntruders: Bool) {
        if lens.pagesByURL.isEmpty { return (false, false) }
        let status = draft.status ?? 0
        var pages = lens.pagesByURL[shape.digest] ?? []
        if !lens.folders.isEmpty, !shape.isAsset {
            for (page, folder) in lens.folders {
                if draft.withBytes(
                    draft.path, in: text,
                    { target in
                        target.count >= folder.count && folder.indices.allSatisfy { target[$0] == folder[$0] }
                    })
                {
                    pages.append(page)
                }
            }
        }
        var isIntruders = false
        for page in pages where page < lens.interests.pages.count {
            isIntruders = isIntruders || lens.interests.pages[page].isIntruders
            trail.visit(
                PageVisit(
                    time: time.seconds, visitor: visitor, size: draft.bytes.map { Int32(clamping: $0) } ?? -1,
                    status: Int16(clamping: status),
                    page: UInt16(clamping: page), site: site, isHead: method == .head, hasQuery: shape.hasQuery))
        }
        return (!pages.isEmpty, isIntruders)
    }

    /// A log-in through the web, by how the answer tells its end: basic authentication, WordPress.
    private mutating func logIn(_ event: TrailEvent) {
        let status = event.status ?? 0
        let path = event.pathAlone
        var event = event
        if path.hasSuffix("/wp-login.php") {
            guard event.method == "POST", !event.path.contains("action=lostpassword") else { return }
            event.format = "wordpress"
            // WordPress sends a stranger back to the form with 200, and a user on to the dashboard with 302.
            if status == 302 {
                trail.keep(event.turned(.loginSuccess), in: .logins)
            } else if status == 200 {
                trail.fail(event.turned(.loginFailure), service: "web")
            }
        } else if status == 401 {
            trail.fail(event.turned(.loginFailure), service: "web")
        } else if event.user.count > 1, status < 400 {
            trail.keepFirst(event.turned(.loginSuccess))
        }
    }
}

extension TrailEvent {
    /// Sessions of jobs, of sudo and of the service manager, which come by the thousand and say nothing of who came.
    var isHousekeeping: Bool {
        guard address.isEmpty else { return false }
        let name = process.asciiLowercased
        return name.hasPrefix("cron") || name.hasPrefix("systemd") || name.hasPrefix("sudo") || name == "su" || name.hasPrefix("atd")
    }

    func turned(_ kind: EventKind) -> TrailEvent {
        var event = self
        event.kind = kind
        return event
    }
}
