import Model

/// What data protection authorities are told. The forms themselves are filled in on their sites; this gives what their fields ask for.
enum PrivacyReports {
    /// 個人情報保護委員会: the nine items of article 8, 1 of the Commission's rules on the Act on the Protection of Personal Information.
    static func japan(_ facts: CaseFacts, isFinal: Bool) -> CaseDocument {
        var head: [CaseBlock] = []
        if let known = facts.known {
            let dates = ReportingDates.privacy(known: known.time)
            head = [
                facts.field(facts.say(en: "Became known on", ja: "事態を知った日時"), CaseStatement("\(known.time)", cites: known.cites)),
                facts.field(
                    facts.say(en: "First report: promptly, about 3 to 5 days", ja: "速報の目安(知った日を1日目として3〜5日以内)"),
                    CaseStatement(
                        facts.say(
                            en: "\(day(dates.firstFrom)) to \(day(dates.firstUntil))",
                            ja: "\(japanese(dates.firstFrom))から\(japanese(dates.firstUntil))まで"))),
                facts.field(
                    facts.say(en: "Final report: within 60 days (break-in)", ja: "確報の期限(不正アクセスは60日以内)"),
                    CaseStatement(facts.say(en: day(dates.final), ja: japanese(dates.final)))),
            ]
        }
        head.append(
            .paragraph(
                CaseStatement(
                    facts.say(
                        en:
                            "One person's data is enough where somebody acted with bad intent. Report through the form on www.ppc.go.jp; some trades report to their ministry.",
                        ja: "不正アクセスによるおそれがあれば、1人分でも報告の対象です。個人情報保護委員会のサイト(www.ppc.go.jp)の報告フォームから送ります。業種によっては所管の省庁が窓口です。"))))
        let sections = [
            CaseSection(facts.say(en: "Dates", ja: "期限"), head),
            CaseSection(
                facts.say(en: "Who reports", ja: "報告者"),
                [
                    facts.field(facts.say(en: "Name", ja: "事業者名"), facts.answer(.organisation)),
                    facts.field(facts.say(en: "Person", ja: "担当者"), facts.answer(.person)),
                    facts.field(facts.say(en: "Contact", ja: "連絡先"), facts.answer(.contact)),
                ]),
            CaseSection(
                facts.say(en: "The nine items", ja: "報告事項(9項目)"),
                [
                    .field(facts.say(en: "1. Outline", ja: "1. 概要"), [facts.accusation, facts.verdict, facts.since].compactMap { $0 }),
                    facts.field(facts.say(en: "2. Kinds of data", ja: "2. 漏えい等した(おそれのある)個人データの項目"), facts.answer(.dataKinds)),
                    facts.field(facts.say(en: "3. Number of people", ja: "3. 本人の数"), facts.answer(.people)),
                    .field(facts.say(en: "4. Cause", ja: "4. 原因"), facts.causes),
                    facts.field(facts.say(en: "5. Further harm", ja: "5. 二次被害またはそのおそれ"), facts.answer(.secondary)),
                    facts.field(facts.say(en: "6. What the people were told", ja: "6. 本人への対応の状況"), facts.answer(.toPeople)),
                    facts.field(facts.say(en: "7. Publication", ja: "7. 公表の状況"), facts.answer(.publication)),
                    .field(facts.say(en: "8. Prevention", ja: "8. 再発防止のための措置"), facts.measures + facts.prevention),
                    .field(facts.say(en: "9. Anything else", ja: "9. その他参考となる事項"), facts.findings(10)),
                ]),
        ]
        let title =
            isFinal
            ? facts.say(en: "Final report to the Personal Information Protection Commission", ja: "個人情報保護委員会への確報(下書き)")
            : facts.say(en: "First report to the Personal Information Protection Commission", ja: "個人情報保護委員会への速報(下書き)")
        return facts.document(isFinal ? .privacyFinal : .privacyFirst, title, sections)
    }

    /// GDPR, article 33(3) and (1).
    static func europe(_ facts: CaseFacts) -> CaseDocument {
        var head: [CaseBlock] = []
        if let known = facts.known {
            let due = ReportingDates.gdpr(aware: known.time)
            head = [
                facts.field(facts.say(en: "Became aware on", ja: "知った日時"), CaseStatement("\(known.time)", cites: known.cites)),
                facts.field(
                    facts.say(en: "Due (72 hours, article 33(1))", ja: "期限(72時間、第33条1項)"),
                    CaseStatement("\(due) (\(CaseWords.left(due.seconds &- facts.now.seconds)[facts.language]))")),
            ]
            if due < facts.now { head.append(.field(facts.say(en: "Reasons for the delay (article 33(1))", ja: "遅れた理由(第33条1項)"), [])) }
        }
        let sections = [
            CaseSection(facts.say(en: "Dates", ja: "期限"), head),
            CaseSection(
                facts.say(en: "Article 33(3)", ja: "第33条3項の事項"),
                [
                    .field(
                        facts.say(en: "(a) Nature of the breach", ja: "(a) 侵害の性質"),
                        [facts.accusation, facts.verdict, facts.since].compactMap { $0 }),
                    facts.field(facts.say(en: "(a) People concerned, approximately", ja: "(a) 本人のおよその数"), facts.answer(.people)),
                    facts.field(facts.say(en: "(a) Categories of data and records", ja: "(a) データの種類とおよその件数"), facts.answer(.dataKinds)),
                    facts.field(facts.say(en: "(b) Contact point", ja: "(b) 連絡先"), facts.answer(.contact)),
                    facts.field(facts.say(en: "(c) Likely consequences", ja: "(c) 予想される結果"), facts.answer(.secondary)),
                    .field(facts.say(en: "(d) Measures taken or proposed", ja: "(d) 対応と対策"), facts.measures + facts.prevention),
                ]),
            CaseSection(
                nil,
                [
                    .paragraph(
                        CaseStatement(
                            facts.say(
                                en:
                                    "What is not known may follow in phases (article 33(4)). The breach has to be written down in any case (article 33(5)).",
                                ja: "わからないことは後から順に報告できます(第33条4項)。報告しない場合も、記録は必ず残します(第33条5項)。")))
                ]),
        ]
        return facts.document(
            .gdpr33, facts.say(en: "Notification of a personal data breach (GDPR, article 33)", ja: "個人データ侵害の通知(GDPR第33条、下書き)"), sections)
    }

    private static func day(_ day: CivilTime) -> Prose {
        Prose([.words("\(day.year)-\(day.month < 10 ? "0" : "")\(day.month)-\(day.day < 10 ? "0" : "")\(day.day)")])
    }
    private static func japanese(_ day: CivilTime) -> Prose { "\(day.year)年\(day.month)月\(day.day)日" }
}
