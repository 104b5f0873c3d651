import Model
import Taint

extension Appraiser {
    /// Follows a program of a web server, and adds what visitors can make it do to the matches.
    func follow(_ content: [UInt8], _ appraisal: inout Appraisal) {
        switch appraisal.fact.shape {
        case .elf, .archive, .empty: return
        default: break
        }
        let found = TaintAnalysis.judge(content.span, path: appraisal.fact.path)
        // A page about such programs quotes them with its marks escaped; nothing of that is PHP to a server.
        if !found.opensPHP {
            appraisal.fact.matches.removeAll { $0.rule.hasPrefix("php.") && $0.author == Appraiser.ownAuthor }
        }
        appraisal.fact.matches += found.traces.filter { $0.certainty > .note }.prefix(3).map(Appraiser.match)
        if found.isCut, appraisal.scanProblem == nil {
            appraisal.scanProblem = Localized(
                en: "This program is so large or so entangled that it was not followed to the end.",
                ja: "プログラムが大きすぎる、または入り組みすぎているため、最後までは追えませんでした。")
        }
    }

    private static let ownAuthor = "The Banken authors"

    private static func match(_ trace: TaintTrace) -> ContentMatch {
        var places = [trace.source].compactMap { $0 } + trace.steps.prefix(2) + [trace.sink]
        var seen: Set<Int> = []
        // The line of the sink is told last, and once.
        places = places.enumerated().filter {
            $0.offset == places.count - 1 || $0.element.line != trace.sink.line && seen.insert($0.element.line).inserted
        }
        .map(\.element)
        let (severity, confidence): (Severity, Confidence) =
            switch trace.certainty {
            case .certain: (.critical, .certain)
            case .likely: (.high, .likely)
            case .possible: (.medium, .possible)
            case .note: (.low, .possible)
            }
        return ContentMatch(
            rule: trace.rule, kind: trace.technique.kind, title: trace.title, author: Appraiser.ownAuthor, license: "Apache-2.0",
            references: ["https://cwe.mitre.org/data/definitions/\(trace.technique.weakness).html"],
            hits: places.map { ContentMatch.Hit(offset: $0.offset, length: $0.text.count, text: $0.text, line: $0.line) },
            severity: severity, confidence: confidence)
    }
}
