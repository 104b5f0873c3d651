import Model

/// Which command's result is told: `scan` gives findings, `examine` also draws conclusions, `baseline` also tells what changed.
package enum ReportKind: String, Sendable, Hashable, CaseIterable { case scan, examine, baseline }

/// An examination told to a person or to a program.
///
/// Every function is pure: the same examination gives the same text, byte for byte. Text ends with a line feed.
package enum Report {
    /// For a terminal of `width` columns (30 to 200; others are brought into that range). Without a verdict it tells findings only.
    package static func text(_ examination: Examination, language: Language, color: Bool, width: Int) -> String {
        let kind: ReportKind = examination.drift != nil ? .baseline : examination.verdict == nil ? .scan : .examine
        let document = Document(examination, kind: kind, language: language)
        var renderer = TextRenderer(moments: document.moments, width: min(max(width, 30), 200), color: color)
        return renderer.render(document)
    }

    /// One self-contained page without scripts and without outside loads.
    package static func html(_ examination: Examination, kind: ReportKind, language: Language) -> String {
        HTMLRenderer(Document(examination, kind: kind, language: language)).page()
    }

    /// One object after the contract of `banken.scan/1` or `banken.examine/1`, indented.
    package static func json(_ examination: Examination, kind: ReportKind, language: Language) -> String {
        JSONWriter.indented(.object(ExaminationJSON(examination, kind: kind, language: language).whole)) + "\n"
    }

    /// One object a line, each with a `"record"`: findings, gaps, stories, timeline entries, and last the summary.
    package static func jsonLines(_ examination: Examination, kind: ReportKind, language: Language) -> String {
        var output = ""
        for record in ExaminationJSON(examination, kind: kind, language: language).records {
            output += JSONWriter.compact(.object(record)) + "\n"
        }
        return output
    }
}
