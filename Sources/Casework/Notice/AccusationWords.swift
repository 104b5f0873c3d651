import Model

/// The words with which desks accuse, and how much each tells.
enum AccusationWords {
    static let all: [(Accusation, weight: Int, words: [[UInt8]])] = [
        (
            .spam, 3,
            w(
                "spam", "unsolicited", "spamming", "迷惑メール", "スパム", "大量のメール", "大量メール", "不正なメール送信", "メール大量送信", "spamtrap", "bulk mail",
                "踏み台メール", "spam-versand", "ube", "uce",
                "sbl listing", "メールの送信が大量")
        ),
        (
            .phishing, 4,
            w(
                "phishing", "imitates", "impersonates", "impersonating", "fraudulent", "scam", "になりすました", "phish", "フィッシング", "偽サイト",
                "なりすましサイト", "fraudulent site", "詐欺サイト", "credential harvesting", "偽のログイン")
        ),
        (
            .malware, 4,
            w(
                "malware", "不正なコンテンツ", "不審なファイル", "バックドア", "backdoor", "cryptominer", "マイニング", "マルウェア", "ウイルス", "virus", "trojan",
                "malicious file", "malicious url", "malicious code", "不正なプログラム", "不正なファイル",
                "不正プログラム", "payload", "web shell", "webshell", "malicious script",
                "不正スクリプト", "malware hosting", "マルウエア", "ransomware", "悪意のある")
        ),
        (.defacement, 4, w("defacement", "defaced", "改ざん", "改竄", "書き換えられ", "deface")),
        (
            .loginAttack, 4,
            w(
                "brute force", "connection attempts", "ssh connection", "ssh scan", "credential stuffing", "リスト型攻撃", "認証の試行", "brute-force",
                "bruteforce", "ssh attack", "failed login", "login attempts", "login attempt", "ログイン試行",
                "総当たり", "ブルートフォース", "辞書攻撃", "ssh login", "failed password", "unauthorized login",
                "不正ログイン", "ログイン攻撃", "password guessing", "dictionary attack", "sshへの攻撃", "ssh接続の試行", "login-attack", "bruteforcelogin")
        ),
        (
            .portScan, 4,
            w(
                "port scan", "portscan", "port-scan", "port scanning", "netscan", "network scan", "scanning", "ポートスキャン", "スキャン行為",
                "netscan-level", "probing", "探索行為")
        ),
        (
            .dos, 4,
            w(
                "ddos", "dos attack", "denial of service", "denial-of-service", "サービス妨害", "サービス拒否", "flood", "syn flood",
                "amplification attack", "大量のパケット", "dos攻撃", "outgoing attack", "大量の通信", "異常なトラフィック")
        ),
        (
            .botnet, 4,
            w(
                "botnet", "ボットネット", "c2 server", "c&c", "command and control", "command-and-control", "drone", "ボット感染", "sinkhole",
                "bot infection", "c2サーバ", "infected with", "bot-infected", "指令サーバ", "mirai", "botnet controller")
        ),
        (
            .webAttack, 4,
            w(
                "sql injection", "xmlrpc", "wp-login", "web attack", "exploit attempt", "exploit attempts", "脆弱性を狙", "sqlインジェクション",
                "webサイトへの攻撃", "web application attack", "path traversal", "remote code execution attempt", "vulnerability scanning",
                "cms への攻撃", "ウェブ攻撃", "webアプリケーションへの攻撃", "web spam", "xss attack", "exploit")
        ),
        (
            .openService, 4,
            w(
                "open resolver", "open dns", "open-resolver", "openresolver", "オープンリゾルバ", "open ntp", "open memcached", "open relay",
                "open portmapper", "publicly accessible", "accessible from the internet", "openly accessible", "外部に公開され", "open recursive",
                "ntp monlist",
                "open snmp", "exposed service", "openly", "open proxy", "第三者中継", "オープンプロキシ")
        ),
        (
            .copyright, 4,
            w("copyright", "dmca", "著作権", "infringement", "trademark", "takedown notice", "プロバイダ責任制限法", "侵害情報", "copyrighted", "商標権")
        ),
        (
            .compromised, 3,
            w(
                "compromised", "hacked", "intrusion", "乗っ取", "不正侵入", "侵入され", "不正アクセス", "unauthorized access", "踏み台", "第三者に悪用",
                "has been abused", "第三者による", "攻撃の発信元", "attacks", "attack", "攻撃", "不審な通信", "abnormal")
        ),
        (.vulnerable, 2, w("vulnerable", "脆弱性", "vulnerability", "cve-", "outdated version", "end of life")),
    ]

    /// What lines of a log tell, where the words do not.
    static let inLogs: [(Accusation, words: [[UInt8]])] = [
        (.loginAttack, w("failed password", "invalid user", "authentication failure", "sasl login", "auth failed", "login failed")),
        (
            .webAttack,
            w(
                "wp-login.php", "xmlrpc.php", "union select", "../..", "/cgi-bin/", ".env", "phpunit", "eval-stdin", "phpmyadmin",
                "\"get /", "\"post /")
        ),
        (.portScan, w("dpt=22", "dpt=23", " syn ", "flags=s", "drop in=", "tcp_flags", " => ")),
        (.spam, w("rcpt to", "spam", "x-spam")),
    ]

    /// Somebody is accusing, and does not only write about the subject.
    static let complaint = w(
        "abuse", "networkabuse", "検知した", "appears to have been", "has been defaced", "dear administrator", "攻撃を受けています",
        "originating from your", "abuseid", "beschwerde", "missbrauchsmeldung", "ihrem server", "ihr server", "was observed",
        "were observed", "compromised host", "claimed infringement", "infringes", "good faith belief", "dmca", "お客様のウェブ", "お客様のホームページ",
        "お客様のサイト", "お客様のアカウント", "苦情が", "network abuse", "intrusion attempts", "was found attacking", "were found attacking",
        "hosted at your",
        "検出されました", "検出しました", "complaint", "complaints", "we have received a report", "we received a report", "we have received",
        "we have detected",
        "we detected", "has been reported", "was reported", "have been reported", "report of",
        "your server", "your ip", "your host", "your instance", "your droplet", "your system", "your network", "your customer",
        "your account", "under your control", "申告", "通報", "苦情", "報告を受け", "ご連絡を受け", "連絡がありました", "お客様のサーバ", "お客様サーバ", "お客様がご利用",
        "お客様のご利用", "ご利用のサーバ", "ご契約サーバ", "貴社", "貴組織", "検知いたしました", "検知しました", "確認されました", "確認いたしました", "確認しました", "指摘", "dear abuse",
        "abuse team", "automatically generated report", "listed", "情報提供", "貴サーバ", "そちらの", "御社サーバ", "御社のサーバーから", "御社のサーバから", "御社のipアドレス",
        "your ip address", "hosted on your", "attacks from", "attack from", "an attack", "missbrauch")

    /// Mail that sells, bills or teaches. Not one that only carries a footer.
    static let commerce = w(
        "undelivered mail", "returned to sender", "delivery status notification", "mail delivery failed", "ご提案", "お済みですか", "今なら", "無料",
        "採用", "unsubscribe", "配信停止", "メールマガジン", "メルマガ", "newsletter", "invoice", "請求書", "ご請求", "お支払い", "ご入金", "webinar", "セミナー", "キャンペーン",
        "discount", "% off", "今だけ", "お申し込み", "更新のお知らせ", "renewal", "your order", "ご注文", "資料請求", "register now", "free trial", "お得",
        "receipt for",
        "amount due", "月号", "view in browser", "scheduled maintenance", "定期メンテナンス", "メンテナンスのお知らせ", "パスワード再設定", "password reset",
        "verification code", "認証コード", "ログイン通知", "new sign-in", "ログインがありました")

    private static func w(_ words: String...) -> [[UInt8]] { words.map { $0.bytes } }
}

/// Which accusations a mail makes, the strongest first.
enum AccusationReader {
    static func read(_ lines: [NoticeLine], subject: NoticeLine) -> [Told<Accusation>] {
        var score: [Accusation: (points: Int, place: NoticePlace)] = [:]
        func add(_ accusation: Accusation, _ points: Int, _ line: NoticeLine) {
            let old = score[accusation]
            score[accusation] = (min((old?.points ?? 0) + points, 60), old?.place ?? line.place)
        }
        for line in [subject] + lines {
            let isSubject = line.section == "header"
            if line.isLog {
                for (accusation, words) in AccusationWords.inLogs where words.contains(where: { line.lower.has($0) }) {
                    add(accusation, 2, line)
                }
                continue
            }
            for (accusation, weight, words) in AccusationWords.all where line.says(words) {
                add(accusation, weight * (isSubject ? 4 : 1), line)
            }
        }
        // What every break-in is, says less than what it does.
        let specific = score.filter { $0.key != .compromised && $0.key != .vulnerable }.values.map(\.points).max() ?? 0
        for general in [Accusation.compromised, .vulnerable] {
            if let told = score[general], specific >= 3 { score[general] = (min(told.points, specific - 1), told.place) }
        }
        // A file of malware may lie in a folder of a web log; one line of a log is no accusation beside words.
        let strongest = score.values.map(\.points).max() ?? 0
        let order = Accusation.allCases
        return score.filter { $0.value.points * 5 >= strongest && $0.value.points >= 2 }
            .sorted { left, right in
                left.value.points != right.value.points
                    ? left.value.points > right.value.points
                    : (order.firstIndex(of: left.key) ?? 0) < (order.firstIndex(of: right.key) ?? 0)
            }
            .map { Told($0.key, $0.value.place) }
    }
}
