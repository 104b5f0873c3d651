import Model
import Sys

/// Sorts rendered events by their time with bounded memory: sorted runs are laid down in a nameless file of ours and merged at the end.
package struct EventSorter {
    private struct Entry {
        var time: Timestamp
        var start: Int
        var count: Int
    }

    /// A sorted run in the spool.
    private struct Run {
        var start: Int64
        var end: Int64
    }

    private let folder: SpoolFolder
    private var spool: Spool?
    private var spooled: Int64 = 0
    private var runs: [Run] = []
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    package private(set) var count = 0

    /// Bytes that are held in memory before a run is laid down.
    private let mostBytes: Int

    /// - Parameters:
    ///   - folder: where runs lie, when they do not fit into memory.
    ///   - mostBytes: kept in memory; by default 12 MiB, and 24 where nothing may be laid down.
    package init(folder: SpoolFolder, mostBytes: Int? = nil) {
        (self.folder, self.mostBytes) = (folder, mostBytes ?? (folder == .nowhere ? 24 << 20 : 12 << 20))
    }

    /// Adds one rendered event, with its newline.
    package mutating func add(_ time: Timestamp, _ line: Span<UInt8>) throws(SpoolFailure) {
        entries.append(Entry(time: time, start: bytes.count, count: line.count))
        for index in line.indices { bytes.append(line[index]) }
        count += 1
        if bytes.count >= mostBytes { try layDown() }
    }

    private mutating func sortEntries() {
        // Stable: what came first stays first within a moment.
        entries = entries.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }

    /// A run is a sequence of: seconds (8 bytes), nanoseconds (4), length (4), little-endian, and the line.
    private mutating func layDown() throws(SpoolFailure) {
        guard !entries.isEmpty else { return }
        let spool: Spool
        if let known = self.spool { spool = known } else { spool = try Spool(in: folder) }
        self.spool = spool
        sortEntries()
        var output: [UInt8] = []
        output.reserveCapacity(1 << 20)
        let start = spooled
        for entry in entries {
            EventSorter.append(UInt64(bitPattern: entry.time.seconds), 8, &output)
            EventSorter.append(UInt64(entry.time.nanoseconds), 4, &output)
            EventSorter.append(UInt64(entry.count), 4, &output)
            output += bytes[entry.start..<entry.start + entry.count]
            if output.count >= 1 << 20 {
                try spool.keep(output)
                spooled += Int64(output.count)
                output.removeAll(keepingCapacity: true)
            }
        }
        try spool.keep(output)
        spooled += Int64(output.count)
        runs.append(Run(start: start, end: spooled))
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    private static func append(_ value: UInt64, _ width: Int, _ output: inout [UInt8]) {
        for index in 0..<width { output.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }

    /// Hands what was added in order to `body`, one by one.
    package mutating func forEach(_ body: (Timestamp, Span<UInt8>) throws -> Void) throws {
        guard let spool else {
            sortEntries()
            for entry in entries { try body(entry.time, bytes.span.extracting(entry.start..<entry.start + entry.count)) }
            return
        }
        try layDown()
        bytes = []
        var readers = runs.map { RunReader(spool, $0.start, $0.end, share: max(4_096, (16 << 20) / runs.count)) }
        for index in readers.indices { try readers[index].advance() }
        while let best = EventSorter.earliest(readers), let time = readers[best].time {
            let line = Array(readers[best].line)
            try body(time, line.span)
            try readers[best].advance()
        }
    }

    /// The reader whose line comes next: of equal times, the one of the run that was laid down first.
    private static func earliest(_ readers: [RunReader]) -> Int? {
        var best: Int?
        for index in readers.indices {
            guard let time = readers[index].time else { continue }
            if let chosen = best, let least = readers[chosen].time, least <= time { continue }
            best = index
        }
        return best
    }

    /// Hands the lines in order to `body`, many at once.
    package mutating func finish(_ body: ([UInt8]) throws -> Void) throws {
        var output: [UInt8] = []
        output.reserveCapacity(1 << 18)
        try forEach { _, line in
            for index in line.indices { output.append(line[index]) }
            guard output.count >= 1 << 18 else { return }
            try body(output)
            output.removeAll(keepingCapacity: true)
        }
        if !output.isEmpty { try body(output) }
    }
}

/// Reads a run from its start to its end.
private struct RunReader {
    private let spool: Spool
    private var offset: Int64
    private let end: Int64
    private let share: Int
    private var buffer: [UInt8] = []
    private var at = 0
    private(set) var time: Timestamp?
    private(set) var line: ArraySlice<UInt8> = []

    init(_ spool: Spool, _ start: Int64, _ end: Int64, share: Int) {
        (self.spool, offset, self.end, self.share) = (spool, start, end, share)
    }

    mutating func advance() throws(SpoolFailure) {
        line = []
        guard try fill(16) else {
            time = nil
            return
        }
        let seconds = Int64(bitPattern: number(at, 8))
        let nanoseconds = UInt32(truncatingIfNeeded: number(at + 8, 4))
        let length = Int(number(at + 12, 4))
        at += 16
        guard try fill(length) else {
            time = nil
            return
        }
        time = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
        line = buffer[at..<at + length]
        at += length
    }

    /// Makes sure that so many bytes lie behind `at`.
    private mutating func fill(_ count: Int) throws(SpoolFailure) -> Bool {
        if buffer.count - at >= count { return true }
        let rest = Array(buffer[at...])
        let wanted = min(Int(clamping: end - offset), max(share, count))
        do throws(Errno) { try spool.read(at: offset, count: wanted, into: &buffer) } catch { throw .kernel(error) }
        offset += Int64(buffer.count)
        buffer.insert(contentsOf: rest, at: 0)
        at = 0
        return buffer.count >= count
    }

    private func number(_ start: Int, _ width: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<width { value |= UInt64(buffer[start + index]) << UInt64(8 * index) }
        return value
    }
}
