import Model

extension Document {
    /// Tells `examination` in `language`; a scan keeps back what only an examination concludes.
    init(_ examination: Examination, kind: ReportKind, language: Language) {
        let host = examination.host
        self.language = language
        moments = MomentFormat(language, offset: host.offset)
        title = SectionWords.subject(host.name)[language]
        subtitle = "\(examination.finished) · " + "Banken " + Prose([.words(examination.version)])
        sections = []

        var catalogue = FindingCatalogue(examination.findings, language: language, moments: moments)
        sections.append(DocumentSection(role: .verdict, blocks: [.verdict(VerdictBlock(examination, kind: kind, moments: moments))]))
        sections += Document.drift(examination, language)
        if kind == .examine {
            // What happened and what to do come before what was found.
            sections += Document.entry(examination, moments, language)
            sections += Document.steps(examination, kind, language)
            sections += Document.stories(examination, &catalogue, language)
            sections += Document.remaining(&catalogue, language)
        } else {
            sections += Document.findings(&catalogue, language)
        }
        sections += Document.weaknesses(&catalogue, language)
        sections += Document.attempts(examination, moments, language)
        sections += Document.accepted(examination, language)
        let chronicle = Chronicle(examination, language: language)
        if !chronicle.points.isEmpty {
            sections.append(
                DocumentSection(role: .timeline, title: SectionWords.timeline[language], blocks: [.chronicle(chronicle)]))
        }
        sections += Document.unknowns(examination, moments, language)
        sections.append(Document.gaps(examination, language))
        sections.append(Document.coverage(examination, language))
        sections.append(
            DocumentSection(role: .more, title: SectionWords.more[language], blocks: [.paragraph(SectionWords.moreText[language])]))
    }

    private static func stories(
        _ examination: Examination, _ catalogue: inout FindingCatalogue, _ language: Language
    ) -> [DocumentSection] {
        if examination.stories.isEmpty { return [] }
        let blocks = examination.stories.map { DocumentBlock.story(catalogue.story($0)) }
        return [DocumentSection(role: .stories, title: SectionWords.stories[language], blocks: blocks)]
    }

    /// What no story tells, but for the weaknesses.
    private static func remaining(_ catalogue: inout FindingCatalogue, _ language: Language) -> [DocumentSection] {
        let groups = catalogue.takeRest { $0 != .weakness }
        if groups.isEmpty { return [] }
        let blocks = [.note(SectionWords.furtherNote[language])] + groups.map { DocumentBlock.findings($0) }
        return [DocumentSection(role: .further, title: SectionWords.further[language], blocks: blocks)]
    }

    private static func findings(_ catalogue: inout FindingCatalogue, _ language: Language) -> [DocumentSection] {
        let groups = catalogue.takeRest { $0 != .weakness }
        if groups.isEmpty { return [] }
        let blocks = groups.map { DocumentBlock.findings($0) }
        return [DocumentSection(role: .findings, title: SectionWords.findings[language], blocks: blocks)]
    }

    private static func weaknesses(_ catalogue: inout FindingCatalogue, _ language: Language) -> [DocumentSection] {
        let groups = catalogue.takeRest { $0 == .weakness }
        if groups.isEmpty { return [] }
        let findings = groups.flatMap(\.findings)
        return [
            DocumentSection(
                role: .weaknesses, title: AspectWords.question(.weakness)[language],
                blocks: [
                    .note(SectionWords.weaknessNote[language]), .findings(FindingGroup(question: nil, findings: findings)),
                ])
        ]
    }

    private static func steps(_ examination: Examination, _ kind: ReportKind, _ language: Language) -> [DocumentSection] {
        guard kind == .examine, examination.nextSteps.count > 1 else { return [] }
        let steps = examination.nextSteps.map { $0.told(language) }
        return [DocumentSection(role: .steps, title: SectionWords.steps[language], blocks: [.steps(steps)])]
    }
}

extension NextStep {
    /// What to do, and whether it can be taken back.
    func told(_ language: Language) -> Prose {
        let note = (reversible ? FindingWords.reversible : FindingWords.irreversible)[language]
        return switch language {
        case .ja: "\(text.ja)（\(note)）"
        case .en: "\(text.en) (\(note))"
        }
    }
}
