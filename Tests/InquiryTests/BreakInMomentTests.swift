import Model
import Testing

@testable import Inquiry

@Suite struct `The moment of the break-in` {
    private static let now = moment("2011-07-10T00:00:00+09:00")

    private func since(_ findings: [Finding]) -> Timestamp? { BreakInMoment(findings, now: Self.now).since?.earliest }

    @Test func `is the beginning of the densest half hour`() {
        let findings = [
            Finding.made(path: "/k/old", "2009-01-01T00:00:00+09:00"), .made(path: "/k/a", "2011-03-12T00:30:00+09:00"),
            .made(path: "/k/b", "2011-03-12T00:30:40+09:00"), .made(path: "/k/c", "2011-03-12T00:41:00+09:00"),
            .made(path: "/k/late", "2011-03-12T23:00:00+09:00"),
        ]
        let span = BreakInMoment(findings, now: Self.now).since
        #expect(span?.earliest == moment("2011-03-12T00:30:00+09:00"))
        #expect(span?.latest == moment("2011-03-12T00:30:40+09:00"), "it lies within the first minute of the cluster")
        #expect(span?.clock == .settable)
    }

    @Test func `is the first of two clusters of the same size`() {
        let findings = [
            Finding.made(path: "/k/a", "2011-03-12T00:30:00+09:00"), .made(path: "/k/b", "2011-03-12T00:31:00+09:00"),
            .made(path: "/k/c", "2011-05-01T10:00:00+09:00"), .made(path: "/k/d", "2011-05-01T10:01:00+09:00"),
        ]
        #expect(since(findings) == moment("2011-03-12T00:30:00+09:00"))
    }

    @Test func `leaves stamps out that were set by hand, or lie in the future`() {
        let findings = [
            Finding.made(path: "/k/a", "2005-01-01T00:00:00Z", doubt: true), .made(path: "/k/b", "2005-01-01T00:00:00Z", doubt: true),
            .made(path: "/k/c", "2031-01-01T00:00:00Z"), .made(path: "/k/d", "2031-01-01T00:00:00Z"),
            .made(path: "/k/e", "2011-03-12T00:30:00+09:00"),
        ]
        #expect(since(findings) == moment("2011-03-12T00:30:00+09:00"))
        #expect(since(Array(findings.prefix(4))) == nil)
    }

    @Test func `is told by the kernel's clock where it is the host's own, and by the stamp of a program in a copy`() {
        let path: RawText = "/root/. ../update"
        let stamped = TimeMark(moment("2010-01-01T00:00:00Z"), .modified, clock: .settable, path: path)
        let born = TimeMark(moment("2011-03-11T15:30:00Z"), .created, clock: .kernel, path: path)
        let changed = TimeMark(moment("2011-03-12T01:00:00Z"), .modified, clock: .kernel, path: path)
        let own = BreakInMoment([.made(path: path, times: [stamped, changed, born])], now: Self.now).since
        let copied = BreakInMoment([.made(path: path, times: [stamped])], now: Self.now).since
        #expect(own == TimeSpan(born.time, clock: .kernel))
        #expect(copied == TimeSpan(stamped.time, clock: .settable))
    }

    @Test func `counts a file once, however many findings speak of it`() {
        let twice = [Finding](repeating: .made(path: "/k/a", "2011-05-01T10:00:00+09:00"), count: 5)
        let kit = [Finding.made(path: "/k/b", "2011-03-12T00:30:00+09:00"), .made(path: "/k/c", "2011-03-12T00:31:00+09:00")]
        #expect(since(twice + kit) == moment("2011-03-12T00:30:00+09:00"))
    }

    @Test func `is nothing where nothing bad carries a moment`() {
        #expect(since([]) == nil)
        #expect(since([.made(path: "/k/a", "2011-03-12T00:30:00+09:00", .low)]) == nil, "what is only unexplained tells no moment")
        #expect(since([.made(path: "/k/a", "2011-03-12T00:30:00+09:00", meaning: .ended)]) == nil)
    }

    @Test func `is taken from the record of a log-in as well`() {
        let guessed = Finding.made(
            "login.guessing", .critical, .likely, aspect: .access, kind: .host,
            times: [TimeMark(moment("2011-03-12T00:12:00+09:00"), .created, clock: .record)])
        #expect(since([guessed, .made(path: "/k/a", "2011-03-12T00:30:00+09:00")]) == moment("2011-03-12T00:12:00+09:00"))
    }
}
