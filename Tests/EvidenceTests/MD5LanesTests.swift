import Evidence
import Model
import Testing

@Suite struct `MD5 in lanes` {
    /// Digests the contents together, handing them out in pieces as a file would.
    private func together(_ contents: [[UInt8]], unreadable: Set<Int> = []) -> [Int: Digest] {
        var lanes = MD5Lanes()
        var places = [Int](repeating: 0, count: contents.count)
        var digests: [Int: Digest] = [:]
        lanes.digest(count: contents.count) { number, buffer in
            if unreadable.contains(number), places[number] > 0 { return nil }
            let piece = contents[number].dropFirst(places[number]).prefix(buffer.count)
            buffer.replaceSubrange(0..<piece.count, with: piece)
            places[number] += piece.count
            return piece.count
        } done: { number, digest in
            digests[number] = digest
        }
        return digests
    }

    private func content(_ length: Int, _ seed: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: ($0 &+ seed) &* 2_654_435_761 >> 7) }
    }

    /// Appendix A.5 of RFC 1321.
    @Test(arguments: [
        ("", "d41d8cd98f00b204e9800998ecf8427e"),
        ("abc", "900150983cd24fb0d6963f7d28e17f72"),
        (
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a"
        ),
    ])
    func `agrees with the RFC`(text: String, digest: String) {
        #expect(together([Array(text.utf8)])[0]?.hexadecimal == digest)
    }

    @Test func `gives each of many contents the digest that it has alone`() {
        let lengths = [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 65_535, 65_536, 65_537, 131_072, 200_000, 64 * 1_024 + 55, 3, 1_000_001]
        let contents = lengths.enumerated().map { content($0.element, $0.offset) }
        let digests = together(contents)
        for (number, bytes) in contents.enumerated() {
            #expect(digests[number] == ContentDigester.digest(bytes, .md5), "\(bytes.count) bytes")
        }
    }

    @Test func `leaves out what cannot be read to its end, and nothing else`() {
        let contents = (0..<20).map { content(70_000 + $0 * 100, $0) }
        let digests = together(contents, unreadable: [0, 7, 19])
        #expect(digests.count == 17)
        for number in 0..<20 where ![0, 7, 19].contains(number) {
            #expect(digests[number] == ContentDigester.digest(contents[number], .md5))
        }
    }

    @Test func `is used again after a round as if it were new`() {
        var lanes = MD5Lanes()
        for round in 0..<3 {
            let bytes = content(1_000 * (round + 1), round)
            var digest: Digest?
            lanes.digest(count: 1) { _, buffer in
                buffer.replaceSubrange(0..<bytes.count, with: bytes)
                return bytes.count
            } done: { _, found in
                digest = found
            }
            #expect(digest == ContentDigester.digest(bytes, .md5))
        }
    }
}
