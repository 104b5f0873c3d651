import Casework
import Model

extension Report {
    /// A document of a case as plain text of `width` columns.
    package static func text(_ document: CaseDocument, width: Int) -> String {
        var text = CaseText(document, width: width)
        return text.render()
    }

    package static func markdown(_ document: CaseDocument) -> String { CaseMarkdown(document).render() }

    /// One self-contained page without scripts and without outside loads.
    package static func html(_ document: CaseDocument) -> String { CaseHTML(document).page() }

    package static func json(_ document: CaseDocument) -> String {
        JSONWriter.indented(CaseJSON(language: document.language, offset: document.offset).document(document)) + "\n"
    }

    /// Where a case stands, after the contract of `banken.case/1`.
    package static func json(_ file: CaseFile, place: RawText, language: Language, now: Timestamp, offset: Int) -> String {
        JSONWriter.indented(.object(CaseJSON(language: language, offset: offset).state(file, place: place, now: now))) + "\n"
    }

    /// Several cases, one object a line.
    package static func jsonLines(_ cases: [(file: CaseFile, place: RawText)], language: Language, now: Timestamp, offset: Int) -> String {
        let json = CaseJSON(language: language, offset: offset)
        return cases.map { JSONWriter.compact(.object(json.state($0.file, place: $0.place, now: now))) + "\n" }.joined()
    }
}
