import Model

/// What a reader should know of a detector: what it claims, what it needs, and what it cannot see.
package struct DetectorDescription: Hashable, Sendable {
    /// Dotted and stable for ever: "cron.job.deceptive".
    package var id: String
    package var title: Localized
    /// What a finding of it says, in a sentence or two.
    package var claim: Localized
    /// Without these facts it is not checked.
    package var needs: [FactKind]
    /// What it cannot see.
    package var misses: Localized
    /// ATT&CK ids: "T1053.003".
    package var techniques: [String]
    package var aspect: Aspect
    /// From the mildest to the worst severity that it gives.
    package var severities: ClosedRange<Severity>

    package init(
        id: String, title: Localized, claim: Localized, needs: [FactKind], misses: Localized, techniques: [String], aspect: Aspect,
        severities: ClosedRange<Severity>
    ) {
        (self.id, self.title, self.claim, self.needs, self.misses) = (id, title, claim, needs, misses)
        (self.techniques, self.aspect, self.severities) = (techniques, aspect, severities)
    }
}
