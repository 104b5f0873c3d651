import Model

/// Failed log-ins by address, user and service. Guessers try by the million, so that counting one more costs no allocation.
package struct FailureBook: Sendable {
    private struct Slot: Hashable {
        var address: UInt64
        var user: UInt64
        var service: UInt8
    }

    package private(set) var entries: [(key: FailureKey, tally: FailureTally)] = []
    /// Where a key stands in `entries`, by digests; of two with one digest the second is counted with the first only where their texts
    /// are the same.
    private var places: [Slot: Int] = [:]
    private var services: [String] = []
    /// Failures that found no place.
    package private(set) var leftOut = 0

    private static let most = 24_000
    /// So many of them are cited with two lines, the others with one.
    private static let wellCited = 4_000

    package init() {}

    /// Counts a failure.
    /// - Returns: the number of the entry where its line should be cited; nil where enough lines are.
    mutating func add(address: Span<UInt8>, user: Span<UInt8>, service: String, times: Int, at time: Timestamp) -> Int? {
        guard let number = number(of: service) else {
            leftOut &+= times
            return nil
        }
        let slot = Slot(address: TextDigest.of(address), user: TextDigest.of(user), service: number)
        guard
            let index = place(slot, { FailureBook.equals($0.address, address) && FailureBook.equals($0.user, user) })
                ?? room(
                    slot, { FailureKey(address: TrailGatherer.copy(address, 128), user: TrailGatherer.copy(user, 128), service: service) })
        else {
            leftOut &+= times
            return nil
        }
        entries[index].tally.add(times, at: time)
        return entries[index].tally.lines.count < linesEach ? index : nil
    }

    /// Keeps a line of an entry that asked for it.
    mutating func cite(_ line: CitedLine, of index: Int) { entries[index].tally.cite(line) }

    /// Joins what another piece, or another log, counted.
    mutating func join(_ other: FailureBook) {
        leftOut &+= other.leftOut
        for (key, tally) in other.entries {
            guard let number = number(of: key.service) else { continue }
            let slot = Slot(address: TextDigest.of(key.address), user: TextDigest.of(key.user), service: number)
            guard let index = place(slot, { $0 == key }) ?? room(slot, { key }) else {
                leftOut &+= tally.count
                continue
            }
            entries[index].tally.join(tally, citing: linesEach)
        }
    }

    private var linesEach: Int { entries.count < FailureBook.wellCited ? 2 : 1 }

    private func place(_ slot: Slot, _ isSame: (FailureKey) -> Bool) -> Int? {
        guard let index = places[slot], isSame(entries[index].key) else { return nil }
        return index
    }

    /// A place for a new key. Which names were tried matters less than from where: when it gets tight, the name is left out.
    private mutating func room(_ slot: Slot, _ make: () -> FailureKey) -> Int? {
        var (slot, key) = (slot, make())
        if entries.count >= FailureBook.most {
            slot.user = TextDigest.of("")
            key.user = ""
            if let index = place(slot, { $0 == key }) { return index }
        }
        guard entries.count < 2 * FailureBook.most else { return nil }
        places[slot] = entries.count
        entries.append((key, FailureTally()))
        return entries.count - 1
    }

    private mutating func number(of service: String) -> UInt8? {
        for index in services.indices where services[index] == service { return UInt8(index) }
        guard services.count < 255 else { return nil }
        services.append(service)
        return UInt8(services.count - 1)
    }

    private static func equals(_ text: RawText, _ span: Span<UInt8>) -> Bool {
        guard text.bytes.count == min(span.count, 128) else { return false }
        for index in text.bytes.indices where text.bytes[index] != span[index] { return false }
        return true
    }
}
