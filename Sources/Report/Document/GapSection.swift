import Model

extension Document {
    /// What could not be looked at: never left out, even when there is nothing to tell.
    static func gaps(_ examination: Examination, _ language: Language) -> DocumentSection {
        let title = SectionWords.gaps[language]
        if examination.gaps.isEmpty, examination.coverage.notChecked.isEmpty {
            return DocumentSection(role: .gaps, title: title, blocks: [.paragraph(SectionWords.noGaps[language])])
        }
        // Total gaps first: they leave the most unanswered.
        let sorted = examination.gaps.filter(\.isTotal) + examination.gaps.filter { !$0.isTotal }
        let blocks = sorted.map { DocumentBlock.gap(GapBlock($0, examination.unanswered, language)) }
        return DocumentSection(role: .gaps, title: title, blocks: [.note(SectionWords.gapsNote[language])] + blocks)
    }
}

extension GapBlock {
    init(_ gap: Gap, _ unanswered: [FactKind: [String]], _ language: Language) {
        let extent = (gap.isTotal ? FactWords.whole : FactWords.partly)[language]
        let kinds = FactKind.allCases.filter { gap.facts.contains($0) }
        let topics = Prose.joined(kinds.map { FactWords.topic($0)[language] }, language == .ja ? "、" : ", ")
        let isTopical = gap.subject == nil && !kinds.isEmpty
        let subject: Prose = isTopical ? topics : gap.subject.map { "\($0)" } ?? "\(RawText(gap.collector))"
        let count: Prose = gap.count > 1 ? Prose.blank + FactWords.times(gap.count)[language] : ""
        title = subject + count + (language == .ja ? "：" : ": ") + extent
        rows = [DocumentRow(FactWords.why[language], gap.reason[language])]
        if !kinds.isEmpty, !isTopical { rows.append(DocumentRow(FactWords.unanswered[language], topics)) }
        let detectors = gap.detectors(unanswered)
        if !detectors.isEmpty {
            let list: Prose = "\(list: detectors.map { RawText($0) }, most: 12)"
            rows.append(DocumentRow(FactWords.checks[language], list))
        }
    }
}

extension Gap {
    /// The ids of detectors that this gap leaves without an answer, in order and without doubles.
    func detectors(_ unanswered: [FactKind: [String]]) -> [String] {
        Set(facts.flatMap { unanswered[$0] ?? [] }).sorted()
    }
}

extension Prose {
    static let blank: Prose = " "

    static func joined(_ parts: [Prose], _ separator: Prose) -> Prose {
        var pieces: [Piece] = []
        for (index, part) in parts.enumerated() { pieces += (index > 0 ? separator.pieces : []) + part.pieces }
        return Prose(pieces)
    }
}
