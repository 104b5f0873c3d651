import Model
import Testing

/// A fragment of a program under `Tests/TaintTests/Fixtures/<rule>/{fires,quiet}-<what>.<ending>.txt`. Fragments end before
/// they do anything, so that none of them works.
struct TaintFixture: Sendable, CustomTestStringConvertible {
    let rule: String
    /// Without the last ending, as it would stand in a web root: "fires-plain.php".
    let name: String
    let bytes: [UInt8]

    var isQuiet: Bool { name.hasPrefix("quiet") }
    var testDescription: String { "\(rule)/\(name)" }

    static let all: [TaintFixture] = FixtureFolder.files().compactMap { path, bytes in
        let parts = path.split(separator: "/")
        guard let name = parts.last, parts.count >= 2, name.hasSuffix(".txt") else { return nil }
        return TaintFixture(rule: String(parts[parts.count - 2]), name: String(name.dropLast(4)), bytes: bytes)
    }.sorted { ($0.rule, $0.name) < ($1.rule, $1.name) }
}
