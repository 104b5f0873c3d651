import Model
import Testing

@testable import Inquiry

@Suite struct `Stories` {
    private static let now = moment("2011-07-10T00:00:00+09:00")

    private func stories(_ findings: [Finding]) -> [Story] { StoryBuilder(findings: findings, now: Self.now).stories() }

    @Test func `hold together what speaks of the same path`() {
        let job = Finding.made(
            "autorun.harmful", aspect: .persistence, path: "/var/spool/cron/root", kind: .job, related: ["/root/. ../update"])
        let file = Finding.made("bot.files", .critical, .likely, aspect: .activity, path: "/root/. ../update")
        let told = stories([job, file])
        #expect(told.count == 1)
        #expect(Set(told.first?.findings ?? []) == [job.id, file.id])
        #expect(told.first?.severity == .critical && told.first?.confidence == .certain)
    }

    @Test func `hold together a folder and what lies in it, however deep`() {
        let folder = Finding.made(path: "/root/. ..")
        let file = Finding.made("bot.files", path: "/root/. ../a/b/c/d")
        #expect(stories([file, folder]).count == 1)
    }

    @Test func `hold together a job that a log tells of and the entry that runs the same command, months apart`() {
        var record = Finding.made(
            "record.job", .critical, .likely, aspect: .persistence, path: "/var/log/cron.log.4.gz", kind: .log,
            times: [TimeMark(moment("2011-03-12T01:00:00Z"), .created, clock: .record)])
        record.subject.name = "cd /opt/farm && sh . ../update"
        var entry = Finding.made(
            "autorun.harmful", aspect: .persistence, path: "/var/spool/cron/crontabs/root", kind: .job,
            times: [TimeMark(moment("2011-07-01T01:00:00Z"), .modified, clock: .settable, path: "/var/spool/cron/crontabs/root")])
        entry.evidence = [
            EvidenceItem(
                .content, source: "jobs", path: "/var/spool/cron/crontabs/root", line: 3,
                text: "17 *\t* * *  cd /opt/farm &&  sh . ../update")
        ]
        #expect(stories([record, entry]).count == 1)
        record.subject.name = "/usr/sbin/logrotate"
        #expect(stories([record, entry]).count == 2)
    }

    @Test func `hold together what happened within a day`() {
        #expect(stories([.made(path: "/a/x", "2011-03-12T00:30:00Z"), .made(path: "/b/y", "2011-03-12T23:00:00Z")]).count == 1)
    }

    @Test func `tell two visits months apart as two, the worse first`() {
        let spring = [Finding.made(path: "/a/x", "2011-03-12T00:30:00Z"), .made(path: "/a/y", "2011-03-12T00:31:00Z")]
        let summer = [Finding.made(path: "/var/www/html/x.php", "2011-06-20T10:00:00Z", .critical)]
        let told = stories(spring + summer)
        #expect(told.count == 2)
        #expect(told.first?.findings == summer.map(\.id))
        #expect(told.last?.findings.count == 2)
        #expect(told.last?.since?.earliest == moment("2011-03-12T00:30:00Z"))
    }

    @Test func `take traces without a moment in, those that belong nowhere else`() {
        let spring = [Finding.made(path: "/a/x", "2011-03-12T00:30:00Z"), .made(path: "/a/y", "2011-03-12T00:31:00Z")]
        let summer = [Finding.made(path: "/b/z", "2011-06-20T10:00:00Z")]
        let undated = Finding.made("account.uid-zero", .critical, aspect: .access, path: "/etc/passwd", kind: .account)
        let told = stories(spring + summer + [undated])
        #expect(told.count == 2)
        #expect(told.first?.findings.count == 3, "it joins the story with the most traces")
        #expect(stories([undated]).count == 1)
    }

    @Test func `are not made of open doors or of what is only unexplained`() {
        #expect(stories([.made("sshd.root-login", .medium, aspect: .weakness, path: "/etc/ssh/sshd_config")]).isEmpty)
        #expect(stories([.made("autorun.unexplained", .low, aspect: .persistence, path: "/etc/cron.d/x")]).isEmpty)
    }

    @Test func `lose no finding and tell none twice`() {
        let findings = (0..<300).map { index in
            Finding.made(
                path: RawText("/k\(index % 40)/f\(index)"), Timestamp(seconds: 1_300_000_000 + Int64(index % 7) * 40_000_000).rfc3339())
        }
        let told = stories(findings).flatMap(\.findings)
        #expect(told.count == findings.count)
        #expect(Set(told) == Set(findings.map(\.id)))
    }

    @Test func `come in the same order every time`() {
        let findings = (0..<40).map {
            Finding.made(path: RawText("/k\($0)/f"), Timestamp(seconds: 1_000_000_000 + Int64($0) * 5_000_000).rfc3339())
        }
        let first = stories(findings)
        #expect(first.count > 10)
        for _ in 0..<5 { #expect(stories(findings) == first) }
    }
}
