import Formats
import Model
import Testing

@Suite struct `SSH files` {
    private func daemon(_ text: String) -> Parsed<[SSHDaemonSettings.Setting]> {
        let bytes = Array(text.utf8)
        return SSHDaemonFormat.parse(bytes.span, path: "/etc/ssh/sshd_config")
    }

    private func keys(_ text: String) -> Parsed<[AuthorizedKey]> {
        let bytes = Array(text.utf8)
        return AuthorizedKeysFormat.parse(bytes.span, path: "/root/.ssh/authorized_keys", account: "root")
    }

    @Test(arguments: [
        ("PermitRootLogin yes", "permitrootlogin", "yes"), ("\tPort=2222", "port", "2222"), ("PORT = 2222 # two", "port", "2222"),
        ("AllowUsers  a   \"b c\"", "allowusers", "a b c"), ("Banner \"/etc/issue\"\r", "banner", "/etc/issue"),
        ("ForceCommand echo \"a\" # b", "forcecommand", "echo \"a\" # b"),
        ("Subsystem sftp internal-sftp", "subsystem", "sftp internal-sftp"),
        ("AuthorizedKeysFile /etc/a#b", "authorizedkeysfile", "/etc/a#b"), (#"Banner a\"b"#, "banner", "a\"b"),
    ])
    func `give keyword and arguments without quotes and comments`(line: String, keyword: String, value: String) {
        let parsed = daemon(line + "\n")
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.map(\.keyword) == [keyword])
        #expect(parsed.value.map(\.value) == [RawText(value)])
    }

    @Test func `keep each setting's Match block and line`() {
        let parsed = daemon("A 1\nMatch User backup Address 10.0.0.0/8\n B 2\n# c\nMatch all\nC 3\n")
        #expect(parsed.value.map(\.match) == [nil, "User backup Address 10.0.0.0/8", nil])
        #expect(parsed.value.map(\.place.line) == [1, 3, 6])
    }

    @Test func `let the first global setting win and keep what may be repeated`() {
        let text = """
            Port 22
            Port 2222
            PasswordAuthentication no
            PasswordAuthentication yes
            ChallengeResponseAuthentication no
            KbdInteractiveAuthentication yes
            Match User a
            PasswordAuthentication yes
            PasswordAuthentication no
            """
        let settings = SSHDaemonFormat.effective(daemon(text).value)
        #expect(settings.settings.filter { $0.keyword == "port" }.map(\.value) == ["22", "2222"])
        #expect(settings.global("passwordauthentication")?.value == "no")
        #expect(settings.global("kbdinteractiveauthentication")?.value == "no")
        #expect(settings.settings.filter { $0.match != nil }.map(\.value) == ["yes", "no"])
    }

    @Test func `put included settings in their place, within the block of the Include`() {
        let outer = daemon("Include a\nX 1\nMatch User u\nInclude b\nY 2\n").value
        let inner = daemon("P 3\nMatch Address 192.0.2.0/24\nQ 4\n").value
        let spliced = SSHDaemonFormat.splicing(outer) { _ in inner }
        #expect(spliced.map(\.keyword) == ["p", "q", "x", "p", "q", "y"])
        #expect(spliced.map(\.match) == [nil, "Address 192.0.2.0/24", nil, "User u", "User u Address 192.0.2.0/24", "User u"])
    }

    @Test(arguments: ["\u{1}\u{2} yes", "Banner \"open", "PermitRootLogin", "= yes"])
    func `report a line that sshd would not take`(line: String) {
        #expect(daemon(line + "\n").problems.map(\.line) == [1])
    }

    private static let ed25519 = "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"

    @Test func `decode a key and keep its comment and place`() {
        let parsed = keys("# mine\n\nssh-ed25519 \(Self.ed25519) tanaka@pc  1 \n")
        let key = parsed.value.first
        #expect(parsed.problems.isEmpty)
        #expect(key?.algorithm == "ssh-ed25519")
        #expect(key?.key.suffix(32).elementsEqual(0...31) == true)
        #expect(key?.key.count == 51)
        #expect(key?.comment == "tanaka@pc  1")
        #expect(key?.place == Place("/root/.ssh/authorized_keys", line: 3))
        #expect(key?.options == [])
    }

    @Test(arguments: [
        ("no-pty", ["no-pty"]), ("command=\"echo \\\"a, b\\\" c\",no-pty", ["command=\"echo \\\"a, b\\\" c\"", "no-pty"]),
        ("cert-authority,principals=\"a,b\"", ["cert-authority", "principals=\"a,b\""]),
        ("from=\"10.0.0.0/8,192.0.2.7\",environment=\"A=b c\"", ["from=\"10.0.0.0/8,192.0.2.7\"", "environment=\"A=b c\""]),
    ])
    func `split options outside of quotes only`(options: String, expected: [String]) {
        let parsed = keys("\(options)   ssh-ed25519 \(Self.ed25519) c\n")
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.first?.options == expected.map { RawText($0) })
        #expect(parsed.value.first?.comment == "c")
    }

    @Test func `recognise a key of protocol 1`() {
        let modulus = String(repeating: "123456789", count: 30)
        let parsed = keys("from=\"a\" 1024 65537 \(modulus) old@host\n1024 35 \(modulus)\n")
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.map(\.algorithm) == ["ssh-rsa1", "ssh-rsa1"])
        #expect(parsed.value.map(\.comment) == ["old@host", ""])
        #expect(parsed.value.map(\.options) == [["from=\"a\""], []])
    }

    @Test func `take security keys and certificates for keys`() {
        let parsed = keys("sk-ssh-ed25519@openssh.com AAAA x\nssh-rsa-cert-v01@openssh.com AAAA\n")
        #expect(parsed.value.map(\.algorithm) == ["sk-ssh-ed25519@openssh.com", "ssh-rsa-cert-v01@openssh.com"])
        #expect(parsed.problems.map(\.line) == [1, 2])
    }

    @Test(arguments: [
        "ssh-ed25519", "ssh-ed25519 !!!!", "ssh-ed25519 A", "nonsense", "command=\"open ssh-rsa AAAA", "no-pty", "1024 65537 12",
    ])
    func `report a line without a key`(line: String) {
        let parsed = keys(line + "\n")
        #expect(parsed.value.isEmpty)
        #expect(parsed.problems.map(\.line) == [1])
    }

    @Test func `report a key that is of another kind than it says`() {
        let parsed = keys("ssh-rsa \(Self.ed25519)\n")
        #expect(parsed.value.count == 1)
        #expect(parsed.problems.count == 1)
    }
}
