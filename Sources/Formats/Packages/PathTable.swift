/// A hash table from paths to numbers: open addressing with linear probing over UInt32, the paths in somebody else's arena.
///
/// The hash is keyed by a random number, so that whoever names the files of a host cannot choose names that collide.
struct PathTable: Sendable {
    /// Entry number + 1; 0 is free.
    private var slots: [UInt32]
    /// The hash of the path in the slot of the same place.
    private var hashes: [UInt32]
    private var used = 0
    private let key: UInt64

    init() {
        slots = [UInt32](repeating: 0, count: 1024)
        hashes = slots
        key = UInt64.random(in: .min ... .max)
    }

    /// The number stored for the path `path[range]`, where `isEqual` tells whether a stored number stands for it; nil for none.
    func find(_ path: Span<UInt8>, _ range: Range<Int>, isEqual: (UInt32) -> Bool) -> UInt32? {
        let hash = hash(path, range)
        let mask = slots.count &- 1
        var place = Int(hash) & mask
        while slots[place] != 0 {
            if hashes[place] == hash, isEqual(slots[place] &- 1) { return slots[place] &- 1 }
            place = (place &+ 1) & mask
        }
        return nil
    }

    /// Stores a number under the hash of a path that is known not to be there.
    mutating func insert(_ number: UInt32, hash: UInt32) {
        if (used &+ 1) &* 10 > slots.count &* 7 { grow() }
        place(number &+ 1, hash)
        used &+= 1
    }

    private mutating func grow() {
        let (oldSlots, oldHashes) = (slots, hashes)
        slots = [UInt32](repeating: 0, count: oldSlots.count &* 2)
        hashes = slots
        for index in 0..<oldSlots.count where oldSlots[index] != 0 { place(oldSlots[index], oldHashes[index]) }
    }

    private mutating func place(_ stored: UInt32, _ hash: UInt32) {
        let mask = slots.count &- 1
        var place = Int(hash) & mask
        while slots[place] != 0 { place = (place &+ 1) & mask }
        slots[place] = stored
        hashes[place] = hash
    }

    /// Eight bytes at a time through a full-width multiplication whose halves are folded together.
    func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        var state = key ^ UInt64(truncatingIfNeeded: range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            var word: UInt64 = 0
            let end = min(index &+ 8, range.upperBound)
            while index < end {
                word = word << 8 | UInt64(bytes[index])
                index &+= 1
            }
            state = PathTable.fold(state ^ word, 0x9e37_79b9_7f4a_7c15 ^ key &>> 1)
        }
        return UInt32(truncatingIfNeeded: PathTable.fold(state, 0xd6e8_feb8_6659_fd93))
    }

    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = (left ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: right | 1)
        return product.high ^ product.low
    }
}
