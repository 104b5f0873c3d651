import Model

/// A source in pages of which the latest used are kept, so that what lies together is read once.
struct JournalPages {
    /// Where bytes lie that were asked for.
    struct Place {
        var page: Int
        var start: Int
    }

    static let pageBytes = 1 << 18
    /// Bytes of the following page that a page holds, too, so that small things lie in one piece.
    static let overlap = 1 << 12
    private static let most = 24
    /// Most bytes that can be asked for at once.
    static let largest = 1 << 22

    var source: any ByteSource
    let count: Int
    /// The pages; the last of them is for pieces that are larger than the overlap.
    private(set) var pages: [[UInt8]]
    private var numbers: [Int]
    private var used: [Int]
    private var clock = 0
    private var last = 0
    /// Places where reading gave less than there should be.
    private(set) var failures = 0
    /// Reads that are left. An honest file needs each page once or a few times; in one whose objects lead to and fro, each would cost a page.
    private var budget: Int
    var isExhausted: Bool { budget <= 0 }

    init(_ source: any ByteSource) {
        self.source = source
        count = Int(max(0, min(source.count, 1 << 60)))
        budget = count / JournalPages.pageBytes * 64 + 4096
        pages = Array(repeating: [], count: JournalPages.most + 1)
        numbers = Array(repeating: -1, count: JournalPages.most)
        used = Array(repeating: 0, count: JournalPages.most)
    }

    /// Makes `count` bytes at an offset available; nil where they do not lie in the source.
    @inline(__always)
    mutating func locate(_ offset: Int, _ count: Int) -> Place? {
        guard offset >= 0, count >= 0, count <= self.count, offset <= self.count - count else { return nil }
        let number = offset / JournalPages.pageBytes
        let start = offset % JournalPages.pageBytes
        if numbers[last] == number, count <= pages[last].count - start { return Place(page: last, start: start) }
        return find(offset, count, number, start)
    }

    private mutating func find(_ offset: Int, _ count: Int, _ number: Int, _ start: Int) -> Place? {
        if start + count > JournalPages.pageBytes + JournalPages.overlap {
            guard count <= JournalPages.largest, budget > 0 else { return nil }
            budget -= 1 + count / JournalPages.pageBytes
            source.read(at: Int64(offset), count: count, into: &pages[JournalPages.most])
            guard pages[JournalPages.most].count >= count else {
                failures += 1
                return nil
            }
            return Place(page: JournalPages.most, start: 0)
        }
        clock += 1
        var slot = 0
        var isKnown = false
        for index in numbers.indices {
            if numbers[index] == number {
                (slot, isKnown) = (index, true)
                break
            }
            if used[index] < used[slot] { slot = index }
        }
        if !isKnown {
            guard budget > 0 else { return nil }
            budget -= 1
            source.read(
                at: Int64(number * JournalPages.pageBytes), count: JournalPages.pageBytes + JournalPages.overlap, into: &pages[slot])
            numbers[slot] = number
        }
        used[slot] = clock
        last = slot
        guard start + count <= pages[slot].count else {
            failures += 1
            return nil
        }
        return Place(page: slot, start: start)
    }

    /// A number of eight bytes at a place that was given, `offset` bytes behind its start.
    @inline(__always)
    func word(_ place: Place, _ offset: Int) -> UInt64 { PackedBits.little(pages[place.page], place.start &+ offset, 8) }

    @inline(__always)
    func half(_ place: Place, _ offset: Int) -> UInt64 { PackedBits.little(pages[place.page], place.start &+ offset, 4) }

    @inline(__always)
    func byte(_ place: Place, _ offset: Int) -> UInt8 { pages[place.page][place.start &+ offset] }
}
