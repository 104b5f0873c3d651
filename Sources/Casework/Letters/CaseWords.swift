import Model

/// The words for what notices say.
package enum CaseWords {
    package static func accusation(_ accusation: Accusation) -> Localized {
        switch accusation {
        case .spam: Localized(en: "sending spam", ja: "迷惑メールの送信")
        case .phishing: Localized(en: "a phishing page", ja: "フィッシングサイト(偽サイト)の設置")
        case .malware: Localized(en: "malware", ja: "不正なプログラム(マルウェア)の設置")
        case .defacement: Localized(en: "altered pages", ja: "ホームページの改ざん")
        case .loginAttack: Localized(en: "attacks on log-ins of other servers", ja: "よそのサーバーへのログイン攻撃")
        case .portScan: Localized(en: "scans of other networks", ja: "よそのネットワークへのポートスキャン(侵入口さがし)")
        case .dos: Localized(en: "flooding others with traffic (DoS)", ja: "大量の通信による攻撃(DoS)")
        case .botnet: Localized(en: "taking part in a botnet", ja: "ボットネット(乗っ取られた機械の集まり)への参加")
        case .webAttack: Localized(en: "attacks on web sites of others", ja: "よそのホームページへの攻撃")
        case .openService: Localized(en: "a service that is open to misuse by anybody", ja: "誰でも悪用できる状態のサービス")
        case .copyright: Localized(en: "content that somebody claims as theirs", ja: "著作権などの侵害")
        case .compromised: Localized(en: "being under somebody else's control", ja: "第三者に侵入され、悪用されていること")
        case .vulnerable: Localized(en: "a known weakness", ja: "既知の弱点(脆弱性)")
        case .unknown: Localized(en: "something that the mail does not name", ja: "メールからは読み取れない内容")
        }
    }

    package static func demand(_ demand: Demand) -> Localized {
        switch demand {
        case .investigate: Localized(en: "look into it", ja: "調査する")
        case .cause: Localized(en: "tell the cause", ja: "原因を報告する")
        case .measures: Localized(en: "tell what was done", ja: "対策・対応内容を報告する")
        case .prevention: Localized(en: "tell how it will not happen again", ja: "再発防止策を報告する")
        case .reply: Localized(en: "reply", ja: "返信する")
        case .stop: Localized(en: "stop it", ja: "止める")
        case .takeDown: Localized(en: "take the content down", ja: "該当のファイル・ページを取り下げる")
        case .reinstall: Localized(en: "install the system anew", ja: "OSを入れ直す(初期化)")
        case .backup: Localized(en: "keep a copy of the data first", ja: "先にデータをバックアップする")
        case .changePasswords: Localized(en: "change all passwords", ja: "すべてのパスワードを変える")
        case .update: Localized(en: "bring everything up to date", ja: "最新版に更新する")
        case .scan: Localized(en: "scan for malware", ja: "ウイルスチェックをする")
        case .checkAccounts: Localized(en: "look for accounts and keys that nobody knows", ja: "覚えのないアカウントや鍵がないか確かめる")
        case .logs: Localized(en: "look at the logs, and keep them", ja: "ログを確かめ、残しておく")
        }
    }

    package static func threat(_ threat: Threat) -> Localized {
        switch threat {
        case .restricted: Localized(en: "it has been restricted already", ja: "すでに制限されています")
        case .suspend: Localized(en: "the service is stopped", ja: "サービスの停止")
        case .block: Localized(en: "the connection is blocked", ja: "通信の遮断")
        case .terminate: Localized(en: "the contract is ended", ja: "契約の解除")
        case .delete: Localized(en: "the data is deleted", ja: "データの削除")
        case .nullRoute: Localized(en: "the address is taken off the net", ja: "IPアドレスがネットから外される(ヌルルート)")
        case .fee: Localized(en: "a fee is charged", ja: "費用の請求")
        case .legal: Localized(en: "legal steps", ja: "法的な手続き")
        }
    }

    package static func verdict(_ state: RawText) -> Localized {
        switch state {
        case "compromised": Localized(en: "The server was broken into.", ja: "サーバーは侵入されていました。")
        case "attempted": Localized(en: "The server was attacked; nothing shows that anybody came in.", ja: "攻撃はありましたが、侵入された跡は見つかっていません。")
        case "suspicious":
            Localized(en: "There are suspicious traces; whether somebody came in is not certain.", ja: "不審な点があります。侵入されたかどうかは、まだはっきりしません。")
        case "clean": Localized(en: "No trace of an intruder was found in what could be examined.", ja: "調べられた範囲では、侵入の跡は見つかりませんでした。")
        default: Localized(en: "Whether the server was broken into cannot be said yet.", ja: "侵入されたかどうかは、まだ判断できません。")
        }
    }

    package static func cause(_ id: RawText) -> Localized {
        switch id {
        case "credential.stolen": Localized(en: "a stolen password or key", ja: "盗まれたパスワードまたは鍵による侵入")
        case "credential.bruteforced": Localized(en: "a guessed password", ja: "パスワードの総当たりによる侵入")
        case "client.infected": Localized(en: "an infected computer of somebody who works on the site", ja: "更新作業に使うパソコンの感染")
        case "web.vulnerability": Localized(en: "a hole in a web application", ja: "ホームページのプログラム(CMSなど)の弱点")
        case "service.vulnerability": Localized(en: "a hole in a service of the server", ja: "サーバーのサービスの弱点")
        case "insider": Localized(en: "somebody who has access by right", ja: "正規の権限を持つ人による操作")
        case "reinfection": Localized(en: "something left behind by an earlier break-in", ja: "以前の侵入で残されたものによる再発")
        case "neighbour": Localized(en: "another customer on the same machine", ja: "同じ機械のほかの利用者からの影響")
        default: Localized(en: "an unknown way", ja: "不明な経路")
        }
    }

    package static func standing(_ standing: RawText) -> Localized {
        switch standing {
        case "established": Localized(en: "established", ja: "確定")
        case "likely": Localized(en: "likely", ja: "可能性が高い")
        case "possible": Localized(en: "possible", ja: "可能性がある")
        case "unlikely": Localized(en: "unlikely", ja: "可能性は低い")
        case "excluded": Localized(en: "excluded", ja: "否定された")
        default: Localized(en: "cannot be decided", ja: "判断できない")
        }
    }

    /// "3 days 4 hours left", "overdue by 2 hours".
    package static func left(_ seconds: Int64) -> Localized {
        let distance = seconds.magnitude / 60
        let (days, hours, minutes) = (distance / 1440, distance / 60 % 24, distance % 60)
        let en: Prose, ja: Prose
        if days > 0 {
            en = "\(days) d \(hours) h"
            ja = "\(days)日\(hours)時間"
        } else if hours > 0 {
            en = "\(hours) h \(minutes) min"
            ja = "\(hours)時間\(minutes)分"
        } else {
            en = "\(minutes) min"
            ja = "\(minutes)分"
        }
        return seconds < 0 ? Localized(en: "overdue by \(en)", ja: "\(ja)過ぎています") : Localized(en: "\(en) left", ja: "あと\(ja)")
    }
}
