import Model

/// Writes a document for a terminal: wrapped, indented, with few colours or none.
struct TextRenderer {
    let moments: MomentFormat
    let width: Int
    let color: Bool
    private(set) var output = ""

    /// Limits that keep the text from becoming a wall; what they leave out is said with its number.
    let evidenceLimit = 3, findingLimit = 12, gapLimit = 15, quoteLimit = 300

    init(moments: MomentFormat, width: Int, color: Bool) {
        (self.moments, self.width, self.color) = (moments, width, color)
    }

    var language: Language { moments.language }

    mutating func render(_ document: Document) -> String {
        write(runs(document.title, .quiet))
        write(runs(document.subtitle, .quiet))
        blank()
        for section in document.sections { render(section) }
        return output
    }

    private mutating func render(_ section: DocumentSection) {
        if let title = section.title {
            write(runs(title, .strong))
            let length = min(width, max(8, runs(title).reduce(0) { $0 + DisplayWidth.of($1.text) }))
            write([TerminalRun(String(repeating: "-", count: length), .quiet)])
        }
        var (gaps, number) = (0, 0)
        for block in section.blocks {
            switch block {
            case .paragraph(let prose):
                write(runs(prose))
                blank()
            case .note(let prose):
                write(runs(prose, .quiet))
                blank()
            case .rows(let rows):
                write(rows, indent: 0)
                blank()
            case .steps(let steps):
                for (index, step) in steps.enumerated() { write(runs(step), first: "\(index + 1). ", indent: 0) }
                blank()
            case .verdict(let verdict): render(verdict)
            case .story(let story):
                number += 1
                render(story, number)
            case .findings(let group): render(group, indent: 0)
            case .gap(let gap):
                gaps += 1
                if gaps <= gapLimit { render(gap) }
            case .chronicle(let chronicle): render(chronicle)
            }
        }
        if gaps > gapLimit {
            write(runs(SectionWords.leftOut(gaps - gapLimit)[language], .quiet))
            blank()
        }
    }

    mutating func blank() {
        if !output.hasSuffix("\n\n") { output += "\n" }
    }

    /// A label beside what it labels; under it where the terminal is narrow.
    mutating func write(_ rows: [DocumentRow], indent: Int) {
        let labels = rows.map { runs($0.label, .quiet) }
        let widest = labels.map { $0.reduce(0) { $0 + DisplayWidth.of($1.text) } }.max() ?? 0
        let isNarrow = width - indent - widest - 2 < 24
        for (row, label) in zip(rows, labels) {
            if isNarrow {
                write(label, indent: indent)
                write(runs(row.value), indent: indent + 2)
            } else {
                let own = label.reduce(0) { $0 + DisplayWidth.of($1.text) }
                let padding = String(repeating: " ", count: widest - own + 2)
                write(runs(row.value), label: label + [TerminalRun(padding)], labelWidth: widest + 2, indent: indent)
            }
        }
    }

    /// Wrapped lines, the first after `first`, the others as far indented.
    mutating func write(_ runs: [TerminalRun], first: String = "", style: TerminalStyle = .plain, indent: Int = 0) {
        write(runs, label: [TerminalRun(first, style)], labelWidth: DisplayWidth.of(first), indent: indent)
    }

    private mutating func write(_ runs: [TerminalRun], label: [TerminalRun], labelWidth: Int, indent: Int) {
        let lines = LineWrapping(width: width - indent - labelWidth).lines(runs)
        for (index, line) in (lines.isEmpty ? [[]] : lines).enumerated() {
            output += String(repeating: " ", count: indent)
            if index == 0 { append(label) } else { output += String(repeating: " ", count: labelWidth) }
            append(line)
            output += "\n"
        }
    }

    private mutating func append(_ runs: [TerminalRun]) {
        for run in runs where !run.text.isEmpty {
            let isStyled = color && run.style != .plain
            output += isStyled ? "\u{1b}[\(run.style.rawValue)m" + run.text + "\u{1b}[0m" : run.text
        }
    }

    /// Prose, escaped for the terminal.
    func runs(_ prose: Prose, _ style: TerminalStyle = .plain) -> [TerminalRun] {
        prose.pieces.flatMap { piece -> [TerminalRun] in
            switch piece {
            case .words(let words): [TerminalRun(TerminalEscaping.words(words), style)]
            case .host(let text): quote(text, style == .plain ? .code : style)
            case .time(let time): [TerminalRun(moments.moment(time), style)]
            }
        }
    }

    /// Host text, not longer than `quoteLimit` bytes.
    func quote(_ text: RawText, _ style: TerminalStyle) -> [TerminalRun] {
        let (shown, leftOut) = text.clipped(to: quoteLimit)
        let escaped = TerminalRun(TerminalEscaping.host(shown), style)
        return leftOut == 0 ? [escaped] : [escaped] + runs(FindingWords.bytesMore(leftOut)[language], .quiet)
    }
}
