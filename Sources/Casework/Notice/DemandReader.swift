import Model

/// What a desk wants, and what it will do otherwise.
enum DemandReader {
    static func demands(_ lines: [NoticeLine]) -> [Told<Demand>] { told(lines, demandWords, Demand.allCases) }
    static func threats(_ lines: [NoticeLine]) -> [Told<Threat>] { told(lines, threatWords, Threat.allCases) }

    private static func told<Value: Hashable & Sendable>(_ lines: [NoticeLine], _ table: [(Value, [[UInt8]])], _ order: [Value]) -> [Told<
        Value
    >] {
        var found: [Value: NoticePlace] = [:]
        for line in lines where !line.isLog {
            for (value, words) in table where found[value] == nil && line.says(words) { found[value] = line.place }
        }
        return order.compactMap { value in found[value].map { Told(value, $0) } }
    }

    private static let demandWords: [(Demand, [[UInt8]])] = [
        (
            .investigate,
            w(
                "investigate", "investigation", "look into", "please check", "調査", "ご確認", "確認をお願い", "点検", "untersuchen", "überprüfen",
                "take a look", "review your")
        ),
        (
            .cause,
            w(
                "cause", "root cause", "how it happened", "how this happened", "why this happened", "原因", "経緯", "ursache",
                "how this could have happened", "how did")
        ),
        (
            .measures,
            w(
                "measures", "steps taken", "action taken", "actions taken", "action you", "actions you", "correct this", "countermeasures",
                "対応結果", "改善", "steps you", "resolved", "対応のうえ",
                "対応の上", "対応し", "対応を", "what you have done", "corrective action", "resolve",
                "remediate", "remediation", "対策", "対応内容", "処置", "是正", "対処", "maßnahmen", "take action", "take appropriate action",
                "fix the", "clean up", "secure your", "対応をお願い", "ご対応")
        ),
        (
            .prevention,
            w(
                "prevent", "prevention", "not happen again", "does not recur", "recurrence", "再発防止", "再発を防", "今後の防止", "reoccur",
                "happen again", "re-occur", "future occurrences")
        ),
        (
            .reply,
            w(
                "reply", "respond", "response", "statement", "let us know", "inform us", "report back", "get back to us", "feedback", "ご返信",
                "ご回答", "ご報告", "返信", "回答", "報告", "ご連絡", "stellungnahme", "answer", "confirm", "acknowledge"
            )
        ),
        (.stop, w("stop", "cease", "discontinue", "停止していただ", "停止してください", "停止をお願い", "送信を停止", "止めて", "put an end", "disable the")),
        (
            .takeDown,
            w(
                "take down", "please remove", "remove it", "take it offline", "offline", "取り除", "takedown", "remove the", "removal",
                "removed", "delete the", "削除", "取り下げ", "remove or disable",
                "disable access", "take-down", "taken down", "remove this", "公開停止", "公開を停止")
        ),
        (
            .reinstall,
            w(
                "reinstall", "re-install", "rebuild", "reprovision", "再インストール", "初期化", "再構築", "osの入れ直し", "neu installieren", "reimage",
                "redeploy")
        ),
        (.backup, w("backup", "back up", "backups", "バックアップ", "データの退避", "データの保全")),
        (
            .changePasswords,
            w(
                "change your password", "change all passwords", "change passwords", "reset passwords", "change the passwords", "パスワードの変更",
                "パスワードを変更", "パスワード変更", "rotate", "change all")
        ),
        (
            .update,
            w(
                "update your", "update all", "patch", "apply updates", "upgrade", "アップデート", "最新版", "最新の状態", "最新バージョン", "バージョンアップ",
                "up to date", "更新プログラム", "パッチ")
        ),
        (
            .scan,
            w(
                "malware scan", "virus scan", "antivirus", "chkrootkit", "rkhunter", "maldet", "clamav", "ウイルスチェック", "ウイルススキャン",
                "マルウェアスキャン", "ウィルスチェック", "maldetect", "セキュリティソフト")
        ),
        (
            .checkAccounts,
            w(
                "user accounts", "unknown users", "unknown accounts", "authorized_keys", "unknown keys", "アカウントの確認", "不審なアカウント", "不要なアカウント",
                "不要なユーザ", "アカウントを確認", "check for unknown", "不審なユーザ")
        ),
        (
            .logs,
            w(
                "provide logs", "send us the logs", "log files", "check your logs", "check the logs", "ログの確認", "ログを確認", "ログの提出", "アクセスログ",
                "review your logs", "logs of")
        ),
    ]

    private static let threatWords: [(Threat, [[UInt8]])] = [
        (
            .restricted,
            w(
                "has been suspended", "have isolated", "閉塞", "anti-hack mode", "have suspended", "has been blocked", "have blocked",
                "has been disabled", "have disabled",
                "has been restricted", "have restricted", "was suspended", "has been locked", "networking has been", "停止いたしました", "停止しました",
                "制限いたしました", "制限しました", "停止しております",
                "制限しております", "遮断いたしました", "遮断しました", "遮断しております", "凍結いたしました", "制限を実施", "停止措置を実施", "停止させていただきました", "制限させていただきました",
                "wurde gesperrt", "we have locked", "has been null routed", "アクセス制限を行いました", "has been deactivated", "isolated your",
                "has been isolated", "rescue mode")
        ),
        (
            .suspend,
            w(
                "suspend", "suspension", "suspended", "disable your", "deactivate", "shut down", "power off", "powered off",
                "may be locked", "will be locked", "be disabled", "be powered off", "サービスを停止",
                "サーバーを停止", "サーバを停止", "利用停止", "ご利用を停止", "停止させていただ", "停止する場合", "停止いたします", "凍結", "停止措置", "一時停止", "sperren", "sperrung",
                "take your server offline",
                "stop your instance", "ご利用を制限", "制限する場合", "利用制限", "lock your server")
        ),
        (
            .block,
            w(
                "block your ip", "block the server", "block the port", "forced to block", "ポートを遮断", "block the ip", "ip will be blocked",
                "blocked", "block access", "blocking", "blacklist", "ipアドレスを遮断",
                "通信を遮断", "遮断する", "遮断いたします", "接続を遮断", "ポートを閉", "blocklist", "restrict network", "restrict access", "restrict your",
                "locking of", "アクセスを遮断", "通信の遮断", "ip block")
        ),
        (
            .terminate,
            w("terminate", "termination", "terminated", "cancel your", "cancellation", "契約を解除", "解約", "契約解除", "強制解約", "kündigung")
        ),
        (.delete, w("deleted without", "will be deleted", "delete your", "データを削除", "削除いたします", "削除させていただ", "強制削除", "削除する場合")),
        (.nullRoute, w("null route", "null-route", "nullroute", "blackhole", "black hole", "null routed")),
        (.fee, w("fee", "charge you", "will be charged", "cleanup fee", "手数料を", "費用をご請求", "損害賠償", "gebühr")),
        (.legal, w("legal action", "law enforcement", "lawsuit", "法的措置", "legal steps", "警察", "訴訟", "prosecut", "strafanzeige")),
    ]

    private static func w(_ words: String...) -> [[UInt8]] { words.map { $0.bytes } }
}
