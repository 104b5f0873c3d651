import Model

extension TaintTechnique {
    /// What the file is, seen by this technique.
    package var kind: ContentMatch.Kind {
        switch self {
        case .requestToMail: .mailer
        case .postedCredentials: .phishing
        case .cloakedRedirect, .disguisedScript, .skimmer, .hiddenLinks: .injectedPage
        default: .webShell
        }
    }

    /// Number in the list of weaknesses, https://cwe.mitre.org.
    package var weakness: Int {
        switch self {
        case .requestToCommand, .remoteToCommand, .socketShell: 78
        case .requestToInclude, .hiddenInclude: 98
        case .requestToFile, .uploadKept, .remoteToFile, .fileManager: 434
        case .requestToObjects: 502
        case .requestNamesFunction, .requestNamesClass: 470
        case .requestToMail, .postedCredentials: 359
        case .plantedAccount: 798
        case .signedIn: 306
        case .guessesPasswords: 307
        case .requestReadsFile: 22
        case .visitorsDatabase: 89
        case .tunnel: 441
        case .hiddenFromOwner, .copiesItself, .attackTool: 506
        default: 94
        }
    }

    fileprivate var words: Localized {
        switch self {
        case .requestToCode: Localized(en: "What a visitor sends is run as code", ja: "訪問者が送った内容をプログラムとして実行します")
        case .requestToCommand: Localized(en: "What a visitor sends is run as a command of the server", ja: "訪問者が送った内容をサーバーのコマンドとして実行します")
        case .requestNamesFunction: Localized(en: "The visitor chooses the function that is called", ja: "どの関数を呼び出すかを訪問者が決められます")
        case .requestNamesClass: Localized(en: "The visitor chooses the class that is made", ja: "どのクラスを使うかを訪問者が決められます")
        case .requestToInclude: Localized(en: "The visitor chooses the program that is loaded", ja: "どのプログラムを読み込むかを訪問者が決められます")
        case .requestToFile: Localized(en: "The visitor writes files of his choice", ja: "訪問者が好きなファイルを書き込めます")
        case .requestToObjects: Localized(en: "The visitor sends whole objects", ja: "訪問者がオブジェクトをまるごと送り込めます")
        case .requestToNative: Localized(en: "A way around PHP into the system", ja: "PHP の制限をくぐり抜けて OS を操作します")
        case .uploadKept:
            Localized(en: "Anything that a visitor uploads is kept, under his name for it", ja: "訪問者が送ったファイルを、確かめずに送られた名前のまま保存します")
        case .remoteToCode: Localized(en: "What another server answers is run as code", ja: "別のサーバーから受け取った内容をプログラムとして実行します")
        case .remoteToFile: Localized(en: "A program is fetched from another server and stored here", ja: "別のサーバーからプログラムを取ってきて保存します")
        case .remoteToCommand: Localized(en: "What another server answers is run as a command", ja: "別のサーバーから受け取った内容をコマンドとして実行します")
        case .carriedCode: Localized(en: "Code that the file carries in disguise is run", ja: "ファイルの中に隠したプログラムを元に戻して実行します")
        case .carriedProgram: Localized(en: "The file carries another program in disguise", ja: "別のプログラムを隠し持っています")
        case .hiddenInclude: Localized(en: "A picture or a passing file is loaded as a program", ja: "画像や一時ファイルをプログラムとして読み込みます")
        case .disguisedFunction: Localized(en: "The name of a dangerous function is hidden", ja: "危険な関数の名前を隠して呼び出します")
        case .unsetToSink:
            Localized(
                en: "A variable that nothing sets is run; old PHP lets visitors set it", ja: "どこでも設定していない変数を実行します(古い PHP では訪問者が設定できます)")
        case .fileManager: Localized(en: "A visitor can list, change and delete files of his choice", ja: "訪問者が好きなファイルを一覧、変更、削除できます")
        case .socketShell: Localized(en: "A shell of the server is tied to a network connection", ja: "サーバーの操作権をネットワークの向こうに渡します")
        case .requestToMail: Localized(en: "The visitor decides to whom mail is sent, and what it says", ja: "メールの宛先も文面も訪問者が決められます")
        case .handlerForPictures: Localized(en: "Pictures are run as programs", ja: "画像をプログラムとして実行させます")
        case .prependedFile: Localized(en: "Another file runs before every page", ja: "すべてのページの前に別のファイルを実行させます")
        case .codeInSettings: Localized(en: "A settings file holds code", ja: "設定ファイルにプログラムが書かれています")
        case .cloakedRedirect: Localized(en: "Chosen visitors are sent elsewhere", ja: "一部の訪問者だけを別のサイトへ送ります")
        case .disguisedScript: Localized(en: "A disguised script is given to visitors", ja: "読み取れない形のスクリプトを訪問者に渡します")
        case .skimmer: Localized(en: "What customers type is sent elsewhere", ja: "客が入力した内容を別の場所へ送ります")
        case .hiddenLinks: Localized(en: "Links that no visitor sees", ja: "訪問者に見えないリンクが並んでいます")
        case .plantedAccount:
            Localized(en: "An account is made under a name and password that stand in the program", ja: "決まった名前とパスワードでサイトの利用者を勝手に作ります")
        case .tunnel:
            Localized(en: "The visitor reaches other machines through this server", ja: "このサーバーを踏み台にして、別の機械へ接続できるようにします")
        case .hiddenFromOwner:
            Localized(en: "It takes itself, or an account, out of what the owner is shown", ja: "自分自身や利用者を、管理画面の一覧から隠します")
        case .copiesItself: Localized(en: "The program puts copies of itself elsewhere", ja: "自分自身の複製を別の場所に置きます")
        case .guessesPasswords: Localized(en: "Passwords are tried out, name by name", ja: "名前とパスワードの組み合わせを次々に試します")
        case .requestReadsFile: Localized(en: "The visitor reads files of his choice", ja: "訪問者が好きなファイルを読み出せます")
        case .visitorsDatabase:
            Localized(en: "The visitor chooses the data base and what it is told", ja: "接続先のデータベースも、実行する命令も訪問者が決められます")
        case .attackTool:
            Localized(en: "The tools of an intruder stand together in one page", ja: "侵入者が使う機能がひとつのページに集まっています")
        case .signedIn: Localized(en: "A visitor is signed in without a password", ja: "パスワードなしで管理画面に入れるようにします")
        case .postedCredentials: Localized(en: "Passwords that visitors type are sent to somebody", ja: "訪問者が入力したパスワードを誰かに送ります")
        }
    }
}

extension TaintTrace {
    /// The technique with the function that acts, for people.
    package var title: Localized {
        let layers =
            sink.layer > 0
            ? Localized(
                en: ", in code that was decoded \(sink.layer) times", ja: "(\(sink.layer) 回の復号で現れたコード)") : Localized(en: "", ja: "")
        return technique.words + Localized(en: " (\(function))", ja: "(\(function))") + layers
    }
}
