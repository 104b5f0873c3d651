import Formats
import LogReading
import Model
import Testing

@Suite struct `A timeline` {
    @Test(arguments: [1 << 20, 2_000]) func `is in order, whether it fits into memory or not`(_ mostBytes: Int) throws {
        var random = SystemRandomNumberGenerator()
        var sorter = EventSorter(folder: .at("/tmp"), mostBytes: mostBytes)
        var wanted: [(Int64, Int)] = []
        for index in 0..<5_000 {
            let time = Int64.random(in: -50...50, using: &random)
            wanted.append((time, index))
            let line = Array("\(time) \(index)\n".utf8)
            try sorter.add(Timestamp(seconds: time), line.span)
        }
        var output: [UInt8] = []
        try sorter.finish { output += $0 }
        let expected = wanted.sorted { $0 < $1 }.map { "\($0.0) \($0.1)" }
        let lines = RawText(output).split(0x0a).dropLast().map { $0.escaped() }
        #expect(lines == expected)
    }

    @Test func `is not laid down on a machine that is examined, and says what to do`() throws {
        var sorter = EventSorter(folder: .nowhere, mostBytes: 1_000)
        let line = Array(repeating: UInt8(0x61), count: 600)
        try sorter.add(Timestamp(seconds: 1), line.span)
        var refused: SpoolFailure?
        do throws(SpoolFailure) { try sorter.add(Timestamp(seconds: 2), line.span) } catch { refused = error }
        #expect(refused == .refused)
        let reason = SpoolFailure.refused.reason(Localized(en: "The timeline", ja: "タイムライン"))
        for prose in [reason.en, reason.ja] {
            let told = prose.pieces.contains { if case .words(let words) = $0 { words.contains("--spool") } else { false } }
            #expect(told)
        }
    }

    @Test(arguments: [
        ("/", true), ("/var/log", true), ("/var/../var/log", true), ("/var", true), ("-", true), ("/nowhere/at/all", true), ("/dev", false),
        ("/dev/null", false),
    ]) func `may be laid down only where what is read is not this machine`(_ name: String, _ isOwn: Bool) {
        #expect(OwnMachine.holds(RawText(name)) == isOwn)
        let folder = SpoolFolder(named: nil, isOwn: isOwn, usual: "/tmp")
        #expect(folder == (isOwn ? .nowhere : .at("/tmp")))
        #expect(SpoolFolder(named: "/mnt/x", isOwn: isOwn, usual: "/tmp") == .at("/mnt/x"))
    }

    @Test func `tells the times of a file once for each moment, the most telling first`() {
        let (first, second) = (Timestamp(seconds: 100), Timestamp(seconds: 200, nanoseconds: 5))
        let file = FileTimeEvents.Subject(
            path: "/tmp/. ..", times: [(.modified, first), (.accessed, second), (.changed, second), (.born, first)])
        var draft = EventDraft()
        var told: [String] = []
        FileTimeEvents.forEach(file, &draft) { text, draft, time in
            let letters = draft.text(draft.field("macb"), in: text)?.escaped() ?? ""
            told.append("\(time.timestamp.seconds) \(draft.kind.rawValue) \(letters) \(time.clock.rawValue)")
        }
        #expect(told == ["100 file.birth m..b kernel", "200 file.metadata .ac. kernel"])
    }

    @Test func `looks for text in any case, within the record alone`() {
        let text = Array("abc GET /Shell.PHP x\nshell.php".utf8)
        let filter = TimelineFilter(text: "shell.php")
        let found = [filter.holds(text.span, 0..<20), filter.holds(text.span, 0..<16), TimelineFilter().holds(text.span, 0..<1)]
        #expect(found == [true, false, true])
    }
}

@Suite struct `A bodyfile` {
    @Test func `is read with names that hold its own separator`() throws {
        let text = Array(
            "0|/a|b (deleted)|12-128-1|r/rrwxr-xr-x|0|33|1234|1300000000|1300000001.5|1300000002|0\n# comment\n7210080490f9fd139c1b44fa0f730988|/x|1|0100644|0|0|-|0|1|1|1\nshort|line\n"
                .utf8)
        let parsed = BodyfileFormat.parse(text.span)
        let first = try #require(parsed.value.first)
        #expect(first.path == "/a|b (deleted)")
        #expect(first.size == 1234)
        #expect(first.accessed == Timestamp(seconds: 1_300_000_000))
        #expect(first.modified == Timestamp(seconds: 1_300_000_001, nanoseconds: 500_000_000))
        #expect(first.born == nil)
        #expect(parsed.value.last?.md5 == "7210080490f9fd139c1b44fa0f730988")
        #expect(parsed.problems.map(\.line) == [4])
    }
}
