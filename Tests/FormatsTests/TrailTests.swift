import Formats
import Model
import Testing

@Suite struct `Records of log-ins held against each other` {
    private func login(_ time: Int64, _ line: RawText = "pts/0", _ host: RawText = "192.0.2.14", user: RawText = "ito") -> LoginRecord {
        LoginRecord(kind: .user, process: 1, line: line, user: user, host: host, time: Timestamp(seconds: time), offset: 0)
    }

    private func log(_ from: Int64, _ to: Int64, _ times: [Int64]) -> LogCoverage {
        LogCoverage(
            path: "/var/log/auth.log", span: TimeSpan(Timestamp(seconds: from), Timestamp(seconds: to), clock: .record), busyHours: 1,
            silences: [],
            admissions: times.map { .init(user: "ito", address: "192.0.2.14", time: Timestamp(seconds: $0)) })
    }

    @Test func `lack a line only within the time that the log covers`() {
        let (missing, matched) = TrailComparison.unlogged(
            [login(100), login(5_000), login(8_000), login(90_000)], [log(1_000, 50_000, [5_010])])
        #expect(matched == 1)
        #expect(missing.map(\.time.seconds) == [8_000])
    }

    @Test func `lack no line between two pieces of a log, in its hours of silence, or where the clock's zone was another`() {
        var second = log(40_000, 90_000, [50_000, 60_100 + 32_400])
        second.silences = [TimeSpan(Timestamp(seconds: 70_000), Timestamp(seconds: 80_000), clock: .record)]
        let (missing, matched) = TrailComparison.unlogged(
            [login(5_000), login(30_000), login(50_000), login(60_100), login(75_000), login(85_000)],
            [log(1_000, 20_000, [5_010]), second])
        #expect(matched == 2)
        #expect(missing.map(\.time.seconds) == [85_000])
    }

    @Test func `lack no record after the day on which wtmp was given up`() {
        let entries = [LastlogEntry(user: 0, time: Timestamp(seconds: 7_000), line: "pts/1", host: "203.0.113.9", offset: 0)]
        let logins = [login(1_000), login(5_000)]
        let since = Timestamp(seconds: 900)
        #expect(TrailComparison.unrecorded(entries, logins, since: since, written: Timestamp(seconds: 5_000)).isEmpty)
        #expect(TrailComparison.unrecorded(entries, logins, since: since, written: Timestamp(seconds: 9_000)).count == 1)
    }

    @Test(
        arguments: [
            ("pts/0", "tmux(12).%0"), ("pts/0", ":0"), ("pts/0", ""), ("tty1", "192.0.2.14"), ("pts/0", "192.0.2.14 via mosh [12]"),
            ("ftp12", "192.0.2.14"),
        ] as [(RawText, RawText)])
    func `are not expected of what is no log-in over SSH`(line: RawText, host: RawText) {
        let (missing, _) = TrailComparison.unlogged([login(8_000, line, host)], [log(1_000, 50_000, [5_010])])
        #expect(missing.isEmpty)
    }

    @Test func `lack a record where lastlog tells of a log-in that wtmp covers`() {
        let entries = [
            LastlogEntry(user: 0, time: Timestamp(seconds: 7_000), line: "pts/1", host: "203.0.113.9", offset: 0),
            LastlogEntry(user: 1, time: Timestamp(seconds: 5_050), line: "pts/0", host: "192.0.2.14", offset: 0),
            LastlogEntry(user: 2, time: Timestamp(seconds: 500), line: "pts/0", host: "192.0.2.14", offset: 0),
            LastlogEntry(user: 3, time: Timestamp(seconds: 7_000), line: "web console", host: "", offset: 0),
        ]
        let missing = TrailComparison.unrecorded(entries, [login(1_000), login(5_000)], since: Timestamp(seconds: 900))
        #expect(missing.map(\.user) == [0])
    }
}

@Suite struct `Settings of defences` {
    @Test func `are read from options of the command line`() {
        let settings = SSHDaemonFormat.options("-4 -o PermitRootLogin=yes -oPort=22 -f /x", at: Place("/etc/default/ssh", line: 2))
        #expect(settings.map(\.keyword) == ["permitrootlogin", "port"])
        #expect(settings.map(\.value) == ["yes", "22"])
        #expect(settings.allSatisfy { $0.place == Place("/etc/default/ssh", line: 2) })
    }

    @Test func `tell rules of rsyslog that throw away from others`() {
        let text = Array(
            "# :msg stop\n:msg, contains, \"203.0.113.66\" stop\nauth.* /var/log/auth.log\nif $programname == 'sshd' then stop\n*.* ~\n"
                .utf8)
        #expect(LogFilterFormat.rsyslog(text.span, path: "/etc/rsyslog.conf").value.map(\.place.line) == [2, 4, 5])
    }

    @Test func `tell rules of the audit that switch it off from others`() {
        let text = Array("-D\n-e 0\n-a never,task\n-a never,exit -F path=/tmp\n-w /etc/passwd -p wa\n-e 2\n".utf8)
        #expect(LogFilterFormat.audit(text.span, path: "/etc/audit/audit.rules").value.map(\.place.line) == [2, 3])
    }

    @Test func `of traffic tell forwards and hidden doors from plain redirects`() {
        let text = Array(
            "-A P --dport 80 -j REDIRECT --to-ports 8080\n-A P -s 203.0.113.66 -j REDIRECT --to-ports 22\n-A P -j DNAT --to-destination 203.0.113.9:80\ntcp sport 31337 redirect to :22\n"
                .utf8)
        let forwards = FirewallRulesFormat.parse(text.span, path: "/etc/iptables/rules.v4").value
        #expect(forwards.map(\.address) == ["redirect", "203.0.113.9:80", "redirect"])
    }

    @Test func `in access lists are cut by the mask`() {
        func entry(_ tag: UInt8, _ permissions: UInt8, _ number: UInt8) -> [UInt8] { [tag, 0, permissions, 0, number, 0, 0, 0] }
        let list: [UInt8] = [2, 0, 0, 0] + entry(1, 6, 255) + entry(2, 7, 5) + entry(8, 4, 33) + entry(16, 6, 255) + entry(32, 0, 255)
        #expect(
            AccessListFormat.parse(list.span).value == [
                AccessGrant(isGroup: false, number: 5, permissions: 6), AccessGrant(isGroup: true, number: 33, permissions: 4),
            ])
        for length in 0..<list.count {
            let part = Array(list.prefix(length))
            #expect(AccessListFormat.parse(part.span).value.count <= 2)
        }
    }
}
