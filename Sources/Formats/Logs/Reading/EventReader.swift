import Model

/// Reads the lines of one log as events, piece by piece, whatever mixture of kinds it holds. Every line becomes an event; one that no
/// format understands becomes a raw one.
package struct EventReader: Sendable {
    package typealias Account = ReadAccount

    /// Bytes of a line that are looked at; the rest belongs to the line and is not read.
    package static let longestLine = 1 << 20

    /// The formats to try, the likeliest first.
    private var order: [LogFormat]
    /// Lines in a row that nothing understood.
    private var misses = 0
    private var draft = EventDraft()
    private var peers = PeerMemory()
    package private(set) var account = Account()
    /// Lines read so far.
    package private(set) var lines = 0

    /// - Parameter formats: the likeliest first.
    package init(_ formats: [LogFormat] = LogFormats.byContent) { order = formats }

    /// Reads the whole lines of a piece of the log and gives an event for each, with the number of its first line.
    /// - Parameters:
    ///   - text: begins at the start of a line.
    ///   - isLast: nothing follows, so that a line without a newline is whole, too.
    /// - Returns: bytes that were used; what is behind them has to begin the next piece. 0 where no line ends within the piece.
    package mutating func read(
        _ text: Span<UInt8>, isLast: Bool, _ body: (Span<UInt8>, inout EventDraft, _ line: Int) -> Void
    ) -> Int {
        var at = 0
        while let line = nextLine(text, at, isLast: isLast) {
            var next = line.next
            var range = line.range
            lines += 1
            let number = lines
            account.zeros += Int64(line.zeros)
            if line.isCut { account.cut += 1 }
            guard !range.isEmpty else {
                account.blank += 1
                account.bytes += Int64(next - at)
                at = next
                continue
            }
            draft.reset()
            draft.record = range
            if text[range.lowerBound] == 0x23, let fields = W3CHeader.fields(text, range) { use(columns: fields) }
            if let format = understand(text, range), let continues = order[format].continues {
                // Lines that belong to this event, as far as the piece holds them whole.
                let first = range
                var blank = 0
                while true {
                    guard let following = nextLine(text, next, isLast: isLast) else {
                        if isLast { break }
                        // The event may go on behind the piece: it is read again with the next one, unless it is the piece's only one.
                        if at > 0 {
                            lines = number - 1
                            account.zeros -= Int64(line.zeros)
                            return at
                        }
                        break
                    }
                    if following.range.isEmpty, order[format].spansBlankLines, following.next - at < EventReader.longestLine {
                        next = following.next
                        lines += 1
                        blank += 1
                        continue
                    }
                    guard !following.range.isEmpty, following.next - at < EventReader.longestLine,
                        continues(text, first, following.range)
                    else { break }
                    range = first.lowerBound..<following.range.upperBound
                    next = following.next
                    lines += 1
                }
                account.blank += blank
                if range != first {
                    draft.reset()
                    draft.record = range
                    if !order[format].read(text, range, &draft) {
                        draft.reset()
                        draft.record = range
                        _ = order[format].read(text, first, &draft)
                    }
                }
            }
            if draft.kind == .raw { account.raw += 1 } else { account.events += 1 }
            account.bytes += Int64(next - at)
            if draft.format == "sshd" { peers.complete(&draft, text) }
            body(text, &draft, number)
            at = next
        }
        return at
    }

    /// Reads what follows by the columns that a line of the log names, in place of those that held so far.
    private mutating func use(columns fields: String) {
        order.removeAll { $0.id == LogFormat.w3c.id }
        order.insert(.w3c(fields: fields), at: 0)
    }

    private struct Line {
        var range: Range<Int>
        var next: Int
        var zeros: Int
        var isCut: Bool
    }

    /// The line that begins at `start`, without newline, carriage return and NULs around it.
    private func nextLine(_ text: Span<UInt8>, _ start: Int, isLast: Bool) -> Line? {
        var end = start
        let count = text.count
        // Eight bytes a step, with one look at the end for all of them.
        while end <= count - 8 {
            let some =
                (text[end] == 0x0a) || (text[end + 1] == 0x0a) || (text[end + 2] == 0x0a) || (text[end + 3] == 0x0a)
                || (text[end + 4] == 0x0a) || (text[end + 5] == 0x0a) || (text[end + 6] == 0x0a)
                || (text[end + 7] == 0x0a)
            if some { break }
            end += 8
        }
        while end < count, text[end] != 0x0a { end += 1 }
        guard end < count || isLast && end > start else { return nil }
        let next = min(count, end + 1)
        var from = start
        while from < end, text[from] == 0 { from += 1 }
        while end > from, text[end - 1] == 0x0d || text[end - 1] == 0 { end -= 1 }
        return Line(
            range: from..<min(end, from + EventReader.longestLine), next: next, zeros: from - start,
            isCut: end - from > EventReader.longestLine)
    }

    /// Tries the formats, the one that understood the last line first; gives the index of the one that understands this one.
    ///
    /// A format that many programs share does not take a line from the one that it belongs to: where it understood no more than the
    /// head, the formats with a surer claim are asked before it is believed.
    private mutating func understand(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let start = LineStart(text[range.lowerBound])
        guard let found = firstReader(text, range, start, surerThan: nil) else {
            misses += 1
            return nil
        }
        misses = 0
        let claim = order[found].claim
        guard claim == .generic || claim == .shared && draft.kind == .message else { return promoted(found) }
        let isNameless = claim == .shared && !draft.process.isPresent
        draft.reset()
        draft.record = range
        if let surer = firstReader(text, range, start, surerThan: claim) { return promoted(surer) }
        // A line that names no program may tell more to those that take any line.
        if isNameless {
            for index in order.indices where order[index].claim == .generic && order[index].begins.contains(start) {
                if order[index].read(text, range, &draft), draft.kind != .message { return index }
                draft.reset()
                draft.record = range
            }
        }
        draft.reset()
        draft.record = range
        _ = order[found].read(text, range, &draft)
        return promoted(found)
    }

    /// The first format that reads the line, among those with a claim surer than another where that is given.
    private mutating func firstReader(
        _ text: Span<UInt8>, _ range: Range<Int>, _ start: LineStart, surerThan claim: LogClaim?
    ) -> Int? {
        for index in order.indices {
            guard order[index].begins.contains(start) else { continue }
            if let claim, order[index].claim >= claim { continue }
            if order[index].read(text, range, &draft) { return index }
            draft.reset()
            draft.record = range
        }
        return nil
    }

    /// Puts the format of an index to the front, but no generic one; gives its index then.
    private mutating func promoted(_ index: Int) -> Int {
        guard index > 0, order[index].claim < .generic else { return index }
        let format = order.remove(at: index)
        order.insert(format, at: 0)
        return 0
    }
}
