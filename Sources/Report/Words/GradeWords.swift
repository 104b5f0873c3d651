import Model

/// The words for how bad and how sure something is.
enum GradeWords {
    static func severity(_ severity: Severity) -> Localized {
        switch severity {
        case .critical: Localized(en: "critical", ja: "緊急")
        case .high: Localized(en: "high", ja: "重大")
        case .medium: Localized(en: "medium", ja: "注意")
        case .low: Localized(en: "low", ja: "軽微")
        case .info: Localized(en: "information", ja: "参考")
        }
    }

    static func confidence(_ confidence: Confidence) -> Localized {
        switch confidence {
        case .certain: Localized(en: "certain", ja: "確実")
        case .likely: Localized(en: "likely", ja: "ほぼ確か")
        case .possible: Localized(en: "possible", ja: "可能性あり")
        }
    }

    /// How sure, told in a sentence for somebody who has never read such a report.
    static func sureness(_ confidence: Confidence) -> Localized {
        switch confidence {
        case .certain: Localized(en: "certain: the facts allow no other reading", ja: "確実です（ほかの説明ができません）")
        case .likely: Localized(en: "likely: a harmless reason would be unusual", ja: "ほぼ確かです（害のない理由はめったにありません）")
        case .possible: Localized(en: "possible: a harmless reason may exist", ja: "可能性があります（害のない理由かもしれません）")
        }
    }
}
