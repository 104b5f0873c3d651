import Model

/// The page for the owner: plain words, the clocks, and the one next step.
enum OwnerPage {
    static func page(_ facts: CaseFacts) -> CaseDocument {
        var now: [CaseBlock] = [.headline(headline(facts), isBad: isBad(facts))]
        if let notice = facts.file.notice, let accusation = facts.accusation {
            let desk: Prose = notice.desk.map { Prose([.words($0.spoken)]) } ?? facts.say(en: "somebody outside", ja: "外部の方")
            now.append(
                .paragraph(
                    CaseStatement(
                        facts.say(
                            en: "\(desk) says that this server is used for \(accusation.text).",
                            ja: "\(desk)から、このサーバーについて「\(accusation.text)」という指摘が届いています。"),
                        cites: facts.noticeEntry)))
        }
        if let clock = facts.file.clocks.first, clock.met == nil, facts.file.closed == nil {
            now.append(.paragraph(CaseStatement(facts.say(en: "Deadline: \(told(clock, facts))", ja: "期限:\(told(clock, facts))"))))
        }
        now.append(next(facts))
        now.append(.never(never(facts)))
        var sections = [CaseSection(facts.say(en: "Now", ja: "いま"), now), CaseSection(facts.say(en: "Deadlines", ja: "期限"), clocks(facts))]
        let open = facts.file.tasks.filter { $0.done == nil }
        if !open.isEmpty {
            sections.append(
                CaseSection(
                    facts.say(en: "Still to do", ja: "残っているやること"),
                    [.items(open.prefix(40).map { CaseStatement("\(Prose([.words($0.text.spoken)])) (\($0.id))") })]))
        }
        sections.append(CaseSection(facts.say(en: "What is known", ja: "わかっていること"), known(facts)))
        sections.append(CaseSection(facts.say(en: "What is not known yet", ja: "まだわからないこと"), unknown(facts)))
        let timeline = facts.timeline
        if !timeline.isEmpty { sections.append(CaseSection(facts.say(en: "What happened, in order", ja: "起きたことの順番"), [.items(timeline)])) }
        return facts.document(.owner, Prose([.words(facts.file.title.spoken)]), sections)
    }

    private static func isBad(_ facts: CaseFacts) -> Bool {
        facts.file.clocks.contains { $0.isOverdue(at: facts.now) } || facts.file.examination?.verdict == "compromised"
    }

    private static func headline(_ facts: CaseFacts) -> Prose {
        if facts.file.closed != nil { return facts.say(en: "This case is closed.", ja: "この件は終わっています。") }
        if facts.file.clocks.contains(where: { $0.isOverdue(at: facts.now) }) {
            return facts.say(en: "A deadline has passed. Answer today.", ja: "期限が過ぎています。今日中に返信してください。")
        }
        if let verdict = facts.verdict { return verdict.text }
        return facts.say(en: "A complaint has come. Whether it is true is not known yet.", ja: "指摘が届いています。本当かどうかは、まだ調べていません。")
    }

    /// What to do now, and the commands that do it, each to be copied as a whole.
    static func next(_ facts: CaseFacts) -> CaseBlock {
        let file = facts.file
        func step(_ en: Prose, _ ja: Prose, _ commands: RawText...) -> CaseBlock { .next(facts.say(en: en, ja: ja), commands: commands) }
        if file.closed != nil { return step("Nothing. Keep this record.", "ありません。この記録を保管してください。") }
        if file.notice != nil, !file.letters.contains(where: { $0.letter.direction == .sent }) {
            return step(
                "Send the first answer now. It says that you are looking into it, and may keep the desk from cutting you off. The letter is written already: read it and send it as a reply to their mail. Then put it into the case.",
                "まず一次回答を送ってください(5分ほど)。「調べています」と伝えるだけで、停止を避けられることがあります。文面はもう出来ています。読んで、届いたメールへの返信として送り、送ったものを保存してください。",
                "banken case report --kind interim",
                RawText("banken case letter --sent 送った文面.txt").localized(facts, "banken case letter --sent SENT.txt"))
        }
        if file.examination == nil {
            return step(
                "Have the server examined. It changes nothing on the server.", "サーバーを調べてください。サーバーの中身は何も変わりません。",
                "banken examine --format json --output examination.json", "banken case add examination.json")
        }
        if let question = CaseQuestion.first.first(where: { file.answers[RawText($0.rawValue)] == nil }) {
            let words = question.words[facts.language]
            let example: RawText = facts.language == .ja ? " \"答え\"" : " \"ANSWER\""
            return step("Answer one question: \(words)", "1つ教えてください:\(words)", "banken case answer " + RawText(question.rawValue) + example)
        }
        if file.notice != nil, file.clocks.contains(where: { $0.met == nil }) {
            return step(
                "Send the full answer. Fill in what is marked as not known, send it, and say that the deadline was met.",
                "詳しい回答を送ってください。「不明(確認中)」のところを書き足して送り、期限に対応したことを記録してください。", "banken case report --kind final",
                RawText("banken case letter --sent 送った文面.txt --meets ").localized(facts, "banken case letter --sent SENT.txt --meets ")
                    + (file.clocks.first { $0.met == nil }?.deadline.id ?? ""))
        }
        return step("Watch the server for 30 days, then close the case.", "30日間ようすを見てから、この件を終わりにしてください。", "banken case close --because OK")
    }

    private static func never(_ facts: CaseFacts) -> [Prose] {
        [
            facts.say(
                en: "Do not switch the server off or restart it: what the intruder runs would be lost as evidence.",
                ja: "サーバーの電源を切ったり、再起動したりしない(証拠が消えます)"),
            facts.say(
                en: "Do not delete files, not even bad ones: move nothing before a copy is kept.", ja: "ファイルを消さない(悪いファイルでも、写しを取るまで触らない)"),
            facts.say(
                en: "Do not log in by FTP or to the administration page from the usual computer before it has been checked.",
                ja: "いつものパソコンからFTPや管理画面に入らない(パソコンが感染しているかもしれません)"),
        ]
    }

    /// "Answer to …: 3 d 4 h left (…)".
    private static func told(_ clock: CaseClock, _ facts: CaseFacts) -> Prose {
        let text = Prose([.words(clock.deadline.text.spoken)])
        if let met = clock.met { return facts.say(en: "\(text): met on \(met)", ja: "\(text): 対応済み(\(met))") }
        let left = CaseWords.left(clock.left(at: facts.now))[facts.language]
        return facts.say(en: "\(text): \(left) (\(clock.deadline.moment.time))", ja: "\(text): \(left)(\(clock.deadline.moment.time))")
    }

    static func clocks(_ facts: CaseFacts) -> [CaseBlock] {
        guard !facts.file.clocks.isEmpty else {
            return [.paragraph(CaseStatement(facts.say(en: "No deadline is known.", ja: "期限は見つかっていません。")))]
        }
        return [
            .items(
                facts.file.clocks.prefix(30).map { clock in
                    let entries = facts.entries { if case .deadline(let other) = $0 { other.id == clock.deadline.id } else { false } }
                    return CaseStatement("\(told(clock, facts)) (\(clock.deadline.id))", cites: entries)
                })
        ]
    }

    private static func known(_ facts: CaseFacts) -> [CaseBlock] {
        var known: [CaseStatement] = [
            facts.verdict,
            facts.since.map { CaseStatement(facts.say(en: "It began: \($0.text)", ja: "始まったとみられる時刻: \($0.text)"), cites: $0.cites) },
        ].compactMap { $0 }
        known += facts.causes.map { CaseStatement(facts.say(en: "Cause: \($0.text)", ja: "原因: \($0.text)"), cites: $0.cites) }
        known += facts.confirmed
        known += facts.findings(8)
        known += facts.measures.suffix(8)
        return known.isEmpty ? [.paragraph(CaseStatement(facts.say(en: "Nothing certain yet.", ja: "確かなことは、まだありません。")))] : [.items(known)]
    }

    private static func unknown(_ facts: CaseFacts) -> [CaseBlock] {
        var open: [CaseStatement] = []
        if facts.file.examination == nil { open.append(CaseStatement(facts.say(en: "Whether the complaint is true", ja: "指摘が本当かどうか"))) }
        if facts.causes.isEmpty { open.append(CaseStatement(facts.say(en: "How it happened", ja: "どうやって起きたか(原因)"))) }
        if let gaps = facts.file.examination?.gaps, gaps > 0 {
            open.append(
                CaseStatement(
                    facts.say(en: "\(gaps) things could not be looked at", ja: "調べられなかったところが\(gaps)か所あります"), cites: facts.examinationEntry))
        }
        for question in facts.file.examination?.questions ?? [] {
            open.append(
                CaseStatement(
                    facts.say(
                        en: "\(question.text) (answer: banken examine … --answer \(question.key)=yes or =no)",
                        ja: "\(question.text)(答え方: banken examine … --answer \(question.key)=yes または =no)"), cites: facts.examinationEntry))
        }
        for question in CaseQuestion.first where facts.file.answers[RawText(question.rawValue)] == nil {
            open.append(CaseStatement(question.words[facts.language]))
        }
        return open.isEmpty
            ? [.paragraph(CaseStatement(facts.say(en: "Nothing that we ask for.", ja: "確認が必要なことは残っていません。")))] : [.items(open)]
    }
}

extension RawText {
    /// The first for a Japanese reader, the other for everybody else.
    fileprivate func localized(_ facts: CaseFacts, _ other: RawText) -> RawText { facts.language == .ja ? self : other }
}
