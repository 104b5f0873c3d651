import Formats
import Model
import Testing

@Suite struct `The index of packaged files` {
    static let first = Digest(.md5, [UInt8](repeating: 1, count: 16))
    static let second = Digest(.md5, [UInt8](repeating: 2, count: 16))

    /// A builder with the packages 0 "a" and 1 "b".
    static func builder(aliases: [PackageIndex.Builder.Alias] = [], limits: PackageIndex.Builder.Limits = .init()) -> PackageIndex.Builder {
        var builder = PackageIndex.Builder(aliases: aliases, limits: limits)
        for name in ["a", "b"] {
            _ = builder.add(PackageEntry(name: RawText(name), version: "1", architecture: "all", system: .dpkg))
        }
        return builder
    }

    @Test(arguments: [
        ("/usr/bin/true", "/usr/bin/true"), ("usr/bin/true", "/usr/bin/true"), ("/usr/lib/", "/usr/lib"), ("/.", "/"), ("/", "/"),
        ("/usr//", "/usr"),
    ])
    func `finds a path in its canonical form`(recorded: String, asked: String) {
        var builder = Self.builder()
        builder.add(RawText(recorded), PackageClaim(package: 0))
        let index = builder.build()
        #expect(index.lookup(RawText(asked))?.package.name == "a")
        #expect(index.lookup("/usr/bin") == nil)
        #expect(index.lookup("") == nil)
    }

    @Test(arguments: [
        ("/bin/ls", "/usr/bin/ls"), ("/sbin/init", "/usr/bin/init"), ("/binary", "/binary"), ("/bin", "/bin"),
        ("/usr/sbin/x", "/usr/bin/x"),
    ])
    func `stores a path below a linked folder where the link leads`(recorded: String, asked: String) {
        var builder = Self.builder(aliases: [
            (from: "/bin", to: "/usr/bin"), (from: "/usr/sbin", to: "/usr/bin"), (from: "/sbin", to: "/usr/sbin"),
        ])
        builder.add(RawText(recorded), PackageClaim(package: 1))
        #expect(builder.build().lookup(RawText(asked))?.package.name == "b")
    }

    @Test func `ends where links between folders lead in a circle`() {
        var builder = Self.builder(aliases: [(from: "/a", to: "/b/b"), (from: "/b", to: "/a/a")])
        builder.add("/a/file", PackageClaim(package: 0))
        #expect(builder.build().count == 1)
    }

    @Test func `prefers the claim that has a digest`() {
        var builder = Self.builder()
        builder.add("/x", PackageClaim(package: 0, flags: .configuration))
        builder.add("/x", PackageClaim(package: 1, digest: Self.first))
        builder.add("/x", PackageClaim(package: 0))
        let file = builder.build().lookup("/x")
        #expect(file?.package.name == "b")
        #expect(file?.digest == Self.first)
        #expect(file?.flags == .configuration)
        #expect(file?.isContested == false)
    }

    @Test func `keeps both claims where two digests disagree`() {
        var builder = Self.builder()
        for digest in [Self.first, Self.second, Self.first] { builder.add("/x", PackageClaim(package: 0, digest: digest)) }
        let index = builder.build()
        #expect(index.lookup("/x")?.isContested == true)
        #expect(index.claims(RawText("/x").bytes.span).map(\.digest) == [Self.first, Self.second])
        #expect(index.path(withDigest: Self.second) == "/x")
    }

    @Test func `refuses to follow a thousand quarrels over one path`() {
        var builder = Self.builder()
        for number in 0..<1000 {
            let bytes = [UInt8](repeating: 0, count: 14) + [UInt8(number >> 8), UInt8(number & 255)]
            builder.add("/x", PackageClaim(package: 0, digest: Digest(.md5, bytes)))
        }
        let index = builder.build()
        #expect(index.count == 8)
        #expect(index.refused == 992)
    }

    @Test func `sets a digest only for the package that claimed the path last`() {
        var builder = Self.builder()
        builder.add("/x", PackageClaim(package: 0))
        builder.add("/x", PackageClaim(package: 1))
        let path = RawText("x")
        let taken = builder.setDigest(Self.first, of: path.bytes.span, package: 0)
        let own = builder.setDigest(Self.second, of: path.bytes.span, package: 1)
        let index = builder.build()
        #expect(!taken)
        #expect(own)
        #expect(index.lookup("/x")?.digest == Self.second)
        #expect(index.count == 1)
    }

    @Test func `knows a folder by what it holds`() {
        var builder = Self.builder()
        for path in ["/.", "/etc", "/etc/empty", "/etc/cron.d", "/etc/cron.d/job"] { builder.add(RawText(path), PackageClaim(package: 0)) }
        let index = builder.build()
        #expect(index.contains(folder: "/"))
        #expect(index.contains(folder: "/etc"))
        #expect(index.contains(folder: "/etc/cron.d"))
        #expect(!index.contains(folder: "/etc/cron.d/job"))
        #expect(!index.contains(folder: "/etc/empty"))
        #expect(!index.contains(folder: "/var"))
    }

    @Test func `gives back attributes and link targets`() {
        var builder = Self.builder()
        let expected = ExpectedAttributes(mode: 0o4755, owner: .name("root"), group: .number(0), capabilities: "cap_net_raw=ep")
        builder.add("/bin/ping", PackageClaim(package: 0, attributes: expected))
        builder.add("/bin/l", PackageClaim(package: 0, flags: .symbolicLink, linkTarget: "../x"))
        builder.add("/bin/m", PackageClaim(package: 0))
        let changed = builder.expect(ExpectedAttributes(mode: 0o755), of: RawText("/bin/m").bytes.span)
        let index = builder.build()
        #expect(index.lookup("/bin/ping")?.attributes == expected)
        #expect(index.lookup("/bin/l")?.linkTarget == "../x")
        #expect(index.lookup("/bin/ping")?.linkTarget == nil)
        #expect(changed)
        #expect(index.lookup("/bin/m")?.attributes?.mode == 0o755)
    }

    @Test func `finds a path by every kind of digest`() {
        var builder = Self.builder()
        var digests: [(Digest, RawText)] = []
        for (number, (algorithm, length)) in [(Digest.Algorithm.md5, 16), (.sha1, 20), (.sha256, 32), (.sha512, 64), (.sha384, 48)]
            .enumerated()
        {
            for copy in 0..<50 {
                let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 < 12 ? 7 : $0 &* (copy + 3) &+ number) }
                digests.append((Digest(algorithm, bytes), RawText("/\(number)/\(copy)")))
            }
        }
        for (digest, path) in digests { builder.add(path, PackageClaim(package: 0, digest: digest)) }
        let index = builder.build()
        for (digest, path) in digests { #expect(index.path(withDigest: digest) == path) }
        #expect(index.path(withDigest: Self.first) == nil)
        #expect(index.path(withDigest: Digest(.sha256, [1, 2])) == nil)
    }

    @Test func `counts what goes beyond its limits`() {
        var builder = Self.builder(limits: .init(claims: 2, pathBytes: 1 << 20, packages: 2))
        let third = builder.add(PackageEntry(name: "c", version: "", architecture: "", system: .apk))
        for path in ["/1", "/2", "/3"] { builder.add(RawText(path), PackageClaim(package: 0)) }
        builder.add("/4", PackageClaim(package: 9))
        builder.add(RawText([UInt8](repeating: 0x61, count: 40_000)), PackageClaim(package: 0))
        let index = builder.build()
        #expect(third == nil)
        #expect(index.count == 2)
        #expect(index.refused == 4)
        #expect(index.lookup("/2") != nil)
        #expect(index.lookup("/3") == nil)
    }

    @Test func `finds every one of many paths and none that was not added`() {
        var builder = Self.builder()
        for number in 0..<20_000 { builder.add(RawText("/usr/share/doc/p\(number % 700)/f\(number)"), PackageClaim(package: number % 2)) }
        let index = builder.build()
        var (seen, wrong) = (0, 0)
        index.forEachFile { _, _ in seen += 1 }
        for number in 0..<20_000 {
            if index.lookup(RawText("/usr/share/doc/p\(number % 700)/f\(number)"))?.claim.package != number % 2 { wrong += 1 }
            if index.lookup(RawText("/usr/share/doc/p\(number % 700)/g\(number)")) != nil { wrong += 1 }
        }
        #expect(seen == 20_000)
        #expect(wrong == 0)
    }
}
