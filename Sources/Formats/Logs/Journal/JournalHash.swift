/// The hashes of journal files.
enum JournalHash {
    /// SipHash-2-4 (Aumasson and Bernstein, 2012) with the file's id as the key: files with keyed hashes.
    static func keyed(_ bytes: Span<UInt8>, _ range: Range<Int>, _ key: (UInt64, UInt64)) -> UInt64 {
        var v0 = key.0 ^ 0x736f_6d65_7073_6575
        var v1 = key.1 ^ 0x646f_7261_6e64_6f6d
        var v2 = key.0 ^ 0x6c79_6765_6e65_7261
        var v3 = key.1 ^ 0x7465_6462_7974_6573
        var at = range.lowerBound
        func round() {
            v0 = v0 &+ v1
            v1 = (v1 << 13 | v1 >> 51) ^ v0
            v0 = v0 << 32 | v0 >> 32
            v2 = v2 &+ v3
            v3 = (v3 << 16 | v3 >> 48) ^ v2
            v0 = v0 &+ v3
            v3 = (v3 << 21 | v3 >> 43) ^ v0
            v2 = v2 &+ v1
            v1 = (v1 << 17 | v1 >> 47) ^ v2
            v2 = v2 << 32 | v2 >> 32
        }
        while range.upperBound - at >= 8 {
            let word = PackedBits.little(bytes, at, 8)
            v3 ^= word
            round()
            round()
            v0 ^= word
            at += 8
        }
        let word = PackedBits.little(bytes, at, range.upperBound - at) | UInt64(range.count & 255) << 56
        v3 ^= word
        round()
        round()
        v0 ^= word
        v2 ^= 255
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }

    /// Jenkins' lookup3 (2006): both halves, the first in the high bits. Files without keyed hashes, and the sum of an entry.
    static func jenkins(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var a = 0xdead_beef &+ UInt32(truncatingIfNeeded: range.count)
        var (b, c) = (a, a)
        var at = range.lowerBound
        func word(_ place: Int) -> UInt32 { UInt32(truncatingIfNeeded: PackedBits.little(bytes, place, 4)) }
        func turn(_ value: UInt32, _ bits: UInt32) -> UInt32 { value << bits | value >> (32 - bits) }
        guard !range.isEmpty else { return UInt64(c) << 32 | UInt64(b) }
        while range.upperBound - at > 12 {
            let low = PackedBits.little(bytes, at, 8)
            a = a &+ UInt32(truncatingIfNeeded: low)
            b = b &+ UInt32(truncatingIfNeeded: low >> 32)
            c = c &+ word(at + 8)
            a = (a &- c) ^ turn(c, 4)
            c = c &+ b
            b = (b &- a) ^ turn(a, 6)
            a = a &+ c
            c = (c &- b) ^ turn(b, 8)
            b = b &+ a
            a = (a &- c) ^ turn(c, 16)
            c = c &+ b
            b = (b &- a) ^ turn(a, 19)
            a = a &+ c
            c = (c &- b) ^ turn(b, 4)
            b = b &+ a
            at += 12
        }
        let left = range.upperBound - at
        a = a &+ UInt32(truncatingIfNeeded: PackedBits.little(bytes, at, min(4, left)))
        if left > 4 { b = b &+ UInt32(truncatingIfNeeded: PackedBits.little(bytes, at + 4, min(4, left - 4))) }
        if left > 8 { c = c &+ UInt32(truncatingIfNeeded: PackedBits.little(bytes, at + 8, left - 8)) }
        c = (c ^ b) &- turn(b, 14)
        a = (a ^ c) &- turn(c, 11)
        b = (b ^ a) &- turn(a, 25)
        c = (c ^ b) &- turn(b, 16)
        a = (a ^ c) &- turn(c, 4)
        b = (b ^ a) &- turn(a, 14)
        c = (c ^ b) &- turn(b, 24)
        return UInt64(c) << 32 | UInt64(b)
    }
}
