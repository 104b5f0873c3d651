import Formats
import Model
import Testing

@Suite struct `A partition table` {
    private func table(_ entries: [(type: UInt8, start: UInt32, length: UInt32)]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 512)
        for (index, entry) in entries.enumerated() {
            let at = 446 + 16 * index
            bytes[at + 4] = entry.type
            for byte in 0..<4 {
                bytes[at + 8 + byte] = UInt8(truncatingIfNeeded: entry.start >> UInt32(8 * byte))
                bytes[at + 12 + byte] = UInt8(truncatingIfNeeded: entry.length >> UInt32(8 * byte))
            }
        }
        (bytes[510], bytes[511]) = (0x55, 0xaa)
        return bytes
    }

    @Test func `gives primary and logical partitions in bytes`() {
        var disk = [UInt8](repeating: 0, count: 512 * 64)
        disk.replaceSubrange(0..<512, with: table([(0x83, 1, 9), (0x05, 10, 40)]))
        disk.replaceSubrange(5120..<5632, with: table([(0x82, 1, 5), (0x05, 20, 10)]))
        disk.replaceSubrange(15360..<15872, with: table([(0x83, 2, 6)]))
        var source = MemoryBytes(disk)
        let parsed = PartitionTableFormat.parse(&source)
        #expect(parsed.value.map(\.number) == [1, 5, 6])
        #expect(parsed.value.map(\.start) == [512, 11 * 512, 32 * 512])
        #expect(parsed.value.map(\.type) == ["83", "82", "83"])
        #expect(parsed.problems.isEmpty)
    }

    @Test func `that leads in a circle ends`() {
        var disk = [UInt8](repeating: 0, count: 512 * 20)
        disk.replaceSubrange(0..<512, with: table([(0x05, 10, 10)]))
        disk.replaceSubrange(5120..<5632, with: table([(0x83, 1, 5), (0x05, 0, 10)]))
        var source = MemoryBytes(disk)
        #expect(PartitionTableFormat.parse(&source).value.count == 1)
    }

    @Test func `of noise is none, and harms nobody`() {
        var random = PackagesRandom(state: 0x1234_5678_9abc_def1)
        for _ in 0..<300 {
            var disk = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) }
            (disk[510], disk[511], disk[450]) = (0x55, 0xaa, 0xee)
            disk.replaceSubrange(512..<520, with: Array("EFI PART".utf8))
            var source = MemoryBytes(disk)
            let parsed = PartitionTableFormat.parse(&source)
            #expect(parsed.value.count <= 512)
        }
    }
}
