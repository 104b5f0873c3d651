import Foundation
import Model
import Testing

@testable import Report

@Suite struct `The pages of detectors` {
    static let detectors = [
        DetectorDescription(
            id: "process.hidden", title: Localized(en: "Hidden program", ja: "隠れたプログラム"),
            claim: Localized(en: "A program runs that | the list hides.", ja: "一覧に現れないプログラムが動いています。"),
            needs: [.processes, .processProbe], misses: Localized(en: "Threads.", ja: "スレッド。"), techniques: ["T1014"],
            aspect: .hiding, severities: .high ... .critical),
        DetectorDescription(
            id: "cron.job.deceptive", title: Localized(en: "Deceptive job", ja: "まぎらわしい定期実行"),
            claim: SampleExamination.plain("\(SampleExamination.hostile)"), needs: [], misses: SampleExamination.plain("–"),
            techniques: [], aspect: .persistence, severities: .low ... .low),
    ]

    @Test(arguments: Language.allCases)
    func `list every detector under its question`(language: Language) throws {
        let text = Report.detectorList(Self.detectors, language: language, color: false, width: 60)
        let job = try #require(text.range(of: "cron.job.deceptive"))
        let process = try #require(text.range(of: "process.hidden"))
        #expect(job.lowerBound < process.lowerBound)
        #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= 60 })
    }

    @Test func `show what a detector claims, needs and cannot see`() {
        let text = Report.detector(Self.detectors[0], language: .ja, color: false, width: 80)
        for words in ["一覧に現れないプログラムが動いています。", "T1014", "重大〜緊急", "スレッド。", "隠れて動くプログラムの有無"] {
            #expect(text.contains(words))
        }
    }

    @Test func `are Markdown with nothing active from a name`() {
        let page = Report.detectorsMarkdown(Self.detectors)
        #expect(page.hasPrefix("# Detectors\n"))
        #expect(page.contains("### process.hidden\n"))
        #expect(page.contains("that \\| the list"))
        #expect(page.components(separatedBy: "<img").count == page.components(separatedBy: "\\<img").count)
        #expect(!page.unicodeScalars.contains("\u{1b}"))
    }

    @Test func `are JSON that can be read back`() throws {
        let text = Report.rulesJSON(detectors: Self.detectors, logs: nil, sigma: nil, language: .en)
        let root = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let list = try #require(root["detectors"] as? [[String: Any]])
        #expect(list.map { $0["id"] as? String } == ["process.hidden", "cron.job.deceptive"])
        #expect((list[0]["severity"] as? [String: String]) == ["lowest": "high", "highest": "critical"])
    }
}
