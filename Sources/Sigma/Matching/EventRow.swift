/// One event as the matcher sees it: bytes, and for each field the places of its values in them.
struct EventRow: Sendable {
    var bytes: [UInt8] = []
    private var heads: [Int32]
    private var ranks: [UInt8]
    private var touched: [Int] = []
    private var entries: [(start: Int, end: Int, next: Int32)] = []
    private static let none: Int32 = -1

    init(fields: Int) {
        heads = Array(repeating: EventRow.none, count: fields)
        ranks = Array(repeating: .max, count: fields)
    }

    mutating func reset() {
        for field in touched {
            heads[field] = EventRow.none
            ranks[field] = .max
        }
        touched.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }

    /// Adds a value from a source of the given rank: a better rank takes the place of what is there, the same adds to it.
    mutating func add(_ field: Int, rank: UInt8, _ range: Range<Int>) {
        guard rank <= ranks[field] else { return }
        if heads[field] == EventRow.none { touched.append(field) }
        if rank < ranks[field] {
            heads[field] = EventRow.none
            ranks[field] = rank
        }
        entries.append((range.lowerBound, range.upperBound, heads[field]))
        heads[field] = Int32(truncatingIfNeeded: entries.count - 1)
    }

    /// Takes the values of a field away.
    mutating func clear(_ field: Int) {
        heads[field] = EventRow.none
        ranks[field] = .max
    }

    /// Fields that got a value since the last reset; some may have lost it again.
    var filled: [Int] { touched }

    func holds(_ field: Int) -> Bool { heads[field] != EventRow.none }

    /// The place of the first value in the chain of a field; -1 where there is none.
    @inline(__always) func first(_ field: Int) -> Int32 { heads[field] }
    @inline(__always) func next(_ entry: Int32) -> Int32 { entries[Int(entry)].next }
    @inline(__always) func range(_ entry: Int32) -> Range<Int> { entries[Int(entry)].start..<entries[Int(entry)].end }

    /// Puts bytes behind those that are there, and gives their place.
    mutating func append(_ more: some Sequence<UInt8>) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: more)
        return start..<bytes.count
    }

    mutating func append(_ span: Span<UInt8>) -> Range<Int> {
        let start = bytes.count
        unsafe span.withUnsafeBufferPointer { buffer in unsafe bytes.append(contentsOf: buffer) }
        return start..<bytes.count
    }
}
