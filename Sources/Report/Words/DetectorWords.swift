import Model

/// The words of the lists of detectors.
enum DetectorWords {
    static let title = Localized(en: "Detectors", ja: "検査の一覧")
    static let introduction = Localized(
        en: "What Banken looks for, by the question that it answers. Written from the detectors themselves.",
        ja: "Banken が何を調べるかを、答えようとする問いごとにまとめています。検査そのものから書き出しています。")
    static let claim = Localized(en: "Claims", ja: "わかること")
    static let needs = Localized(en: "Needs to know", ja: "必要な情報")
    static let misses = Localized(en: "Cannot see", ja: "見えないこと")
    static let techniques = Localized(en: "ATT&CK", ja: "ATT&CK")
    static let severity = Localized(en: "Severity", ja: "重さ")
    static let aspect = Localized(en: "Answers", ja: "答える問い")
    static let id = Localized(en: "Name", ja: "名前")

    static func severity(_ range: ClosedRange<Severity>) -> Localized {
        let (low, high) = (GradeWords.severity(range.lowerBound), GradeWords.severity(range.upperBound))
        if range.lowerBound == range.upperBound { return low }
        return Localized(en: "\(low.en) to \(high.en)", ja: "\(low.ja)〜\(high.ja)")
    }
}
