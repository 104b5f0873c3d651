import Model

/// The labels of a finding's parts.
enum FindingWords {
    static let place = Localized(en: "Where", ja: "場所")
    static let known = Localized(en: "What is known", ja: "知られていること")
    static let why = Localized(en: "Why", ja: "根拠")
    static let evidence = Localized(en: "Evidence", ja: "証拠")
    static let sure = Localized(en: "How sure", ja: "確かさ")
    static let times = Localized(en: "Times", ja: "時刻")
    static let misses = Localized(en: "What this check cannot see", ja: "この検査では見えないこと")
    static let steps = Localized(en: "What to do", ja: "すること")
    static let references = Localized(en: "Read more", ja: "参考資料")
    static let technique = Localized(en: "ATT&CK", ja: "ATT&CK")
    static let rule = Localized(en: "Rule", ja: "使った規則")
    static let related = Localized(en: "Belongs to it", ja: "関係するもの")
    static let detector = Localized(en: "Check", ja: "検査の名前")
    static let lastActive = Localized(en: "Last at work", ja: "最後に動いた時刻")
    static let reversible = Localized(en: "can be undone", ja: "元に戻せます")
    static let irreversible = Localized(en: "cannot be undone", ja: "元に戻せません")

    static func details(_ count: Int) -> Localized {
        Localized(en: count == 1 ? "Evidence (1 item)" : "Evidence (\(count) items)", ja: "証拠を見る（\(count) 件）")
    }
    static func more(_ count: Int) -> Localized { Localized(en: "+\(count) more", ja: "ほか \(count) 件") }
    static func quoted(_ text: Prose) -> Localized { Localized(en: "“\(text)”", ja: "「\(text)」") }
    static func bytesMore(_ count: Int) -> Localized { Localized(en: " … (+\(count) bytes)", ja: " …（あと \(count) バイト）") }
    static func line(_ number: Int) -> Localized { Localized(en: ", line \(number)", ja: " の \(number) 行目") }
    static func offset(_ number: Int) -> Localized { Localized(en: ", byte \(number)", ja: " の \(number) バイト目") }
    static func process(_ number: Int32) -> Localized { Localized(en: " (process \(number))", ja: "（プロセス番号 \(number)）") }
    static func user(_ name: RawText) -> Localized { Localized(en: " (user \(name))", ja: "（利用者 \(name)）") }

    static func subject(_ kind: Subject.Kind) -> Localized {
        switch kind {
        case .file: Localized(en: "file", ja: "ファイル")
        case .process: Localized(en: "running program", ja: "動いているプログラム")
        case .socket: Localized(en: "network connection", ja: "通信")
        case .account: Localized(en: "account", ja: "アカウント（利用者の登録）")
        case .job: Localized(en: "scheduled job", ja: "定期実行（cron など）")
        case .unit: Localized(en: "service", ja: "常駐サービス")
        case .module: Localized(en: "kernel module", ja: "カーネルモジュール（OS 中心部の追加部品）")
        case .package: Localized(en: "package", ja: "パッケージ（配布されたソフト）")
        case .log: Localized(en: "log", ja: "ログ（記録）")
        case .config: Localized(en: "settings", ja: "設定")
        case .mount: Localized(en: "mounted file system", ja: "マウント（つないだディスク）")
        case .host: Localized(en: "the whole server", ja: "サーバー全体")
        }
    }

    static func evidence(_ kind: EvidenceItem.Kind) -> Localized {
        switch kind {
        case .content: Localized(en: "content", ja: "中身")
        case .metadata: Localized(en: "file attributes", ja: "ファイルの属性")
        case .digest: Localized(en: "digest", ja: "ハッシュ値（中身の指紋）")
        case .process: Localized(en: "running program", ja: "動いているプログラム")
        case .socket: Localized(en: "network connection", ja: "通信")
        case .record: Localized(en: "record", ja: "記録")
        case .absence: Localized(en: "missing", ja: "あるはずなのに無いもの")
        case .statement: Localized(en: "the owner's word", ja: "持ち主の回答")
        }
    }
}
