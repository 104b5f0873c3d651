import Model

/// The two answers to an abuse desk: one at once, and the full one.
enum DeskLetters {
    static func interim(_ facts: CaseFacts) -> CaseDocument {
        let notice = facts.file.notice
        var blocks = opening(facts)
        blocks.append(
            .paragraph(
                CaseStatement(
                    facts.say(
                        en: "We have received your notice and are looking into it. This is our first answer.",
                        ja: "ご連絡を拝受し、調査を始めております。取り急ぎ、現時点の状況をご報告いたします。"), cites: facts.noticeEntry)))
        var sections = [CaseSection(nil, blocks), CaseSection(facts.say(en: "Your notice", ja: "ご連絡の内容"), about(facts))]
        sections.append(
            CaseSection(
                facts.say(en: "What has been done so far", ja: "これまでに実施したこと"),
                [.items(begun(facts) + facts.measures)]))
        var state: [CaseBlock] = []
        if let verdict = facts.verdict { state.append(facts.field(facts.say(en: "State of the examination", ja: "調査の状況"), verdict)) }
        state.append(.items(checks(notice, facts)))
        sections.append(CaseSection(facts.say(en: "What is being checked", ja: "現在確認していること"), state))
        sections.append(
            CaseSection(
                facts.say(en: "When the full answer comes", ja: "詳細のご報告"),
                [
                    facts.field(facts.say(en: "Full answer by", ja: "ご報告の予定"), facts.fullAnswer),
                    .paragraph(
                        CaseStatement(
                            facts.say(
                                en: "It will tell the cause, the measures and how this is kept from happening again.",
                                ja: "原因・対策・再発防止策をまとめてご報告いたします。"))),
                ]))
        sections.append(closing(facts))
        return facts.document(.interim, facts.say(en: "First answer to the notice", ja: "一次回答"), envelope: envelope(facts), sections)
    }

    static func final(_ facts: CaseFacts) -> CaseDocument {
        var sections = [
            CaseSection(
                nil,
                opening(facts) + [
                    .paragraph(
                        CaseStatement(
                            facts.say(en: "Here is our full answer to your notice.", ja: "ご連絡いただいた件について、調査の結果をご報告いたします。"),
                            cites: facts.noticeEntry))
                ]),
            CaseSection(facts.say(en: "Your notice", ja: "ご連絡の内容"), about(facts)),
        ]
        var result: [CaseBlock] = [facts.field(facts.say(en: "Result", ja: "調査結果"), facts.verdict)]
        if facts.file.examination?.verdict != "clean" { result.append(facts.field(facts.say(en: "Since when", ja: "侵入の時期"), facts.since)) }
        if !facts.confirmed.isEmpty { result.append(.field(facts.say(en: "What you named", ja: "ご指摘の箇所"), facts.confirmed)) }
        let findings = facts.findings(12)
        if !findings.isEmpty { result += [.field(facts.say(en: "Found", ja: "見つかったもの"), findings)] }
        sections.append(CaseSection(facts.say(en: "1. What was found", ja: "1. 調査結果"), result))
        sections.append(CaseSection(facts.say(en: "2. Cause", ja: "2. 原因"), [facts.field(facts.say(en: "Cause", ja: "原因"), facts.causes)]))
        sections.append(
            CaseSection(facts.say(en: "3. Measures", ja: "3. 実施した対策"), [facts.field(facts.say(en: "Done", ja: "実施内容"), facts.measures)]))
        sections.append(
            CaseSection(
                facts.say(en: "4. Prevention", ja: "4. 再発防止策"),
                [facts.field(facts.say(en: "Planned or in place", ja: "実施・予定"), facts.prevention)]))
        sections.append(closing(facts))
        return facts.document(.final, facts.say(en: "Answer to the notice", ja: "ご報告(原因・対策・再発防止策)"), envelope: envelope(facts), sections)
    }

    private static func opening(_ facts: CaseFacts) -> [CaseBlock] {
        let desk: Prose = facts.file.notice?.desk.map { Prose([.words($0.spoken)]) } ?? ""
        return [
            .paragraph(CaseStatement(facts.say(en: "Dear abuse team\(desk.pieces.isEmpty ? "" : " of \(desk)"),", ja: "\(desk) ご担当者様"))),
            .paragraph(CaseStatement(facts.say(en: "thank you for telling us.", ja: "お世話になっております。ご連絡をいただき、ありがとうございます。"))),
        ]
    }

    private static func about(_ facts: CaseFacts) -> [CaseBlock] {
        return [
            facts.field(facts.say(en: "Ticket", ja: "受付番号"), facts.ticket), facts.field(facts.say(en: "Accused", ja: "対象"), facts.accused),
            facts.field(facts.say(en: "Of what", ja: "ご指摘の内容"), facts.accusation),
            facts.field(facts.say(en: "Seen at", ja: "発生日時"), facts.observed),
        ]
    }

    /// What the desk asked to be checked, and what is checked in any case.
    private static func checks(_ notice: CaseNotice?, _ facts: CaseFacts) -> [CaseStatement] {
        var checks = [
            CaseStatement(facts.say(en: "files and folders that do not belong there", ja: "覚えのないファイル・フォルダー")),
            CaseStatement(facts.say(en: "every running process and every scheduled job", ja: "動いているプログラムと自動実行の設定すべて")),
            CaseStatement(facts.say(en: "accounts, keys and log-ins", ja: "アカウント・鍵・ログインの記録")),
            CaseStatement(facts.say(en: "versions of the system and of web applications", ja: "OSとホームページのプログラム(CMS)のバージョン")),
        ]
        for demand in notice?.demands ?? []
        where [.takeDown, .changePasswords, .update, .scan, .checkAccounts, .logs].contains(demand.value) {
            checks.append(
                CaseStatement(
                    facts.say(en: "as you asked: \(CaseWords.demand(demand.value).en)", ja: "ご依頼の件: \(CaseWords.demand(demand.value).ja)"),
                    cites: facts.noticeEntry))
        }
        return checks
    }

    /// What has happened by itself: the notice was read, and an examination was made.
    private static func begun(_ facts: CaseFacts) -> [CaseStatement] {
        var begun: [CaseStatement] = []
        if let notice = facts.file.notice {
            begun.append(
                CaseStatement(
                    facts.say(en: "\(notice.received): notice received and kept", ja: "\(notice.received): ご連絡を受領し、記録を開始"),
                    cites: facts.noticeEntry))
        }
        if let finished = facts.file.examination?.finished {
            begun.append(
                CaseStatement(facts.say(en: "\(finished): server examined", ja: "\(finished): サーバー内の調査を実施"), cites: facts.examinationEntry))
        }
        return begun
    }

    /// Who signs; a blank to be filled in where the case does not know.
    private static func closing(_ facts: CaseFacts) -> CaseSection {
        let blank = facts.say(en: "[please fill in]", ja: "[ここに書いてください]")
        func signed(_ label: Prose, _ question: CaseQuestion) -> CaseBlock {
            facts.field(label, facts.answer(question) ?? CaseStatement(blank))
        }
        var blocks: [CaseBlock] = [.paragraph(CaseStatement(facts.say(en: "Kind regards", ja: "どうぞよろしくお願いいたします。")))]
        blocks.append(signed(facts.say(en: "Organisation", ja: "会社・団体名"), .organisation))
        if facts.answer(.person) != nil { blocks.append(signed(facts.say(en: "Contact person", ja: "担当者"), .person)) }
        blocks.append(signed(facts.say(en: "Contact", ja: "連絡先"), .contact))
        return CaseSection(nil, blocks)
    }

    private static func envelope(_ facts: CaseFacts) -> CaseEnvelope {
        let notice = facts.file.notice
        // A desk finds its case by the subject; the ticket stands in it already where the desk put it there.
        var subject = RawText("Re: ") + (notice?.subject ?? facts.file.title)
        if let ticket = notice?.tickets.first, !subject.contains(ticket) { subject = subject + " [" + ticket + "]" }
        return CaseEnvelope(to: notice?.replyTo ?? notice?.reporter, subject: subject, inReplyTo: notice?.messageID)
    }
}
