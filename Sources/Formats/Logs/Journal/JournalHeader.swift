import Model

/// 16 bytes that name a machine, a boot, a file.
package struct JournalID: Hashable, Sendable, CustomStringConvertible {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    /// 32 digits, as in /etc/machine-id.
    package var description: String {
        var text = ""
        for word in [high, low] {
            for shift in stride(from: 60, through: 0, by: -4) { text += String(word >> UInt64(shift) & 15, radix: 16) }
        }
        return text
    }

    package var isZero: Bool { high == 0 && low == 0 }
}

/// The head of a journal file, after the systemd project's "Journal File Format".
package struct JournalHeader: Hashable, Sendable {
    package enum State: UInt8, Sendable, Hashable {
        /// Closed in order.
        case offline = 0
        /// Open for writing, or its writer ended without closing it.
        case online = 1
        /// Closed and rotated.
        case archived = 2
    }

    package var compatibleFlags: UInt32
    package var incompatibleFlags: UInt32
    /// Nil where the byte is none that is known.
    package var state: State?
    package var fileID: JournalID
    package var machineID: JournalID
    package var tailBoot: JournalID
    package var sequenceID: JournalID
    package var size: UInt64
    package var arenaSize: UInt64
    package var tailObject: UInt64
    package var objects: UInt64
    package var entries: UInt64
    package var tailSequence: UInt64
    package var headSequence: UInt64
    package var entryArray: UInt64
    /// Microseconds since 1970.
    package var headRealtime: UInt64
    package var tailRealtime: UInt64
    /// Counts of objects; nil in headers that are too short for them.
    package var dataObjects: UInt64?
    package var fieldObjects: UInt64?
    package var tags: UInt64?
    package var entryArrays: UInt64?

    package var isSealed: Bool { compatibleFlags & 1 != 0 }
    package var isKeyed: Bool { incompatibleFlags & 4 != 0 }
    package var isCompact: Bool { incompatibleFlags & 16 != 0 }

    /// Flags that are known: XZ, LZ4, keyed hash, Zstandard, compact.
    static let knownFlags: UInt32 = 31
    static let signature: [UInt8] = Array("LPKSHHRH".utf8)
    /// Bytes of the shortest header that there was.
    static let leastSize = 208

    /// Nil where the bytes do not begin with a journal's signature or are too short.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= JournalHeader.leastSize, JournalHeader.isJournal(bytes) else { return nil }
        func word(_ place: Int) -> UInt64 { PackedBits.little(bytes, place, 8) }
        compatibleFlags = UInt32(truncatingIfNeeded: PackedBits.little(bytes, 8, 4))
        incompatibleFlags = UInt32(truncatingIfNeeded: PackedBits.little(bytes, 12, 4))
        state = State(rawValue: bytes[16])
        fileID = JournalHeader.id(bytes, 24)
        machineID = JournalHeader.id(bytes, 40)
        tailBoot = JournalHeader.id(bytes, 56)
        sequenceID = JournalHeader.id(bytes, 72)
        (size, arenaSize) = (word(88), word(96))
        (tailObject, objects, entries) = (word(136), word(144), word(152))
        (tailSequence, headSequence, entryArray) = (word(160), word(168), word(176))
        (headRealtime, tailRealtime) = (word(184), word(192))
        let length = min(size, UInt64(bytes.count))
        dataObjects = length >= 216 ? word(208) : nil
        fieldObjects = length >= 224 ? word(216) : nil
        tags = length >= 232 ? word(224) : nil
        entryArrays = length >= 240 ? word(232) : nil
    }

    static func isJournal(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 8 else { return false }
        for index in 0..<8 where bytes[index] != signature[index] { return false }
        return true
    }

    static func id(_ bytes: Span<UInt8>, _ place: Int) -> JournalID {
        JournalID(
            high: PackedBits.little(bytes, place, 8).byteSwapped, low: PackedBits.little(bytes, place + 8, 8).byteSwapped)
    }
}
