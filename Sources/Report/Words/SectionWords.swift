import Model

/// Headings of a report and the sentences that stand under them.
enum SectionWords {
    static let contents = Localized(en: "Contents", ja: "目次")
    static let steps = Localized(en: "What to do, in this order", ja: "これからすること（この順番で）")
    static let stories = Localized(en: "What was found", ja: "見つかったこと")
    static let findings = Localized(en: "What was found", ja: "見つかったこと")
    static let further = Localized(en: "Further signs", ja: "そのほかの気になる点")
    static let furtherNote = Localized(
        en: "These could not be tied to the above. They may have harmless reasons.",
        ja: "上の内容と結びつくかどうかは、わかっていません。害のない理由の場合もあります。")
    static let weaknessNote = Localized(
        en: "No trace of an intruder in themselves, but ways in that should be closed once the evidence is safe.",
        ja: "これ自体は侵入の形跡ではありませんが、入口になりえます。証拠を保存したあとで閉じてください。")
    static let timeline = Localized(en: "What happened when", ja: "いつ、何が起きたか")
    static let gaps = Localized(en: "What could not be examined", ja: "調べられなかったこと")
    static let gapsNote = Localized(
        en: "For these, silence does not mean that all is well: nobody has looked.",
        ja: "次のものは「問題なし」ではなく「見ていない」ものです。")
    static let noGaps = Localized(
        en: "Everything that Banken knows how to examine could be examined.",
        ja: "Banken が調べられるものは、すべて調べました。")
    static let coverage = Localized(en: "How much was examined", ja: "どこまで調べたか")
    static let more = Localized(en: "Where to get more", ja: "さらに詳しく見るには")
    static let moreText = Localized(
        en: "All evidence in one page for a browser: --format html. For programs: --format json.",
        ja: "すべての証拠をブラウザーで見るには --format html、プログラムで扱うには --format json を付けて実行してください。")
    static let moreHTML = Localized(
        en: "The same results for programs: run Banken again with --format json.",
        ja: "同じ結果をプログラムで扱うには、--format json を付けて実行してください。")
    static let nothing = Localized(en: "Nothing was found.", ja: "見つかったものはありません。")

    static func leftOut(_ count: Int) -> Localized {
        Localized(en: "… and \(count) more, in the JSON output", ja: "… ほか \(count) 件（JSON 形式の出力にすべて入っています）")
    }
    static let toldAbove = Localized(en: "Told above", ja: "上で説明したもの")
    static let title = Localized(en: "Examination of", ja: "調査報告")
    static func subject(_ host: RawText) -> Localized {
        host.isEmpty
            ? Localized(en: "Examination of a server", ja: "サーバーの調査報告")
            : Localized(en: "Examination of \(host)", ja: "\(host) の調査報告")
    }
}
