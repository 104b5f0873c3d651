import Formats
import Model
import Testing

@Suite struct `The database of pacman` {
    static let description = "%NAME%\nlamp\n\n%VERSION%\n1.2-3\n\n%ARCH%\nx86_64\n\n%INSTALLDATE%\n1700000000\n\n%VALIDATION%\npgp\n\n"
    static let files = """
        %FILES%
        etc/
        etc/lamp.conf
        usr/
        usr/bin/
        usr/bin/with blank
        usr/bin/light

        %BACKUP%
        etc/lamp.conf\t6e7cfd25b9b3b1b5d9bf6a9f2a5d1a11

        """

    static func index(mtree: [UInt8]?) -> (PackageIndex, PackageReading) {
        var builder = PackageIndex.Builder()
        let reading = PacmanDatabase.read(folders: ["lamp-1.2-3", "ALPM_DB_VERSION"], into: &builder) { name in
            switch name {
            case "lamp-1.2-3/desc": Array(description.utf8)
            case "lamp-1.2-3/files": Array(files.utf8)
            case "lamp-1.2-3/mtree": mtree
            default: nil
            }
        }
        return (builder.build(), reading)
    }

    @Test func `puts description, list and mtree together`() throws {
        let (index, reading) = Self.index(mtree: try packagesFixture("mtree.gz"))
        #expect(reading.problems.isEmpty)
        #expect(index.packages.map(\.version) == ["1.2-3"])
        #expect(index.packages.map(\.isSigned) == [true])
        #expect(index.packages.map(\.installed) == [Timestamp(seconds: 1_700_000_000)])
        let blank = index.lookup("/usr/bin/with blank")
        #expect(blank?.digest?.hexadecimal == "e00312169e344991966c2c5d164fbd7f5f7ce36f5975dcc264d7d3e26c147fd4")
        #expect(blank?.attributes == ExpectedAttributes(mode: 0o4755, owner: .number(0), group: .number(0)))
        #expect(index.lookup("/usr/bin/light")?.linkTarget == "with blank")
        #expect(index.lookup("/etc/lamp.conf")?.flags == [.configuration, .digestAsShipped])
        #expect(index.lookup("/etc/lamp.conf")?.digest?.algorithm == .sha256)
        #expect(index.contains(folder: "/usr/bin"))
        #expect(index.lookup("/.BUILDINFO") == nil)
    }

    @Test func `has at least the digests of configuration files where the mtree is gone`() {
        let (index, reading) = Self.index(mtree: nil)
        #expect(reading.problems.isEmpty)
        #expect(index.lookup("/etc/lamp.conf")?.digest?.hexadecimal == "6e7cfd25b9b3b1b5d9bf6a9f2a5d1a11")
        #expect(index.lookup("/usr/bin/light")?.package.name == "lamp")
    }

    @Test func `says which lines it cannot make sense of`() {
        #expect(PacmanFormat.parseFiles(RawText("x\n%BACKUP%\na nodigest\n").bytes.span).problems.map(\.line) == [1, 3])
        #expect(PacmanFormat.parseDescription(RawText("%VERSION%\n1\n").bytes.span).value == nil)
    }

    @Test func `reads defaults, escapes and unknown keywords of an mtree`() {
        let text = """
            # comment
            /set type=file uname=root gname=wheel mode=0644
            ./a\\040b\\134 size=3 nochange cksum=1
            /unset mode
            ./c uid=7
            d
            ./e mode=8
            """
        let parsed = MtreeFormat.parse(RawText(text).bytes.span)
        #expect(parsed.value.map(\.path) == ["./a b\\", "./c", "./e"])
        #expect(parsed.value[0].attributes == ExpectedAttributes(mode: 0o644, owner: .name("root"), group: .name("wheel")))
        #expect(parsed.value[1].attributes == ExpectedAttributes(owner: .number(7), group: .name("wheel")))
        #expect(parsed.problems.map(\.line) == [6, 7])
    }
}
