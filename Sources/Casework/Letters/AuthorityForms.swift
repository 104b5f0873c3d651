import Model

/// What IPA, JPCERT/CC and the police ask for.
enum AuthorityForms {
    /// 届出 of unauthorised access to IPA: what can be told is enough; the order is that of its form.
    static func ipa(_ facts: CaseFacts) -> CaseDocument {
        facts.document(
            .ipa, facts.say(en: "Report of unauthorised access to IPA", ja: "IPAへの不正アクセス届出(下書き)"),
            [
                CaseSection(
                    nil,
                    [
                        .paragraph(
                            CaseStatement(
                                facts.say(
                                    en: "Only what can be told need be told. It is sent by mail; see www.ipa.go.jp.",
                                    ja: "書ける範囲だけで届け出できます。届出先と様式は www.ipa.go.jp の「届出・相談」にあります。")))
                    ]),
                CaseSection(
                    facts.say(en: "Who reports", ja: "届出者"),
                    [
                        facts.field(facts.say(en: "Name", ja: "会社・団体名"), facts.answer(.organisation)),
                        facts.field(facts.say(en: "Person", ja: "担当者"), facts.answer(.person)),
                        facts.field(facts.say(en: "Contact", ja: "連絡先"), facts.answer(.contact)),
                    ]),
                CaseSection(
                    facts.say(en: "What happened", ja: "届出の内容"),
                    [
                        facts.field(
                            facts.say(en: "1. Found on", ja: "1. 発見年月日"), facts.known.map { CaseStatement("\($0.time)", cites: $0.cites) }),
                        facts.field(facts.say(en: "2. Machine", ja: "2. 被害を受けた機器"), facts.host),
                        facts.field(facts.say(en: "Where it stands", ja: "設置環境(ホスティング等)"), facts.answer(.hosting)),
                        .field(facts.say(en: "3. How it was found", ja: "3. 発見の経緯"), [facts.accusation].compactMap { $0 }),
                        .field(facts.say(en: "4. Damage", ja: "4. 被害の内容"), [facts.verdict].compactMap { $0 } + facts.findings(15)),
                        facts.field(facts.say(en: "5. Since", ja: "5. 被害の時期"), facts.since),
                        .field(facts.say(en: "6. Cause", ja: "6. 原因"), facts.causes),
                        .field(facts.say(en: "7. Done about it", ja: "7. 実施した対策"), facts.measures),
                        .field(facts.say(en: "8. Prevention", ja: "8. 再発防止策"), facts.prevention),
                    ]),
            ])
    }

    /// The report of an incident to JPCERT/CC: contact, purpose, what, when, and logs with their zone.
    static func jpcert(_ facts: CaseFacts) -> CaseDocument {
        var logs: [CaseBlock] = [
            facts.field(facts.say(en: "Time zone of the logs", ja: "ログの時刻帯"), CaseStatement(Prose([.words(Timestamp.zone(facts.offset))])))
        ]
        if let lines = facts.file.notice?.log, !lines.isEmpty { logs.append(.quote(Array(lines.prefix(100)))) }
        return facts.document(
            .jpcert, facts.say(en: "Incident report to JPCERT/CC", ja: "JPCERT/CCへのインシデント報告(下書き)"),
            [
                CaseSection(
                    facts.say(en: "Who reports", ja: "報告者"),
                    [
                        facts.field(facts.say(en: "Organisation", ja: "組織名"), facts.answer(.organisation)),
                        facts.field(facts.say(en: "Name", ja: "氏名"), facts.answer(.person)),
                        facts.field(facts.say(en: "Mail address", ja: "連絡先メールアドレス"), facts.answer(.contact)),
                    ]),
                CaseSection(
                    facts.say(en: "Purpose", ja: "報告の目的"),
                    [
                        .items([
                            CaseStatement(facts.say(en: "[ ] information only", ja: "[ ] 情報提供")),
                            CaseStatement(facts.say(en: "[ ] question", ja: "[ ] 質問・相談")),
                            CaseStatement(facts.say(en: "[ ] please contact the sites involved", ja: "[ ] 関係サイトへの連絡(調整)の依頼")),
                        ])
                    ]),
                CaseSection(
                    facts.say(en: "The incident", ja: "インシデントの内容"),
                    [
                        facts.field(facts.say(en: "Addresses of ours", ja: "当方のIPアドレス・ホスト・URL"), facts.accused),
                        facts.field(facts.say(en: "What", ja: "何が起きたか"), facts.accusation),
                        facts.field(facts.say(en: "Result so far", ja: "調査結果"), facts.verdict),
                        .field(facts.say(en: "When", ja: "いつ"), [facts.since].compactMap { $0 } + facts.observed),
                        .field(facts.say(en: "Findings", ja: "見つかったもの"), facts.findings(20)),
                        .field(facts.say(en: "Cause", ja: "原因"), facts.causes),
                        .field(facts.say(en: "Done about it", ja: "対応"), facts.measures),
                    ]),
                CaseSection(facts.say(en: "Logs", ja: "ログ"), logs),
            ])
    }

    /// What to bring to the police, and what to tell.
    static func police(_ facts: CaseFacts) -> CaseDocument {
        let items = facts.file.entries.compactMap { entry -> CaseStatement? in
            switch entry.event {
            case .notice(let notice):
                CaseStatement(
                    facts.say(en: "the mail as it came, items/\(notice.item)", ja: "届いたメールそのもの(items/\(notice.item))"),
                    cites: [entry.number])
            case .examination(let examination):
                CaseStatement(
                    facts.say(en: "the examination, items/\(examination.item)", ja: "調査結果(items/\(examination.item))"),
                    cites: [entry.number])
            case .letter(let letter):
                letter.item.map { item in
                    CaseStatement(
                        facts.say(en: "letter: \(letter.subject), items/\(item)", ja: "手紙: \(letter.subject)(items/\(item))"),
                        cites: [entry.number])
                }
            default: nil
            }
        }
        return facts.document(
            .police, facts.say(en: "For the police: what to bring", ja: "警察への相談:持っていくもの"),
            [
                CaseSection(
                    nil,
                    [
                        .paragraph(
                            CaseStatement(
                                facts.say(
                                    en:
                                        "Telephone first: the cybercrime desk of your prefecture (www.npa.go.jp/bureau/cyber/soudan.html) or #9110; 110 in an emergency. A consultation is not yet a formal report of damage.",
                                    ja:
                                        "先に電話してください。都道府県警察のサイバー犯罪相談窓口(www.npa.go.jp/bureau/cyber/soudan.html)または #9110、緊急のときは110番です。相談は、まだ「被害届」ではありません。"
                                )))
                    ]),
                CaseSection(
                    facts.say(en: "What happened, in one minute", ja: "1分で説明すること"),
                    [
                        facts.field(facts.say(en: "Who", ja: "会社・団体名"), facts.answer(.organisation)),
                        facts.field(facts.say(en: "Which server", ja: "どのサーバー"), facts.answer(.hosting) ?? facts.host),
                        facts.field(facts.say(en: "What", ja: "何が"), facts.verdict ?? facts.accusation),
                        facts.field(facts.say(en: "Since", ja: "いつから"), facts.since),
                        facts.field(
                            facts.say(en: "Learnt on", ja: "知った日時"), facts.known.map { CaseStatement("\($0.time)", cites: $0.cites) }),
                        facts.field(facts.say(en: "Data of people", ja: "個人情報"), facts.answer(.personalData)),
                    ]),
                CaseSection(
                    facts.say(en: "To bring", ja: "持っていくもの"),
                    [
                        .items(
                            items + [
                                CaseStatement(
                                    facts.say(en: "access and log-in logs, as files and printed", ja: "アクセスログ・ログイン記録(ファイルと印刷の両方)")),
                                CaseStatement(facts.say(en: "a drawing of the machines and lines", ja: "機器とネットワークの図")),
                                CaseStatement(facts.say(en: "contract and contact of the hosting company", ja: "サーバー会社の契約書・連絡先")),
                                CaseStatement(
                                    facts.say(en: "this folder on a medium that can stay with them", ja: "この案件のフォルダーの写し(渡してよい媒体に)")),
                            ])
                    ]),
                CaseSection(
                    facts.say(en: "Digests", ja: "証拠のハッシュ値"),
                    [
                        .paragraph(
                            CaseStatement(
                                facts.say(en: "Each file in items is named by its SHA-256.", ja: "items のファイル名は、それぞれの SHA-256 です。")))
                    ]),
            ])
    }
}
