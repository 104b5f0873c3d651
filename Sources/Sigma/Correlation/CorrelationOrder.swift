/// Puts correlations behind what they refer to, and fails those whose rules are missing or that refer to themselves.
enum CorrelationOrder {
    static func place(_ correlations: [(correlation: SigmaCorrelation, document: Int)], in rules: inout SigmaRules) {
        var waiting = correlations
        var placed = true
        while placed, !waiting.isEmpty {
            placed = false
            var later: [(correlation: SigmaCorrelation, document: Int)] = []
            for item in waiting {
                let isReady = item.correlation.references.allSatisfy { reference in
                    rules.rules.contains { $0.header.isCalled(reference) } || rules.correlations.contains { $0.header.isCalled(reference) }
                }
                if isReady {
                    rules.correlations.append(item.correlation)
                    placed = true
                } else {
                    later.append(item)
                }
            }
            waiting = later
        }
        for (correlation, document) in waiting {
            let missing = correlation.references.first { reference in
                !rules.rules.contains { $0.header.isCalled(reference) } && !rules.correlations.contains { $0.header.isCalled(reference) }
            }
            rules.failed.append(
                SigmaFailure(
                    path: correlation.header.path, document: document,
                    reason: "The correlation refers to `\(missing ?? "")`, which was not loaded or refers back to it."))
        }
    }
}
