import Model

extension Report {
    /// What was read of the logs, as the last object of `banken log`: `{"summary":{…}}`.
    package static func logSummary(
        _ sources: [SourceReport], failures: [(path: RawText, reason: Localized)], clocks: [ClockDescription] = [], language: Language
    ) -> String {
        var object = LogSummaryJSON(language: language).object(sources, failures)
        if !clocks.isEmpty { object.add("clocks", .array(clocks.map { .object($0.object) })) }
        return JSONWriter.compact(.object([("summary", .object(object))])) + "\n"
    }

    /// What was read of the logs, for a person.
    package static func logSummaryText(
        _ sources: [SourceReport], failures: [(path: RawText, reason: Localized)], clocks: [ClockDescription] = [], language: Language
    ) -> String {
        LogSummaryText(language: language).text(sources, failures) + clocks.map { $0.text(language) + "\n" }.joined()
    }
}

/// The account of every byte, as JSON.
struct LogSummaryJSON {
    let language: Language

    func object(_ sources: [SourceReport], _ failures: [(path: RawText, reason: Localized)]) -> JSONObject {
        var account = ReadAccount()
        var formats: [String: Int] = [:]
        var kinds: [String: Int] = [:]
        for source in sources {
            account.add(source.account)
            formats.merge(source.formats) { $0 + $1 }
            for (kind, count) in source.kinds { kinds[kind.rawValue, default: 0] += count }
        }
        let read = sources.filter { !$0.isNoLog }
        var object: JSONObject = [("schema", .string("banken.log/1")), ("sources", .number(read.count))]
        object.append(members(account))
        object.add("formats", counts(formats))
        object.add("kinds", counts(kinds))
        object.add("first", .time(read.compactMap(\.first).min()))
        object.add("last", .time(read.compactMap(\.last).max()))
        object.add("logs", .array(read.map { .object(source($0)) }))
        object.add("notLogs", .hostTexts(sources.filter(\.isNoLog).map(\.path)))
        object.add(
            "failures",
            .array(
                failures.map { failure in
                    var object: JSONObject = []
                    object.add("path", failure.path)
                    object.add("reason", prose(failure.reason))
                    return .object(object)
                }))
        return object
    }

    private func members(_ account: ReadAccount) -> JSONObject {
        [
            ("events", .number(account.events)), ("raw", .number(account.raw)), ("blankLines", .number(account.blank)),
            ("zeroBytes", .number(account.zeros)), ("cutLines", .number(account.cut)), ("bytes", .number(account.bytes)),
            ("doubledBytes", .number(account.doubled)),
        ]
    }

    private func source(_ report: SourceReport) -> JSONObject {
        var object: JSONObject = []
        object.add("path", report.path)
        object.append(members(report.account))
        object.add("formats", counts(report.formats))
        object.add("first", .time(report.first))
        object.add("last", .time(report.last))
        object.add("signs", .array(report.signs.map { .object(sign($0)) }))
        object.add("failure", report.failure.map(prose) ?? .null)
        return object
    }

    private func sign(_ sign: LogSign) -> JSONObject {
        [
            ("kind", .string(sign.kind.rawValue)), ("offset", .number(sign.offset)), ("line", .number(sign.line)),
            ("from", .time(sign.span?.earliest)), ("to", .time(sign.span?.latest)), ("count", .number(sign.count)),
            ("detail", .string(sign.detail)),
        ]
    }

    private func counts(_ table: [String: Int]) -> JSONValue {
        var object: JSONObject = []
        for (name, count) in table.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) { object.add(name, .number(count)) }
        return .object(object)
    }

    private func prose(_ words: Localized) -> JSONValue { .string(plain(words, language)) }
}

/// Words with host text escaped and times in UTC, for places that cannot show more.
func plain(_ words: Localized, _ language: Language) -> String {
    words[language].pieces.map { piece in
        switch piece {
        case .words(let words): words
        case .host(let text): text.escaped()
        case .time(let time): time.printable.rfc3339()
        }
    }.joined()
}

/// The account of every byte, for a person.
struct LogSummaryText {
    let language: Language

    func text(_ sources: [SourceReport], _ failures: [(path: RawText, reason: Localized)]) -> String {
        var lines: [String] = []
        var account = ReadAccount()
        for source in sources { account.add(source.account) }
        let read = sources.filter { !$0.isNoLog }
        lines.append(
            plain(
                Localized(
                    en:
                        "\(read.count) logs, \(account.bytes) bytes: \(account.events) events, \(account.raw) lines that no format understands.",
                    ja: "ログ \(read.count) 個、\(account.bytes) バイト: イベント \(account.events) 件、形式の分からない行 \(account.raw) 行。"),
                language))
        for source in read where !source.signs.isEmpty || source.failure != nil {
            lines.append(source.path.escaped())
            if let failure = source.failure { lines.append("  " + TerminalEscaping.words(plain(failure, language))) }
            for sign in source.signs.prefix(12) { lines.append("  " + words(sign)) }
            if source.signs.count > 12 { lines.append("  …") }
        }
        for failure in failures { lines.append(failure.path.escaped() + ": " + TerminalEscaping.words(plain(failure.reason, language))) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func words(_ sign: LogSign) -> String {
        let title: Localized =
            switch sign.kind {
            case .hole: Localized(en: "Silence", ja: "記録のない時間")
            case .truncated: Localized(en: "The last line breaks off", ja: "最後の行が途中で切れている")
            case .zeroed: Localized(en: "NUL bytes where text belongs", ja: "文字のあるべき所が NUL で埋まっている")
            case .backwards: Localized(en: "Time runs backwards", ja: "時刻が逆戻りしている")
            case .skipped: Localized(en: "Record numbers skip", ja: "記録の番号が飛んでいる")
            case .rewritten: Localized(en: "The file is younger than its first line", ja: "ファイルが最初の行より新しい(書き直された疑い)")
            case .damaged: Localized(en: "A record makes no sense", ja: "意味をなさない記録がある")
            case .cut: Localized(en: "A line is too long", ja: "行が長すぎる")
            case .unreadable: Localized(en: "Unpacking broke off", ja: "展開が途中で止まった")
            case .doubled: Localized(en: "The same content is in another piece", ja: "同じ内容が別のファイルにもある")
            case .unlinked: Localized(en: "Deleted, but a process still holds it open", ja: "削除済みだが、プロセスがまだ開いている")
            case .headless: Localized(en: "The line that names the columns is missing", ja: "列の名前を示す行がない")
            }
        var text = plain(title, language)
        if let span = sign.span { text += " \(span.earliest.printable.rfc3339()) – \(span.latest.printable.rfc3339())" }
        if let line = sign.line {
            text += language == .ja ? "(\(line) 行目)" : " (line \(line))"
        } else if let offset = sign.offset {
            text += language == .ja ? "(\(offset) バイト目)" : " (byte \(offset))"
        }
        if sign.count > 1 { text += " ×\(sign.count)" }
        return text
    }
}
