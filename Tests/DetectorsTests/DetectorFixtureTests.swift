import Detectors
import FixtureHosts
import Model
import Testing

@Suite struct `Every detector` {
    static let ids = Detectors.all.map(\.id)

    @Test func `has an id of its own`() {
        #expect(Set(Self.ids).count == Self.ids.count)
    }

    @Test(arguments: ids)
    func `has a host that makes it fire and a near miss`(id: String) {
        let names = RepositoryFiles.names(in: "\(DetectorFixture.folder)/\(id)")
        #expect(names.contains { $0.hasPrefix("fires") }, "Fixtures/\(id) needs a file that fires")
        #expect(names.contains { $0.hasPrefix("quiet") }, "Fixtures/\(id) needs a near miss")
        #expect(names.allSatisfy { $0.hasPrefix("fires") || $0.hasPrefix("quiet") }, "Fixtures/\(id) has a file of no meaning")
    }

    @Test func `is the only reason for a folder of fixtures`() {
        let folders = Set(RepositoryFiles.names(in: DetectorFixture.folder)).subtracting(["README.md", DetectorFixture.honest])
        #expect(folders.subtracting(Self.ids) == [])
    }

    @Test(arguments: DetectorFixture.all("fires"))
    func `fires on what it claims, and nothing else is found there`(fixture: DetectorFixture) async throws {
        let outcome = try await fixture.examine()
        #expect(outcome.expected.contains { $0.detector == fixture.detector }, "the fixture expects nothing of \(fixture.detector)")
        let (missing, unexpected) = outcome.difference()
        let loud = unexpected.filter { $0.severity >= .medium || $0.detector == fixture.detector }
        #expect(missing.map(\.description) == [], "found: \(outcome.findings.map(\.asExpected).joined(separator: "\n"))")
        #expect(loud.map(\.asExpected) == [])
    }

    @Test(arguments: DetectorFixture.all("quiet"))
    func `stays quiet on near misses`(fixture: DetectorFixture) async throws {
        let outcome = try await fixture.examine()
        let isHonest = fixture.detector == DetectorFixture.honest
        #expect(isHonest || outcome.ran.contains(fixture.detector), "\(fixture.detector) lacks facts here and is quiet for that reason")
        #expect(outcome.facts.coverage.files > 0, "nothing was looked at")
        let (missing, unexpected) = outcome.difference()
        let loud = unexpected.filter { $0.severity >= .medium || $0.detector == fixture.detector }
        #expect(missing.map(\.description) == [], "found: \(outcome.findings.map(\.asExpected).joined(separator: "\n"))")
        #expect(loud.map(\.asExpected) == [])
    }
}
