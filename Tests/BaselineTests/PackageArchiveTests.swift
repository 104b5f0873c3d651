import Archives
import Evidence
import Formats
import Model
import Testing

@Suite struct `A package from the archive` {
    /// An entry of ustar (pax(1)).
    private static func entry(_ name: String, _ content: String, kind: Character = "0", mode: String = "0000755", link: String = "")
        -> [UInt8]
    {
        var head = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ place: Int) { for (offset, byte) in text.utf8.enumerated() { head[place + offset] = byte } }
        put(name, 0)
        put(mode, 100)
        put("0000000", 108)
        put("0000000", 116)
        let size = String(content.utf8.count, radix: 8)
        put(String(repeating: "0", count: 11 - size.count) + size, 124)
        put("00000000000", 136)
        put("        ", 148)
        put(String(kind), 156)
        put(link, 157)
        put("ustar", 257)
        put("00", 263)
        put("root", 265)
        put("root", 297)
        let sum = String(head.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\0 ", 148)
        let body = Array(content.utf8)
        return head + body + [UInt8](repeating: 0, count: (512 - body.count % 512) % 512)
    }

    private static func ar(_ members: [(String, [UInt8])]) -> [UInt8] {
        var bytes = Array("!<arch>\n".utf8)
        for (name, content) in members {
            func padded(_ text: String, _ width: Int) -> [UInt8] { Array((text + String(repeating: " ", count: width - text.count)).utf8) }
            bytes += padded(name, 16) + padded("0", 12) + padded("0", 6) + padded("0", 6) + padded("100644", 8)
            bytes += padded("\(content.count)", 10) + [0x60, 0x0a] + content + (content.count % 2 == 1 ? [0x0a] : [])
        }
        return bytes
    }

    private static let end = [UInt8](repeating: 0, count: 1024)
    private static var deb: [UInt8] {
        let control = "Package: tool\nVersion: 1.2-3\nArchitecture: amd64\nDescription: x\n"
        return ar([
            ("debian-binary", Array("2.0\n".utf8)),
            ("control.tar", entry("./control", control) + entry("./conffiles", "/etc/tool.conf\n") + end),
            (
                "data.tar",
                entry("./", "", kind: "5") + entry("./usr/bin/tool", "the tool", mode: "0004755")
                    + entry("./usr/bin/same", "", kind: "1", link: "./usr/bin/tool") + entry("./usr/bin/link", "", kind: "2", link: "tool")
                    + entry("./etc/tool.conf", "x=1\n", mode: "0000644") + end
            ),
        ])
    }

    @Test(.enabled(if: TarReader.unavailable == nil))
    func `of Debian gives digests, rights and links`() throws {
        let manifest = try PackageArchive.manifest(Self.deb)
        #expect(manifest.name == "tool" && manifest.version == "1.2-3" && manifest.architecture == "amd64")
        let files = Dictionary(uniqueKeysWithValues: manifest.files.map { ($0.path, $0) })
        let tool = try #require(files["/usr/bin/tool"])
        #expect(tool.kind == .file && tool.mode == 0o4755 && tool.owner == "root" && tool.size == 8)
        #expect(tool.sha256 == ContentDigester.digest(Array("the tool".utf8), .sha256))
        #expect(tool.md5 == ContentDigester.digest(Array("the tool".utf8), .md5))
        #expect(files["/usr/bin/same"]?.sha256 == tool.sha256)
        #expect(files["/usr/bin/link"]?.kind == .link && files["/usr/bin/link"]?.target == "tool")
        #expect(files["/etc/tool.conf"]?.kind == .configuration)
        #expect(files["/"]?.kind == .folder)
    }

    @Test(.enabled(if: TarReader.unavailable == nil))
    func `that is cut off or damaged is refused`() {
        let deb = Self.deb
        for length in stride(from: 0, to: deb.count - 1024, by: 97) {
            #expect(throws: ArchiveFailure.self) { try PackageArchive.manifest(Array(deb.prefix(length))) }
        }
        for place in stride(from: 0, to: deb.count, by: 13) {
            var bytes = deb
            bytes[place] ^= 0xff
            _ = try? PackageArchive.manifest(bytes)
        }
    }

    @Test func `is written to a pack and read back`() {
        let file = PackageManifest.File(
            kind: .file, path: "/a b%\n", mode: 0o4755, owner: "root", group: "", size: 7,
            md5: ContentDigester.digest([1], .md5), sha256: ContentDigester.digest([1], .sha256), capabilities: "cap_net_raw=ep")
        let link = PackageManifest.File(kind: .link, path: "/l", mode: 0o777, owner: "root", group: "root", target: "-")
        let packages = ["one", "two"].map { name in
            PackageManifest(system: .dpkg, name: RawText(name), version: "1:2~3", architecture: "all", files: [file, link])
        }
        var bytes = ManifestFormat.magic.bytes + [0x0a]
        for package in packages { ManifestFormat.append(package, to: &bytes) }
        let parsed = ManifestFormat.parse(bytes.span)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value == packages)
        #expect(ManifestFormat.parse(bytes.span) { $0.name == "two" }.value == [packages[1]])
    }
}
