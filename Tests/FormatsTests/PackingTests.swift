import FixtureFiles
import Formats
import Model
import Testing

@Suite struct `Packed content` {
    static let names = FixtureFiles.names(in: "FormatsTests/Fixtures/packing").filter { $0 != "plain" }

    static func bytes(_ name: String) throws -> [UInt8] { try #require(FixtureFiles.bytes("FormatsTests/Fixtures/packing/\(name)")) }

    static func unpack(_ name: String, _ bytes: [UInt8], limit: Int = 1 << 20) -> Parsed<[UInt8]> {
        // A block of LZ4 does not say where it ends.
        if name.hasSuffix(".lz4") {
            return LZ4Block.decode(bytes.span, size: FixtureFiles.bytes("FormatsTests/Fixtures/packing/plain")?.count, limit: limit)
        }
        return name.hasSuffix(".xz") ? XZ.decode(bytes.span, limit: limit) : Zstandard.decode(bytes.span, limit: limit)
    }

    @Test(arguments: names) func `is what was packed`(_ name: String) throws {
        let unpacked = Self.unpack(name, try Self.bytes(name))
        #expect(unpacked.problems.isEmpty)
        #expect(unpacked.value == (try Self.bytes("plain")))
    }

    @Test(arguments: names) func `is never longer than its limit`(_ name: String) throws {
        for limit in [0, 1, 100, 5000] {
            let unpacked = Self.unpack(name, try Self.bytes(name), limit: limit)
            #expect(unpacked.value.count <= limit)
            #expect(!unpacked.problems.isEmpty)
        }
    }

    @Test(arguments: names) func `that is cut off is a problem and no more`(_ name: String) throws {
        let whole = try Self.bytes(name)
        let plain = try Self.bytes("plain")
        // The end of an xz stream is an index, which says nothing of the content.
        let last = name.hasSuffix(".xz") ? whole.count - 40 : whole.count
        for count in stride(from: 0, to: last, by: 17) {
            let unpacked = Self.unpack(name, Array(whole[..<count]))
            // Two frames in a row are whole behind the first of them, and behind the piece to skip.
            #expect(!unpacked.problems.isEmpty || name == "frames.zst" && unpacked.value.count == 3000, "\(count)")
            #expect(unpacked.value.count <= plain.count && unpacked.value.elementsEqual(plain[..<unpacked.value.count]), "\(count)")
        }
    }

    @Test(arguments: names) func `with a checksum shows every changed byte`(_ name: String) throws {
        guard name.hasPrefix("level") || name == "crc64.xz" || name == "lp.xz" else { return }
        let whole = try Self.bytes(name)
        let plain = try Self.bytes("plain")
        for index in stride(from: 0, to: whole.count - 44, by: 31) {
            var bytes = whole
            bytes[index] ^= 0x10
            let unpacked = Self.unpack(name, bytes)
            #expect(!unpacked.problems.isEmpty || unpacked.value == plain, "\(index)")
        }
    }

    @Test func `of a few bytes cannot fill the memory`() {
        // A frame of one block that repeats a byte two million times, over and over.
        let block: [UInt8] = [0x02, 0x00, 0xff, 0x41]
        let bomb: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58] + Array(repeatElement(block, count: 10_000).joined())
        #expect(Zstandard.decode(bomb.span, limit: 1 << 20).value.count <= 1 << 20)
        let run: [UInt8] = [0x1f, 0x41, 0x01, 0x00] + Array(repeating: 0xff, count: 100_000) + [0x00]
        #expect(LZ4Block.decode(run.span, limit: 1 << 20).value.count <= 1 << 20)
    }
}
