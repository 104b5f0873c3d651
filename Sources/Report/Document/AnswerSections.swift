import Model

extension Document {
    /// How they got in, who was exposed, and what has to be changed.
    static func entry(_ examination: Examination, _ moments: MomentFormat, _ language: Language) -> [DocumentSection] {
        guard let answer = examination.answer else { return [] }
        var sections: [DocumentSection] = []
        if let leader = answer.causes.first {
            sections.append(DocumentSection(role: .entry, title: AnswerWords.entry[language], blocks: blocks(leader, answer, language)))
        }
        if !answer.exposures.isEmpty {
            var blocks = answer.exposures.prefix(50).flatMap { exposed($0, moments, language) }
            blocks.append(.note(AnswerWords.list[language]))
            sections.append(DocumentSection(role: .exposure, title: AnswerWords.exposure[language], blocks: blocks))
        }
        if !answer.scope.credentials.isEmpty {
            let steps = answer.scope.credentials.prefix(60).map { credential -> Prose in
                let owner: Prose = credential.owner.isEmpty ? "" : " \(credential.owner)"
                return AnswerWords.credential(credential.kind)[language] + owner + (language == .ja ? "：" : ": ") + credential.why[language]
            }
            sections.append(DocumentSection(role: .scope, title: AnswerWords.scope[language], blocks: [.steps(Array(steps))]))
        }
        return sections
    }

    /// Who tried, and whether anything came through.
    static func attempts(_ examination: Examination, _ moments: MomentFormat, _ language: Language) -> [DocumentSection] {
        guard let answer = examination.answer, let attempts = answer.attempts else { return [] }
        return [DocumentSection(role: .attempts, title: AnswerWords.attempts[language], blocks: tried(answer, attempts, moments, language))]
    }

    private static func blocks(_ leader: Cause, _ answer: Answer, _ language: Language) -> [DocumentBlock] {
        let isOpen = leader.standing == .undecidable
        var blocks: [DocumentBlock] = []
        blocks.append(.paragraph((isOpen ? AnswerWords.open(answer.entry) : leader.account ?? leader.kind.words)[language]))
        var rows: [DocumentRow] = []
        if !isOpen {
            rows.append(
                DocumentRow(
                    leader.kind.words[language], AnswerWords.standing(leader.standing)[language]))
        }
        for argument in leader.supporting.prefix(8) { rows.append(DocumentRow(AnswerWords.reasonsFor[language], told(argument, language))) }
        for argument in leader.opposing.prefix(6) {
            rows.append(DocumentRow(AnswerWords.reasonsAgainst[language], told(argument, language)))
        }
        for record in leader.wouldDecide.prefix(6) {
            let state = (record.isAvailable ? AnswerWords.there : AnswerWords.missing)[language]
            rows.append(
                DocumentRow(
                    AnswerWords.wouldDecide[language],
                    record.record[language] + (language == .ja ? "：" : ": ") + state + (language == .ja ? "。" : ". ") + record.why[language]
                ))
        }
        if !rows.isEmpty { blocks.append(.rows(rows)) }
        let others = answer.causes.dropFirst().filter { isOpen ? $0.standing != .excluded : $0.logOdds > -25 }.prefix(8)
        if !others.isEmpty {
            blocks.append(.note(AnswerWords.others[language]))
            blocks.append(
                .rows(
                    others.map { cause in
                        var value = AnswerWords.standing(cause.standing)[language]
                        if let reason = cause.opposing.first ?? cause.supporting.first {
                            value = value + (language == .ja ? "：" : ": ") + reason.text[language]
                        }
                        return DocumentRow(cause.kind.words[language], value)
                    }))
        }
        return blocks + asked(leader.questions, answer, language)
    }

    /// What only the owner can answer, and what the answers that were given did.
    private static func asked(_ questions: [OwnerQuestion], _ answer: Answer, _ language: Language) -> [DocumentBlock] {
        var blocks: [DocumentBlock] = []
        let open = questions.filter { $0.reply == nil }
        if !open.isEmpty {
            blocks.append(.note(AnswerWords.questions[language]))
            blocks.append(
                .steps(
                    open.map { $0.text[language] + (language == .ja ? "（" : " (") + "\(RawText($0.key))" + (language == .ja ? "）" : ")") }))
            blocks.append(.note(AnswerWords.howToAnswer[language]))
        }
        let told = questions.filter { $0.reply != nil }
        if !told.isEmpty {
            blocks.append(.note(AnswerWords.yourAnswers[language]))
            blocks.append(
                .rows(
                    told.map { question in
                        let reply = question.reply.map { AnswerWords.reply($0)[language] } ?? ""
                        let effect = question.effect.map { (language == .ja ? "" : " ") + $0[language] } ?? ""
                        return DocumentRow(question.text[language], reply + effect)
                    }))
            if let before = answer.beforeAnswers {
                blocks.append(.paragraph(AnswerWords.before(before.kind, before.standing)[language]))
            }
        }
        return blocks
    }

    /// An argument with the place of its first line.
    private static func told(_ argument: CauseArgument, _ language: Language) -> Prose {
        guard let item = argument.evidence.first, let path = item.path else { return argument.text[language] }
        let place: Prose = item.line.map { "\(path):\($0)" } ?? "\(path)"
        return language == .ja ? argument.text.ja + "（" + place + "）" : argument.text.en + " (" + place + ")"
    }

    private static func tried(_ answer: Answer, _ statement: Localized, _ moments: MomentFormat, _ language: Language) -> [DocumentBlock] {
        let rows = answer.attackers.prefix(10).map { attacker in
            let kinds = attacker.attempts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4)
            var value = Prose.joined(
                kinds.map { AnswerWords.attempt($0.key)[language] + " \(CoverageWords.grouped($0.value))" + (language == .ja ? " 回" : "") },
                language == .ja ? "、" : ", ")
            value = value + " · " + moments.span(TimeSpan(attacker.first, attacker.last, clock: .record))
            if let origin = attacker.origin?.words, !origin.isEmpty { value = "\(origin)" + " · " + value }
            if let success = attacker.success { value = value + " · " + success[language] }
            return DocumentRow("\(attacker.address)", value)
        }
        return [.paragraph(statement[language])] + (rows.isEmpty ? [] : [.rows(Array(rows))])
    }

    private static func exposed(_ exposure: Exposure, _ moments: MomentFormat, _ language: Language) -> [DocumentBlock] {
        let persons = exposure.persons
        let robots = exposure.visitors.count { $0.robot != nil }
        let typed = persons.count { !$0.deeds.isDisjoint(with: [.login, .order]) }
        let end: Prose = exposure.until.map { "\($0)" } ?? AnswerWords.still[language]
        var rows = [
            DocumentRow(AnswerWords.period[language], "\(exposure.from) – \(end)"),
            DocumentRow(AnswerWords.basis[language], AnswerWords.basis(exposure.basis)[language]),
            DocumentRow(AnswerWords.people[language], AnswerWords.count(persons.count)[language]),
            DocumentRow(AnswerWords.typed[language], AnswerWords.count(typed)[language]),
            DocumentRow(AnswerWords.robots[language], AnswerWords.count(robots)[language]),
        ]
        if !persons.isEmpty {
            rows.append(DocumentRow(AnswerWords.first[language], "\(list: persons.prefix(10).map(\.address), most: 10)"))
        }
        for limit in exposure.limits.prefix(6) { rows.append(DocumentRow(AnswerWords.limit[language], limit[language])) }
        let whole: Prose = exposure.isWholeFolder ? (language == .ja ? "（この下のすべてのページ）" : " (every page below)") : ""
        return [.paragraph("\(exposure.url)" + whole + " — " + "\(exposure.path)"), .rows(rows)]
    }

    /// What cannot be known, and how far the logs reach.
    static func unknowns(_ examination: Examination, _ moments: MomentFormat, _ language: Language) -> [DocumentSection] {
        guard let answer = examination.answer else { return [] }
        var sections: [DocumentSection] = []
        if !answer.unknowns.isEmpty {
            sections.append(
                DocumentSection(
                    role: .unknowns, title: AnswerWords.unknowns[language],
                    blocks: answer.unknowns.prefix(20).map { .paragraph($0[language]) }))
        }
        let dated = answer.sources.filter { $0.first != nil }
        if !dated.isEmpty {
            let rows = dated.prefix(40).map { source -> DocumentRow in
                var value: Prose =
                    source.first.flatMap { first in source.last.map { moments.span(TimeSpan(first, $0, clock: .record)) } } ?? ""
                value = value + " · " + AnswerWords.count(source.records)[language]
                for hole in source.holes.prefix(3) {
                    value = value + " · " + moments.span(hole.span) + (language == .ja ? "：" : ": ") + hole.why[language]
                }
                return DocumentRow("\(source.name)", value)
            }
            sections.append(DocumentSection(role: .sources, title: AnswerWords.sources[language], blocks: [.rows(rows)]))
        }
        return sections
    }
}
