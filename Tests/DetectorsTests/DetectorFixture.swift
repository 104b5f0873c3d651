import Collectors
import ContentRules
import Detectors
import FixtureHosts
import Formats
import Hosts
import Model
import Testing

/// One file below Fixtures: a host and what is expected of it.
struct DetectorFixture: CustomTestStringConvertible, Sendable {
    static let folder = "Tests/DetectorsTests/Fixtures"
    private static let rules = ContentRules.compile(EmbeddedRules.sources).rules
    /// The fixtures whose folder is no detector's: whole hosts of honest people.
    static let honest = "honest"

    let detector: String
    let name: String
    var testDescription: String { "\(detector)/\(name)" }

    static func all(_ prefix: String) -> [DetectorFixture] {
        RepositoryFiles.names(in: folder).filter { !$0.contains(".md") }.flatMap { detector in
            RepositoryFiles.names(in: "\(folder)/\(detector)").filter { $0.hasPrefix(prefix) }.map {
                DetectorFixture(detector: detector, name: $0)
            }
        }
    }

    /// What came of one fixture.
    struct Outcome: Sendable {
        var facts: Facts
        var findings: [Finding]
        var ran: [String]
        var expected: [ExpectedFinding]

        /// Expected lines that no finding fits, each finding taken once; and the findings that no line asked for.
        func difference() -> (missing: [ExpectedFinding], unexpected: [Finding]) {
            var rest = findings
            var missing: [ExpectedFinding] = []
            for line in expected {
                if let index = rest.firstIndex(where: line.fits) { rest.remove(at: index) } else { missing.append(line) }
            }
            return (missing, rest)
        }
    }

    func examine() async throws -> Outcome {
        let text = try #require(RepositoryFiles.text("\(DetectorFixture.folder)/\(detector)/\(name)"))
        let host = try FixtureHost(text)
        let now = try #require(Timestamp(rfc3339: (host.notes["now"] ?? "2025-06-01T00:00:00Z").filter { !$0.isWhitespace }))
        let identity = HostIdentityReader.read(host, now: now)
        let list = Array((host.notes["indicators"] ?? "").utf8)
        let indicators = IndicatorSet(IndicatorListFormat.parse(list.span, list: "list.txt").value)
        let own = IndicatorRules.sources(indicators)
        let rules = own.isEmpty ? DetectorFixture.rules : ContentRules.compile(EmbeddedRules.sources + own).rules
        var collection = Collection(host: host, identity: identity, now: now, rules: rules, indicators: indicators) { _ in }
        collection.facts.asRoot = !host.comment.contains("[user]")
        collection.rawDevices = .mounted
        if let manifest = host.notes["manifest"] {
            collection.manifests = [ManifestPack(name: "manifest", publicKey: [], bytes: Array(manifest.utf8))]
        }
        let facts = await collection.run()
        let judged = Detectors.judge(facts)
        let lines = (host.notes["finds"] ?? "").split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Outcome(facts: facts, findings: judged.findings, ran: judged.ran, expected: try lines.map { try ExpectedFinding($0) })
    }
}
