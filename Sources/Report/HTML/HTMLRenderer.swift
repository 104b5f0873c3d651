import Model

/// Writes a document as one page that needs nothing but itself.
struct HTMLRenderer {
    let document: Document
    /// Findings of one group that are written out; the rest is told by its number.
    let findingLimit = 500
    let gapLimit = 500
    let storyLimit = 200

    init(_ document: Document) { self.document = document }

    var language: Language { document.language }

    func page() -> String {
        var markup = Markup(moments: document.moments)
        markup.documentType()
        markup.element("html", [("lang", language.rawValue)]) { markup in
            head(&markup)
            markup.element("body") { markup in
                markup.element("main") { markup in
                    markup.element("header") { markup in
                        markup.element("h1", prose: document.title)
                        markup.element("p", prose: document.subtitle)
                    }
                    for section in document.sections {
                        write(section, &markup)
                        if section.role == .verdict { contents(&markup) }
                    }
                }
            }
        }
        markup.lineFeed()
        return markup.text
    }

    private func head(_ markup: inout Markup) {
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
    }

    /// Where the report has more than a page: what follows, with links.
    private func contents(_ markup: inout Markup) {
        let titled = document.sections.filter { $0.title != nil && $0.role != .more }
        let blocks = titled.reduce(0) { $0 + $1.blocks.count }
        guard titled.count > 2, blocks > 4 else { return }
        markup.element("nav", [("class", "contents")]) { markup in
            markup.element("h2", prose: SectionWords.contents[language])
            markup.element("ol") { markup in
                for section in titled {
                    guard let title = section.title else { continue }
                    markup.element("li") { $0.element("a", [("href", "#\(section.role.rawValue)")], prose: title) }
                }
            }
        }
    }

    private func write(_ section: DocumentSection, _ markup: inout Markup) {
        markup.lineFeed()
        markup.element("section", [("id", section.role.rawValue)]) { markup in
            if let title = section.title { markup.element("h2", prose: title) }
            var (stories, gaps) = (0, 0)
            for block in section.blocks {
                if case .story = block { stories += 1 }
                if case .gap = block { gaps += 1 }
                if stories <= storyLimit, gaps <= gapLimit { write(block, &markup) }
            }
            let rest = max(0, stories - storyLimit) + max(0, gaps - gapLimit)
            if rest > 0 { markup.element("p", [("class", "note")], prose: SectionWords.leftOut(rest)[language]) }
        }
    }

    private func write(_ block: DocumentBlock, _ markup: inout Markup) {
        switch block {
        case .paragraph(let prose):
            let isHint = prose == SectionWords.moreText[language]
            markup.element("p", prose: isHint ? SectionWords.moreHTML[language] : prose)
        case .note(let prose): markup.element("p", [("class", "note")], prose: prose)
        case .rows(let rows): markup.element("div", [("class", "card")]) { write(rows, &$0) }
        case .steps(let steps):
            markup.element("ol", [("class", "card steps")]) { markup in
                for step in steps { markup.element("li", prose: step) }
            }
        case .verdict(let verdict): write(verdict, &markup)
        case .story(let story): write(story, &markup)
        case .findings(let group): write(group, &markup)
        case .gap(let gap):
            markup.element("div", [("class", "gap")]) { markup in
                markup.element("h5", prose: gap.title)
                write(gap.rows, &markup)
            }
        case .chronicle(let chronicle): ChroniclePicture(chronicle, document.moments).write(&markup)
        }
    }

    func write(_ rows: [DocumentRow], _ markup: inout Markup) {
        markup.element("dl") { markup in
            for row in rows {
                markup.element("dt", prose: row.label)
                markup.element("dd", prose: row.value)
            }
        }
    }
}
