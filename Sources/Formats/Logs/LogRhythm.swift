import Model

/// How a text log goes on: in which hours it has lines, and where it is silent.
package struct LogRhythm: Hashable, Sendable {
    package var span: TimeSpan?
    /// Whole hours with at least one line.
    package var busyHours: Int
    /// Longer than two hours, the longest 50, in the order of time.
    package var silences: [TimeSpan]

    package init(span: TimeSpan? = nil, busyHours: Int = 0, silences: [TimeSpan] = []) {
        (self.span, self.busyHours, self.silences) = (span, busyHours, silences)
    }
}

/// Reads the times at the heads of a log's lines, whatever they say.
package enum LogRhythmFormat {
    /// Seconds without a line that count as silence.
    static let shortestSilence: Int64 = 7_200
    private static let mostSilences = 50

    /// - Parameters: as of `CronLogFormat.parse`.
    package static func parse(
        _ text: Span<UInt8>, year: Int, offset: Int, zone: TimeZoneRules? = nil, modified: Timestamp
    ) -> Parsed<LogRhythm> {
        var calendar = LogCalendar(offset: offset, zone: zone)
        // A moment without a year counts its days in months of 32: two of one log that are an hour apart are never nearer.
        var pauses: [(from: LogMoment, to: LogMoment)] = []
        var first: LogMoment?, last: LogMoment?
        var busyHours = 0
        var at = 0
        while at < text.count {
            guard var line = LogLine.head(text, at: at) else {
                at = LogLine.end(text, at) + 1
                continue
            }
            calendar.count(&line.moment)
            let moment = line.moment
            if first == nil { first = moment }
            if let last {
                if moment.seconds / 3_600 != last.seconds / 3_600 { busyHours += 1 }
                let pause = moment.yearsOn == last.yearsOn ? moment.seconds &- last.seconds : Int64.max
                if pause > shortestSilence {
                    pauses.append((last, moment))
                    if pauses.count > 4 * mostSilences { pauses = longest(pauses) }
                }
            } else {
                busyHours = 1
            }
            last = moment
            at = max(LogLine.end(text, min(line.message, text.count)), at) + 1
        }
        guard let first, let last else { return Parsed(LogRhythm()) }
        let firstYear = calendar.firstYear(year: year, modified: modified)
        func time(_ moment: LogMoment) -> Timestamp { calendar.timestamp(moment, firstYear: firstYear) }
        // In true seconds now: months of 32 days have made some pauses longer than they were.
        let silences = longest(pauses).map { (time($0.from), time($0.to)) }.filter { $1.seconds &- $0.seconds > shortestSilence }
        return Parsed(
            LogRhythm(
                span: TimeSpan(time(first), time(last), clock: .record), busyHours: busyHours,
                silences: silences.map { TimeSpan($0, $1, clock: .record) }.sorted { $0.earliest < $1.earliest }))
    }

    private static func longest(_ pauses: [(from: LogMoment, to: LogMoment)]) -> [(from: LogMoment, to: LogMoment)] {
        Array(pauses.sorted { $0.to.seconds &- $0.from.seconds > $1.to.seconds &- $1.from.seconds }.prefix(mostSilences))
    }
}
