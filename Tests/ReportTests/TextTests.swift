import Foundation
import Model
import Testing

@testable import Report

@Suite struct `The text for a terminal` {
    static let widths = Language.allCases.flatMap { language in [30, 40, 80, 132, 200].map { (language, $0) } }

    @Test(arguments: widths)
    func `keeps every line within the width`(language: Language, width: Int) {
        for examination in [SampleExamination.bot, SampleExamination.allHostile] {
            let text = Report.text(examination, language: language, color: false, width: width)
            let widest = text.split(separator: "\n").map { DisplayWidth.of(String($0)) }.max() ?? 0
            #expect(widest <= width)
        }
    }

    @Test(arguments: [Int.min, 0, 1, Int.max])
    func `copes with any width`(width: Int) {
        #expect(Report.text(SampleExamination.bot, language: .ja, color: false, width: width).contains("緊急"))
    }

    @Test(arguments: Language.allCases)
    func `holds no control but the line feed when colours are off`(language: Language) {
        let text = Report.text(SampleExamination.allHostile, language: language, color: false, width: 80)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isDeceptive || $0 == "\u{3000}" })
        #expect(text.contains("\\x1b[2J"))
    }

    @Test(arguments: Language.allCases)
    func `uses no escape but colours when colours are on, and says the same`(language: Language) {
        let examination = SampleExamination.allHostile
        let colored = Report.text(examination, language: language, color: true, width: 80)
        var rest = ""
        for (index, part) in colored.split(separator: "\u{1b}", omittingEmptySubsequences: false).enumerated() {
            guard index > 0 else {
                rest += part
                continue
            }
            #expect(part.first == "[")
            let parameters = part.dropFirst().prefix { $0 != "m" }
            #expect(parameters.allSatisfy { $0.isNumber || $0 == ";" })
            rest += part.dropFirst(parameters.count + 2)
        }
        #expect(rest == Report.text(examination, language: language, color: false, width: 80))
    }

    @Test func `tells the verdict before anything was found, and what was not seen after it`() throws {
        let text = Report.text(SampleExamination.bot, language: .en, color: false, width: 80)
        let places = [
            "This server has been broken into.", "Since when", "Do this next", "What was found", "How they come back",
            "Doors that stand open", "What could not be examined", "How much was examined", "Where to get more",
        ].map { text.range(of: $0)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    }

    @Test func `shows three pieces of evidence and the number of the rest`() {
        let text = Report.text(SampleExamination.bot, language: .en, color: false, width: 120)
        #expect(text.components(separatedBy: "* * * * * cd /var/tmp").count == 4)
        #expect(text.contains("+2 more"))
    }

    @Test func `speaks of a scan without a verdict`() {
        var examination = SampleExamination.bot
        (examination.verdict, examination.stories) = (nil, [])
        let text = Report.text(examination, language: .en, color: false, width: 80)
        #expect(text.contains("3 things were found; the worst is critical."))
        #expect(!text.contains("broken into"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `stays short and quick when there are 20,000 findings and a line of a megabyte`() {
        var examination = SampleExamination.bot
        let long = RawText(Array(repeating: UInt8(0x61), count: 1 << 20))
        var finding = examination.findings[0]
        finding.evidence = [EvidenceItem(.content, source: "x", text: long)]
        examination.findings = (0..<20_000).map { number in
            var copy = finding
            if number > 0 { copy.evidence = [] }
            copy.subject = Subject(.file, path: RawText("/tmp/\(number)"))
            return copy
        }
        let text = Report.text(examination, language: .ja, color: false, width: 80)
        #expect(text.utf8.count < 60_000)
        #expect(text.contains("19988"))
        #expect(Report.html(examination, kind: .examine, language: .ja).utf8.count < 3_000_000)
        #expect(Report.json(examination, kind: .examine, language: .ja).utf8.count > 1 << 20)
    }
}
