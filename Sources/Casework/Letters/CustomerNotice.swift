import Model

/// The notice to those whom it concerns: what happened, what it means for them, what to do, whom to ask.
enum CustomerNotice {
    static func notice(_ facts: CaseFacts) -> CaseDocument {
        let sections = [
            CaseSection(
                nil,
                [
                    .paragraph(
                        CaseStatement(
                            facts.say(
                                en: "We are sorry to tell you of a security incident on our server. This is what we know so far.",
                                ja: "このたび、当方のサーバーで不正アクセスの疑いのある事案が発生しました。ご心配をおかけし、深くお詫び申し上げます。現在わかっていることをお知らせします。")))
                ]),
            CaseSection(
                facts.say(en: "What happened", ja: "何が起きたか"),
                [
                    facts.field(facts.say(en: "What we know", ja: "現在の状況"), facts.verdict),
                    facts.field(facts.say(en: "From", ja: "始まった時期"), facts.since),
                    facts.field(
                        facts.say(en: "Learnt on", ja: "当方が知った日時"), facts.known.map { CaseStatement("\($0.time)", cites: $0.cites) }),
                ]),
            CaseSection(
                facts.say(en: "Which data", ja: "お客さまの情報について"),
                [
                    facts.field(facts.say(en: "Data", ja: "対象となる情報"), facts.answer(.dataKinds)),
                    facts.field(facts.say(en: "People concerned", ja: "対象となる方"), facts.answer(.people)),
                    facts.field(facts.say(en: "Misuse so far", ja: "悪用などの被害"), facts.answer(.secondary)),
                ]),
            CaseSection(
                facts.say(en: "What we ask you to do", ja: "お願いしたいこと"),
                [
                    .items([
                        CaseStatement(
                            facts.say(
                                en: "If you use the same password elsewhere, change it there.", ja: "同じパスワードをほかのサービスでもお使いの場合は、変更してください。")),
                        CaseStatement(
                            facts.say(
                                en: "Do not open links or attachments of mails in our name that you did not expect.",
                                ja: "当方を名乗る、心当たりのないメールのリンクや添付ファイルは開かないでください。")),
                        CaseStatement(
                            facts.say(
                                en: "If you visited the site in that time, have your computer checked for malware.",
                                ja: "該当の期間にホームページをご覧になった方は、パソコンのウイルスチェックをお願いします。")),
                    ])
                ]),
            CaseSection(
                facts.say(en: "What we do", ja: "当方の対応"),
                [
                    facts.field(facts.say(en: "Done", ja: "実施したこと"), facts.measures),
                    facts.field(facts.say(en: "From now on", ja: "再発防止"), facts.prevention),
                ]),
            CaseSection(
                facts.say(en: "Whom to ask", ja: "お問い合わせ先"),
                [
                    facts.field(facts.say(en: "Organisation", ja: "会社・団体名"), facts.answer(.organisation)),
                    facts.field(facts.say(en: "Contact", ja: "連絡先"), facts.answer(.contact)),
                ]),
        ]
        return facts.document(.customers, facts.say(en: "Notice of a security incident", ja: "不正アクセスに関するお知らせとお詫び"), sections)
    }
}
