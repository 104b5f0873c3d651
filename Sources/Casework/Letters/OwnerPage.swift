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
        now.append(.next(next(facts)))
        now.append(.never(never(facts)))
        var sections = [CaseSection(facts.say(en: "Now", ja: "いま"), now), CaseSection(facts.say(en: "Deadlines", ja: "期限"), clocks(facts))]
        let open = facts.file.tasks.filter { $0.done == nil }
        if !open.isEmpty {
            sections.append(
                CaseSection(
                    facts.say(en: "Still to do", ja: "残っているやること"),
                    [.items(open.prefix(40).map { CaseStatement(Prose([.words($0.text.spoken)])) })]))
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

    static func next(_ facts: CaseFacts) -> Prose {
        let file = facts.file
        if file.closed != nil { return facts.say(en: "Nothing. Keep this record.", ja: "ありません。この記録を保管してください。") }
        if file.notice != nil, !file.letters.contains(where: { $0.letter.direction == .sent }) {
            return facts.say(
                en:
                    "Send the first answer now. It says that you are looking into it, and may stop the desk from cutting you off. `banken case report --kind interim` has written it; read it and send it as a reply to their mail.",
                ja:
                    "まず一次回答を送ってください(5分)。「調べています」と伝えるだけで、停止を避けられることがあります。文面は `banken case report --kind interim` で出来ています。読んで、届いたメールへの返信として送ってください。"
            )
        }
        if file.examination == nil {
            return facts.say(
                en:
                    "Have the server examined: `banken examine --format json --output examination.json`, then `banken case add examination.json`. It changes nothing on the server.",
                ja:
                    "サーバーを調べてください。`banken examine --format json --output examination.json` のあと `banken case add examination.json` です。サーバーの中身は何も変わりません。"
            )
        }
        if let question = CaseQuestion.first.first(where: { file.answers[RawText($0.rawValue)] == nil }) {
            let words = question.words[facts.language]
            return facts.say(
                en: "Answer one question: \(words) (`banken case answer \(Prose([.words(question.rawValue)])) …`)",
                ja: "1つ教えてください: \(words)(`banken case answer \(Prose([.words(question.rawValue)])) …`)")
        }
        if file.notice != nil, file.clocks.contains(where: { $0.met == nil }) {
            return facts.say(
                en: "Send the full answer: `banken case report --kind final`. Fill in what is marked as not known, then send it.",
                ja: "詳しい回答を送ってください。`banken case report --kind final` で文面が出来ます。「不明(確認中)」のところを書き足してから送ってください。")
        }
        return facts.say(en: "Watch the server for 30 days, then close the case.", ja: "30日間ようすを見てから、この件を終わりにしてください。")
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

    static func clocks(_ facts: CaseFacts) -> [CaseBlock] {
        guard !facts.file.clocks.isEmpty else {
            return [.paragraph(CaseStatement(facts.say(en: "No deadline is known.", ja: "期限は見つかっていません。")))]
        }
        return [
            .items(
                facts.file.clocks.prefix(30).map { clock in
                    let entries = facts.entries { if case .deadline(let other) = $0 { other.id == clock.deadline.id } else { false } }
                    let text = Prose([.words(clock.deadline.text.spoken)])
                    if let met = clock.met {
                        return CaseStatement(facts.say(en: "\(text): met on \(met)", ja: "\(text): 対応済み(\(met))"), cites: entries)
                    }
                    let left = CaseWords.left(clock.left(at: facts.now))[facts.language]
                    return CaseStatement(
                        facts.say(
                            en: "\(text): \(left) (\(clock.deadline.moment.time))", ja: "\(text): \(left)(\(clock.deadline.moment.time))"),
                        cites: entries)
                })
        ]
    }

    private static func known(_ facts: CaseFacts) -> [CaseBlock] {
        var known: [CaseStatement] = [
            facts.verdict, facts.since.map { CaseStatement(facts.say(en: "Since \($0.text)", ja: "\($0.text)から"), cites: $0.cites) },
        ].compactMap { $0 }
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
        for question in CaseQuestion.first where facts.file.answers[RawText(question.rawValue)] == nil {
            open.append(CaseStatement(question.words[facts.language]))
        }
        return open.isEmpty
            ? [.paragraph(CaseStatement(facts.say(en: "Nothing that we ask for.", ja: "確認が必要なことは残っていません。")))] : [.items(open)]
    }
}
