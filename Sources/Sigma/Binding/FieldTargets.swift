import Model

/// Which fields of rules a named value of an event fills.
///
/// Events of one kind name their values alike and in the same order, so that what was looked up for the last one serves the next.
struct FieldTargets: Sendable {
    struct Target: Sendable {
        /// A field of the rules, or one of the two numbers below.
        var field: Int
        /// A better source of the field, which is the lower one, takes the place of another.
        var rank: UInt8
        /// The events in which rules ask for the field.
        var scope: LogScope
    }

    /// A run of targets.
    typealias Run = Range<Int>

    /// What a name fills.
    struct Entry: Sendable {
        var name = ""
        var targets: Run = 0..<0
        /// In events of audit: see `key(of:)`.
        var keyTargets: Run = 0..<0
    }

    static let commandLine = -1
    static let executable = -2

    private(set) var targets: [Target] = []
    private var runs: [String: Run] = [:]
    /// By place in the event and length of the name.
    private var recent = Array(repeating: Entry(), count: 512)

    /// Adds the fields that a name fills; each name is added once.
    mutating func add(_ name: String, _ more: [Target]) { runs[name] = add(more) }

    /// Adds targets that no name of an event reaches.
    mutating func add(_ more: [Target]) -> Run {
        let start = targets.count
        targets += more
        return start..<targets.count
    }

    /// What the name at a place of an event fills.
    @inline(__always)
    mutating func entry(of name: String, at index: Int) -> Entry {
        let slot = (index &* 13 &+ name.utf8.count) & 511
        if recent[slot].name == name { return recent[slot] }
        let entry = Entry(name: name, targets: runs[name] ?? 0..<0, keyTargets: FieldTargets.key(of: name).flatMap { runs[$0] } ?? 0..<0)
        recent[slot] = entry
        return entry
    }

    /// An event of audit is several records, each with its `type`; a key that an earlier record had stands under the record's own name:
    /// `EXECVE.a0`, `PATH[2].name`. To a rule, it is one more value of `a0`, of `name`.
    private static func key(of name: String) -> String? {
        let utf8 = name.utf8
        guard let first = utf8.first, (0x41...0x5a).contains(first), let dot = utf8.lastIndex(of: 0x2e) else { return nil }
        return String(utf8[utf8.index(after: dot)...])
    }
}
