import Model
import Provenance

extension Detector {
    /// Records of the host that cannot all be right.
    static let brokenTrail = Detector(
        id: "log.trail.broken",
        title: Localized(en: "The host's records contradict each other", ja: "記録どうしのつじつまが合いません"),
        claim: Localized(
            en:
                "One record tells of a log-in that another should hold and does not, a log was emptied after log-ins, a log is silent for hours while another goes on, or records are cut.",
            ja: "ある記録にあるログインが、同じことを書くはずの別の記録にありません。ログインのあとに記録が空にされた、片方の記録だけ何時間も途切れている、記録が途中で切れている場合も含みます。"),
        techniques: ["T1070.002", "T1070.006"], aspect: .tracks, needs: [.trails, .loginRecords],
        misses: Localized(
            en: "Records that were cut out of all places at once, and hosts that keep a journal only.",
            ja: "すべての記録から同時に消された場合と、journal だけを使うサーバーは分かりません。"),
        references: ["utmp(5)", "lastlog(8)"]
    ) { situation in
        let byKind = Dictionary(grouping: situation.facts.trails.contradictions) { Key(kind: $0.kind, path: $0.path) }
        return byKind.values.compactMap { list -> Claim? in
            guard let first = list.first else { return nil }
            let severity = severity(first)
            var claim = Claim(
                severity, severity >= .high ? .likely : .possible, Subject(.log, path: first.path, name: RawText(first.kind.rawValue)),
                aspect: severity >= .medium ? nil : .weakness, explanation: words(first, count: list.count),
                evidence: list.prefix(8).map { item in
                    let when = item.span.map { RawText($0.earliest.rfc3339() + " ") } ?? ""
                    return EvidenceItem(
                        .record, source: "trails", path: item.path, offset: item.offset, text: when + item.detail + " " + item.witness)
                }, nextSteps: [.preserve(first.path)], related: first.witness.isEmpty ? [] : [first.witness])
            claim.times = list.prefix(50).compactMap { item in
                item.span.map { TimeMark($0.earliest, .active, clock: $0.clock, path: item.path) }
            }
            return claim
        }.sorted { ($0.subject.path ?? "", $0.subject.name ?? "") < ($1.subject.path ?? "", $1.subject.name ?? "") }
    }

    private struct Key: Hashable {
        var kind: TrailContradiction.Kind
        var path: RawText
    }

    private static func severity(_ found: TrailContradiction) -> Severity {
        switch found.kind {
        case .emptied, .loginWithoutRecord, .loginWithoutLine, .silence: .medium
        case .displaced: .high
        // Power cuts break records, and clocks run wrong before the network sets them.
        case .damaged, .backwards, .pause: .low
        }
    }

    private static func words(_ found: TrailContradiction, count: Int) -> Localized {
        switch found.kind {
        case .emptied:
            Localized(
                en:
                    "\(found.path) is empty, although \(found.witness) tells of \(found.count) log-ins before it was made so (\(found.detail)).",
                ja: "\(found.path) が空です。それより前のログインが \(found.witness) に \(found.count) 件残っています(\(found.detail))。")
        case .loginWithoutLine:
            Localized(
                en: "\(count) log-ins stand in \(found.witness) and not in \(found.path), which covers that time: lines were taken out.",
                ja: "\(found.witness) にあるログイン \(count) 件が、同じ時期を記録しているはずの \(found.path) にありません。行が抜き取られています。")
        case .loginWithoutRecord:
            Localized(
                en:
                    "\(count) log-ins stand in \(found.witness) and not in \(found.path), which should hold every one: records were taken out.",
                ja: "\(found.witness) にあるログイン \(count) 件が、すべて残るはずの \(found.path) にありません。記録が抜き取られています。")
        case .damaged:
            Localized(
                en: "Records of \(found.path) are cut or hold bytes that are none.", ja: "\(found.path) の記録が途中で切れているか、記録でないデータが混じっています。")
        case .backwards:
            Localized(en: "Times in \(found.path) run backwards \(count) times.", ja: "\(found.path) の時刻が \(count) か所で逆戻りしています。")
        case .silence:
            Localized(
                en: "\(found.path) has no line for hours \(count) times, while \(found.witness) goes on and the host was not booted.",
                ja: "再起動もしていないのに、\(found.path) が \(count) 回、何時間も途切れています。その間も \(found.witness) は続いています。")
        case .pause:
            Localized(
                en:
                    "\(found.path) has a line every hour, and none for hours \(count) times, without a boot: the host was halted, or lines are gone.",
                ja: "毎時間記録のある \(found.path) が、再起動もないのに \(count) 回、何時間も途切れています。サーバーが止められていたか、行が消されています。")
        case .displaced:
            Localized(
                en: "In place of the log \(found.path) lies a \(found.detail): nothing can be written there.",
                ja: "\(found.path) があるはずの場所に別のもの(\(found.detail))が置かれ、記録が残りません。")
        }
    }

    /// Log-ins as root, and no history of root's shell.
    static let absentHistory = Detector(
        id: "shell.history.absent",
        title: Localized(en: "A shell that was used has no history", ja: "使われたはずのシェルに、命令の記録がありません"),
        claim: Localized(
            en: "The records tell of many log-ins of an account whose shell keeps a history, and the history is empty or gone.",
            ja: "何度もログインした記録があるのに、そのアカウントの命令履歴が空か、ありません。"),
        techniques: ["T1070.003"], aspect: .tracks, needs: [.histories, .loginRecords],
        misses: Localized(en: "A history from which single lines were taken.", ja: "一部の行だけを抜き取られた場合は分かりません。"),
        severities: .low ... .low
    ) { situation in
        let logins = Dictionary(grouping: situation.facts.logins.filter { $0.kind == .user }, by: \.user)
        return situation.facts.accounts.compactMap { account -> Claim? in
            guard let own = logins[account.name], own.count >= 5, account.shell.lastComponent == "bash", account.home.hasPrefix("/") else {
                return nil
            }
            let histories = situation.facts.histories.filter { $0.account == account.name && $0.file.path.hasSuffix("/.bash_history") }
            let kept = histories.contains { $0.file.status.kind != .regular || $0.file.status.size > 0 }
            guard !kept else { return nil }
            let path = account.home + "/.bash_history"
            return Claim(
                .low, .possible, Subject(.file, path: path, user: account.name),
                explanation: Localized(
                    en: "\(account.name) logged in \(own.count) times, and \(path) is \(words: histories.isEmpty ? "not there" : "empty").",
                    ja: "\(account.name) は \(own.count) 回ログインしていますが、\(path) が\(words: histories.isEmpty ? "ありません" : "空です")。"),
                evidence: own.suffix(3).map {
                    EvidenceItem(.record, source: "logins", path: "/var/log/wtmp", offset: $0.offset, text: $0.user + " " + $0.host)
                })
        }
    }
}
