import Model

/// Says of findings that already stand what is publicly known of the program behind them. A name alone makes no finding.
package enum KnownFamilies {
    /// Families told of one finding; where more would fit, the marks are too common to say anything.
    private static let most = 4

    package static func annotate(_ findings: [Finding]) -> [Finding] {
        findings.map { finding in
            guard finding.severity >= .low, finding.aspect != .weakness || finding.severity >= .medium else { return finding }
            var finding = finding
            finding.known = known(finding)
            return finding
        }
    }

    private static func known(_ finding: Finding) -> [KnownThing] {
        let paths = ([finding.subject.path] + finding.evidence.map(\.path) + finding.related.map { $0 }).compactMap { $0 }
        let names = Set(paths.map(\.lastComponent) + [finding.subject.name].compactMap { $0 })
        let texts = finding.evidence.map(\.text) + [finding.subject.name].compactMap { $0 }
        let fitting = Families.all.filter { family in
            family.files.contains(where: names.contains) || family.paths.contains { own in paths.contains { fits($0, own) } }
                || family.texts.contains { mark in texts.contains { $0.contains(mark) } }
        }
        guard fitting.count <= most else { return [] }
        return fitting.map {
            KnownThing(family: $0.names[0], otherNames: Array($0.names.dropFirst()), about: $0.about, references: $0.references)
        }
    }

    /// Whether a path is the family's own, or lies in a folder of its own.
    package static func fits(_ path: RawText, _ own: RawText) -> Bool {
        own.hasSuffix("/") ? path.hasPrefix(own) || path + "/" == own : path == own
    }

    /// Every path that belongs to one family alone, with the family's place in `Families.all`.
    package static let paths: [(path: RawText, family: Family)] = Families.all.flatMap { family in family.paths.map { ($0, family) } }

    private static let marks = Families.all.flatMap { family in family.texts.filter { $0.count >= 6 }.map { (text: $0, family: family) } }

    /// The family that a text holds a mark of; nil for none.
    package static func family(in text: RawText) -> Family? { marks.first { text.contains($0.text) }?.family }

    /// The lines of a file that hold such a mark; at most 10,000 lines are looked at.
    package static func lines(_ input: Span<UInt8>, _ path: RawText) -> [EvidenceItem] {
        var found: [EvidenceItem] = []
        var line: [UInt8] = []
        var number = 1
        for index in 0...input.count where number <= 10_000 {
            if index < input.count, input[index] != 0x0a {
                if line.count < 16_384 { line.append(input[index]) }
                continue
            }
            let text = RawText(line)
            if family(in: text) != nil {
                found.append(EvidenceItem(.content, source: "known", path: path, line: number, text: RawText(Array(line.suffix(120)))))
            }
            number += 1
            line = []
        }
        return found
    }
}
