import Model

/// How far the logs reach, and what is missing in them. Silence counts only where a log covers the moment.
package struct CoverageLedger: Sendable {
    package let sources: [SourceCoverage]
    let rules: RotationRules

    package init(_ logs: [ReadLog], rules: RotationRules, facts: Facts, trail: Trail) {
        self.rules = rules
        let families = Dictionary(grouping: logs.filter { !$0.report.isNoLog }, by: \.family)
        var sources = families.map { family, logs in CoverageLedger.source(family, logs, rules, isOwn: facts.clock.isOwnFileSystem) }
        CoverageLedger.add(facts.trails.contradictions, to: &sources)
        for index in sources.indices where sources[index].channels.contains(.logins) {
            sources[index].offsetSeconds = ClockOffset.of(sources[index].name, trail, facts.logins)
        }
        self.sources = sources.sorted { $0.name < $1.name }
    }

    private static func source(_ family: RawText, _ logs: [ReadLog], _ rules: RotationRules, isOwn: Bool) -> SourceCoverage {
        let pieces = logs.sorted { $0.age == $1.age ? $0.report.path < $1.report.path : $0.age > $1.age }
        let reports = pieces.map(\.report)
        var source = SourceCoverage(
            name: family, channels: SourceChannel.of(family, reports), first: reports.compactMap(\.first).min(),
            last: reports.compactMap(\.last).max(), records: reports.reduce(0) { $0 &+ $1.account.events &+ $1.account.raw })
        source.failure = reports.compactMap(\.failure).first
        source.keptSeconds = rules.kept(family)
        for piece in pieces {
            // In a folder that was copied, the birth of a file is the copier's. Rotation deletes pieces that a daemon still holds.
            for sign in piece.report.signs where (isOwn || sign.kind != .rewritten) && (piece.age == 0 || sign.kind != .unlinked) {
                note(sign, piece.report.path, &source)
            }
        }
        source.holes += missingPieces(pieces)
        source.holes.sort { ($0.span.earliest, $0.span.latest) < ($1.span.earliest, $1.span.latest) }
        return source
    }

    private static func note(_ sign: LogSign, _ path: RawText, _ source: inout SourceCoverage) {
        let evidence = EvidenceItem(
            .record, source: "logs", path: path, offset: sign.offset.map { Int(clamping: $0) }, line: sign.line, text: RawText(sign.detail))
        switch sign.kind {
        case .hole:
            guard let span = sign.span else { return }
            source.holes.append(
                .init(span: span, why: Localized(en: "No line for far longer than usual.", ja: "いつもより不自然に長く、記録が途切れています。")))
        case .zeroed:
            let isRecord = sign.detail.hasPrefix("record")
            let text =
                isRecord
                ? Localized(en: "A record was overwritten with zeros.", ja: "記録が空(NUL)で上書きされています。")
                : Localized(en: "\(sign.count) bytes are zeros where lines belong.", ja: "行があるはずの所の \(sign.count) バイトが空(NUL)です。")
            source.tampering.append(.init(text: text, evidence: evidence))
        case .backwards:
            source.tampering.append(
                .init(text: Localized(en: "Times run backwards.", ja: "時刻が逆戻りしています。"), evidence: evidence, isRemoval: false))
        case .skipped:
            source.tampering.append(.init(text: Localized(en: "Numbered records are missing.", ja: "通し番号が飛んでいます。"), evidence: evidence))
        case .rewritten:
            source.tampering.append(
                .init(
                    text: Localized(
                        en: "The file was made after its first line: it was written anew.", ja: "最初の行より後にファイルが作られています。書き直された疑いがあります。"),
                    evidence: evidence))
        case .unlinked:
            source.tampering.append(
                .init(
                    text: Localized(
                        en: "The file was deleted while a process wrote to it; it was read through that process.",
                        ja: "書き込み中のログファイルが削除されています。開いたままのプロセスを通して読みました。"),
                    evidence: evidence))
        case .damaged, .cut, .unreadable, .truncated, .doubled, .headless: return
        }
    }

    /// Numbers that are missing in the row of rotated pieces, and days that are missing in a row of dates.
    private static func missingPieces(_ pieces: [ReadLog]) -> [SourceCoverage.Hole] {
        var holes: [SourceCoverage.Hole] = []
        for (older, younger) in zip(pieces, pieces.dropFirst()) {
            guard let from = older.report.last, let to = younger.report.first, from < to else { continue }
            if isPause(from, to, older.report, younger.report) {
                holes.append(
                    .init(
                        span: TimeSpan(from, to, clock: .record),
                        why: Localized(en: "No line for far longer than usual.", ja: "いつもより不自然に長く、記録が途切れています。")))
            }
            let isDated = older.age > 100_000
            if !isDated, older.age - younger.age > 1, younger.age > 0 || older.age > 2 {
                let missing = older.age - younger.age - 1
                holes.append(
                    .init(
                        span: TimeSpan(from, to, clock: .record),
                        why: Localized(
                            en: "Between \(older.report.path) and \(younger.report.path), \(missing) rotated files are missing.",
                            ja: "\(older.report.path) と \(younger.report.path) の間の世代のファイルが \(missing) 個なくなっています。")))
            }
        }
        return holes
    }

    /// Whether the time between two pieces of a log is far longer than between two of their lines on average, as within a piece.
    private static func isPause(_ from: Timestamp, _ to: Timestamp, _ older: SourceReport, _ younger: SourceReport) -> Bool {
        let count = older.account.events &+ younger.account.events
        guard count > 40, let first = older.first, let last = younger.last else { return false }
        let seconds = to.seconds - from.seconds
        let usual = max(1, (last.seconds - first.seconds - seconds) / Int64(count))
        return seconds >= max(6 * 3_600, usual * 50)
    }

    private static func add(_ contradictions: [TrailContradiction], to sources: inout [SourceCoverage]) {
        for contradiction in contradictions.prefix(500) {
            guard let index = sources.firstIndex(where: { contradiction.path == $0.name || contradiction.path.hasPrefix($0.name) }) else {
                continue
            }
            let evidence = EvidenceItem(
                .record, source: "trails", path: contradiction.path, offset: contradiction.offset, text: contradiction.detail)
            let text: Localized =
                switch contradiction.kind {
                case .emptied: Localized(en: "It is empty although log-ins happened before.", ja: "以前のログインがあるのに、空にされています。")
                case .loginWithoutLine:
                    Localized(
                        en: "\(contradiction.witness) knows of log-ins that are not in it.",
                        ja: "\(contradiction.witness) にあるログインが、ここにはありません。")
                case .loginWithoutRecord:
                    Localized(en: "A log-in that should be recorded is missing.", ja: "あるはずのログイン記録がありません。")
                case .damaged: Localized(en: "Records are damaged.", ja: "記録が壊れています。")
                case .backwards: Localized(en: "Times run backwards.", ja: "時刻が逆戻りしています。")
                case .silence: Localized(en: "It is silent while other logs go on.", ja: "ほかの記録が続いている間、ここだけ途切れています。")
                case .pause: Localized(en: "It is silent for hours.", ja: "何時間も途切れています。")
                case .displaced: Localized(en: "Something else lies in the place of the log.", ja: "ログの場所に別のものがあります。")
                }
            let isRemoval = ![.backwards, .pause].contains(contradiction.kind)
            sources[index].tampering.append(.init(text: text, evidence: evidence, isRemoval: isRemoval))
            if let span = contradiction.span, [.silence, .pause, .loginWithoutLine, .emptied].contains(contradiction.kind) {
                sources[index].holes.append(.init(span: span, why: text))
            }
        }
    }
}

extension CoverageLedger {
    func sources(_ channel: SourceChannel) -> [SourceCoverage] { sources.filter { $0.channels.contains(channel) } }

    /// Whether a log of this kind covers a moment without a hole.
    func covers(_ channel: SourceChannel, _ time: Timestamp) -> Bool { sources(channel).contains { $0.covers(time) } }

    /// Whether a log of this kind that nobody took records from covers a moment.
    func vouches(_ channel: SourceChannel, _ time: Timestamp) -> Bool { sources(channel).contains { $0.vouches(time) } }

    /// The first log of log-ins, transfers or requests that tells of the moment and will be rotated away, and when.
    func fading(_ moment: Timestamp?, now: Timestamp) -> (log: RawText, at: Timestamp)? {
        guard let moment else { return nil }
        let ends = sources.compactMap { source -> (log: RawText, at: Timestamp)? in
            guard !source.channels.isDisjoint(with: [.logins, .ftp, .web]), source.covers(moment), let kept = source.keptSeconds else {
                return nil
            }
            let end = moment.adding(seconds: kept)
            return end > now ? (source.name, end) : nil
        }
        return ends.min { ($0.at, $0.log) < ($1.at, $1.log) }
    }

    /// Whether logs of this kind cover a moment and show no sign that somebody changed them.
    func proves(_ channel: SourceChannel, _ time: Timestamp) -> Bool {
        sources(channel).contains { $0.covers(time) && $0.tampering.isEmpty }
    }

    /// The log that proves it, for citing.
    func witness(_ channel: SourceChannel, _ time: Timestamp) -> SourceCoverage? {
        sources(channel).first { $0.covers(time) && $0.tampering.isEmpty } ?? sources(channel).first { $0.covers(time) }
    }
}

/// How far the clock of a log is off, by sessions that wtmp tells of too.
enum ClockOffset {
    static func of(_ family: RawText, _ trail: Trail, _ records: [LoginRecord]) -> Int64? {
        let logins = trail[.logins].filter { $0.place.path.hasPrefix(family) && $0.service == "ssh" && $0.format != "wtmp" }.prefix(2_000)
        let users = records.filter { $0.kind == .user }.suffix(5_000)
        var differences: [[Int64]] = []
        for login in logins {
            let same = users.filter { $0.user == login.user && ($0.address.map { RawText($0) } ?? $0.host) == login.address }
            guard let nearest = same.min(by: { abs($0.time.seconds - login.time.seconds) < abs($1.time.seconds - login.time.seconds) })
            else { continue }
            let difference = login.time.seconds - nearest.time.seconds
            if abs(difference) < ClockEstimate.furthest { differences.append([difference]) }
        }
        return ClockEstimate.seconds(differences)?.seconds
    }
}
