import Formats
import Model
import Testing

@Suite struct `The databases of rpm` {
    /// A line of `rpm -qa --dump`, read from its end because a path may hold blanks.
    struct Dumped: Hashable {
        var path: String
        var digest: String
        var mode: UInt16
        var owner: String
        var group: String
        var isConfiguration: Bool
        var isDocumentation: Bool
        var link: String

        init?(_ line: Substring) {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            guard words.count >= 11, let bits = UInt16(words[words.count - 7], radix: 8) else { return nil }
            path = words.dropLast(10).joined(separator: " ")
            digest = words[words.count - 8].allSatisfy { $0 == "0" } ? "" : String(words[words.count - 8])
            mode = bits & 0o7777
            (owner, group) = (String(words[words.count - 6]), String(words[words.count - 5]))
            isConfiguration = words[words.count - 4] == "1"
            isDocumentation = words[words.count - 3] == "1"
            link = words[words.count - 1] == "X" ? "" : String(words[words.count - 1])
        }

        init(path: RawText, _ file: PackagedFile) {
            func name(_ owner: RecordedOwner?) -> String {
                if case .name(let name) = owner { name.description } else { "" }
            }
            self.path = path.description
            digest = file.digest?.hexadecimal ?? ""
            mode = file.attributes?.mode ?? 0
            (owner, group) = (name(file.attributes?.owner), name(file.attributes?.group))
            isConfiguration = file.flags.contains(.configuration)
            isDocumentation = file.flags.contains(.documentation)
            link = file.linkTarget?.description ?? ""
        }
    }

    static let databases: [(String, RPMDatabase.Kind)] = [
        ("rpmdb.sqlite", .sqlite), ("Packages.db", .ndb), ("Packages-little", .berkeley), ("Packages-inpage", .berkeley),
        ("Packages-big", .berkeley),
    ]

    @Test(arguments: databases)
    func `give what rpm itself gives`(name: String, kind: RPMDatabase.Kind) throws {
        var builder = PackageIndex.Builder()
        var packages: [RPMPackage] = []
        let reading = RPMDatabase.read(try packagesFixture(name), kind, into: &builder) { packages.append($0) }
        let index = builder.build()
        #expect(reading.problems.isEmpty)
        #expect(reading.packages == 3)
        #expect(
            Set(index.packages.map { "\($0.name) \($0.version) \($0.architecture)" }) == [
                "lamp 2:1.2-3.el9 x86_64", "wick 0.1-1 noarch", "mini 3-1 noarch",
            ])
        var found: Set<Dumped> = []
        index.forEachFile { path, file in
            found.insert(Dumped(path: RawText((0..<path.count).map { path[$0] }), file))
        }
        let text = try #require(RawText(packagesFixture("rpm-dump.txt")).utf8)
        let expected = Set(text.split(separator: "\n").compactMap { Dumped($0) })
        #expect(expected.count == 129)
        #expect(found == expected)
        #expect(packages.allSatisfy { !$0.hasSignature && $0.hasSignedRegion && $0.overriddenTags.isEmpty })
        #expect(packages.allSatisfy { $0.installed?.seconds == 1_795_262_048 })
    }

    @Test func `tell what a package says of a file beyond its digest`() throws {
        var builder = PackageIndex.Builder()
        _ = RPMDatabase.read(try packagesFixture("rpmdb.sqlite"), .sqlite, into: &builder)
        let index = builder.build()
        #expect(index.lookup("/usr/bin/with blank")?.attributes?.capabilities == "cap_net_raw=ep")
        #expect(index.lookup("/usr/bin/lamp")?.attributes?.mode == 0o4755)
        #expect(index.lookup("/var/log/lamp.log")?.flags == [.ghost, .contentMayDiffer, .modeMayDiffer])
        #expect(index.contains(folder: "/etc/lamp.d"))
        #expect(index.lookup("/usr/bin/light")?.flags == .symbolicLink)
        #expect(index.packages.allSatisfy { $0.isSigned == false && $0.system == .rpm })
    }

    @Test func `say that a write-ahead log was not read`() throws {
        let problems = RPMSQLite.forEachHeader(try packagesFixture("rpmdb.sqlite"), log: 4152) { _ in }
        #expect(problems.map(\.reason) == ["changes in the write-ahead log are not read: 4152 bytes"])
    }

    @Test func `refuse a view that poses as the table of packages`() throws {
        var bytes = try packagesFixture("rpmdb.sqlite")
        let place = try #require(RawText(bytes).firstRange(of: "CREATE TABLE 'Packages'"))
        bytes.replaceSubrange(place.lowerBound..<place.lowerBound + 12, with: "CREATE VIEW ".utf8)
        var count = 0
        let problems = RPMSQLite.forEachHeader(bytes) { _ in count += 1 }
        #expect(count == 0)
        #expect(problems.count == 1)
    }

    @Test(arguments: databases.map(\.1), [0, 3, 100, 511, 4096])
    func `are refused in a sentence when they are no database`(kind: RPMDatabase.Kind, size: Int) {
        var builder = PackageIndex.Builder()
        let reading = RPMDatabase.read([UInt8](repeating: 0x53, count: size), kind, into: &builder)
        #expect(reading.problems.count == 1)
        #expect(reading.packages == 0)
    }

    @Test(arguments: databases)
    func `survive being cut off anywhere`(name: String, kind: RPMDatabase.Kind) throws {
        let bytes = try packagesFixture(name)
        for size in stride(from: 0, to: bytes.count - 16, by: 997) {
            var builder = PackageIndex.Builder()
            let reading = RPMDatabase.read(Array(bytes.prefix(size)), kind, into: &builder)
            #expect(!reading.problems.isEmpty)
        }
    }

    @Test func `do not follow overflow pages in a circle`() throws {
        var bytes = try packagesFixture("Packages-big")
        // Big endian: every overflow page leads to itself.
        for page in 1..<bytes.count / 512 where bytes[page * 512 + 25] == 7 {
            bytes.replaceSubrange(page * 512 + 16..<page * 512 + 20, with: [0, 0, UInt8(page >> 8), UInt8(page & 255)])
        }
        let problems: [Problem] = BerkeleyHash.forEachValue(bytes.span) { _ in }
        #expect(!problems.isEmpty)
    }

    @Test func `do not read one blob for many slots`() throws {
        var bytes = try packagesFixture("Packages.db")
        for slot in 3..<256 { bytes.replaceSubrange(slot * 16..<slot * 16 + 16, with: bytes[32..<48]) }
        var total = 0
        let problems = RPMNdb.forEachHeader(bytes.span) { total += $0.count }
        #expect(problems.last?.reason == "blobs overlap")
        #expect(total <= bytes.count)
    }

    @Test func `notice a blob that was changed`() throws {
        var bytes = try packagesFixture("Packages.db")
        bytes[5000] ^= 1
        #expect(RPMNdb.forEachHeader(bytes.span) { _ in }.map(\.reason) == ["the checksum of a blob does not match"])
    }
}

@Suite struct `A header of rpm` {
    /// Big endian.
    static func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) } }

    /// A header of the given tags: number, type, count, data. A region over the first `covered` of them if there is one.
    static func header(_ tags: [(UInt32, UInt32, UInt32, [UInt8])], covered: Int? = nil) -> [UInt8] {
        var (entries, data): ([UInt8], [UInt8]) = ([], [])
        for (tag, type, count, content) in tags {
            entries += number(tag) + number(type) + number(UInt32(data.count)) + number(count)
            data += content
        }
        if let covered {
            entries = number(63) + number(7) + number(UInt32(data.count)) + number(16) + entries
            data += number(63) + number(7) + number(0 &- UInt32((covered + 1) * 16)) + number(16)
        }
        return number(UInt32(entries.count / 16)) + number(UInt32(data.count)) + entries + data
    }

    static func text(_ texts: String...) -> [UInt8] { texts.flatMap { Array($0.utf8) + [0] } }

    static let base: [(UInt32, UInt32, UInt32, [UInt8])] = [
        (1000, 6, 1, text("x")), (1117, 8, 2, text("a", "b")), (1118, 8, 1, text("/d/")), (1116, 4, 2, number(0) + number(0)),
        (1035, 8, 2, text(String(repeating: "1", count: 32), String(repeating: "2", count: 32))),
    ]

    @Test func `without an algorithm has digests of MD5`() {
        let parsed = RPMHeader.parse(Self.header(Self.base).span)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value?.files.map(\.path) == ["/d/a", "/d/b"])
        #expect(parsed.value?.files.map(\.digest?.algorithm) == [.md5, .md5])
        #expect(parsed.value?.hasSignedRegion == false)
    }

    @Test func `keeps the signed digest when another was added behind it`() {
        let added: (UInt32, UInt32, UInt32, [UInt8]) = (
            1035, 8, 2, Self.text(String(repeating: "9", count: 32), String(repeating: "9", count: 32))
        )
        let parsed = RPMHeader.parse(Self.header(Self.base + [added], covered: Self.base.count).span)
        #expect(parsed.value?.overriddenTags == [1035])
        #expect(parsed.value?.files.first?.digest?.hexadecimal == String(repeating: "1", count: 32))
        #expect(parsed.problems.map(\.reason) == ["tag 1035 stands twice in the header"])
    }

    @Test func `takes the folders of a package that was installed elsewhere`() {
        let moved: (UInt32, UInt32, UInt32, [UInt8]) = (1118, 8, 1, Self.text("/opt/d/"))
        let parsed = RPMHeader.parse(Self.header(Self.base + [moved], covered: Self.base.count).span)
        #expect(parsed.value?.files.first?.path == "/opt/d/a")
    }

    @Test(arguments: [UInt32(267), 268, 278, 259, 262])
    func `is signed when it holds a signature`(tag: UInt32) {
        let parsed = RPMHeader.parse(Self.header(Self.base + [(tag, 7, 3, [1, 2, 3])]).span)
        #expect(parsed.value?.hasSignature == true)
    }

    @Test(arguments: [(UInt8(0), true), (1, false), (2, false), (3, false), (4, false)])
    func `claims a file only where it was put on the disk`(state: UInt8, isClaimed: Bool) throws {
        let parsed = RPMHeader.parse(Self.header(Self.base + [(1029, 1, 2, [state, 0])]).span)
        var builder = PackageIndex.Builder()
        let added = builder.add(try #require(parsed.value ?? nil))
        let index = builder.build()
        #expect(added)
        #expect((index.lookup("/d/a") != nil) == isClaimed)
        #expect(index.lookup("/d/b") != nil)
    }

    @Test(
        arguments: [
            ([], "a header is shorter than 8 bytes"),
            (number(0) + number(0), "a header's entries and data do not fit into its blob"),
            (number(.max) + number(.max), "a header's entries and data do not fit into its blob"),
            (header([(1001, 6, 1, text("1"))]), "a header names no package"),
            (header([(1000, 6, 1, text("x")), (1030, 3, 400, [0, 1])]), "the data of tag 1030 lies outside the header"),
            (header([(1000, 6, 1, text("x")), (1027, 8, 2, text("/a"))]), "tag 1027 has fewer texts than it says"),
            (header([(1000, 6, 1, text("x")), (1117, 8, 1, text("a"))]), "file 0 lies in a folder that the header does not name"),
            (header(base + [(5011, 4, 1, number(99))]), "the algorithm of the digests is not known"),
            (header(base + [(5011, 4, 1, number(8))]), "the digest of file 0 is none of its algorithm"),
            (header(base + [(1030, 3, 1, [0x81, 0xa4])]), "tag 1030 does not have one value for each file"),
        ] as [([UInt8], String)])
    func `says what is wrong with it`(bytes: [UInt8], reason: String) {
        #expect(RPMHeader.parse(bytes.span).problems.first?.reason == reason)
    }
}
