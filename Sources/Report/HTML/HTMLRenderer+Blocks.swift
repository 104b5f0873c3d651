import Model

extension HTMLRenderer {
    func write(_ verdict: VerdictBlock, _ markup: inout Markup) {
        markup.element("div", [("class", "verdict \(verdict.tone.rawValue)")]) { markup in
            markup.element("p", [("class", "headline")], prose: verdict.headline)
            if let summary = verdict.summary { markup.element("p", prose: summary) }
            if !verdict.rows.isEmpty { write(verdict.rows, &markup) }
            if let step = verdict.nextStep {
                markup.element("div", [("class", "next")]) { markup in
                    markup.element("strong", prose: verdict.nextStepLabel)
                    markup.element("p", prose: step)
                }
            }
            guard !verdict.doNots.isEmpty else { return }
            markup.element("div", [("class", "never")]) { markup in
                markup.element("strong", prose: verdict.doNotLabel)
                markup.element("ul") { markup in
                    for doNot in verdict.doNots { markup.element("li", prose: doNot) }
                }
            }
        }
    }

    func write(_ story: StoryBlock, _ markup: inout Markup) {
        markup.element("article", [("class", "card")]) { markup in
            markup.element("h3") { markup in
                badge(story.badge, story.severity, &markup)
                markup.prose(story.title)
            }
            markup.element("p", prose: story.explanation)
            write(story.rows, &markup)
            for group in story.groups { write(group, &markup) }
            guard !story.told.isEmpty else { return }
            markup.element("h4", prose: story.toldLabel)
            markup.element("ul") { markup in
                for told in story.told.prefix(findingLimit) {
                    markup.element("li") { $0.element("a", [("href", "#\(told.anchor)")], prose: told.title) }
                }
            }
        }
    }

    func write(_ group: FindingGroup, _ markup: inout Markup) {
        if let question = group.question { markup.element("h4", prose: question) }
        for finding in group.findings.prefix(findingLimit) { write(finding, &markup) }
        let rest = group.findings.count - findingLimit
        if rest > 0 { markup.element("p", [("class", "note")], prose: SectionWords.leftOut(rest)[language]) }
    }

    private func write(_ finding: FindingBlock, _ markup: inout Markup) {
        markup.lineFeed()
        markup.element("div", [("class", "finding \(finding.severity.name)"), ("id", finding.anchor)]) { markup in
            markup.element("h5") { markup in
                badge(finding.badge, finding.severity, &markup)
                markup.prose(finding.title)
            }
            markup.element("p", prose: finding.explanation)
            write([finding.place, finding.sureness] + finding.known, &markup)
            markup.element("details") { markup in
                markup.element("summary", prose: finding.detailsLabel)
                evidence(finding.evidence, &markup)
                write(finding.details + [finding.check], &markup)
                references(finding, &markup)
            }
        }
    }

    private func evidence(_ lines: [EvidenceLine], _ markup: inout Markup) {
        if lines.isEmpty { return }
        let limit = 200
        markup.element("ol", [("class", "evidence")]) { markup in
            for line in lines.prefix(limit) {
                markup.element("li") { markup in
                    markup.prose(line.origin)
                    if !line.quote.isEmpty { markup.element("span", [("class", "quote")]) { $0.code(line.quote) } }
                }
            }
        }
        if lines.count > limit {
            markup.element("p", [("class", "note")], prose: SectionWords.leftOut(lines.count - limit)[language])
        }
    }

    /// Links only to the web, and only where the address is plain; anything else is shown as text.
    private func references(_ finding: FindingBlock, _ markup: inout Markup) {
        if finding.references.isEmpty { return }
        markup.element("p", prose: finding.referencesLabel)
        markup.element("ul") { markup in
            for reference in finding.references.prefix(50) {
                markup.element("li") { markup in
                    let isPlain = reference.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x5c }
                    if isPlain, reference.hasPrefix("https://") || reference.hasPrefix("http://") {
                        markup.element("a", [("href", reference), ("rel", "noreferrer noopener")]) { $0.words(reference) }
                    } else {
                        markup.code(RawText(reference))
                    }
                }
            }
        }
    }

    private func badge(_ words: Prose, _ severity: Severity, _ markup: inout Markup) {
        markup.element("span", [("class", "badge \(severity.name)")], prose: words)
        markup.words(" ")
    }
}
