import Hosts
import Model
import Synchronization
import Sys

/// Renders an event as a line of output.
package typealias EventRendering =
    @Sendable (
        _ text: Span<UInt8>, _ draft: inout EventDraft, _ time: EventTime?, _ line: Int?, _ offset: Int64, _ output: inout [UInt8]
    ) -> Void

/// What a timeline takes in.
package struct TimelineFilter: Sendable {
    /// From, and before.
    package var earliest: Timestamp?
    package var latest: Timestamp?
    /// Only records that hold this text, ASCII letters in any case.
    package var text: RawText?
    /// Events of these kinds are taken in even where they do not pass; whoever renders them asks `shows`.
    package var alsoKinds: Set<EventKind> = []

    package init(earliest: Timestamp? = nil, latest: Timestamp? = nil, text: RawText? = nil) {
        (self.earliest, self.latest, self.text) = (earliest, latest, text?.asciiLowercased)
    }

    package func holds(_ time: Timestamp) -> Bool {
        if let earliest, time < earliest { return false }
        if let latest, time >= latest { return false }
        return true
    }

    /// Whether an event is asked for.
    package func shows(_ text: Span<UInt8>, _ draft: borrowing EventDraft, _ time: Timestamp) -> Bool {
        holds(time) && holds(text, draft.record)
    }

    /// Whether the record of an event holds the text that is looked for.
    package func holds(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let wanted = self.text?.bytes, !wanted.isEmpty else { return true }
        var at = range.lowerBound
        let end = min(range.upperBound, text.count) - wanted.count
        while at <= end {
            var index = 0
            while index < wanted.count {
                let byte = text[at + index]
                if (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) != wanted[index] { break }
                index += 1
            }
            if index == wanted.count { return true }
            at += 1
        }
        return false
    }
}

/// Gathers the events of logs and the times of files and gives them in one order.
package final class TimelineSorter: Sendable {
    private let state: Mutex<State>
    package let filter: TimelineFilter

    private struct State: Sendable {
        var sorter: EventSorter
        var failure: SpoolFailure?
    }

    package init(folder: SpoolFolder, filter: TimelineFilter) {
        self.filter = filter
        state = Mutex(State(sorter: EventSorter(folder: folder)))
    }

    /// Adds what a worker gathered.
    package func add(_ batch: TimelineBatch) {
        state.withLock { state in
            guard state.failure == nil else { return }
            do throws(SpoolFailure) {
                for entry in batch.entries {
                    try state.sorter.add(entry.time, batch.bytes.span.extracting(entry.start..<entry.start + entry.count))
                }
            } catch {
                state.failure = error
            }
        }
    }

    package var count: Int { state.withLock { $0.sorter.count } }

    /// Why it takes nothing more.
    package var failure: SpoolFailure? { state.withLock { $0.failure } }

    /// Hands everything in order to `body`, one by one.
    package func forEach(_ body: (Timestamp, Span<UInt8>) throws -> Void) throws {
        var sorter = try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.sorter
        }
        try sorter.forEach(body)
    }

    /// Hands everything in order to `body`, many at once.
    package func finish(_ body: ([UInt8]) throws -> Void) throws {
        var sorter = try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.sorter
        }
        try sorter.finish(body)
    }
}

/// Events of a piece, rendered and not yet sorted.
package struct TimelineBatch: EventWorker {
    fileprivate struct Entry: Sendable {
        var time: Timestamp
        var start: Int
        var count: Int
    }
    fileprivate private(set) var entries: [Entry] = []
    fileprivate private(set) var bytes: [UInt8] = []
    private let filter: TimelineFilter
    private let render: EventRendering
    /// Events without a time, which a timeline cannot hold.
    package private(set) var timeless = 0

    package init(_ filter: TimelineFilter, render: @escaping EventRendering) { (self.filter, self.render) = (filter, render) }

    package var size: Int { bytes.count }

    package mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {
        guard let time else {
            timeless += 1
            return
        }
        guard filter.shows(text, draft, time.timestamp) || filter.alsoKinds.contains(draft.kind) else { return }
        let start = bytes.count
        render(text, &draft, time, line, offset, &bytes)
        entries.append(Entry(time: time.timestamp, start: start, count: bytes.count - start))
    }
}

/// Walks the files of a host and gives their times to a timeline.
package struct FileTimesVisitor: WalkVisitor {
    private let sorter: TimelineSorter
    private let render: EventRendering
    private var batch: TimelineBatch
    private var draft = EventDraft()
    package private(set) var files = 0
    package private(set) var failures: [(path: RawText, failure: AccessFailure)] = []

    package init(_ sorter: TimelineSorter, render: @escaping EventRendering) {
        (self.sorter, self.render) = (sorter, render)
        batch = TimelineBatch(sorter.filter, render: render)
    }

    package mutating func visit(_ file: borrowing WalkedFile) -> Bool {
        files += 1
        FileTimeEvents.forEach(FileTimeEvents.Subject(file.path, file.status), &draft) { text, draft, time in
            batch.take(text, &draft, time: time, line: nil, offset: 0)
        }
        if batch.size > 1 << 20 { flush() }
        return true
    }

    package mutating func failed(_ path: RawText, _ failure: AccessFailure) {
        if failures.count < 1_000 { failures.append((path, failure)) }
    }

    /// Gives what is left to the timeline.
    package mutating func flush() {
        sorter.add(batch)
        batch = TimelineBatch(sorter.filter, render: render)
    }
}
