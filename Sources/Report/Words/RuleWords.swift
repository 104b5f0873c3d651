import Model

/// Words for the lists of logs and of Sigma rules.
enum RuleWords {
    static let logs = Localized(en: "Logs that are read", ja: "読めるログ")
    static let sigma = Localized(en: "Sigma rules that Banken carries", ja: "内蔵の Sigma ルール")
    static let id = Localized(en: "Id", ja: "識別名")
    static let shape = Localized(en: "Form", ja: "形")
    static let places = Localized(en: "Usual places", ja: "通常の置き場所")
    static let programs = Localized(en: "Programs", ja: "書き込むプログラム")
    static let byContent = Localized(en: "anywhere: it is known by its lines", ja: "置き場所によらず、行の形で見分けます")
    static let level = Localized(en: "Level", ja: "重大度")
    static let says = Localized(en: "A match says", ja: "一致の意味")
    static let kind = Localized(en: "Kind", ja: "種類")
    static let single = Localized(en: "one event", ja: "イベント 1 件ごと")
    static let correlation = Localized(en: "several events together", ja: "複数のイベントの組み合わせ")
    static let author = Localized(en: "Author and licence", ja: "作者とライセンス")
    static let file = Localized(en: "File", ja: "ファイル")
    static let innocent = Localized(en: "Innocent causes", ja: "問題のない原因の例")

    static func shape(_ shape: LogDescription.Shape) -> Localized {
        switch shape {
        case .lines: Localized(en: "lines of their own", ja: "独自の形式の行")
        case .messages: Localized(en: "messages in syslog, the journal or a container's log", ja: "syslog・journal・コンテナのログに載るメッセージ")
        case .records: Localized(en: "binary records", ja: "バイナリの記録")
        }
    }
}
