import Model

/// The kinds of objects of a journal file.
enum JournalObjectKind: UInt8 {
    case data = 1, field, entry, dataHashTable, fieldHashTable, entryArray, tag

    /// Bytes of the smallest object of the kind.
    var leastSize: Int {
        switch self {
        case .data: 64
        case .field: 40
        case .entry: 64
        case .dataHashTable, .fieldHashTable: 16
        case .entryArray: 24
        case .tag: 64
        }
    }
}

/// The head of an object: kind, flags of compression, size.
struct JournalObject {
    var kind: JournalObjectKind
    /// 1 XZ, 2 LZ4, 4 Zstandard.
    var flags: UInt8
    var size: Int

    /// Where the next object begins, for one at `offset`.
    func end(_ offset: Int) -> Int { offset + (size + 7) & ~7 }
}

extension JournalPages {
    /// The head of the object at an offset; nil where none can be there.
    @inline(__always)
    mutating func object(_ offset: Int) -> JournalObject? {
        guard offset & 7 == 0, let place = locate(offset, 16), let kind = JournalObjectKind(rawValue: byte(place, 0)) else { return nil }
        let size = word(place, 8)
        let head = word(place, 0)
        // Flags are three bits, and six bytes are reserved.
        guard head & 0xffff_ffff_ffff_f800 == 0, size >= UInt64(kind.leastSize), size <= UInt64(count - offset) else { return nil }
        return JournalObject(kind: kind, flags: UInt8(truncatingIfNeeded: head >> 8), size: Int(size))
    }
}

/// The fixed part of an entry.
struct JournalEntry {
    var offset: Int
    var size: Int
    var sequence: UInt64
    /// Microseconds since 1970.
    var realtime: UInt64
    /// Microseconds since the boot.
    var monotonic: UInt64
    var boot: JournalID
    /// The hashes of its fields, added by exclusive or.
    var sum: UInt64
    /// How many fields there are.
    var items: Int
}

extension JournalPages {
    /// Most fields of an entry that are read; journald itself stops at 1024.
    static let mostItems = 8192

    /// The entry at an offset with the places of its data objects; nil where no entry is there.
    mutating func entry(_ offset: Int, isCompact: Bool, items: inout [Int]) -> JournalEntry? {
        guard let object = object(offset), object.kind == .entry else { return nil }
        let width = isCompact ? 4 : 16
        let all = (object.size - 64) / width
        let read = min(all, JournalPages.mostItems)
        guard let place = locate(offset, 64 + read * width) else { return nil }
        items.removeAll(keepingCapacity: true)
        if isCompact {
            for index in 0..<read { items.append(Int(half(place, 64 &+ index &* 4))) }
        } else {
            for index in 0..<read { items.append(Int(truncatingIfNeeded: word(place, 64 &+ index &* 16) & 0x7fff_ffff_ffff_ffff)) }
        }
        return JournalEntry(
            offset: offset, size: object.size, sequence: word(place, 16), realtime: word(place, 24), monotonic: word(place, 32),
            boot: JournalID(high: word(place, 40).byteSwapped, low: word(place, 48).byteSwapped), sum: word(place, 56), items: all)
    }
}
