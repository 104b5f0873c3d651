import Model
import Testing

@testable import Inquiry

@Suite struct `Clocks of two logs` {
    private func logIn(_ user: String, _ address: String, _ second: Int64, _ sightings: inout ClockSightings) {
        var draft = EventDraft()
        draft.kind = .loginSuccess
        draft.user = draft.decode(user)
        draft.address = draft.decode(address)
        let text: [UInt8] = []
        sightings.add(draft, in: text.span, time: Timestamp(seconds: second))
    }

    private func request(_ path: String, _ second: Int64, _ sightings: inout ClockSightings) {
        var draft = EventDraft()
        draft.kind = .httpRequest
        draft.status = 200
        draft.path = draft.decode(path)
        let text: [UInt8] = []
        sightings.add(draft, in: text.span, time: Timestamp(seconds: second))
    }

    @Test func `are an hour apart where log-ins that both tell of are`() {
        var (text, record) = (ClockSightings(), ClockSightings())
        for index in 0..<20 {
            let second = Int64(1_300_000_000 + index * 1_000)
            logIn("clerk", "192.0.2.\(index)", second + 3_600 + Int64(index % 2), &text)
            logIn("clerk", "192.0.2.\(index)", second, &record)
        }
        // One that only one of them knows, and one that happened twice.
        logIn("eve", "203.0.113.9", 1_300_000_000, &text)
        var comparison = ClockComparison()
        comparison.add(text, of: "/var/log/auth.log", format: "syslog", events: 500)
        comparison.add(record, of: "/var/log/wtmp", format: "wtmp", events: 20)
        let found = comparison.differences()
        #expect(found.map(\.family) == ["/var/log/auth.log"])
        #expect(found.map(\.reference) == ["/var/log/wtmp"])
        #expect(found.first.map { abs($0.seconds - 3_600) <= 1 } == true)
        #expect(found.first?.agreeing == 20)
    }

    @Test func `are the same where programs write a moment later than others`() {
        var (one, other) = (ClockSightings(), ClockSightings())
        for index in 0..<50 {
            request("/page-\(index)", Int64(1_300_000_000 + index * 7), &one)
            request("/page-\(index)", Int64(1_300_000_000 + index * 7 + index % 3), &other)
        }
        var comparison = ClockComparison()
        comparison.add(one, of: "/var/log/nginx/access.log", format: "http.access", events: 50)
        comparison.add(other, of: "/var/log/apache2/access.log", format: "http.access", events: 50)
        #expect(comparison.differences().isEmpty)
    }

    @Test func `cannot be compared by what happens all the time, by two events, or by differences that do not agree`() {
        var (one, other) = (ClockSightings(), ClockSightings())
        for index in 0..<500 {
            request("/", Int64(1_300_000_000 + index), &one)
            request("/", Int64(1_300_003_600 + index), &other)
        }
        for index in 0..<2 { request("/rare-\(index)", Int64(1_300_000_000 + index), &one) }
        for index in 0..<2 { request("/rare-\(index)", Int64(1_300_009_000 + index), &other) }
        #expect(one.ahead(of: other) == nil)
        for index in 0..<40 { request("/odd-\(index)", Int64(1_300_000_000 + index), &one) }
        for index in 0..<40 { request("/odd-\(index)", Int64(1_300_000_000 + index * index * 31), &other) }
        #expect(one.ahead(of: other) == nil)
    }

    @Test func `are held against a third one's where they share no event`() {
        var (proxy, server, record) = (ClockSightings(), ClockSightings(), ClockSightings())
        for index in 0..<10 {
            request("/a\(index)", Int64(1_300_000_000 + index * 100), &proxy)
            request("/a\(index)", Int64(1_300_000_000 + index * 100 + 60), &server)
            logIn("u\(index)", "192.0.2.1", Int64(1_300_050_000 + index * 100), &proxy)
            logIn("u\(index)", "192.0.2.1", Int64(1_300_050_000 + index * 100 - 40), &record)
        }
        var comparison = ClockComparison()
        comparison.add(record, of: "/var/log/wtmp", format: "wtmp", events: 10)
        comparison.add(proxy, of: "/var/log/proxy", format: "http.access", events: 900)
        comparison.add(server, of: "/var/log/server", format: "http.access", events: 20)
        let found = comparison.differences()
        #expect(found.map(\.family) == ["/var/log/proxy", "/var/log/server"])
        #expect(found.map(\.seconds) == [40, 100])
    }

    @Test func `are compared by a sample of bounded size that falls on the same events in both`() {
        var (one, other) = (ClockSightings(), ClockSightings())
        for index in 0..<60_000 {
            request("/page-\(index)", Int64(1_300_000_000 + index), &one)
            if index % 3 == 0 { request("/page-\(index)", Int64(1_300_000_000 + index - 7_200), &other) }
        }
        let found = one.ahead(of: other)
        #expect(found?.seconds == 7_200)
        #expect((found?.agreeing ?? 0) > 500)
        #expect((found?.agreeing ?? 0) < 9_000)
    }
}
