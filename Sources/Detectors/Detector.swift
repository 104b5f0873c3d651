import Model
import Provenance

/// A claim that can be made of a host, with its words, its needs and its limits beside its logic.
package struct Detector: Sendable {
    /// Dotted lower case, stable for ever.
    package let id: String
    package let title: Localized
    /// What a finding of this detector asserts.
    package let claim: Localized
    /// ATT&CK ids.
    package let techniques: [String]
    package let aspect: Aspect
    /// The facts without which the answer is "not checked".
    package let needs: Set<FactKind>
    /// What it cannot see.
    package let misses: Localized
    package let references: [String]
    /// From the mildest to the worst that a finding of it can be.
    package let severities: ClosedRange<Severity>
    private let judge: @Sendable (Situation) -> [Claim]

    package init(
        id: String, title: Localized, claim: Localized, techniques: [String], aspect: Aspect, needs: Set<FactKind>, misses: Localized,
        references: [String] = [], severities: ClosedRange<Severity> = .low ... .critical, judge: @escaping @Sendable (Situation) -> [Claim]
    ) {
        (self.id, self.title, self.claim, self.techniques) = (id, title, claim, techniques)
        (self.aspect, self.needs, self.misses) = (aspect, needs, misses)
        (self.references, self.severities, self.judge) = (references, severities, judge)
    }

    package func findings(_ situation: Situation) -> [Finding] {
        var seen: Set<String> = []
        // The same thing met on two ways (a boot script and the folder that it lies in) is one finding.
        var findings = judge(situation).map { claim in
            var shown: Set<EvidenceItem> = []
            return Finding(
                detector: id, severity: claim.severity, confidence: claim.confidence, aspect: claim.aspect ?? aspect,
                title: claim.title ?? title, explanation: claim.explanation, subject: claim.subject, techniques: techniques,
                evidence: claim.evidence.filter { shown.insert($0).inserted }, misses: misses,
                references: references + claim.references, nextSteps: claim.nextSteps,
                rule: claim.rule, times: claim.times, related: claim.related,
                firstSeen: claim.firstSeen ?? claim.beginning(by: situation.facts.now),
                lastActive: claim.lastActive ?? claim.latest(by: situation.facts.now))
        }.filter { seen.insert($0.id).inserted }
        let rest = findings.count - Detector.mostFindings
        if rest > 0 {
            findings.removeLast(rest)
            findings[findings.count - 1].explanation =
                findings[findings.count - 1].explanation
                + Localized(
                    en: " \(rest) more of this kind were found and are not listed.", ja: "同じ種類のものがほかに \(rest) 件見つかりましたが、一覧には載せていません。")
        }
        return findings
    }

    /// Findings of one detector on one host that are listed; what lies beyond is counted in the last of them.
    static let mostFindings = 20_000
}

/// What a detector says of one subject.
package struct Claim: Sendable {
    package var severity: Severity
    package var confidence: Confidence
    /// In place of the detector's own, where one detector sees two kinds of thing.
    package var aspect: Aspect?
    package var title: Localized?
    package var explanation: Localized
    package var subject: Subject
    package var evidence: [EvidenceItem]
    package var nextSteps: [NextStep]
    package var rule: RuleCredit?
    package var times: [TimeMark]
    package var related: [RawText]
    package var references: [String]
    package var firstSeen: TimeSpan?
    package var lastActive: Timestamp?

    package init(
        _ severity: Severity, _ confidence: Confidence, _ subject: Subject, title: Localized? = nil, aspect: Aspect? = nil,
        explanation: Localized, evidence: [EvidenceItem] = [], nextSteps: [NextStep] = [], rule: RuleCredit? = nil,
        times: [TimeMark] = [], related: [RawText] = [], references: [String] = [], firstSeen: TimeSpan? = nil, lastActive: Timestamp? = nil
    ) {
        (self.severity, self.confidence, self.aspect, self.title) = (severity, confidence, aspect, title)
        (self.explanation, self.subject, self.evidence, self.nextSteps) = (explanation, subject, evidence, nextSteps)
        (self.rule, self.times, self.related, self.references) = (rule, times, related, references)
        (self.firstSeen, self.lastActive) = (firstSeen, lastActive)
    }
}

extension Claim {
    /// The first undoubted moment at which the subject came to be or changed, by the kernel's clock where there is one.
    func beginning(by now: Timestamp) -> TimeSpan? {
        let marks = times.filter { $0.doubt == nil && $0.time <= now && [.created, .modified].contains($0.meaning) }
        let kernel = marks.filter { $0.clock == .kernel }
        return (kernel.isEmpty ? marks : kernel).min { $0.time < $1.time }.map { TimeSpan($0.time, clock: $0.clock) }
    }

    /// The last undoubted moment at which the subject changed or was at work.
    func latest(by now: Timestamp) -> Timestamp? {
        times.filter { $0.doubt == nil && $0.time <= now && $0.meaning != .ended }.map(\.time).max()
    }
}

/// The facts with what provenance makes of them: all that a detector may look at.
package struct Situation: Sendable {
    package let facts: Facts
    package let stamps: StampJudgement
    package let autoruns: [AutorunJudgement]
    private let byPath: [RawText: Int]

    package init(_ facts: Facts) {
        self.facts = facts
        stamps = StampJudgement(clock: facts.clock, now: facts.now)
        autoruns = facts.autoruns.map(AutorunJudgement.init)
        byPath = Dictionary(facts.files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func file(_ path: RawText) -> FileFact? { byPath[path].map { facts.files[$0] } }

    /// Kept files inside a folder, the folder itself left out; at most 1,000. The facts are sorted by path.
    package func files(inside folder: RawText) -> [FileFact] {
        let prefix = folder.bytes.last == 0x2f ? folder : folder + "/"
        var low = 0, high = facts.files.count
        while low < high {
            let middle = (low + high) / 2
            if facts.files[middle].path < prefix { low = middle + 1 } else { high = middle }
        }
        return Array(facts.files[low...].prefix { $0.path.hasPrefix(prefix) }.prefix(1_000))
    }
}
