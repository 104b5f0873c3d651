import Model

extension LogFormat {
    /// The W3C Extended Log File Format as IIS and others write it. Which columns a line has is told by the `#Fields:` line above it alone, which
    /// `EventReader` remembers (`LogFormat.w3c(fields:)`). A line that has the form of the default fields of IIS, and no such line above it, is
    /// known to be of this kind and is left raw: addresses of server and client, say, cannot be told apart by their form.
    static let w3c = LogFormat(
        id: "w3c", title: Localized(en: "W3C extended log (IIS)", ja: "W3C拡張ログ(IIS)"), names: ["/u_ex.log"], begins: [.digit, .other]
    ) { text, line, draft in
        if LogText.byte(text, line.lowerBound) == 0x23 {
            guard
                LogText.matches(text, line.lowerBound, "#Fields: ") || LogText.matches(text, line.lowerBound, "#Software: ")
                    || LogText.matches(text, line.lowerBound, "#Version: ") || LogText.matches(text, line.lowerBound, "#Date: ")
            else { return false }
            draft.format = "w3c"
            draft.kind = .message
            draft.message = Slice(line)
            if LogText.matches(text, line.lowerBound, "#Date: ") { draft.moment = LogTime.iso(text, line.lowerBound + 7)?.moment.utc }
            return true
        }
        guard W3CHeader.looksLikeOne(text, line, &draft) else { return false }
        let (moment, record) = (draft.moment, draft.record)
        draft.reset()
        (draft.format, draft.moment, draft.record) = ("w3c", moment, record)
        return true
    }

    /// The log of a server whose `#Fields:` line is known: its text behind the colon.
    package static func w3c(fields: String) -> LogFormat {
        let columns = W3CColumns(fields)
        return LogFormat(id: "w3c", title: w3c.title, names: w3c.names, begins: w3c.begins) { text, line, draft in
            if LogText.byte(text, line.lowerBound) == 0x23 { return w3c.read(text, line, &draft) }
            if columns.read(text, line, &draft) { return true }
            let record = draft.record
            draft.reset()
            draft.record = record
            return false
        }
    }
}

extension LogMoment {
    /// The same wall time, taken as UTC.
    var utc: LogMoment {
        var moment = self
        moment.isLocal = false
        return moment
    }
}

/// The columns of a W3C log. Blanks within a value are written as plus signs, so that every blank parts two columns.
struct W3CColumns: Sendable {
    private enum Column: Sendable {
        case date, time, method, stem, query, user, address, agent, referer, status, bytes, host, version, port, field(String), skip
    }
    private let columns: [Column]

    static let iis = W3CColumns(
        "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken"
    )
    static let iisOld = W3CColumns(
        "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken"
    )

    init(_ fields: String) {
        columns = fields.split(separator: " ").prefix(64).map { name in
            switch name.lowercased() {
            case "date": .date
            case "time": .time
            case "cs-method": .method
            case "cs-uri-stem", "cs-uri": .stem
            case "cs-uri-query": .query
            case "cs-username": .user
            case "c-ip": .address
            case "c-port": .port
            case "cs(user-agent)": .agent
            case "cs(referer)": .referer
            case "sc-status": .status
            case "sc-bytes": .bytes
            case "cs-host", "cs(host)": .host
            case "cs-version": .version
            case "s-ip": .field("server.address")
            case "s-port": .field("server.port")
            case "time-taken": .field("http.duration.ms")
            default: .field("w3c." + name)
            }
        }
    }

    func read(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var words: [Range<Int>] = []
        var at = line.lowerBound
        while at < line.upperBound, words.count <= columns.count {
            let word = LogText.word(text, at, end: line.upperBound)
            guard !word.isEmpty else { return false }
            words.append(word)
            at = word.upperBound + 1
        }
        // Old servers end the line early by their fewest columns.
        guard words.count <= columns.count, words.count >= min(columns.count, columns.count - 1), words.count > 3 else { return false }
        var date: Range<Int>?
        var stem: Range<Int>?
        var query: Range<Int>?
        for (index, word) in words.enumerated() {
            let isNothing = HTTPLine.isNothing(text, word)
            switch columns[index] {
            case .date: date = word
            case .time:
                guard let date, let year = LogText.digits(text, date.lowerBound, 4), LogText.byte(text, date.lowerBound + 4) == 0x2d,
                    let month = LogText.digits(text, date.lowerBound + 5, 2), let day = LogText.digits(text, date.lowerBound + 8, 2),
                    let second = LogText.clock(text, word.lowerBound), (1...12).contains(month), (1...31).contains(day)
                else { return false }
                // The format says that times are in UTC.
                draft.moment = LogMoment.local(year: year, month: month, day: day, second: second).utc
            case .method:
                for at in word where !HTTPLine.isToken(text[at]) { return false }
                draft.method = Slice(word)
            case .stem: stem = word
            case .query: query = isNothing ? nil : word
            case .address:
                guard isNothing || HTTPLine.isAddress(text, word) else { return false }
                HTTPLine.setPeer(text, word, &draft)
            case .status:
                guard let status = HTTPLine.status(text, word.lowerBound), word.count == 3 else { return false }
                draft.status = status
            case .user: if !isNothing { draft.user = Slice(word) }
            case .agent: if !isNothing { draft.agent = plus(text, word, &draft) }
            case .referer: if !isNothing { draft.referer = Slice(word) }
            case .bytes: draft.bytes = LogText.number(text, word).map { Int64($0.value) }
            case .port: draft.port = LogText.number(text, word).flatMap { $0.value < 65_536 ? $0.value : nil }
            case .host: if !isNothing { draft.add("url.domain", word) }
            case .version:
                if !isNothing {
                    draft.add(
                        "http.version",
                        LogText.matches(text, word.lowerBound, "HTTP/") ? LogText.range(word.lowerBound + 5, word.upperBound) : word)
                }
            case .field(let name): if !isNothing { draft.add(name, word) }
            case .skip: break
            }
        }
        guard draft.moment != nil, let stem else { return false }
        if let query, query.lowerBound == stem.upperBound + 1 {
            // The blank between stem and query stands for the question mark.
            var bytes = ShellByte.copy(text.extracting(stem), limit: stem.count)
            bytes.append(0x3f)
            for at in query { bytes.append(text[at]) }
            draft.path = draft.decode(bytes)
        } else {
            draft.path = Slice(stem)
            if let query { draft.add("url.query", query) }
        }
        draft.format = "w3c"
        draft.kind = .httpRequest
        HTTPLine.setOutcome(&draft)
        return true
    }

    private func plus(_ text: Span<UInt8>, _ word: Range<Int>, _ draft: inout EventDraft) -> Slice {
        guard LogText.first(0x2b, in: text, word) != nil else { return Slice(word) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(word.count)
        for at in word { bytes.append(text[at] == 0x2b ? 0x20 : text[at]) }
        return draft.decode(bytes)
    }
}
