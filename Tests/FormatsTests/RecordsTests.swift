import FixtureFiles
import Formats
import Model
import Testing

@Suite struct `Logs of records` {
    static func bytes(_ name: String) throws -> [UInt8] { try #require(FixtureFiles.bytes("FormatsTests/Fixtures/records/\(name)")) }

    /// Time, kind, user, address and terminal of an event in a line.
    static func line(_ event: Event) -> String {
        [
            event.time.map { $0.timestamp.rfc3339(fraction: true) } ?? "-", event.kind.rawValue, event.user?.description ?? "-",
            event.address?.description ?? "-", event[field: "terminal"]?.description ?? "-",
        ].joined(separator: " ")
    }

    @Test(arguments: ["wtmp", "wtmp-400", "wtmp-big", "wtmp-400-big"]) func `tell log-ins whatever machine wrote them`(_ name: String)
        throws
    {
        let bytes = try Self.bytes(name)
        let (events, problems) = try JournalFixture.records("wtmp", bytes)
        #expect(problems.isEmpty)
        #expect(
            events.map(Self.line) == [
                "2011-03-13T07:06:40.123456000Z system.boot reboot - ~", "2011-03-13T07:06:50Z message runlevel - ~",
                "2011-03-13T07:06:51Z message LOGIN - tty1",
                "2011-03-13T07:08:20.000005000Z login.success deploy 203.0.113.9 pts/0",
                "2011-03-13T07:10:00.000006000Z login.success root 2001:db8::7 pts/1",
                "2011-03-13T07:11:40.000007000Z logout root - pts/1", "2011-03-13T07:13:20Z clock.change - - |",
                "2011-03-13T07:15:00Z clock.change - - {", "2011-03-13T07:16:40Z logout deploy - pts/0",
                "2011-03-13T07:18:20Z system.shutdown shutdown - ~",
            ])
        #expect(events.map(\.source.offset) == (0..<10).map { Int64($0 * bytes.count / 10) })
        #expect(RecordLogs.recognise(bytes.span, path: "/var/log/wtmp.1")?.id == "wtmp")
        #expect(RecordLogs.recognise(bytes.span, path: "/evidence/unnamed")?.id == "wtmp")
    }

    @Test func `equal the records that utmpdump prints`() throws {
        let dump = try #require(String(validating: try Self.bytes("wtmp.dump"), as: UTF8.self))
        let (events, _) = try JournalFixture.records("wtmp", try Self.bytes("wtmp"))
        let lines = dump.split(separator: "\n")
        #expect(lines.count == events.count)
        for (line, event) in zip(lines, events) {
            let parts = line.split(separator: "[").map { part in
                part.split(separator: "]")[0].split(separator: " ").joined(separator: " ")
            }
            #expect(parts[0] == event[field: "utmp.type"]?.description)
            #expect(Int(parts[1]) == event.pid ?? 0)
            #expect(parts[3] == event.user?.description ?? "" || event.kind == .logout)
            #expect(parts[4] == event[field: "terminal"]?.description)
            let host = event[field: "utmp.host"] ?? event[field: "kernel"]
            #expect(host == nil || parts[5] == host?.description)
            let time = try #require(event.time)
            let written = time.timestamp.rfc3339(fraction: true).split(separator: "Z")[0].split(separator: ".")[0]
            #expect(parts[7].hasPrefix(written))
        }
    }

    @Test func `tell failures with the name that was tried`() throws {
        let (events, problems) = try JournalFixture.records("btmp", try Self.bytes("btmp"))
        #expect(problems.isEmpty)
        #expect(events.count == 5)
        #expect(events.allSatisfy { $0.kind == .loginFailure && $0.outcome == .failure })
        #expect(events[2].user == "x y")
        #expect(events[4].user == nil)
        #expect(events[4].address == "198.51.100.4")
    }

    @Test func `name what was zeroed, cut or is none of theirs`() throws {
        var bytes = try Self.bytes("wtmp")
        for index in 384 * 4..<384 * 5 { bytes[index] = 0 }
        bytes += bytes[..<100]
        let (events, problems) = try JournalFixture.records("wtmp", bytes)
        #expect(events.count == 9)
        #expect(problems.map(\.offset) == [384 * 4, 3840])
        #expect(problems.map(\.reason) == ["record is zeroed", "last record is truncated: 100 of 384 bytes"])
    }

    @Test func `lose nothing where pieces of a large file meet`() throws {
        let record = Array(try Self.bytes("wtmp")[384 * 3..<384 * 4])
        var bytes: [UInt8] = []
        for _ in 0..<10_500 { bytes += record }
        bytes.insert(contentsOf: [1, 2, 3, 4, 5], at: 384 * 9000)
        let (events, problems) = try JournalFixture.records("wtmp", bytes)
        #expect(events.count == 10_500)
        #expect(problems.map(\.offset) == [384 * 9000])
        #expect(events.last?.source.offset == Int64(384 * 10_499 + 5))
    }

    @Test func `keep the shape of the first piece where a later one begins with zeros`() throws {
        let record = Array(try Self.bytes("wtmp-400")[1200..<1600])
        let piece = 9600
        var bytes: [UInt8] = []
        for _ in 0..<piece { bytes += record }
        bytes += [UInt8](repeating: 0, count: 400 * 200) + record
        let (events, problems) = try JournalFixture.records("wtmp", bytes)
        #expect(events.count == piece + 1)
        #expect(events.last?.source.offset == Int64((piece + 200) * 400))
        #expect(events.last?.user == "deploy")
        #expect(problems.count == 200)
    }

    @Test(arguments: ["pacct", "pacct-big"]) func `tell of processes that ended`(_ name: String) throws {
        let (events, problems) = try JournalFixture.records("pacct", try Self.bytes(name))
        #expect(problems.isEmpty)
        #expect(events.map(\.process) == ["sh", "curl", "a name of 15 ch", "nc"])
        #expect(events.allSatisfy { $0.kind == .processEnd && $0.user == "33" && $0[field: "terminal"] == "pts/1" })
        #expect(events.map(\.pid) == [701, 702, 703, 704])
        #expect(events.map(\.status) == [0, 1, 0, 0])
        #expect(events[2][field: "process.signal"] == "9")
        #expect(events[2][field: "process.flags"] == "DX")
        #expect(events[2].time?.timestamp == Timestamp(seconds: 1_300_000_004))
        #expect(events[2][field: "process.start"] == "2011-03-13T07:06:42Z")
    }

    @Test func `read the older shapes of process accounting`() throws {
        let (narrow, _) = try JournalFixture.records("pacct", try Self.bytes("pacct-1"))
        let (wide, _) = try JournalFixture.records("pacct", try Self.bytes("pacct-2"))
        #expect(narrow.map(\.user) == ["33", "33"])
        #expect(wide.map(\.user) == ["100033", "100033"])
        #expect(wide.map(\.process) == ["sh", "perl"])
        #expect(wide.map(\.status) == [0, 1])
    }

    @Test func `count the failures of each account`() throws {
        let (faillog, _) = try JournalFixture.records("faillog", try Self.bytes("faillog"))
        #expect(faillog.map(\.times) == [3, 7])
        #expect(faillog.map(\.user) == ["0", "3"])
        #expect(faillog.map { $0[field: "terminal"] } == ["tty1", "pts/3"])
        let (tallylog, _) = try JournalFixture.records("tallylog", try Self.bytes("tallylog"))
        #expect(tallylog.map(Self.line) == ["2011-03-13T07:23:20Z login.failure 2 - 203.0.113.4"])
        #expect(tallylog.first?.times == 9)
        let (lastlog, _) = try JournalFixture.records("lastlog", try Self.bytes("lastlog"))
        #expect(lastlog.map(Self.line) == ["2011-03-13T07:08:20Z login.success 2 203.0.113.9 pts/0"])
    }

    @Test func `read the data bases that took their place`() throws {
        let (events, problems) = try JournalFixture.records("wtmpdb", try Self.bytes("wtmp.db"))
        #expect(problems.isEmpty)
        #expect(events.count == 2 + 40 + 20 + 1)
        #expect(Self.line(events[0]) == "2011-03-13T07:06:40Z system.boot reboot - ~")
        #expect(Self.line(events[1]) == "2011-03-14T08:06:40Z system.shutdown reboot - ~")
        #expect(events[0][field: "kernel"] == "6.1.0-18-amd64")
        #expect(Self.line(events[2]) == "2011-03-13T07:08:20.000001000Z login.success user0 203.0.113.0 pts/0")
        #expect(events[2].process == "sshd")
        // A row that goes on in pages of its own.
        #expect(events.last?.address?.count == 1200)
        let (last, none) = try JournalFixture.records("lastlog2", try Self.bytes("lastlog2.db"))
        #expect(none.isEmpty)
        #expect(
            last.map(Self.line) == [
                "2011-03-13T07:08:20Z login.success deploy 203.0.113.9 pts/0", "2011-03-13T07:10:00Z login.success root - tty1",
            ])
    }

    @Test func `of a data base that leads in circles come to an end`() throws {
        var bytes = try Self.bytes("wtmp.db")
        let pages = bytes.count / 512
        // Every inner page gets its own number as the right-most child.
        for page in 1..<pages where bytes[page * 512] == 5 {
            bytes[page * 512 + 10] = 0
            bytes[page * 512 + 11] = UInt8(page + 1)
        }
        let (_, problems) = try JournalFixture.records("wtmpdb", bytes)
        #expect(!problems.isEmpty)
    }

    @Test func `are known by their names, also when rotated`() throws {
        for (name, path, id) in [
            ("btmp", "/var/log/btmp-20110313", "btmp"), ("pacct", "/var/log/account/pacct.0", "pacct"),
            ("faillog", "/var/log/faillog", "faillog"),
            ("wtmp.db", "/var/lib/wtmpdb/wtmp.db", "wtmpdb"), ("lastlog2.db", "/var/lib/lastlog/lastlog2.db", "lastlog2"),
        ] {
            let bytes = try Self.bytes(name)
            #expect(RecordLogs.recognise(bytes.span, path: RawText(path))?.id == id)
        }
        let text = Array("a line of text\n".utf8)
        #expect(RecordLogs.recognise(text.span, path: "/var/log/btmp.txt") == nil)
        #expect(RecordLogs.all.map(\.id) == RecordLogs.all.map(\.id).sorted())
    }
}
