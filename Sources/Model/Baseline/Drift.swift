/// One difference between a host and its baseline, told to people.
package struct Change: Hashable, Sendable {
    package enum How: String, Sendable, Hashable, CaseIterable { case added, removed, altered }

    package var how: How
    package var subject: Subject
    package var severity: Severity
    /// What kind of difference it is: "a program was added".
    package var title: Localized
    /// What differs, from what to what; empty where the title says it all.
    package var details: [Localized]
    /// Further files of a folder that came or went as a whole.
    package var inside: Int
    package var before: Fingerprint?
    package var after: Fingerprint?
    /// Why it is no news; nil where nothing explains it.
    package var reason: Localized?

    package init(
        _ how: How, _ subject: Subject, severity: Severity, title: Localized, details: [Localized] = [], inside: Int = 0,
        before: Fingerprint? = nil, after: Fingerprint? = nil, reason: Localized? = nil
    ) {
        (self.how, self.subject, self.severity, self.title) = (how, subject, severity, title)
        (self.details, self.inside, self.before, self.after) = (details, inside, before, after)
        self.reason = reason
    }
}

/// Which key vouches for a baseline.
package enum BaselineTrust: String, Sendable, Hashable {
    /// A public key that the operator named.
    case named
    /// The key in the state folder, which lies on the machine that examines; on a running host that is the host itself.
    case local
}

/// Everything that differs between a host and its baseline.
package struct Drift: Hashable, Sendable {
    package var baseline: BaselineHeader
    /// Of 32 bytes.
    package var publicKey: [UInt8]
    package var trust: BaselineTrust
    /// How many files the baseline holds.
    package var files: Int
    /// What nothing explains, worst first.
    package var changes: [Change]
    /// What package updates and the system's own programs explain.
    package var explained: [Change]
    /// Changes in places that change by themselves, by class; `FileClass.rawValue` in order.
    package var quiet: [QuietChanges]
    /// Files with new times and the content, rights and owner of before.
    package var retimed: Int

    package init(
        baseline: BaselineHeader, publicKey: [UInt8], trust: BaselineTrust, files: Int, changes: [Change], explained: [Change],
        quiet: [QuietChanges], retimed: Int
    ) {
        (self.baseline, self.publicKey, self.trust, self.files) = (baseline, publicKey, trust, files)
        (self.changes, self.explained, self.quiet, self.retimed) = (changes, explained, quiet, retimed)
    }
}

/// How much changed in places of one class.
package struct QuietChanges: Hashable, Sendable {
    package var place: FileClass
    package var added: Int
    package var removed: Int
    package var altered: Int

    package init(_ place: FileClass, added: Int = 0, removed: Int = 0, altered: Int = 0) {
        (self.place, self.added, self.removed, self.altered) = (place, added, removed, altered)
    }
}

/// A finding or a change that the operator accepted in the state in which it is.
package struct AcceptedThing: Hashable, Sendable {
    /// The id of the finding; nil for a change.
    package var finding: String?
    package var title: Localized
    package var severity: Severity
    package var subject: Subject
    package var acceptance: Acceptance

    package init(finding: String?, title: Localized, severity: Severity, subject: Subject, acceptance: Acceptance) {
        (self.finding, self.title, self.severity) = (finding, title, severity)
        (self.subject, self.acceptance) = (subject, acceptance)
    }
}
