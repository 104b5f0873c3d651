/// How bad it is if it is true.
package enum Severity: Int, Sendable, Hashable, Comparable, CaseIterable {
    case info, low, medium, high, critical
    package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    /// The name that JSON uses.
    package var name: String { "\(self)" }
}

/// How sure we are that it is true.
package enum Confidence: Int, Sendable, Hashable, Comparable, CaseIterable {
    case possible, likely, certain
    package static func < (left: Confidence, right: Confidence) -> Bool { left.rawValue < right.rawValue }
    package var name: String { "\(self)" }
}

/// What a finding says about the intruder: the question that it helps to answer. Reports group by it.
package enum Aspect: String, Sendable, Hashable, CaseIterable {
    /// What the intruder runs, or ran, here.
    case activity
    /// How the intruder comes back.
    case persistence
    /// What the intruder hides, and how.
    case hiding
    /// What of the system or the site was changed.
    case tampering
    /// Records that were removed or kept from being made.
    case tracks
    /// Log-ins that the intruder made for himself.
    case access
    /// Doors that stand open; no trace of an intruder by itself.
    case weakness
}

/// What a finding is about.
package struct Subject: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case file, process, socket, account, job, unit, module, package, log, config, mount, host
    }
    package var kind: Kind
    package var path: RawText?
    package var pid: Int32?
    package var user: RawText?
    package var address: String?
    package var name: RawText?
    package var line: Int?

    package init(
        _ kind: Kind, path: RawText? = nil, pid: Int32? = nil, user: RawText? = nil, address: String? = nil, name: RawText? = nil,
        line: Int? = nil
    ) {
        (self.kind, self.path, self.pid, self.user) = (kind, path, pid, user)
        (self.address, self.name, self.line) = (address, name, line)
    }
}

/// What a finding rests on: a range of bytes, or an observation, of one source.
package struct EvidenceItem: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case content, metadata, digest, process, socket, record, absence
        /// What a person said.
        case statement
    }
    package var kind: Kind
    /// The collector that saw it.
    package var source: String
    package var path: RawText?
    /// Bytes from the start of the file.
    package var offset: Int?
    package var length: Int?
    package var line: Int?
    package var sha256: Digest?
    package var text: RawText

    package init(
        _ kind: Kind, source: String, path: RawText? = nil, offset: Int? = nil, length: Int? = nil, line: Int? = nil,
        sha256: Digest? = nil, text: RawText
    ) {
        (self.kind, self.source, self.path, self.offset) = (kind, source, path, offset)
        (self.length, self.line, self.sha256, self.text) = (length, line, sha256, text)
    }
}

/// One thing that the reader can do, and whether it can be undone.
package struct NextStep: Hashable, Sendable {
    /// A dotted id: "preserve.copy", "host.isolate".
    package var action: String
    package var text: Localized
    package var reversible: Bool

    package init(action: String, text: Localized, reversible: Bool = true) {
        (self.action, self.text, self.reversible) = (action, text, reversible)
    }
}

/// The author and licence of the rule behind a finding.
package struct RuleCredit: Hashable, Sendable {
    package var name: String
    package var author: String
    package var license: String

    package init(name: String, author: String, license: String) {
        (self.name, self.author, self.license) = (name, author, license)
    }
}

/// A moment that a finding's subject carries, and whether it tells something about the intruder.
package struct TimeMark: Hashable, Sendable {
    package enum Meaning: String, Sendable, Hashable, CaseIterable {
        /// The thing came to be.
        case created
        /// The thing was changed.
        case modified
        /// The thing was at work.
        case active
        /// The thing stopped.
        case ended
    }
    package var time: Timestamp
    package var meaning: Meaning
    package var clock: Clock
    package var path: RawText?
    /// Why the stamp is held to be set by hand; nil where nothing speaks against it.
    package var doubt: Localized?

    package init(_ time: Timestamp, _ meaning: Meaning, clock: Clock, path: RawText? = nil, doubt: Localized? = nil) {
        (self.time, self.meaning, self.clock, self.path, self.doubt) = (time, meaning, clock, path, doubt)
    }
}

/// A detector's claim.
package struct Finding: Hashable, Sendable {
    /// The detector's id.
    package var detector: String
    package var severity: Severity
    package var confidence: Confidence
    package var aspect: Aspect
    package var title: Localized
    package var explanation: Localized
    package var subject: Subject
    package var techniques: [String]
    package var evidence: [EvidenceItem]
    /// What the detector cannot see.
    package var misses: Localized
    package var references: [String]
    package var nextSteps: [NextStep]
    package var rule: RuleCredit?
    /// Moments that the subject carries.
    package var times: [TimeMark]
    /// Paths that this finding ties together with its subject: a job's script, a lock's folder.
    package var related: [RawText]
    package var firstSeen: TimeSpan?
    package var lastActive: Timestamp?
    /// What is publicly known of the program behind it.
    package var known: [KnownThing] = []
    /// When the baseline was made in which the subject is as it is now; nil where it is not, or where there is none.
    package var asInBaseline: Timestamp?

    package init(
        detector: String, severity: Severity, confidence: Confidence, aspect: Aspect, title: Localized, explanation: Localized,
        subject: Subject, techniques: [String] = [], evidence: [EvidenceItem] = [], misses: Localized, references: [String] = [],
        nextSteps: [NextStep] = [], rule: RuleCredit? = nil, times: [TimeMark] = [], related: [RawText] = [],
        firstSeen: TimeSpan? = nil, lastActive: Timestamp? = nil
    ) {
        (self.detector, self.severity, self.confidence, self.aspect) = (detector, severity, confidence, aspect)
        (self.title, self.explanation, self.subject, self.techniques) = (title, explanation, subject, techniques)
        (self.evidence, self.misses, self.references, self.nextSteps) = (evidence, misses, references, nextSteps)
        (self.rule, self.times, self.related) = (rule, times, related)
        (self.firstSeen, self.lastActive) = (firstSeen, lastActive)
    }

    /// Sixteen hexadecimal digits that stay the same from run to run: FNV-1a 64 over detector and subject.
    package var id: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xff) &* 0x100_0000_01b3
        }
        mix(detector.utf8)
        mix(subject.kind.rawValue.utf8)
        for text in [subject.path, subject.user, subject.name] { mix(text?.bytes ?? [0]) }
        mix((subject.address ?? "").utf8)
        mix(subject.line.map { "\($0)".utf8 } ?? "".utf8)
        if subject.path == nil { mix(subject.pid.map { "\($0)".utf8 } ?? "".utf8) }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
