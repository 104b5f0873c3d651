/// What a log tells about, as far as questions of the inquiry are concerned.
package enum SourceChannel: String, Sendable, Hashable, CaseIterable {
    /// Log-ins over SSH and at the console: auth.log, secure, journal, wtmp.
    case logins
    case ftp, web, webErrors, jobs, packages, audit, mail, database, histories, system, other
}

/// A log that was read, with its place in the row of its rotation.
package struct ReadLog: Sendable {
    package var report: SourceReport
    /// The path without what rotation and packing add.
    package var family: RawText
    /// 0 for the log that is written to; higher is older.
    package var age: Int
    package var modified: Timestamp?
    package var born: Timestamp?

    package init(report: SourceReport, family: RawText, age: Int, modified: Timestamp? = nil, born: Timestamp? = nil) {
        (self.report, self.family, self.age, self.modified, self.born) = (report, family, age, modified, born)
    }
}

/// How far one log, with all its rotated pieces, reaches, and what is missing in it.
package struct SourceCoverage: Hashable, Sendable {
    /// A time of which the log tells nothing although it reaches over it.
    package struct Hole: Hashable, Sendable {
        package var span: TimeSpan
        package var why: Localized

        package init(span: TimeSpan, why: Localized) { (self.span, self.why) = (span, why) }
    }
    /// A sign that somebody changed the log.
    package struct Tampering: Hashable, Sendable {
        package var text: Localized
        package var evidence: EvidenceItem?
        /// Whether records are gone or forged, and not only out of order: what the log does not tell then proves nothing.
        package var isRemoval: Bool

        package init(text: Localized, evidence: EvidenceItem? = nil, isRemoval: Bool = true) {
            (self.text, self.evidence, self.isRemoval) = (text, evidence, isRemoval)
        }
    }
    package var name: RawText
    package var channels: Set<SourceChannel>
    package var first: Timestamp?
    package var last: Timestamp?
    package var records: Int
    package var holes: [Hole]
    package var tampering: [Tampering]
    /// Seconds that its clock is ahead of the host's other records; nil where nothing could be compared.
    package var offsetSeconds: Int64?
    /// Why it was not, or not fully, read.
    package var failure: Localized?
    /// How long its pieces are kept by the host's own rule, in seconds.
    package var keptSeconds: Int64?

    package init(
        name: RawText, channels: Set<SourceChannel>, first: Timestamp?, last: Timestamp?, records: Int, holes: [Hole] = [],
        tampering: [Tampering] = [], offsetSeconds: Int64? = nil, failure: Localized? = nil, keptSeconds: Int64? = nil
    ) {
        (self.name, self.channels, self.first, self.last, self.records) = (name, channels, first, last, records)
        (self.holes, self.tampering, self.offsetSeconds, self.failure) = (holes, tampering, offsetSeconds, failure)
        self.keptSeconds = keptSeconds
    }

    /// Whether the log reaches over a moment, and nothing is missing there.
    package func covers(_ time: Timestamp) -> Bool {
        guard let first, let last, first <= time, time <= last else { return false }
        return !holes.contains { $0.span.earliest <= time && time <= $0.span.latest }
    }

    /// Whether what it does not tell of a moment did not happen: it reaches over it, and nobody took records out of it.
    package func vouches(_ time: Timestamp) -> Bool { covers(time) && !tampering.contains(where: \.isRemoval) }
}
