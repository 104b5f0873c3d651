/// The checksum xxHash64 ("xxHash fast digest algorithm"), which Zstandard puts behind its frames.
enum XXHash64 {
    private static let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
        0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0x85eb_ca77_c2b2_ae63, 0x27d4_eb2f_1656_67c5
    )

    /// The checksum, with seed 0, of the bytes from `start` to the end.
    static func value(_ bytes: Span<UInt8>, from start: Int) -> UInt64 {
        let p = primes
        var at = start
        let count = bytes.count - start
        var hash: UInt64
        if count >= 32 {
            var lanes: (UInt64, UInt64, UInt64, UInt64) = (p.0 &+ p.1, p.1, 0, 0 &- p.0)
            while bytes.count - at >= 32 {
                lanes.0 = round(lanes.0, PackedBits.little(bytes, at, 8))
                lanes.1 = round(lanes.1, PackedBits.little(bytes, at + 8, 8))
                lanes.2 = round(lanes.2, PackedBits.little(bytes, at + 16, 8))
                lanes.3 = round(lanes.3, PackedBits.little(bytes, at + 24, 8))
                at += 32
            }
            hash = rotated(lanes.0, 1) &+ rotated(lanes.1, 7) &+ rotated(lanes.2, 12) &+ rotated(lanes.3, 18)
            for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { hash = (hash ^ round(0, lane)) &* p.0 &+ p.3 }
        } else {
            hash = p.4
        }
        hash = hash &+ UInt64(count)
        while bytes.count - at >= 8 {
            hash = rotated(hash ^ round(0, PackedBits.little(bytes, at, 8)), 27) &* p.0 &+ p.3
            at += 8
        }
        if bytes.count - at >= 4 {
            hash = rotated(hash ^ PackedBits.little(bytes, at, 4) &* p.0, 23) &* p.1 &+ p.2
            at += 4
        }
        while at < bytes.count {
            hash = rotated(hash ^ UInt64(bytes[at]) &* p.4, 11) &* p.0
            at += 1
        }
        hash = (hash ^ hash >> 33) &* p.1
        hash = (hash ^ hash >> 29) &* p.2
        return hash ^ hash >> 32
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 { rotated(lane &+ word &* primes.1, 31) &* primes.0 }

    private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
}
