import FixtureFiles
import Formats
import Model
import Testing

@Suite struct `The parsers of logs of records` {
    static func samples(_ parser: String) throws -> [[UInt8]] {
        func log(_ name: String, isWhole: Bool = false) throws -> [UInt8] {
            let bytes = try #require(FixtureFiles.bytes("FormatsTests/Logs/\(name).txt"))
            let text = try #require(Sections(String(validating: bytes, as: UTF8.self) ?? "")["log"])
            // Lines that syslog carries are no lines of the format itself.
            return text.split(separator: "\n").filter { isWhole || !$0.hasPrefix("Mar ") }.flatMap { Array($0.utf8) + [0x0a] }
        }
        func packed(_ end: String) throws -> [[UInt8]] {
            try `Packed content`.names.filter { $0.hasSuffix(end) }.map(`Packed content`.bytes)
        }
        return switch parser {
        case "log.audit": [try log("audit")]
        case "log.lines": [try log("sshd", isWhole: true)]
        case "log.postgresql.csv": [try log("postgresql.csv")]
        case "log.rsync.own": [try log("rsync.own")]
        case "log.journal.json": [try JournalFixture.bytes("expected.json")]
        case "packing.lz4": try packed(".lz4")
        case "packing.xz": try packed(".xz")
        case "packing.zstd": try packed(".zst")
        case "record.journal": try JournalFixture.names.filter { $0.hasSuffix(".journal") }.map(JournalFixture.bytes)
        case "record.journal.export": [try JournalFixture.bytes("expected.export")]
        case "record.lastlog2": [try `Logs of records`.bytes("lastlog2.db")]
        case "record.pacct": try ["pacct", "pacct-big", "pacct-2"].map(`Logs of records`.bytes)
        case "record.wtmp": try ["wtmp", "wtmp-400", "wtmp-big"].map(`Logs of records`.bytes)
        case "record.wtmpdb": [try `Logs of records`.bytes("wtmp.db")]
        default: [try `Logs of records`.bytes(String(parser.dropFirst(7)))]
        }
    }

    @Test(arguments: FormatParser.logs.map(\.name))
    func `return whatever is done to a good sample`(name: String) throws {
        let parser = try #require(FormatParser.logs.first { $0.name == name })
        var random = PackagesRandom(state: 0x5eed_0002)
        var problems = 0
        for sample in try Self.samples(name) {
            #expect(parser.run(sample.span) == 0)
            for _ in 0..<(sample.count > 8000 ? 60 : 150) {
                let bytes = random.mutated(sample, noise: 8)
                problems += parser.run(bytes.span)
            }
        }
        // Records of faillog and the like take any number; the others must have met something.
        #expect(problems > 0)
    }

    @Test func `stand in the order of their names, each once`() {
        let names = FormatParser.logs.map(\.name)
        #expect(names == Set(names).sorted())
    }
}
