import FixtureHosts
import Hosts
import LogReading
import Model
import Testing

@testable import Collectors

private func moment(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? Timestamp(seconds: -1) }

/// What is gathered of one log that is read as the host's.
private func gathered(_ text: String, modified: String, offset: Int = 0) async -> SystemLogGatherer {
    let bytes = Array(text.utf8)
    let time = moment(modified)
    let status = FileStatus(
        kind: .regular, mode: 0o640, owner: 0, group: 4, size: Int64(bytes.count), inode: 1,
        times: FileTimes(modified: time, changed: time, accessed: time))
    let path: RawText = "/var/log/messages"
    let source = LogSource(path: path, size: status.size, modified: time) { .success(MemoryFile(bytes, status: status)) }
    var settings = LogReader.Settings(now: time)
    settings.offset = offset
    var whole = SystemLogGatherer(path: path)
    _ = await LogReader(settings).read(source) {
        SystemLogGatherer(path: path)
    } absorb: {
        whole.join($0)
    }
    return whole
}

@Suite struct `A cron log` {
    private func read(_ text: String, modified: String = "2011-07-10T00:00:00+09:00") async -> SystemLogGatherer {
        await gathered(text, modified: modified, offset: 9 * 3600)
    }

    private static let lines: [(String, String, String)] = [
        ("Mar 12 00:30:01 web CRON[812]: (root) CMD (   cd / && run-parts /etc/cron.hourly)", "root", "cd / && run-parts /etc/cron.hourly"),
        ("Mar 12 00:30:01 web CROND[812]: (bob) CMD (sh . ../update)", "bob", "sh . ../update"),
        ("Mar 12 00:30:01 web crond[812]: (bob) CMD (echo (a))", "bob", "echo (a)"),
        ("Mar 12 00:30:01 web /USR/SBIN/CRON[812]: (root) CMD (x)", "root", "x"),
        ("Mar 12 00:30:01 box cron.info crond[12]: USER root pid 99 cmd /bin/watch -a", "root", "/bin/watch -a"),
        ("Mar 12 00:30:01 box crond[12]: USER root pid 99 cmd /bin/watch -a", "root", "/bin/watch -a"),
        ("2011-03-12T00:30:01.000000+09:00 web CRON[812]: (root) CMD (x)", "root", "x"),
        ("Mar 12 00:30:01 web anacron[5]: Job `cron.daily' started", "root", "cron.daily"),
    ]

    @Test(arguments: lines)
    func `tells a run in the words of every cron`(line: String, user: String, command: String) async throws {
        let run = try #require(await read(line + "\n").runs.values.first)
        #expect(run.user == RawText(user))
        #expect(run.command == RawText(command))
        #expect(run.first == moment("2011-03-12T00:30:01+09:00"))
        #expect(run.place == Place("/var/log/messages", line: 1))
    }

    @Test(arguments: [
        "Mar 12 00:30:01 web CRON[812]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)",
        "Mar 12 00:30:01 web CROND[812]: (root) CMDOUT (hello)",
        "Mar 12 00:30:01 web cron[1]: (CRON) INFO (pidfile fd = 3)",
        "Mar 12 00:30:01 web crontab[1]: (root) LIST (root)",
        "Mar 12 00:30:01 web sshd[1]: (root) CMD (x)",
        "Mar 12", "Mar 12 00:30:01 web CRON[", "Mar 12 00:30:01 web CRON[812]: (root) CMD (", "(root) CMD (x)", "", "\n\n\r\n",
    ])
    func `tells no run where none is`(line: String) async {
        let log = await read(line)
        #expect(log.runs.values.allSatisfy { $0.command.isEmpty })
        #expect(log.changes.isEmpty)
    }

    @Test func `sums up the runs of one command`() async throws {
        let text = (0..<60).map { "Mar 12 00:\($0 < 10 ? "0" : "")\($0):01 web CRON[1]: (root) CMD (x)\n" }.joined()
        let log = await read(text)
        let run = try #require(log.runs.values.first)
        #expect(log.runs.count == 1 && run.count == 60)
        #expect(run.first == moment("2011-03-12T00:00:01+09:00") && run.last == moment("2011-03-12T00:59:01+09:00"))
        #expect(run.place.line == 60)
        #expect(log.coverage?.span == TimeSpan(run.first, run.last, clock: .record))
    }

    @Test func `tells who replaced whose table`() async {
        let log = await read(
            """
            Mar 12 00:29:00 web crontab[9]: (root) BEGIN EDIT (bob)
            Mar 12 00:30:00 web crontab[9]: (root) REPLACE (bob)
            Mar 12 00:30:01 web crontab[9]: (root) END EDIT (bob)
            Mar 12 00:31:00 web crontab[10]: (bob) DELETE (bob)

            """)
        #expect(log.changes.map(\.action) == [.beginEdit, .replace, .endEdit, .delete])
        #expect(log.changes[1].by == "root" && log.changes[1].user == "bob")
        #expect(log.changes[1].time == moment("2011-03-12T00:30:00+09:00"))
        #expect(log.changes[3].place.line == 4)
    }
}

@Suite struct `A log of log-ins` {
    private func read(_ text: String) async -> SystemLogGatherer { await gathered(text + "\n", modified: "2011-07-10T00:00:00Z") }

    private static let accepted: [(String, String, String)] = [
        ("Mar 12 00:30:01 w sshd[1]: Accepted password for root from 192.0.2.7 port 2 ssh2", "root", "192.0.2.7"),
        (
            "Mar 12 00:30:01 w sshd-session[1]: Accepted publickey for a b from 2001:db8::1 port 2 ssh2: ED25519 SHA256:x", "a b",
            "2001:db8::1"
        ),
        ("Mar 12 00:30:01 w sshd[1]: Accepted keyboard-interactive/pam for u from ::ffff:192.0.2.7 port 2 ssh2", "u", "192.0.2.7"),
        ("Mar 12 00:30:01 w vsftpd[1]: [bob] OK LOGIN: Client \"192.0.2.7\"", "bob", "192.0.2.7"),
        ("Sat Mar 12 00:30:01 2011 [pid 2] [bob] OK LOGIN: Client \"::ffff:192.0.2.7\"", "bob", "192.0.2.7"),
        ("Mar 12 00:30:01 w proftpd[1] w: w (h.example[192.0.2.7]) - USER bob: Login successful.", "bob", "192.0.2.7"),
        ("Mar 12 00:30:01 w pure-ftpd: (?@192.0.2.7) [INFO] bob is now logged in", "bob", "192.0.2.7"),
    ]

    @Test(arguments: accepted)
    func `tells who was let in from where`(line: String, user: String, address: String) async throws {
        let log = await read(line)
        let login = try #require(log.coverage?.admissions.first)
        #expect(login == .init(user: RawText(user), address: address, time: moment("2011-03-12T00:30:01Z")))
        #expect(log.logIns.all.map(\.successes) == [1] && log.logIns.all.map(\.failures) == [0])
    }

    private static let failed: [(String, String, Int)] = [
        ("Mar 12 00:30:01 w sshd[1]: Failed password for root from 192.0.2.7 port 2 ssh2", "root", 1),
        ("Mar 12 00:30:01 w sshd[1]: Invalid user admin from 192.0.2.7 port 2", "admin", 1),
        (
            "Mar 12 00:30:01 w sshd[1]: Invalid user x from 192.0.2.7\nMar 12 00:30:02 w sshd[1]: Failed password for invalid user x from 192.0.2.7 port 2 ssh2",
            "x", 1
        ),
        ("Mar 12 00:30:01 w sshd[1]: message repeated 5 times: [ Failed password for root from 192.0.2.7 port 2 ssh2]", "root", 5),
        ("Mar 12 00:30:01 w sshd[1]: Failed password for invalid user a from 10.0.0.1 from 192.0.2.7 port 2 ssh2", "a from 10.0.0.1", 1),
        ("Mar 12 00:30:01 w vsftpd[1]: [bob] FAIL LOGIN: Client \"192.0.2.7\"", "bob", 1),
        ("Mar 12 00:30:01 w proftpd[1]: w (192.0.2.7[192.0.2.7]) - USER bob (Login failed): Incorrect password.", "bob", 1),
        ("Mar 12 00:30:01 w pure-ftpd: (?@192.0.2.7) [WARNING] Authentication failed for user [bob]", "bob", 1),
    ]

    @Test(arguments: failed)
    func `counts what was refused`(line: String, user: String, failures: Int) async throws {
        let attempts = try #require(await read(line).logIns.all.first)
        #expect(attempts.address == "192.0.2.7" && attempts.failures == failures && attempts.users == [RawText(user)])
        #expect(attempts.successes == 0 && attempts.firstSuccess == nil)
    }

    @Test(arguments: [
        "Mar 12 00:30:01 w sshd[1]: Server listening on 0.0.0.0 port 22.",
        "Mar 12 00:30:01 w sshd[1]: Received disconnect from 192.0.2.7 port 2:11: Bye",
        "Mar 12 00:30:01 w sshd[1]: Failed password for root",
        "Mar 12 00:30:01 w sshd[1]: Accepted password for",
        "Mar 12 00:30:01 w app[1]: Accepted password for root from 192.0.2.7 port 2 ssh2",
        "Mar 12 00:30:01 w logger: sshd[1]: Accepted password for root from 192.0.2.7 port 2 ssh2",
        "Mar 12 00:30:01 w vsftpd[1]: [bob] OK LOGIN: Client \"", "",
    ])
    func `takes nothing else for a log-in`(line: String) async {
        #expect(await read(line).logIns.all.isEmpty)
    }

    @Test func `stays within its bounds under a flood of addresses`() async {
        var text = ""
        for number in 0..<50_010 {
            text +=
                "Mar 12 00:30:01 w sshd[1]: Failed password for root from 10.\(number / 65536).\(number / 256 % 256).\(number % 256) port 2 ssh2\n"
        }
        let log = await read(text)
        #expect(log.logIns.all.count == 50_000 && log.logIns.uncounted == 10)
    }
}

@Suite struct `The rhythm of a log` {
    @Test func `tells where it is silent`() async {
        let text = "2025-03-01T00:00:00+00:00 a b: c\n2025-03-01T01:00:00+00:00 a b: c\nno time\n2025-03-01T06:00:00+00:00 a b: c\n"
        let coverage = await gathered(text, modified: "2025-06-01T00:00:00Z").coverage
        #expect(coverage?.silences.map { $0.latest.seconds - $0.earliest.seconds } == [18_000])
        #expect(coverage?.busyHours == 3)
    }

    @Test func `does not take the end of a month for a silence`() async {
        let coverage = await gathered("Feb 28 23:50:00 a b: c\nMar  1 00:10:00 a b: c\n", modified: "2025-03-03T00:00:00Z").coverage
        #expect(coverage?.silences == [])
    }

    @Test func `is the same in one piece and in two`() {
        let times = [0, 600, 4_000, 20_000, 20_100, 50_000, 50_001, 60_000].map { Timestamp(seconds: $0) }
        var whole = LogRhythm()
        for time in times { whole.add(time) }
        for cut in 0...times.count {
            var (first, second) = (LogRhythm(), LogRhythm())
            for time in times[..<cut] { first.add(time) }
            for time in times[cut...] { second.add(time) }
            first.join(second)
            #expect(first.busyHours == whole.busyHours && first.silences == whole.silences && first.span == whole.span)
        }
    }
}
