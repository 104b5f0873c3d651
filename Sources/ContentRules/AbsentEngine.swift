#if !Yara
    import Model

    /// What stands in for libyara in a build without the trait `Yara`: nothing compiles, and the reason is a value.
    struct RuleEngine: Sendable {
        static var unavailable: Localized? {
            Localized(
                en: "This build of Banken has no content rules (it was built without libyara).",
                ja: "この Banken には中身を調べるルールが組み込まれていません(libyara なしでビルドされています)。")
        }

        static func compile(_ sources: [RuleSource]) -> ContentRulesCompilation {
            ContentRulesCompilation(
                rules: nil,
                problems: sources.map {
                    RuleProblem(severity: .error, file: $0.name, line: 0, message: "this build has no libyara to compile rules with")
                })
        }

        func scan(_ bytes: Span<UInt8>, of file: ScannedFile, limits: ScanLimits) -> ContentScan { ContentScan() }
    }
#endif
