import Model

/// Gives years to the times of a log whose lines have none.
///
/// Lines come in the order of time; where the month falls back by half a year or more, a New Year lies between. The last line was
/// written no later than the file, so its year is the file's or the one before; the years of the others follow.
struct LogCalendar {
    private var yearsOn = 0
    private var lastMonth = 0
    private var last: LogMoment?
    /// Seconds east of UTC of the clock that wrote the log.
    let offset: Int
    /// The zone of that clock, where it is known: its offset in winter is not that in summer.
    let zone: TimeZoneRules?

    init(offset: Int, zone: TimeZoneRules? = nil) { (self.offset, self.zone) = (offset, zone) }

    /// Counts the years of a moment that has come next.
    mutating func count(_ moment: inout LogMoment) {
        guard moment.yearsOn != nil else { return }
        let month = moment.month
        if lastMonth == 1, month == 12 {
            // A line that was written late, from before the New Year.
            moment.yearsOn = yearsOn - 1
            return
        }
        if lastMonth - month >= 6 { yearsOn += 1 }
        lastMonth = month
        moment.yearsOn = yearsOn
        last = moment
    }

    /// The year of the log's first line without a year.
    func firstYear(year: Int, modified: Timestamp) -> Int {
        guard let last else { return year }
        // A day of grace: the zone of the log's clock may differ from the one given.
        let isLate = timestamp(last, firstYear: year - yearsOn) > modified.adding(seconds: 86_400)
        return year - yearsOn - (isLate ? 1 : 0)
    }

    func timestamp(_ moment: LogMoment, firstYear: Int) -> Timestamp {
        guard let years = moment.yearsOn else {
            guard moment.isLocal else { return Timestamp(seconds: moment.seconds, nanoseconds: moment.nanoseconds) }
            return Timestamp(seconds: moment.seconds - offset(atWall: moment.seconds), nanoseconds: moment.nanoseconds)
        }
        let day = Int(moment.seconds / 86_400)
        let civil = CivilTime(
            year: firstYear + years, month: day / 32, day: day % 32, second: Int(moment.seconds % 86_400), offset: 0)
        let wall = civil.timestamp
        return wall.adding(seconds: -offset(atWall: wall.seconds))
    }

    /// Seconds east of UTC when the clock on the wall showed this time, counted as if in UTC. In the hour in which clocks are
    /// set, either of two.
    private func offset(atWall seconds: Int64) -> Int64 {
        guard let zone else { return Int64(offset) }
        let near = zone.offset(at: Timestamp(seconds: seconds &- Int64(offset)))
        return Int64(zone.offset(at: Timestamp(seconds: seconds &- Int64(near))))
    }
}
