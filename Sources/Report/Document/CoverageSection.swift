import Model

extension Document {
    /// How much was looked at, at what, and how.
    static func coverage(_ examination: Examination, _ language: Language) -> DocumentSection {
        let (host, coverage) = (examination.host, examination.coverage)
        var rows: [DocumentRow] = []
        func add(_ label: Localized, _ value: Prose) { rows.append(DocumentRow(label[language], value)) }
        if !host.name.isEmpty { add(CoverageWords.host, "\(host.name)") }
        if !host.system.isEmpty { add(CoverageWords.system, "\(host.system)") }
        if !host.kernel.isEmpty { add(CoverageWords.kernel, "\(host.kernel)") }
        add(CoverageWords.way, CoverageWords.view(host.view, root: host.root)[language])
        add(
            CoverageWords.examined,
            MomentFormat(language, offset: host.offset).span(TimeSpan(examination.started, examination.finished, clock: .system)))
        add(CoverageWords.found, counts(examination.findings, language))
        add(CoverageWords.files, CoverageWords.number(coverage.files)[language])
        add(CoverageWords.content, CoverageWords.size(coverage.bytes))
        if coverage.notReadAgain > 0 { add(DriftWords.notRead, DriftWords.notReadAgain(coverage.notReadAgain)[language]) }
        add(CoverageWords.processes, CoverageWords.number(coverage.processes)[language])
        for source in examination.packageSources.prefix(20) { add(CoverageWords.packages, CoverageWords.packages(source)[language]) }
        if let packages = coverage.packagesInPacks {
            add(CoverageWords.archive, CoverageWords.packs(packages, files: coverage.judgedByPack)[language])
        }
        add(CoverageWords.ran, CoverageWords.number(coverage.ran.count)[language])
        add(CoverageWords.notChecked, notChecked(coverage.notChecked, language))
        add(CoverageWords.version, "Banken " + Prose([.words(examination.version)]))
        return DocumentSection(role: .coverage, title: SectionWords.coverage[language], blocks: [.rows(rows)])
    }

    /// Checks that could not be made, by id.
    private static func notChecked(_ ids: [String], _ language: Language) -> Prose {
        if ids.isEmpty { return CoverageWords.none[language] }
        let list: Prose = "\(list: ids.map { RawText($0) }, most: 20)"
        return CoverageWords.number(ids.count)[language] + (language == .ja ? "：" : ": ") + list
    }

    /// How many findings of each severity: "critical 2, high 1".
    private static func counts(_ findings: [Finding], _ language: Language) -> Prose {
        if findings.isEmpty { return CoverageWords.none[language] }
        let byseverity = Dictionary(grouping: findings, by: \.severity).mapValues(\.count)
        let parts = Severity.allCases.reversed().compactMap { severity -> Prose? in
            guard let count = byseverity[severity] else { return nil }
            return GradeWords.severity(severity)[language] + " \(count)"
        }
        return Prose.joined(parts, language == .ja ? "、" : ", ")
    }
}
