import Casework
import Model

/// A document of a case as one page, in the style of reports: no scripts, no outside loads.
struct CaseHTML {
    let document: CaseDocument

    init(_ document: CaseDocument) { self.document = document }

    private var language: Language { document.language }

    func page() -> String {
        var markup = Markup(moments: MomentFormat(language, offset: document.offset))
        markup.documentType()
        markup.element("html", [("lang", language.rawValue)]) { markup in
            markup.element("head") { markup in
                markup.void("meta", [("charset", "utf-8")])
                markup.void("meta", [("http-equiv", "Content-Security-Policy"), ("content", StyleSheet.policy)])
                markup.void("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
                markup.void("meta", [("name", "color-scheme"), ("content", "light dark")])
                markup.void("meta", [("name", "referrer"), ("content", "no-referrer")])
                markup.void("meta", [("name", "robots"), ("content", "noindex, nofollow")])
                markup.element("title") { $0.plain(document.title) }
                markup.lineFeed()
                markup.styleSheet(StyleSheet.text)
            }
            markup.element("body") { markup in
                markup.element("main") { markup in
                    markup.element("header") { $0.element("h1", prose: document.title) }
                    envelope(&markup)
                    for section in document.sections { write(section, &markup) }
                    sources(&markup)
                }
            }
        }
        markup.lineFeed()
        return markup.text
    }

    private func envelope(_ markup: inout Markup) {
        guard let envelope = document.envelope else { return }
        markup.element("div", [("class", "card")]) { markup in
            markup.element("dl") { markup in
                if let to = envelope.to {
                    markup.element("dt") { $0.words("To") }
                    markup.element("dd") { $0.words(to.spoken) }
                }
                markup.element("dt") { $0.words("Subject") }
                markup.element("dd") { $0.words(envelope.subject.spoken) }
            }
        }
    }

    private func write(_ section: CaseSection, _ markup: inout Markup) {
        markup.lineFeed()
        markup.element("section") { markup in
            let hasHeadline = section.blocks.contains { if case .headline = $0 { true } else { false } }
            if hasHeadline {
                let isBad = section.blocks.contains { if case .headline(_, isBad: true) = $0 { true } else { false } }
                markup.element("div", [("class", isBad ? "verdict bad" : "verdict open")]) { write(section.blocks, &$0) }
            } else {
                if let title = section.title { markup.element("h2", prose: title) }
                write(section.blocks, &markup)
            }
        }
    }

    /// Fields that follow each other share one list.
    private func write(_ blocks: [CaseBlock], _ markup: inout Markup) {
        var fields: [(Prose, [CaseStatement])] = []
        for block in blocks {
            if case .field(let label, let statements) = block {
                fields.append((label, statements))
                continue
            }
            write(fields, &markup)
            fields = []
            write(block, &markup)
        }
        write(fields, &markup)
    }

    private func write(_ fields: [(Prose, [CaseStatement])], _ markup: inout Markup) {
        guard !fields.isEmpty else { return }
        markup.element("div", [("class", "card")]) { markup in
            markup.element("dl") { markup in
                for (label, statements) in fields {
                    markup.element("dt", prose: label)
                    markup.element("dd") { markup in
                        if statements.isEmpty { markup.element("span", [("class", "note")], prose: CaseDocument.unknown(language)) }
                        for (index, statement) in statements.enumerated() {
                            if index > 0 { markup.void("br") }
                            told(statement, &markup)
                        }
                    }
                }
            }
        }
    }

    private func write(_ block: CaseBlock, _ markup: inout Markup) {
        switch block {
        case .headline(let prose, _): markup.element("p", [("class", "headline")], prose: prose)
        case .paragraph(let statement): markup.element("p") { told(statement, &$0) }
        case .items(let statements):
            markup.element("ul") { markup in for statement in statements { markup.element("li") { told(statement, &$0) } } }
        case .steps(let statements):
            markup.element("ol", [("class", "card steps")]) { markup in
                for statement in statements { markup.element("li") { told(statement, &$0) } }
            }
        case .field: break
        case .quote(let lines):
            markup.element("div", [("class", "scroll")]) { markup in
                for line in lines {
                    markup.code(line)
                    markup.void("br")
                }
            }
        case .next(let prose, let commands):
            markup.element("div", [("class", "next")]) { markup in
                markup.element("strong", prose: CaseLabels.next[language])
                markup.element("p", prose: prose)
                for command in commands { markup.element("p") { $0.code(command) } }
            }
        case .never(let list):
            markup.element("div", [("class", "never")]) { markup in
                markup.element("strong", prose: CaseLabels.never[language])
                markup.element("ul") { markup in for prose in list { markup.element("li", prose: prose) } }
            }
        }
    }

    private func told(_ statement: CaseStatement, _ markup: inout Markup) {
        markup.prose(statement.text)
        for number in statement.cites where !document.sources.isEmpty {
            markup.words(" ")
            markup.element("a", [("href", "#entry-\(number)"), ("class", "note")]) { $0.words("[\(number)]") }
        }
    }

    private func sources(_ markup: inout Markup) {
        guard !document.sources.isEmpty else { return }
        markup.element("section") { markup in
            markup.element("h2", prose: CaseLabels.sources(document))
            markup.element("ul", [("class", "evidence")]) { markup in
                for source in document.sources {
                    markup.element("li", [("id", "entry-\(source.number)")]) { markup in
                        markup.words("[\(source.number)] ")
                        markup.prose(source.text)
                    }
                }
            }
        }
    }
}
