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
    private var peers = PeerMemory()
    /// The event before was one of several lines, and of the first format.
    private var isInRow = false
    private var brokenRows = 0
    private static let mostBrokenRows = 8
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
        // Held here rather than in the reader, so that it is handed on without a copy.
        var draft = EventDraft()
        var at = 0
        while let line = nextLine(text, at, isLast: isLast) {
            var next = line.next
            let first = line.range
            lines += 1
            let number = lines
            account.zeros += Int64(line.zeros)
            if line.isCut { account.cut += 1 }
            guard !first.isEmpty else {
                account.blank += 1
                account.bytes += Int64(next - at)
                at = next
                continue
            }
            draft.reset()
            draft.record = first
            if text[first.lowerBound] == 0x23, let fields = W3CHeader.fields(text, first) { use(columns: fields) }
            var event = Extent(range: first, next: next)
            var isWhole = false
            // Behind an event of several lines mostly stands another: its lines are gathered before they are read, and so are read once.
            if isInRow, order[0].begins.contains(LineStart(text[first.lowerBound])) {
                guard extend(&event, by: 0, text, at, isLast: isLast) else { return taken(back: line, at) }
                isWhole = event.range != first && order[0].read(text, event.range, &draft)
                if !isWhole {
                    // What no event begins may seem to go on for long; that is not tried for each of its lines.
                    brokenRows += 1
                    draft.reset()
                    event = Extent(range: first, next: next)
                }
                draft.record = event.range
            }
            if !isWhole, let format = understand(text, first, &draft), order[format].continues != nil {
                guard extend(&event, by: format, text, at, isLast: isLast) else { return taken(back: line, at) }
                if event.range != first {
                    draft.reset()
                    draft.record = event.range
                    if !order[format].read(text, event.range, &draft) {
                        draft.reset()
                        draft.record = event.range
                        _ = order[format].read(text, first, &draft)
                    }
                }
            }
            isInRow = event.range != first && brokenRows < EventReader.mostBrokenRows && order[0].claim == .own && order[0].continues != nil
            next = event.next
            lines += event.further
            account.blank += event.blank
            if draft.kind == .raw { account.raw += 1 } else { account.events += 1 }
            account.bytes += Int64(next - at)
            peers.complete(&draft, text)
            body(text, &draft, number)
            at = next
        }
        return at
    }

    /// The lines of an event.
    private struct Extent {
        var range: Range<Int>
        var next: Int
        /// Lines behind the first, empty ones among them.
        var further = 0
        var blank = 0
    }

    /// Adds the lines that go on with an event, as far as the piece holds them whole; false where it may go on behind the piece and is to
    /// be read again with the next one.
    private func extend(_ event: inout Extent, by format: Int, _ text: Span<UInt8>, _ at: Int, isLast: Bool) -> Bool {
        guard let continues = order[format].continues else { return true }
        let first = event.range
        while true {
            // An event that is the piece's only one ends with it.
            guard let following = nextLine(text, event.next, isLast: isLast) else { return isLast || at == 0 }
            if following.range.isEmpty, order[format].spansBlankLines, following.next - at < EventReader.longestLine {
                event.next = following.next
                event.further += 1
                event.blank += 1
                continue
            }
            guard !following.range.isEmpty, following.next - at < EventReader.longestLine, continues(text, first, following.range)
            else { return true }
            event.range = first.lowerBound..<following.range.upperBound
            event.next = following.next
            event.further += 1
        }
    }

    /// Takes a line back that was counted, and gives where it begins.
    private mutating func taken(back line: Line, _ at: Int) -> Int {
        lines -= 1
        account.zeros -= Int64(line.zeros)
        if line.isCut { account.cut -= 1 }
        return at
    }

    /// Reads what follows by the columns that a line of the log names, in place of those that held so far.
    private mutating func use(columns fields: String) {
        order.removeAll { $0.id == LogFormat.w3c.id }
        order.insert(.w3c(fields: fields), at: 0)
        isInRow = false
    }

    private struct Line {
        var range: Range<Int>
        var next: Int
        var zeros: Int
        var isCut: Bool
    }

    /// The line that begins at `start`, without newline, carriage return and NULs around it.
    private func nextLine(_ text: Span<UInt8>, _ start: Int, isLast: Bool) -> Line? {
        let count = text.count
        var end = LogText.first(0x0a, in: text, start..<count) ?? count
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
    private mutating func understand(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Int? {
        let start = LineStart(text[range.lowerBound])
        guard let found = firstReader(text, range, start, surerThan: nil, &draft) else {
            misses += 1
            return nil
        }
        misses = 0
        let claim = order[found].claim
        guard claim == .generic || claim == .shared && draft.kind == .message else { return promoted(found) }
        let isNameless = claim == .shared && !draft.process.isPresent
        // "2011-03-12 00:30:01 Login failed: …": what looks like a host and a program may be the first words of a message.
        let isDoubtful =
            claim == .shared && !isNameless && draft.pid == nil && start == .digit && draft.format == "syslog"
            && LogText.byte(text, range.lowerBound + 10) == 0x20
        draft.reset()
        draft.record = range
        if let surer = firstReader(text, range, start, surerThan: claim, &draft) { return promoted(surer) }
        // A line that names no program may tell more to those that take any line.
        if isNameless || isDoubtful {
            for index in order.indices where order[index].claim >= .generic && order[index].begins.contains(start) {
                // … in what kind of event it is, or in whom it names.
                if order[index].read(text, range, &draft), draft.kind != .message || isNameless && draft.address.isPresent { return index }
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
        _ text: Span<UInt8>, _ range: Range<Int>, _ start: LineStart, surerThan claim: LogClaim?,
        _ draft: inout EventDraft
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
