import Model

extension LogFormat {
    /// Bitbucket's access log ("How to read the Bitbucket Server Log Formats"):
    /// `192.0.2.1,10.0.0.1 | https | o@… | bob | 2011-03-12 00:30:01,123 | "GET /x HTTP/1.1" | "referer" "agent" | 200 | 13 | 0 | …`.
    static let bitbucketAccess = LogFormat(
        id: "bitbucket.access", title: Localized(en: "Bitbucket's access log", ja: "Bitbucketのアクセスログ"),
        names: ["/atlassian-bitbucket-access.log"], begins: [.digit, .letter]
    ) { text, line, draft in
        var cells = BarCells(line)
        guard let peers = cells.next(text), peers.count <= 512, let transport = cells.next(text), transport.count <= 8,
            let request = cells.next(text), let first = cells.next(text)
        else { return false }
        // A request over gRPC names itself and the one that it serves.
        guard let user = LogText.byte(text, first.lowerBound) == 0x40 ? cells.next(text) : first, let time = cells.next(text),
            let moment = LogTime.iso(text, time.lowerBound), let action = cells.next(text), LogText.byte(text, action.lowerBound) == 0x22
        else { return false }
        draft.format = "bitbucket.access"
        draft.moment = moment.moment
        draft.kind = .httpRequest
        BarCells.peer(text, peers, &draft)
        if !HTTPLine.isNothing(text, user) { draft.user = Slice(user) }
        draft.add("network.protocol", transport)
        draft.add("http.request.id", request)
        let line = LogText.range(action.lowerBound + 1, action.upperBound - 1)
        let details = cells.next(text)
        guard LogText.contains(text, line, " HTTP/") else {
            // A command over SSH.
            draft.kind = .command
            draft.message = Slice(line)
            return true
        }
        HTTPLine.request(text, line, &draft)
        if let details, let close = LogText.first("\" \"", in: text, details) {
            let referer = LogText.range(details.lowerBound + 1, close)
            if !HTTPLine.isNothing(text, referer) { draft.referer = Slice(referer) }
            draft.agent = Slice(LogText.range(close + 3, details.upperBound - 1))
        }
        if let status = cells.next(text) { draft.status = LogText.number(text, status)?.value }
        _ = cells.next(text)
        if let written = cells.next(text) { draft.bytes = LogText.number(text, written).map { Int64($0.value) } }
        HTTPLine.setOutcome(&draft)
        return true
    }

    /// Bitbucket's audit log: `192.0.2.1 | RepositoryCreatedEvent | bob | 1299889801123 | PROJECT/name | {…} | …`.
    static let bitbucketAudit = LogFormat(
        id: "bitbucket.audit", title: Localized(en: "Bitbucket's audit log", ja: "Bitbucketの監査ログ"),
        names: ["/atlassian-bitbucket-audit.log"], begins: [.digit, .letter, .other]
    ) { text, line, draft in
        var cells = BarCells(line)
        guard let peers = cells.next(text), peers.count <= 512, let event = cells.next(text), LogText.ends(text, event, "Event"),
            let user = cells.next(text), let time = cells.next(text), let moment = EpochNumber.moment(text, time), time.count == 13
        else { return false }
        draft.format = "bitbucket.audit"
        draft.moment = moment
        BarCells.peer(text, peers, &draft)
        if !HTTPLine.isNothing(text, user) { draft.user = Slice(user) }
        draft.add("event.action", event)
        draft.message = Slice(event.lowerBound..<line.upperBound)
        draft.kind =
            LogText.begins(text, event, "UserCreated")
            ? .accountCreate
            : LogText.begins(text, event, "UserDeleted") || LogText.begins(text, event, "UserCleanup") ? .accountDelete : .message
        if LogText.begins(text, event, "AuthenticationFailure") { (draft.kind, draft.outcome) = (.loginFailure, .failure) }
        if LogText.begins(text, event, "AuthenticationSuccess") { (draft.kind, draft.outcome) = (.loginSuccess, .success) }
        return true
    }
}

/// Cells of a line that ` | ` parts.
struct BarCells {
    private var at: Int
    private let end: Int

    init(_ line: Range<Int>) { (at, end) = (line.lowerBound, line.upperBound) }

    mutating func next(_ text: Span<UInt8>) -> Range<Int>? {
        guard at < end else { return nil }
        let stop = LogText.first(" | ", in: text, at..<end) ?? end
        defer { at = min(end, stop + 3) }
        return at..<stop
    }

    /// The first of several addresses is the client, those behind it are proxies.
    static func peer(_ text: Span<UInt8>, _ cell: Range<Int>, _ draft: inout EventDraft) {
        let first = cell.lowerBound..<(LogText.first(0x2c, in: text, cell) ?? cell.upperBound)
        if HTTPLine.isAddress(text, first) { HTTPLine.setPeer(text, first, &draft) }
        if first.upperBound < cell.upperBound { draft.add("http.request.headers.x-forwarded-for", cell) }
    }
}
