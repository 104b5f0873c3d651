import Model

/// `/usr/lib/sysimage/rpm/Packages.db`, the database of rpm on SUSE (`%_db_backend ndb`).
///
/// All numbers are 32 bits, little endian. Pages of 4096 bytes with slots of 16 bytes stand first (`Slot`, package, offset and
/// length in blocks of 16 bytes; the first two slots are the file's head: `RpmP`, version 0, generation, count of slot pages).
/// A blob is `BlbS`, package, time, length, the header, zeros, Adler-32 of all before it, length, `BlbE`: lib/backend/ndb of rpm.
package enum RPMNdb {
    /// Gives the header blob of each package, in the order of the slots; nothing is copied.
    package static func forEachHeader(_ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Void) -> [Problem] {
        var tally = ProblemTally()
        guard bytes.count >= 4096, number(bytes, 0) == magic("RpmP"), number(bytes, 4) == 0 else {
            return [Problem(offset: 0, reason: "not a package database of rpm's kind ndb, version 0")]
        }
        let pages = Int(number(bytes, 12))
        let slots = min(pages, bytes.count / 4096) &* 256
        if pages > bytes.count / 4096 { tally.add(12, "the database is shorter than its slots") }
        // Blobs do not overlap in a sound database, so together they are not longer than the file.
        var budget = bytes.count
        for slot in 2..<max(slots, 2) {
            let place = slot &* 16
            guard number(bytes, place) == magic("Slot") else {
                tally.add(place, "a slot has no magic")
                continue
            }
            let (start, length) = (Int(number(bytes, place &+ 8)) &* 16, Int(number(bytes, place &+ 12)) &* 16)
            if start == 0 { continue }
            guard start >= pages &* 4096, length >= 28, start &+ length <= bytes.count else {
                tally.add(place, "a slot leads outside the database")
                continue
            }
            budget &-= length
            guard budget >= 0 else {
                tally.add(place, "blobs overlap")
                break
            }
            blob(bytes, start..<(start &+ length), package: number(bytes, place &+ 4), &tally, body)
        }
        return tally.all
    }

    private static func blob(
        _ bytes: Span<UInt8>, _ range: Range<Int>, package: UInt32, _ tally: inout ProblemTally, _ body: (Span<UInt8>) -> Void
    ) {
        let length = Int(number(bytes, range.lowerBound &+ 12))
        let tail = range.upperBound &- 12
        guard number(bytes, range.lowerBound) == magic("BlbS"), number(bytes, range.lowerBound &+ 4) == package,
            length <= range.count &- 28, number(bytes, tail &+ 4) == UInt32(truncatingIfNeeded: length),
            number(bytes, tail &+ 8) == magic("BlbE")
        else { return tally.add(range.lowerBound, "a blob has not the head and tail of its slot") }
        if number(bytes, tail) != adler32(bytes, range.lowerBound..<tail) {
            tally.add(range.lowerBound, "the checksum of a blob does not match")
        }
        body(bytes.extracting((range.lowerBound &+ 16)..<(range.lowerBound &+ 16 &+ length)))
    }

    /// RFC 1950, section 8.2.
    private static func adler32(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        var place = range.lowerBound
        while place < range.upperBound {
            let end = min(place &+ 5552, range.upperBound)
            while place < end {
                low &+= UInt32(bytes[place])
                high &+= low
                place &+= 1
            }
            low %= 65_521
            high %= 65_521
        }
        return high << 16 | low
    }

    private static func number(_ bytes: Span<UInt8>, _ place: Int) -> UInt32 {
        UInt32(bytes[place]) | UInt32(bytes[place &+ 1]) << 8 | UInt32(bytes[place &+ 2]) << 16 | UInt32(bytes[place &+ 3]) << 24
    }

    private static func magic(_ text: StaticString) -> UInt32 {
        RawText(stringLiteral: text).bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
