import Model

extension Trait {
    /// How bad it is when something that starts by itself does this and nothing explains it.
    var severity: Severity {
        switch self {
        case .reverseShell, .bindShell, .downloadAndRun, .decodeAndRun, .minesCurrency, .speaksIRC, .destroysFiles,
            .admitsAnybody:
            .critical
        case .runsFromHiddenFolder, .deceptivePath, .preloadsLibrary, .addsLogin, .wipesLogs, .hidesHistory, .sendsOut, .readsPasswords,
            .loadsKernelModule, .replacesCommand, .watchesTyping, .setsKernelHelper:
            .high
        case .makesImmutable, .setsPrivilege, .disablesDefence, .runsFromTemporaryFolder, .setsTimes, .posesAsModule: .medium
        case .startsPrograms, .runsDetached: .low
        }
    }

    /// What it would do, as a verb phrase.
    var words: Localized {
        switch self {
        case .downloadAndRun: Localized(en: "downloads something and runs it at once", ja: "外からプログラムを取ってきて、その場で動かします")
        case .reverseShell: Localized(en: "hands a shell to an outside address", ja: "外のアドレスにこのサーバーの操作を明け渡します")
        case .bindShell: Localized(en: "offers a shell on a port", ja: "誰でも操作できる入口をポートに開けます")
        case .decodeAndRun: Localized(en: "decodes hidden text and runs it", ja: "隠した文字列を解いて動かします")
        case .runsFromTemporaryFolder:
            Localized(en: "runs a program out of a folder that everybody may write to", ja: "誰でも書き込める場所のプログラムを動かします")
        case .runsFromHiddenFolder: Localized(en: "runs a program out of a hidden folder", ja: "隠しフォルダーのプログラムを動かします")
        case .deceptivePath: Localized(en: "uses a name made to deceive", ja: "見間違えるように作られた名前を使います")
        case .hidesHistory: Localized(en: "keeps what is typed from being recorded", ja: "打ち込んだ命令が記録に残らないようにします")
        case .preloadsLibrary: Localized(en: "loads a library into other programs", ja: "ほかのプログラムに部品を割り込ませます")
        case .makesImmutable: Localized(en: "makes files unchangeable even for root", ja: "root でも変更できないようにファイルを固定します")
        case .minesCurrency: Localized(en: "mines currency for somebody", ja: "他人のために仮想通貨を掘ります")
        case .speaksIRC: Localized(en: "speaks IRC, the chat that bots are steered by", ja: "遠隔操作に使われるチャット(IRC)と通信します")
        case .addsLogin: Localized(en: "adds a log-in", ja: "ログインできる人を増やします")
        case .setsPrivilege: Localized(en: "gives a program root's rights", ja: "プログラムに管理者の権限を与えます")
        case .disablesDefence: Localized(en: "switches protection off", ja: "防御の仕組みを止めます")
        case .wipesLogs: Localized(en: "deletes or empties logs", ja: "記録(ログ)を消します")
        case .destroysFiles: Localized(en: "deletes system folders", ja: "システムのフォルダーを消します")
        case .loadsKernelModule: Localized(en: "loads a kernel module from outside the system", ja: "出所の分からない部品をカーネルに組み込みます")
        case .setsTimes: Localized(en: "sets the times of files by hand", ja: "ファイルの日時を手で書き換えます")
        case .admitsAnybody: Localized(en: "lets anybody log in without a password", ja: "パスワードなしで誰でもログインできるようにします")
        case .readsPasswords: Localized(en: "is handed the passwords that people type", ja: "入力されたパスワードを受け取ります")
        case .watchesTyping:
            Localized(en: "writes down every command that is typed, where it does not show", ja: "打ち込まれた命令を、目に付かない場所に書き溜めます")
        case .replacesCommand:
            Localized(
                en: "takes the place of a program that asks for a password or shows what runs",
                ja: "パスワードを尋ねるプログラムや、動いているものを見せるプログラムになりすまします")
        case .sendsOut: Localized(en: "sends files to an outside address", ja: "ファイルを外に送ります")
        case .setsKernelHelper:
            Localized(en: "has the kernel run a program of its choice as root", ja: "カーネルに、管理者の権限で好きなプログラムを動かさせます")
        case .startsPrograms: Localized(en: "starts other programs", ja: "ほかのプログラムを動かします")
        case .runsDetached:
            Localized(en: "starts a program in the background, cut off from what started it", ja: "呼び出し元から切り離して、裏でプログラムを動かします")
        case .posesAsModule:
            Localized(en: "lies where modules lie and is none", ja: "部品の置き場所にありますが、その部品としての形をしていません")
        }
    }
}

extension [Trait] {
    /// The phrases of all, joined.
    var words: Localized {
        var en = Prose(), ja = Prose()
        var known: Set<Trait> = []
        for trait in self where known.insert(trait).inserted {
            if !en.pieces.isEmpty {
                en = en + "; "
                ja = ja + "。また、"
            }
            en = en + trait.words.en
            ja = ja + trait.words.ja
        }
        return Localized(en: en, ja: ja)
    }
}
