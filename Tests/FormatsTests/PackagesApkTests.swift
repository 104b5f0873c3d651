import Formats
import Model
import Testing

@Suite struct `The database of apk` {
    static let text = """
        C:Q1abc
        P:busybox
        V:1.36.1-r5
        A:x86_64
        F:bin
        R:busybox
        a:0:0:4755
        Z:Q1L6KbCPBZ3DwJXWpBkaPkZNJ2Zqo=
        R:sh
        a:0:0:777
        Z:Q1pcfTfDNEbNKQc2s1tia7da05M8Q=
        F:etc
        R:securetty
        Z:Q147DpNRLwKvHfuGEmVUGQ4wKnA4E=
        F:tmp
        M:0:0:1777

        P:plain
        V:1
        F:
        R:top
        Z:d41d8cd98f00b204e9800998ecf8427e
        """

    @Test func `gives files with modes and digests`() {
        var builder = PackageIndex.Builder()
        let reading = ApkInstalledFormat.read(RawText(Self.text).bytes.span, into: &builder)
        let index = builder.build()
        #expect(reading.problems.isEmpty)
        #expect(index.packages.map(\.name) == ["busybox", "plain"])
        #expect(index.lookup("/bin/busybox")?.attributes == ExpectedAttributes(mode: 0o4755, owner: .number(0), group: .number(0)))
        #expect(index.lookup("/bin/busybox")?.digest?.hexadecimal == "2fa29b08f059dc3c095d6a4191a3e464d27666aa")
        #expect(index.lookup("/etc/securetty")?.flags == [.configuration, .digestOfLinkText])
        #expect(index.lookup("/etc/securetty")?.attributes?.mode == 0o644)
        #expect(index.lookup("/tmp")?.attributes?.mode == 0o1777)
        #expect(index.contains(folder: "/bin"))
        #expect(index.lookup("/top")?.digest?.algorithm == .md5)
    }

    @Test(arguments: [
        ("P:x\nrubbish\n", "not a letter, a colon and a value"),
        ("P:x\nR:\n", "a file has no name, or one that is too long"),
        ("P:x\nZ:Q1L6KbCPBZ3DwJXWpBkaPkZNJ2Zqo=\n", "a digest without a file, or of no known kind"),
        ("P:x\nR:f\nZ:Q1short=\n", "a digest without a file, or of no known kind"),
        ("P:x\nR:f\na:0:0:9\n", "attributes without a file, or not owner, group and mode"),
        ("P:x\nF:d\na:0:0:755\n", "attributes without a file, or not owner, group and mode"),
        ("V:1\n", "a package has no name"),
    ])
    func `says what it cannot make sense of`(text: String, reason: String) {
        #expect(ApkInstalledFormat.parse(RawText(text).bytes.span).problems.map(\.reason) == [reason])
    }
}
