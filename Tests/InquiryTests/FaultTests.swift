import Model
import Testing

@testable import Inquiry

@Suite struct `Services that break down` {
    private let moment = Timestamp(seconds: 1_700_000_000)

    private func fault(_ seconds: Int64, times: Int, process: RawText = "smbd") -> Telltale {
        var event = TrailEvent(
            .message, at: moment.adding(seconds: seconds), format: "syslog",
            place: RecordPlace(path: "/var/log/syslog", line: 1, offset: 0, length: 10))
        (event.process, event.times) = (process, times)
        return Telltale(.fault, .sign, event)
    }

    @Test func `count where they did so often in the hour before and not on another day`() {
        let burst = FaultBurst([fault(-1_200, times: 12)], before: moment)
        #expect(burst?.count == 12)
        #expect(burst?.weight == 17)
    }

    @Test func `say nothing where they do so every day`() {
        let daily = (1...5).map { fault(-86_400 * $0, times: 6) }
        #expect(FaultBurst(daily + [fault(-1_200, times: 12)], before: moment) == nil)
    }

    @Test func `say nothing hours later, nor of another service`() {
        #expect(FaultBurst([fault(-20_000, times: 30)], before: moment) == nil)
        #expect(FaultBurst([fault(-86_400, times: 30, process: "cron"), fault(-60, times: 4)], before: moment)?.count == 4)
    }
}

@Suite struct `Doors that refuse` {
    private func key(_ address: String) -> AddressKey {
        let bytes = Array(address.utf8)
        return AddressKey.of(bytes.span).key
    }

    @Test func `let somebody in when they take what they refused before`() {
        var doors = RefusedDoors()
        let guesser = key("198.51.100.7")
        for _ in 0..<5 {
            let isEntered = doors.isEntered(guesser, 1, 401)
            #expect(!isEntered)
        }
        let (other, elsewhere) = (doors.isEntered(key("192.0.2.1"), 1, 200), doors.isEntered(guesser, 2, 200))
        #expect(!other && !elsewhere)
        let (first, second) = (doors.isEntered(guesser, 1, 204), doors.isEntered(guesser, 1, 204))
        #expect(first && !second)
    }
}

@Suite struct `The stamps of wget` {
    @Test(arguments: [
        ("--14:06:10--  http://203.0.113.9/x", Int64(50_770)), ("--2018-03-06 03:00:10--  http://203.0.113.9/x", Int64(10_809)),
    ])
    func `tie what was fetched to a request, whatever the zone`(line: String, request: Int64) {
        let stamp = FetchStamp(RawText(line))
        #expect(stamp?.follows(Timestamp(seconds: request)) ?? false)
        #expect(stamp?.follows(Timestamp(seconds: request + 9 * 3_600)) ?? false)
        #expect(!(stamp?.follows(Timestamp(seconds: request - 200)) ?? true))
    }

    @Test(arguments: ["-- 14:06:10 --", "--help", "--14:6:10--", "--", ""])
    func `are not seen in other lines`(line: String) { #expect(FetchStamp(RawText(line)) == nil) }
}
