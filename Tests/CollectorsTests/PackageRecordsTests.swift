import Evidence
import FixtureHosts
import Model
import Testing

@Suite struct `The collector of package records` {
    private static func digest(_ text: String, _ algorithm: Digest.Algorithm) -> [UInt8] {
        ContentDigester.digest(Array(text.utf8), algorithm).bytes
    }

    @Test func `reads dpkg: equal, altered, edited and unowned files`() async throws {
        let facts = try await examined(
            """
            -- /usr/bin/altered elf mode=0755 --
            x
            -- /usr/bin/stray elf mode=0755 --
            y
            -- /etc/app.conf mode=0755 --
            edited=1
            -- packages --
            app: /usr/bin/app !/usr/bin/altered !~/etc/app.conf
            """)
        #expect(facts.packageSources.map(\.kind) == ["dpkg"])
        #expect(facts.packageSources.first?.packages == 1)
        func record(_ path: RawText) -> PackageRecord? { facts.files.first { $0.path == path }?.record }
        #expect(record("/usr/bin/altered") == .owned(package: "app", check: .different))
        #expect(record("/etc/app.conf") == .owned(package: "app", check: .configurationChanged))
        #expect(record("/usr/bin/stray") == .unowned)
        #expect(record("/usr/bin/app") == nil, "what is as recorded is nothing to keep")
        #expect(!facts.gaps.contains { $0.facts.contains(.packages) })
    }

    @Test func `knows a packaged file under the other name of a merged folder`() async throws {
        let facts = try await examined(
            """
            -- /bin link=usr/bin --
            -- /usr/bin/ls elf mode=0755 --
            ls
            -- /var/lib/dpkg/status --
            Package: coreutils
            Status: install ok installed
            Architecture: amd64
            Version: 9.1

            -- /var/lib/dpkg/info/coreutils.list --
            /bin/ls
            -- /var/lib/dpkg/info/coreutils.md5sums --
            00000000000000000000000000000000  bin/ls
            """)
        #expect(facts.files.first { $0.path == "/usr/bin/ls" }?.record == .owned(package: "coreutils", check: .different))
    }

    @Test func `reads apk, whose digests are those of SHA-1`() async throws {
        let sum = base64(Self.digest("#!/bin/sh\ntrue\n", .sha1))
        let facts = try await examined(
            """
            -- /usr/bin/good mode=0755 --
            #!/bin/sh
            true
            -- /usr/bin/bad mode=0755 --
            #!/bin/sh
            false
            -- /lib/apk/db/installed --
            C:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=
            P:app
            V:1.0-r0
            A:x86_64
            F:usr/bin
            R:good
            a:0:0:755
            Z:Q1\(sum)
            R:bad
            a:0:0:755
            Z:Q1\(sum)

            """)
        #expect(facts.packageSources.map(\.kind) == ["apk"])
        #expect(facts.files.map(\.path) == ["/usr/bin/bad"])
        #expect(facts.files.first?.record == .owned(package: "app", check: .different))
    }

    @Test func `reads pacman, whose digests lie in a packed list`() async throws {
        let sum = ContentDigester.digest(Array("#!/bin/sh\ntrue\n".utf8), .sha256).hexadecimal
        let list =
            "#mtree\n/set type=file uid=0 gid=0 mode=755\n"
            + ["good", "bad"].map { "./usr/bin/\($0) time=1.0 size=15 sha256digest=\(sum)\n" }.joined()
        let facts = try await examined(
            """
            -- /usr/bin/good mode=0755 --
            #!/bin/sh
            true
            -- /usr/bin/bad mode=0755 --
            #!/bin/sh
            false
            -- /usr/bin/stray mode=0755 --
            #!/bin/sh
            -- /var/lib/pacman/local/ALPM_DB_VERSION --
            9
            -- /var/lib/pacman/local/app-1.0-1/desc --
            %NAME%
            app

            %VERSION%
            1.0-1

            %ARCH%
            x86_64

            -- /var/lib/pacman/local/app-1.0-1/files --
            %FILES%
            usr/
            usr/bin/
            usr/bin/bad
            usr/bin/good

            -- /var/lib/pacman/local/app-1.0-1/mtree hex --
            \(hexadecimal(packed(list)))
            """)
        #expect(facts.packageSources.map(\.kind) == ["pacman"])
        #expect(facts.files.map(\.path) == ["/usr/bin/bad", "/usr/bin/stray"])
        #expect(facts.files.first?.record == .owned(package: "app", check: .different))
        #expect(!facts.gaps.contains { $0.collector == "packages" })
    }

    @Test func `says that nothing can be compared where no database is`() async throws {
        let facts = try await examined("-- /usr/bin/x elf mode=0755 --\nx\n")
        let gap = try #require(facts.gaps.first { $0.collector == "packages" })
        #expect(gap.isTotal && gap.facts == [.packages])
        #expect(facts.packageSources.isEmpty)
    }

    @Test(arguments: ["rpmdb.sqlite", "Packages.db", "Packages"])
    func `tells a damaged database of rpm as a gap`(name: String) async throws {
        let facts = try await examined("-- /var/lib/rpm/\(name) --\nthis is no database\n")
        #expect(facts.packageSources.isEmpty)
        #expect(facts.gaps.contains { $0.collector == "packages" && !$0.isTotal && $0.subject?.hasPrefix("/var/lib/rpm") == true })
        #expect(facts.gaps.contains { $0.collector == "packages" && $0.isTotal })
    }

    /// RFC 1952 with one stored block of RFC 1951.
    private func packed(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        func little(_ value: UInt32, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) } }
        var check: UInt32 = 0xffff_ffff
        for byte in bytes {
            check ^= UInt32(byte)
            for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xedb8_8320 : check >> 1 }
        }
        let length = UInt32(bytes.count)
        return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(length, 2) + little(~length, 2) + bytes + little(~check, 4)
            + little(length, 4)
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start..<min(start + 3, bytes.count)])
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 { text.append(place <= group.count ? letters[value >> (18 - 6 * place) & 63] : "=") }
        }
        return text
    }
}
