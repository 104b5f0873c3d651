import Model

/// Questions that only the owner can answer, the most telling first.
enum OwnerQuestions {
    static let copy = "copy.digest"
    static let origin = "origin.known"
    static let upload = "upload.own"
    static let cleanUp = "cleanup.before"

    static func of(_ file: CaseFile) -> [OwnerQuestion] {
        var questions: [OwnerQuestion] = []
        if let page = file.deeds.all.first(where: { $0.isWeb && !$0.isPlanted && !$0.isRecorded }) {
            questions.append(
                OwnerQuestion(
                    id: copy, subject: page.path,
                    text: Localized(
                        en: "Is the same foreign text in your own copy of \(page.path), on the computer from which you put it up?",
                        ja: "\(page.path) をアップロードしたパソコンにある手元の控えにも、同じ見覚えのない内容が入っていますか。"), ifYes: .infectedClient, ifNo: .stolenCredential))
        }
        if let logIn = file.logIn?.logIn, !logIn.address.isEmpty {
            let subject = logIn.user + " " + logIn.address + " " + RawText(logIn.time.rfc3339())
            questions.append(
                OwnerQuestion(
                    id: origin, subject: subject,
                    text: Localized(
                        en: "Did you or somebody of yours log in as \(logIn.user) from \(logIn.address) at \(logIn.time)?",
                        ja: "\(logIn.time) に \(logIn.address) から \(logIn.user) としてログインしたのは、あなたや関係者ですか。"), ifYes: .insider,
                    ifNo: .stolenCredential))
        }
        if let sent = file.logIn?.uploads.first(where: { $0.strength >= .fitting }),
            let path = file.deeds.all.first(where: { deed in
                file.search.uploads(deed).contains { $0.evidence == sent.evidence }
            })?.path
        {
            questions.append(
                OwnerQuestion(
                    id: upload, subject: path + " " + RawText(sent.time.rfc3339()),
                    text: Localized(
                        en: "Did you yourself put \(path) up at \(sent.time)?",
                        ja: "\(sent.time) に \(path) をアップロードしたのは、あなた自身の作業ですか。"), ifYes: .infectedClient, ifNo: .stolenCredential))
        }
        if file.deeds.isWeb {
            questions.append(
                OwnerQuestion(
                    id: cleanUp, subject: "",
                    text: Localized(
                        en: "Was this site cleaned, or moved from another server, before?",
                        ja: "このサイトは、以前に改ざんの後始末や、別のサーバーからの引っ越しをしたことがありますか。"), ifYes: .reinfection, ifNo: .webVulnerability))
        }
        return Array(questions.prefix(4))
    }
}

/// The owner's answers in the balance: each is one item, which cites its question and can carry no cause by itself.
enum OwnerAnswers {
    /// Decibans for a yes and for a no.
    ///
    /// A copy at home tells nearly for certain whether that computer sent the text. What somebody remembers of a log-in weighs
    /// less, and that a stranger's address is not the owner's is what the logs said already.
    private static let weights: [String: (yes: [CauseKind: Int], no: [CauseKind: Int])] = [
        OwnerQuestions.copy: (
            [
                .infectedClient: 16, .stolenCredential: -8, .guessedCredential: -8, .webVulnerability: -12, .serviceVulnerability: -8,
                .neighbour: -8, .unknown: -6,
            ], [.infectedClient: -16, .insider: -2, .stolenCredential: 2, .guessedCredential: 2, .webVulnerability: 2]
        ),
        OwnerQuestions.origin: (
            [.insider: 6, .infectedClient: 6, .stolenCredential: -18, .guessedCredential: -18],
            [.stolenCredential: 8, .guessedCredential: 6, .insider: -10, .infectedClient: -12]
        ),
        OwnerQuestions.upload: (
            [.infectedClient: 8, .insider: 2, .stolenCredential: -14, .guessedCredential: -14],
            [.stolenCredential: 5, .guessedCredential: 4, .infectedClient: -2, .insider: -5]
        ),
        OwnerQuestions.cleanUp: ([.reinfection: 6], [.reinfection: -12]),
    ]

    /// Puts the answers that belong to these questions into the balance.
    /// - Returns: the questions with their answers and what those do.
    static func add(_ answers: [OwnerAnswer], to questions: [OwnerQuestion], _ balance: inout Balance) -> [OwnerQuestion] {
        questions.map { question in
            // The last word counts, as with every entry of a case.
            guard let answer = answers.last(where: { $0.answers(question) }) else { return question }
            var question = question
            question.reply = answer.reply
            guard answer.reply != .unknown, let both = weights[question.id] else {
                question.effect = Localized(en: "It changes nothing: the question stays open.", ja: "この点は未確認のままです。判断は変わりません。")
                return question
            }
            let chosen = answer.reply == .yes ? both.yes : both.no
            balance.add(
                "owner." + question.key, group: "owner." + question.id, chosen, said(question, answer.reply),
                [EvidenceItem(.statement, source: "owner", text: RawText(question.key + "=" + answer.reply.rawValue))])
            question.effect = effect(chosen)
            return question
        }
    }

    private static func said(_ question: OwnerQuestion, _ reply: OwnerAnswer.Reply) -> Localized {
        let isYes = reply == .yes
        switch question.id {
        case OwnerQuestions.copy:
            return isYes
                ? Localized(en: "The owner says: the same text is in the copy at home.", ja: "持ち主の回答：手元の控えにも同じ内容が入っています。")
                : Localized(en: "The owner says: the copy at home is clean.", ja: "持ち主の回答：手元の控えには入っていません。")
        case OwnerQuestions.origin:
            return isYes
                ? Localized(en: "The owner says: that log-in was one of ours.", ja: "持ち主の回答：そのログインは自分か関係者のものです。")
                : Localized(en: "The owner says: that log-in was none of ours.", ja: "持ち主の回答：そのログインに心当たりはありません。")
        case OwnerQuestions.upload:
            return isYes
                ? Localized(en: "The owner says: I put that file up at that time.", ja: "持ち主の回答：そのアップロードは自分の作業です。")
                : Localized(en: "The owner says: I did not put that file up.", ja: "持ち主の回答：そのアップロードはしていません。")
        default:
            return isYes
                ? Localized(en: "The owner says: the site was cleaned or moved before.", ja: "持ち主の回答：以前に後始末か引っ越しをしています。")
                : Localized(en: "The owner says: the site was never cleaned or moved.", ja: "持ち主の回答：後始末も引っ越しもしていません。")
        }
    }

    private static func effect(_ weights: [CauseKind: Int]) -> Localized {
        let sorted = weights.sorted { (-abs($0.value), CauseKind.order($0.key)) < (-abs($1.value), CauseKind.order($1.key)) }
        func names(_ kinds: [CauseKind]) -> (en: Prose, ja: Prose) {
            let told = kinds.prefix(2).map(\.words)
            return (joined(told.map(\.en), ", "), joined(told.map(\.ja), "、"))
        }
        let (up, down) = (names(sorted.filter { $0.value > 0 }.map(\.key)), names(sorted.filter { $0.value < 0 }.map(\.key)))
        if sorted.allSatisfy({ $0.value > 0 }) {
            return Localized(en: "It speaks for: " + up.en + ".", ja: "「" + up.ja + "」の可能性が高まります。")
        }
        if sorted.allSatisfy({ $0.value < 0 }) {
            return Localized(en: "It speaks against: " + down.en + ".", ja: "「" + down.ja + "」の可能性が下がります。")
        }
        return Localized(
            en: "It speaks for: " + up.en + "; against: " + down.en + ".", ja: "「" + up.ja + "」の可能性が高まり、「" + down.ja + "」の可能性が下がります。")
    }

    private static func joined(_ parts: [Prose], _ between: Prose) -> Prose {
        parts.dropFirst().reduce(parts.first ?? "") { $0 + between + $1 }
    }

    /// Answers to what is not asked now: other logs were read, or another host.
    static func unasked(_ answers: [OwnerAnswer], _ questions: [OwnerQuestion]) -> [Localized] {
        answers.filter { answer in !questions.contains { answer.answers($0) } }.prefix(20).map { answer in
            Localized(
                en: "The answer \(RawText(answer.question)) belongs to no question of this examination and was not used.",
                ja: "回答 \(RawText(answer.question)) に当たる質問は今回の調査にないため、使っていません。")
        }
    }
}
