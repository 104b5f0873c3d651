/// Somebody who tried, what they tried, and whether anything came through.
package struct Attacker: Hashable, Sendable {
    package var address: RawText
    /// What was tried, with how often: "login.ssh", "web.traversal".
    package var attempts: [String: Int]
    package var first: Timestamp
    package var last: Timestamp
    /// What came through; nil where nothing did as far as the records reach.
    package var success: Localized?
    package var evidence: [EvidenceItem]
    /// Where the address belongs, as the operator's databases and lists tell; nil where they do not.
    package var origin: AddressOrigin?

    package init(
        address: RawText, attempts: [String: Int], first: Timestamp, last: Timestamp, success: Localized? = nil,
        evidence: [EvidenceItem] = []
    ) {
        (self.address, self.attempts, self.first, self.last) = (address, attempts, first, last)
        (self.success, self.evidence) = (success, evidence)
    }

    package var total: Int { attempts.values.reduce(0) { $0 &+ $1 } }
}

/// A way by which a file could have been written at its moment.
package struct WriteChannel: Hashable, Sendable {
    /// What wrote.
    package enum Kind: String, Sendable, Hashable, CaseIterable { case upload, web, session, job, package, command, database, panel }
    /// How well it fits: the same file at the same moment, the same account, or merely possible.
    package enum Strength: Int, Sendable, Hashable, Comparable {
        case conceivable, fitting, certain
        package static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
        package var name: String { "\(self)" }
    }
    package var kind: Kind
    package var strength: Strength
    package var time: Timestamp
    package var user: RawText?
    package var address: RawText?
    package var evidence: EvidenceItem

    package init(kind: Kind, strength: Strength, time: Timestamp, user: RawText?, address: RawText?, evidence: EvidenceItem) {
        (self.kind, self.strength, self.time) = (kind, strength, time)
        (self.user, self.address, self.evidence) = (user, address, evidence)
    }
}

/// Who could have written a file.
package struct WriteAttribution: Hashable, Sendable {
    package var path: RawText
    package var time: Timestamp
    package var owner: RawText
    package var channels: [WriteChannel]

    package init(path: RawText, time: Timestamp, owner: RawText, channels: [WriteChannel]) {
        (self.path, self.time, self.owner, self.channels) = (path, time, owner, channels)
    }
}

/// What the findings and the logs together answer.
package struct Answer: Sendable {
    /// The likeliest first.
    package var causes: [Cause] = []
    /// What the logs tell of a break-in by themselves, beside what was found on the host.
    package var findings: [Finding] = []
    package var sources: [SourceCoverage] = []
    package var writes: [WriteAttribution] = []
    package var attackers: [Attacker] = []
    /// Attackers in all, where only the most active are listed.
    package var attackerCount = 0
    package var exposures: [Exposure] = []
    package var scope = Scope()
    /// What cannot be known, and why.
    package var unknowns: [Localized] = []
    /// What was tried and did not come through, and the records that prove it.
    package var attempts: Localized?
    /// The leading explanation as it stood before the owner's answers; nil where none was given, or none changed it.
    package var beforeAnswers: (kind: CauseKind, standing: Standing)?
    /// The log of the moment that the host's own rule deletes first, and when; nil where no rule is known or all is lost.
    package var fading: (log: RawText, at: Timestamp)?
    /// When the intruder came in, where a record tells.
    package var entry: TimelineEntry?

    package init() {}
}
