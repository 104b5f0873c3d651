import Formats
import Model
import Testing

/// Writes records of utmp(5) in each of its shapes.
private struct RecordWriter {
    var size = 384
    var isBigEndian = false

    func number(_ value: Int64, _ bytes: Int) -> [UInt8] {
        let little = (0..<bytes).map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
        return isBigEndian ? little.reversed() : little
    }

    func text(_ text: String, _ length: Int) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(length))
        return bytes + [UInt8](repeating: 0, count: length - bytes.count)
    }

    func record(
        _ type: Int64 = 7, process: Int64 = 4711, line: String = "pts/0", user: String = "tanaka", host: String = "pc.example",
        time: Int64 = 1_299_857_400, address: [UInt8] = [192, 0, 2, 7]
    ) -> [UInt8] {
        let wide = size == 400
        var bytes = number(type, 2) + [0, 0] + number(process, 4) + text(line, 32) + text("ts/0", 4) + text(user, 32)
        bytes += text(host, 256) + [0, 0, 0, 0] + number(1, wide ? 8 : 4)
        bytes += number(time, wide ? 8 : 4) + number(250_000, wide ? 8 : 4)
        bytes += address + [UInt8](repeating: 0, count: 16 - address.count)
        return bytes + [UInt8](repeating: 0, count: size - bytes.count)
    }
}

@Suite struct `Log-in records` {
    private let writer = RecordWriter()

    @Test(arguments: [384, 400], [false, true])
    func `are read in every shape that utmp has`(size: Int, isBigEndian: Bool) {
        let writer = RecordWriter(size: size, isBigEndian: isBigEndian)
        let bytes = writer.record() + writer.record(8, user: "", host: "", time: 1_299_857_460, address: [])
        let parsed = UtmpFormat.parse(bytes.span)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.map(\.kind) == [.user, .dead])
        #expect(parsed.value.map(\.offset) == [0, size])
        let first = parsed.value.first
        #expect(first?.process == 4711)
        #expect(first?.line == "pts/0")
        #expect(first?.user == "tanaka")
        #expect(first?.host == "pc.example")
        #expect(first?.time == Timestamp(seconds: 1_299_857_400, nanoseconds: 250_000_000))
        #expect(parsed.value.map(\.address) == ["192.0.2.7", nil])
    }

    @Test(
        arguments: [
            ([0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7], "2001:db8::7"),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 7], "192.0.2.7"),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], "::1"),
            ([0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1], "1:0:0:1::1"),
            ([0x20, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], "2001:0:1:1:1:1:1:1"),
        ] as [([UInt8], String)])
    func `show addresses after RFC 5952`(address: [UInt8], text: String) {
        let bytes = writer.record(address: address)
        #expect(UtmpFormat.parse(bytes.span).value.map(\.address) == [text])
    }

    @Test func `that are zeroed are problems at their offset and no records`() {
        let bytes = writer.record() + [UInt8](repeating: 0, count: 384) + writer.record(time: 1_299_857_500)
        let parsed = UtmpFormat.parse(bytes.span)
        #expect(parsed.value.map(\.offset) == [0, 768])
        #expect(parsed.problems == [Problem(offset: 384, reason: "record is zeroed")])
    }

    @Test func `in a file of nothing but zeros are all problems`() {
        let bytes = [UInt8](repeating: 0, count: 384 * 3)
        let parsed = UtmpFormat.parse(bytes.span)
        #expect(parsed.value.isEmpty)
        #expect(parsed.problems.map(\.offset) == [0, 384, 768])
    }

    @Test func `whose time runs backwards by more than a day are problems, in a log only`() {
        let day: Int64 = 86_400
        let start: Int64 = 1_299_857_400
        let bytes = writer.record(time: start) + writer.record(time: start - day) + writer.record(time: start - 3 * day)
        #expect(UtmpFormat.parse(bytes.span).problems.map(\.offset) == [768])
        #expect(UtmpFormat.parse(bytes.span, isLog: false).problems.isEmpty)
    }

    @Test func `may run backwards where the clock was set`() {
        let start: Int64 = 1_299_857_400
        let bytes =
            writer.record(time: start) + writer.record(4, time: start) + writer.record(3, time: start - 900_000)
            + writer.record(time: start - 899_000)
        let parsed = UtmpFormat.parse(bytes.span)
        #expect(parsed.value.count == 4)
        #expect(parsed.problems.isEmpty)
    }

    @Test func `of an unknown type or cut short are problems`() {
        let bytes = writer.record() + writer.record(77) + writer.record().prefix(100)
        let parsed = UtmpFormat.parse(bytes.span)
        #expect(parsed.value.count == 1)
        #expect(parsed.problems.map(\.offset) == [384, 768])
    }

    @Test func `are found again after a record that was cut in the middle of the file`() {
        let whole = writer.record()
        let bytes = whole + whole.prefix(117) + whole + whole + whole
        let parsed = UtmpFormat.parse(bytes.span)
        #expect(parsed.value.filter { $0.user == "tanaka" && $0.host == "pc.example" }.count >= 4)
        #expect(parsed.value.last?.offset == bytes.count - 384)
        #expect(!parsed.problems.isEmpty)
    }

    @Test func `of nothing are nothing`() {
        let bytes: [UInt8] = []
        #expect(UtmpFormat.parse(bytes.span).value.isEmpty)
        #expect(UtmpFormat.parse(bytes.span).problems.isEmpty)
        #expect(LastlogFormat.parse(bytes.span).value.isEmpty)
    }

    @Test func `tell boots that no shutdown went before`() {
        let start: Int64 = 1_299_857_400
        var bytes = writer.record(2, line: "~", user: "reboot", host: "2.6.32-5", time: start)
        bytes += writer.record(time: start + 100)
        bytes += writer.record(1, process: 0, line: "~", user: "shutdown", host: "2.6.32-5", time: start + 200)
        bytes += writer.record(2, line: "~", user: "reboot", host: "2.6.32-6", time: start + 300)
        bytes += writer.record(time: start + 400)
        bytes += writer.record(2, line: "~", user: "reboot", host: "2.6.32-6", time: start + 500)
        let boots = BootRecords.boots(UtmpFormat.parse(bytes.span).value)
        #expect(boots.map(\.ending) == [.shutdown(Timestamp(seconds: start + 200, nanoseconds: 250_000_000)), .crash, .open])
        #expect(boots.map(\.kernel) == ["2.6.32-5", "2.6.32-6", "2.6.32-6"])
        #expect(boots.map(\.lastRecord.seconds) == [start + 200, start + 400, start + 500])
    }

    @Test(arguments: [4, 8], [false, true])
    func `of lastlog belong to the user of their place`(width: Int, isBigEndian: Bool) {
        let writer = RecordWriter(isBigEndian: isBigEndian)
        let size = width + 288
        var bytes = writer.number(1_299_857_400, width) + writer.text("tty1", 32) + writer.text("", 256)
        bytes += [UInt8](repeating: 0, count: size * 999)
        bytes += writer.number(1_299_857_500, width) + writer.text("pts/3", 32) + writer.text("192.0.2.7", 256)
        let parsed = LastlogFormat.parse(bytes.span)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.map(\.user) == [0, 1000])
        #expect(parsed.value.map(\.host) == ["", "192.0.2.7"])
        #expect(parsed.value.map(\.offset) == [0, size * 1000])
    }

    @Test func `of a lastlog of holes are passed over fast`() {
        let bytes = [UInt8](repeating: 0, count: 292 * 65_536)
        var parsed = Parsed<[LastlogEntry]>([])
        let time = ContinuousClock().measure { parsed = LastlogFormat.parse(bytes.span) }
        #expect(parsed.value.isEmpty)
        #expect(time < .seconds(3))
    }
}
