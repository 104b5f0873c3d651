import Model

/// Until when the law wants to be told, counted from the day on which it became known.
package enum ReportingDates {
    /// Japan's Act on the Protection of Personal Information, article 26, with articles 7 and 8 of the Commission's rules. The day on
    /// which it became known is day 1. The first report is due "promptly", which the Commission's guidelines (general part, 3-5-3-3)
    /// put at three to five days; the final one after 30 days, 60 where an illegal purpose is to be feared, as in every break-in.
    /// Only the last day moves: from a day on which the Commission is closed to the next open one (3-5-3-4).
    package struct Privacy: Sendable, Hashable {
        package var firstFrom: CivilTime
        package var firstUntil: CivilTime
        package var final: CivilTime
    }

    package static func privacy(known: Timestamp, isIllegalPurpose: Bool = true) -> Privacy {
        let zone = 32_400
        func day(_ number: Int64) -> CivilTime { CivilTime(known.adding(seconds: (number - 1) * 86_400), offset: zone) }
        let final = day(isIllegalPurpose ? 60 : 30)
        return Privacy(firstFrom: end(day(3)), firstUntil: end(day(5)), final: end(nextOpen(final, zone)))
    }

    /// GDPR, article 33(1): 72 hours after having become aware.
    package static func gdpr(aware: Timestamp) -> Timestamp { aware.adding(seconds: 72 * 3600) }

    private static func nextOpen(_ day: CivilTime, _ zone: Int) -> CivilTime {
        let offices = BusinessDays(isJapanese: true)
        var day = day
        var steps = 0
        while !offices.isWorking(day), steps < 30 {
            day = CivilTime(
                CivilTime(year: day.year, month: day.month, day: day.day, hour: 12, offset: zone).timestamp.adding(seconds: 86_400),
                offset: zone)
            steps += 1
        }
        return day
    }

    private static func end(_ day: CivilTime) -> CivilTime {
        CivilTime(year: day.year, month: day.month, day: day.day, hour: 23, minute: 59, second: 59, offset: day.offset)
    }
}
