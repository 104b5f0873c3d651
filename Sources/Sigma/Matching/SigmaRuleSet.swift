/// Rules made ready for matching. Rules have numbers from 0; correlations follow behind them.
package struct SigmaRuleSet: Sendable {
    package let rules: SigmaRules
    let compiled: CompiledRules
    /// For each rule and correlation whether its match is told; what only serves a correlation is not.
    private let isTold: [Bool]
    /// For each rule, what correlations need of its matches; none where no correlation counts them.
    let correlationFields: [[CorrelationField]]

    package init(_ rules: SigmaRules) {
        self.rules = rules
        var compiler = RuleCompiler()
        for rule in rules.rules { compiler.add(rule) }
        for correlation in rules.correlations {
            for (reference, fields) in correlation.fieldsByReference {
                for rule in rules.rules where rule.header.isCalled(reference) {
                    for field in fields { compiler.field(field, LogSourceScope.scope(of: rule.logSource) ?? []) }
                }
            }
        }
        compiled = compiler.finish()
        correlationFields = rules.rules.map { rule in
            rules.correlations.flatMap(\.fieldsByReference).filter { rule.header.isCalled($0.reference) }.flatMap { reference in
                [CorrelationField(name: "")] + reference.fields.map { CorrelationField(name: $0) }
            }
        }
        let headers = rules.rules.map(\.header) + rules.correlations.map(\.header)
        isTold = headers.map { header in
            let users = rules.correlations.filter { $0.references.contains { header.isCalled($0) } }
            return users.isEmpty || users.contains(where: \.generates)
        }
    }

    package var count: Int { rules.rules.count + rules.correlations.count }

    package func header(_ number: Int) -> SigmaHeader {
        number < rules.rules.count ? rules.rules[number].header : rules.correlations[number - rules.rules.count].header
    }

    package func isTold(_ number: Int) -> Bool { isTold[number] }

    package func matcher() -> SigmaMatcher { SigmaMatcher(compiled) }

    package func correlator() -> SigmaCorrelator { SigmaCorrelator(self) }
}
