import Casework
import Model

/// A document of a case as plain text, such as a mail carries: no colours, no markup.
struct CaseText {
    let document: CaseDocument
    let width: Int
    private let moments: MomentFormat
    private var text = ""

    init(_ document: CaseDocument, width: Int) {
        self.document = document
        self.width = min(max(width, 30), 200)
        moments = MomentFormat(document.language, offset: document.offset)
    }

    mutating func render() -> String {
        text = ""
        if let envelope = document.envelope {
            // Header and letter are apart, so that the letter can be copied as a whole.
            if let to = envelope.to { line("To: " + to.spoken) }
            line("Subject: " + envelope.subject.spoken)
            if let id = envelope.inReplyTo { line("In-Reply-To: " + id.spoken) }
            line("")
        } else {
            line(plain(document.title))
            line(String(repeating: "=", count: min(width, columns(plain(document.title)))))
            line("")
        }
        for section in document.sections {
            if let title = section.title {
                line(document.language == .ja ? "■ " + plain(title) : plain(title).uppercasedFirst)
            }
            for block in section.blocks { write(block) }
            line("")
        }
        if !document.sources.isEmpty {
            line(CaseLabels.sources(document))
            for source in document.sources { wrap("[\(source.number)] " + plain(source.text), indent: "  ", first: "  ") }
        }
        while text.hasSuffix("\n\n") { text.removeLast() }
        return text
    }

    private mutating func write(_ block: CaseBlock) {
        switch block {
        case .headline(let prose, _): wrap(plain(prose), indent: "", first: "")
        case .paragraph(let statement): wrap(told(statement), indent: "", first: "")
        case .items(let statements): for statement in statements { wrap(told(statement), indent: "  ", first: "- ") }
        case .steps(let statements):
            for (index, statement) in statements.enumerated() { wrap(told(statement), indent: "   ", first: "\(index + 1). ") }
        case .field(let label, let statements):
            let separator = document.language == .ja ? ":" : ": "
            if statements.count > 1 {
                wrap(plain(label) + separator, indent: "  ", first: "")
                for statement in statements { wrap(told(statement), indent: "    ", first: "  - ") }
            } else {
                let value = statements.first.map(told) ?? plain(CaseDocument.unknown(document.language))
                wrap(plain(label) + separator + value, indent: "  ", first: "")
            }
        case .quote(let lines): for quoted in lines { line("  | " + quoted.escaped()) }
        case .next(let prose, let commands):
            line("")
            wrap(plain(CaseLabels.next[document.language]) + " " + plain(prose), indent: "   ", first: "=> ")
            // A command is never wrapped, so that it can be copied.
            for command in commands { line("     " + TerminalEscaping.host(command)) }
        case .never(let list):
            line("")
            line(plain(CaseLabels.never[document.language]))
            for prose in list { wrap(plain(prose), indent: "  ", first: "x ") }
        }
    }

    private func told(_ statement: CaseStatement) -> String { plain(statement.text) + CaseLabels.cites(statement.cites, document) }

    private func plain(_ prose: Prose) -> String {
        var output = ""
        for piece in prose.pieces {
            switch piece {
            case .words(let words): output += TerminalEscaping.words(words)
            case .host(let host): output += TerminalEscaping.host(host.clipped(to: 2000).text)
            case .time(let time): output += moments.moment(time)
            }
        }
        return output
    }

    private func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + DisplayWidth.of($1) } }

    private mutating func wrap(_ words: String, indent: String, first: String) {
        let lines = LineWrapping(width: width - indent.utf8.count).lines([TerminalRun(words, .plain)])
        for (index, runs) in lines.enumerated() { line((index == 0 ? first : indent) + runs.map(\.text).joined()) }
        if lines.isEmpty { line(first) }
    }

    private mutating func line(_ words: String) { text += words + "\n" }
    private mutating func line(_ prose: Prose) { line(plain(prose)) }
}

extension String {
    fileprivate var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}
