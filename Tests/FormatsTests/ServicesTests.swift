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
        ExecStop=+!/bin/kill \\$MAINPID
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
