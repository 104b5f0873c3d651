import Model

/// A kind of log that is read, in the terms of the report.
package struct LogDescription: Sendable {
    /// Stable: "sshd", "http.access", "wtmp".
    package var id: String
    package var title: Localized
    /// Ends of paths where such logs usually lie; names of programs for what is read within other logs.
    package var places: [String]
    package var shape: Shape

    package enum Shape: String, Sendable {
        /// Lines with a head of their own.
        case lines
        /// Messages of a program, in syslog, the journal or a container's log.
        case messages
        /// Binary records.
        case records
    }

    package init(id: String, title: Localized, places: [String], shape: Shape) {
        (self.id, self.title, self.places, self.shape) = (id, title, places, shape)
    }
}

/// A Sigma rule, in the terms of the report. Its words are its author's, in one language.
package struct SigmaDescription: Sendable {
    package var id: String
    package var title: String
    package var level: String
    package var author: String
    package var license: String
    package var file: String
    package var text: String
    package var techniques: [String]
    package var falsePositives: [String]
    /// Whether it counts or orders matches of other rules.
    package var isCorrelation: Bool

    package init(
        id: String, title: String, level: String, author: String, license: String, file: String, text: String, techniques: [String],
        falsePositives: [String], isCorrelation: Bool
    ) {
        (self.id, self.title, self.level, self.author, self.license) = (id, title, level, author, license)
        (self.file, self.text, self.techniques) = (file, text, techniques)
        (self.falsePositives, self.isCorrelation) = (falsePositives, isCorrelation)
    }
}

extension LogDescription {
    func rows(_ language: Language) -> [DocumentRow] {
        [
            DocumentRow(RuleWords.id[language], "\(RawText(id))"), DocumentRow(RuleWords.shape[language], RuleWords.shape(shape)[language]),
            DocumentRow(
                shape == .messages ? RuleWords.programs[language] : RuleWords.places[language],
                places.isEmpty
                    ? RuleWords.byContent[language]
                    : Prose.joined(places.map { "\(RawText($0))" }, language == .ja ? "、" : ", ")),
        ]
    }
}

extension SigmaDescription {
    func rows(_ language: Language) -> [DocumentRow] {
        let comma: Prose = language == .ja ? "、" : ", "
        var rows = [
            DocumentRow(RuleWords.id[language], "\(RawText(id))"), DocumentRow(RuleWords.level[language], "\(RawText(level))"),
            DocumentRow(RuleWords.says[language], "\(RawText(oneLine(text)))"),
            DocumentRow(RuleWords.kind[language], (isCorrelation ? RuleWords.correlation : RuleWords.single)[language]),
            DocumentRow(RuleWords.author[language], "\(RawText(author)), \(RawText(license))"),
            DocumentRow(RuleWords.file[language], "\(RawText(file))"),
        ]
        if !falsePositives.isEmpty {
            rows.append(DocumentRow(RuleWords.innocent[language], Prose.joined(falsePositives.map { "\(RawText(oneLine($0)))" }, comma)))
        }
        if !techniques.isEmpty {
            rows.append(DocumentRow(DetectorWords.techniques[language], Prose.joined(techniques.map { "\(RawText($0))" }, comma)))
        }
        return rows
    }

    private func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
