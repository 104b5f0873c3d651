import Formats
import Inquiry
import LogReading
import Model
import Report

/// Hands events on, and notes those that other logs may tell of, too.
struct Watched<Inner: EventWorker>: EventWorker {
    var inner: Inner
    private let isWatching: Bool
    private(set) var sightings = ClockSightings()

    /// - Parameter isWatching: there is another log to hold it against.
    init(_ inner: Inner, isWatching: Bool = true) { (self.inner, self.isWatching) = (inner, isWatching) }

    mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {
        if isWatching, let time { sightings.add(draft, in: text, time: time.timestamp) }
        inner.take(text, &draft, time: time, line: line, offset: offset)
    }
}

/// Takes events and keeps nothing.
struct Unheeded: EventWorker {
    mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {}
}

/// Holds the clocks of logs against each other while they are read.
struct ClockWatch {
    private var comparison = ClockComparison()
    private var waiting = ClockSightings()

    /// Takes what a piece of the log showed that is being read.
    mutating func take(_ sightings: ClockSightings) { waiting.join(sightings) }

    /// The log is at its end.
    mutating func finish(_ source: LogSource, _ report: SourceReport) {
        let main = report.formats.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
        // What a container or the journal carries is of many formats; the name tells.
        let format = report.path.contains("/journal/") ? "journal" : main
        comparison.add(waiting, of: RotatedName(source.place).family, format: format, events: report.account.events)
        waiting = ClockSightings()
    }

    var differences: [ClockComparison.Difference] { comparison.differences() }

    /// Reads the logs that the operator named, for their clocks alone.
    static func differences(of discovered: [LogDiscovery], _ settings: (LogDiscovery) -> LogReader.Settings) async
        -> [ClockComparison.Difference]
    {
        var watch = ClockWatch()
        for one in discovered {
            let reader = LogReader(settings(one))
            for source in one.sources {
                let report = await reader.read(source, isExplicit: one.isExplicit) {
                    Watched(Unheeded())
                } absorb: {
                    watch.take($0.sightings)
                }
                watch.finish(source, report)
            }
        }
        return watch.differences
    }
}

extension ClockComparison.Difference {
    /// The difference in the terms of the report.
    func told(isAligned: Bool) -> ClockDescription {
        ClockDescription(
            log: family, reference: reference, seconds: seconds, events: agreeing, words: words, isAligned: isAligned)
    }
}
