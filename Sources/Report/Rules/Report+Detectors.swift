import Model

extension Report {
    /// One line a detector, grouped by the question that it answers: `rules list`.
    package static func detectorList(_ detectors: [DetectorDescription], language: Language, color: Bool, width: Int) -> String {
        var renderer = ruleRenderer(language, color: color, width: width)
        for (aspect, members) in grouped(detectors) {
            renderer.write(renderer.runs(AspectWords.question(aspect)[language], .strong))
            let rows = members.map { DocumentRow("\(RawText($0.id))", $0.title[language]) }
            renderer.write(rows, indent: 2)
            renderer.blank()
        }
        return renderer.output
    }

    /// Everything about one detector: `rules show`.
    package static func detector(_ detector: DetectorDescription, language: Language, color: Bool, width: Int) -> String {
        var renderer = ruleRenderer(language, color: color, width: width)
        renderer.write(renderer.runs(detector.title[language], .strong))
        renderer.write(detector.rows(language), indent: 2)
        return renderer.output
    }

    static func detectorObject(_ detector: DetectorDescription, _ language: Language) -> JSONValue {
        let format = FindingJSON(language: language, offset: 0)
        return .object([
            ("id", .string(detector.id)), ("title", format.prose(detector.title)), ("claim", format.prose(detector.claim)),
            ("aspect", .string(detector.aspect.rawValue)),
            (
                "severity",
                .object([
                    ("lowest", .string(detector.severities.lowerBound.name)),
                    ("highest", .string(detector.severities.upperBound.name)),
                ])
            ),
            ("needs", .strings(detector.needs.map(\.rawValue))), ("misses", format.prose(detector.misses)),
            ("techniques", .strings(detector.techniques)),
        ])
    }

    /// A Markdown page of all detectors, for the documentation.
    package static func detectorsMarkdown(_ detectors: [DetectorDescription], language: Language = .en) -> String {
        func markdown(_ prose: Prose) -> String {
            prose.pieces.map { piece in
                switch piece {
                case .words(let words): MarkdownEscaping.words(words)
                case .host(let text): MarkdownEscaping.host(text)
                case .time(let time): time.printable.rfc3339()
                }
            }.joined()
        }
        var output = "# \(markdown(DetectorWords.title[language]))\n\n\(markdown(DetectorWords.introduction[language]))\n"
        for (aspect, members) in grouped(detectors) {
            output += "\n## \(markdown(AspectWords.question(aspect)[language]))\n"
            for detector in members {
                output += "\n### \(MarkdownEscaping.foreign(detector.id))\n\n\(markdown(detector.title[language]))\n\n"
                for row in detector.rows(language).dropFirst() {
                    output += "- \(markdown(row.label)): \(markdown(row.value))\n"
                }
            }
        }
        return output
    }

    /// By question, within it by id.
    private static func grouped(_ detectors: [DetectorDescription]) -> [(Aspect, [DetectorDescription])] {
        let byAspect = Dictionary(grouping: detectors, by: \.aspect)
        return AspectWords.order.compactMap { aspect in
            byAspect[aspect].map { (aspect, $0.sorted { $0.id < $1.id }) }
        }
    }
}

extension DetectorDescription {
    func rows(_ language: Language) -> [DocumentRow] {
        let separator: Prose = language == .ja ? "、" : ", "
        var rows = [
            DocumentRow(DetectorWords.id[language], "\(RawText(id))"),
            DocumentRow(DetectorWords.claim[language], claim[language]),
            DocumentRow(DetectorWords.aspect[language], AspectWords.question(aspect)[language]),
            DocumentRow(DetectorWords.severity[language], DetectorWords.severity(severities)[language]),
            DocumentRow(DetectorWords.needs[language], Prose.joined(needs.map { FactWords.topic($0)[language] }, separator)),
            DocumentRow(DetectorWords.misses[language], misses[language]),
        ]
        if !techniques.isEmpty {
            rows.append(
                DocumentRow(DetectorWords.techniques[language], Prose.joined(techniques.map { "\(RawText($0))" }, separator)))
        }
        return rows
    }
}
