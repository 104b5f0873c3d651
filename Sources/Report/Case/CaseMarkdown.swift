import Casework
import Model

/// A document of a case as Markdown (CommonMark).
struct CaseMarkdown {
    let document: CaseDocument
    private let moments: MomentFormat

    init(_ document: CaseDocument) {
        self.document = document
        moments = MomentFormat(document.language, offset: document.offset)
    }

    func render() -> String {
        var text = "# \(told(document.title))\n"
        if let envelope = document.envelope {
            text += "\n"
            if let to = envelope.to { text += "- To: \(MarkdownEscaping.words(to.spoken))\n" }
            text += "- Subject: \(MarkdownEscaping.words(envelope.subject.spoken))\n"
        }
        for section in document.sections {
            text += section.title.map { "\n## \(told($0))\n\n" } ?? "\n"
            for block in section.blocks { text += write(block) }
        }
        if !document.sources.isEmpty {
            text += "\n## \(told(CaseLabels.sources(document)))\n\n"
            for source in document.sources { text += "- \\[\(source.number)\\] \(told(source.text))\n" }
        }
        return text
    }

    private func write(_ block: CaseBlock) -> String {
        switch block {
        case .headline(let prose, _): "**\(told(prose))**\n\n"
        case .paragraph(let statement): told(statement) + "\n\n"
        case .items(let statements): statements.map { "- \(told($0))\n" }.joined() + "\n"
        case .steps(let statements): statements.enumerated().map { "\($0 + 1). \(told($1))\n" }.joined() + "\n"
        case .field(let label, let statements):
            statements.count > 1
                ? "- \(told(label)):\n" + statements.map { "  - \(told($0))\n" }.joined()
                : "- \(told(label)): \(statements.first.map(told) ?? told(CaseDocument.unknown(document.language)))\n"
        case .quote(let lines): lines.map { "    \($0.escaped())\n" }.joined() + "\n"
        case .next(let prose, let commands):
            "**\(told(CaseLabels.next[document.language]))** \(told(prose))\n\n" + commands.map { "    \($0.escaped())\n" }.joined() + "\n"
        case .never(let list): "**\(told(CaseLabels.never[document.language]))**\n\n" + list.map { "- \(told($0))\n" }.joined() + "\n"
        }
    }

    private func told(_ statement: CaseStatement) -> String {
        told(statement.text) + MarkdownEscaping.words(CaseLabels.cites(statement.cites, document))
    }

    private func told(_ prose: Prose) -> String {
        var output = ""
        for piece in prose.pieces {
            switch piece {
            case .words(let words): output += MarkdownEscaping.words(words)
            case .host(let host): output += MarkdownEscaping.host(host.clipped(to: 2000).text)
            case .time(let time): output += moments.moment(time)
            }
        }
        return output
    }
}
