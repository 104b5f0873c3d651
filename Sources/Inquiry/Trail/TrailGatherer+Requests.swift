import Model

extension TrailGatherer {
    mutating func request(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?, _ offset: Int64) {
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
        let (shape, asked) = draft.withBytes(draft.path, in: text) { target in (RequestShape(target), AttackKind.of(target)) }
        let executing = method.writes ? draft.withBytes(draft.path, in: text) { RunningPath.kind($0) } : nil
        // The name of a browser may be the attack; a scanner that names itself only looks around.
        let agentKind = agent == 0 ? nil : trail.oddAgent(agent)
        let attack = executing ?? (asked?.isGrave ?? false ? asked : agentKind?.isGrave ?? false ? agentKind : asked)
        let attackByAgent = attack == nil ? agentKind : nil
        watchProgram(text, draft, shape, method, address, attack, time, line, offset)
        watchAnswer(text, draft, method, attack, time, line, offset)
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
        let isForm = method == .post && draft.withBytes(draft.path, in: text) { LogInForm.isOne($0) }
        let isEntered = method == .post && doors.isEntered(address, shape.digest, status)
        let isLogIn =
            isEntered || draft.user.isPresent && draft.user.count > 1 || status == 401 || attack == .login && method.writes || isForm
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
        if isLogIn { logIn(event, isEntered: isEntered) }
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
    private mutating func logIn(_ event: TrailEvent, isEntered: Bool) {
        let status = event.status ?? 0
        let path = event.pathAlone
        var event = event
        if let form = LogInForm(path, event.path) {
            guard event.method == "POST" else { return }
            event.format = form.rawValue
            switch status {
            case 302, 303: trail.keep(event.turned(.loginSuccess), in: .logins)
            case 200, 401, 403: trail.fail(event.turned(.loginFailure), service: "web")
            default: return
            }
        } else if path.hasSuffix("/wp-login.php") {
            guard event.method == "POST", !event.path.contains("action=lostpassword") else { return }
            event.format = "wordpress"
            // WordPress sends a stranger back to the form with 200, and a user on to the dashboard with 302.
            if status == 302 {
                trail.keep(event.turned(.loginSuccess), in: .logins)
            } else if status == 200 {
                trail.fail(event.turned(.loginFailure), service: "web")
            }
        } else if isEntered {
            trail.keep(event.turned(.loginSuccess), in: .logins)
        } else if status == 401 {
            trail.fail(event.turned(.loginFailure), service: "web")
        } else if event.user.count > 1, status < 400 {
            trail.keepFirst(event.turned(.loginSuccess))
        }
    }
}
