import Model

/// What `banken case report` writes. Raw values are the words of the command line.
package enum CaseReportKind: String, Sendable, Hashable, CaseIterable {
    case interim, final, owner, technical, customers
    case privacyFirst = "ppc-first"
    case privacyFinal = "ppc-final"
    case ipa, jpcert, police, gdpr33, xarf
}

/// A letter or report made of a case, before any medium: sections of blocks in one language.
///
/// Every statement of fact names the entries of the journal that it rests on. A blank is a value: what is not known is said to be
/// unknown, and never made up.
package struct CaseDocument: Sendable {
    package var kind: CaseReportKind
    package var language: Language
    /// Seconds east of UTC, for moments in sentences.
    package var offset: Int
    package var title: Prose
    /// Set where it is a letter to be mailed.
    package var envelope: CaseEnvelope?
    package var sections: [CaseSection]
    /// What the numbers behind statements stand for.
    package var sources: [CaseSource]
}

/// Where a letter goes.
package struct CaseEnvelope: Sendable {
    package var to: RawText?
    package var subject: RawText
    /// The Message-ID that it answers (RFC 5322, 3.6.4).
    package var inReplyTo: RawText?
}

/// A heading and what stands below it.
package struct CaseSection: Sendable {
    package var title: Prose?
    package var blocks: [CaseBlock]

    package init(_ title: Prose?, _ blocks: [CaseBlock]) { (self.title, self.blocks) = (title, blocks) }
}

/// A piece of a document.
package enum CaseBlock: Sendable {
    /// The first thing to see; bad, or good.
    case headline(Prose, isBad: Bool)
    case paragraph(CaseStatement)
    case items([CaseStatement])
    /// In order, numbered.
    case steps([CaseStatement])
    /// A field of a form; without a statement it is not known yet.
    case field(Prose, [CaseStatement])
    /// Lines of a log, as they are.
    case quote([RawText])
    /// The one thing to do next, and what must not be done.
    case next(Prose, commands: [RawText])
    case never([Prose])
}

/// A sentence, and the entries of the journal that it rests on.
package struct CaseStatement: Sendable, Hashable {
    package var text: Prose
    package var cites: [Int]

    package init(_ text: Prose, cites: [Int] = []) { (self.text, self.cites) = (text, cites) }
}

/// An entry of the journal that a document cites.
package struct CaseSource: Sendable, Hashable {
    package var number: Int
    package var text: Prose
}

extension CaseDocument {
    /// The words for what nobody knows yet.
    package static func unknown(_ language: Language) -> Prose {
        Localized(en: "not known yet (being looked into)", ja: "不明(確認中)")[language]
    }

    /// Every entry that a statement cites, in order.
    static func cited(_ sections: [CaseSection]) -> [Int] {
        var numbers: Set<Int> = []
        for block in sections.flatMap(\.blocks) {
            switch block {
            case .paragraph(let statement): numbers.formUnion(statement.cites)
            case .items(let list), .steps(let list), .field(_, let list): for statement in list { numbers.formUnion(statement.cites) }
            case .headline, .quote, .next, .never: break
            }
        }
        return numbers.sorted()
    }
}
