import Formats
import Model
import Testing

@Suite struct `Account files` {
    private func shadow(_ text: String) -> Parsed<[RawText: ShadowEntry]> {
        let bytes = Array(text.utf8)
        return ShadowFormat.parse(bytes.span)
    }

    private func passwd(_ text: String, shadow: [RawText: ShadowEntry]? = nil) -> Parsed<[Account]> {
        let bytes = Array(text.utf8)
        return PasswdFormat.parse(bytes.span, path: "/etc/passwd", shadow: shadow)
    }

    @Test(arguments: [
        ("$y$j9T$abc$def", "yescrypt"), ("$gy$j9T$abc$def", "gost-yescrypt"), ("$6$salt$hash", "sha512crypt"),
        ("$5$salt$hash", "sha256crypt"), ("$1$salt$hash", "md5crypt"), ("$2y$10$abcdefg", "bcrypt"), ("$2a$10$abcdefg", "bcrypt"),
        ("$7$CU..../....abc$def", "scrypt"), ("ab01FAX.bQRSU", "descrypt"), ("_J9..K0AyUubDrfOgO4s", "bsdicrypt"),
        ("$sha1$40000$jtNX3nZ2$hBNaIXkt4wBI2o5rsi8KejSjNqIq", "sha1crypt"), ("$argon2id$v=19$m=65536", "unknown"),
    ])
    func `tell the method of a hash by its prefix`(field: String, method: String) {
        #expect(PasswordField.classify(RawText(field)) == .hashed(method: method))
    }

    @Test(arguments: ["*", "!", "!!", "!*", "!$6$salt$hash", "*LK*", "x", "NP", "$", "$$", "$6", "ab01FAX.bQRS:"])
    func `take what no method produces for a locked password`(field: String) {
        #expect(PasswordField.classify(RawText(field)) == .locked)
    }

    @Test func `give the day of the last change and the line`() {
        let parsed = shadow("root:$6$a$b:15045:0:99999:7:::\nbackup:!$6$a$b:0:0:99999:7::20000:\n")
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value["root"]?.changedDay == 15045)
        let backup = parsed.value["backup"]
        #expect(backup?.line == 2)
        #expect(backup?.password == .locked)
        #expect(backup?.isLockedHash == true)
        #expect(backup?.expiresDay == 20000)
    }

    @Test func `let the first of two shadow lines count`() {
        let parsed = shadow("a:*:1::::::\na::2::::::\n")
        #expect(parsed.value["a"]?.password == .locked)
        #expect(parsed.problems.map(\.line) == [2])
    }

    @Test func `join passwd with shadow by name`() {
        let entries = shadow("root:$y$j9T$a$b:19000:0:99999:7:::\n").value
        let parsed = passwd("root:x:0:0:root:/root:/bin/bash\nwww:x:33:33::/var/www:/usr/sbin/nologin\n", shadow: entries)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.map(\.password) == [.hashed(method: "yescrypt"), .unknown])
        #expect(parsed.value.first?.passwordChangedDay == 19000)
        #expect(parsed.value.map(\.place) == [Place("/etc/passwd", line: 1), Place("/etc/passwd", line: 2)])
    }

    @Test func `find a password that stands in passwd itself`() {
        let parsed = passwd("a:$1$abc$def:0:0::/:/bin/sh\nb::1:1::/:/bin/sh\nc:*:2:2::/:/bin/sh\nd:x:3:3::/:/bin/sh\n", shadow: nil)
        #expect(parsed.value.map(\.password) == [.hashed(method: "md5crypt"), .empty, .locked, .unknown])
        #expect(parsed.value.map(\.passwordInPasswd) == [true, false, false, false])
    }

    @Test(arguments: ["0", "00", "+0", "-0", " 0", "\t0", "-18446744073709551615"])
    func `read the user number as the C library does`(number: String) {
        let parsed = passwd("toor:x:\(number):0::/:/bin/sh\n")
        #expect(parsed.value.map(\.user) == [number == "-18446744073709551615" ? 1 : 0])
        #expect(parsed.problems.isEmpty == (number == "0"))
    }

    @Test func `clamp a user number that does not fit`() {
        #expect(passwd("a:x:99999999999999999999999:0::/:\n").value.map(\.user) == [UInt32.max])
        #expect(passwd("a:x:4294967296:0::/:\n").value.map(\.user) == [UInt32.max])
    }

    @Test func `take a short or indented line for an account where the system does`() {
        let parsed = passwd("evil::0:0\n  deep:x:0:0::/:/bin/sh\n")
        #expect(parsed.value.map(\.name) == ["evil", "deep"])
        #expect(parsed.value.first?.password == .empty)
        #expect(parsed.value.first?.shell == "")
        #expect(parsed.problems.map(\.line) == [1, 2])
    }

    @Test func `report NIS lines, doubles and nonsense with their lines`() {
        let parsed = passwd("+::::::\n# comment\n\na:x:1:1::/:/bin/sh\na:x:0:0::/:/bin/sh\nnonsense\nb:x:one:1::/:\n")
        #expect(parsed.value.map(\.user) == [1, 0])
        #expect(parsed.problems.map(\.line) == [1, 5, 6, 7])
    }

    @Test func `keep a name of any bytes`() {
        let bytes: [UInt8] = [0xff, 0x1b, 0x20] + Array(":x:0:0::/:/bin/sh".utf8)
        let parsed = PasswdFormat.parse(bytes.span, path: "/etc/passwd", shadow: nil)
        #expect(parsed.value.map(\.name) == [RawText([0xff, 0x1b, 0x20])])
    }

    @Test func `list the members of a group`() {
        let bytes = Array("root:x:0:\nwheel:x:10:root,tanaka\nbroken:x\nsudo:x:007:a\n".utf8)
        let parsed = GroupFormat.parse(bytes.span)
        #expect(parsed.value.map(\.name) == ["root", "wheel", "sudo"])
        #expect(parsed.value.map(\.members) == [[], ["root", "tanaka"], ["a"]])
        #expect(parsed.value.map(\.group) == [0, 10, 7])
        #expect(parsed.problems.map(\.line) == [3, 4])
    }

    @Test func `keep the list of problems short in a file of nonsense`() {
        let parsed = passwd(String(repeating: "x\n", count: 20_000))
        #expect(parsed.problems.count == 1001)
        #expect(parsed.problems.last?.reason == "19000 further problems are not listed")
    }
}
