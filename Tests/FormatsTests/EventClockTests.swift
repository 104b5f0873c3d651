import Formats
import Model
import Testing

@Suite struct `A clock of a log that tells the time of day alone` {
    private static let seconds = [80_000, 100, 50_000, 49_000, 10]
    private let latest = Timestamp(rfc3339: "2011-03-12T00:00:20Z") ?? Timestamp(seconds: -1)

    private func times(isComplete: Bool, offset: Int = 0) -> [String?] {
        var survey = YearSurvey()
        survey.isComplete = isComplete
        let moments = Self.seconds.map { LogMoment.dayless(second: $0) }
        for moment in moments { survey.add(moment) }
        var clock = EventClock(survey: survey, offset: offset, zone: nil, latest: latest)
        return moments.map { clock.time($0)?.timestamp.rfc3339() }
    }

    @Test func `counts midnights back from when the file was written for the last time`() {
        #expect(
            times(isComplete: true) == [
                "2011-03-10T22:13:20Z", "2011-03-11T00:01:40Z", "2011-03-11T13:53:20Z", "2011-03-11T13:36:40Z", "2011-03-12T00:00:10Z",
            ])
    }

    @Test func `reads the clock on the wall of the host`() {
        #expect(times(isComplete: true, offset: 9 * 3600).last == "2011-03-11T15:00:10Z")
    }

    @Test func `tells no day where some lines were not looked at`() {
        #expect(times(isComplete: false) == [nil, nil, nil, nil, nil])
    }
}
