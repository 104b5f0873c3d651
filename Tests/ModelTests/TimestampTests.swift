import Model
import Testing

@Suite struct `A moment` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2011-03-12T00:30:00+09:00", 1_299_857_400),
        ("2000-02-29T23:59:59Z", 951_868_799),
        ("1969-12-31T23:59:59Z", -1),
        ("2038-01-19T03:14:08Z", 2_147_483_648),
    ])
    func `is read from RFC 3339 and written back`(text: String, seconds: Int64) {
        let time = Timestamp(rfc3339: text)
        #expect(time?.seconds == seconds)
        #expect(time?.rfc3339(offset: text.hasSuffix("Z") ? 0 : 9 * 3600) == text)
    }

    @Test(arguments: ["", "2011", "2011-13-01", "2011-03-12T25:00:00Z", "2011-03-12T00:30:00+0x:00", "2011-03-12T00:30:00Zjunk"])
    func `is refused where the text is no date`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }
}
