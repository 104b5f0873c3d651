import Model

extension TextRenderer {
    mutating func render(_ verdict: VerdictBlock) {
        let rule = String(repeating: "=", count: width)
        let style = TerminalStyle.of(verdict.tone)
        write([TerminalRun(rule, style)])
        write(runs(verdict.headline, style), indent: 2)
        write([TerminalRun(rule, style)])
        blank()
        if let summary = verdict.summary {
            write(runs(summary))
            blank()
        }
        if !verdict.rows.isEmpty {
            write(verdict.rows, indent: 0)
            blank()
        }
        if let step = verdict.nextStep {
            write(runs(verdict.nextStepLabel, .strong))
            write(runs(step), first: "-> ", style: .good, indent: 2)
            blank()
        }
        guard !verdict.doNots.isEmpty else { return }
        write(runs(verdict.doNotLabel, .strong))
        for doNot in verdict.doNots { write(runs(doNot), first: "x ", style: .bad, indent: 2) }
        blank()
    }

    mutating func render(_ story: StoryBlock, _ number: Int) {
        write(badge(story.badge, story.severity) + runs(story.title, .strong), first: "\(number). ", style: .strong)
        write(runs(story.explanation), indent: 3)
        blank()
        write(story.rows, indent: 3)
        blank()
        for group in story.groups { render(group, indent: 3) }
        guard !story.told.isEmpty else { return }
        write(runs(story.toldLabel, .quiet), indent: 3)
        for told in story.told.prefix(findingLimit) { write(runs(told.title), first: "- ", indent: 3) }
        if story.told.count > findingLimit {
            write(runs(SectionWords.leftOut(story.told.count - findingLimit)[language], .quiet), indent: 3)
        }
        blank()
    }

    mutating func render(_ group: FindingGroup, indent: Int) {
        if let question = group.question {
            write(runs(question, .strong), first: "# ", style: .strong, indent: indent)
        }
        for finding in group.findings.prefix(findingLimit) { render(finding, indent: indent + 2) }
        if group.findings.count > findingLimit {
            write(runs(SectionWords.leftOut(group.findings.count - findingLimit)[language], .quiet), indent: indent + 2)
            blank()
        }
    }

    private mutating func render(_ finding: FindingBlock, indent: Int) {
        write(badge(finding.badge, finding.severity) + runs(finding.title, .strong), first: "* ", indent: indent)
        write(runs(finding.explanation), indent: indent + 2)
        write([finding.place, finding.sureness] + finding.known + [finding.check], indent: indent + 2)
        if !finding.evidence.isEmpty {
            write(runs(finding.evidenceLabel, .quiet), indent: indent + 2)
            for line in finding.evidence.prefix(evidenceLimit) {
                let quoted = runs(FindingWords.quoted("\(line.quote)")[language])
                let origin = runs(line.origin) + (line.quote.isEmpty ? [] : [TerminalRun(": ")] + quoted)
                write(origin, first: "> ", indent: indent + 4)
            }
            let rest = finding.evidence.count - evidenceLimit
            if rest > 0 { write(runs(FindingWords.more(rest)[language], .quiet), first: "> ", indent: indent + 4) }
        }
        blank()
    }

    mutating func render(_ gap: GapBlock) {
        write(runs(gap.title, .strong), first: "? ", style: .warning)
        write(gap.rows, indent: 2)
        blank()
    }

    /// The first turning points as lines; a picture is for other media.
    mutating func render(_ chronicle: Chronicle) {
        var told = 0
        for cluster in ChronicleCluster.equalNeighbours(chronicle.points).prefix(12) {
            let mark = cluster.isDoubtful ? "? " : "  "
            let number = cluster.count > 1 ? " (\(cluster.count))" : ""
            write(runs(cluster.text) + [TerminalRun(number)], first: moments.column(cluster.first) + mark, style: .quiet)
            told += cluster.count
        }
        let rest = chronicle.points.count - told + chronicle.leftOut
        if rest > 0 { write(runs(ChronicleWords.leftOut(rest)[language], .quiet)) }
        if chronicle.points.contains(where: \.isDoubtful) { write(runs(ChronicleWords.mark[language], .quiet)) }
        blank()
    }

    private func badge(_ words: Prose, _ severity: Severity) -> [TerminalRun] {
        [TerminalRun("[", .plain)] + runs(words, TerminalStyle.of(severity)) + [TerminalRun("] ", .plain)]
    }
}
