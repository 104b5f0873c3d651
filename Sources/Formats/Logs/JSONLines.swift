import Model

extension LogFormat {
    /// A JSON object a line, with a time in one of the usual names: what logging libraries write, and the access logs in JSON of nginx,
    /// Apache, Caddy and Traefik. A line with a status and a method, path or request is a request; any other is a message.
    static let json = LogFormat(
        id: "json", title: Localized(en: "Lines of JSON", ja: "JSON形式のログ"),
        names: [".json", ".jsonl", ".ndjson", "_json.log", "/caddy/access.log"],
        claim: .generic, begins: .brace, read: JSONObjectLine.read)

    /// logfmt: `time=2011-03-12T00:30:01Z level=info msg="words" key=value`, as Go's logrus, Grafana, Prometheus and containerd write.
    static let logfmt = LogFormat(
        id: "logfmt", title: Localized(en: "Lines of name=value (logfmt)", ja: "logfmt形式のログ"), names: ["/grafana.log"], claim: .generic,
        begins: .letter, read: LogfmtLine.read)
}

enum JSONObjectLine {
    static let mostFields = 96

    @Sendable static func read(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard var members = LineJSON(text, line) else { return false }
        var fields = 0
        while let member = members.next(text) {
            var member = member
            if member.kind == .array {
                // Caddy writes headers as arrays: the first string counts.
                guard let first = firstString(text, member.value) else { continue }
                (member.value, member.kind) = (first.range, .string)
                member.hasEscapes = first.hasEscapes
            }
            if member.kind == .object || member.kind == .word && LogText.byte(text, member.value.lowerBound) == 0x6e { continue }
            let slice = LineJSON.slice(text, member, &draft)
            if let role = role(text, member) {
                let isUpper = member.depth > 1 && LogText.byte(text, member.parent.lowerBound) == 0x68
                if !isUpper || isHeader(role), role.set(text, slice, raw: member.value, isNumber: member.kind == .number, &draft) {
                    continue
                }
            }
            guard fields < mostFields, member.key.count <= 64 else { continue }
            fields += 1
            draft.add(name(text, member), slice)
        }
        // An object that was cut within a member is one all the same where its time was read.
        guard draft.moment != nil, fields > 0 || draft.message.isPresent || draft.path.isPresent || draft.status != nil else {
            return false
        }
        draft.format = "json"
        JSONObjectLine.classify(text, &draft)
        return true
    }

    static func classify(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        draft.kind = .message
        let isRequest = draft.path.isPresent || draft.field("http.request.line").isPresent
        if isRequest, !draft.address.isPresent { RecordedLogin.guess(text, &draft) }
        if isRequest, RailsSession.read(text, &draft) { return }
        if let status = draft.status, status >= 100, status < 600, isRequest {
            // A log-in that failed is more than the request that it was.
            if status >= 400, draft.message.isPresent, RecordedLogin.message(text, &draft), draft.outcome == .failure { return }
            draft.kind = .httpRequest
            HTTPLine.setOutcome(&draft)
        } else if !RecordedLogin.read(text, &draft), draft.status == 0, isRequest, draft.method.isPresent {
            // Caddy's, where the peer went before it was answered.
            draft.kind = .httpRequest
        } else if draft.kind == .message, !isRequest, draft.withBytes(draft.message, in: text, holdsRequest) {
            CarriedLine.read(decoded: draft.message, text, &draft)
        }
        if draft.kind == .message, draft.address.isPresent, draft.outcome == nil, draft.message.isPresent {
            let isRefusal = draft.withBytes(draft.message, in: text) { Refusal.isTurnedAway($0, 0..<min($0.count, LoginWords.longest)) }
            if let isRefusal {
                draft.outcome = .failure
                if isRefusal { draft.kind = .connectionRefused }
            } else if RecordedLogin.isRefused(text, draft) {
                (draft.kind, draft.outcome) = (.connectionRefused, .failure)
            }
        } else if draft.kind == .message, draft.outcome == nil {
            if draft.address.isPresent, RecordedLogin.isRefused(text, draft) {
                (draft.kind, draft.outcome) = (.connectionRefused, .failure)
            } else {
                SpokenPeer.read(text, draft.message, &draft)
            }
        }
    }

    /// Whether a message is a line of an access log that something carries.
    private static func holdsRequest(_ message: Span<UInt8>) -> Bool {
        message.count < LoginWords.longest && LogText.first(" HTTP/1.", in: message, 0..<message.count) != nil
    }

    /// Objects of which a member tells of another machine than the peer.
    private static let strangers = KeyTable<Bool>(
        [
            "destination", "dest", "dst", "server", "host", "observer", "upstream", "backend", "node", "local", "container", "kubernetes",
            "agent", "listener",
        ].map { ($0, true) })

    /// What a member means: by its name with that of the object around it, or by its own where that object is not about somebody else.
    private static func role(_ text: Span<UInt8>, _ member: LineJSON.Member) -> NamedValue? {
        guard !member.parent.isEmpty else { return NamedValue.table[text, member.key] }
        if member.parent.count + member.key.count < 40 {
            var name: [UInt8] = []
            for at in member.parent { name.append(text[at]) }
            name.append(0x2e)
            for at in member.key { name.append(text[at]) }
            if let role = NamedValue.table[name.span, 0..<name.count] { return role }
        }
        // "listener_address": {"IP": …}
        for word in ["listen", "local", "server", "cluster", "destination"]
        where LogText.matchesIgnoringCase(text, member.parent.lowerBound, word) {
            return nil
        }
        return strangers[text, member.parent] == true ? nil : NamedValue.table[text, member.key]
    }

    private static func isHeader(_ role: NamedValue) -> Bool {
        switch role {
        case .agent, .referer, .forwarded: true
        default: false
        }
    }

    private static func firstString(_ text: Span<UInt8>, _ array: Range<Int>) -> (range: Range<Int>, hasEscapes: Bool)? {
        let at = LogText.skipBlanks(text, array.lowerBound + 1, end: array.upperBound)
        guard at < array.upperBound, text[at] == 0x22 else { return nil }
        var end = at + 1
        var hasEscapes = false
        while end < array.upperBound, text[end] != 0x22 {
            if text[end] == 0x5c {
                hasEscapes = true
                end += 1
            }
            end += 1
        }
        return end < array.upperBound ? (at + 1..<end, hasEscapes) : nil
    }

    private static func name(_ text: Span<UInt8>, _ member: LineJSON.Member) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(member.parent.count + member.key.count + 1)
        if !member.parent.isEmpty, member.parent.count <= 64 {
            for at in member.parent { bytes.append(text[at]) }
            bytes.append(0x2e)
        }
        for at in member.key { bytes.append(text[at]) }
        return RawText(bytes).utf8 ?? "?"
    }
}

enum LogfmtLine {
    @Sendable static func read(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = line.upperBound
        var at = line.lowerBound
        var pairs = 0
        var (date, time): (Range<Int>?, Range<Int>?) = (nil, nil)
        while at < end, pairs < 128 {
            at = LogText.skipBlanks(text, at, end: end)
            let start = at
            while at < end, ShellByte.isName(text[at]) || text[at] == 0x2e || text[at] == 0x2d || text[at] == 0x40 || text[at] == 0x2f {
                at += 1
            }
            guard at > start else { break }
            let key = start..<at
            guard at < end, text[at] == 0x3d else {
                // The first word of a line has to be a pair.
                if pairs == 0 { return false }
                continue
            }
            at += 1
            var value = at..<at
            var hasEscapes = false
            if at < end, text[at] == 0x22 {
                at += 1
                let from = at
                while at < end, text[at] != 0x22 {
                    if text[at] == 0x5c {
                        hasEscapes = true
                        at += 1
                    }
                    at += 1
                }
                at = min(at, end)
                value = from..<at
                at = min(end, at + 1)
            } else {
                while at < end, text[at] != 0x20 { at += 1 }
                value = value.lowerBound..<at
            }
            pairs += 1
            // A time without quotes may have its clock behind a blank.
            let slice = hasEscapes ? HTTPLine.unescaped(text, value, &draft) : Slice(value)
            if LogText.equals(text, key, "date") { date = value }
            if LogText.equals(text, key, "time") { time = value }
            if let role = NamedValue.table[text, key], role.set(text, slice, raw: value, isNumber: false, &draft) { continue }
            guard key.count <= 64, pairs <= 96 else { continue }
            draft.add(RawText(ShellByte.copy(text.extracting(key), limit: 64)).utf8 ?? "?", slice)
        }
        if pairs >= 3, draft.moment == nil, let date, let time { draft.moment = civil(text, date, time) }
        guard pairs >= 2, draft.moment != nil else { return false }
        draft.format = "logfmt"
        JSONObjectLine.classify(text, &draft)
        return true
    }

    /// `date=2011-03-12 time=00:30:01`: day and clock as two values, as firewalls write them.
    private static func civil(_ text: Span<UInt8>, _ date: Range<Int>, _ time: Range<Int>) -> LogMoment? {
        guard date.count == 10, time.count >= 8, let year = LogText.digits(text, date.lowerBound, 4), year >= 1970,
            LogText.byte(text, date.lowerBound + 4) == 0x2d, let month = LogText.digits(text, date.lowerBound + 5, 2),
            (1...12).contains(month), let day = LogText.digits(text, date.lowerBound + 8, 2), (1...31).contains(day),
            let second = LogText.clock(text, time.lowerBound)
        else { return nil }
        return .local(year: year, month: month, day: day, second: second)
    }
}
