import Model
import Testing

@testable import Casework

@Suite struct `A date in a mail` {
    static let sent = CivilTime(year: 2026, month: 11, day: 18, hour: 9, offset: 32_400).timestamp

    @Test(arguments: [
        ("2026年11月24日(火) 17時30分", "2026-11-24T17:30:00+09:00"), ("令和8年11月24日 午後5時", "2026-11-24T17:00:00+09:00"),
        ("令和元年5月1日", "2019-05-01T00:00:00+09:00"), ("11月24日(火・祝)正午", "2026-11-24T12:00:00+09:00"),
        ("1月5日", "2027-01-05T00:00:00+09:00"), ("11/24 18:00", "2026-11-24T18:00:00+09:00"),
        ("2026-11-24T18:00:00.123Z", "2026-11-24T18:00:00Z"), ("2026/11/24 18:00 (UTC)", "2026-11-24T18:00:00Z"),
        ("24 nov 2026 6:05 pm cet", "2026-11-24T18:05:00+01:00"), ("november 24th, 2026 at 6pm", "2026-11-24T18:00:00+09:00"),
        ("nov 24 18:00:00", "2026-11-24T18:00:00+09:00"), ("tue nov 24 18:00:00 2026", "2026-11-24T18:00:00+09:00"),
        ("24/nov/2026:18:00:00 -0330", "2026-11-24T18:00:00-03:30"), ("24.11.2026 12:00", "2026-11-24T12:00:00+09:00"),
        ("17:00 jst on 24 november 2026", "2026-11-24T17:00:00+09:00"), ("18:00 utc+9, 2026-11-24", "2026-11-24T18:00:00+09:00"),
        ("2026年11月24日24時", "2026-11-25T00:00:00+09:00"),
    ])
    func `is read`(text: String, expected: String) throws {
        let date = try #require(DateScan.dates(text.lowercased().bytes).first)
        let moment = date.moment(sent: Self.sent, offset: 32_400, endOfDay: false)
        #expect(moment.time == Timestamp(rfc3339: expected), "\(moment.time.rfc3339(offset: moment.offset))")
    }

    @Test(arguments: ["2026-99-99", "192.0.2.45", "13月40日", "version 1.2.3", "may be", "call 555-0100", "24時間以内", "99999999999999999999"])
    func `is not seen where there is none`(text: String) {
        #expect(DateScan.dates(text.bytes).isEmpty)
    }

    @Test func `counts working days around holidays of Japan`() {
        let days = BusinessDays(isJapanese: true)
        // A Friday before three days off, the third Labour Thanksgiving Day.
        let friday = CivilTime(year: 2026, month: 11, day: 20, offset: 32_400).timestamp
        #expect(days.day(1, after: friday, offset: 32_400).day == 24)
        #expect(BusinessDays(isJapanese: false).day(1, after: friday, offset: 32_400).day == 23)
        let yearEnd = CivilTime(year: 2026, month: 12, day: 28, offset: 32_400).timestamp
        #expect(days.day(1, after: yearEnd, offset: 32_400).day == 4)
    }

    /// Taken from the calendars that the Cabinet Office publishes for these years.
    @Test(arguments: [
        (2025, 3, 20), (2026, 3, 20), (2026, 9, 23), (2026, 9, 22), (2026, 5, 6), (2027, 3, 22), (2024, 2, 12), (2026, 1, 12),
        (2026, 7, 20), (2026, 10, 12),
    ])
    func `of a holiday is one`(year: Int, month: Int, day: Int) {
        #expect(BusinessDays.isJapaneseHoliday(CivilTime(year: year, month: month, day: day)))
    }

    @Test(arguments: [(2026, 9, 24), (2026, 5, 7), (2026, 11, 24), (2026, 1, 2), (2026, 6, 15)])
    func `of a working day is no holiday`(year: Int, month: Int, day: Int) {
        #expect(!BusinessDays.isJapaneseHoliday(CivilTime(year: year, month: month, day: day)))
    }
}
