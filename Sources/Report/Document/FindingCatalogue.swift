import Model

/// The findings of an examination, each of which is told once: in the first story that names it, or after the stories.
struct FindingCatalogue {
    private let findings: [Finding]
    private let language: Language
    private let moments: MomentFormat
    /// Anchors, unique even where two findings share an id.
    private let anchors: [String]
    private let places: [String: Int]
    private var told: [Bool]

    init(_ findings: [Finding], language: Language, moments: MomentFormat) {
        (self.findings, self.language, self.moments) = (findings, language, moments)
        var seen: [String: Int] = [:]
        var places: [String: Int] = [:]
        anchors = findings.enumerated().map { index, finding in
            let id = finding.id
            let count = (seen[id] ?? 0) + 1
            seen[id] = count
            if count == 1 { places[id] = index }
            return count == 1 ? "f-\(id)" : "f-\(id)-\(count)"
        }
        self.places = places
        told = Array(repeating: false, count: findings.count)
    }

    mutating func story(_ story: Story) -> StoryBlock {
        var own: [Int] = []
        var repeated: [(anchor: String, title: Prose)] = []
        var seen: Set<Int> = []
        for id in story.findings {
            guard let place = places[id], seen.insert(place).inserted else { continue }
            if told[place] {
                repeated.append((anchors[place], findings[place].title[language]))
            } else {
                told[place] = true
                own.append(place)
            }
        }
        var rows: [DocumentRow] = []
        if let since = story.since { rows.append(DocumentRow(VerdictWords.since[language], moments.span(since))) }
        if let last = story.lastActive { rows.append(DocumentRow(FindingWords.lastActive[language], "\(last)")) }
        rows.append(DocumentRow(FindingWords.sure[language], GradeWords.sureness(story.confidence)[language]))
        return StoryBlock(
            severity: story.severity, badge: GradeWords.severity(story.severity)[language], title: story.title[language],
            explanation: story.explanation[language], rows: rows, groups: groups(own), toldLabel: SectionWords.toldAbove[language],
            told: repeated)
    }

    /// Everything not told yet whose aspect fits, grouped by question.
    mutating func takeRest(_ fits: (Aspect) -> Bool) -> [FindingGroup] {
        let rest = findings.indices.filter { !told[$0] && fits(findings[$0].aspect) }
        for index in rest { told[index] = true }
        return groups(rest)
    }

    private func groups(_ indices: [Int]) -> [FindingGroup] {
        let byAspect = Dictionary(grouping: indices) { findings[$0].aspect }
        return AspectWords.order.compactMap { aspect in
            guard let members = byAspect[aspect] else { return nil }
            let sorted = members.sorted {
                (findings[$1].severity, findings[$1].confidence, $0) < (findings[$0].severity, findings[$0].confidence, $1)
            }
            return FindingGroup(
                question: AspectWords.question(aspect)[language],
                findings: sorted.map { FindingBlock(findings[$0], anchor: anchors[$0], moments: moments) })
        }
    }
}
