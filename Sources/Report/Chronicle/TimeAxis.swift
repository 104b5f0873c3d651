import Model

/// Maps moments to places along a line, leaving out long times in which nothing happened.
///
/// A quiet time is left out where it is longer than a day and a half and than half of what remains to be drawn; at most four
/// are. Places are in user units of the picture.
struct TimeAxis {
    struct Segment: Hashable {
        /// Seconds since 1970.
        var first: Int64
        var last: Int64
        var start: Double
        var length: Double
    }

    private(set) var segments: [Segment] = []
    /// The length of a break in the axis.
    static let pause = 44.0
    private static let breakLimit = 4
    private static let shortest: Int64 = 36 * 3600

    /// `times` in ascending order; `length` in user units.
    init(_ times: [Int64], start: Double, length: Double) {
        guard let first = times.first, let last = times.last else { return }
        var quiet: [(length: Int64, index: Int)] = []
        for index in times.indices.dropFirst() where times[index] - times[index - 1] > TimeAxis.shortest {
            quiet.append((times[index] - times[index - 1], index))
        }
        quiet.sort { ($1.length, $0.index) < ($0.length, $1.index) }
        var rest = last - first
        var breaks: [Int] = []
        for (length, index) in quiet.prefix(TimeAxis.breakLimit) where length > rest / 2 {
            breaks.append(index)
            rest -= length
        }
        let starts = [0] + breaks.sorted()
        let ends = starts.dropFirst() + [times.count]
        place(zip(starts, ends).map { (times[$0], times[$1 - 1], $1 - $0) }, start, length)
    }

    /// Half of the room is shared evenly, half by how much there is to tell.
    private mutating func place(_ parts: [(first: Int64, last: Int64, count: Int)], _ start: Double, _ length: Double) {
        let room = length - Double(parts.count - 1) * TimeAxis.pause
        let weights = parts.map { part in part.first == part.last ? 0.3 : 1 + Double(String(part.count, radix: 2).count) }
        let total = weights.reduce(0, +)
        var place = start
        for (part, weight) in zip(parts, weights) {
            let own = room / 2 / Double(parts.count) + room / 2 * weight / total
            segments.append(Segment(first: part.first, last: part.last, start: place, length: own))
            place += own + TimeAxis.pause
        }
    }

    /// The place of a moment; one before, after or between the segments lies at the nearest end or in the middle of the break.
    func place(_ seconds: Int64) -> Double {
        var previous: Segment?
        for segment in segments {
            if seconds < segment.first {
                guard let previous else { return segment.start }
                return (previous.start + previous.length + segment.start) / 2
            }
            if seconds <= segment.last {
                guard segment.last > segment.first else { return segment.start + segment.length / 2 }
                return segment.start + segment.length * Double(seconds - segment.first) / Double(segment.last - segment.first)
            }
            previous = segment
        }
        return previous.map { $0.start + $0.length } ?? 0
    }

    /// Seconds at which marks stand in a segment: both ends, or round moments where there is room for more than two.
    func ticks(_ segment: Segment, spacing: Double, offset: Int) -> [Int64] {
        let span = segment.last - segment.first
        if span == 0 { return [segment.first] }
        let room = Int64(segment.length / spacing)
        if room < 3 { return segment.length < spacing ? [segment.first] : [segment.first, segment.last] }
        let step = TimeAxis.steps.first { span / $0 <= room - 1 } ?? span
        var ticks: [Int64] = []
        var tick = ((segment.first + Int64(offset)) / step) * step - Int64(offset)
        while tick <= segment.last, ticks.count < 40 {
            if tick >= segment.first { ticks.append(tick) }
            tick += step
        }
        return ticks.count < 2 ? [segment.first, segment.last] : ticks
    }

    private static let steps: [Int64] = [
        1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600, 2_592_000, 7_776_000,
        15_552_000, 31_536_000, 63_072_000, 157_680_000, 315_360_000, 3_153_600_000, 31_536_000_000,
    ]
}
