import Model

/// One entry of a case: what happened, when, and who wrote it down.
package struct CaseEntry: Sendable, Hashable {
    /// From 1, without gaps.
    package var number: Int
    package var time: Timestamp
    package var by: RawText
    package var event: CaseEvent

    package init(number: Int, time: Timestamp, by: RawText, event: CaseEvent) {
        (self.number, self.time, self.by, self.event) = (number, time, by, event)
    }
}

/// What an entry tells. Each kind has a name that is stable.
package enum CaseEvent: Sendable, Hashable {
    case opened(title: RawText)
    case notice(CaseNotice)
    case examination(CaseExamination)
    case decision(CaseDecision)
    case deadline(CaseDeadline)
    /// A deadline was kept, or does not count any more.
    case deadlineMet(id: RawText, because: RawText)
    case letter(CaseLetter)
    case task(id: RawText, text: RawText)
    case taskDone(id: RawText)
    /// Something was done to the server.
    case action(text: RawText)
    /// What the owner answered to one of our questions.
    case answer(question: RawText, text: RawText)
    case note(text: RawText)
    case closed(because: RawText)
    /// Of a version that we do not know; kept, and told.
    case other(kind: RawText)

    package var kind: RawText {
        switch self {
        case .opened: "opened"
        case .notice: "notice"
        case .examination: "examination"
        case .decision: "decision"
        case .deadline: "deadline"
        case .deadlineMet: "deadline-met"
        case .letter: "letter"
        case .task: "task"
        case .taskDone: "task-done"
        case .action: "action"
        case .answer: "answer"
        case .note: "note"
        case .closed: "closed"
        case .other(let kind): kind
        }
    }
}

/// A notice as the case keeps it: what was read from the mail, and the mail itself as an item.
package struct CaseNotice: Sendable, Hashable {
    /// SHA-256 of the mail, in hexadecimal: its name in `items`.
    package var item: RawText
    package var received: Timestamp
    package var isNotice: Bool
    package var language: Language
    package var subject: RawText
    package var desk: RawText?
    package var reporter: RawText?
    package var complainant: RawText?
    package var replyTo: RawText?
    package var messageID: RawText?
    package var tickets: [RawText] = []
    package var accused: [Told<AccusedThing>] = []
    package var accusations: [Told<Accusation>] = []
    package var observed: [Told<NoticeMoment>] = []
    package var demands: [Told<Demand>] = []
    package var threats: [Told<Threat>] = []
    /// Lines of logs that the mail quotes, of all excerpts.
    package var log: [RawText] = []

    static let mostLogLines = 200
}

extension CaseNotice {
    package init(_ notice: Notice, item: RawText, received: Timestamp) {
        self.init(
            item: item, received: received, isNotice: notice.isNotice, language: notice.language, subject: notice.subject,
            desk: notice.desk.map { RawText($0.name) }, reporter: notice.reporter?.value, complainant: notice.complainant?.value,
            replyTo: notice.replyTo?.value, messageID: notice.messageID, tickets: notice.tickets.map(\.value), accused: notice.accused,
            accusations: notice.accusations, observed: notice.observed, demands: notice.demands, threats: notice.threats,
            log: Array(notice.excerpts.flatMap(\.lines).prefix(CaseNotice.mostLogLines)))
    }
}

/// An examination as the case keeps it: its verdict and what it rests on, with the whole of it as an item.
package struct CaseExamination: Sendable, Hashable {
    /// SHA-256 of the JSON, in hexadecimal.
    package var item: RawText
    package var host: RawText?
    package var finished: Timestamp?
    /// "compromised", "attempted", "suspicious", "clean", "undecided".
    package var verdict: RawText
    package var summary: RawText?
    package var since: Timestamp?
    package var isActive: Bool?
    package var findings: [CaseFinding] = []
    package var causes: [CaseCause] = []
    package var timeline: [CaseMoment] = []
    /// What only the owner can answer and has not answered.
    package var questions: [CaseAsked] = []
    /// What could not be looked at.
    package var gaps = 0
}

/// A finding of an examination, as a letter cites it.
package struct CaseFinding: Sendable, Hashable {
    package var id: RawText
    package var detector: RawText
    package var severity: RawText
    package var confidence: RawText
    package var title: RawText
    /// The path, process or account that it is about.
    package var subject: RawText?
    package var firstSeen: Timestamp?
}

/// How the intruder may have come in, and how well that stands.
package struct CaseCause: Sendable, Hashable {
    package var id: RawText
    package var standing: RawText
    package var evidence: [RawText] = []
}

/// A question of an examination: `banken examine --answer KEY=yes`.
package struct CaseAsked: Sendable, Hashable {
    package var key: RawText
    package var text: RawText
}

/// A turning point of the timeline.
package struct CaseMoment: Sendable, Hashable {
    package var time: Timestamp
    package var text: RawText
}

/// "Known good, because …": a judgement of a person about a finding or anything else.
package struct CaseDecision: Sendable, Hashable {
    package enum Judgement: String, Sendable, Hashable, CaseIterable {
        case knownGood = "known-good"
        case bad, open
    }
    /// The id of a finding, or words.
    package var subject: RawText
    package var judgement: Judgement
    package var because: RawText

    package init(subject: RawText, judgement: Judgement, because: RawText) {
        (self.subject, self.judgement, self.because) = (subject, judgement, because)
    }
}

/// A clock that runs.
package struct CaseDeadline: Sendable, Hashable {
    package var id: RawText
    package var text: RawText
    package var moment: NoticeMoment
    /// Where it comes from: the line of a mail, a law, a person.
    package var source: RawText

    package init(id: RawText, text: RawText, moment: NoticeMoment, source: RawText) {
        (self.id, self.text, self.moment, self.source) = (id, text, moment, source)
    }
}

/// A letter that came or went.
package struct CaseLetter: Sendable, Hashable {
    package enum Direction: String, Sendable, Hashable, CaseIterable { case received = "in", sent = "out" }
    package var direction: Direction
    /// Sender of one that came, recipient of one that went.
    package var party: RawText
    package var subject: RawText
    /// SHA-256 of its bytes, in hexadecimal; nil for a telephone call.
    package var item: RawText?

    package init(direction: Direction, party: RawText, subject: RawText, item: RawText?) {
        (self.direction, self.party, self.subject, self.item) = (direction, party, subject, item)
    }
}
