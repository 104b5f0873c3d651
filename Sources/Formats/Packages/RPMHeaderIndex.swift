import Model

/// The index of a header blob: which tag's data lies where. All offsets are checked once, here.
///
/// Layout, all numbers big endian: count of entries, bytes of data, entries of 16 bytes (tag, type, offset, count), data. The
/// first entry may be a region: a trailer of 16 bytes in the data says how many entries from the start the package's signature
/// covers. Entries after them were added at installation (rpm.org, "RPM V4 Package format", header format).
struct RPMHeaderIndex {
    struct Entry {
        var type: UInt32
        /// From the start of the blob.
        var start: Int
        var count: Int
        var isInRegion: Bool
    }

    private(set) var entries: [RPMTag: Entry] = [:]
    /// Tags that stand both inside and outside the region, with different places.
    private(set) var overridden: [RPMTag] = []
    private(set) var hasRegion = false
    private(set) var end = 0

    /// rpm's own bounds on a header.
    static let mostEntries = 65_535
    static let mostData = 256 << 20

    /// Nil where the blob is no header at all.
    init?(_ blob: Span<UInt8>, _ tally: inout ProblemTally) {
        guard blob.count >= 8 else {
            tally.add(0, "a header is shorter than 8 bytes")
            return nil
        }
        let (count, size) = (Int(RPMHeaderIndex.number(blob, 0)), Int(RPMHeaderIndex.number(blob, 4)))
        guard count > 0, count <= RPMHeaderIndex.mostEntries, size <= RPMHeaderIndex.mostData,
            blob.count &- 8 >= count &* 16 &+ size
        else {
            tally.add(0, "a header's entries and data do not fit into its blob")
            return nil
        }
        let data = 8 &+ count &* 16
        end = data &+ size
        let covered = regionEntries(blob, count: count, data: data, size: size, &tally)
        for number in 0..<count {
            let place = 8 &+ number &* 16
            guard let tag = RPMTag(rawValue: RPMHeaderIndex.number(blob, place)) else { continue }
            let offset = Int(RPMHeaderIndex.number(blob, place &+ 8))
            let entry = Entry(
                type: RPMHeaderIndex.number(blob, place &+ 4), start: data &+ offset,
                count: Int(RPMHeaderIndex.number(blob, place &+ 12)), isInRegion: number < covered)
            guard offset <= size, entry.count <= size, fits(entry) else {
                tally.add(place, "the data of tag \(tag.rawValue) lies outside the header")
                continue
            }
            add(tag, entry, place, &tally)
        }
    }

    /// How many entries the region covers, itself included; 0 without one.
    private mutating func regionEntries(_ blob: Span<UInt8>, count: Int, data: Int, size: Int, _ tally: inout ProblemTally) -> Int {
        let tag = RPMTag(rawValue: RPMHeaderIndex.number(blob, 8))
        guard tag == .headerImmutable || tag == .headerImage || tag == .headerSignatures else { return 0 }
        let offset = Int(RPMHeaderIndex.number(blob, 16))
        guard RPMHeaderIndex.number(blob, 12) == 7, RPMHeaderIndex.number(blob, 20) == 16, offset <= size &- 16 else {
            tally.add(8, "the header's region has no trailer")
            return 0
        }
        let length = Int(0 &- RPMHeaderIndex.number(blob, data &+ offset &+ 8))
        guard length % 16 == 0, length > 0, length / 16 <= count else {
            // rpm 3 left a region of another form behind; it covers all.
            if length == 0 || tag == .headerImage { return count }
            tally.add(data &+ offset, "the header's region covers more entries than there are")
            return 0
        }
        hasRegion = true
        return length / 16
    }

    /// What the signature covers wins over what was added later; only the folders and names of a package that was installed
    /// elsewhere (`--relocate`) are taken from what was added.
    private mutating func add(_ tag: RPMTag, _ entry: Entry, _ place: Int, _ tally: inout ProblemTally) {
        guard let known = entries[tag] else {
            entries[tag] = entry
            return
        }
        overridden.append(tag)
        tally.add(place, "tag \(tag.rawValue) stands twice in the header")
        let isPath = tag == .folderNames || tag == .baseNames || tag == .folderIndexes
        if isPath || (entry.isInRegion && !known.isInRegion) { entries[tag] = entry }
    }

    private func fits(_ entry: Entry) -> Bool {
        let width =
            switch entry.type {
            case 3: 2
            case 4: 4
            case 5: 8
            default: 1
            }
        return entry.start &+ entry.count &* width <= end
    }

    /// A number of 32 bits, big endian.
    static func number(_ bytes: Span<UInt8>, _ place: Int) -> UInt32 {
        UInt32(bytes[place]) << 24 | UInt32(bytes[place &+ 1]) << 16 | UInt32(bytes[place &+ 2]) << 8 | UInt32(bytes[place &+ 3])
    }
}

extension RPMHeaderIndex {
    func has(_ tag: RPMTag) -> Bool { entries[tag] != nil }

    /// The value of a text tag; nil where there is none. A text without its closing NUL ends with the data.
    func text(_ tag: RPMTag, _ blob: Span<UInt8>) -> RawText? {
        guard let entry = entries[tag], entry.type == 6 || entry.type == 9 || entry.type == 8, entry.count > 0 else { return nil }
        return PackageBytes.text(blob, entry.start..<textEnd(entry.start, blob))
    }

    /// The texts of an array; equal neighbours share their bytes.
    func texts(_ tag: RPMTag, _ blob: Span<UInt8>, _ tally: inout ProblemTally) -> [RawText] {
        guard let entry = entries[tag], entry.type == 8 || (entry.type == 6 && entry.count == 1) else { return [] }
        var texts: [RawText] = []
        texts.reserveCapacity(entry.count)
        var place = entry.start
        for _ in 0..<entry.count {
            guard place < end else {
                tally.add(entry.start, "tag \(tag.rawValue) has fewer texts than it says")
                break
            }
            let range = place..<textEnd(place, blob)
            if let last = texts.last, PackageBytes.equal(blob, range, last) {
                texts.append(last)
            } else {
                texts.append(PackageBytes.text(blob, range))
            }
            place = range.upperBound &+ 1
        }
        return texts
    }

    /// The numbers of an array of 8, 16, 32 or 64 bits each.
    func numbers(_ tag: RPMTag, _ blob: Span<UInt8>) -> [UInt64] {
        guard let entry = entries[tag] else { return [] }
        let width: Int
        switch entry.type {
        case 1, 2: width = 1
        case 3: width = 2
        case 4: width = 4
        case 5: width = 8
        default: return []
        }
        var numbers: [UInt64] = []
        numbers.reserveCapacity(entry.count)
        for number in 0..<entry.count {
            var value: UInt64 = 0
            for byte in 0..<width { value = value << 8 | UInt64(blob[entry.start &+ number &* width &+ byte]) }
            numbers.append(value)
        }
        return numbers
    }

    private func textEnd(_ start: Int, _ blob: Span<UInt8>) -> Int {
        PackageBytes.first(0, blob, start..<end) ?? end
    }
}
