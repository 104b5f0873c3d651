import Model
import Testing

@testable import Report

@Suite struct `The document` {
    static func titles(_ document: Document) -> [Prose] {
        document.sections.flatMap(\.blocks).flatMap { block -> [Prose] in
            switch block {
            case .story(let story): story.groups.flatMap(\.findings).map(\.title)
            case .findings(let group): group.findings.map(\.title)
            default: []
            }
        }
    }

    @Test(arguments: ReportKind.allCases)
    func `tells every finding exactly once`(kind: ReportKind) {
        for examination in [SampleExamination.bot, SampleExamination.allHostile] {
            #expect(Self.titles(Document(examination, kind: kind, language: .en)).count == examination.findings.count)
        }
    }

    @Test func `always says what was not examined, even when that is nothing`() {
        var examination = SampleExamination.bot
        (examination.gaps, examination.coverage.notChecked) = ([], [])
        let sections = Document(examination, kind: .examine, language: .en).sections
        #expect(sections.contains { $0.role == .gaps })
    }

    @Test(arguments: Verdict.State.allCases)
    func `warns of slips only where an intruder is or may be`(state: Verdict.State) {
        var examination = SampleExamination.bot
        examination.verdict?.state = state
        let block = VerdictBlock(examination, kind: .examine, moments: MomentFormat(.ja, offset: 0))
        #expect(block.doNots.isEmpty == ![.compromised, .suspicious].contains(state))
    }

    @Test func `does not call a host good while something could not be seen`() {
        var examination = SampleExamination.bot
        examination.verdict = Verdict(state: .clean, summary: SampleExamination.plain("x"))
        let moments = MomentFormat(.en, offset: 0)
        #expect(VerdictBlock(examination, kind: .examine, moments: moments).tone == .open)
        examination.gaps = []
        #expect(VerdictBlock(examination, kind: .examine, moments: moments).tone == .good)
    }

    @Test(
        arguments: [
            (0, "0 seconds", "0 秒"), (119, "119 seconds", "119 秒"), (120, "about 2 minutes", "約 2 分"),
            (11_266_200, "about 4 months", "約 4 か月"), (Int64.min, "0 seconds", "0 秒"),
        ] as [(Int64, String, String)])
    func `tells lengths of time in the unit that fits`(seconds: Int64, en: String, ja: String) {
        func plain(_ prose: Prose) -> String {
            TextRenderer(moments: .init(.en, offset: 0), width: 80, color: false).runs(prose).map(\.text).joined()
        }
        #expect(plain(TimeWords.duration(seconds).en) == en)
        #expect(plain(TimeWords.duration(seconds).ja) == ja)
    }

    @Test(
        arguments: [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (3_912_334_555, "3.6 GiB"), (Int64.max, "7.9 EiB")] as [(Int64, Prose)]
    )
    func `tells sizes in the unit that fits`(bytes: Int64, told: Prose) {
        #expect(CoverageWords.size(bytes).pieces.map { "\($0)" }.joined().contains("B"))
        let text = TextRenderer(moments: .init(.en, offset: 0), width: 80, color: false).runs(CoverageWords.size(bytes)).map(\.text)
            .joined()
        #expect(Prose([.words(text)]) == told)
    }

    @Test(arguments: [Int64.min, -62_135_596_800, 0, Int64.max])
    func `prints any moment without failing`(seconds: Int64) {
        for offset in [Int.min, -32_400, 0, Int.max] {
            #expect(MomentFormat(.ja, offset: offset).moment(Timestamp(seconds: seconds)).contains("年"))
        }
    }

    @Test func `shortens a span within one day`() {
        let span = TimeSpan(
            SampleExamination.time("2011-03-12T00:30:00+09:00"), SampleExamination.time("2011-03-12T23:00:00+09:00"), clock: .kernel)
        let text = MomentFormat(.ja, offset: 32_400).span(span).pieces.map { piece in
            if case .words(let words) = piece { words } else { "?" }
        }.joined()
        #expect(text == "2011年3月12日 00:30:00 から 23:00:00 までの間 (+09:00)")
    }
}
