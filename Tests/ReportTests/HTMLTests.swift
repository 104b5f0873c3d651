import Foundation
import Model
import Testing

@testable import Report

@Suite struct `A page` {
    static let all = Language.allCases.flatMap { language in ReportKind.allCases.map { (language, $0) } }

    @Test(arguments: all)
    func `is well formed, links to what exists and runs nothing, whatever the host says`(language: Language, kind: ReportKind) {
        for examination in [SampleExamination.bot, SampleExamination.allHostile] {
            let page = Report.html(examination, kind: kind, language: language)
            let checker = MarkupChecker(page)
            #expect(checker.problems == [])
            #expect(checker.elements.isDisjoint(with: ["script", "img", "iframe", "object", "link", "form", "base"]))
            #expect(!checker.attributes.contains("style"))
            #expect(!checker.attributes.contains { $0.hasPrefix("on") || $0 == "src" })
            for target in checker.targets where target.hasPrefix("#") {
                #expect(checker.identifiers.contains(String(target.dropFirst())))
            }
            #expect(checker.targets.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("https://") })
        }
    }

    @Test(arguments: Language.allCases)
    func `holds no character that hides, turns or controls`(language: Language) {
        let page = Report.html(SampleExamination.allHostile, kind: .examine, language: language)
        let hostile = page.unicodeScalars.filter { ($0.isDeceptive && $0 != "\n" && $0 != "\u{3000}") }
        #expect(hostile.map(\.value) == [])
    }

    @Test func `names the digest of its own style sheet, and allows nothing else`() throws {
        let page = Report.html(SampleExamination.bot, kind: .examine, language: .en)
        let start = try #require(page.range(of: "<style>")).upperBound
        let end = try #require(page.range(of: "</style>")).lowerBound
        let digest = Base64.encode(SHA256.digest(Array(page[start..<end].utf8)))
        #expect(page.contains("default-src &#39;none&#39;; style-src &#39;sha256-\(digest)&#39;; base-uri"))
        #expect(page.components(separatedBy: "<style>").count == 2)
    }

    @Test func `tells its language, the verdict first and an anchor for each finding`() throws {
        let examination = SampleExamination.bot
        let page = Report.html(examination, kind: .examine, language: .ja)
        #expect(page.contains("<html lang=\"ja\">"))
        let verdict = try #require(page.range(of: "このサーバーは侵入されています。"))
        for finding in examination.findings {
            let anchor = try #require(page.range(of: "id=\"f-\(finding.id)\""))
            #expect(verdict.lowerBound < anchor.lowerBound)
        }
    }

    @Test func `gives two findings of one id two anchors`() {
        let examination = SampleExamination.allHostile
        let checker = MarkupChecker(Report.html(examination, kind: .scan, language: .en))
        let id = examination.findings[0].id
        #expect(checker.identifiers.filter { $0.hasPrefix("f-") } == ["f-\(id)", "f-\(id)-2"])
    }

    @Test func `links only to plain addresses of the web`() {
        let targets = MarkupChecker(Report.html(SampleExamination.allHostile, kind: .scan, language: .en)).targets
        #expect(!targets.contains { $0.hasPrefix("javascript") })
    }

    @Test(arguments: ["<p>", "<p></b>", "<p a=b></p>", "<p title=\"<\"></p>", "a &copy; b", "<a id=\"x\"></a><a id=\"x\"></a>"])
    func `is checked by a reader that sees what is wrong`(broken: String) {
        #expect(MarkupChecker(broken).problems != [])
    }
}
