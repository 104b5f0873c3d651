import Model

/// What a case knows, ready to be said: each fact with the entries that it rests on, and nothing where nothing is known.
struct CaseFacts: Sendable {
    let file: CaseFile
    let language: Language
    let now: Timestamp
    /// Seconds east of UTC.
    let offset: Int

    func say(en: Prose, ja: Prose) -> Prose { language == .ja ? ja : en }

    // MARK: Entries

    func entries(_ matches: (CaseEvent) -> Bool) -> [Int] { file.entries.filter { matches($0.event) }.map(\.number) }

    var noticeEntry: [Int] {
        guard let notice = file.notice else { return [] }
        return Array(entries { if case .notice(let other) = $0 { other.item == notice.item } else { false } }.prefix(1))
    }

    var examinationEntry: [Int] { Array(entries { if case .examination = $0 { true } else { false } }.suffix(1)) }

    func answerEntry(_ question: CaseQuestion) -> [Int] {
        Array(entries { if case .answer(let other, _) = $0 { other == RawText(question.rawValue) } else { false } }.suffix(1))
    }

    // MARK: Facts

    func answer(_ question: CaseQuestion) -> CaseStatement? {
        guard let text = file.answers[RawText(question.rawValue)], !text.isEmpty else { return nil }
        return CaseStatement(Prose([.words(text.spoken)]), cites: answerEntry(question))
    }

    func field(_ label: Prose, _ statement: CaseStatement?) -> CaseBlock { .field(label, statement.map { [$0] } ?? []) }
    func field(_ label: Prose, _ statements: [CaseStatement]) -> CaseBlock { .field(label, statements) }

    /// When the owner learnt of it: his own answer, else the mail's arrival, else the beginning of the case.
    var known: (time: Timestamp, cites: [Int])? {
        if let text = file.answers[RawText(CaseQuestion.known.rawValue)] {
            let zone = offset
            let found =
                text.utf8.flatMap { Timestamp(rfc3339: $0) }
                ?? DateScan.dates(NoticeLine.narrow(text.bytes).lowercasedASCII).first?.moment(sent: now, offset: zone, endOfDay: false)
                .time
            if let found { return (found, answerEntry(.known)) }
        }
        if let notice = file.notice { return (notice.received, noticeEntry) }
        return file.opened.map { ($0, Array(file.entries.prefix(1).map(\.number))) }
    }

    var ticket: CaseStatement? { file.notice?.tickets.first.map { CaseStatement("\($0)", cites: noticeEntry) } }

    var accused: [CaseStatement] {
        (file.notice?.accused ?? []).filter { $0.value.role == .accused }.prefix(12).map {
            CaseStatement("\($0.value.text)", cites: noticeEntry)
        }
    }

    var accusation: CaseStatement? {
        file.notice?.accusations.first.map { CaseStatement(CaseWords.accusation($0.value)[language], cites: noticeEntry) }
    }

    /// The first and the last moment that the desk names.
    var observed: [CaseStatement] {
        let times = (file.notice?.observed ?? []).map(\.value.time)
        guard let first = times.min(), let last = times.max() else { return [] }
        let text: Prose = last.seconds &- first.seconds < 60 ? "\(first)" : say(en: "\(first) to \(last)", ja: "\(first)から\(last)まで")
        return [CaseStatement(text, cites: noticeEntry)]
    }

    /// Whether what the desk names was found on the server: its files, and the pages behind its URLs.
    var confirmed: [CaseStatement] {
        let findings = file.examination?.findings ?? []
        var statements: [CaseStatement] = []
        for told in file.notice?.accused ?? [] where told.value.role == .accused && [.path, .url].contains(told.value.kind) {
            guard let path = told.value.path else { continue }
            guard let finding = findings.first(where: { $0.subject?.hasSuffix(path) == true }), let subject = finding.subject else {
                continue
            }
            statements.append(
                CaseStatement(
                    say(
                        en: "\(told.value.text): found on the server as \(subject) (\(Prose([.words(finding.title.spoken)])))",
                        ja: "\(told.value.text): サーバー上でも見つかりました(\(subject)、\(Prose([.words(finding.title.spoken)])))"),
                    cites: noticeEntry + examinationEntry))
        }
        return Array(statements.prefix(12))
    }

    var verdict: CaseStatement? {
        file.examination.map { CaseStatement(CaseWords.verdict($0.verdict)[language], cites: examinationEntry) }
    }

    var since: CaseStatement? { file.examination?.since.map { CaseStatement("\($0)", cites: examinationEntry) } }

    var host: CaseStatement? { file.examination?.host.map { CaseStatement("\($0)", cites: examinationEntry) } }

    /// Causes that the examination holds for at least possible, and what the owner knows.
    var causes: [CaseStatement] {
        let weighed = (file.examination?.causes ?? []).filter { ["established", "likely", "possible"].contains($0.standing) }
        return weighed.prefix(3).map { cause in
            CaseStatement(
                "\(CaseWords.cause(cause.id)[language]) (\(CaseWords.standing(cause.standing)[language]))", cites: examinationEntry)
        } + [answer(.cause)].compactMap { $0 }
    }

    /// What was done: the log of actions, and what the owner tells.
    var measures: [CaseStatement] {
        let done = file.entries.compactMap { entry -> CaseStatement? in
            guard case .action(let text) = entry.event else { return nil }
            return CaseStatement("\(entry.time): \(Prose([.words(text.spoken)]))", cites: [entry.number])
        }
        return done.suffix(60) + [answer(.measures)].compactMap { $0 }
    }

    var prevention: [CaseStatement] { [answer(.prevention)].compactMap { $0 } }

    /// The worst of the findings that stand.
    func findings(_ most: Int, atLeast severities: Set<RawText> = ["critical", "high", "medium"]) -> [CaseStatement] {
        file.standingFindings.filter { severities.contains($0.severity) }.prefix(most).map { finding in
            let subject: Prose = finding.subject.map { ": \($0)" } ?? ""
            let since: Prose = finding.firstSeen.map { say(en: " (since \($0))", ja: "(\($0)から)") } ?? ""
            return CaseStatement("\(Prose([.words(finding.title.spoken)]))\(subject)\(since)", cites: examinationEntry)
        }
    }

    var timeline: [CaseStatement] {
        (file.examination?.timeline ?? []).prefix(30).map {
            CaseStatement("\($0.time) \(Prose([.words($0.text.spoken)]))", cites: examinationEntry)
        }
    }

    /// When the full answer comes: what the owner promised, else half a day before the desk's term.
    var fullAnswer: CaseStatement? {
        if let told = answer(.fullAnswer) { return told }
        guard let clock = file.clocks.first(where: { $0.met == nil && $0.left(at: now) > 0 }) else { return nil }
        return CaseStatement(
            "\(clock.deadline.moment.time)",
            cites: entries { if case .deadline(let other) = $0 { other.id == clock.deadline.id } else { false } })
    }

    func document(_ kind: CaseReportKind, _ title: Prose, envelope: CaseEnvelope? = nil, _ sections: [CaseSection]) -> CaseDocument {
        // Letters that leave the house at once, and to everybody, are not burdened with numbers of our journal.
        let isBare = kind == .interim || kind == .customers
        return CaseDocument(
            kind: kind, language: language, offset: offset, title: title, envelope: envelope, sections: sections,
            sources: isBare
                ? [] : kind == .technical ? file.entries.suffix(1000).map(journal) : CaseDocument.cited(sections).compactMap(source))
    }

    private func journal(_ entry: CaseEntry) -> CaseSource {
        CaseSource(
            number: entry.number, text: "\(entry.time) \(Prose([.words(entry.by.spoken)])) – \(CaseEntryWords.line(entry.event)[language])")
    }

    private func source(_ number: Int) -> CaseSource? {
        guard let entry = file.entries.first(where: { $0.number == number }) else { return nil }
        return CaseSource(number: number, text: "\(entry.time) \(CaseEntryWords.line(entry.event)[language])")
    }
}

extension AccusedThing {
    /// The path on the server, or the path of the URL without its query; nil where it is too short to tell anything.
    var path: RawText? {
        var bytes = text.bytes
        if kind == .url {
            let start = bytes.first("://".bytes).map { $0 + 3 } ?? 0
            guard let slash = bytes[start...].firstIndex(of: 0x2f) else { return nil }
            bytes = Array(bytes[slash...].prefix { $0 != 0x3f && $0 != 0x23 })
        }
        return bytes.count >= 5 && bytes.last != 0x2f ? RawText(bytes) : nil
    }
}

extension RawText {
    /// Words of a person as they are said on: line breaks and the blank of Japanese text become blanks, the rest is made visible.
    package var spoken: String { RawText(NoticeLine.narrowBlanks(bytes).map { $0 < 0x20 ? 0x20 : $0 }).escaped() }
}

extension NoticeLine {
    /// A blank for U+3000 and U+00A0; nothing else is touched.
    static func narrowBlanks(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index...].starts(with: [0xe3, 0x80, 0x80]) {
                output.append(0x20)
                index += 3
            } else if text[index...].starts(with: [0xc2, 0xa0]) {
                output.append(0x20)
                index += 2
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }
}
