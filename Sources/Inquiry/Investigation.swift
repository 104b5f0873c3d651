import Model

/// How they got in and who was exposed: findings and logs held together.
package struct Investigation: Sendable {
    private let facts: Facts
    private let findings: [Finding]
    private let interests: Interests
    private let rules: RotationRules
    private let origins: any OriginSource
    private var trail = Trail()
    private var logs: [ReadLog] = []
    private var recovered = 0
    private let replies: [OwnerAnswer]
    private let reader: CommandReader
    /// What the logs themselves told at the first look, by which they are looked at again.
    private var again: Interests?

    /// - Parameters:
    ///   - origins: what tells where addresses belong.
    ///   - replies: what the owner answered to the questions of an earlier look.
    ///   - reader: reads what a command line does.
    package init(
        _ facts: Facts, _ findings: [Finding], rules: RotationRules = RotationRules(), origins: any OriginSource = NoOrigins(),
        replies: [OwnerAnswer] = [], reader: @escaping CommandReader = { _ in [] }
    ) {
        (self.facts, self.findings, self.rules, self.origins, self.replies) = (facts, findings, rules, origins, replies)
        self.reader = reader
        interests = Interests(facts, findings)
    }

    /// What is looked for in a log, shared by the workers that read its pieces.
    package func lens(path: RawText, family: RawText) -> TrailGatherer.Lens {
        .init(again ?? interests, path: path, family: family, earlier: again == nil ? nil : interests, reader: reader)
    }

    /// Whether the logs told of moments that no finding had led to; from then on everything that is absorbed belongs to a second look.
    package mutating func looksAgain() -> Bool {
        guard again == nil else { return false }
        let list = telltales(trail, facts)
        guard !list.proofs.isEmpty || !list.attacks.isEmpty else { return false }
        var wanted = list.interests
        // What was looked for at the first look is not looked for again.
        let known = Set(interests.pages.flatMap(\.urls))
        wanted.pages.removeAll { $0.urls.allSatisfy(known.contains) }
        guard !wanted.pages.isEmpty || wanted.windows.contains(where: { !interests.isNear(Timestamp(seconds: $0.upperBound - 300)) })
        else { return false }
        again = wanted
        return true
    }

    /// Whether a second look into a log can tell anything: its span touches a moment of interest, or is not known.
    package func isWorthAnotherLook(_ path: RawText) -> Bool {
        guard let again, let report = logs.first(where: { $0.report.path == path })?.report else { return true }
        guard let first = report.first, let last = report.last else { return !report.isNoLog }
        return !again.pages.isEmpty && report.kinds[.httpRequest] != nil
            || again.windows.contains { $0.lowerBound <= last.seconds && $0.upperBound >= first.seconds }
    }

    private func telltales(_ trail: Trail, _ facts: Facts) -> TelltaleList {
        let began = Dictionary(
            logs.compactMap { log in log.report.first.map { (log.family, $0) } }, uniquingKeysWith: { min($0, $1) })
        let families = Dictionary(logs.map { ($0.report.path, $0.family) }, uniquingKeysWith: { first, _ in first })
        let system = logs.filter { SourceChannel.of($0.family, [$0.report]).contains(.system) }.map(\.report)
        return TelltaleList(trail, LogInHistory(trail, records: facts.logins), FailureIndex(trail.failures), accounts: facts.accounts) {
            path in
            began[families[path] ?? path]
        } covers: { time in
            system.contains { report in
                guard let first = report.first, let last = report.last else { return false }
                return first <= time && time <= last
            }
        }
    }

    /// Takes what a worker gathered, in the order of the pieces.
    package mutating func absorb(_ gatherer: TrailGatherer) { trail.join(gatherer.trail) }

    /// Takes note of a log that was read to its end.
    package mutating func finish(_ log: ReadLog) { if again == nil { logs.append(log) } }

    /// Takes note of lines that were found in blocks that no file owns.
    package mutating func note(recovered lines: Int) { if again == nil { recovered &+= lines } }

    /// The answer, and the conclusion with what the logs add to it.
    package func answer(_ conclusion: Conclusion) -> (answer: Answer, conclusion: Conclusion) {
        var trail = trail
        trail.finish()
        let ledger = CoverageLedger(logs, rules: rules, facts: facts, trail: trail)
        let telltales = telltales(trail, facts)
        var answer = Answer()
        answer.findings = TelltaleWording.findings(
            telltales, known: findings, containers: ContainerName.all(facts.hooks.containers))
        let findings = findings + answer.findings
        let conclusion = answer.findings.isEmpty ? conclusion : Conclusion(facts, findings)
        let file = CaseFile(
            facts, findings, conclusion.stories, trail: trail, ledger: ledger, interests: interests, telltales: telltales, origins: origins)
        let attackers = AttackerList(file)
        answer.sources = ledger.sources
        (answer.attackers, answer.attackerCount) = (attackers.listed, attackers.count)
        answer.attempts = attackers.statement(ledger)
        answer.unknowns = Unknowns.of(file)
        if recovered > 0 {
            answer.unknowns.append(
                Localized(
                    en: "\(recovered) lines of deleted logs were found in free blocks and used; what else was deleted is not known.",
                    ja: "消されたログの \(recovered) 行を空き領域から見つけて使いました。ほかに何が消されたかは分かりません。"))
        }
        let isCase = conclusion.verdict.state == .compromised || conclusion.verdict.state == .suspicious
        guard isCase else {
            answer.unknowns += OwnerAnswers.unasked(replies, [])
            return (answer, VerdictRefinement(file, attackers).apply(conclusion, nil))
        }
        if origins is NoOrigins, !attackers.listed.isEmpty || file.logIn != nil {
            answer.unknowns.append(
                Localized(
                    en: "In which country and network the addresses lie: no database of addresses was given (--origins).",
                    ja: "アドレスがどの国・どの会社のものかは調べていません(データベースは --origins で渡せます)。"))
        }
        let judge = CauseJudge(file, answers: replies)
        answer.causes = judge.causes()
        if !replies.isEmpty {
            answer.unknowns += OwnerAnswers.unasked(replies, judge.questions)
            if let before = CauseJudge(file).causes().first, let now = answer.causes.first,
                (before.kind, before.standing) != (now.kind, now.standing)
            {
                answer.beforeAnswers = (before.kind, before.standing)
            }
        }
        answer.writes = file.deeds.all.filter { !$0.isRecorded }.prefix(200).compactMap { file.search.attribution($0) }.filter {
            !$0.channels.isEmpty
        }
        answer.exposures = ExposureList(
            trail: trail, interests: interests, ledger: ledger, intruders: ScopeSweep.addresses(file), now: facts.now, since: file.moment
        ).exposures()
        answer.scope = ScopeSweep(file: file, findings: findings).scope()
        answer.entry = EntryMoment.of(file, answer.causes)
        answer.fading = ledger.fading(file.moment, now: facts.now)
        if answer.entry != nil, attackers.count > 0, !attackers.hasSuccess, let attempts = answer.attempts {
            answer.attempts =
                attempts + Localized(en: " The intruder was none of them; see how they got in.", ja: "侵入者は、ここに挙げた者とは別です(「どうやって入られたか」)。")
        }
        return (answer, VerdictRefinement(file, attackers).apply(conclusion, answer))
    }
}

/// The record of the moment at which the intruder came in.
enum EntryMoment {
    static func of(_ file: CaseFile, _ causes: [Cause]) -> TimelineEntry? {
        // Who it was may be open and the log-in not: then all that is left is somebody who logged in there.
        let open = causes.filter { [.established, .likely, .possible].contains($0.standing) && $0.kind != .reinfection }
        let logIns: [CauseKind] = [.stolenCredential, .guessedCredential, .infectedClient, .insider]
        let isSomebody = causes.first?.standing == .undecidable && file.logIn != nil && open.allSatisfy { logIns.contains($0.kind) }
        if isSomebody, let cause = open.first {
            return of(file, cause, EntryMoment.words(file.logIn?.logIn.event))
        }
        guard let cause = causes.first, [.established, .likely].contains(cause.standing), let account = cause.account else { return nil }
        return of(file, cause, account)
    }

    private static func words(_ event: TrailEvent?) -> Localized {
        guard let event, !event.user.isEmpty else { return Localized(en: "Somebody logged in.", ja: "何者かがログインしています。") }
        if event.address.isEmpty { return Localized(en: "Somebody logged in as \(event.user).", ja: "\(event.user) としてのログインがあります。") }
        return Localized(
            en: "Somebody logged in as \(event.user) from \(event.address).", ja: "\(event.address) から \(event.user) としてのログインがあります。")
    }

    private static func of(_ file: CaseFile, _ cause: Cause, _ account: Localized) -> TimelineEntry? {
        let event: TrailEvent?
        switch cause.kind {
        case .stolenCredential, .guessedCredential, .infectedClient, .insider: event = file.logIn?.logIn.event
        case .webVulnerability: event = file.web.request
        case .serviceVulnerability: event = file.attack?.event ?? file.faults?.first.event ?? file.contact?.event
        default: event = nil
        }
        guard let event else { return nil }
        let isLogIn = event == file.logIn?.logIn.event
        let time = event.time.adding(seconds: isLogIn ? -(file.logIn?.clockOffset ?? 0) : 0)
        return TimelineEntry(
            time: time, clock: .record, kind: "entry", text: account,
            subject: Subject(
                .account, path: event.place.path, user: event.user.isEmpty ? nil : event.user, address: event.address.utf8,
                line: event.place.line),
            evidence: event.evidence)
    }
}

/// What the logs add to the verdict.
struct VerdictRefinement: Sendable {
    let file: CaseFile
    let attackers: AttackerList
    /// A record of the entry may lie so long before the first file.
    private static let before: Int64 = 86_400
    /// So many attempts are more than the noise that every server hears in a day.
    private static let noise = (logIns: 50, attacks: 20)

    init(_ file: CaseFile, _ attackers: AttackerList) { (self.file, self.attackers) = (file, attackers) }

    func apply(_ conclusion: Conclusion, _ answer: Answer?) -> Conclusion {
        var conclusion = conclusion
        let isPartial = conclusion.verdict.state == .undecided
        if conclusion.verdict.state == .clean || isPartial, !attackers.hasSuccess,
            attackers.failedLogIns >= VerdictRefinement.noise.logIns || attackers.attacks >= VerdictRefinement.noise.attacks
                || file.telltales.attacks.contains(where: { $0.event.address.isEmpty || $0.count >= VerdictRefinement.noise.attacks })
        {
            conclusion.verdict.state = .attempted
            conclusion.verdict.summary = Localized(
                en: "Strangers tried to get in; no trace was found that one of them did.", ja: "外から入ろうとする試みがありました。入られた形跡は見つかっていません。")
        }
        if conclusion.verdict.state == .attempted, isPartial {
            conclusion.verdict.summary =
                conclusion.verdict.summary
                + Localized(en: " Only a part of the server could be looked at.", ja: "ただし、サーバーの一部しか調べられていません。")
        }
        if conclusion.verdict.state == .attempted, let words = attackers.verdict(file.ledger) {
            conclusion.verdict.summary = conclusion.verdict.summary + Localized(en: " ", ja: "") + words
        }
        if conclusion.verdict.state == .attempted, attackers.failedLogIns >= VerdictRefinement.noise.logIns {
            conclusion.nextSteps.insert(FirstSteps.guardLogIns, at: 0)
        }
        date(&conclusion)
        guard let entry = answer?.entry else { return called(conclusion) }
        conclusion.timeline.append(entry)
        conclusion.timeline.sort { ($0.time, $0.kind) < ($1.time, $1.kind) }
        // Where the stamps of the files are worth nothing, the record of the entry alone tells when.
        if conclusion.verdict.state == .compromised, conclusion.verdict.since == nil, answer?.causes.first?.standing == .established {
            conclusion.verdict.since = TimeSpan(entry.time, clock: .record)
            conclusion.verdict.dwellSeconds = max(0, file.facts.now.seconds - entry.time.seconds)
            conclusion.verdict.summary = Localized(
                en: "This server was broken into. A log tells when they came in: \(entry.time).",
                ja: "このサーバーは侵入されています。記録によると、入られたのは \(entry.time) です。")
            if conclusion.verdict.active == true {
                conclusion.verdict.summary =
                    conclusion.verdict.summary
                    + Localized(en: " The intruder's programs are at work now.", ja: "侵入者のプログラムは、いまも動いています。")
            }
        }
        // The record of the entry is held against the files: it may come before them by a day, not after.
        if let since = conclusion.verdict.since, entry.time <= since.latest,
            since.earliest.seconds - entry.time.seconds <= VerdictRefinement.before, entry.time < since.earliest
        {
            conclusion.verdict.since = TimeSpan(entry.time, since.earliest, clock: .record)
            conclusion.verdict.dwellSeconds = max(0, file.facts.now.seconds - entry.time.seconds)
        }
        return called(conclusion)
    }

    /// Where no stamp tells when, the first call of what was planted says how late it can have been.
    private func called(_ conclusion: Conclusion) -> Conclusion {
        var conclusion = conclusion
        guard conclusion.verdict.state == .compromised, conclusion.verdict.since == nil, let call = file.web.call else { return conclusion }
        let earliest = file.web.isBeforeCall ? file.web.request?.time ?? call.time : call.time
        conclusion.verdict.since = TimeSpan(earliest, call.time, clock: .record)
        conclusion.verdict.dwellSeconds = max(0, file.facts.now.seconds - earliest.seconds)
        conclusion.verdict.summary = Localized(
            en: "This server was broken into, no later than \(call.time): then \(call.address) called what was planted.",
            ja: "このサーバーは侵入されています。遅くとも \(call.time) には入られていました(置かれたファイルを \(call.address) が呼び出しています)。")
        return conclusion
    }

    /// What the logs tell of the beginning and of whether it goes on.
    private func date(_ conclusion: inout Conclusion) {
        let verdict = conclusion.verdict
        guard verdict.state == .compromised || verdict.state == .suspicious else { return }
        if let first = file.telltales.proofs.first?.time, first < verdict.since?.earliest ?? Timestamp(seconds: .max) {
            conclusion.verdict.since = TimeSpan(first, clock: .record)
            conclusion.verdict.dwellSeconds = max(0, file.facts.now.seconds - first.seconds)
            if verdict.state == .compromised {
                conclusion.verdict.summary = Localized(
                    en: "This server was broken into, by \(first) at the latest.", ja: "このサーバーは侵入されています。遅くとも \(first) には入られていました。")
            }
        }
        let ends = Dictionary(file.ledger.sources.map { ($0.name, $0.last) }, uniquingKeysWith: { first, _ in first })
        guard verdict.active == nil,
            let job = file.telltales.atWork(
                until: { path in (ends[path] ?? nil) ?? file.ledger.sources.first { path.hasPrefix($0.name) }?.last }, now: file.facts.now)
        else { return }
        conclusion.verdict.active = true
        conclusion.verdict.activityReason = Localized(
            en: "A job of the intruder ran until the log ends, last at \(job.last).", ja: "侵入者の定期実行が、ログの終わり(\(job.last))まで動いています。")
        conclusion.verdict.summary =
            conclusion.verdict.summary
            + Localized(en: " The intruder's programs were at work until the logs end.", ja: "侵入者のプログラムは、ログの終わりまで動いていました。")
    }
}
