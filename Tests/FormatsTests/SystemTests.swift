import Formats
import Model
import Testing

@Suite struct `System files` {
    @Test(arguments: [
        ("ID=debian", "debian"), ("ID=\"Debian GNU/Linux 12 (bookworm)\"", "Debian GNU/Linux 12 (bookworm)"), ("ID='a \"b\"'", "a \"b\""),
        (#"ID="a\"\$\n""#, #"a"$\n"#), ("ID=", ""), ("  export ID=x # note", "x"), (#"ID=a\ b"#, "a b"), ("ID=a#b", "a#b"),
        ("ID=\"a \" # b", "a "),
    ])
    func `are read as a shell would`(line: String, value: String) {
        let bytes = Array((line + "\n").utf8)
        let parsed = OSReleaseFormat.parse(bytes.span)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value == ["ID": RawText(value)])
    }

    @Test func `keep settings in order and report what is none`() {
        let bytes = Array("# c\nA=1\nrm -rf /\nB=\"open\nA=2".utf8)
        let parsed = KeyValueFormat.parse(bytes.span)
        #expect(parsed.value.map(\.line) == [2, 4, 5])
        #expect(parsed.value.map(\.value) == ["1", "open", "2"])
        #expect(parsed.problems.map(\.line) == [3, 4])
    }

    @Test(
        arguments: [
            ("/etc/redhat-release", "CentOS release 6.10 (Final)\n", "centos", "CentOS release 6.10 (Final)", "6.10"),
            ("/etc/redhat-release", "Red Hat Enterprise Linux Server release 5.11 (Tikanga)\n", "rhel", nil, "5.11"),
            ("/etc/debian_version", "6.0.10\n", "debian", "Debian GNU/Linux 6.0.10", "6.0.10"),
            ("/etc/debian_version", "trixie/sid\n", "debian", "Debian GNU/Linux trixie/sid", nil),
            ("/etc/alpine-release", "3.19.1\n", "alpine", "Alpine Linux 3.19.1", "3.19.1"),
            ("/etc/arch-release", "", "arch", "Arch Linux", nil),
            ("/etc/SuSE-release", "openSUSE 11.4 (x86_64)\nVERSION = 11.4\n", "opensuse", nil, "11.4"),
            ("/etc/slackware-version", "Slackware 14.2\n", "slackware", "Slackware 14.2", "14.2"),
        ] as [(String, String, String, String?, String?)])
    func `tell the family of systems older than os-release`(path: String, text: String, family: String, system: String?, version: String?) {
        let bytes = Array(text.utf8)
        let fact = ReleaseFiles.parse(bytes.span, path: RawText(path)).value
        #expect(fact?.family.first == family)
        #expect(fact?.version == version.map { RawText($0) })
        #expect(fact?.system == system.map { RawText($0) } ?? RawText(text.utf8.prefix { $0 != 0x0a }))
    }

    @Test(arguments: ["/etc/passwd", "/etc/redhat-release"])
    func `that say nothing of a release give none`(path: String) {
        let bytes = Array("\n \n".utf8)
        let parsed = ReleaseFiles.parse(bytes.span, path: RawText(path))
        #expect(parsed.value == nil)
        #expect(parsed.problems.count == 1)
    }

    @Test func `give every preloaded library with its place`() {
        let bytes = Array("# none\n/lib/a.so:/lib/b.so\t/tmp/.c.so # gone\n\n/usr/$LIB/d.so".utf8)
        let parsed = LoaderPreloadFormat.parse(bytes.span)
        #expect(parsed.value.map(\.path) == ["/lib/a.so", "/lib/b.so", "/tmp/.c.so", "/usr/$LIB/d.so"])
        #expect(parsed.value.map(\.line) == [2, 2, 2, 4])
        #expect(parsed.value.map(\.offset) == [7, 17, 27, 46])
        #expect(parsed.problems.isEmpty)
    }

    @Test func `report a NUL byte before a preloaded library`() {
        let bytes: [UInt8] = [0x61, 0, 0x62]
        let parsed = LoaderPreloadFormat.parse(bytes.span)
        #expect(parsed.value.map(\.path) == ["a", "b"])
        #expect(parsed.problems.map(\.line) == [1])
    }
}

/// Writes a TZif file of RFC 9636.
private func zone(
    version: UInt8, transitions: [(Int64, UInt8)], kinds: [(Int32, Bool, String)], footer: String = ""
) -> [UInt8] {
    func big(_ value: Int64, _ bytes: Int) -> [UInt8] { (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) } }
    var names: [UInt8] = []
    var records: [UInt8] = []
    for kind in kinds {
        records += big(Int64(kind.0), 4) + [kind.1 ? 1 : 0, UInt8(names.count)]
        names += Array(kind.2.utf8) + [0]
    }
    func block(width: Int) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, 0, transitions.count, kinds.count, names.count] { bytes += big(Int64(count), 4) }
        bytes += transitions.flatMap { big($0.0, width) } + transitions.map(\.1)
        return bytes + records + names
    }
    return version == 0 ? block(width: 4) : block(width: 4) + block(width: 8) + [0x0a] + Array(footer.utf8) + [0x0a]
}

@Suite struct `A time zone` {
    private func offset(_ rules: TimeZoneRules?, _ time: String) -> Int? {
        guard let rules, let moment = Timestamp(rfc3339: time) else { return nil }
        return rules.offset(at: moment)
    }

    private let newYork = zone(
        version: 0x32, transitions: [(-2_717_650_800, 1), (1_173_596_400, 2), (1_194_156_000, 1)],
        kinds: [(-17_762, false, "LMT"), (-18_000, false, "EST"), (-14_400, true, "EDT")], footer: "EST5EDT,M3.2.0,M11.1.0")

    @Test(arguments: [
        ("1800-01-01T00:00:00Z", -17_762), ("2007-03-11T06:59:59Z", -18_000), ("2007-03-11T07:00:00Z", -14_400),
        ("2007-11-04T06:00:00Z", -18_000), ("2024-03-10T06:59:59Z", -18_000), ("2024-03-10T07:00:00Z", -14_400),
        ("2024-11-03T05:59:59Z", -14_400), ("2024-11-03T06:00:00Z", -18_000), ("2399-07-01T00:00:00Z", -14_400),
    ])
    func `gives the offset before, between and after its transitions`(time: String, expected: Int) {
        let parsed = TimeZoneFormat.parse(newYork.span)
        #expect(parsed.problems.isEmpty)
        #expect(offset(parsed.value, time) == expected)
    }

    @Test func `of version 1 goes on with its last kind`() {
        let bytes = zone(version: 0, transitions: [(-1_000_000_000, 1)], kinds: [(33_539, false, "LMT"), (32_400, false, "JST")])
        let parsed = TimeZoneFormat.parse(bytes.span)
        #expect(parsed.problems.isEmpty)
        #expect(offset(parsed.value, "1930-01-01T00:00:00Z") == 33_539)
        #expect(offset(parsed.value, "2011-03-12T00:00:00Z") == 32_400)
        #expect(parsed.value.kind(at: Timestamp(seconds: 0)).abbreviation == "JST")
    }

    @Test(arguments: [
        ("JST-9", "2024-07-01T00:00:00Z", 32_400), ("<+0330>-3:30", "2024-07-01T00:00:00Z", 12_600),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31T00:59:59Z", 3600), ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31T01:00:00Z", 7200),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-10-27T00:59:59Z", 7200), ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-10-27T01:00:00Z", 3600),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-01-01T00:00:00Z", 39_600), ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-06-01T00:00:00Z", 36_000),
        ("EST5EDT", "2024-07-01T00:00:00Z", -14_400), ("XXX3EDT4,0/0,J365/23", "2024-12-31T12:00:00Z", -14_400),
        ("IST-2IDT,M3.4.4/26,M10.5.0", "2024-03-28T23:59:59Z", 7200), ("IST-2IDT,M3.4.4/26,M10.5.0", "2024-03-29T00:00:00Z", 10_800),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59Z", -7200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00:00Z", -3600),
        ("AAA0BBB,J60/0,J61/0", "2024-03-01T12:00:00Z", 3600), ("AAA0BBB,59/0,60/0", "2024-02-29T12:00:00Z", 3600),
    ])
    func `is read from a TZ string`(text: String, time: String, expected: Int) {
        #expect(offset(TimeZoneRules.posix(RawText(text)), time) == expected)
    }

    @Test(arguments: [
        "", "J", "JST", "JST-", "JST-25", "EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,M11.1.0x", "<AB>1", "<ABC1",
        ":Asia/Tokyo",
        "EST5EDT,J0,J366", "EST5EDT,M3.2.0/168,M11.1.0",
    ])
    func `is refused where the text is no TZ string`(text: String) {
        #expect(TimeZoneRules.posix(RawText(text)) == nil)
    }

    @Test func `shows a civil time once, twice or never`() throws {
        let rules = try #require(TimeZoneRules.posix("EST5EDT,M3.2.0,M11.1.0"))
        let plain = rules.moments(of: CivilTime(year: 2024, month: 7, day: 1, hour: 12))
        #expect(plain.map { $0.rfc3339() } == ["2024-07-01T16:00:00Z"])
        let twice = rules.moments(of: CivilTime(year: 2024, month: 11, day: 3, hour: 1, minute: 30))
        #expect(twice.map { $0.rfc3339() } == ["2024-11-03T05:30:00Z", "2024-11-03T06:30:00Z"])
        #expect(rules.moments(of: CivilTime(year: 2024, month: 3, day: 10, hour: 2, minute: 30)).isEmpty)
    }

    @Test func `that is cut short anywhere is UTC or a shorter truth, with a problem`() {
        for length in 0..<newYork.count - 1 {
            let bytes = Array(newYork.prefix(length))
            #expect(!TimeZoneFormat.parse(bytes.span).problems.isEmpty)
        }
    }

    @Test(arguments: [Int64.min, Int64.max])
    func `answers for the ends of time`(seconds: Int64) {
        let rules = TimeZoneFormat.parse(newYork.span).value
        #expect([-17_762, -18_000, -14_400].contains(rules.offset(at: Timestamp(seconds: seconds))))
    }

    @Test func `with transitions out of order keeps those before`() {
        let bytes = zone(version: 0, transitions: [(10, 0), (20, 1), (15, 0), (30, 0)], kinds: [(0, false, "AAA"), (3600, false, "BBB")])
        let parsed = TimeZoneFormat.parse(bytes.span)
        #expect(parsed.value.transitions.map(\.time) == [10, 20])
        #expect(parsed.problems.count == 1)
    }
}
