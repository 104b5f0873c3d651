import Model

extension VerdictBlock {
    init(_ examination: Examination, kind: ReportKind, moments: MomentFormat) {
        let language = moments.language
        let verdict = kind == .examine ? examination.verdict ?? .open : nil
        let worst = examination.findings.map(\.severity).max()
        let headline =
            examination.drift.map { DriftWords.headline($0.changes.count)[language] }
            ?? verdict.map { VerdictWords.headline($0.state)[language] }
            ?? VerdictWords.scanned(examination.findings.count, worst: worst)[language]
        tone = VerdictBlock.tone(verdict, examination)
        self.headline = headline
        let scanned = VerdictWords.scanned(examination.findings.count, worst: worst)[language]
        summary =
            examination.drift != nil
            ? scanned : verdict.map { $0.summary[language] }.flatMap { $0 == headline || $0.pieces.isEmpty ? nil : $0 }
        rows = []
        nextStepLabel = VerdictWords.nextStep[language]
        nextStep = kind == .examine ? examination.nextSteps.first?.told(language) : nil
        doNotLabel = VerdictWords.doNot[language]
        doNots = []
        if let verdict {
            tell(verdict, moments)
            if let answer = examination.answer, verdict.state == .compromised || verdict.state == .suspicious { tell(answer, moments) }
        }
        if !examination.gaps.isEmpty {
            let count = examination.gaps.reduce(0) { $0 + min(max(1, $1.count), 1_000_000_000) }
            rows.append(DocumentRow(VerdictWords.incomplete[language], VerdictWords.incompleteness(count)[language]))
        }
    }

    private mutating func tell(_ verdict: Verdict, _ moments: MomentFormat) {
        let language = moments.language
        if let since = verdict.since {
            rows.append(DocumentRow(VerdictWords.since[language], moments.span(since)))
        }
        if let dwell = verdict.dwellSeconds, dwell > 0 {
            rows.append(DocumentRow(VerdictWords.dwell[language], TimeWords.duration(dwell)[language]))
        }
        guard verdict.state == .compromised || verdict.state == .suspicious else { return }
        doNots = VerdictWords.doNots.map { $0[language] }
        // A mere suspicion with nothing known about activity has no intruder to speak of.
        if verdict.state == .suspicious, verdict.active == nil, verdict.activityReason == nil { return }
        var state = VerdictWords.activity(active: verdict.active, dormantSince: verdict.dormantSince)[language]
        if let reason = verdict.activityReason?[language], !reason.pieces.isEmpty {
            state = state + (language == .en ? " " : "") + reason
        }
        rows.append(DocumentRow(VerdictWords.now[language], state))
    }

    /// How they got in, who was exposed, and by when something has to be done, each in one line.
    private mutating func tell(_ answer: Answer, _ moments: MomentFormat) {
        let language = moments.language
        if let leader = answer.causes.first {
            let isOpen = leader.standing == .undecidable || leader.kind == .unknown
            let sentence = isOpen ? AnswerWords.open(answer.entry)[language] : (leader.account ?? leader.kind.words)[language]
            let sure: Prose =
                isOpen
                ? "" : (language == .ja ? "（" : " (") + AnswerWords.standing(leader.standing)[language] + (language == .ja ? "）" : ")")
            rows.append(DocumentRow(AnswerWords.entry[language], sentence + sure))
        }
        let people = answer.exposures.map { $0.persons.count }.max() ?? 0
        if people > 0 { rows.append(DocumentRow(AnswerWords.exposure[language], AnswerWords.visitors(people)[language])) }
        if let fading = answer.fading {
            rows.append(DocumentRow(AnswerWords.byWhen[language], AnswerWords.fades(fading.log, fading.at)[language]))
        }
    }

    private static func tone(_ verdict: Verdict?, _ examination: Examination) -> Tone {
        guard let verdict else {
            let changes = examination.drift?.changes ?? []
            switch (examination.findings.map(\.severity) + changes.map(\.severity)).max() {
            case .critical, .high: return .bad
            case .medium: return .warning
            case .low, .info, nil: return examination.gaps.isEmpty ? .good : .open
            }
        }
        return switch verdict.state {
        case .compromised: .bad
        case .suspicious, .attempted: .warning
        case .clean: examination.gaps.isEmpty ? .good : .open
        case .undecided: .open
        }
    }
}

extension Verdict {
    /// What an examination without a verdict says.
    static var open: Verdict { Verdict(state: .undecided, summary: VerdictWords.undecidedSummary) }
}
