import Hosts
import Model

/// Gathers what could not be looked at, so that ten thousand unreadable files are one gap with its number and examples.
package struct GapTally: Sendable {
    private struct Key: Hashable, Sendable {
        var collector: String
        var failure: AccessFailure
        var facts: Set<FactKind>
    }
    private struct Group: Sendable {
        var samples: [RawText] = []
        var count = 0
    }
    /// How many examples of one kind are named.
    private static let mostSamples = 5
    private var groups: [Key: Group] = [:]
    private var single: [Gap] = []

    package init() {}

    /// Takes note of a path; what is simply not there hides nothing and is no gap.
    package mutating func add(_ collector: String, _ path: RawText, _ failure: AccessFailure, _ facts: Set<FactKind>) {
        guard failure.hidesSomething else { return }
        let key = Key(collector: collector, failure: failure, facts: facts)
        groups[key, default: Group()].count += 1
        if groups[key, default: Group()].samples.count < GapTally.mostSamples { groups[key]?.samples.append(path) }
    }

    package mutating func add(_ gap: Gap) {
        if single.count < 1_000 { single.append(gap) }
    }

    package mutating func add(_ other: GapTally) {
        for gap in other.single { add(gap) }
        for (key, group) in other.groups {
            groups[key, default: Group()].count += group.count
            let room = GapTally.mostSamples - groups[key, default: Group()].samples.count
            groups[key]?.samples += group.samples.prefix(max(0, room))
        }
    }

    /// One gap for each example, the rest of its kind counted in the last; in a stable order.
    package var gaps: [Gap] {
        var gaps = single
        for (key, group) in groups {
            let samples = group.samples.sorted()
            for (index, path) in samples.enumerated() {
                let rest = index == samples.count - 1 ? group.count - samples.count : 0
                gaps.append(
                    Gap(collector: key.collector, subject: path, reason: key.failure.reason, facts: key.facts, count: 1 + rest))
            }
        }
        return gaps.sorted {
            ($0.isTotal ? 0 : 1, $0.collector, $0.subject ?? "") < ($1.isTotal ? 0 : 1, $1.collector, $1.subject ?? "")
        }
    }
}
