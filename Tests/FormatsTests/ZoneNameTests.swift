import Formats
import Model
import Testing

@Suite struct `Zones by their names` {
    /// 2024-07-01 12:00 UTC.
    private let summer = Timestamp(seconds: 1_719_835_200)
    /// 2024-01-15 12:00 UTC.
    private let winter = Timestamp(seconds: 1_705_320_000)

    @Test(arguments: [
        ("Asia/Tokyo", 9, 9), ("Europe/Berlin", 2, 1), ("America/New_York", -4, -5), ("Etc/GMT-9", 9, 9), ("JST-9", 9, 9),
        ("Etc/UTC", 0, 0),
        ("Australia/Sydney", 10, 11), ("America/Phoenix", -7, -7),
    ])
    func `have the offsets of today`(name: String, summerHours: Int, winterHours: Int) {
        let rules = ZoneNames.rules(RawText(name))
        #expect(rules?.offset(at: summer) == summerHours * 3_600)
        #expect(rules?.offset(at: winter) == winterHours * 3_600)
    }

    @Test(arguments: ["Mars/Olympus", "../etc/passwd", "", "Asia/"])
    func `are nothing where nobody knows them`(name: String) { #expect(ZoneNames.rules(RawText(name)) == nil) }
}
