import Collectors
import ContentRules
import Detectors
import Hosts
import Inquiry
import Model
import Sys

/// One examination from the first look to the verdict.
struct Examiner: Sendable {
    let options: ExaminationOptions
    /// `scan` gives findings only.
    let drawsConclusions: Bool

    func examine() async throws -> Examination {
        let host: RootedHost
        do throws(Errno) {
            host = try RootedHost(RawText(options.root))
        } catch {
            throw CommandFailure(sentence(error))
        }
        _ = Machine.raiseOpenFileLimit()
        let started = Machine.now()
        let now = options.moment
        var identity = HostIdentityReader.read(host, now: now)
        if let zone = options.timeZone, let offset = ExaminationOptions.offset(zone) { identity.offset = offset }

        let knowledge = try OperatorKnowledge(indicators: options.indicators, rules: options.yara)
        let compilation = ContentRules.compile(EmbeddedRules.sources + knowledge.rules)
        let bar = ProgressBar(isShown: options.showsProgress, language: options.language)
        var collection = Collection(
            host: host, identity: identity, now: now, rules: compilation.rules, indicators: knowledge.indicators,
            clam: options.clamd.flatMap { ClamDaemon($0) }
        ) { bar.show($0) }
        for gap in knowledge.gaps { collection.gaps.add(gap) }
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
        bar.finish()
        return conclude(facts, started: started)
    }

    private func conclude(_ facts: Facts, started: Timestamp) -> Examination {
        let judged = Detectors.judge(facts)
        var coverage = facts.coverage
        (coverage.ran, coverage.notChecked) = (judged.ran, judged.notChecked)
        var unanswered: [FactKind: [String]] = [:]
        for detector in Detectors.all { for kind in detector.needs { unanswered[kind, default: []].append(detector.id) } }
        var examination = Examination(
            host: facts.host, version: BankenCommand.version, started: started, finished: Machine.now(), findings: judged.findings,
            gaps: facts.gaps, coverage: coverage, packageSources: facts.packageSources, unanswered: unanswered)
        if drawsConclusions {
            let conclusion = Conclusion(facts, judged.findings)
            (examination.verdict, examination.stories) = (conclusion.verdict, conclusion.stories)
            (examination.timeline, examination.nextSteps) = (conclusion.timeline, conclusion.nextSteps)
        }
        return examination
    }

    private func sentence(_ error: Errno) -> String {
        let why =
            switch error {
            case .notFound: "there is no such folder"
            case .notFolder: "it is not a folder (disk images are not read yet: mount the image read-only and name the folder)"
            case .denied, .notPermitted: "permission was denied; run it as root"
            default: "the kernel answered with error \(error.code)"
            }
        return "banken could not open \(RawText(options.root).escaped()) to examine it: \(why)."
    }
}
