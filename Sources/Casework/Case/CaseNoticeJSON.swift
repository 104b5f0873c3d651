import Formats
import Model

/// A notice in the journal: every value with the place of the mail that it was read from.
enum CaseNoticeJSON {
    static func members(_ notice: CaseNotice) -> [JSONMember] {
        [
            JSONMember("item", JSONValue(text: notice.item)), JSONMember("received", JSONValue(notice.received)),
            JSONMember("isNotice", .bool(notice.isNotice)), JSONMember("language", .string(RawText(notice.language.rawValue))),
            JSONMember("subject", JSONValue(text: notice.subject)), JSONMember("desk", JSONValue(notice.desk)),
            JSONMember("reporter", JSONValue(notice.reporter)), JSONMember("complainant", JSONValue(notice.complainant)),
            JSONMember("replyTo", JSONValue(notice.replyTo)), JSONMember("messageID", JSONValue(notice.messageID)),
            JSONMember("tickets", JSONValue(texts: notice.tickets)),
            JSONMember(
                "accused",
                list(notice.accused) { thing in
                    [
                        JSONMember("kind", .string(RawText(thing.kind.rawValue))),
                        JSONMember("role", .string(RawText(thing.role.rawValue))),
                        JSONMember("text", JSONValue(text: thing.text)),
                    ]
                }), JSONMember("accusations", list(notice.accusations) { named($0.rawValue) }),
            JSONMember("observed", list(notice.observed, moment)),
            JSONMember("demands", list(notice.demands) { named($0.rawValue) }),
            JSONMember("threats", list(notice.threats) { named($0.rawValue) }),
            JSONMember("log", JSONValue(texts: notice.log)),
        ]
    }

    static func notice(_ body: JSONValue) -> CaseNotice? {
        guard let item = body["item"]?.told, let received = body["received"]?.time else { return nil }
        var notice = CaseNotice(
            item: item, received: received, isNotice: body["isNotice"]?.isTrue ?? true,
            language: body["language"]?.text?.utf8.flatMap { Language(rawValue: $0) } ?? .en, subject: body["subject"]?.told ?? "")
        notice.desk = body["desk"]?.told
        notice.reporter = body["reporter"]?.told
        notice.complainant = body["complainant"]?.told
        notice.replyTo = body["replyTo"]?.told
        notice.messageID = body["messageID"]?.told
        notice.tickets = (body["tickets"]?.elements ?? []).compactMap(\.told)
        notice.accused = told(body["accused"]) { value in
            guard let kind = word(value["kind"], AccusedThing.Kind.self), let role = word(value["role"], AccusedThing.Role.self),
                let text = value["text"]?.told
            else { return nil }
            return AccusedThing(kind, role, text)
        }
        notice.accusations = told(body["accusations"]) { word($0["name"], Accusation.self) }
        notice.observed = told(body["observed"], moment)
        notice.demands = told(body["demands"]) { word($0["name"], Demand.self) }
        notice.threats = told(body["threats"]) { word($0["name"], Threat.self) }
        notice.log = (body["log"]?.elements ?? []).compactMap(\.told)
        return notice
    }

    static func moment(_ moment: NoticeMoment) -> [JSONMember] {
        [
            JSONMember("time", JSONValue(moment.time)), JSONMember("offset", JSONValue(number: moment.offset)),
            JSONMember("zoneIsNamed", .bool(moment.hasZone)), JSONMember("hourIsNamed", .bool(moment.hasHour)),
        ]
    }

    static func moment(_ value: JSONValue) -> NoticeMoment? {
        guard let time = value["time"]?.time else { return nil }
        let offset = min(max(value["offset"]?.integer ?? 0, -50_400), 50_400)
        return NoticeMoment(
            time: time, offset: offset, hasZone: value["zoneIsNamed"]?.isTrue ?? false, hasHour: value["hourIsNamed"]?.isTrue ?? false)
    }

    private static func named(_ word: String) -> [JSONMember] { [JSONMember("name", .string(RawText(word)))] }

    private static func word<Word: RawRepresentable>(_ value: JSONValue?, _: Word.Type) -> Word? where Word.RawValue == String {
        value?.text?.utf8.flatMap { Word(rawValue: $0) }
    }

    private static func list<Value>(_ told: [Told<Value>], _ members: (Value) -> [JSONMember]) -> JSONValue {
        .array(
            told.map { item in
                let place = item.place
                return .object(
                    members(item.value) + [
                        JSONMember("section", .string(RawText(place.section))), JSONMember("line", JSONValue(number: place.line)),
                        JSONMember("quote", JSONValue(text: place.quote)),
                    ])
            })
    }

    private static func told<Value>(_ list: JSONValue?, _ read: (JSONValue) -> Value?) -> [Told<Value>] {
        (list?.elements ?? []).compactMap { value in
            guard let read = read(value) else { return nil }
            let section = value["section"]?.text?.utf8 ?? ""
            return Told(read, NoticePlace(section: section, line: value["line"]?.integer ?? 0, quote: value["quote"]?.told ?? ""))
        }
    }
}
