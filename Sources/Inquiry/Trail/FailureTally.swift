import Model

/// Failed log-ins of one address, one user and one service.
package struct FailureTally: Hashable, Sendable {
    /// Failures of one hour.
    struct Hour: Hashable, Sendable {
        var hour: Int32
        var count: Int32
        var first: Int64
        var last: Int64
    }
    package private(set) var count = 0
    package private(set) var first = Timestamp(seconds: .max)
    package private(set) var last = Timestamp(seconds: .min)
    private(set) var hours: [Hour] = []
    /// The first lines, for citing.
    private(set) var lines: [CitedLine] = []

    private static let mostHours = 512

    mutating func add(_ number: Int, at time: Timestamp) {
        let times = max(1, min(number, 1_000_000))
        count &+= times
        first = min(first, time)
        last = max(last, time)
        add(
            Hour(
                hour: Int32(clamping: time.seconds.flooredDivision(by: 3_600)), count: Int32(clamping: times),
                first: time.seconds, last: time.seconds))
    }

    mutating func cite(_ line: CitedLine) { lines.append(line) }

    private mutating func add(_ hour: Hour) {
        // Failures come in the order of time, so the hour is the last one, or nearly.
        for index in hours.indices.suffix(3).reversed() where hours[index].hour == hour.hour {
            hours[index].count = hours[index].count &+ hour.count
            hours[index].first = min(hours[index].first, hour.first)
            hours[index].last = max(hours[index].last, hour.last)
            return
        }
        if hours.count < FailureTally.mostHours { hours.append(hour) }
    }

    mutating func join(_ other: FailureTally, citing most: Int) {
        count &+= other.count
        first = min(first, other.first)
        last = max(last, other.last)
        for hour in other.hours { add(hour) }
        lines += other.lines.prefix(max(0, most - lines.count))
    }

    /// Failures in the seconds before a moment.
    func count(within seconds: Int64, before moment: Timestamp) -> Int {
        let from = moment.seconds &- seconds
        var total = 0
        for hour in hours where hour.last >= from && hour.first <= moment.seconds {
            if hour.first >= from, hour.last <= moment.seconds {
                total &+= Int(hour.count)
            } else {
                let (start, end) = (max(hour.first, from), min(hour.last, moment.seconds))
                total &+= max(1, Int(Int64(hour.count) &* (end &- start) / max(1, hour.last &- hour.first)))
            }
        }
        return total
    }
}

/// A line that is cited, and nothing else of its event: there are as many as there are guesses of passwords.
struct CitedLine: Hashable, Sendable {
    /// Bytes of a line that are kept.
    private static let most = 240
    private let format: String
    private let place: RecordPlace
    private let text: RawText

    init(_ event: TrailEvent) {
        (format, place) = (event.format, event.place)
        text = event.text.count <= CitedLine.most ? event.text : RawText(Array(event.text.bytes.prefix(CitedLine.most)))
    }

    var evidence: EvidenceItem { EvidenceItem(record: format, place, text) }
}

/// Whose failures are counted together.
package struct FailureKey: Hashable, Sendable {
    package var address: RawText
    package var user: RawText
    package var service: String
}
