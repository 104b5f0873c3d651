import Model

/// A field of an entry, as it lies in the store.
struct JournalItem {
    /// Where `NAME=value` begins and ends.
    var start: Int32 = 0
    var end: Int32 = 0
    var nameLength: Int32 = 0
    /// Its number among the names.
    var name: Int32 = 0
    /// What it adds to the sum of its entry.
    var sum: UInt64 = 0

    var value: Range<Int> { Int(start &+ nameLength &+ 1)..<Int(end) }
}

/// The data objects that entries refer to, each unpacked once, in one array of bytes that events are slices of.
struct JournalStore {
    /// Bytes after which the store is emptied before the next entry.
    private static let enough = 4 << 20
    /// Most bytes of one field; what is longer is cut.
    static let longestField = 2 << 20
    /// Most bytes of the fields of one entry.
    private static let longestEntry = 6 << 20
    private static let slotBits = 15

    private(set) var bytes: [UInt8] = []
    private(set) var names = JournalNames()
    private var offsets: [Int]
    private var items: [JournalItem]
    /// The end of what other entries may refer to, too.
    private var keptEnd = 0
    private var entryStart = 0

    private let isCompact: Bool
    private let key: (UInt64, UInt64)?
    private var problems = JournalProblems()

    /// Bytes of content that may still be taken out of the file. An honest journal is taken out once, and a little of it again; one in
    /// which a million entries share a few large fields, so that they must be unpacked again and again, is not.
    private var budget: Int

    init(_ header: JournalHeader, count: Int) {
        budget = min(count, 1 << 50) * 64 + 64 << 20
        isCompact = header.isCompact
        key = header.isKeyed ? (header.fileID.high.byteSwapped, header.fileID.low.byteSwapped) : nil
        offsets = Array(repeating: 0, count: 1 << JournalStore.slotBits)
        items = Array(repeating: JournalItem(), count: 1 << JournalStore.slotBits)
        bytes.reserveCapacity(1 << 20)
    }

    /// Problems that were met since the last time they were taken.
    mutating func takeProblems() -> JournalProblems {
        defer { if !problems.isEmpty { problems = JournalProblems() } }
        return problems
    }

    /// Makes room for the fields of a new entry; the slices of the one before are void.
    mutating func beginEntry() {
        if keptEnd > JournalStore.enough || names.isFull {
            for index in offsets.indices { offsets[index] = 0 }
            bytes.removeAll(keepingCapacity: true)
            keptEnd = 0
            if names.isFull { names.reset() }
        } else if bytes.count > keptEnd {
            bytes.removeLast(bytes.count - keptEnd)
        }
        entryStart = bytes.count
    }

    /// The field whose data object lies at an offset; nil, with a problem, where it cannot be read.
    mutating func item(_ offset: Int, _ pages: inout JournalPages) -> JournalItem? {
        // Zero marks a free slot.
        guard offset > 0 else {
            problems.add(0, "an entry leads to no field")
            return nil
        }
        // Fibonacci hashing: offsets are multiples of eight.
        let mixed = UInt64(truncatingIfNeeded: offset) &* 0x9e37_79b9_7f4a_7c15
        var slot = Int(truncatingIfNeeded: mixed >> UInt64(64 - JournalStore.slotBits))
        for _ in 0..<8 {
            if offsets[slot] == offset { return items[slot] }
            if offsets[slot] == 0 { break }
            slot = (slot + 1) & (1 << JournalStore.slotBits - 1)
        }
        guard let (item, isShared) = load(offset, &pages) else { return nil }
        if isShared {
            offsets[slot] = offset
            items[slot] = item
            keptEnd = bytes.count
        }
        return item
    }

    private mutating func load(_ offset: Int, _ pages: inout JournalPages) -> (JournalItem, isShared: Bool)? {
        guard offset > 0, let object = pages.object(offset), object.kind == .data else {
            problems.add(offset, "an entry leads to a field that is not there")
            return nil
        }
        let head = isCompact ? 72 : 64
        guard object.size > head, let place = pages.locate(offset, min(object.size, JournalPages.largest)) else {
            problems.add(offset, "a field cannot be read")
            return nil
        }
        guard budget > 0 else {
            problems.add(offset, "fields are used over and over, and are not unpacked again")
            return nil
        }
        let hash = pages.word(place, 16)
        let isShared = pages.word(place, 56) != 1
        let start = bytes.count
        guard start - entryStart < JournalStore.longestEntry else {
            problems.add(offset, "the fields of an entry are longer than \(JournalStore.longestEntry) bytes")
            return nil
        }
        let size = min(object.size, JournalPages.largest)
        var isCut = size < object.size
        if object.flags == 0 {
            let length = min(size - head, JournalStore.longestField)
            isCut = isCut || length < size - head
            bytes.append(contentsOf: pages.pages[place.page][place.start + head..<place.start + head + length])
        } else {
            let page = pages.pages[place.page]
            let unpacked = JournalStore.unpack(page.span.extracting(place.start + head..<place.start + size), object.flags)
            if let problem = unpacked.problems.first { problems.add(offset, "a field cannot be unpacked: \(problem.reason)") }
            isCut = isCut || !unpacked.problems.isEmpty
            bytes.append(contentsOf: unpacked.value)
        }
        if isCut { problems.add(offset, "a field is not whole") }
        budget -= bytes.count - start + 64
        let end = bytes.count
        // Readers of programs' messages look a byte beyond the end.
        bytes.append(0x0a)
        if !isCut, !JournalStore.matches(bytes.span, start..<end, hash, key) { problems.addMismatch(offset) }
        let sum = key == nil || isCut ? hash : JournalHash.jenkins(bytes.span, start..<end)
        guard let equals = LogText.first(0x3d, in: bytes.span, start..<min(end, start + JournalNames.longest + 1)), equals > start else {
            problems.add(offset, "a field has no name")
            return nil
        }
        let text = bytes
        let number = names.number(text.span, start..<equals)
        let item = JournalItem(start: Int32(start), end: Int32(end), nameLength: Int32(equals - start), name: Int32(number), sum: sum)
        return (item, isShared)
    }

    private static func matches(_ text: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64, _ key: (UInt64, UInt64)?) -> Bool {
        if let key { return JournalHash.keyed(text, range, key) == hash }
        return JournalHash.jenkins(text, range) == hash
    }

    private static func unpack(_ input: Span<UInt8>, _ flags: UInt8) -> Parsed<[UInt8]> {
        switch flags {
        case 1: return XZ.decode(input, limit: longestField)
        case 2:
            // The length of the content stands before the block.
            guard input.count >= 8 else { return Parsed([], problems: [Problem(offset: 0, reason: "the block is cut off")]) }
            let size = PackedBits.little(input, 0, 8)
            let known = size <= UInt64(longestField) ? Int(size) : nil
            return LZ4Block.decode(input.extracting(8..<input.count), size: known, limit: longestField)
        case 4: return Zstandard.decode(input, limit: longestField)
        default: return Parsed([], problems: [Problem(offset: 0, reason: "compressed in several ways at once")])
        }
    }

    /// Keeps a number in decimal digits until the next entry begins.
    mutating func digits(_ number: UInt64) -> Range<Int> {
        let start = bytes.count
        var divisor: UInt64 = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + number / divisor % 10))
            divisor /= 10
        }
        let end = bytes.count
        bytes.append(0x0a)
        return start..<end
    }
}

/// What the store could not read, between two looks at it.
struct JournalProblems {
    private(set) var list: [Problem] = []
    /// Offsets of fields whose content does not have the hash that was written with it.
    private(set) var mismatches: [Int] = []

    var isEmpty: Bool { list.isEmpty && mismatches.isEmpty }

    mutating func add(_ offset: Int, _ reason: String) { if list.count < 64 { list.append(Problem(offset: offset, reason: reason)) } }

    mutating func addMismatch(_ offset: Int) { if mismatches.count < 64 { mismatches.append(offset) } }
}
