import Model

/// The report for those who work on it: everything that the case holds, and who wrote it down.
enum TechnicalReport {
    static func report(_ facts: CaseFacts) -> CaseDocument {
        let file = facts.file
        var sections: [CaseSection] = [CaseSection(facts.say(en: "Summary", ja: "概要"), summary(facts))]
        for notice in file.notices.prefix(20) { sections.append(self.notice(notice, facts)) }
        sections.append(CaseSection(facts.say(en: "Deadlines", ja: "期限"), OwnerPage.clocks(facts)))
        if let examination = file.examination {
            sections.append(
                CaseSection(
                    facts.say(en: "Findings", ja: "見つかったもの"), [.items(facts.findings(200, atLeast: ["critical", "high", "medium", "low"]))])
            )
            let causes = examination.causes.map { cause -> CaseStatement in
                let reasons = cause.evidence.prefix(5).map { Prose([.words($0.spoken)]) }
                let joined = reasons.reduce(Prose()) { $0.pieces.isEmpty ? $1 : "\($0); \($1)" }
                let why: Prose = reasons.isEmpty ? "" : ": \(joined)"
                return CaseStatement(
                    "\(CaseWords.cause(cause.id)[facts.language]) – \(CaseWords.standing(cause.standing)[facts.language])\(why)",
                    cites: facts.examinationEntry)
            }
            sections.append(
                CaseSection(
                    facts.say(en: "Causes", ja: "原因の候補"),
                    causes.isEmpty ? [.field(facts.say(en: "Cause", ja: "原因"), facts.causes)] : [.items(causes)]))
            if !examination.timeline.isEmpty {
                sections.append(CaseSection(facts.say(en: "Timeline", ja: "時系列"), [.items(facts.timeline)]))
            }
        }
        if !file.decisions.isEmpty {
            sections.append(
                CaseSection(
                    facts.say(en: "Decisions", ja: "判断"),
                    [
                        .items(
                            file.decisions.map { decision in
                                let entry = facts.entries {
                                    if case .decision(let other) = $0 { other.subject == decision.subject } else { false }
                                }
                                return CaseStatement(
                                    "\(decision.subject): \(judgement(decision.judgement, facts)) – \(Prose([.words(decision.because.spoken)]))",
                                    cites: Array(entry.suffix(1)))
                            })
                    ]))
        }
        return facts.document(
            .technical,
            facts.say(en: "Technical report: \(Prose([.words(file.title.spoken)]))", ja: "技術報告: \(Prose([.words(file.title.spoken)]))"),
            sections)
    }

    static func judgement(_ judgement: CaseDecision.Judgement, _ facts: CaseFacts) -> Prose {
        switch judgement {
        case .knownGood: facts.say(en: "known good", ja: "問題なし")
        case .bad: facts.say(en: "bad", ja: "不正")
        case .open: facts.say(en: "open", ja: "未定")
        }
    }

    private static func summary(_ facts: CaseFacts) -> [CaseBlock] {
        var blocks: [CaseBlock] = [
            facts.field(facts.say(en: "Host", ja: "サーバー"), facts.host), facts.field(facts.say(en: "Verdict", ja: "判定"), facts.verdict),
            facts.field(facts.say(en: "Since", ja: "侵入の時期"), facts.since),
        ]
        if !facts.file.damages.isEmpty {
            let count = facts.file.damages.count
            let first = facts.file.damages[0].line
            blocks.insert(
                .headline(
                    facts.say(
                        en: "The journal of this case is damaged in \(count) places, the first in line \(first).",
                        ja: "この案件の記録は\(count)か所で壊れているか、書き換えられています(最初は\(first)行目)。"), isBad: true), at: 0)
        }
        return blocks
    }

    private static func notice(_ notice: CaseNotice, _ facts: CaseFacts) -> CaseSection {
        let cites = facts.entries { if case .notice(let other) = $0 { other.item == notice.item } else { false } }
        func things(_ role: AccusedThing.Role) -> [CaseStatement] {
            notice.accused.filter { $0.value.role == role }.prefix(30).map {
                CaseStatement("\($0.value.text) (\(place($0.place)))", cites: cites)
            }
        }
        func one(_ text: RawText?) -> [CaseStatement] { text.map { [CaseStatement("\($0)", cites: cites)] } ?? [] }
        var blocks: [CaseBlock] = [
            .field(facts.say(en: "From", ja: "差出人"), one(notice.reporter)),
            .field(facts.say(en: "On behalf of", ja: "通報者"), one(notice.complainant)),
            .field(facts.say(en: "Ticket", ja: "受付番号"), notice.tickets.prefix(4).map { CaseStatement("\($0)", cites: cites) }),
            .field(facts.say(en: "Accused", ja: "対象"), things(.accused)), .field(facts.say(en: "Attacked", ja: "攻撃先"), things(.target)),
            .field(
                facts.say(en: "Of what", ja: "指摘"),
                notice.accusations.map {
                    CaseStatement("\(CaseWords.accusation($0.value)[facts.language]) (\(place($0.place)))", cites: cites)
                }),
            .field(
                facts.say(en: "Seen at", ja: "発生日時"),
                notice.observed.prefix(10).map { CaseStatement("\($0.value.time) (\(place($0.place)))", cites: cites) }),
            .field(
                facts.say(en: "Demanded", ja: "求められたこと"),
                notice.demands.map { CaseStatement("\(CaseWords.demand($0.value)[facts.language]) (\(place($0.place)))", cites: cites) }),
            .field(
                facts.say(en: "Otherwise", ja: "対応しない場合"),
                notice.threats.map { CaseStatement("\(CaseWords.threat($0.value)[facts.language]) (\(place($0.place)))", cites: cites) }),
        ]
        if !notice.log.isEmpty { blocks.append(.quote(Array(notice.log.prefix(60)))) }
        return CaseSection(facts.say(en: "Notice: \(notice.subject)", ja: "通知: \(notice.subject)"), blocks)
    }

    private static func place(_ place: NoticePlace) -> Prose { Prose([.words(RawText(place.section).spoken + ":" + String(place.line))]) }
}
