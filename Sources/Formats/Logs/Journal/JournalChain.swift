/// The chain of arrays that lists the entries of a journal file in the order in which they were written.
struct JournalChain {
    let isCompact: Bool
    /// The array that is being read, and the next place in it.
    private var array: Int
    private var index = 0
    private var capacity = 0
    private var following = 0
    private var batch: [Int] = []
    private var batchIndex = 0
    private var previous = 0
    /// Whether a place of an array was empty; entries behind one mean that somebody emptied it.
    private var emptyAt: Int?
    private(set) var faults: [(offset: Int, reason: String)] = []
    private(set) var faultCount = 0
    /// Whether the chain stops before its end.
    private(set) var isBroken = false
    private(set) var lastArray = 0

    init(start: UInt64, isCompact: Bool) {
        self.isCompact = isCompact
        array = 0
        following = Int(truncatingIfNeeded: min(start, 1 << 62))
    }

    private mutating func fault(_ offset: Int, _ reason: String) {
        faultCount += 1
        if faults.count < 200 { faults.append((offset, reason)) }
    }

    /// The offset of the next entry, always a later one than that before. What is listed and is no entry is a fault.
    mutating func next(_ pages: inout JournalPages) -> Int? {
        while true {
            while batchIndex < batch.count {
                let offset = batch[batchIndex]
                batchIndex += 1
                guard offset > previous else {
                    fault(array, offset == previous ? "an entry is listed twice" : "the list of entries runs backwards")
                    continue
                }
                guard let object = pages.object(offset), object.kind == .entry else {
                    fault(offset, "the list of entries leads to no entry")
                    continue
                }
                previous = offset
                return offset
            }
            guard fill(&pages) else { return nil }
        }
    }

    /// Reads further places of the array, or goes on to the next one; false at the end.
    private mutating func fill(_ pages: inout JournalPages) -> Bool {
        let width = isCompact ? 4 : 8
        batch.removeAll(keepingCapacity: true)
        batchIndex = 0
        if index >= capacity {
            guard following != 0 else { return false }
            // Arrays are appended like everything else, so that a chain that leads back is not journald's.
            guard following > array, let object = pages.object(following), object.kind == .entryArray,
                let place = pages.locate(following, 24)
            else {
                fault(following, "the chain of entry arrays is broken")
                isBroken = true
                following = 0
                return false
            }
            array = following
            lastArray = array
            (index, capacity) = (0, (object.size - 24) / width)
            following = Int(truncatingIfNeeded: min(pages.word(place, 16), 1 << 62))
            return true
        }
        let count = min(512, capacity - index)
        guard let place = pages.locate(array + 24 + index * width, count * width) else {
            fault(array, "an entry array cannot be read")
            isBroken = true
            (index, capacity) = (0, 0)
            return true
        }
        for step in 0..<count {
            let value = isCompact ? pages.half(place, step &* 4) : pages.word(place, step &* 8)
            guard value != 0 else {
                if emptyAt == nil { emptyAt = array + 24 + (index + step) * width }
                continue
            }
            if let empty = emptyAt {
                fault(empty, "places in the list of entries are empty")
                emptyAt = nil
            }
            batch.append(Int(truncatingIfNeeded: min(value, 1 << 62)))
        }
        index += count
        return true
    }
}
