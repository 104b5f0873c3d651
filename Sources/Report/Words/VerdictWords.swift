import Model

/// The words of the verdict: what a person reads first.
enum VerdictWords {
    static func headline(_ state: Verdict.State) -> Localized {
        switch state {
        case .compromised:
            Localized(en: "This server has been broken into.", ja: "このサーバーは侵入されています。")
        case .attempted:
            Localized(
                en: "This server was attacked, but nothing shows that anyone got in.",
                ja: "このサーバーは攻撃を受けましたが、侵入された形跡は見つかりませんでした。")
        case .suspicious:
            Localized(en: "This server may have been broken into.", ja: "このサーバーは侵入された疑いがあります。")
        case .clean:
            Localized(
                en: "No sign of a break-in was found in what could be examined.",
                ja: "調べられた範囲では、侵入の形跡は見つかりませんでした。")
        case .undecided:
            Localized(
                en: "Whether this server was broken into cannot be said yet.",
                ja: "侵入されたかどうかは、まだ判断できません。")
        }
    }

    /// The one line of a mere scan, which draws no conclusion.
    static func scanned(_ count: Int, worst: Severity?) -> Localized {
        guard let worst else {
            return Localized(
                en: "Nothing suspicious was found in what could be examined.",
                ja: "調べられた範囲では、あやしい点は見つかりませんでした。")
        }
        let severity = GradeWords.severity(worst)
        return Localized(
            en: count == 1 ? "1 thing was found; it is \(severity.en)." : "\(count) things were found; the worst is \(severity.en).",
            ja: "気になる点が \(count) 件見つかりました。最も重いものは「\(severity.ja)」です。")
    }

    static let undecidedSummary = Localized(
        en: "No conclusion was drawn from the findings.", ja: "見つかった内容からの結論は、まだ出していません。")
    static let since = Localized(en: "Since when", ja: "いつから")
    static let dwell = Localized(en: "Unnoticed for", ja: "気づくまでの期間")
    static let now = Localized(en: "Right now", ja: "今の状態")
    static let nextStep = Localized(en: "Do this next", ja: "次にすること")
    static let doNot = Localized(en: "What not to do", ja: "してはいけないこと")
    static let incomplete = Localized(en: "Not everything was seen", ja: "見られなかったもの")

    static func incompleteness(_ count: Int) -> Localized {
        Localized(
            en: count == 1 ? "One thing could not be examined; see below." : "\(count) things could not be examined; see below.",
            ja: "\(count) 件は調べられませんでした。下に理由を書いています。")
    }

    static func activity(active: Bool?, dormantSince: Timestamp?) -> Localized {
        switch (active, dormantSince) {
        case (true, _):
            Localized(en: "The intruder's programs are at work.", ja: "侵入者のプログラムが今も動いています。")
        case (false, let since?):
            Localized(
                en: "The intruder's programs have not been at work since \(since).",
                ja: "侵入者のプログラムは \(since) から動いていません。")
        case (false, nil):
            Localized(en: "The intruder's programs are not at work.", ja: "侵入者のプログラムは今は動いていません。")
        case (nil, _):
            Localized(
                en: "Whether the intruder's programs are at work cannot be said.",
                ja: "侵入者のプログラムが今動いているかどうかは、わかりません。")
        }
    }

    /// Four slips that destroy traces or help the intruder (RFC 3227, 2.2 and 2.3).
    static let doNots = [
        Localized(
            en: "Do not switch the server off or restart it. What is only in its memory would be lost.",
            ja: "サーバーの電源を切らない、再起動しない。電源を切ると消えてしまう手がかりがあります。"),
        Localized(
            en: "Do not delete or move files. They show how the intruder came in.",
            ja: "ファイルを消さない、動かさない。侵入の経路を知る大切な手がかりです。"),
        Localized(
            en: "Do not install a virus scanner or cleaner on the server. It would write over traces.",
            ja: "サーバーにウイルス対策や駆除のソフトを入れない。手がかりが上書きされてしまいます。"),
        Localized(
            en: "Do not change passwords on or from this server. The intruder may read them. Use a computer that is known to be clean.",
            ja: "このサーバーの上でパスワードを変えない。侵入者に読み取られるおそれがあります。変えるときは安全なパソコンを使ってください。"),
    ]
}
