import Model

/// A part of a disk.
package struct Partition: Hashable, Sendable {
    /// From 1; logical partitions of MBR from 5.
    package var number: Int
    /// Bytes from the start of the disk.
    package var start: UInt64
    /// Bytes.
    package var length: UInt64
    /// "83", "8e" of MBR in hexadecimal; a GUID of GPT.
    package var type: String
    /// The name that GPT gives it.
    package var name: RawText

    package init(number: Int, start: UInt64, length: UInt64, type: String, name: RawText = "") {
        (self.number, self.start, self.length, self.type, self.name) = (number, start, length, type, name)
    }
}

/// Partition tables: the master boot record with its chain of extended ones, and GPT (UEFI Specification 2.10, 5.3).
package enum PartitionTableFormat {
    package static let sector = 512
    private static let mostPartitions = 256

    /// The partitions of a disk; none where it has no table, as an image of one partition has none.
    package static func parse(_ source: inout some ByteSource) -> Parsed<[Partition]> {
        var parsed = Parsed<[Partition]>([])
        var head: [UInt8] = []
        source.read(at: 0, count: sector, into: &head)
        guard head.count == sector, head[510] == 0x55, head[511] == 0xaa else { return parsed }
        let entries = (0..<4).map { entry(head, 446 + 16 * $0) }
        if entries.contains(where: { $0.type == 0xee }) {
            for size in [512, 4096] {
                let found = guid(&source, sectorSize: size)
                if !found.isEmpty { return Parsed(found) }
            }
            parsed.problems.append(Problem(offset: 512, reason: "the disk says that it has a GPT, and there is none that makes sense"))
        }
        for (index, entry) in entries.enumerated() where entry.type != 0 && entry.type != 0xee && entry.length > 0 {
            if [0x05, 0x0f, 0x85].contains(entry.type) {
                logical(&source, first: entry.start, &parsed)
            } else {
                parsed.value.append(partition(index + 1, entry, base: 0))
            }
        }
        return parsed
    }

    private struct Entry {
        var type: UInt8
        /// Sectors.
        var start: UInt64
        var length: UInt64
    }

    private static func entry(_ bytes: [UInt8], _ at: Int) -> Entry {
        Entry(type: bytes[at + 4], start: number(bytes, at + 8, 4), length: number(bytes, at + 12, 4))
    }

    private static func partition(_ number: Int, _ entry: Entry, base: UInt64) -> Partition {
        let digits = String(entry.type, radix: 16)
        return Partition(
            number: number, start: (base + entry.start) * UInt64(sector), length: entry.length * UInt64(sector),
            type: digits.count == 1 ? "0" + digits : digits)
    }

    /// Each record of the chain holds one partition and the place of the next record.
    private static func logical(_ source: inout some ByteSource, first: UInt64, _ parsed: inout Parsed<[Partition]>) {
        var place = first
        var seen: Set<UInt64> = []
        var bytes: [UInt8] = []
        while seen.insert(place).inserted, seen.count <= mostPartitions, place < 1 << 40 {
            source.read(at: Int64(place) * Int64(sector), count: sector, into: &bytes)
            guard bytes.count == sector, bytes[510] == 0x55, bytes[511] == 0xaa else {
                parsed.problems.append(
                    Problem(offset: Int(clamping: place) &* sector, reason: "a record of the extended partition is no record"))
                return
            }
            let own = entry(bytes, 446)
            if own.type != 0, own.length > 0 { parsed.value.append(partition(4 + seen.count, own, base: place)) }
            let next = entry(bytes, 462)
            guard next.type != 0, next.length > 0 else { return }
            place = first + next.start
        }
    }

    private static func guid(_ source: inout some ByteSource, sectorSize: Int) -> [Partition] {
        var head: [UInt8] = []
        source.read(at: Int64(sectorSize), count: 512, into: &head)
        guard head.count == 512, head.starts(with: Array("EFI PART".utf8)) else { return [] }
        let place = number(head, 72, 8)
        let count = min(number(head, 80, 4), UInt64(mostPartitions))
        let size = number(head, 84, 4)
        guard place > 0, place < 1 << 40, size >= 128, size <= 4096 else { return [] }
        var table: [UInt8] = []
        source.read(at: Int64(place) * Int64(sectorSize), count: Int(count * size), into: &table)
        var found: [Partition] = []
        for index in 0..<Int(count) {
            let at = index * Int(size)
            guard at + 128 <= table.count else { break }
            let type = Array(table[at..<at + 16])
            guard type.contains(where: { $0 != 0 }) else { continue }
            let (first, last) = (number(table, at + 32, 8), number(table, at + 40, 8))
            guard last >= first, last < 1 << 50 else { continue }
            // UTF-16, of which the names in use are ASCII.
            let name = stride(from: at + 56, to: at + 128, by: 2).map { table[$0] }.prefix { $0 != 0 }
            found.append(
                Partition(
                    number: index + 1, start: first * UInt64(sectorSize), length: (last - first + 1) * UInt64(sectorSize), type: text(type),
                    name: RawText(Array(name))))
        }
        return found
    }

    /// The first three groups of a GUID are little-endian.
    private static func text(_ bytes: [UInt8]) -> String {
        let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
        var text = ""
        for (index, place) in order.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            let digits = String(bytes[place], radix: 16)
            text += digits.count == 1 ? "0" + digits : digits
        }
        return text
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ width: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<width { value |= UInt64(bytes[start + index]) << UInt64(8 * index) }
        return value
    }
}
