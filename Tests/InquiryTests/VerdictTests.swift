import Model
import Testing

@testable import Inquiry

@Suite struct `The verdict` {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var findings: [Finding]
        var state: Verdict.State
    }

    private static let weak = Finding.made("sshd.root-login", .medium, aspect: .weakness, path: "/etc/ssh/sshd_config")
    private static let tried = Finding.made("login.guessing", .low, aspect: .weakness, kind: .host)

    static let rows = [
        Row(testDescription: "nothing at all", findings: [], state: .clean),
        Row(testDescription: "an open door alone", findings: [weak], state: .clean),
        Row(testDescription: "strangers who tried", findings: [weak, tried], state: .attempted),
        Row(
            testDescription: "something unexplained",
            findings: [.made("autorun.unexplained", .low, .possible, aspect: .persistence, path: "/x")], state: .clean),
        Row(testDescription: "one medium trace", findings: [.made("file.time.hand-set", .medium, .likely, path: "/x")], state: .suspicious),
        Row(
            testDescription: "one likely high trace", findings: [.made("autorun.harmful", .high, .likely, path: "/x"), tried],
            state: .suspicious),
        Row(
            testDescription: "one possible critical trace", findings: [.made("web.shell", .critical, .possible, path: "/x")],
            state: .suspicious),
        Row(
            testDescription: "one certain high trace", findings: [.made("autorun.harmful", .high, .certain, path: "/x")],
            state: .compromised),
        Row(
            testDescription: "one likely critical trace", findings: [.made("web.shell", .critical, .likely, path: "/x")],
            state: .compromised),
        Row(
            testDescription: "two likely high traces",
            findings: [.made("autorun.harmful", .high, .likely, path: "/x"), .made("preload.library", .high, .likely, path: "/y")],
            state: .compromised),
        Row(
            testDescription: "many medium traces", findings: (0..<20).map { .made("x.y", .medium, .certain, path: RawText("/\($0)")) },
            state: .suspicious),
        Row(
            testDescription: "a certain critical weakness", findings: [.made("x.weak", .critical, .certain, aspect: .weakness, path: "/x")],
            state: .clean),
    ]

    @Test(arguments: rows)
    func `follows from the worst and the surest of the traces`(row: Row) {
        let verdict = Conclusion(Facts.made(), row.findings).verdict
        #expect(verdict.state == row.state)
        #expect(!verdict.summary.en.pieces.isEmpty && verdict.summary.en != verdict.summary.ja)
    }

    @Test(arguments: [FactKind.files, .packages, .accounts])
    func `is undecided where what is needed could not be seen`(kind: FactKind) {
        let gap = Gap(collector: "x", reason: Localized(en: "x", ja: "y"), facts: [kind], isTotal: true)
        #expect(Conclusion(Facts.made(gaps: [gap]), []).verdict.state == .undecided)
        #expect(Conclusion(Facts.made(gaps: [gap]), [Self.tried]).verdict.state == .undecided)
        #expect(Conclusion(Facts.made(gaps: [gap]), [.made(path: "/x")]).verdict.state == .compromised, "what was found stays found")
    }

    @Test func `is undecided on a running host without root's rights, and not on a copy`() {
        #expect(Conclusion(Facts.made(view: .live, asRoot: false), []).verdict.state == .undecided)
        #expect(Conclusion(Facts.made(view: .live), []).verdict.state == .clean)
        #expect(Conclusion(Facts.made(view: .root, asRoot: false), []).verdict.state == .clean)
    }

    @Test func `tells since when, and how long the intruder was in`() {
        let verdict = Conclusion(Facts.made(), [.made(path: "/root/. ../x", "2011-03-12T00:30:00+09:00")]).verdict
        #expect(verdict.since?.earliest == moment("2011-03-12T00:30:00+09:00"))
        #expect(verdict.dwellSeconds == Int64(10_366_200), "120 days less half an hour")
    }

    @Test func `is of the story that is worst, not of the first`() {
        let verdict = Conclusion(
            Facts.made(), [.made(path: "/a/x", "2010-01-01T00:00:00Z", .medium), .made(path: "/b/y", "2011-03-12T00:30:00Z", .critical)]
        ).verdict
        #expect(verdict.since?.earliest == moment("2011-03-12T00:30:00Z"))
    }

    @Test func `is dormant since the reboot that left the lock behind, with the reason`() {
        let lock = Finding.made(
            "lock.stale", .medium, .likely, aspect: .activity, path: "/root/. ../mech.pid",
            times: [
                TimeMark(moment("2011-03-12T14:00:00Z"), .active, clock: .settable, path: "/root/. ../mech.pid"),
                TimeMark(moment("2011-03-12T14:20:00Z"), .ended, clock: .record, path: "/root/. ../mech.pid"),
            ], related: ["/root/. .."], lastActive: moment("2011-03-12T14:00:00Z"))
        let conclusion = Conclusion(Facts.made(), [.made(path: "/root/. ..", "2011-03-11T15:30:00Z"), lock])
        let verdict = conclusion.verdict
        #expect(conclusion.stories.count == 1)
        #expect(verdict.active == false)
        #expect(verdict.dormantSince == moment("2011-03-12T14:20:00Z"))
        #expect(verdict.activityReason?.en.pieces.contains(.host("/root/. ../mech.pid")) == true)
        #expect(conclusion.stories.first?.lastActive == moment("2011-03-12T14:00:00Z"))
    }

    @Test func `is active where a process of it runs, whatever a lock says`() {
        let process = Finding.made("process.executable.odd", .critical, aspect: .activity, path: "/root/. ../run", kind: .process, pid: 700)
        let lock = Finding.made(
            "lock.stale", .medium, .likely, aspect: .activity, path: "/root/. ../run.pid",
            times: [TimeMark(moment("2011-03-12T14:20:00Z"), .ended, clock: .record)], related: ["/root/. .."])
        let verdict = Conclusion(Facts.made(view: .live), [.made(path: "/root/. .."), process, lock]).verdict
        #expect(verdict.active == true && verdict.dormantSince == nil)
    }

    @Test func `does not guess what runs on a copy`() {
        let copied = Conclusion(Facts.made(), [.made(path: "/x")]).verdict
        let live = Conclusion(Facts.made(view: .live), [.made(path: "/x")]).verdict
        let waiting = Conclusion(Facts.made(view: .live), [.made("autorun.harmful", aspect: .persistence, path: "/x", kind: .job)]).verdict
        #expect(copied.active == nil && copied.activityReason != nil)
        #expect(live.active == false)
        #expect(waiting.active == nil, "it starts by itself: that it does not run now says little")
    }
}

@Suite struct `The next steps` {
    @Test func `of a compromised host begin with isolation and never end with a reinstallation of evidence`() {
        let steps = Conclusion(Facts.made(), [.made(path: "/x"), .made("file.attribute.immutable", path: "/usr/sbin")]).nextSteps.map(
            \.action)
        #expect(steps.prefix(2) == ["host.isolate", "evidence.keep"])
        #expect(steps.contains("attribute.clear"))
    }

    @Test func `of every verdict are some, in both languages`() {
        for findings in [[], [Finding.made(path: "/x", "2011-03-12T00:30:00Z", .medium)], [Finding.made(path: "/x")]] {
            let steps = Conclusion(Facts.made(), findings).nextSteps
            #expect(!steps.isEmpty)
            #expect(steps.allSatisfy { $0.text.en != $0.text.ja && !$0.text.ja.pieces.isEmpty })
        }
    }
}

@Suite struct `The turning points` {
    @Test func `stand in the order of time, with the boots and log-ins around them`() {
        var facts = Facts.made()
        facts.boots = [
            HostBoot(time: moment("2010-01-01T00:00:00Z"), place: Place("/var/log/wtmp")),
            HostBoot(time: moment("2011-03-12T14:20:00Z"), place: Place("/var/log/wtmp")),
            HostBoot(time: moment("2011-07-01T00:00:00Z"), place: Place("/var/log/wtmp")),
        ]
        facts.logins = [
            LoginRecord(
                kind: .user, process: 1, line: "pts/0", user: "root", host: "203.0.113.9", time: moment("2011-03-11T15:20:00Z"), offset: 0),
            LoginRecord(
                kind: .user, process: 1, line: "pts/0", user: "taro", host: "192.0.2.7", time: moment("2011-06-01T00:00:00Z"), offset: 384),
        ]
        let timeline = Conclusion(facts, [.made(path: "/root/. ../x", "2011-03-11T15:30:00Z")]).timeline
        #expect(timeline.map(\.kind) == ["login.success", "file.modified", "host.boot", "host.boot"])
        #expect(timeline.map(\.time) == timeline.map(\.time).sorted())
    }

    @Test func `tell a doubted stamp as doubted`() {
        let sure = Conclusion(Facts.made(), [.made(path: "/x", "2005-01-01T00:00:00Z")]).timeline.map(\.text)
        let doubted = Conclusion(Facts.made(), [.made(path: "/x", "2005-01-01T00:00:00Z", doubt: true)]).timeline.map(\.text)
        #expect(sure.count == 1 && doubted.count == 1)
        #expect(doubted.first.map { $0.en.pieces.count } ?? 0 > sure.first.map { $0.en.pieces.count } ?? 0)
        #expect(doubted.first.map { $0.ja.pieces.count } ?? 0 > sure.first.map { $0.ja.pieces.count } ?? 0)
    }
}
