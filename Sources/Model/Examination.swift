/// The answer to "was this server broken into?".
package struct Verdict: Hashable, Sendable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        case compromised, attempted, suspicious, clean, undecided
    }
    package var state: State
    /// The moment of the break-in, as narrow as the time stamps allow.
    package var since: TimeSpan?
    /// Whether the intruder's things are at work now; nil where that cannot be told.
    package var active: Bool?
    package var dormantSince: Timestamp?
    /// Why it is held to be dormant or active.
    package var activityReason: Localized?
    /// From the break-in to the examination.
    package var dwellSeconds: Int64?
    package var summary: Localized

    package init(
        state: State, since: TimeSpan? = nil, active: Bool? = nil, dormantSince: Timestamp? = nil, activityReason: Localized? = nil,
        dwellSeconds: Int64? = nil, summary: Localized
    ) {
        (self.state, self.since, self.active, self.dormantSince) = (state, since, active, dormantSince)
        (self.activityReason, self.dwellSeconds, self.summary) = (activityReason, dwellSeconds, summary)
    }
}

/// Findings that have one cause, told as one.
package struct Story: Hashable, Sendable {
    package var title: Localized
    package var explanation: Localized
    /// Ids of its findings, worst first.
    package var findings: [String]
    package var severity: Severity
    package var confidence: Confidence
    package var since: TimeSpan?
    package var lastActive: Timestamp?

    package init(
        title: Localized, explanation: Localized, findings: [String], severity: Severity, confidence: Confidence,
        since: TimeSpan? = nil, lastActive: Timestamp? = nil
    ) {
        (self.title, self.explanation, self.findings) = (title, explanation, findings)
        (self.severity, self.confidence, self.since, self.lastActive) = (severity, confidence, since, lastActive)
    }
}

/// A turning point: something that happened at a moment that a source tells.
package struct TimelineEntry: Hashable, Sendable {
    package enum Precision: String, Sendable, Hashable { case nanosecond, second, minute, day }
    package var time: Timestamp
    package var precision: Precision
    package var clock: Clock
    /// A dotted kind: "file.modified", "file.changed", "host.boot", "login.success", "job.replaced".
    package var kind: String
    package var text: Localized
    package var subject: Subject
    package var evidence: EvidenceItem?

    package init(
        time: Timestamp, precision: Precision = .second, clock: Clock, kind: String, text: Localized, subject: Subject,
        evidence: EvidenceItem? = nil
    ) {
        (self.time, self.precision, self.clock, self.kind) = (time, precision, clock, kind)
        (self.text, self.subject, self.evidence) = (text, subject, evidence)
    }
}

/// Everything that one examination of one host brought, ready to be told in any language and medium.
package struct Examination: Sendable {
    package var host: HostIdentity
    package var version: String
    package var started: Timestamp
    package var finished: Timestamp
    /// Worst first.
    package var findings: [Finding]
    package var gaps: [Gap]
    package var coverage: Coverage
    package var packageSources: [PackageSource]
    /// Nil for `scan`, which gives findings only.
    package var verdict: Verdict?
    package var stories: [Story]
    package var timeline: [TimelineEntry]
    package var nextSteps: [NextStep]
    /// Detectors that a gap left unanswered: the ids for each gap's kinds of facts.
    package var unanswered: [FactKind: [String]]
    /// What differs from a baseline; nil where none was compared with.
    package var drift: Drift?
    /// What the operator accepted before, and is still as it was then.
    package var accepted: [AcceptedThing] = []
    /// How they got in and who was exposed; nil where no logs were read for it.
    package var answer: Answer?

    package init(
        host: HostIdentity, version: String, started: Timestamp, finished: Timestamp, findings: [Finding], gaps: [Gap],
        coverage: Coverage, packageSources: [PackageSource] = [], verdict: Verdict? = nil, stories: [Story] = [],
        timeline: [TimelineEntry] = [], nextSteps: [NextStep] = [], unanswered: [FactKind: [String]] = [:]
    ) {
        (self.host, self.version, self.started, self.finished) = (host, version, started, finished)
        (self.findings, self.gaps, self.coverage, self.packageSources) = (findings, gaps, coverage, packageSources)
        (self.verdict, self.stories, self.timeline) = (verdict, stories, timeline)
        (self.nextSteps, self.unanswered) = (nextSteps, unanswered)
    }
}
