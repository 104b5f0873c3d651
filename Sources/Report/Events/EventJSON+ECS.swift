import Model

extension EventJSON {
    /// The version of the schema whose names are used.
    static let schemaVersion = "8.11.0"

    /// The members of an event by the names and types of the Elastic Common Schema (elastic.co, ECS field reference), with dots in their
    /// names; `log.offset` is Filebeat's. What the schema has no place for goes below `banken.`.
    func writeCommon(_ text: Span<UInt8>, _ draft: borrowing EventDraft, _ time: EventTime?, _ json: inout JSONBytes) {
        var members = ECSMembers()
        json.append(",\"ecs.version\":")
        json.literal(EventJSON.schemaVersion)
        json.append(",\"event.kind\":\"event\",\"event.dataset\":")
        json.literal(draft.format)
        json.append(",\"event.action\":")
        json.literal(draft.kind.rawValue)
        let kind = ECSKind(draft.kind)
        members.list("event.category", kind.categories, &json)
        members.list("event.type", kind.types, &json)
        if let outcome = draft.outcome { members.literal("event.outcome", outcome.rawValue, &json) }
        let isRequest = draft.kind == .httpRequest
        members.text("host.hostname", draft.host, draft, text, &json)
        members.text("process.name", draft.process, draft, text, &json)
        members.number("process.pid", draft.pid.map { Int64($0) }, &json)
        members.text("user.name", draft.user, draft, text, &json)
        members.peer(draft, text, &json)
        members.number("source.port", draft.port.map { Int64($0) }, &json)
        members.text(isRequest ? "http.request.method" : "banken.event.method", draft.method, draft, text, &json)
        members.text(ECSField.path(draft.kind), draft.path, draft, text, &json)
        let isProcess = draft.kind == .command || draft.kind == .processEnd
        members.number(
            isRequest ? "http.response.status_code" : isProcess ? "process.exit_code" : "banken.event.status",
            draft.status.map { Int64($0) }, &json)
        members.number(
            isRequest ? "http.response.body.bytes" : draft.kind.rawValue.hasPrefix("file.") ? "file.size" : "banken.event.bytes",
            draft.bytes, &json)
        members.text("user_agent.original", draft.agent, draft, text, &json)
        members.text("http.request.referrer", draft.referer, draft, text, &json)
        if draft.times > 1 { members.number("banken.event.times", Int64(draft.times), &json) }
        if draft.kind == .raw, !draft.message.isPresent {
            json.append(",\"message\":")
            json.quote(text, draft.record, key: "banken.message")
        } else {
            members.text("message", draft.message, draft, text, &json)
        }
        if let time {
            members.literal("banken.event.clock", time.clock.rawValue, &json)
            if !time.doubts.isEmpty { members.list("banken.event.doubts", time.doubts.names, &json) }
        }
        members.fields(draft, text, &json)
    }
}

/// Writes members of one event, none of them twice.
private struct ECSMembers {
    private var written: Set<String> = []

    mutating func literal(_ name: String, _ value: String, _ json: inout JSONBytes) {
        json.append(",\"\(name)\":")
        json.literal(value)
        written.insert(name)
    }

    mutating func list(_ name: String, _ values: [String], _ json: inout JSONBytes) {
        guard !values.isEmpty else { return }
        json.append(",\"\(name)\":[\"" + values.joined(separator: "\",\"") + "\"]")
        written.insert(name)
    }

    mutating func number(_ name: String, _ value: Int64?, _ json: inout JSONBytes) {
        guard let value, written.insert(name).inserted else { return }
        json.append(",\"\(name)\":")
        json.append(value)
    }

    mutating func text(_ name: String, _ slice: Slice, _ draft: borrowing EventDraft, _ text: Span<UInt8>, _ json: inout JSONBytes) {
        guard slice.isPresent, written.insert(name).inserted else { return }
        json.member(",\"\(name)\":", ECSMembers.own(name), slice, draft, text)
    }

    /// `source.address` as written, and beside it `source.ip` or `source.domain` by what it is.
    mutating func peer(_ draft: borrowing EventDraft, _ text: Span<UInt8>, _ json: inout JSONBytes) {
        guard draft.address.isPresent else { return }
        self.text("source.address", draft.address, draft, text, &json)
        let isAddress = ECSMembers.isAddress(draft.address, draft, text)
        self.text(isAddress ? "source.ip" : "source.domain", draft.address, draft, text, &json)
    }

    /// The fields of an event; several of one name become an array.
    mutating func fields(_ draft: borrowing EventDraft, _ text: Span<UInt8>, _ json: inout JSONBytes) {
        let count = draft.fields.count
        for index in 0..<count {
            let own = draft.fields[index].name
            var all: [Int] = []
            for other in 0..<count where draft.fields[other].name == own { all.append(other) }
            guard all.first == index else { continue }
            if let known = ECSField.known[own], !written.contains(known.name),
                all.allSatisfy({ ECSMembers.fits(draft.fields[$0].value, known.form, draft, text) })
            {
                write(known.name, all, known.form, draft, text, &json)
            } else {
                write(ECSMembers.own(own), all, .keyword, draft, text, &json)
            }
        }
    }

    private mutating func write(
        _ name: String, _ indices: [Int], _ form: ECSField.Form, _ draft: borrowing EventDraft, _ text: Span<UInt8>, _ json: inout JSONBytes
    ) {
        guard written.insert(name).inserted else { return }
        json.append(",\"")
        json.escape(name)
        json.append(indices.count > 1 ? "\":[" : "\":")
        for (place, index) in indices.enumerated() {
            if place > 0 { json.append(",") }
            let value = draft.fields[index].value
            if form == .long {
                json.append(ECSMembers.number(value, draft, text) ?? 0)
            } else {
                json.value(value, draft, text, key: indices.count > 1 ? nil : ECSMembers.own(name))
            }
        }
        if indices.count > 1 { json.append("]") }
    }

    private static func own(_ name: String) -> String { name.hasPrefix("banken.") ? name : "banken." + name }

    private static func fits(_ slice: Slice, _ form: ECSField.Form, _ draft: borrowing EventDraft, _ text: Span<UInt8>) -> Bool {
        switch form {
        case .keyword: true
        case .long: number(slice, draft, text) != nil
        case .ip: isAddress(slice, draft, text)
        }
    }

    private static func number(_ slice: Slice, _ draft: borrowing EventDraft, _ text: Span<UInt8>) -> Int64? {
        draft.text(slice, in: text).flatMap { $0.count <= 18 ? $0.utf8.flatMap { Int64($0) } : nil }
    }

    private static func isAddress(_ slice: Slice, _ draft: borrowing EventDraft, _ text: Span<UInt8>) -> Bool {
        draft.text(slice, in: text).map { NetworkAddress($0) != nil && !$0.bytes.contains(0x25) } ?? false
    }
}
