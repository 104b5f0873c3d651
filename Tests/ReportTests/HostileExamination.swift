import Model

extension SampleExamination {
    /// What an intruder would write into every name that a report shows.
    static let hostileBytes: [UInt8] =
        Array(
            "\u{1b}[2J\u{1b}]0;owned\u{7}</script><img src=x onerror=alert(1)>\" ' & \u{202e}gpj\u{2066}\u{200b}\r\n\u{85}\\u0041 日本".utf8)
        + [
            0xff, 0xc0, 0xaf, 0x00, 0x9b,
        ]
    static let hostile = RawText(hostileBytes)
    /// The same without the bytes that are not UTF-8.
    static let hostileText = RawText(hostileBytes.dropLast(5))

    private static var hostileString: String { hostileText.utf8 ?? "" }

    /// Every field of every part holds the hostile text.
    static var allHostile: Examination {
        let words = plain("before \(hostile) after")
        let subject = Subject(
            .file, path: hostile, pid: -1, user: hostile, address: hostileString, name: hostile, line: Int.min)
        let evidence = EvidenceItem(
            .content, source: hostileString, path: hostile, offset: Int.max, length: Int.min, line: -1,
            sha256: Digest(.sha256, Array(repeating: 0xab, count: 32)), text: hostile)
        let extreme = TimeSpan(Timestamp(seconds: .min), Timestamp(seconds: .max, nanoseconds: .max), clock: .settable)
        let finding = Finding(
            detector: hostileString, severity: .critical, confidence: .possible, aspect: .activity, title: words, explanation: words,
            subject: subject, techniques: [hostileString], evidence: [evidence, evidence], misses: words,
            references: [hostileString, "javascript:alert(1)", "https://example.org/\"onmouseover=alert(1)"],
            nextSteps: [NextStep(action: hostileString, text: words)],
            rule: RuleCredit(name: hostileString, author: hostileString, license: hostileString),
            times: [
                TimeMark(Timestamp(seconds: .min), .created, clock: .settable, path: hostile, doubt: words),
                TimeMark(Timestamp(seconds: .max), .ended, clock: .kernel, path: hostile),
            ],
            related: [hostile, hostileText], firstSeen: extreme, lastActive: Timestamp(seconds: .max))
        var examination = Examination(
            host: HostIdentity(
                name: hostile, machineID: hostile, system: hostile, family: [hostileString], kernel: hostile, timeZone: hostile,
                view: .root, root: hostile, offset: Int.max),
            version: hostileString, started: Timestamp(seconds: .min), finished: Timestamp(seconds: .max, nanoseconds: .max),
            findings: [finding, finding],
            gaps: [
                Gap(collector: hostileString, subject: hostile, reason: words, facts: Set(FactKind.allCases), isTotal: true, count: .max),
                Gap(collector: hostileString, subject: nil, reason: words, facts: [], count: .max),
            ],
            coverage: Coverage(), packageSources: [PackageSource(kind: hostileString, path: hostile, packages: .min, files: .max)])
        examination.coverage.files = .max
        examination.coverage.bytes = .max
        examination.coverage.processes = .min
        examination.coverage.ran = [hostileString]
        examination.coverage.notChecked = [hostileString]
        examination.unanswered = [.files: [hostileString]]
        examination.verdict = Verdict(
            state: .compromised, since: extreme, active: true, dormantSince: Timestamp(seconds: .min), activityReason: words,
            dwellSeconds: .max, summary: words)
        examination.stories = [
            Story(
                title: words, explanation: words, findings: [finding.id, finding.id, hostileString], severity: .critical,
                confidence: .likely, since: extreme, lastActive: Timestamp(seconds: .min)),
            Story(title: words, explanation: words, findings: [finding.id], severity: .low, confidence: .certain),
        ]
        examination.timeline = [
            TimelineEntry(
                time: Timestamp(seconds: 0), clock: .record, kind: hostileString, text: words, subject: subject, evidence: evidence)
        ]
        examination.nextSteps = [NextStep(action: hostileString, text: words), NextStep(action: "b", text: words, reversible: false)]
        return examination
    }
}
