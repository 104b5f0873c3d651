import Model

extension LogFormat {
    /// PostgreSQL's `log_destination = csvlog` ("Error Reporting and Logging", "Using CSV-Format Log Output").
    static let postgresqlCSV = LogFormat(
        id: "postgresql.csv", title: Localized(en: "PostgreSQL's log in CSV", ja: "PostgreSQLのログ(CSV形式)"), names: [".csv"],
        begins: .digit, continues: { text, _, line in LogTime.iso(text, line.lowerBound) == nil }, read: PostgresCSV.read)
}

/// A record of 23 and more columns, of which those up to the message are read. Quotes within a quoted column are doubled.
enum PostgresCSV {
    private static let severities = ["LOG", "ERROR", "FATAL", "PANIC", "WARNING", "NOTICE", "INFO"]
    private static let columns = 14

    @Sendable static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = range.upperBound
        guard let time = LogTime.iso(text, range.lowerBound), time.end < end else { return false }
        // The zone's name ends the column, whether it is known or not.
        var at = time.end
        if text[at] == 0x20 { at += 1 }
        while at < end, at - time.end < 8, text[at] >= 0x41, text[at] <= 0x5a { at += 1 }
        let isUniversal = LogText.matches(text, time.end, " UTC,") || LogText.matches(text, time.end, " GMT,")
        guard LogText.byte(text, at) == 0x2c, at < end else { return false }
        var fields: [(range: Range<Int>, isDoubled: Bool)] = []
        while fields.count < columns - 1, at < end, text[at] == 0x2c {
            let field = field(text, at + 1, end)
            fields.append((field.range, field.isDoubled))
            at = field.end
        }
        guard fields.count == columns - 1, let pid = LogText.wholeNumber(text, fields[2].range),
            severities.contains(where: { LogText.equals(text, fields[10].range, $0) })
                || LogText.matches(text, fields[10].range.lowerBound, "DEBUG")
        else { return false }
        draft.format = "postgresql.csv"
        draft.moment = time.moment
        if isUniversal { draft.moment?.isLocal = false }
        draft.pid = pid
        draft.kind = .message
        if !fields[0].range.isEmpty { draft.user = Slice(fields[0].range) }
        if !fields[1].range.isEmpty { draft.add("database.name", fields[1].range) }
        if let peer = LogPeer.joined(text, fields[3].range.lowerBound, end: fields[3].range.upperBound),
            LogPeer.isAddress(text, peer.address)
        {
            peer.fill(&draft)
        }
        draft.add("log.level", fields[10].range)
        if !fields[11].range.isEmpty { draft.add("error.code", fields[11].range) }
        message(text, fields[12].range, isDoubled: fields[12].isDoubled, &draft)
        return true
    }

    /// A column that begins at a place, without its quotes, and the place behind it.
    private static func field(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> (range: Range<Int>, isDoubled: Bool, end: Int) {
        guard start < end, text[start] == 0x22 else {
            let stop = LogText.first(0x2c, in: text, start..<max(start, end)) ?? end
            return (start..<max(start, stop), false, stop)
        }
        var at = start + 1
        var isDoubled = false
        while at < end {
            if text[at] == 0x22 {
                guard LogText.byte(text, at + 1) == 0x22, at + 1 < end else { break }
                isDoubled = true
                at += 1
            }
            at += 1
        }
        return (start + 1..<min(at, end), isDoubled, min(at + 1, end))
    }

    private static func message(_ text: Span<UInt8>, _ range: Range<Int>, isDoubled: Bool, _ draft: inout EventDraft) {
        guard isDoubled else {
            draft.message = Slice(range)
            let user = draft.user
            _ = LogPhrase.read(PostgresLine.phrases, text, range, &draft)
            if user.isPresent { draft.user = user }
            return
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var at = range.lowerBound
        while at < range.upperBound {
            bytes.append(text[at])
            at += text[at] == 0x22 ? 2 : 1
        }
        draft.message = draft.decode(bytes)
        var inner = EventDraft()
        guard LogPhrase.read(PostgresLine.phrases, bytes.span, 0..<bytes.count, &inner) else { return }
        (draft.kind, draft.outcome) = (inner.kind, inner.outcome)
        if !draft.user.isPresent, let user = inner.text(inner.user, in: bytes.span) { draft.user = draft.decode(user.bytes) }
        if !draft.address.isPresent, let address = inner.text(inner.address, in: bytes.span) { draft.address = draft.decode(address.bytes) }
    }
}
