import Model
import Testing

@testable import Casework
@testable import Report

@Suite struct `A letter made of a case` {
    static let now = CivilTime(year: 2026, month: 11, day: 18, hour: 15, offset: 32_400).timestamp

    /// A case begun with a notice of the fixtures.
    static func file(_ fixture: String, _ further: [CaseEvent] = []) throws -> CaseFile {
        let mail = try #require(NoticeFixture(fixture + ".txt"))
        let notice = NoticeReader(received: now).read(mail.mail.span)
        let clocks = notice.deadlines.map { CaseEvent.deadline(CaseDeadline(id: "desk-1", text: "x", moment: $0.value.moment, source: "")) }
        return `A case`.file([.opened(title: "案件"), .notice(CaseNotice(notice, item: "ab", received: now))] + clocks + further)
    }

    static func text(_ kind: CaseReportKind, _ file: CaseFile, _ language: Language? = nil) throws -> String {
        let language = language ?? CaseReports.language(kind, file, reader: .en)
        let document = try #require(CaseReports.document(kind, file, language: language, now: now, offset: 32_400))
        return Report.text(document, width: 76)
    }

    @Test func `to a desk is in its language, names the ticket and promises a day`() throws {
        let japanese = try Self.text(.interim, Self.file("sakura-portscan"))
        for part in ["Subject: Re: 【重要】", "さくらインターネット ご担当者様", "20261118-004521", "192.0.2.45", "2026年11月24日 17:00", "[ここに書いてください]"] {
            #expect(japanese.contains(part), "\(part) is missing in: \(japanese)")
        }
        let english = try Self.text(.interim, Self.file("linode-malware"))
        for part in ["Dear abuse team of Linode", "20117723", "http://203.0.113.150/bins/arm7", "malware", "[please fill in]"] {
            #expect(english.contains(part), "\(part) is missing in: \(english)")
        }
    }

    @Test func `says plainly what nobody knows, and invents nothing`() throws {
        let final = try Self.text(.final, Self.file("sakura-portscan"))
        #expect(final.contains("■ 2. 原因\n原因:不明(確認中)"))
        #expect(final.contains("再発防止策\n実施・予定:不明(確認中)"))
    }

    @Test func `says of what the desk names whether it was found`() throws {
        var examination = CaseExamination(item: "e", verdict: "compromised")
        examination.findings = [
            CaseFinding(
                id: "1", detector: "web.shell", severity: "critical", confidence: "certain", title: "a web shell",
                subject: "/var/www/html/images/login/index.html"),
            CaseFinding(id: "2", detector: "x", severity: "low", confidence: "certain", title: "nothing", subject: "/etc/x"),
        ]
        let final = try Self.text(.final, Self.file("jpcert-phishing", [.examination(examination)]))
        #expect(final.contains("サーバー上でも見つかりました"), "\(final)")
        #expect(final.contains("/var/www/html/images/login/index.html"))
    }

    @Test func `cites the entries that its statements rest on`() throws {
        let file = try Self.file(
            "sakura-portscan",
            [
                .action(text: "SSHの入口を閉じた"), .answer(question: "prevention", text: "鍵だけで入れるようにする"),
                .answer(question: "cause", text: "弱いパスワード"),
            ])
        let final = try Self.text(.final, file)
        for part in ["SSHの入口を閉じた [4]", "鍵だけで入れるようにする [5]", "弱いパスワード [6]", "根拠となる記録"] {
            #expect(final.contains(part), "\(part) is missing in: \(final)")
        }
    }

    @Test func `never lets a notice write markup or controls`() throws {
        var notice = CaseNotice(
            item: "x", received: Self.now, isNotice: true, language: .en, subject: "<script>alert(1)</script>\u{1b}[31m")
        notice.desk = "<b>desk</b>"
        notice.log = [RawText("<img src=x>\u{1b}]0;x")]
        let file = `A case`.file([.opened(title: "<i>t</i>"), .notice(notice), .note(text: "</li><script>")])
        for kind in CaseReportKind.allCases {
            guard let document = CaseReports.document(kind, file, language: .en, now: Self.now, offset: 0) else { continue }
            let page = Report.html(document)
            #expect(!page.contains("<script") && !page.contains("<i>t") && !page.contains("<b>d") && !page.contains("<img"))
            for medium in [page, Report.text(document, width: 70), Report.markdown(document), Report.json(document)] {
                #expect(!medium.unicodeScalars.contains("\u{1b}"))
            }
        }
    }

    @Test(arguments: CaseReportKind.allCases, Language.allCases)
    func `of every kind can be written of an empty case`(kind: CaseReportKind, language: Language) {
        let file = `A case`.file([.opened(title: "t")])
        guard let document = CaseReports.document(kind, file, language: language, now: Self.now, offset: 0) else {
            #expect(kind == .xarf)
            return
        }
        #expect(!Report.text(document, width: 76).isEmpty)
        #expect(Report.json(document).contains("banken.case-report/1"))
    }

    @Test func `tells the owner one next step after the other`() throws {
        let fresh = try Self.text(.owner, Self.file("sakura-portscan"), .ja)
        #expect(fresh.contains("--kind interim"))
        let sent = CaseEvent.letter(CaseLetter(direction: .sent, party: "desk", subject: "Re", item: nil))
        #expect(try Self.text(.owner, Self.file("sakura-portscan", [sent]), .ja).contains("banken examine"))
        let examined = CaseEvent.examination(CaseExamination(item: "e", verdict: "clean"))
        let asked = try Self.text(.owner, Self.file("sakura-portscan", [sent, examined]), .ja)
        #expect(asked.contains("banken case answer organisation"))
        let answers = CaseQuestion.first.map { CaseEvent.answer(question: RawText($0.rawValue), text: "x") }
        #expect(try Self.text(.owner, Self.file("sakura-portscan", [sent, examined] + answers), .ja).contains("--kind final"))
    }

    @Test func `counts the days of the law from the day of knowing`() {
        func day(_ civil: CivilTime) -> String { String(civil.timestamp.rfc3339(offset: 32_400).prefix(10)) }
        let plain = ReportingDates.privacy(known: CivilTime(year: 2026, month: 11, day: 20, hour: 16, offset: 32_400).timestamp)
        #expect([day(plain.firstFrom), day(plain.firstUntil), day(plain.final)] == ["2026-11-22", "2026-11-24", "2027-01-18"])
        // Day 60 is 30 December, on which offices are closed.
        let closed = ReportingDates.privacy(known: CivilTime(year: 2026, month: 11, day: 1, hour: 1, offset: 32_400).timestamp)
        #expect(day(closed.final) == "2027-01-04")
        let month = ReportingDates.privacy(
            known: CivilTime(year: 2026, month: 11, day: 20, offset: 32_400).timestamp, isIllegalPurpose: false)
        #expect(day(month.final) == "2026-12-21")
        #expect(ReportingDates.gdpr(aware: Self.now).seconds - Self.now.seconds == 259_200)
    }

    @Test func `to an attacker's network names what XARF demands`() {
        var report = XARFOutgoing(
            kind: .loginAttack, source: "198.51.100.9", organisation: "Invented Shop", contact: "owner@shop.example", domain: "shop.example"
        )
        #expect(report.missing == ["source_port", "first_seen"])
        #expect(report.json(id: [UInt8](repeating: 7, count: 32), digest: `The journal of a case`.digest) == nil)
        report.sourcePort = 51_022
        report.firstSeen = Self.now
        report.evidence = Array("Nov 18 sshd: Failed password\n".utf8)
        let json = report.json(id: [UInt8](repeating: 7, count: 32), digest: `The journal of a case`.digest) ?? []
        let read = XARFReport.read(json, section: "1")
        #expect(read?.accused.first?.value.text == "198.51.100.9")
        #expect(read?.accusations.first?.value == .loginAttack)
        #expect(RawText(json).contains("07070707-0707-4707-8707-070707070707"))
        report.contact = "nobody"
        #expect(report.missing == ["reporter.contact"])
    }
}
