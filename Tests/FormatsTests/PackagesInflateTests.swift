import Formats
import Model
import Testing

@Suite struct `Decompression` {
    static func gzip(_ bytes: [UInt8], limit: Int = 1 << 20) -> Parsed<[UInt8]> {
        Inflate.gzip(bytes.span, limit: limit)
    }

    @Test func `gives all members of a gzip file`() throws {
        let parsed = Self.gzip(try packagesFixture("three-members.gz"))
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.suffix(70_000).allSatisfy { $0 == 0x61 })
        #expect(RawText(parsed.value.prefix(17)) == "0 line of a log 2")
        #expect(parsed.value.filter { $0 == 0x0a }.count > 1500)
    }

    @Test func `gives a stored block, fixed codes and where the stream ends`() {
        // A stored block "abc", then a last block with fixed codes and nothing in it, then a byte that does not belong to it.
        let bytes: [UInt8] = [0x00, 0x03, 0x00, 0xfc, 0xff, 0x61, 0x62, 0x63, 0x03, 0x00, 0x55]
        let parsed = Inflate.raw(bytes.span, limit: 100)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.bytes == Array("abc".utf8))
        #expect(parsed.value.length == 10)
    }

    @Test func `stops at its limit and keeps what it has`() throws {
        let bytes = try packagesFixture("three-members.gz")
        let whole = Self.gzip(bytes).value
        for limit in [0, 1, 500, whole.count - 1] {
            let parsed = Self.gzip(bytes, limit: limit)
            #expect(parsed.problems.map(\.reason) == ["the content is longer than is read"])
            #expect(parsed.value.count <= limit)
            #expect(whole.starts(with: parsed.value))
        }
        #expect(Self.gzip(bytes, limit: whole.count).problems.isEmpty)
    }

    @Test func `keeps what stands before the place where a file is cut off`() throws {
        let bytes = try packagesFixture("three-members.gz")
        let whole = Self.gzip(bytes).value
        for size in stride(from: 19, to: bytes.count, by: 211) {
            let parsed = Self.gzip(Array(bytes.prefix(size)))
            // Where one member ends exactly there is nothing to complain of.
            #expect(parsed.problems.count == 1 || parsed.value.count < whole.count)
            #expect(whole.starts(with: parsed.value))
        }
    }

    @Test func `notices a changed byte by the checksum`() throws {
        let bytes = try packagesFixture("mtree.gz")
        let content = Self.gzip(bytes).value
        var missed = 0
        for place in 10..<bytes.count {
            var changed = bytes
            changed[place] ^= 0x10
            let parsed = Self.gzip(changed)
            // The bits behind the end of the last block may be anything.
            if parsed.problems.isEmpty, parsed.value != content { missed += 1 }
        }
        #expect(missed == 0)
    }

    @Test(
        arguments: [
            ([], "not a member of a gzip file"), ([0x1f, 0x8b, 8, 0], "not a member of a gzip file"),
            ([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0], "not a member of a gzip file"),
            ([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0], "a compressed block is of no known kind"),
            ([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0], "the checksum of a gzip member does not match"),
        ] as [([UInt8], String)])
    func `says why there is no content`(bytes: [UInt8], reason: String) {
        #expect(Self.gzip(bytes, limit: 100).problems.map(\.reason) == [reason])
    }
}
