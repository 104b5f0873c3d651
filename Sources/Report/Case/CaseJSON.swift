import Casework
import Model

/// A document of a case, and the state of a case, as JSON.
struct CaseJSON {
    let language: Language
    let offset: Int

    private func prose(_ words: Prose) -> JSONValue {
        let moments = MomentFormat(language, offset: offset)
        var text = ""
        for piece in words.pieces {
            switch piece {
            case .words(let words): text += words
            case .host(let host): text += host.escaped()
            case .time(let time): text += time.printable.rfc3339(offset: moments.offset)
            }
        }
        return .string(text)
    }

    private func statement(_ statement: CaseStatement) -> JSONValue {
        .object([("text", prose(statement.text)), ("entries", .array(statement.cites.map { .number($0) }))])
    }

    func document(_ document: CaseDocument) -> JSONValue {
        var object: JSONObject = [
            ("schema", .string("banken.case-report/1")), ("kind", .string(document.kind.rawValue)),
            ("language", .string(language.rawValue)),
            ("title", prose(document.title)),
        ]
        if let envelope = document.envelope {
            var mail: JSONObject = []
            mail.add("to", envelope.to)
            mail.add("subject", envelope.subject)
            mail.add("inReplyTo", envelope.inReplyTo)
            object.add("envelope", .object(mail))
        }
        object.add(
            "sections",
            .array(
                document.sections.map { section in
                    .object([("title", section.title.map(prose) ?? .null), ("blocks", .array(section.blocks.map(block)))])
                }))
        object.add(
            "sources", .array(document.sources.map { .object([("entry", .number($0.number)), ("text", prose($0.text))]) }))
        return .object(object)
    }

    private func block(_ block: CaseBlock) -> JSONValue {
        func list(_ kind: String, _ statements: [CaseStatement]) -> JSONValue {
            .object([("kind", .string(kind)), ("statements", .array(statements.map(statement)))])
        }
        return switch block {
        case .headline(let words, let isBad): .object([("kind", .string("headline")), ("text", prose(words)), ("bad", .bool(isBad))])
        case .paragraph(let told): list("paragraph", [told])
        case .items(let told): list("items", told)
        case .steps(let told): list("steps", told)
        case .field(let label, let told):
            .object([
                ("kind", .string("field")), ("label", prose(label)), ("known", .bool(!told.isEmpty)),
                ("statements", .array(told.map(statement))),
            ])
        case .quote(let lines): .object([("kind", .string("quote")), ("lines", .hostTexts(lines))])
        case .next(let words, let commands):
            .object([("kind", .string("next")), ("text", prose(words)), ("commands", .hostTexts(commands))])
        case .never(let words): .object([("kind", .string("never")), ("texts", .array(words.map(prose)))])
        }
    }

    /// `banken.case/1`: where a case stands.
    func state(_ file: CaseFile, place: RawText, now: Timestamp) -> JSONObject {
        var object: JSONObject = [("schema", .string("banken.case/1"))]
        object.add("path", place)
        object.add("title", file.title)
        object.append([("opened", .time(file.opened)), ("closed", .time(file.closed)), ("intact", .bool(file.damages.isEmpty))])
        object.add("damages", .array(file.damages.map { .object([("line", .number($0.line)), ("kind", .string($0.kind.rawValue))]) }))
        object.add("notices", .array(file.notices.map { .object(notice($0)) }))
        object.add("verdict", file.examination?.verdict)
        object.add("findings", .number(file.standingFindings.count))
        object.add("deadlines", .array(file.clocks.map { .object(clock($0, now)) }))
        object.add(
            "tasks",
            .array(
                file.tasks.map { task in
                    var item: JSONObject = []
                    item.add("id", task.id)
                    item.add("text", task.text)
                    item.append([("done", .time(task.done))])
                    return .object(item)
                }))
        var answers: JSONObject = []
        for question in CaseQuestion.allCases {
            if let answer = file.answers[RawText(question.rawValue)] { answers.add(question.rawValue, answer) }
        }
        object.append([("answers", .object(answers)), ("entries", .number(file.entries.count))])
        return object
    }

    private func clock(_ clock: CaseClock, _ now: Timestamp) -> JSONObject {
        var item: JSONObject = []
        item.add("id", clock.deadline.id)
        item.add("text", clock.deadline.text)
        item.append([
            ("time", .time(clock.deadline.moment.time)), ("offset", .number(clock.deadline.moment.offset)),
            ("secondsLeft", .number(clock.left(at: now))),
            ("overdue", .bool(clock.isOverdue(at: now))), ("met", .time(clock.met)),
        ])
        item.add("source", clock.deadline.source)
        return item
    }

    private func notice(_ notice: CaseNotice) -> JSONObject {
        var item: JSONObject = [
            ("isNotice", .bool(notice.isNotice)), ("language", .string(notice.language.rawValue)), ("received", .time(notice.received)),
        ]
        item.add("item", notice.item)
        item.add("subject", notice.subject)
        item.add("desk", notice.desk)
        item.add("reporter", notice.reporter)
        item.add("complainant", notice.complainant)
        item.append([("tickets", .hostTexts(notice.tickets))])
        item.add(
            "accused",
            .array(
                notice.accused.map { told in
                    var thing: JSONObject = [("kind", .string(told.value.kind.rawValue)), ("role", .string(told.value.role.rawValue))]
                    thing.add("text", told.value.text)
                    thing.add("place", place(told.place))
                    return .object(thing)
                }))
        item.add("accusations", named(notice.accusations) { $0.rawValue })
        item.add("demands", named(notice.demands) { $0.rawValue })
        item.add("threats", named(notice.threats) { $0.rawValue })
        item.add("observed", .array(notice.observed.map { .object([("time", .time($0.value.time)), ("place", place($0.place))]) }))
        item.add("log", .hostTexts(notice.log))
        return item
    }

    private func named<Value>(_ list: [Told<Value>], _ name: (Value) -> String) -> JSONValue {
        .array(list.map { .object([("name", .string(name($0.value))), ("place", place($0.place))]) })
    }

    private func place(_ place: NoticePlace) -> JSONValue {
        var object: JSONObject = [("section", .string(place.section)), ("line", .number(place.line))]
        object.add("quote", place.quote)
        return .object(object)
    }
}
