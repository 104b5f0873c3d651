import Collectors
import ContentRules
import Detectors
import Evidence
import Formats
import Hosts
import Inquiry
import Knowledge
import Model
import Sys

/// One examination from the first look to the verdict.
struct Examiner: Sendable {
    let options: ExaminationOptions
    /// `scan` gives findings only.
    let drawsConclusions: Bool
    /// Nil where no logs are read for the question how they got in.
    var inquiry: InquiryOptions?
    /// What tells where addresses belong.
    var origins: any OriginSource = NoOrigins()

    /// What one look at a host brought, with what is needed to judge it further.
    struct Look: Sendable {
        var examination: Examination
        var facts: Facts
        var host: any HostView
        /// The baseline that the look relied on or compared with.
        var baseline: Baseline?
        /// Of the rules that content was judged by.
        var rules: Fingerprint?
    }

    func examine() async throws -> Examination { try await look { _, _ in nil }.examination }

    /// - Parameters:
    ///   - prepare: what is to be done for a baseline, once it is known whose, and by which rules content is judged.
    ///   - accepted: what the operator accepted of this host.
    func look(
        accepted: (HostIdentity) throws -> AcceptedFile? = { _ in nil },
        _ prepare: (HostIdentity, Fingerprint?) throws -> BaselineWork?
    ) async throws -> Look {
        // Before anything is looked at, so that a slip in the file costs no examination.
        let replies = try inquiry?.replies() ?? []
        let host = try ExaminedHost.open(options.root, mountedAt: options.mountedAt)
        _ = Machine.raiseOpenFileLimit()
        let started = Machine.now()
        let now = options.moment
        var identity = HostIdentityReader.read(host, now: now)
        if let zone = options.timeZone, let offset = ExaminationOptions.offset(zone) { identity.offset = offset }

        let knowledge = try OperatorKnowledge(indicators: options.indicators, rules: options.yara)
        let sources = EmbeddedRules.sources + knowledge.rules
        let work = try prepare(identity, Examiner.fingerprint(sources))
        let acceptances = try accepted(identity)
        let compilation = ContentRules.compile(sources)
        let bar = ProgressBar(isShown: options.showsProgress, language: options.language)
        var collection = Collection(
            host: host, identity: identity, now: now, rules: compilation.rules, indicators: knowledge.indicators,
            clam: options.clamd.flatMap { ClamDaemon($0) }
        ) { bar.show($0) }
        for gap in knowledge.gaps { collection.gaps.add(gap) }
        collection.baseline = work
        collection.rawDevices = options.rawDevices
        collection.manifests = try options.manifest.map { try ManifestFile.read($0, key: options.manifestKey).pack }
        collection.facts.asRoot = Machine.effectiveUser == 0
        if let reason = ContentRules.unavailable {
            collection.gaps.add(Gap(collector: "content", reason: reason, facts: [.content], isTotal: true))
        }
        for problem in compilation.problems where problem.severity == .error {
            collection.gaps.add(
                Gap(
                    collector: "content", subject: RawText(problem.file),
                    reason: Localized(
                        en: "A file of content rules could not be used, line \(problem.line): \(Prose([.words(problem.message)])).",
                        ja: "内容を調べるルールの \(problem.line) 行目に誤りがあり、使えませんでした: \(Prose([.words(problem.message)]))。"),
                    facts: [.content]))
        }
        let facts = await collection.run()
        let examination = await conclude(facts, started: started, work?.earlier, acceptances, replies, host, bar)
        bar.finish()
        return Look(examination: examination, facts: facts, host: host, baseline: work?.earlier, rules: work?.rules)
    }

    /// Of all content rules and of the program that judges by them: with others, everything is judged anew.
    private static func fingerprint(_ sources: [RuleSource]) -> Fingerprint? {
        var digester = ContentDigester(.sha256)
        digester.update(Array(BankenCommand.version.utf8).span)
        for source in sources { digester.update((Array((source.name + "\n").utf8) + source.text).span) }
        return Fingerprint(digester.finish())
    }

    private func conclude(
        _ facts: Facts, started: Timestamp, _ earlier: Baseline?, _ acceptances: AcceptedFile?, _ replies: [OwnerAnswer],
        _ host: any HostView, _ bar: ProgressBar
    ) async -> Examination {
        var judged = Detectors.judge(facts)
        judged.findings = KnownFamilies.annotate(SharedMarks(facts).linked(judged.findings))
        if let earlier { for index in judged.findings.indices { judged.findings[index].compare(with: earlier, host) } }
        var coverage = facts.coverage
        (coverage.ran, coverage.notChecked) = (judged.ran, judged.notChecked)
        var unanswered: [FactKind: [String]] = [:]
        for detector in Detectors.all { for kind in detector.needs { unanswered[kind, default: []].append(detector.id) } }
        var examination = Examination(
            host: facts.host, version: BankenCommand.version, started: started, finished: Machine.now(), findings: judged.findings,
            gaps: facts.gaps, coverage: coverage, packageSources: facts.packageSources, unanswered: unanswered)
        examination.apply(acceptances, host)
        if drawsConclusions {
            var conclusion = Conclusion(facts, examination.findings)
            if let inquiry, !inquiry.noLogs {
                let reading = LogInquiry(options: options, inquiry: inquiry, replies: replies, host: host, origins: origins)
                let (answer, refined) = await reading.answer(facts, examination.findings, conclusion, bar)
                (examination.answer, conclusion) = (answer, refined)
                examination.findings = Detectors.inOrder(examination.findings + answer.findings)
                examination.finished = Machine.now()
            }
            (examination.verdict, examination.stories) = (conclusion.verdict, conclusion.stories)
            (examination.timeline, examination.nextSteps) = (conclusion.timeline, conclusion.nextSteps)
        }
        return examination
    }
}
