import Foundation
import Model
import Report
import Testing

@Suite struct `A session in words` {
    private func session(_ ending: SessionDescription.Ending) -> SessionDescription {
        SessionDescription(
            number: 3, service: "ssh", user: "cl\u{1b}erk", address: "192.0.2.10", port: 40_001, terminal: "pts/0",
            start: Timestamp(seconds: 1_299_889_803), end: ending == .open ? nil : Timestamp(seconds: 1_299_889_920), ending: ending,
            events: 13,
            kinds: [.loginSuccess: 3, .command: 10])
    }

    @Test(arguments: Language.allCases) func `tells who, from where, how long and how it ended`(_ language: Language) {
        let text = Report.sessionText(session(.logout), language: language, offset: 32_400)
        for part in ["2011-03-12T09:30:03+09:00", "2011-03-12T09:32:00+09:00", "192.0.2.10:40001", "ssh, pts/0", "13"] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(!text.contains("\u{1b}"))
        let endings = [SessionDescription.Ending.open, .logout, .shutdown].map {
            Report.sessionText(session($0), language: language, offset: 0)
        }
        #expect(Set(endings).count == 3)
    }

    @Test func `is an object whose members say the same`() throws {
        let text = Report.sessionJSON(session(.open))
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let object = try #require(parsed as? [String: Any])
        #expect(object["session"] as? Int == 3)
        #expect(object["start"] as? String == "2011-03-12T00:30:03Z")
        #expect(object["end"] is NSNull)
        #expect(object["ending"] as? String == "open")
        #expect((object["kinds"] as? [String: Int])?["command"] == 10)
        #expect(text.last == "}" || text.last == "\n")
    }
}

@Suite struct `The list of what is read and carried along` {
    private let log = LogDescription(
        id: "vsftpd", title: Localized(en: "vsftpd's own log", ja: "vsftpd 自身のログ"), places: ["/vsftpd.log"], shape: .lines)
    private let rule = SigmaDescription(
        id: "cab391aa", title: "Account Made", level: "high", author: "The Banken authors", license: "Apache-2.0", file: "account.yml",
        text: "An account\nwas made.", techniques: ["T1136"], falsePositives: ["Administrators"], isCorrelation: false)

    @Test func `names each kind of log and each rule with its id`() throws {
        for language in Language.allCases {
            #expect(Report.logList([log], language: language, color: false, width: 100).contains("vsftpd"))
            #expect(Report.log(log, language: language, color: false, width: 100).contains("/vsftpd.log"))
            #expect(Report.sigmaList([rule], language: language, color: false, width: 100).contains("cab391aa"))
            let text = Report.sigma(rule, language: language, color: false, width: 100)
            for part in ["Account Made", "Apache-2.0", "An account was made.", "T1136"] {
                #expect(text.contains(part), "\(part) in \(text)")
            }
        }
        let json = Report.rulesJSON(detectors: nil, logs: [log], sigma: [rule], language: .en)
        let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8))
        let object = try #require(parsed as? [String: Any])
        #expect(object["detectors"] == nil)
        #expect((object["logs"] as? [[String: Any]])?.first?["id"] as? String == "vsftpd")
        #expect((object["sigma"] as? [[String: Any]])?.first?["correlation"] as? Bool == false)
    }
}
