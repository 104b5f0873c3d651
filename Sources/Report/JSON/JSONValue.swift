import Model

/// A JSON value whose objects keep the order in which their members were added.
indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
    static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    static func number(_ number: (some BinaryInteger)?) -> JSONValue { number.map { .integer(Int64(clamping: $0)) } ?? .null }
    /// RFC 3339 in UTC, with fractions of a second where there are any.
    static func time(_ time: Timestamp?) -> JSONValue {
        time.map { .string($0.printable.rfc3339(fraction: true)) } ?? .null
    }
    static func span(_ span: TimeSpan?) -> JSONValue {
        guard let span else { return .null }
        return .object([
            ("earliest", .time(span.earliest)), ("latest", .time(span.latest)), ("clock", .string(span.clock.rawValue)),
        ])
    }
}

/// Members of a JSON object in the order in which they are written.
struct JSONObject: Sendable, ExpressibleByArrayLiteral {
    private(set) var members: [(key: String, value: JSONValue)] = []

    init(arrayLiteral members: (String, JSONValue)...) {
        for (key, value) in members { self.members.append((key, value)) }
    }

    mutating func add(_ key: String, _ value: JSONValue) { members.append((key, value)) }

    /// Host text under its plain key. Where it is not UTF-8 the key holds the visible escapes, and `<key>Raw` beside it holds
    /// the bytes in Base64, so that nothing is lost.
    mutating func add(_ key: String, _ text: RawText?) {
        guard let text else { return add(key, .null) }
        if let string = text.utf8 { return add(key, .string(string)) }
        let escaped = text.escaped()
        add(key, .string(escaped))
        add(key + "Raw", .object([("bytes", .string(Base64.encode(text.bytes))), ("text", .string(escaped))]))
    }

    mutating func append(_ other: JSONObject) { members += other.members }
}

extension JSONValue {
    /// Host texts as an array; one that is not UTF-8 becomes the object `{"bytes", "text"}`.
    static func hostTexts(_ texts: [RawText]) -> JSONValue {
        .array(
            texts.map { text in
                if let string = text.utf8 { return .string(string) }
                return .object([("bytes", .string(Base64.encode(text.bytes))), ("text", .string(text.escaped()))])
            })
    }
}
