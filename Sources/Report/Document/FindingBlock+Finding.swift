import Model

extension FindingBlock {
    init(_ finding: Finding, anchor: String, moments: MomentFormat) {
        let language = moments.language
        self.anchor = anchor
        severity = finding.severity
        badge = GradeWords.severity(finding.severity)[language]
        title = finding.title[language]
        explanation = finding.explanation[language]
        place = DocumentRow(FindingWords.place[language], finding.subject.told(language))
        sureness = DocumentRow(FindingWords.sure[language], GradeWords.sureness(finding.confidence)[language])
        known = finding.known.map { DocumentRow(FindingWords.known[language], $0.told(language)) }
        check = DocumentRow(FindingWords.detector[language], "\(RawText(finding.detector))")
        evidenceLabel = FindingWords.why[language]
        detailsLabel = FindingWords.details(finding.evidence.count)[language]
        evidence = finding.evidence.map { EvidenceLine(origin: $0.origin(language), quote: $0.text) }
        referencesLabel = FindingWords.references[language]
        references = finding.references + finding.known.flatMap(\.references).filter { !finding.references.contains($0) }
        details = FindingBlock.details(finding, moments)
    }

    /// The rows that only a patient reader needs.
    private static func details(_ finding: Finding, _ moments: MomentFormat) -> [DocumentRow] {
        let language = moments.language
        var rows: [DocumentRow] = []
        func add(_ label: Localized, _ value: Prose) {
            if !value.pieces.isEmpty { rows.append(DocumentRow(label[language], value)) }
        }
        if let first = finding.firstSeen { add(VerdictWords.since, moments.span(first)) }
        if let last = finding.lastActive { add(FindingWords.lastActive, "\(last)") }
        for mark in finding.times.prefix(6) { add(FindingWords.times, mark.told(language)) }
        if finding.times.count > 6 { add(FindingWords.times, FindingWords.more(finding.times.count - 6)[language]) }
        if !finding.related.isEmpty { add(FindingWords.related, "\(list: finding.related, most: 12)") }
        if let then = finding.asInBaseline { add(DriftWords.asThen, DriftWords.asInBaseline(then)[language]) }
        for step in finding.nextSteps { add(FindingWords.steps, step.told(language)) }
        add(FindingWords.misses, finding.misses[language])
        if !finding.techniques.isEmpty { add(FindingWords.technique, "\(list: finding.techniques.map { RawText($0) }, most: 20)") }
        if let rule = finding.rule {
            add(FindingWords.rule, "\(RawText(rule.name)) · \(RawText(rule.author)) · \(RawText(rule.license))")
        }
        return rows
    }
}

extension KnownThing {
    /// Its names and what it is.
    func told(_ language: Language) -> Prose {
        let names = otherNames.isEmpty ? family : family + " (" + otherNames.prefix(4).joined(separator: ", ") + ")"
        return Prose([.words(names), .words(language == .ja ? "：" : ": ")]) + about[language]
    }
}

extension Subject {
    /// What it is and where, in one line.
    func told(_ language: Language) -> Prose {
        var prose = FindingWords.subject(kind)[language]
        func add(_ piece: Prose) { prose = prose + " " + piece }
        if let path { add("\(path)") }
        if let line { prose = prose + FindingWords.line(line)[language] }
        if let name { add("\(name)") }
        if let pid { prose = prose + FindingWords.process(pid)[language] }
        if let user { prose = prose + FindingWords.user(user)[language] }
        if let address { add("\(RawText(address))") }
        return prose
    }
}

extension EvidenceItem {
    /// Its kind and the place in the file where it stands.
    func origin(_ language: Language) -> Prose {
        var prose = FindingWords.evidence(kind)[language]
        if let path {
            prose = prose + " " + "\(path)"
            if let line {
                prose = prose + FindingWords.line(line)[language]
            } else if let offset {
                prose = prose + FindingWords.offset(offset)[language]
            }
        }
        return prose
    }
}

extension TimeMark {
    func told(_ language: Language) -> Prose {
        var prose: Prose = "\(time) · \(TimeWords.meaning(meaning)[language])"
        if let path { prose = prose + " · " + "\(path)" }
        prose = prose + " · " + TimeWords.trust(clock)[language]
        if let doubt { prose = prose + " · " + TimeWords.doubted[language] + (language == .ja ? "：" : ": ") + doubt[language] }
        return prose
    }
}
