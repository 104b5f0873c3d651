import Formats
import Model
import Testing

@Suite struct `Journal files` {
    @Test(arguments: JournalFixture.names) func `give what journalctl exports`(_ name: String) throws {
        let export = try JournalFixture.bytes("expected.export")
        let expected = try JournalFixture.records("journal.export", export)
        let (events, report) = JournalFixture.read(try JournalFixture.bytes(name))
        #expect(expected.problems.isEmpty)
        #expect(expected.events.count == 6)
        #expect(events.map(JournalFixture.fields) == expected.events.map(JournalFixture.fields))
        #expect(report.problems.isEmpty)
        #expect(report.signs.isEmpty)
        #expect(report.recovered == 0 && report.incomplete == 0)
    }

    @Test func `are the same in the text that journalctl writes as JSON`() throws {
        let json = try JournalFixture.bytes("expected.json")
        let found = EventFixture.events(json, latest: Timestamp(seconds: 1_400_000_000), offset: 0)
        let (events, _) = JournalFixture.read(try JournalFixture.bytes("none-232.journal"))
        #expect(found.map(JournalFixture.fields) == events.map(JournalFixture.fields))
        #expect(found.map(\.format) == events.map(\.format))
        #expect(found.map(\.process) == events.map(\.process))
    }

    @Test func `fill the head of an event`() throws {
        let (events, report) = JournalFixture.read(try JournalFixture.bytes("xz-224.journal"))
        let event = try #require(events.last)
        #expect(event.time?.timestamp == Timestamp(seconds: 1_300_000_091))
        #expect(event.time?.precision == .microsecond)
        #expect(event.host == "www4")
        #expect(event.process == "CRON")
        #expect(event.pid == 301)
        #expect(event.message == "(root) CMD (/usr/local/bin/nightly)")
        #expect(event[field: "__SEQNUM"] == "6")
        #expect(event[field: "__MONOTONIC_TIMESTAMP"] == "2000000")
        #expect(report.boots.map(\.entries) == [4, 2])
        #expect(report.boots.map(\.id.description) == ["0123456789abcdef0123456789abcdef", "89abcdef0123456789abcdef01234567"])
        #expect(report.sequences == 1...6)
        #expect(report.header?.machineID.description == "fedcba98765432100123456789abcdef")
        #expect(report.header?.state == .archived)
    }

    @Test func `lose no entry where the list of entries is broken`() throws {
        let whole = try JournalFixture.bytes("none-232.journal")
        let start = JournalFixture.word(whole, 176)
        let second = JournalFixture.word(whole, start + 16)
        for (place, value, listed) in [(176, 0, 0), (176, 8, 0), (start + 16, 0, 2), (start + 16, 1 << 40, 2), (second, 0xff, 2)] {
            var bytes = whole
            JournalFixture.place(UInt64(value), &bytes, place)
            let (events, report) = JournalFixture.read(bytes)
            #expect(events.count == 6, "\(place)")
            #expect(report.recovered == 6 - listed, "\(place)")
            #expect(report.signCounts[.unlistedEntry] == 6 - listed, "\(place)")
            #expect(Set(events.map(JournalFixture.fields)) == Set(JournalFixture.read(whole).events.map(JournalFixture.fields)))
        }
    }

    @Test func `show an entry that was taken off the list`() throws {
        var bytes = try JournalFixture.bytes("none-232.journal")
        let start = JournalFixture.word(bytes, 176)
        let hidden = JournalFixture.word(bytes, start + 24 + 8)
        JournalFixture.place(0, &bytes, start + 24 + 8)
        JournalFixture.place(5, &bytes, 152)
        let (events, report) = JournalFixture.read(bytes)
        #expect(events.count == 6)
        #expect(events.last?[field: "journal.recovered"] == "unlisted")
        #expect(events.last?.source.offset == Int64(hidden))
        #expect(report.signs.contains { $0.kind == .unlistedEntry && $0.offset == hidden })
        #expect(report.signs.contains { $0.kind == .sequenceGap })
    }

    @Test(arguments: ["none-232.journal", "sealed-240.journal"]) func `show a message that was changed in place`(_ name: String) throws {
        var bytes = try JournalFixture.bytes(name)
        let text = Array("from 203.0.113.9 port".utf8)
        let at = try #require((0..<bytes.count - text.count).first { bytes[$0..<$0 + text.count].elementsEqual(text) })
        bytes[at + 15] = 0x37
        let (events, report) = JournalFixture.read(bytes)
        #expect(events.first?.message?.description.contains("203.0.113.7") == true)
        #expect(report.signCounts[.fieldHash] == 1)
    }

    @Test func `show fields that were exchanged`() throws {
        var bytes = try JournalFixture.bytes("none-232.journal")
        let first = JournalFixture.word(bytes, JournalFixture.word(bytes, 176) + 24)
        let second = JournalFixture.word(bytes, JournalFixture.word(bytes, 176) + 32)
        // The last item of each: a field that the other entry does not have.
        let (from, to) = (JournalFixture.word(bytes, second + 8), JournalFixture.word(bytes, first + 8))
        JournalFixture.place(UInt64(JournalFixture.word(bytes, second + from - 16)), &bytes, first + to - 16)
        #expect(JournalFixture.read(bytes).report.signs.contains { $0.kind == .entrySum && $0.offset == first })
    }

    @Test func `show clocks that run backwards and numbers that are missing`() throws {
        var bytes = try JournalFixture.bytes("none-232.journal")
        let list = JournalFixture.word(bytes, 176)
        let second = JournalFixture.word(bytes, list + 32)
        JournalFixture.place(9, &bytes, second + 16)
        JournalFixture.place(1_299_999_000_000_000, &bytes, second + 24)
        JournalFixture.place(4_000_000, &bytes, second + 32)
        let kinds = Set(JournalFixture.read(bytes).report.signs.map(\.kind))
        #expect(kinds.isSuperset(of: [.sequenceGap, .sequenceOrder, .clockBackwards, .clockJump, .monotonicBackwards]))
    }

    @Test func `tell which entries are sealed, and that the seals do not follow each other`() throws {
        var bytes = try JournalFixture.bytes("sealed-240.journal")
        let report = JournalFixture.read(bytes).report
        #expect(report.tags.map(\.sequence) == [1, 2, 3])
        #expect(report.tags.map(\.lastEntry) == [0, 3, 6])
        #expect(report.sealing == .consistent(sealedUpTo: 6, unsealedEntries: 0))
        JournalFixture.place(7, &bytes, report.tags[1].offset + 16)
        #expect(JournalFixture.read(bytes).report.sealing == .inconsistent)
    }

    @Test func `keep the other fields where one is damaged`() throws {
        var bytes = try JournalFixture.bytes("none-232.journal")
        let first = JournalFixture.word(bytes, JournalFixture.word(bytes, 176) + 24)
        let field = JournalFixture.word(bytes, first + 64)
        let whole = JournalFixture.read(bytes).events
        bytes[field] = 0x77
        let (events, report) = JournalFixture.read(bytes)
        #expect(events.count == 6)
        #expect(events[0].fields.count == whole[0].fields.count - 1)
        #expect(report.incomplete > 0)
        #expect(report.problems.contains { $0.offset == field })
        #expect(report.signCounts[.damage] == 1)
    }

    @Test func `give what there is of a file that was cut off`() throws {
        let whole = try JournalFixture.bytes("lz4-208.journal")
        var most = 0
        for count in stride(from: 0, through: whole.count, by: 24) {
            let (events, report) = JournalFixture.read(Array(whole[..<count]))
            #expect(events.count >= most)
            most = max(most, events.count)
            #expect(count < 16 || count == whole.count || !report.problems.isEmpty)
        }
        #expect(JournalFixture.read(whole).events.count == 6)
        #expect(most >= 5)
    }

    @Test func `are known by their first bytes and not by their name`() throws {
        let head = Array(try JournalFixture.bytes("none-232.journal").prefix(64))
        #expect(RecordLogs.recognise(head.span, path: "/var/log/anything")?.id == "journal")
        let other = Array("no journal at all".utf8)
        #expect(RecordLogs.recognise(other.span, path: "/var/log/journal/system.journal") == nil)
    }
}
