import Formats
import Hosts
import LogReading
import Model
import Testing

/// Keeps the lines and times of a piece.
private struct Keeper: EventWorker {
    var seen: [Seen] = []
    struct Seen: Hashable, Sendable {
        var line: Int?
        var offset: Int64
        var time: String?
        var message: String
    }

    mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {
        seen.append(
            Seen(
                line: line, offset: offset, time: time?.timestamp.rfc3339(),
                message: (draft.text(draft.message, in: text) ?? draft.text(Slice(draft.record), in: text) ?? "").escaped()))
    }
}

@Suite struct `Reading a log` {
    static let now = Timestamp(seconds: 1_310_461_200)  // 2011-07-12T09:00:00Z

    private func read(
        _ bytes: [UInt8], path: RawText = "/var/log/syslog", modified: Timestamp = now, born: Timestamp? = nil, isExplicit: Bool = true
    ) async -> (SourceReport, [Keeper.Seen]) {
        let status = FileStatus(
            kind: .regular, mode: 0o640, owner: 0, group: 4, size: Int64(bytes.count), inode: 1,
            times: FileTimes(modified: modified, changed: modified, accessed: modified))
        let source = LogSource(path: path, size: status.size, modified: modified, born: born) {
            .success(MemoryFile(bytes, status: status))
        }
        var settings = LogReader.Settings(now: `Reading a log`.now)
        settings.offset = 0
        var seen: [Keeper.Seen] = []
        let report = await LogReader(settings).read(source, isExplicit: isExplicit) {
            Keeper()
        } absorb: {
            seen += $0.seen
        }
        return (report, seen)
    }

    @Test func `gives every line once, in order, with its place, over many pieces`() async {
        var text = ""
        for index in 0..<40_000 {
            text +=
                "Mar \(index % 2 == 0 ? "12" : "12") 00:\(pad(index / 700)):\(pad(index / 12 % 60)) www4 cron[\(index)]: line \(index)\n"
        }
        let bytes = Array(text.utf8)
        let (report, seen) = await read(bytes)
        #expect(report.account.bytes == Int64(bytes.count))
        #expect(seen.count == 40_000)
        #expect(seen.map(\.line) == (1...40_000).map { $0 })
        #expect(seen.enumerated().allSatisfy { $0.element.message == "line \($0.offset)" })
        let last = seen[39_999].offset
        #expect(bytes[Int(last)...].starts(with: Array("Mar 12".utf8)))
    }

    @Test func `finds the year across a New Year, however large the log is`() async {
        var text = ""
        for day in 1...31 {
            for line in 0..<600 { text += "Dec \(day < 10 ? " " : "")\(day) 0\(line / 100):\(pad(line % 60)):00 w a: \(filler)\n" }
        }
        for day in 1...9 { for line in 0..<600 { text += "Jan  \(day) 0\(line / 100):\(pad(line % 60)):00 w a: \(filler)\n" } }
        let (report, seen) = await read(Array(text.utf8), modified: Timestamp(seconds: 1_294_560_000))
        #expect(text.utf8.count > 3 << 20)
        #expect(seen.first?.time == "2010-12-01T00:00:00Z")
        #expect(seen[31 * 600 - 1].time?.hasPrefix("2010-12-31") == true)
        #expect(seen[31 * 600].time == "2011-01-01T00:00:00Z")
        #expect(report.first?.rfc3339() == "2010-12-01T00:00:00Z")
        #expect(report.last?.rfc3339().hasPrefix("2011-01-09") == true)
    }

    @Test func `dates lines from anywhere one by one, none of them later than now`() async {
        let text =
            "Jun 21 16:47:48 a b: 1\nMay 29 20:56:52 a b: 2\nFeb 25 14:34:10 a b: 3\nNov 11 23:33:27 a b: 4\nJul  3 14:59:17 a b: 5\n"
        let (_, seen) = await read(Array(text.utf8))
        #expect(
            seen.map(\.time) == [
                "2011-06-21T16:47:48Z", "2011-05-29T20:56:52Z", "2011-02-25T14:34:10Z", "2010-11-11T23:33:27Z", "2011-07-03T14:59:17Z",
            ])
    }

    @Test func `tells a last line that breaks off, NULs, and time that runs backwards`() async {
        let text = "Mar 12 00:30:01 w a: 1\n\0\0\0\0Mar 12 05:30:01 w a: 2\nMar 12 01:00:00 w a: 3\nMar 12 01:0"
        let (report, seen) = await read(Array(text.utf8))
        #expect(seen.count == 4)
        #expect(report.signs.contains { $0.kind == .truncated })
        #expect(report.signs.contains { $0.kind == .zeroed && $0.count == 4 })
        #expect(report.signs.contains { $0.kind == .backwards && $0.line == 3 })
    }

    @Test func `tells a file that is younger than its first line, unless rotation made it`() async {
        let text = Array("Mar 12 00:30:01 w a: 1\n".utf8)
        let born = Timestamp(seconds: 1_305_000_000)
        #expect(await read(text, born: born).0.signs.contains { $0.kind == .rewritten })
        #expect(await !read(text, path: "/var/log/syslog.1", born: born).0.signs.contains { $0.kind == .rewritten })
    }

    @Test func `tears a line without an end, and loses nothing of it`() async {
        let bytes = [UInt8](repeating: 0x61, count: 9 << 20) + Array("\nMar 12 00:30:01 w a: 1\n".utf8)
        let (report, seen) = await read(bytes)
        #expect(report.account.bytes == Int64(bytes.count))
        #expect(report.signs.contains { $0.kind == .cut })
        #expect(seen.last?.message == "1")
    }

    @Test func `leaves a program that lies among logs alone, unless it was named`() async {
        let bytes = Array("\u{7f}ELF\u{2}\u{1}\u{1}\0\0\0\u{3}\0".utf8) + [UInt8](repeating: 3, count: 1000)
        #expect(await read(bytes, path: "/var/log/x", isExplicit: false).0.isNoLog)
        #expect(await !read(bytes, path: "/var/log/x").0.isNoLog)
    }

    private let filler = String(repeating: "x", count: 120)
    private func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
