import Model
import Testing

@testable import Casework
@testable import Report

@Suite struct `The journal of a case` {
    static let digest: @Sendable ([UInt8]) -> [UInt8] = { SHA256.digest($0) }
    static let time = CivilTime(year: 2026, month: 11, day: 21, hour: 9).timestamp

    static func journal(_ events: [CaseEvent]) -> (journal: CaseJournal, bytes: [UInt8]) {
        var journal = CaseJournal(digest: digest)
        var bytes: [UInt8] = []
        for (index, event) in events.enumerated() { bytes += journal.add(event, time: time.adding(seconds: Int64(index)), by: "田中") }
        return (journal, bytes)
    }

    static let moment = NoticeMoment(time: time, offset: 32_400, hasZone: true, hasHour: false)

    static var everyKind: [CaseEvent] {
        let place = NoticePlace(section: "1.2", line: 7, quote: "対象IP: 192.0.2.1")
        var notice = CaseNotice(item: "aa", received: time, isNotice: true, language: .ja, subject: "件名 \"x\"\t")
        notice.desk = "さくらインターネット"
        notice.tickets = ["A-1"]
        notice.accused = [Told(AccusedThing(.address, .accused, "192.0.2.1"), place)]
        notice.accusations = [Told(.portScan, place)]
        notice.observed = [Told(moment, place)]
        notice.demands = [Told(.changePasswords, place)]
        notice.threats = [Told(.nullRoute, place)]
        notice.log = [RawText([0xff, 0x00, 0x1b] + Array("x".utf8))]
        var examination = CaseExamination(item: "bb", verdict: "compromised")
        examination.host = "web01"
        examination.since = time
        examination.isActive = true
        examination.gaps = 2
        examination.findings = [
            CaseFinding(
                id: "f1", detector: "cron.job", severity: "high", confidence: "likely", title: "a job", subject: "/etc/cron.d/x",
                firstSeen: time)
        ]
        examination.causes = [CaseCause(id: "credential.stolen", standing: "likely", evidence: ["a log-in"])]
        examination.timeline = [CaseMoment(time: time, text: "came in")]
        examination.questions = [CaseAsked(key: "copy.digest:0011aabb", text: "in your copy, too?")]
        return [
            .opened(title: "t"), .notice(notice), .examination(examination),
            .decision(CaseDecision(subject: "f1", judgement: .knownGood, because: "ours")),
            .deadline(CaseDeadline(id: "d", text: "answer", moment: moment, source: "1:7")), .deadlineMet(id: "d", because: "sent"),
            .letter(CaseLetter(direction: .sent, party: "desk", subject: "Re", item: "cc")),
            .letter(CaseLetter(direction: .received, party: "desk", subject: "tel", item: nil)), .task(id: "t1", text: "do"),
            .taskDone(id: "t1"), .action(text: "did"),
            .answer(question: "people", text: "10"), .note(text: "n\nn"), .closed(because: "over"),
        ]
    }

    @Test func `gives back every kind of entry as it was written`() {
        let (written, bytes) = Self.journal(Self.everyKind)
        let read = CaseJournal(bytes, digest: Self.digest)
        #expect(read.damages.isEmpty)
        #expect(read.entries == written.entries)
        #expect(bytes.split(separator: 0x0a).count == Self.everyKind.count)
    }

    @Test func `tells where a line was changed, and reads the rest`() throws {
        let (_, bytes) = Self.journal([.opened(title: "t"), .note(text: "first"), .note(text: "second"), .note(text: "third")])
        let text = try #require(RawText(bytes).utf8)
        let changed = CaseJournal(Array(text.split(separator: "first").joined(separator: "First").utf8), digest: Self.digest)
        #expect(changed.damages.map(\.line) == [3])
        #expect(changed.damages.map(\.kind) == [.chainBroken])
        #expect(changed.entries.count == 4)
    }

    @Test func `tells where a line was taken out or cut off`() {
        let (_, bytes) = Self.journal([.opened(title: "t"), .note(text: "a"), .note(text: "b"), .note(text: "c")])
        var lines = bytes.split(separator: 0x0a).map { Array($0) }
        lines.remove(at: 1)
        let shorter = CaseJournal(Array(lines.joined(separator: [0x0a])) + [0x0a], digest: Self.digest)
        #expect(shorter.damages.first?.kind == .chainBroken)
        #expect(shorter.damages.first?.line == 2)
        let cut = CaseJournal(Array(bytes.dropLast(20)), digest: Self.digest)
        #expect(cut.damages.contains { $0.kind == .cutOff })
        #expect(cut.entries.count == 3)
    }

    @Test func `goes on after damage, and what is added is bound to what is there`() {
        let (_, bytes) = Self.journal([.opened(title: "t"), .note(text: "a")])
        let broken = bytes.dropLast(20) + [0x0a]
        var journal = CaseJournal(Array(broken), digest: Self.digest)
        let line = journal.add(.note(text: "later"), time: Self.time, by: "x")
        let again = CaseJournal(broken + line, digest: Self.digest)
        #expect(again.damages.map(\.line) == [2])
        #expect(again.entries.last?.event == .note(text: "later"))
        #expect(again.entries.last?.number == 3)
    }

    @Test func `of a newer program keeps what it does not know`() {
        let line =
            #"{"seq":1,"time":"2026-11-21T09:00:00Z","by":"x","kind":"hologram","body":{},"previous":""# + String(repeating: "0", count: 64)
            + "\"}\n"
        let journal = CaseJournal(Array(line.utf8), digest: Self.digest)
        #expect(journal.entries.map(\.event) == [.other(kind: "hologram")])
        #expect(journal.isIntact)
        #expect(journal.damages.map(\.kind) == [.unknownKind])
    }

    @Test func `altered at random breaks no reader`() {
        let (_, bytes) = Self.journal(Self.everyKind)
        for index in 0..<60 {
            var altered = bytes
            for step in 0..<5 { altered[(index &* 997 &+ step &* 131) % altered.count] = UInt8(truncatingIfNeeded: index &* 31 &+ step) }
            #expect(!CaseJournal(altered, digest: Self.digest).damages.isEmpty)
        }
    }
}

@Suite struct `A case` {
    static func file(_ events: [CaseEvent]) -> CaseFile { CaseFile(`The journal of a case`.journal(events).journal) }

    @Test func `shows what is overdue first and what was met last`() {
        func deadline(_ id: RawText, _ hours: Int64) -> CaseEvent {
            let moment = NoticeMoment(
                time: `The journal of a case`.time.adding(seconds: hours * 3600), offset: 0, hasZone: true, hasHour: true)
            return .deadline(CaseDeadline(id: id, text: id, moment: moment, source: ""))
        }
        let file = Self.file([
            .opened(title: "t"), deadline("late", 50), deadline("past", -3), deadline("met", -9), .deadlineMet(id: "met", because: ""),
        ])
        #expect(file.clocks.map(\.deadline.id) == ["past", "late", "met"])
        #expect(file.clocks[0].isOverdue(at: `The journal of a case`.time))
        #expect(!file.clocks[2].isOverdue(at: `The journal of a case`.time))
    }

    @Test func `keeps known good findings out of its letters, and a notice opens it again`() {
        let file = Self.file(`The journal of a case`.everyKind)
        #expect(file.standingFindings.isEmpty)
        #expect(file.closed != nil)
        let again = Self.file(`The journal of a case`.everyKind + [.task(id: "t2", text: "x")])
        #expect(again.closed == nil)
        #expect(again.freeID("task") == "task-1")
    }

    @Test func `cites only items whose name is a digest`() {
        let digest = RawText(String(repeating: "ab", count: 32))
        let letters = ["../../etc/passwd", digest, digest].map {
            CaseEvent.letter(CaseLetter(direction: .received, party: "x", subject: "x", item: $0))
        }
        #expect(Self.file(letters).items == [digest])
    }

    @Test func `takes from an examination what its JSON tells`() throws {
        let json = """
            {"schema":"banken.examine/1","host":{"name":"web01"},"finished":"2026-11-21T08:00:00Z","verdict":{"state":"compromised",
            "since":{"earliest":"2026-11-01T00:00:00Z","latest":null,"clock":"kernel"},"active":false,"summary":"s"},
            "findings":[{"id":"1","detector":"d","severity":"high","confidence":"certain","title":"T","subject":{"kind":"file","path":"/x"},
            "firstSeen":{"earliest":"2026-11-01T00:00:00Z"}}],"timeline":[{"time":"2026-11-01T00:00:00Z","text":"in"}],
            "causes":[{"id":"web.vulnerability","standing":"likely","for":[{"text":"a POST"}],"questions":[
            {"id":"copy.digest","key":"copy.digest:0011aabb","text":"too?","reply":null},{"id":"x","key":"x:1","text":"y","reply":"no"}]}],"gaps":[{}]}
            """
        let examination = try #require(CaseExaminationJSON.read(Array(json.utf8), item: "i"))
        #expect(examination.verdict == "compromised")
        #expect(examination.findings.first?.subject == "/x")
        #expect(examination.findings.first?.firstSeen == examination.since)
        #expect(examination.causes.first?.evidence == ["a POST"])
        #expect(examination.gaps == 1)
        // What was answered is no question any more.
        #expect(examination.questions == [CaseAsked(key: "copy.digest:0011aabb", text: "too?")])
        #expect(CaseExaminationJSON.read(Array("{}".utf8), item: "i") == nil)
    }
}
