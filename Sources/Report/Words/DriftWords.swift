import Model

/// Words for what differs from a baseline, and for what the operator accepted.
enum DriftWords {
    static let changes = Localized(en: "What changed, and nothing explains", ja: "理由の分からない変更")
    static let none = Localized(
        en: "Nothing changed that is not explained.", ja: "理由の分からない変更はありません。")
    static let explained = Localized(en: "Changes that are explained", ja: "理由の分かる変更")
    static let explainedNote = Localized(
        en: "The new content is what the package record holds, and the package changed since. Every file stands in the JSON output.",
        ja: "新しい中身はパッケージの記録と一致し、そのパッケージは更新されています。1 件ずつの一覧は JSON 形式の出力にあります。")
    static let quiet = Localized(en: "Places that change by themselves", ja: "ふだんから変わる場所")
    static let quietNote = Localized(
        en:
            "Logs, caches, databases and the like: counted, not judged one by one. A program that gains rights is told above wherever it lies.",
        ja: "ログ・キャッシュ・データベースなどは件数だけを数えています。権限を得たプログラムは、どこにあっても上に示します。")
    static let baseline = Localized(en: "The baseline", ja: "ベースライン(比べる元の記録)")
    static let accepted = Localized(en: "Accepted by the operator", ja: "管理者が了承したもの")
    static let acceptedNote = Localized(
        en: "These were found as before and do not count. A further change of the same thing is told again.",
        ja: "見つかりましたが、数に入れていません。同じものがさらに変わったときは、改めて知らせます。")
    static let saved = Localized(en: "Made", ja: "作成日時")
    static let files = Localized(en: "Files in it", ja: "記録したファイル")
    static let key = Localized(en: "Signed with", ja: "署名の鍵")
    static let retimed = Localized(en: "Only times are new", ja: "日時だけが変わったもの")
    static let asThen = Localized(en: "Baseline", ja: "ベースライン")
    static let notRead = Localized(en: "Not read again", ja: "読み直していないもの")

    static func asInBaseline(_ time: Timestamp) -> Localized {
        Localized(
            en: "It was already so when the baseline of \(time) was made.", ja: "\(time) のベースラインを作ったときから、この状態でした。")
    }

    static func notReadAgain(_ count: Int) -> Localized {
        let number = CoverageWords.grouped(count)
        return Localized(
            en:
                "\(number) files: the baseline holds what was judged of them, and by inode, size, change time, rights and owner nobody wrote to them since. The change time can only be set with the clock or past the file system; --paranoid reads everything.",
            ja:
                "\(number) 個のファイル: 中身の判断はベースラインにあり、inode・大きさ・変更時刻(ctime)・権限・所有者から、その後書き込まれていないと見なしました。ctime をごまかすには時計を変えるかディスクに直接書くしかありません。--paranoid を付けると、すべて読み直します。"
        )
    }

    static func trust(_ drift: Drift) -> Localized {
        let key = RawText(Digest(.sha256, drift.publicKey).hexadecimal)
        return switch drift.trust {
        case .named: Localized(en: "\(key), the key that you named", ja: "\(key)(指定された鍵)")
        case .local:
            Localized(
                en:
                    "\(key), kept in the state folder. Whoever was root on the machine with that folder could sign a baseline of their own: keep a copy of the key elsewhere and name it with --public-key.",
                ja: "\(key)(状態フォルダーの鍵)。そのフォルダーのある機械で root になった者は、偽のベースラインに署名できます。公開鍵の控えを別の場所に置き、--public-key で指定してください。")
        }
    }

    static func headline(_ count: Int) -> Localized {
        switch count {
        case 0: Localized(en: "Nothing changed that is not explained.", ja: "ベースラインから、理由の分からない変更はありません。")
        case 1: Localized(en: "One thing changed that nothing explains.", ja: "ベースラインから、理由の分からない変更が 1 件あります。")
        default:
            Localized(
                en: "\(count) things changed that nothing explains.", ja: "ベースラインから、理由の分からない変更が \(count) 件あります。")
        }
    }

    static func how(_ how: Change.How) -> Localized {
        switch how {
        case .added: Localized(en: "new", ja: "追加")
        case .removed: Localized(en: "gone", ja: "消失")
        case .altered: Localized(en: "changed", ja: "変更")
        }
    }

    static func inside(_ count: Int) -> Localized {
        Localized(en: "with \(CoverageWords.grouped(count)) files in it", ja: "中のファイル \(CoverageWords.grouped(count)) 個を含む")
    }

    static func place(_ place: FileClass) -> Localized {
        switch place {
        case .log: Localized(en: "Logs", ja: "ログ")
        case .cache: Localized(en: "Caches", ja: "キャッシュ")
        case .state: Localized(en: "Data of services", ja: "サービスのデータ")
        case .temporary: Localized(en: "Temporary files", ja: "一時ファイル")
        case .packageRecord: Localized(en: "Package records", ja: "パッケージの記録")
        case .regenerated: Localized(en: "Made by the system from packages", ja: "システムが自動で作るもの")
        case .container: Localized(en: "Containers", ja: "コンテナ")
        case .home: Localized(en: "Homes", ja: "利用者のファイル")
        case .site: Localized(en: "Web sites", ja: "ウェブサイト")
        case .configuration: Localized(en: "Configuration", ja: "設定")
        case .system: Localized(en: "System", ja: "システム")
        case .other: Localized(en: "Other places", ja: "その他")
        }
    }

    static func counts(_ quiet: QuietChanges) -> Localized {
        let (new, gone, changed) = (
            CoverageWords.grouped(quiet.added), CoverageWords.grouped(quiet.removed), CoverageWords.grouped(quiet.altered)
        )
        return Localized(en: "\(changed) changed, \(new) new, \(gone) gone", ja: "変更 \(changed)、追加 \(new)、消失 \(gone)")
    }

    static func acceptance(_ acceptance: Acceptance) -> Localized {
        let by: Localized =
            acceptance.by.isEmpty ? Localized(en: "", ja: "") : Localized(en: " by \(acceptance.by)", ja: "、\(acceptance.by)")
        return Localized(en: "accepted on \(acceptance.time)", ja: "了承: \(acceptance.time)") + by
            + Localized(en: ", because: \(acceptance.because)", ja: "、理由: \(acceptance.because)")
    }
}
