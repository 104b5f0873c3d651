/// A file of rules: where it lies, and its text.
package struct SigmaRuleFile: Hashable, Sendable {
    package var path: String
    package var text: String

    package init(path: String, text: String) { (self.path, self.text) = (path, text) }
}

/// Rules as they were loaded: those that will be matched, and with a reason those that will not.
package struct SigmaRules: Sendable {
    package internal(set) var rules: [SigmaRule] = []
    package internal(set) var correlations: [SigmaCorrelation] = []
    /// Sound rules for logs that a Linux server does not write.
    package internal(set) var notApplicable: [SigmaExclusion] = []
    package internal(set) var failed: [SigmaFailure] = []
    /// Filters that were read; they are within the conditions of the rules already.
    package internal(set) var filters = 0

    /// Reads files; a broken document costs only itself.
    ///
    /// - Parameters:
    ///   - placeholders: values for `%name%` in values with the modifier `expand`.
    ///   - license: of rules that name none.
    package static func load(
        _ files: [SigmaRuleFile], placeholders: [String: [String]] = [:], license: String = SigmaHeader.usualLicense
    ) -> SigmaRules {
        var loader = SigmaLoader(placeholders: placeholders, license: license)
        for file in files { loader.read(file) }
        return loader.finish()
    }
}
