import Model

/// Compiled content rules, ready to judge the bytes of files from any number of threads at once.
package struct ContentRules: Sendable {
    /// The rules in the order of their files.
    package let descriptions: [RuleDescription]
    private let engine: RuleEngine

    init(engine: RuleEngine, descriptions: [RuleDescription]) {
        self.engine = engine
        self.descriptions = descriptions
    }

    /// Nil in a build that can judge content; else why this one cannot, in the words that a gap shows.
    package static var unavailable: Localized? { RuleEngine.unavailable }

    /// Compiles rule files. A file with an error is left out with its problems; the others are used.
    package static func compile(_ sources: [RuleSource]) -> ContentRulesCompilation {
        RuleEngine.compile(sources)
    }

    /// Judges the whole content of one file.
    ///
    /// Takes time that grows with the content and ends at the latest when `limits.seconds` have passed.
    package func scan(_ bytes: Span<UInt8>, of file: ScannedFile, limits: ScanLimits) -> ContentScan {
        engine.scan(bytes, of: file, limits: limits)
    }

    package func scan(_ bytes: [UInt8], of file: ScannedFile, limits: ScanLimits) -> ContentScan {
        scan(bytes.span, of: file, limits: limits)
    }
}

/// What became of rule files.
package struct ContentRulesCompilation: Sendable {
    /// Nil where no file compiled, or where this build cannot judge content (`ContentRules.unavailable`).
    package var rules: ContentRules?
    package var problems: [RuleProblem]

    package init(rules: ContentRules?, problems: [RuleProblem]) {
        self.rules = rules
        self.problems = problems
    }
}
