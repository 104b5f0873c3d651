/// Numbers and bits of packed streams.
enum PackedBits {
    /// A number of at most eight bytes, the lowest first; bytes behind the end count as zero.
    @inline(__always)
    static func little(_ bytes: Span<UInt8>, _ place: Int, _ count: Int) -> UInt64 {
        if count == 8, place >= 0, place <= bytes.count - 8 {
            return UInt64(bytes[place]) | UInt64(bytes[place + 1]) << 8 | UInt64(bytes[place + 2]) << 16
                | UInt64(bytes[place + 3]) << 24 | UInt64(bytes[place + 4]) << 32 | UInt64(bytes[place + 5]) << 40
                | UInt64(bytes[place + 6]) << 48 | UInt64(bytes[place + 7]) << 56
        }
        var value: UInt64 = 0
        for index in 0..<count where place + index >= 0 && place + index < bytes.count {
            value |= UInt64(bytes[place + index]) << UInt64(index * 8)
        }
        return value
    }
}

extension PackedBits {
    /// As above, of an array.
    @inline(__always)
    static func little(_ bytes: [UInt8], _ place: Int, _ count: Int) -> UInt64 { little(bytes.span, place, count) }
}

/// Bits that are read from the first byte on, the lowest first.
struct ForwardBits {
    let start: Int
    let end: Int
    /// Bits that were read.
    var position = 0

    mutating func read(_ bytes: Span<UInt8>, _ count: Int) throws(PackingFault) -> Int {
        guard position + count <= (end - start) * 8 else { throw PackingFault(end, "the bits of a table are cut off") }
        let word = PackedBits.little(bytes, start + position >> 3, 8) >> UInt64(position & 7)
        position += count
        return Int(truncatingIfNeeded: word & (1 << UInt64(count) - 1))
    }

    /// The place behind the last byte of which a bit was read.
    var next: Int { start + (position + 7) / 8 }
}

/// Bits that are read from the last byte backwards, as Zstandard writes its streams; the highest bit that is set marks the end.
struct BackwardBits {
    let start: Int
    /// Bits that are left; below zero where more were read than there are, which count as zero.
    private(set) var position: Int

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(PackingFault) {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count, let last = range.last, bytes[last] != 0 else {
            throw PackingFault(range.lowerBound, "a stream of bits has no end mark")
        }
        start = range.lowerBound
        position = range.count * 8 - 1 - bytes[last].leadingZeroBitCount
    }

    /// At most 56 bits.
    @inline(__always)
    mutating func read(_ bytes: Span<UInt8>, _ count: Int) -> Int {
        position &-= count
        return bits(bytes, position, count)
    }

    @inline(__always)
    func peek(_ bytes: Span<UInt8>, _ count: Int) -> Int { bits(bytes, position &- count, count) }

    @inline(__always)
    mutating func skip(_ count: Int) { position &-= count }

    @inline(__always)
    private func bits(_ bytes: Span<UInt8>, _ position: Int, _ count: Int) -> Int {
        let mask: UInt64 = 1 << UInt64(count) &- 1
        if position >= 0 {
            let word = PackedBits.little(bytes, start &+ position >> 3, 8) >> UInt64(position & 7)
            return Int(truncatingIfNeeded: word & mask)
        }
        guard position > -64 else { return 0 }
        return Int(truncatingIfNeeded: PackedBits.little(bytes, start, 8) << UInt64(-position) & mask)
    }
}
