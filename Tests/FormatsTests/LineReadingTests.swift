import Formats
import Model
import Testing

@Suite struct `Bytes that are looked at eight in one step` {
    /// What stands around the wanted byte: bytes that differ from it by little, or by their highest bit.
    private static let around: [UInt8] = [0x00, 0x0b, 0x09, 0x8a, 0x0a ^ 0x80, 0xff, 0x41]

    @Test func `give the places that looking at one after another gives`() {
        for count in 0..<28 {
            for filling in Self.around {
                for place in 0...count {
                    var bytes = [UInt8](repeating: filling, count: count)
                    if place < count { bytes[place] = 0x0a }
                    if place + 3 < count { bytes[place + 3] = 0x0a }
                    for start in [0, 1, place, count] where start <= count {
                        let range = start..<max(start, count - start % 2)
                        let (first, last) = (
                            LogText.first(0x0a, in: bytes.span, range), LogText.last(0x0a, in: bytes.span, range)
                        )
                        #expect(first == bytes[range].firstIndex(of: 0x0a), "\(bytes) in \(range)")
                        #expect(last == bytes[range].lastIndex(of: 0x0a), "\(bytes) in \(range)")
                    }
                }
            }
        }
    }

    @Test func `give the places of words too, and never ones that reach out of the range`() {
        let bytes = Array("for from from bob from 192.0.2.1 from".utf8)
        let whole = 0..<bytes.count
        let places = (
            LogText.first(" from ", in: bytes.span, whole), LogText.last(" from ", in: bytes.span, whole),
            LogText.last(" from ", in: bytes.span, 0..<22), LogText.first(" from ", in: bytes.span, 4..<9),
            LogText.last("nothing", in: bytes.span, whole), LogText.first("from", in: bytes.span, 33..<bytes.count)
        )
        #expect(places.0 == 3)
        #expect(places.1 == 17)
        #expect(places.2 == 8)
        #expect(places.3 == nil)
        #expect(places.4 == nil)
        #expect(places.5 == 33)
    }
}

@Suite struct `Events of several lines` {
    private static func records(_ number: Int, _ count: Int) -> [String] {
        (0..<count).map { "type=\($0 == 0 ? "SYSCALL" : "PATH") msg=audit(1300000000.123:\(number)): item=\($0) name=\"/srv/\($0)\"" }
    }

    /// The format, first line and number of bytes of each event.
    private static func read(_ lines: [String]) -> [String] {
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        var reader = EventReader()
        var found: [String] = []
        _ = reader.read(bytes.span, isLast: true) { _, draft, line in found.append("\(draft.format) \(line) \(draft.record.count)") }
        found.append("\(reader.lines) lines, \(reader.account.bytes) bytes")
        return found
    }

    @Test func `that stand in a row, with others between them, are each one event`() {
        let parts = [
            Self.records(1, 3), Self.records(2, 2), ["no record of any kind"], Self.records(3, 4), Self.records(4, 1), Self.records(5, 2),
        ]
        let lines = parts.flatMap { $0 }
        var wanted: [String] = []
        var line = 1
        for part in parts {
            wanted.append(
                "\(part.count == 1 && !part[0].hasPrefix("type=") ? "raw" : "audit") \(line) \(part.joined(separator: "\n").utf8.count)")
            line += part.count
        }
        wanted.append("\(lines.count) lines, \(lines.joined(separator: "\n").utf8.count + 1) bytes")
        #expect(Self.read(lines) == wanted)
    }

    @Test func `have the fields that each has alone`() {
        let lines = Self.records(1, 3) + Self.records(2, 3)
        let latest = Timestamp(seconds: 1_400_000_000)
        let together = EventFixture.events(Array(lines.joined(separator: "\n").utf8), latest: latest, offset: 0)
        let alone = EventFixture.events(Array(Self.records(2, 3).joined(separator: "\n").utf8), latest: latest, offset: 0)
        #expect(together.count == 2)
        #expect(together.last?.fields == alone.first?.fields)
        #expect(together.last?.kind == alone.first?.kind)
    }
}
