import Foundation
import Model
import Testing

@testable import Origins

@Suite struct `Where addresses belong` {
    private func address(_ text: String) throws -> NetworkAddress { try #require(NetworkAddress(text)) }

    private func withDatabase(_ bytes: [UInt8], _ body: (RawText) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("banken-\(UUID().uuidString).mmdb")
        try Data(bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        try body(RawText(path.path))
    }

    private var made: MadeDatabase {
        var base = MadeDatabase(kind: "Test-City")
        base.add(
            [203, 0, 113, 0], prefix: 24,
            .map([
                ("city", .map([("names", .map([("en", .text("Amsterdam")), ("ja", .text("アムステルダム"))]))])),
                ("country", .map([("iso_code", .text("NL"))])),
                ("location", .map([("latitude", .real(52.37)), ("longitude", .real(4.89))])),
            ]))
        base.add(
            [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], prefix: 32,
            .map([("autonomous_system_number", .number(64_500)), ("autonomous_system_organization", .text("Example Network"))]))
        return base
    }

    @Test func `is told by a database in MaxMind's format`() throws {
        try withDatabase(made.bytes) { path in
            let base = try MaxMindDatabase(path)
            #expect(base.kind == "Test-City")
            let origin = try #require(base.origin(of: address("203.0.113.77")))
            #expect(origin.words == "Amsterdam, NL")
            #expect(origin.position == GeographicPosition(latitude: 52.37, longitude: 4.89))
            let network = try #require(base.origin(of: address("2001:db8::7")))
            #expect(network.words == "Example Network (AS64500)")
            #expect(try base.origin(of: address("192.0.2.1")) == nil)
        }
    }

    @Test func `is not told by what is no database, with the reason`() throws {
        try withDatabase(Array("no database".utf8)) { path in
            #expect(throws: MaxMindDatabase.Failure.self) { try MaxMindDatabase(path) }
        }
        #expect(throws: MaxMindDatabase.Failure.self) { try MaxMindDatabase("/nowhere/at/all.mmdb") }
    }

    @Test func `is told or refused by every damaged database, and never crashes`() throws {
        let whole = made.bytes
        var random: UInt64 = 20_111
        for round in 0..<300 {
            var bytes = whole
            for _ in 0...(round % 8) {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(random >> 33) % bytes.count] = UInt8(truncatingIfNeeded: random >> 20)
            }
            try withDatabase(bytes) { path in
                guard let base = try? MaxMindDatabase(path) else { return }
                for text in ["203.0.113.77", "2001:db8::7", "0.0.0.0", "ffff::"] {
                    let origin = try base.origin(of: address(text))
                    #expect(origin.map { $0.words.count < 600 } ?? true)
                }
            }
        }
    }

    @Test func `is told by a list of ranges`() throws {
        let text = Array("# of a friend\n192.0.2.0/24 ; office\n2001:db8::/32\n198.51.100.7\r\n192.0.2.128/25\nhello\n1.2.3.4/40\n".utf8)
        let (list, wrong) = RangeList.parse(text.span, name: "hosting")
        #expect(wrong == [6, 7])
        for (address, isListed) in [
            ("192.0.2.1", true), ("192.0.2.200", true), ("192.0.3.0", false), ("198.51.100.7", true), ("198.51.100.8", false),
            ("2001:db8:1::", true), ("::", false),
        ] {
            #expect(try (list.origin(of: self.address(address))?.lists == ["hosting"]) == isListed, "\(address)")
        }
    }

    @Test func `is what all sources say together`() throws {
        let text = Array("203.0.113.0/24\n".utf8)
        try withDatabase(made.bytes) { path in
            let book = OriginBook([try MaxMindDatabase(path), RangeList.parse(text.span, name: "proxies").list])
            #expect(try book.origin(of: address("203.0.113.5"))?.words == "Amsterdam, NL · proxies")
        }
    }
}
