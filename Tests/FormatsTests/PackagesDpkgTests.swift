import Formats
import Model
import Testing

@Suite struct `The database of dpkg` {
    static let status = """
        Package: dash
        Status: install ok installed
        Architecture: amd64
        Version: 0.5.12-2
        Description: shell
         A line of the description that looks like a field:
         Package: trap
        Conffiles:
         /etc/dash rc 89269e1298235f1b12b4c16e4065ad0d obsolete

        package: libc6
        Status: install ok installed
        Architecture: amd64
        Multi-Arch: same
        Version: 2.36-9
        Conffiles:
         /etc/ld.so.conf.d/x.conf d4e7a7b88a71b5ffd9e2644e71a0cfab
         /etc/new newconffile remove-on-upgrade

        Package: gone
        Status: deinstall ok config-files
        Architecture: all
        Version: 1
        Conffiles:
         /etc/gone d4e7a7b88a71b5ffd9e2644e71a0cfab

        Package: never
        Status: unknown ok not-installed

        """

    @Test func `gives each stanza of the status file`() throws {
        let parsed = DpkgStatusFormat.parse(RawText(Self.status).bytes.span)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.map(\.name) == ["dash", "libc6", "gone", "never"])
        #expect(parsed.value.map(\.state) == [.installed, .installed, .configFiles, .notInstalled])
        #expect(parsed.value.map(\.isMultiArchSame) == [false, true, false, false])
        let md5 = Digest(.md5, try #require([UInt8](hexadecimal: "89269e1298235f1b12b4c16e4065ad0d".utf8)))
        #expect(parsed.value[0].conffiles == [DpkgConffile(path: "/etc/dash rc", digest: md5, isObsolete: true)])
        #expect(parsed.value[1].conffiles.last == DpkgConffile(path: "/etc/new", digest: nil, removeOnUpgrade: true))
    }

    @Test(arguments: [
        ("Status: install ok installed\n", "a stanza has no Package field"),
        ("Package: x\nStatus: install ok perhaps\n", "the package status is not known"),
        ("Package: x\nrubbish\n", "a line is neither a field nor the continuation of one"),
        ("Package: x\nConffiles:\n /etc/x nodigest\n", "a configuration file has no path and digest"),
        ("Package: x\nConffiles:\n d4e7a7b88a71b5ffd9e2644e71a0cfab\n", "a configuration file has no path and digest"),
    ])
    func `says what it cannot make sense of in a stanza`(text: String, reason: String) {
        #expect(DpkgStatusFormat.parse(RawText(text).bytes.span).problems.map(\.reason) == [reason])
    }

    @Test func `reads digests and says which lines are none`() {
        let text = """
            7210080490f9fd139c1b44fa0f730988  bin/bash
            7210080490f9fd139c1b44fa0f730988 bin/bash
            721008049  bin/bash
            zz10080490f9fd139c1b44fa0f730988  bin/bash
            7210080490f9fd139c1b44fa0f730988  ./usr/share/a  b
            """
        let parsed = DpkgMd5sumsFormat.parse(RawText(text).bytes.span)
        #expect(parsed.value.map(\.path) == ["/bin/bash", "/usr/share/a  b"])
        #expect(parsed.value[0].digest.hexadecimal == "7210080490f9fd139c1b44fa0f730988")
        #expect(parsed.problems.map(\.line) == [2, 3, 4])
    }

    @Test func `reads diversions of packages and of the operator`() {
        let parsed = DpkgDiversionsFormat.parse(RawText("/bin/sh\n/bin/sh.distrib\ndash\n/a\n/b\n:\nx\n/b\n:\n/cut\n/off\n").bytes.span)
        #expect(
            parsed.value == [
                DpkgDiversion(from: "/bin/sh", to: "/bin/sh.distrib", package: "dash"), DpkgDiversion(from: "/a", to: "/b", package: nil),
            ])
        #expect(parsed.problems.map(\.line) == [7, 10])
    }

    @Test func `reads overrides of owner and mode`() {
        let parsed = DpkgStatOverrideFormat.parse(
            RawText("root ssl-cert 710 /etc/ssl/private\n#1 #2 4755 /with blank\nroot root 99 /x\nroot 755 /y\n").bytes.span)
        #expect(
            parsed.value == [
                .init(path: "/etc/ssl/private", attributes: .init(mode: 0o710, owner: .name("root"), group: .name("ssl-cert"))),
                .init(path: "/with blank", attributes: .init(mode: 0o4755, owner: .number(1), group: .number(2))),
            ])
        #expect(parsed.problems.map(\.line) == [3, 4])
    }

    static let files: [RawText: String] = [
        "info/dash.list": "/.\n/bin\n/bin/sh\n/bin/dash\n/usr/lib/taken\n/etc/dash rc\n",
        "info/dash.md5sums": """
        11111111111111111111111111111111  bin/sh
        22222222222222222222222222222222  bin/dash
        33333333333333333333333333333333  usr/lib/gone-to-another

        """,
        "info/libc6:amd64.list": "/.\n/bin\n/bin/sh\n/usr/lib/taken\n/usr/lib/libc.so.6\nrelative\n",
        "info/libc6:amd64.md5sums": """
        44444444444444444444444444444444  bin/sh
        55555555555555555555555555555555  usr/lib/taken
        66666666666666666666666666666666  usr/lib/libc.so.6

        """,
    ]

    @Test func `puts lists, digests, diversions and overrides together`() {
        var builder = PackageIndex.Builder(aliases: [(from: "/bin", to: "/usr/bin")])
        let database = DpkgDatabase(
            status: Array(Self.status.utf8), updates: [Array("Package: late\nStatus: install ok unpacked\nVersion: 2\n".utf8)],
            diversions: Array("/bin/sh\n/bin/sh.distrib\ndash\n".utf8), statOverrides: Array("root shadow 2755 /bin/dash\n".utf8))
        let reading = database.read(into: &builder) { name in Self.files[name].map { Array($0.utf8) } }
        let index = builder.build()
        #expect(index.packages.map(\.name) == ["dash", "libc6", "gone", "late"])
        #expect(reading.packages == 4)
        #expect(reading.withoutList == ["late"])
        #expect(reading.problems.map(\.file) == ["info/libc6:amd64.list"])
        func hex(_ path: RawText) -> String? { index.lookup(path)?.digest?.hexadecimal }
        #expect(hex("/usr/bin/sh") == String(repeating: "1", count: 32))
        #expect(index.lookup("/usr/bin/sh.distrib")?.package.name == "libc6")
        #expect(hex("/usr/bin/sh.distrib") == String(repeating: "4", count: 32))
        #expect(index.lookup("/usr/lib/taken")?.package.name == "libc6")
        #expect(index.lookup("/usr/lib/gone-to-another") == nil)
        #expect(index.lookup("/usr/bin/dash")?.attributes?.mode == 0o2755)
        #expect(index.lookup("/etc/dash rc")?.flags == [.configuration, .digestAsShipped, .obsolete])
        #expect(index.lookup("/etc/gone")?.package.name == "gone")
        #expect(index.contains(folder: "/usr/lib") == false)
        #expect(index.contains(folder: "/"))
    }

    @Test func `reads an image that has only status.d`() {
        let files: [RawText: String] = [
            "status.d/base": "Package: base-files\nVersion: 12\nArchitecture: amd64\n",
            "status.d/base.md5sums": "22222222222222222222222222222222  etc/issue\n",
        ]
        var builder = PackageIndex.Builder()
        let reading = DpkgDatabase.read(statusFolder: ["base", "base.md5sums", "absent"], into: &builder) { name in
            files[name].map { Array($0.utf8) }
        }
        #expect(reading.packages == 1)
        #expect(reading.problems.isEmpty)
        #expect(builder.build().lookup("/etc/issue")?.package.name == "base-files")
    }

    @Test func `does not ask for a file outside the database`() {
        var builder = PackageIndex.Builder()
        let database = DpkgDatabase(status: Array("Package: ../../etc/x\nStatus: install ok installed\n".utf8))
        var asked: [RawText] = []
        let reading = database.read(into: &builder) { name in
            asked.append(name)
            return nil
        }
        #expect(asked.isEmpty)
        #expect(reading.problems.count == 1)
    }
}
