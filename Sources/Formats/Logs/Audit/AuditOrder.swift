import Model

/// The lines of an audit log with the records of each event beside each other, where those of several events were written in turn.
///
/// The kernel writes the records of an event one after another, but those of another processor's events, and of programs, may come between.
/// Time and serial number tell them apart (auparse(3) waits in the same way for the rest of an event). The window is bounded: a record that
/// comes later than that is an event of its own.
package struct AuditOrder: Sendable {
    /// Events that may be under way at once.
    private static let mostPending = 64
    /// Thousandths of a second that an event may be behind the newest one.
    private static let longest: Int64 = 2_000
    /// Lines that are looked back over for a place to cut.
    private static let mostLines = 320

    /// The lines in their new order.
    package private(set) var bytes: [UInt8] = []
    /// Where each line begins now, where it began, and how many lines were above it.
    private var lines: [(start: Int, origin: Int, number: Int)] = []

    /// Nil where the lines are in order as they are.
    package init?(_ text: Span<UInt8>) {
        var groups: [[(range: Range<Int>, number: Int)]] = []
        var pending: [(key: UInt64, group: Int, time: Int64)] = []
        var newest = Int64.min
        var isMixed = false
        var at = 0
        var number = 0
        while at < text.count {
            let end = LogText.first(0x0a, in: text, at..<text.count) ?? text.count
            let line = (range: at..<end, number: number)
            at = end + 1
            number += 1
            guard let head = AuditHead.read(text, line.range) else {
                groups.append([line])
                continue
            }
            let key = AuditOrder.key(text, head)
            let time = AuditOrder.milliseconds(text, head)
            if let index = pending.lastIndex(where: { $0.key == key }), newest - pending[index].time <= AuditOrder.longest {
                if pending[index].group != groups.count - 1 { isMixed = true }
                groups[pending[index].group].append(line)
                if LogText.equals(text, head.type, "EOE") { pending.remove(at: index) }
                continue
            }
            newest = max(newest, time)
            groups.append([line])
            pending.append((key, groups.count - 1, time))
            if pending.count > AuditOrder.mostPending { pending.removeFirst() }
        }
        guard isMixed else { return nil }
        bytes.reserveCapacity(text.count + 1)
        lines.reserveCapacity(number)
        for group in groups {
            for line in group {
                lines.append((bytes.count, line.range.lowerBound, line.number))
                for index in line.range { bytes.append(text[index]) }
                bytes.append(0x0a)
            }
        }
    }

    /// Where a record stood: its offset, and how many lines were above it.
    package func origin(_ offset: Int) -> (offset: Int, lines: Int) {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].start <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return (offset, 0) }
        let line = lines[low - 1]
        return (line.origin + offset - line.start, line.number)
    }

    /// A place between lines near the end of a piece across which no event reaches, as far as can be seen; nil where there is none.
    /// - Parameter end: of the last whole line, behind its newline.
    package static func cut(_ text: Span<UInt8>, end: Int) -> Int? {
        var starts: [Int] = []
        var keys: [UInt64] = []
        var behind = end
        while behind > 0, starts.count < mostLines {
            let start = (LogText.last(0x0a, in: text, 0..<behind - 1) ?? -1) + 1
            starts.append(start)
            keys.append(AuditHead.read(text, start..<behind - 1).map { key(text, $0) } ?? UInt64(start))
            behind = start
        }
        starts.reverse()
        keys.reverse()
        var first: [UInt64: Int] = [:]
        for (index, key) in keys.enumerated() where first[key] == nil { first[key] = index }
        var earliest = keys.count
        for index in keys.indices.reversed() {
            earliest = min(earliest, first[keys[index]] ?? index)
            if index > 0, earliest >= index { return starts[index] }
        }
        return nil
    }

    /// Of the stamp and the node, by FNV-1a.
    private static func key(_ text: Span<UInt8>, _ head: AuditHead) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in head.stamp { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3 }
        if let node = head.node { for index in node { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3 } }
        return hash
    }

    private static func milliseconds(_ text: Span<UInt8>, _ head: AuditHead) -> Int64 {
        guard let moment = head.moment(text) else { return 0 }
        return moment.seconds &* 1_000 &+ Int64(moment.nanoseconds / 1_000_000)
    }
}
