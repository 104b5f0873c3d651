import Model

extension Document {
    /// Changes that a document tells one by one; the rest is in the JSON output.
    private static let mostChanges = 100

    /// What differs from the baseline, and what the operator accepted.
    static func drift(_ examination: Examination, _ language: Language) -> [DocumentSection] {
        guard let drift = examination.drift else { return [] }
        var blocks: [DocumentBlock] = []
        if drift.changes.isEmpty {
            blocks.append(.paragraph(DriftWords.none[language]))
        } else {
            blocks.append(.rows(drift.changes.prefix(mostChanges).map { row($0, language) }))
            let rest = drift.changes.count - mostChanges
            if rest > 0 { blocks.append(.note(SectionWords.leftOut(rest)[language])) }
        }
        var sections = [DocumentSection(role: .changes, title: DriftWords.changes[language], blocks: blocks)]
        if !drift.explained.isEmpty {
            sections.append(
                DocumentSection(
                    role: .explained, title: DriftWords.explained[language],
                    blocks: [.note(DriftWords.explainedNote[language]), .rows(reasons(drift.explained, language))]))
        }
        if !drift.quiet.isEmpty {
            let rows = drift.quiet.map { DocumentRow(DriftWords.place($0.place)[language], DriftWords.counts($0)[language]) }
            sections.append(
                DocumentSection(
                    role: .quiet, title: DriftWords.quiet[language], blocks: [.note(DriftWords.quietNote[language]), .rows(rows)]))
        }
        sections.append(DocumentSection(role: .baseline, title: DriftWords.baseline[language], blocks: [.rows(about(drift, language))]))
        return sections
    }

    static func accepted(_ examination: Examination, _ language: Language) -> [DocumentSection] {
        if examination.accepted.isEmpty { return [] }
        let rows = examination.accepted.prefix(mostChanges).map { accepted in
            let subject = accepted.subject.told(language)
            return DocumentRow(
                accepted.title[language], subject + " · " + DriftWords.acceptance(accepted.acceptance)[language])
        }
        return [
            DocumentSection(
                role: .accepted, title: DriftWords.accepted[language], blocks: [.note(DriftWords.acceptedNote[language]), .rows(rows)])
        ]
    }

    /// "[low] changed": "/etc/motd · A configuration file was changed · content (3 bytes before, 5 now)".
    private static func row(_ change: Change, _ language: Language) -> DocumentRow {
        let label: Prose = "[" + GradeWords.severity(change.severity)[language] + "] " + DriftWords.how(change.how)[language]
        var value: Prose = change.subject.path.map { "\($0)" } ?? change.subject.name.map { "\($0)" } ?? ""
        value = value + " · " + change.title[language]
        for detail in change.details { value = value + " · " + detail[language] }
        if change.inside > 0 { value = value + " · " + DriftWords.inside(change.inside)[language] }
        return DocumentRow(label, value)
    }

    /// How many changes each reason explains, the commonest first.
    private static func reasons(_ changes: [Change], _ language: Language) -> [DocumentRow] {
        var counts: [Localized: Int] = [:]
        var order: [Localized] = []
        for change in changes {
            guard let reason = change.reason else { continue }
            if counts[reason] == nil { order.append(reason) }
            counts[reason, default: 0] += 1 + change.inside
        }
        let sorted = order.enumerated().sorted {
            (counts[$1.element] ?? 0, $0.offset) < (counts[$0.element] ?? 0, $1.offset)
        }
        return sorted.prefix(mostChanges).map { DocumentRow(CoverageWords.number(counts[$0.element] ?? 0)[language], $0.element[language]) }
    }

    private static func about(_ drift: Drift, _ language: Language) -> [DocumentRow] {
        var rows = [
            DocumentRow(DriftWords.saved[language], "\(drift.baseline.saved)"),
            DocumentRow(DriftWords.files[language], CoverageWords.number(drift.files)[language]),
            DocumentRow(DriftWords.key[language], DriftWords.trust(drift)[language]),
        ]
        if drift.retimed > 0 { rows.append(DocumentRow(DriftWords.retimed[language], CoverageWords.number(drift.retimed)[language])) }
        return rows
    }
}
