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
        /// What an earlier look at the same logs was led by: this one keeps only what it adds.
        var earlier: Interests?
        let reader: CommandReader
        /// Whether it is the log of errors of a server, which holds what its programs say.
        let isServers: Bool
        /// Whose history of commands it is.
        let historyOwner: RawText?
        let hasIntrudersPages: Bool
        /// Whether it holds what several containers said, as docker-compose(1) writes it.
        let isCarried: Bool

        package init(
            _ interests: Interests, path: RawText, family: RawText, earlier: Interests? = nil, reader: @escaping CommandReader = { _ in [] }
        ) {
            self.interests = interests
            (self.path, self.family) = (path, family)
            (self.earlier, self.reader) = (earlier, reader)
            let name = family.asciiLowercased
            isServers =
                [
                    "error", "/httpd", "/apache", "/nginx", "/php", "catalina", "/containers/", "-json.log", "/pods/", "ctr.log", "/uwsgi",
                    "/gunicorn",
                ]
                .contains { (part: RawText) in name.contains(part) } && !name.hasSuffix("access.log")
            let parts = path.split(0x2f)
            isCarried = name.contains("compose") || name.contains("docker") || name.contains("podman")
            historyOwner =
                path.lastComponent.contains("history")
                ? parts.firstIndex(of: "home").flatMap { $0 + 1 < parts.count ? parts[$0 + 1] : nil }
                    ?? (parts.contains("root") ? RawText("root") : nil) : nil
            pagesByURL = interests.pagesByURL
            hasIntrudersPages = interests.pages.contains(where: \.isIntruders)
            folders = interests.pages.enumerated().compactMap { index, page in page.folder.map { (index, $0.bytes) } }
        }
    }

    let lens: Lens
    package internal(set) var trail = Trail()

    /// The time of the record before, for lines that have none.
    private(set) var latest: Timestamp?
    /// Commands that were judged already, by their digest.
    var judged: [UInt64: Telltale.Gravity?] = [:]
    /// Addresses of connections whose later records name only the process, as PostgreSQL's do.
    private var peers: [Int: RawText] = [:]
    var recentWrites = RecentWrites()
    var doors = RefusedDoors()
    /// Services of failed log-ins, by the format of the line.
    private var services: [String: (process: RawText, service: String)] = [:]

    package init(_ lens: Lens) { self.lens = lens }

    package mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {
        guard let time = time?.timestamp else {
            if lens.earlier == nil { watchUndated(text, draft, line, offset) }
            return
        }
        latest = time
        if lens.earlier != nil {
            takeAgain(text, draft, time, line, offset)
            return
        }
        watch(text, draft, time, line, offset)
        switch draft.kind {
        case .httpRequest: request(text, draft, time, line, offset)
        case .loginSuccess: trail.keep(withPeer(event(text, draft, time, line, offset)), in: .logins)
        case .loginFailure:
            // MySQL's log of queries tells of a connection first, and then that it was refused.
            if draft.format == "mysql.general" { trail.withdrawLogIn(event(text, draft, time, line, offset)) }
            if !draft.address.isPresent, let pid = draft.pid, peers[pid] != nil {
                trail.fail(withPeer(event(text, draft, time, line, offset)), service: service(text, draft))
            } else {
                failure(text, draft, time, line, offset)
            }
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
            if draft.kind == .connectionOpen, let pid = draft.pid, draft.address.isPresent {
                if peers.count >= 8_192 { peers.removeAll(keepingCapacity: true) }
                peers[pid] = TrailGatherer.plain(bounded(draft.address, draft, text, 128))
            }
            if isNear(time) { trail.keep(event(text, draft, time, line, offset), in: .services) }
            // General words of refusal stand in what a daemon says of an attack, too.
            if draft.kind == .connectionRefused { oddity(text, draft, time, line, offset) }
        case .raw, .message: oddity(text, draft, time, line, offset)
        default: return
        }
    }

    /// With what the record of the connection told of the same process, where the record of the log-in does not say from where.
    private func withPeer(_ event: TrailEvent) -> TrailEvent {
        guard event.address.isEmpty, let pid = event.pid, let address = peers[pid], event.service == "database" else { return event }
        var event = event
        event.address = address
        return event
    }

    func isNear(_ time: Timestamp) -> Bool {
        lens.interests.isNear(time) && !(lens.earlier?.isNear(time) ?? false)
    }

    /// A second look, led by what the logs themselves told: only what happened around those moments, and calls of those programs.
    private mutating func takeAgain(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?, _ offset: Int64) {
        let isNear = isNear(time)
        switch draft.kind {
        case .httpRequest:
            guard draft.address.isPresent, isNear || !lens.pagesByURL.isEmpty else { return }
            let (shape, attack) = draft.withBytes(draft.path, in: text) { target in (RequestShape(target), AttackKind.of(target)) }
            let isIntruders = lens.pagesByURL[shape.digest] != nil
            let method = draft.withBytes(draft.method, in: text) { RequestShape.method($0) }
            // What attacks and was answered was kept at the first look.
            let isKept = (attack?.isGrave ?? false) && (draft.status ?? 0) < 400
            guard isIntruders || isNear && (method.writes || attack?.isGrave ?? false) && !isKept else { return }
            var event = event(text, draft, time, line, offset)
            event.attack = attack
            let site = draft.field("url.domain")
            event.site = site.isPresent ? draft.text(site, in: text) ?? "" : lens.family
            trail.keep(event, in: isIntruders ? .pageRequests : .nearRequests)
        case .jobRun, .command, .privilegeUse, .processStart, .networkConnect:
            if isNear { trail.keep(event(text, draft, time, line, offset), in: .commands) }
        case .serviceFailure, .serviceStart, .serviceStop, .policyDenial, .httpError, .connectionOpen, .connectionRefused, .networkListen:
            if isNear { trail.keep(event(text, draft, time, line, offset), in: .services) }
        case .message, .mailRejected: if isNear { trail.keep(event(text, draft, time, line, offset), in: .messages) }
        default: return
        }
    }

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
            note(.attack, .sign, event, words: 5)
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

    func bounded(_ slice: Slice, _ draft: EventDraft, _ text: Span<UInt8>, _ most: Int) -> RawText {
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
