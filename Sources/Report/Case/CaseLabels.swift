import Casework
import Model

/// The words that every rendering of a case needs.
enum CaseLabels {
    static let next = Localized(en: "The next step:", ja: "次にすること:")
    static let never = Localized(en: "What not to do:", ja: "してはいけないこと:")
    /// Above the entries that a document lists: all of them in the technical report.
    static func sources(_ document: CaseDocument) -> Prose {
        let words =
            document.kind == .technical
            ? Localized(en: "Journal of the case", ja: "案件の記録(すべて)")
            : Localized(en: "Entries of the case that this rests on", ja: "根拠となる記録")
        return words[document.language]
    }

    /// " [3, 4]", the entries that a statement rests on, where the document lists them.
    static func cites(_ cites: [Int], _ document: CaseDocument) -> String {
        guard !cites.isEmpty, !document.sources.isEmpty else { return "" }
        return " [" + cites.map(String.init).joined(separator: ", ") + "]"
    }
}
