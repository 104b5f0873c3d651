import Model

/// The evidence for and against every explanation, and what it comes to.
struct Balance: Sendable {
    private(set) var arguments: [CauseKind: [CauseArgument]] = [:]
    /// Decibans before anything is known, after what befalls ordinary servers.
    let priors: [CauseKind: Int]

    init(priors: [CauseKind: Int]) { self.priors = priors }

    mutating func add(_ cause: CauseKind, _ argument: CauseArgument) { arguments[cause, default: []].append(argument) }

    /// The same observation with a weight for each explanation.
    mutating func add(
        _ fact: String, group: String, _ weights: [CauseKind: Int], _ text: Localized, _ evidence: [EvidenceItem] = [], records: Int = 1
    ) {
        for (cause, weight) in weights where weight != 0 {
            add(cause, CauseArgument(fact: fact, group: group, weight: weight, text: text, evidence: evidence, records: records))
        }
    }

    /// The prior and the strongest argument of each group in each direction, one fact left out.
    func score(_ cause: CauseKind, without fact: String? = nil) -> Int {
        var groups: [String: (up: Int, down: Int)] = [:]
        for argument in arguments[cause] ?? [] where argument.fact != fact {
            let group = groups[argument.group] ?? (0, 0)
            groups[argument.group] = (max(group.up, argument.weight), min(group.down, argument.weight))
        }
        return (priors[cause] ?? 0) + groups.values.reduce(0) { $0 + $1.up + $1.down }
    }

    /// Decibans of the odds of each explanation against all others together.
    func odds(without fact: String? = nil) -> [CauseKind: Int] {
        let scores = Dictionary(uniqueKeysWithValues: CauseKind.allCases.map { ($0, score($0, without: fact)) })
        var odds: [CauseKind: Int] = [:]
        for (cause, score) in scores {
            let rivals = scores.filter { $0.key != cause }.map(\.value)
            odds[cause] = score - Decibans.sum(rivals)
        }
        return odds
    }

    /// Facts that rest on few records.
    var fragileFacts: [String] {
        var facts: Set<String> = []
        for argument in arguments.values.joined() where argument.records < 5 { facts.insert(argument.fact) }
        return facts.sorted()
    }
}

/// Sums of likelihoods in decibans, in whole numbers, so that every machine comes to the same.
enum Decibans {
    /// Decibans to add to the greater of two that lie so far apart: 10·log10(1 + 10^(−d/10)), rounded.
    private static let surplus = [3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 0]

    static func sum(_ values: [Int]) -> Int {
        let sorted = values.sorted(by: >)
        guard var sum = sorted.first else { return -99 }
        for value in sorted.dropFirst() {
            let apart = sum - value
            if apart < surplus.count { sum += surplus[apart] }
        }
        return sum
    }
}
