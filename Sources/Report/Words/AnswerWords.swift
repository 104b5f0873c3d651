import Model

/// Words for how they got in, who was exposed and what is not known.
enum AnswerWords {
    static let entry = Localized(en: "How they got in", ja: "どうやって入られたか")
    static let exposure = Localized(en: "Who was exposed", ja: "被害を受けたおそれのある人")
    static let attempts = Localized(en: "Who tried to get in", ja: "入ろうとした者")
    static let unknowns = Localized(en: "What is not known", ja: "分からないこと")
    static let scope = Localized(en: "Passwords and keys to change, in this order", ja: "変えるべきパスワードと鍵（この順番で）")
    static let sources = Localized(en: "Logs that were read", ja: "読んだログ")

    static let standing = Localized(en: "How sure", ja: "確かさ")
    static let reasonsFor = Localized(en: "For", ja: "裏づけ")
    static let reasonsAgainst = Localized(en: "Against", ja: "反する点")
    static let others = Localized(en: "Other explanations", ja: "ほかの可能性")
    static let wouldDecide = Localized(en: "Would decide", ja: "決め手になる記録")
    static let there = Localized(en: "there", ja: "あります")
    static let missing = Localized(en: "missing", ja: "ありません")
    static let questions = Localized(en: "Only you can answer", ja: "あなたにしか分からないこと")
    static let byWhen = Localized(en: "By when", ja: "いつまでに")

    static func visitors(_ count: Int) -> Localized {
        Localized(
            en: "\(CoverageWords.grouped(count)) people opened an altered page; the list is below.",
            ja: "改ざんされたページを \(CoverageWords.grouped(count)) 人が開いています。下に一覧があります。")
    }

    static func fades(_ log: RawText, _ at: Timestamp) -> Localized {
        Localized(
            en: "Act today. The record of the break-in in \(log) is deleted by the server itself about \(at); keep a copy before.",
            ja: "今日のうちに動いてください。侵入を記録した \(log) は、\(at) ごろにサーバーが自動で消します。その前に写しを取ってください。")
    }

    /// What was tried, by the name that the inquiry counts it under.
    static func attempt(_ kind: String) -> Localized {
        switch kind {
        case "login.ssh": Localized(en: "wrong passwords over SSH", ja: "SSH のログイン失敗")
        case "login.ftp": Localized(en: "wrong passwords over FTP", ja: "FTP のログイン失敗")
        case "login.web": Localized(en: "wrong passwords on a site", ja: "サイトのログイン失敗")
        case "login.mail": Localized(en: "wrong passwords for mail", ja: "メールのログイン失敗")
        case "web.login": Localized(en: "calls of log-in pages", ja: "ログイン画面の呼び出し")
        case "web.probe": Localized(en: "searches for weak programs", ja: "弱いプログラム探し")
        case "web.secret": Localized(en: "searches for files with passwords", ja: "パスワードの書かれたファイル探し")
        case "web.traversal": Localized(en: "attempts to read files of the system", ja: "システムのファイルを読もうとする攻撃")
        case "web.sql": Localized(en: "attacks on the database", ja: "データベースへの攻撃")
        case "web.command": Localized(en: "attempts to run commands", ja: "コマンドを実行しようとする攻撃")
        case "web.script": Localized(en: "attempts to run programs", ja: "プログラムを実行しようとする攻撃")
        case "web.shellshock", "web.jndi": Localized(en: "attacks on known holes", ja: "既知の弱点への攻撃")
        case "web.inclusion": Localized(en: "attempts to load foreign programs", ja: "外部のプログラムを読み込ませる攻撃")
        case "web.planted": Localized(en: "uses of what was planted", ja: "置かれたファイルの呼び出し")
        case "web.entry": Localized(en: "the request by which they came in", ja: "侵入に使われたとみられるリクエスト")
        case "contact": Localized(en: "use of another service before", ja: "事前にほかのサービスを利用")
        case "web.upload": Localized(en: "attempts to upload files", ja: "ファイルを送り込もうとする攻撃")
        default:
            kind.hasPrefix("login.")
                ? Localized(
                    en: "wrong passwords (\(RawText(String(kind.dropFirst(6)))))", ja: "ログイン失敗(\(RawText(String(kind.dropFirst(6)))))")
                : Localized(en: "\(RawText(kind))", ja: "\(RawText(kind))")
        }
    }
    static let howToAnswer = Localized(
        en: "To have your answers weighed, run the examination again with --answer KEY=yes, =no or =unknown.",
        ja: "回答を判断に加えるには、--answer 番号=yes(はい)、=no(いいえ)、=unknown(分からない)を付けて、もう一度調べてください。")
    static let yourAnswers = Localized(en: "Your answers", ja: "あなたの回答")

    static func reply(_ reply: OwnerAnswer.Reply) -> Localized {
        switch reply {
        case .yes: Localized(en: "Yes.", ja: "はい。")
        case .no: Localized(en: "No.", ja: "いいえ。")
        case .unknown: Localized(en: "Not known.", ja: "分かりません。")
        }
    }

    /// How the leading explanation stood before the answers.
    static func before(_ kind: CauseKind, _ standing: Standing) -> Localized {
        Localized(en: "Without your answers: ", ja: "回答を加える前の判断：") + kind.words + Localized(en: ", ", ja: "、") + self.standing(standing)
            + Localized(en: ".", ja: "。")
    }
    static let open = Localized(
        en: "It cannot be decided from what is left how they got in.", ja: "残っている記録からは、どこから入られたかを決められません。")

    /// What is left open, and what is not: the log-in during which it happened.
    static func open(_ entry: TimelineEntry?) -> Localized {
        guard let entry else { return open }
        return entry.text
            + Localized(
                en:
                    " It was at \(entry.time), and all else happened then. Whose hand it was cannot be decided: a stolen password, an infected computer of yours, or somebody who may log in.",
                ja: "時刻は \(entry.time) で、侵入の跡はそのあいだに残されたものです。盗まれたパスワードによるものか、お使いのパソコンの感染か、ログインを許された人の操作かは決められません。")
    }
    static let period = Localized(en: "Served", ja: "見せていた期間")
    static let still = Localized(en: "still", ja: "いまも続いています")
    static let people = Localized(en: "Visitors", ja: "見た人")
    static let robots = Localized(en: "Robots", ja: "ロボット")
    static let typed = Localized(en: "Logged in or ordered", ja: "ログインや注文をした人")
    static let basis = Localized(en: "Known from", ja: "期間の根拠")
    static let limit = Localized(en: "Limits", ja: "この一覧の限界")
    static let first = Localized(en: "The first of them", ja: "最初のほうの人")
    static let list = Localized(
        en: "All of them, for letters: --visitors FILE.csv; in JSON: exposure.",
        ja: "お知らせ用の全員の一覧は --visitors FILE.csv、または JSON の exposure にあります。")

    static func standing(_ standing: Standing) -> Localized {
        switch standing {
        case .established: Localized(en: "established", ja: "確定")
        case .likely: Localized(en: "likely", ja: "可能性が高い")
        case .possible: Localized(en: "possible", ja: "ありうる")
        case .unlikely: Localized(en: "unlikely", ja: "考えにくい")
        case .excluded: Localized(en: "excluded", ja: "否定できる")
        case .undecidable: Localized(en: "cannot be decided", ja: "決められない")
        }
    }

    static func basis(_ basis: Exposure.Basis) -> Localized {
        switch basis {
        case .sizeStep: Localized(en: "the size of the answers in the access log", ja: "アクセスログに残るページの大きさの変化")
        case .kernelTime: Localized(en: "the file system's own time", ja: "ファイルシステム自身の時刻")
        case .modificationTime: Localized(en: "the file's time stamp, which can be forged", ja: "ファイルの更新日時（偽装できます）")
        case .record: Localized(en: "the moment of the break-in", ja: "侵入の時刻")
        }
    }

    static func credential(_ kind: String) -> Localized {
        switch kind {
        case "ftp.password": Localized(en: "FTP password", ja: "FTP のパスワード")
        case "ssh.password": Localized(en: "SSH password", ja: "SSH のパスワード")
        case "web.password": Localized(en: "Password of the site's administration", ja: "サイト管理画面のパスワード")
        case "mail.password": Localized(en: "Mail password", ja: "メールのパスワード")
        case "ssh.key": Localized(en: "SSH key", ja: "SSH の鍵")
        case "ssh.hostkey": Localized(en: "The server's SSH keys", ja: "サーバーの SSH の鍵")
        case "database.password": Localized(en: "Database password", ja: "データベースのパスワード")
        case "site.administrator": Localized(en: "Passwords of the site's administrators", ja: "サイト管理者のパスワード")
        case "panel.password": Localized(en: "The provider's panel, and its mail account", ja: "契約事業者の管理画面と、その連絡用メール")
        default: Localized(en: "Password of the account", ja: "アカウントのパスワード")
        }
    }

    static func count(_ count: Int) -> Localized {
        Localized(en: "\(CoverageWords.grouped(count))", ja: "\(CoverageWords.grouped(count)) 件")
    }
}
