import Model

/// What the times of a log without years show about its order, gathered before its events are dated.
///
/// Lines come in the order of time, but for a little; where the month falls from the end of a year to its beginning, a New Year lies
/// between. A collection of lines from anywhere has no such order, and each of its lines is dated by itself.
package struct YearSurvey: Sendable {
    private var last: LogMoment?
    private var steps = 0
    private var backward = 0
    /// New Years between the first line and the last.
    package private(set) var newYears = 0
    /// Whether every line was looked at: midnights can be counted only then.
    package var isComplete = false
    /// Midnights between the first line and the last of those that tell the time of the day alone.
    package private(set) var midnights = 0
    /// Second of the day of the last such line.
    package private(set) var lastSecond: Int64?

    package init() {}

    package mutating func add(_ moment: LogMoment) {
        guard moment.yearsOn != nil else { return }
        guard moment.hasDay else {
            if let lastSecond, YearSurvey.isMidnight(from: lastSecond, to: moment.seconds) { midnights += 1 }
            lastSecond = moment.seconds
            return
        }
        defer { last = moment }
        guard let last, moment.seconds != last.seconds else { return }
        steps += 1
        if YearSurvey.isNewYear(from: last, to: moment) {
            newYears += 1
        } else if YearSurvey.isLateLine(from: last, to: moment) {
            newYears -= 1
        } else if moment.seconds < last.seconds - 86_400 {
            backward += 1
        }
    }

    /// From October or later to March or earlier.
    static func isNewYear(from earlier: LogMoment, to later: LogMoment) -> Bool { earlier.month >= 10 && later.month <= 3 }

    /// From January back to December: a line that was written late, from before the New Year.
    static func isLateLine(from earlier: LogMoment, to later: LogMoment) -> Bool { earlier.month == 1 && later.month == 12 }

    /// From the afternoon or evening to the morning: seconds of the day that fall by more than half a day.
    static func isMidnight(from earlier: Int64, to later: Int64) -> Bool { later < earlier - 43_200 }

    /// Whether the lines run through time as those of a log do.
    package var isOrdered: Bool { backward * 20 <= steps }

    package var lastMoment: LogMoment? { last }
}

/// Dates the moments of one log: gives them the year and the zone that their lines leave out.
package struct EventClock: Sendable {
    /// Seconds east of UTC of the clock that wrote the log, where its zone is not known.
    let offset: Int
    private let rules: Rules?
    /// No event happened later: the file was written then, or it is the time to judge by.
    let latest: Timestamp
    /// Made once: a literal would build an array for every line.
    private static let yearAndZone: EventTime.Doubts = [.year, .zone]
    private static let dayAndZone: EventTime.Doubts = [.day, .zone]
    /// The year of the line before; nil where each line is dated by itself.
    private var year: Int?
    private var last: LogMoment?
    /// Days since 1970 on the log's clock at the line before, and its second, where lines tell the time of the day alone and all were looked
    /// at before.
    private var day: Int64?
    private var second: Int64?
    /// The last civil day that was converted: month and day packed, year, seconds since 1970 at its midnight.
    private var cached: (day: Int64, year: Int, midnight: Int64) = (-1, 0, 0)

    /// The last hour of the log's clock that was looked up in the zone, and its offset.
    private var settled: (hour: Int64, offset: Int64?) = (.min, nil)

    /// - Parameters:
    ///   - survey: of the whole log; nil for a stream whose end is not known.
    ///   - latest: no event happened later than a day after this.
    package init(survey: YearSurvey?, offset: Int, zone: TimeZoneRules?, latest: Timestamp) {
        (self.offset, rules, self.latest) = (offset, zone.map(Rules.init), latest)
        if let survey, survey.isOrdered, let moment = survey.lastMoment {
            year = yearOf(moment) - survey.newYears
        }
        if let survey, survey.isComplete, let second = survey.lastSecond {
            // The last day on which the clock showed that before the file was written for the last time.
            let wall = latest.seconds + Int64(zone?.offset(at: latest) ?? offset) + EventClock.slack
            day = (wall - second) / 86_400 - Int64(survey.midnights)
        }
    }

    /// Held by reference: a clock is copied with every event, and the rules of a zone are long.
    private final class Rules: Sendable {
        let zone: TimeZoneRules

        init(_ zone: TimeZoneRules) { self.zone = zone }

        /// The offset of a whole hour of the zone's clock; nil where it changes within half a day of it.
        func ofHour(_ hour: Int64) -> Int64? {
            let first = zone.offset(at: Timestamp(seconds: hour &* 3600 &- 15 * 3600))
            return first == zone.offset(at: Timestamp(seconds: hour &* 3600 &+ 16 * 3600)) ? Int64(first) : nil
        }

        /// The zone's offsets just before and just behind a moment of its clock.
        func around(_ wall: Int64) -> (before: Int64, behind: Int64) {
            (
                Int64(zone.offset(at: Timestamp(seconds: wall &- 14 * 3600))), Int64(zone.offset(at: Timestamp(seconds: wall &+ 14 * 3600)))
            )
        }
    }

    /// Seconds that the last line of the day may be behind the file's own time.
    private static let slack: Int64 = 300

    /// The time of the moment that comes next; nil where its day cannot be told.
    package mutating func time(_ moment: LogMoment) -> EventTime? {
        guard moment.hasDay else {
            guard var day else { return nil }
            if let second, YearSurvey.isMidnight(from: second, to: moment.seconds) { day += 1 }
            (self.day, second) = (day, moment.seconds)
            return dated(wall: day * 86_400 + moment.seconds, moment, doubts: EventClock.dayAndZone)
        }
        guard moment.yearsOn != nil else {
            guard moment.isLocal else {
                return EventTime(
                    Timestamp(seconds: moment.seconds, nanoseconds: moment.nanoseconds), precision: moment.precision)
            }
            return dated(wall: moment.seconds, moment, doubts: .zone)
        }
        let year: Int
        if var current = self.year {
            if let last {
                if YearSurvey.isNewYear(from: last, to: moment) {
                    current += 1
                } else if YearSurvey.isLateLine(from: last, to: moment) {
                    current -= 1
                }
            }
            (self.year, last, year) = (current, moment, current)
        } else {
            year = yearOf(moment)
        }
        return dated(wall: wall(moment, year: year), moment, doubts: EventClock.yearAndZone)
    }

    private mutating func wall(_ moment: LogMoment, year: Int) -> Int64 {
        let day = moment.seconds / 86_400
        if cached.day != day || cached.year != year {
            let civil = CivilTime(year: year, month: Int(day / 32), day: Int(day % 32))
            cached = (day, year, civil.timestamp.seconds)
        }
        return cached.midnight + moment.seconds % 86_400
    }

    /// The latest year in which the moment lies no more than a day behind the end.
    private func yearOf(_ moment: LogMoment) -> Int {
        let day = Int(moment.seconds / 86_400)
        var year = CivilTime(latest, offset: offset).year + 1
        let end = latest.adding(seconds: 86_400)
        for _ in 0..<9 {
            let civil = CivilTime(
                year: year, month: day / 32, day: day % 32, second: Int(moment.seconds % 86_400), offset: offset)
            // A 29 February needs a year that has one.
            if civil.timestamp <= end, CivilTime(civil.timestamp, offset: offset).day == day % 32 { break }
            year -= 1
        }
        return year
    }

    private mutating func dated(wall: Int64, _ moment: LogMoment, doubts: EventTime.Doubts) -> EventTime {
        if let offset = moment.offset {
            return EventTime(
                Timestamp(seconds: wall &- Int64(offset), nanoseconds: moment.nanoseconds), precision: moment.precision,
                doubts: doubts.subtracting(.zone))
        }
        guard let rules else {
            return EventTime(
                Timestamp(seconds: wall &- Int64(offset), nanoseconds: moment.nanoseconds), precision: moment.precision, doubts: doubts)
        }
        let hour = wall.flooredDivision(by: 3600)
        if settled.hour != hour { settled = (hour, rules.ofHour(hour)) }
        if let offset = settled.offset {
            return EventTime(
                Timestamp(seconds: wall &- offset, nanoseconds: moment.nanoseconds), precision: moment.precision, doubts: doubts)
        }
        // Where they differ, the wall showed the time twice or never.
        let (before, behind) = rules.around(wall)
        guard before != behind else {
            return EventTime(
                Timestamp(seconds: wall &- before, nanoseconds: moment.nanoseconds), precision: moment.precision, doubts: doubts)
        }
        let candidates = [before, behind].filter { Int64(rules.zone.offset(at: Timestamp(seconds: wall &- $0))) == $0 }
        var all = doubts
        if candidates.count == 2 { all.insert(.ambiguous) }
        return EventTime(
            Timestamp(seconds: wall &- (candidates.first ?? before), nanoseconds: moment.nanoseconds), precision: moment.precision,
            doubts: all)
    }
}
