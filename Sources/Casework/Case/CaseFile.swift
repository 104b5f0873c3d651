import Model

/// A case as it stands: everything that its journal tells, put together.
package struct CaseFile: Sendable {
    package var entries: [CaseEntry]
    package var damages: [CaseDamage]
    package private(set) var title: RawText = ""
    package private(set) var opened: Timestamp?
    package private(set) var notices: [CaseNotice] = []
    /// The newest last.
    package private(set) var examinations: [CaseExamination] = []
    package private(set) var decisions: [CaseDecision] = []
    package private(set) var deadlines: [CaseClock] = []
    package private(set) var letters: [(entry: CaseEntry, letter: CaseLetter)] = []
    package private(set) var tasks: [CaseTask] = []
    package private(set) var actions: [(time: Timestamp, by: RawText, text: RawText)] = []
    /// The last answer to each question.
    package private(set) var answers: [RawText: RawText] = [:]
    package private(set) var notes: [(time: Timestamp, by: RawText, text: RawText)] = []
    package private(set) var closed: Timestamp?

    package init(_ journal: CaseJournal) {
        (entries, damages) = (journal.entries, journal.damages)
        for entry in journal.entries { take(entry) }
    }

    private mutating func take(_ entry: CaseEntry) {
        switch entry.event {
        case .opened(let title):
            self.title = title
            opened = opened ?? entry.time
        case .notice(let notice): notices.append(notice)
        case .examination(let examination): examinations.append(examination)
        case .decision(let decision):
            decisions.removeAll { $0.subject == decision.subject }
            decisions.append(decision)
        case .deadline(let deadline):
            deadlines.removeAll { $0.deadline.id == deadline.id }
            deadlines.append(CaseClock(deadline: deadline))
        case .deadlineMet(let id, let because):
            for index in deadlines.indices where deadlines[index].deadline.id == id {
                deadlines[index].met = entry.time
                deadlines[index].because = because
            }
        case .letter(let letter): letters.append((entry, letter))
        case .task(let id, let text):
            tasks.removeAll { $0.id == id }
            tasks.append(CaseTask(id: id, text: text))
        case .taskDone(let id): for index in tasks.indices where tasks[index].id == id { tasks[index].done = entry.time }
        case .action(let text): actions.append((entry.time, entry.by, text))
        case .answer(let question, let text): answers[question] = text
        case .note(let text): notes.append((entry.time, entry.by, text))
        case .closed: closed = entry.time
        case .other: break
        }
        if reopens(entry.event) { closed = nil }
    }

    /// Notes and answers may follow the end of a case; new facts open it again.
    private func reopens(_ event: CaseEvent) -> Bool {
        switch event {
        case .notice, .examination, .deadline, .task: true
        default: false
        }
    }

    package var notice: CaseNotice? { notices.first { $0.isNotice } ?? notices.first }
    package var examination: CaseExamination? { examinations.last }

    /// Clocks that still run, the most urgent first; then those that were met.
    package var clocks: [CaseClock] {
        deadlines.filter { $0.met == nil }.sorted { $0.deadline.moment.time < $1.deadline.moment.time } + deadlines.filter { $0.met != nil }
    }

    /// Findings that nobody called known good, the worst first as the examination orders them.
    package var standingFindings: [CaseFinding] {
        let good = Set(decisions.filter { $0.judgement == .knownGood }.map(\.subject))
        return (examination?.findings ?? []).filter { !good.contains($0.id) }
    }

    /// Names in `items` that entries cite, in their order. The journal may have been written by anybody, so only a digest is a name.
    package var items: [RawText] {
        var seen: Set<RawText> = []
        let cited = entries.compactMap { entry -> RawText? in
            switch entry.event {
            case .notice(let notice): notice.item
            case .examination(let examination): examination.item
            case .letter(let letter): letter.item
            default: nil
            }
        }
        return cited.filter { $0.count == 64 && [UInt8](hexadecimal: $0.bytes) != nil && seen.insert($0).inserted }
    }

    /// A free id with this beginning: "task-2".
    package func freeID(_ beginning: String) -> RawText {
        let used = Set(deadlines.map(\.deadline.id) + tasks.map(\.id))
        var number = 1
        while used.contains(RawText("\(beginning)-\(number)")) { number += 1 }
        return RawText("\(beginning)-\(number)")
    }
}

/// A deadline, and whether it was kept.
package struct CaseClock: Sendable, Hashable {
    package var deadline: CaseDeadline
    package var met: Timestamp?
    package var because: RawText = ""

    /// Seconds that are left; negative when it has passed.
    package func left(at now: Timestamp) -> Int64 { deadline.moment.time.seconds &- now.seconds }
    package func isOverdue(at now: Timestamp) -> Bool { met == nil && left(at: now) < 0 }
}

/// Something to do.
package struct CaseTask: Sendable, Hashable {
    package var id: RawText
    package var text: RawText
    package var done: Timestamp?
}
