import Model

/// Looks through all objects of a journal file in the order in which they lie, whatever lists them.
struct JournalScan {
    private var at: Int
    private let end: Int
    /// Bytes behind the last object that the header tells of are set aside for what comes and hold nothing.
    private let tail: Int
    private var counts: [UInt64] = Array(repeating: 0, count: 8)
    private var lastEntry: UInt64 = 0
    private var entriesSinceTag = 0

    init(_ header: JournalHeader, count: Int) {
        at = Int(truncatingIfNeeded: min(max(header.size, UInt64(JournalHeader.leastSize)), UInt64(count)) + 7) & ~7
        end = count
        tail = Int(truncatingIfNeeded: min(header.tailObject, UInt64(count)))
    }

    /// The offset of the next entry object; notes seals, counts objects, and tells of bytes that are no object.
    mutating func next(_ pages: inout JournalPages, _ report: inout JournalReport) -> Int? {
        while at + 16 <= end {
            guard let object = pages.object(at) else {
                skip(&pages, &report)
                continue
            }
            let offset = at
            at = object.end(offset)
            counts[Int(object.kind.rawValue)] += 1
            switch object.kind {
            case .tag:
                guard let place = pages.locate(offset, 64) else { continue }
                note(
                    JournalReport.Tag(
                        offset: offset, sequence: pages.word(place, 16), epoch: pages.word(place, 24), lastEntry: lastEntry), &report)
            case .entry:
                if let place = pages.locate(offset, 24) { lastEntry = pages.word(place, 16) }
                entriesSinceTag += 1
                return offset
            default: break
            }
        }
        return nil
    }

    /// Goes on to the next place where an object can be that another one, or the end, follows.
    private mutating func skip(_ pages: inout JournalPages, _ report: inout JournalReport) {
        let start = at
        var isEmpty = true
        while at + 16 <= end {
            if let place = pages.locate(at, 8) {
                if pages.word(place, 0) == 0 {
                    at += 8
                    continue
                }
            }
            if let object = pages.object(at), follows(object, &pages) { break }
            isEmpty = false
            at += 8
        }
        if at + 16 > end { at = end }
        // Zeros behind the last object are room for what comes.
        guard !isEmpty || start < tail else { return }
        report.sign(.damage, start, isEmpty ? "\(at - start) bytes are zero" : "\(at - start) bytes are no object")
        report.problem(start, isEmpty ? "\(at - start) bytes are zero where objects should be" : "\(at - start) bytes are no object")
    }

    private func follows(_ object: JournalObject, _ pages: inout JournalPages) -> Bool {
        let next = object.end(at)
        if next + 16 > end || next > tail { return true }
        return pages.object(next) != nil
    }

    private mutating func note(_ tag: JournalReport.Tag, _ report: inout JournalReport) {
        if let last = report.tags.last {
            if tag.sequence != last.sequence &+ 1 { report.sign(.seal, tag.offset, "seal \(tag.sequence) after \(last.sequence)") }
            if tag.epoch < last.epoch { report.sign(.seal, tag.offset, "epoch \(tag.epoch) after \(last.epoch)") }
        } else if tag.sequence != 1 {
            report.sign(.seal, tag.offset, "the first seal has number \(tag.sequence)")
        }
        entriesSinceTag = 0
        if report.tags.count < 100_000 { report.tags.append(tag) }
    }

    /// Holds what was counted against the header, once everything was looked through.
    func conclude(_ header: JournalHeader, _ report: inout JournalReport) {
        let all = counts.reduce(0, +)
        let pairs: [(String, UInt64, UInt64?)] = [
            ("objects", all, header.objects), ("entries", counts[3], header.entries), ("data objects", counts[1], header.dataObjects),
            ("fields", counts[2], header.fieldObjects), ("seals", counts[7], header.tags),
            ("entry arrays", counts[6], header.entryArrays),
        ]
        // While journald writes, the header runs a little behind.
        if header.state != .online {
            for (name, found, said) in pairs {
                if let said, said != found { report.sign(.header, 0, "\(said) \(name) in the header, \(found) in the file") }
            }
        }
        guard header.isSealed || !report.tags.isEmpty else { return }
        if report.tags.isEmpty { report.sign(.seal, 0, "the file is marked as sealed and has no seal") }
        if report.signCounts[.seal] != nil {
            report.sealing = .inconsistent
        } else {
            report.sealing = .consistent(sealedUpTo: report.tags.last?.lastEntry ?? 0, unsealedEntries: entriesSinceTag)
        }
    }
}
