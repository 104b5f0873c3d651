import Model

/// The kinds of facts in plain words: what remains unknown when one of them is missing.
enum FactWords {
    static let unanswered = Localized(en: "Unanswered", ja: "わからないまま残ること")
    static let why = Localized(en: "Why", ja: "理由")
    static let checks = Localized(en: "Checks affected", ja: "影響を受けた検査")
    static func times(_ count: Int) -> Localized { Localized(en: "\(count) times", ja: "\(count) 件") }
    static let whole = Localized(en: "could not be examined at all", ja: "まったく調べられませんでした")
    static let partly = Localized(en: "could not be examined fully", ja: "一部を調べられませんでした")

    static func topic(_ kind: FactKind) -> Localized {
        switch kind {
        case .accounts: Localized(en: "who has an account", ja: "だれのアカウントがあるか")
        case .autoruns: Localized(en: "what starts by itself", ja: "自動で動き出すもの")
        case .content: Localized(en: "what the files contain", ja: "ファイルの中身")
        case .files: Localized(en: "which files there are", ja: "どんなファイルがあるか")
        case .histories: Localized(en: "which commands were typed", ja: "打ち込まれたコマンドの履歴")
        case .jobRecords: Localized(en: "which scheduled jobs ran", ja: "定期実行の記録")
        case .keys: Localized(en: "whose keys open a log-in", ja: "ログインに使える鍵")
        case .locks: Localized(en: "lock files of programs", ja: "動作中を示す目印のファイル（ロック）")
        case .loginRecords: Localized(en: "who logged in", ja: "ログインの記録")
        case .loginAttempts: Localized(en: "who tried to log in", ja: "ログインを試みた記録")
        case .mounts: Localized(en: "which disks are attached", ja: "つながっているディスク")
        case .packages: Localized(en: "which files belong to the system", ja: "OS に元からあるファイルの一覧")
        case .preload: Localized(en: "libraries forced into every program", ja: "すべてのプログラムに割り込む部品（プリロード）")
        case .processes: Localized(en: "which programs are running", ja: "動いているプログラム")
        case .processProbe: Localized(en: "whether programs are hidden", ja: "隠れて動くプログラムの有無")
        case .sockets: Localized(en: "who it talks to over the network", ja: "ネットワークの通信相手")
        case .sshDaemon: Localized(en: "how remote log-in is set up", ja: "遠隔ログイン（SSH）の設定")
        case .privileges: Localized(en: "who may become root", ja: "だれが root になれるか")
        case .defences: Localized(en: "whether defences are switched off", ja: "守りの仕組みが止められていないか")
        case .trails: Localized(en: "whether logs were tampered with", ja: "記録（ログ）に手が加えられていないか")
        case .bpfPrograms: Localized(en: "small programs inside the kernel", ja: "カーネルの中で動く小さなプログラム（eBPF）")
        case .diskEntries: Localized(en: "whether the disk holds files that no listing shows", ja: "一覧に出ないファイルがディスクにないか")
        case .covering: Localized(en: "what lies below mounts", ja: "マウントの下に隠れたもの")
        case .kernelHelpers: Localized(en: "programs that the kernel starts", ja: "カーネルが起動するプログラム")
        case .kernelHooks: Localized(en: "changed functions of the kernel", ja: "カーネルの機能の差し替え")
        case .kernelModules: Localized(en: "parts loaded into the kernel", ja: "カーネルに組み込まれた部品（モジュール）")
        case .links: Localized(en: "whether network devices listen to everything", ja: "ネットワーク機器が盗み聞きの状態かどうか")
        case .packetSockets: Localized(en: "what listens below the network ports", ja: "ポートを使わずに通信を見ているもの")
        case .processMemory: Localized(en: "code in the memory of running programs", ja: "動いているプログラムのメモリの中身")
        case .socketProbe: Localized(en: "whether connections are hidden", ja: "隠された通信の有無")
        case .attributes: Localized(en: "whether files are locked against change", ja: "変更できないように固定されたファイルの有無")
        }
    }
}
