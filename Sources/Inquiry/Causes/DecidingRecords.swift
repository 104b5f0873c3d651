import Model

/// The records that would decide between explanations: whether they are there, and if not, when and why they were lost.
struct DecidingRecords: Sendable {
    let file: CaseFile

    init(_ file: CaseFile) { self.file = file }

    /// Kinds of records in which an explanation leaves its trace.
    static func channels(_ kind: CauseKind) -> [SourceChannel] {
        switch kind {
        case .stolenCredential, .guessedCredential, .infectedClient, .insider: [.ftp, .logins]
        case .webVulnerability, .neighbour: [.web]
        case .serviceVulnerability: [.logins, .system]
        case .reinfection: [.web, .ftp, .logins]
        case .unknown: [.ftp, .logins, .web, .system]
        }
    }

    func of(_ kind: CauseKind) -> [DecidingRecord] {
        let wanted = file.channels.filter { DecidingRecords.channels(kind).contains($0) }
        return (wanted.isEmpty ? file.channels : wanted).map(record)
    }

    private func record(_ channel: SourceChannel) -> DecidingRecord {
        let name = CauseWords.record(channel)
        guard let moment = file.moment else {
            return DecidingRecord(
                record: name, channel: channel, isAvailable: false,
                why: Localized(
                    en: "It is not known when it happened, so no record can be looked up.", ja: "いつ起きたかが分からないため、記録のどこを見ればよいか決められません。"))
        }
        let sources = file.ledger.sources(channel)
        if let source = sources.first(where: { $0.vouches(moment) }) {
            return DecidingRecord(
                record: name, channel: channel, isAvailable: true,
                why: Localized(en: "\(source.name) covers the moment.", ja: "\(source.name) がその時刻を含んでいます。"))
        }
        if let source = sources.first(where: { $0.covers(moment) }), let sign = source.tampering.first(where: \.isRemoval) {
            return DecidingRecord(
                record: name, channel: channel, isAvailable: false,
                why: Localized(
                    en: "\(source.name) covers the moment, but somebody changed it: ", ja: "\(source.name) はその時刻を含んでいますが、手が加えられています。")
                    + sign.text)
        }
        if sources.isEmpty {
            return DecidingRecord(
                record: name, channel: channel, isAvailable: false,
                why: Localized(en: "No such log was found on this server or beside it.", ja: "この記録は、サーバーにも、渡されたログにもありませんでした。"))
        }
        if let source = sources.first(where: { source in source.holes.contains { $0.span.earliest <= moment && moment <= $0.span.latest } }
        ),
            let hole = source.holes.first(where: { $0.span.earliest <= moment && moment <= $0.span.latest })
        {
            return DecidingRecord(
                record: name, channel: channel, isAvailable: false, lostAt: nil,
                why: Localized(en: "\(source.name) has a hole there: ", ja: "\(source.name) はそこが欠けています。") + hole.why)
        }
        let latest = sources.compactMap(\.first).min()
        if let first = latest, first > moment, let source = sources.first(where: { $0.first == first }) {
            return rotated(channel, name, source, first, moment)
        }
        if let source = sources.first(where: { $0.last.map { $0 < moment } ?? false }), let last = source.last {
            return DecidingRecord(
                record: name, channel: channel, isAvailable: false, lostAt: nil,
                why: Localized(
                    en: "\(source.name) ends at \(last), before it happened.", ja: "\(source.name) は \(last) で終わっていて、その時刻まで届いていません。"))
        }
        return DecidingRecord(
            record: name, channel: channel, isAvailable: false,
            why: Localized(en: "\(sources[0].name) holds nothing that can be dated.", ja: "\(sources[0].name) には日時の分かる記録がありません。"))
    }

    private func rotated(
        _ channel: SourceChannel, _ name: Localized, _ source: SourceCoverage, _ first: Timestamp, _ moment: Timestamp
    ) -> DecidingRecord {
        if let rule = file.ledger.rules.rule(for: source.name), let kept = source.keptSeconds {
            let gone = moment.adding(seconds: kept)
            if gone > file.facts.now {
                return DecidingRecord(
                    record: name, channel: channel, isAvailable: false,
                    why: Localized(
                        en:
                            "\(source.name) begins only at \(first). By the rule in \(rule.place.path) it should still be there: somebody removed it.",
                        ja: "\(source.name) は \(first) からしかありません。\(rule.place.path) の決まりではまだ残っているはずで、だれかが消した疑いがあります。"))
            }
            return DecidingRecord(
                record: name, channel: channel, isAvailable: false, lostAt: gone,
                why: Localized(
                    en:
                        "\(source.name) begins at \(first). \(rule.place.path) keeps \(rule.pieces) old files; what told of \(moment) was deleted about \(gone).",
                    ja: "\(source.name) は \(first) からです。\(rule.place.path) の設定は過去 \(rule.pieces) 世代までで、\(moment) の記録は \(gone) ごろに自動で消えました。")
            )
        }
        return DecidingRecord(
            record: name, channel: channel, isAvailable: false, lostAt: nil,
            why: Localized(
                en: "\(source.name) begins only at \(first); what was before was rotated away or removed.",
                ja: "\(source.name) は \(first) からしかありません。それより前は、自動の入れ替えで消えたか、消されました。"))
    }
}
