import Foundation
import Model
import Testing

@testable import Report

@Suite struct `The JSON of an examination` {
    static func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The top-level keys in the order in which they stand in indented JSON.
    static func keys(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { String($0.dropFirst(3).prefix { $0 != "\"" }) }
    }

    @Test func `has the keys of the contract in their order`() {
        let scan = ["schema", "banken", "host", "started", "finished", "clock", "findings", "gaps", "coverage"]
        let more = [
            "verdict", "stories", "causes", "sources", "timeline", "exposure", "scope", "writes", "attackers", "unknowns",
            "beforeAnswers", "fading", "nextSteps",
        ]
        #expect(Self.keys(Report.json(SampleExamination.bot, kind: .scan, language: .en)) == scan)
        #expect(Self.keys(Report.json(SampleExamination.bot, kind: .examine, language: .en)) == scan + more)
    }

    @Test func `tells what the contract promises`() throws {
        let root = try Self.object(Report.json(SampleExamination.bot, kind: .examine, language: .en))
        #expect(root["schema"] as? String == "banken.examine/1")
        #expect(root["started"] as? String == "2011-07-20T01:00:00Z")
        let verdict = try #require(root["verdict"] as? [String: Any])
        #expect(verdict["state"] as? String == "compromised")
        #expect(verdict["active"] as? Bool == false)
        #expect((verdict["since"] as? [String: Any])?["earliest"] as? String == "2011-03-11T15:30:00Z")
        let finding = try #require((root["findings"] as? [[String: Any]])?.first)
        let keys: Set = [
            "id", "detector", "severity", "confidence", "title", "explanation", "subject", "techniques", "firstSeen", "lastActive",
            "evidence", "misses", "references", "nextSteps", "rule",
        ]
        #expect(keys.isSubset(of: finding.keys))
        #expect(finding["severity"] as? String == "critical")
        #expect((finding["subject"] as? [String: Any])?["line"] as? Int == 3)
        let gaps = try #require(root["gaps"] as? [[String: Any]])
        #expect(gaps.map { $0["detectors"] as? [String] } == [["login.origin.new"], ["process.hidden"]])
    }

    @Test(arguments: Language.allCases)
    func `keeps hostile names whole, and harmless to look at`(language: Language) throws {
        let text = Report.json(SampleExamination.allHostile, kind: .examine, language: language)
        #expect(text.unicodeScalars.allSatisfy { ($0.value == 0x0a || !$0.isDeceptive || $0.value == 0x3000) && $0 != "<" })
        let finding = try #require((Self.object(text)["findings"] as? [[String: Any]])?.first)
        let subject = try #require(finding["subject"] as? [String: Any])
        #expect(subject["path"] as? String == SampleExamination.hostile.escaped())
        let raw = try #require(subject["pathRaw"] as? [String: String])
        #expect(raw["text"] == SampleExamination.hostile.escaped())
        let bytes = Data(base64Encoded: raw["bytes"] ?? "")
        #expect(bytes.map(Array.init) == SampleExamination.hostileBytes)
        #expect(subject["address"] as? String == SampleExamination.hostileText.utf8)
        #expect((finding["related"] as? [Any])?.last as? String == SampleExamination.hostileText.utf8)
    }

    @Test func `gives a name in UTF-8 as it is, without the raw form`() throws {
        var object: JSONObject = []
        object.add("path", SampleExamination.hostileText)
        let parsed = try Self.object(JSONWriter.compact(.object(object)))
        #expect(parsed["path"] as? String == SampleExamination.hostileText.utf8)
        #expect(parsed.count == 1)
    }

    @Test(arguments: ReportKind.allCases)
    func `comes as lines of one object each, the summary last, none missing`(kind: ReportKind) throws {
        for examination in [SampleExamination.bot, SampleExamination.allHostile] {
            let lines = Report.jsonLines(examination, kind: kind, language: .ja).split(separator: "\n")
            let objects = try lines.map { try Self.object(String($0)) }
            let names = objects.compactMap { $0["record"] as? String }
            #expect(names.count == lines.count)
            #expect(names.last == "summary")
            #expect(names.filter { $0 == "summary" }.count == 1)
            #expect(names.filter { $0 == "finding" }.count == examination.findings.count)
            #expect(names.filter { $0 == "gap" }.count == examination.gaps.count)
            #expect(names.filter { $0 == "story" }.count == (kind == .examine ? examination.stories.count : 0))
            #expect(names.filter { $0 == "timeline" }.count == (kind == .examine ? examination.timeline.count : 0))
            let counts = try #require(objects.last?["counts"] as? [String: Int])
            #expect(counts["findings"] == examination.findings.count)
        }
    }

    @Test func `says undecided where no verdict was drawn`() throws {
        var examination = SampleExamination.bot
        examination.verdict = nil
        let root = try Self.object(Report.json(examination, kind: .examine, language: .en))
        #expect((root["verdict"] as? [String: Any])?["state"] as? String == "undecided")
    }

    @Test func `is the same from run to run`() {
        let first = Report.json(SampleExamination.bot, kind: .examine, language: .ja)
        #expect((0..<5).allSatisfy { _ in Report.json(SampleExamination.bot, kind: .examine, language: .ja) == first })
    }
}
