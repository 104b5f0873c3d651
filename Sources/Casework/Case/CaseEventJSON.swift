import Formats
import Model

/// Bodies of entries as JSON objects.
enum CaseEventJSON {
    static func body(_ event: CaseEvent) -> [JSONMember] {
        switch event {
        case .opened(let title): [m("schema", .string("banken.case/1")), m("title", JSONValue(text: title))]
        case .notice(let notice): CaseNoticeJSON.members(notice)
        case .examination(let examination): CaseExaminationJSON.members(examination)
        case .decision(let decision):
            [
                m("subject", JSONValue(text: decision.subject)), m("judgement", .string(RawText(decision.judgement.rawValue))),
                m("because", JSONValue(text: decision.because)),
            ]
        case .deadline(let deadline):
            [m("id", JSONValue(text: deadline.id)), m("text", JSONValue(text: deadline.text))] + CaseNoticeJSON.moment(deadline.moment)
                + [m("source", JSONValue(text: deadline.source))]
        case .deadlineMet(let id, let because): [m("id", JSONValue(text: id)), m("because", JSONValue(text: because))]
        case .letter(let letter):
            [
                m("direction", .string(RawText(letter.direction.rawValue))), m("party", JSONValue(text: letter.party)),
                m("subject", JSONValue(text: letter.subject)), m("item", JSONValue(letter.item)),
            ]
        case .task(let id, let text): [m("id", JSONValue(text: id)), m("text", JSONValue(text: text))]
        case .taskDone(let id): [m("id", JSONValue(text: id))]
        case .action(let text), .note(let text): [m("text", JSONValue(text: text))]
        case .answer(let question, let text): [m("question", JSONValue(text: question)), m("text", JSONValue(text: text))]
        case .closed(let because): [m("because", JSONValue(text: because))]
        case .other: []
        }
    }

    /// Nil where the body lacks what its kind needs.
    static func event(kind: RawText, _ body: JSONValue) -> CaseEvent? {
        func text(_ name: RawText) -> RawText? { body[name]?.told }
        switch kind {
        case "opened": return text("title").map { .opened(title: $0) }
        case "notice": return CaseNoticeJSON.notice(body).map { .notice($0) }
        case "examination": return CaseExaminationJSON.examination(body).map { .examination($0) }
        case "decision":
            guard let subject = text("subject"), let word = text("judgement")?.utf8, let judgement = CaseDecision.Judgement(rawValue: word)
            else { return nil }
            return .decision(CaseDecision(subject: subject, judgement: judgement, because: text("because") ?? ""))
        case "deadline":
            guard let id = text("id"), let moment = CaseNoticeJSON.moment(body) else { return nil }
            return .deadline(CaseDeadline(id: id, text: text("text") ?? "", moment: moment, source: text("source") ?? ""))
        case "deadline-met": return text("id").map { .deadlineMet(id: $0, because: text("because") ?? "") }
        case "letter":
            guard let word = text("direction")?.utf8, let direction = CaseLetter.Direction(rawValue: word) else { return nil }
            return .letter(CaseLetter(direction: direction, party: text("party") ?? "", subject: text("subject") ?? "", item: text("item")))
        case "task": return text("id").map { .task(id: $0, text: text("text") ?? "") }
        case "task-done": return text("id").map { .taskDone(id: $0) }
        case "action": return text("text").map { .action(text: $0) }
        case "answer": return text("question").map { .answer(question: $0, text: text("text") ?? "") }
        case "note": return text("text").map { .note(text: $0) }
        case "closed": return .closed(because: text("because") ?? "")
        default: return .other(kind: kind)
        }
    }

    private static func m(_ name: RawText, _ value: JSONValue) -> JSONMember { JSONMember(name, value) }
}
