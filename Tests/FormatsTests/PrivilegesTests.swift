import Formats
import Model
import Testing

@Suite struct `Rules of sudo` {
    private func parse(_ text: String) -> Parsed<SudoersFile> {
        let bytes = Array(text.utf8)
        return SudoersFormat.parse(bytes.span, path: "/etc/sudoers")
    }

    @Test func `give users, targets, tags and commands of a line, tags going on to the next command`() {
        let file = parse("ito, %ops ALL = (root, www : staff) NOPASSWD: /usr/bin/id, PASSWD: /bin/ls -l, SETENV: ALL\n").value
        #expect(file.grants.map(\.command) == ["/usr/bin/id", "/bin/ls -l", "ALL"])
        #expect(file.grants.map(\.asksPassword) == [false, true, true])
        #expect(file.grants.map(\.keepsEnvironment) == [false, false, true])
        #expect(file.grants.allSatisfy { $0.users == ["ito", "%ops"] && $0.targets == ["root", "www"] })
    }

    @Test func `take root for the target where none is named`() {
        #expect(parse("ito ALL = ALL").value.grants.map(\.targets) == [["root"]])
        #expect(parse("ito ALL = (:staff) ALL").value.grants.first?.reachesRoot == false)
    }

    @Test func `hold for each host after a colon`() {
        let grants = parse("ito web = (a) /bin/a : db = (b) NOPASSWD: /bin/b\n").value.grants
        #expect(grants.map(\.command) == ["/bin/a", "/bin/b"])
        #expect(grants.map(\.targets) == [["a"], ["b"]])
        #expect(grants.map(\.asksPassword) == [true, false])
    }

    @Test func `go on behind a backslash and count the first line`() {
        let file = parse("# one\nito ALL = \\\n  NOPASSWD: \\\n ALL\nsato ALL=ALL\n").value
        #expect(file.grants.map(\.place.line) == [2, 5])
        #expect(file.grants.map(\.asksPassword) == [false, true])
    }

    @Test func `tell comments, numbers and includes apart, which all begin with the same sign`() {
        let file = parse("#1000 ALL=ALL # no\n#include /etc/a\n#includedir /etc/sudoers.d\n@includedir \"/etc/b\"\n# ALL ALL=ALL\n").value
        #expect(file.grants.map(\.users) == [["#1000"]])
        #expect(file.includes.map(\.path) == ["/etc/a", "/etc/sudoers.d", "/etc/b"])
        #expect(file.includes.map(\.isFolder) == [false, true, true])
    }

    @Test func `write out aliases, inside each other and negated`() {
        let file = parse(
            "User_Alias WEB = www-data, OPS : OPS = ito\nCmnd_Alias SH = /bin/sh, /bin/bash\nWEB ALL = ALL, !SH\nLOOP ALL = ALL\nUser_Alias LOOP = LOOP\n"
        )
        let grants = SudoersPolicy.grants([file.value])
        #expect(grants.map(\.command) == ["ALL", "!/bin/sh", "!/bin/bash", "ALL"])
        #expect(grants.first?.users == ["www-data", "ito"])
        #expect(grants.last?.users == ["LOOP"])
    }

    @Test func `give settings with scope, negation and quotes`() {
        let settings = parse("Defaults:%ops !authenticate, timestamp_timeout = -1, env_keep += \"A B\"\nDefaults secure_path=/bin\n").value
            .settings
        #expect(settings.map(\.name) == ["authenticate", "timestamp_timeout", "env_keep", "secure_path"])
        #expect(settings.map(\.value) == [nil, "-1", "A B", "/bin"])
        #expect(settings.map(\.isNegated) == [true, false, false, false])
        #expect(settings.map(\.scope) == [":%ops", ":%ops", ":%ops", ""])
    }

    @Test(arguments: [
        "", "=", "a", "a b", "\\", "\"", "a b = (", "a b = NOPASSWD:", "Defaults", "Defaults!", "User_Alias", "@include", "a b = c : d = ",
    ])
    func `survive what is no rule`(text: String) {
        let file = parse(text).value
        #expect(file.grants.count <= 2)
    }

    @Test func `of doas are read as those of sudo`() {
        let bytes = Array("permit nopass setenv { A=b } :wheel as root cmd /bin/ls args -l\ndeny ito\npermit sato # x\nwhat\n".utf8)
        let parsed = DoasFormat.parse(bytes.span, path: "/etc/doas.conf")
        #expect(parsed.value.map(\.users) == [["%wheel"], ["sato"]])
        #expect(parsed.value.map(\.asksPassword) == [false, true])
        #expect(parsed.value.map(\.command) == ["/bin/ls args -l", "ALL"])
        #expect(parsed.problems.map(\.line) == [4])
    }
}

@Suite struct `Capabilities of a file` {
    @Test func `are read from the kernel's attribute in every revision`() {
        let second: [UInt8] = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]
        let value = FileCapabilityFormat.parse(second.span).value
        #expect(value?.text == "cap_net_raw,cap_bpf=ep")
        let first: [UInt8] = [0, 0, 0, 1, 0x80, 0, 0, 0, 0, 0, 0, 0]
        #expect(FileCapabilityFormat.parse(first.span).value?.text == "cap_setuid=p")
        for length in 0..<12 {
            let part = Array(second.prefix(length))
            #expect(FileCapabilityFormat.parse(part.span).value == nil)
        }
    }

    @Test(arguments: [
        ("cap_net_raw=ep", "cap_net_raw=ep"), ("= cap_net_admin,cap_net_raw+p", "cap_net_admin,cap_net_raw=p"),
        ("cap_setuid=ep", "cap_setuid=ep"),
    ])
    func `are read from the text that rpm keeps`(text: String, shown: String) {
        #expect(FileCapabilityFormat.parse(text: RawText(text))?.text == RawText(shown))
    }
}
