import Foundation
import Model
import Testing

@testable import Report

@Suite struct `The answer in a report` {
    /// An answer whose every text is a stranger's.
    static func examination(_ text: RawText, standing: Standing = .likely) -> Examination {
        let time = SampleExamination.time("2013-05-14T03:12:27+09:00")
        let words = Localized(en: "Somebody from \(text) came.", ja: "\(text) から入られています。")
        let item = EvidenceItem(.record, source: "vsftpd", path: text, offset: 10, length: 20, line: 3, text: text)
        let argument = CauseArgument(fact: "origin.new", group: "origin", weight: 9, text: words, evidence: [item])
        let record = DecidingRecord(record: words, channel: .ftp, isAvailable: false, lostAt: time, why: words)
        let question = OwnerQuestion(id: "copy.digest", subject: text, text: words, ifYes: .infectedClient, ifNo: .stolenCredential)
        var answer = Answer()
        answer.causes = [
            Cause(
                kind: .stolenCredential, standing: standing, logOdds: 21, supporting: [argument], opposing: [argument],
                wouldDecide: [record],
                questions: [question], account: words), Cause(kind: .infectedClient, standing: .excluded, logOdds: -21),
        ]
        answer.sources = [
            SourceCoverage(
                name: text, channels: [.ftp], first: time, last: time, records: 5,
                holes: [.init(span: TimeSpan(time, clock: .record), why: words)], tampering: [.init(text: words, evidence: item)])
        ]
        let visitors = [
            Visitor(address: text, agent: text, first: time, last: time, requests: 2, deeds: [.order, .login]),
            Visitor(address: "192.0.2.1", agent: "=HYPERLINK(\"x\")", first: time, last: time, requests: 1, robot: words),
        ]
        answer.exposures = [
            Exposure(
                url: text, path: text, isWholeFolder: true, from: time, until: nil, basis: .sizeStep, visitors: visitors, limits: [words])
        ]
        answer.scope.accounts = [TouchedThing(name: text, why: words, evidence: [item])]
        answer.scope.credentials = [ExposedCredential(kind: "ftp.password", owner: text, order: 1, why: words, path: text)]
        answer.writes = [
            WriteAttribution(
                path: text, time: time, owner: text,
                channels: [WriteChannel(kind: .upload, strength: .certain, time: time, user: text, address: text, evidence: item)])
        ]
        answer.attackers = [Attacker(address: text, attempts: ["login.ftp": 7], first: time, last: time, success: words, evidence: [item])]
        (answer.attackerCount, answer.attempts, answer.unknowns) = (1, words, [words])
        var examination = SampleExamination.bot
        examination.answer = answer
        return examination
    }

    @Test(arguments: Language.allCases)
    func `is well formed and shows every byte of a stranger as what it is`(language: Language) {
        let examination = Self.examination(SampleExamination.hostile)
        let page = Report.html(examination, kind: .examine, language: language)
        let checker = MarkupChecker(page)
        #expect(checker.problems == [])
        #expect(checker.elements.isDisjoint(with: ["script", "img", "iframe"]))
        let text = Report.text(examination, language: language, color: false, width: 80)
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7f || $0.value == 0x202e })
        let table = Report.visitorTable(examination)
        #expect(!table.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\r" })
    }

    @Test func `keeps to the contract`() throws {
        let root = try `The JSON of an examination`.object(Report.json(Self.examination("203.0.113.7"), kind: .examine, language: .en))
        let cause = try #require((root["causes"] as? [[String: Any]])?.first)
        #expect(cause["id"] as? String == "credential.stolen")
        #expect(cause["standing"] as? String == "likely")
        #expect(cause["logOdds"] as? Int == 21)
        let evidence = try #require((((cause["for"] as? [[String: Any]])?.first)?["evidence"] as? [[String: Any]])?.first)
        #expect(evidence["line"] as? Int == 3 && evidence["offset"] as? Int == 10)
        let record = try #require((cause["wouldDecide"] as? [[String: Any]])?.first)
        #expect(record["available"] as? Bool == false)
        #expect(record["lostAt"] as? String == "2013-05-13T18:12:27Z")
        let exposure = try #require((root["exposure"] as? [[String: Any]])?.first)
        let visitors = try #require(exposure["visitors"] as? [[String: Any]])
        #expect(visitors.map { $0["robot"] as? Bool } == [false, true])
        let credential = try #require(((root["scope"] as? [String: Any])?["credentials"] as? [[String: Any]])?.first)
        #expect(credential["rotate"] as? Int == 1)
    }

    @Test func `as a table holds nobody's formula, and a line for each visitor`() {
        let lines = Report.visitorTable(Self.examination("203.0.113.7")).split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(lines[2].contains("\"'=HYPERLINK(\"\"x\"\")\""))
        #expect(lines[1].contains(",person,login order"))
        #expect(lines[2].hasSuffix(",robot,"))
    }

    @Test func `says that nothing can be decided, and by which record it could`() {
        let text = Report.text(Self.examination("203.0.113.7", standing: .undecidable), language: .ja, color: false, width: 100)
        #expect(text.contains("残っている記録からは、どこから入られたかを決められません。"))
        #expect(text.contains("決め手になる記録"))
    }

    @Test func `asks the owner by a name that can be answered, and shows what the answer did`() throws {
        var examination = Self.examination("203.0.113.7")
        let key = try #require(examination.answer?.causes[0].questions[0].key)
        #expect(Report.text(examination, language: .en, color: false, width: 200).contains(key))
        examination.answer?.causes[0].questions[0].reply = .no
        examination.answer?.causes[0].questions[0].effect = Localized(en: "It speaks for a theft.", ja: "盗まれた可能性が高まります。")
        examination.answer?.beforeAnswers = (.infectedClient, .possible)
        let text = Report.text(examination, language: .ja, color: false, width: 200)
        #expect(text.contains("いいえ。盗まれた可能性が高まります。"))
        #expect(text.contains("回答を加える前の判断：更新に使うパソコンの感染、ありうる。"))
        let root = try `The JSON of an examination`.object(Report.json(examination, kind: .examine, language: .en))
        let question = try #require((((root["causes"] as? [[String: Any]])?.first)?["questions"] as? [[String: Any]])?.first)
        #expect(question["key"] as? String == key && question["reply"] as? String == "no")
        #expect((root["beforeAnswers"] as? [String: Any])?["standing"] as? String == "possible")
    }

    @Test func `says by when, in the first box`() {
        var examination = Self.examination("203.0.113.7")
        examination.answer?.fading = ("/var/log/vsftpd.log", SampleExamination.time("2013-06-11T03:12:27+09:00"))
        let text = Report.text(examination, language: .ja, color: false, width: 200)
        #expect(text.contains("いつまでに") && text.contains("/var/log/vsftpd.log"))
    }
}
