import Model

/// Writes events as JSON objects, one a line, as `banken log` and `banken timeline` give them.
///
/// Written for speed: bytes of a record that need no escape are copied as they are.
package struct EventJSON: Sendable {
    /// The names of the members.
    package enum Names: String, Sendable, CaseIterable {
        /// Those of design/cli.md.
        case banken
        /// Those of the Elastic Common Schema 8.
        case ecs
    }

    private let names: Names
    private let includesRecord: Bool
    /// `,"source":{"path":…`, which is the same for all events of a log.
    private let source: [UInt8]
    private var clock = DayClock()

    /// - Parameter includesRecord: the bytes of the whole record go along as `raw`.
    package init(path: RawText, names: Names = .banken, includesRecord: Bool = false) {
        (self.names, self.includesRecord) = (names, includesRecord)
        var head = JSONBytes()
        head.append(names == .ecs ? "\"log.file.path\":" : "\"source\":{\"path\":")
        head.quote(path)
        if path.utf8 == nil { head.appendRaw(names == .ecs ? "banken.log.file.pathRaw" : "pathRaw", path) }
        source = head.bytes
    }

    /// Adds one event and a newline to `output`.
    package mutating func write(
        _ text: Span<UInt8>, _ draft: borrowing EventDraft, time: EventTime?, line: Int?, offset: Int64, to output: inout [UInt8]
    ) {
        var json = JSONBytes(taking: &output)
        json.append(names == .ecs ? "{\"@timestamp\":" : "{\"time\":")
        if let time { clock.write(time, to: &json) } else { json.append("null") }
        if names == .ecs {
            writeCommon(text, draft, time, &json)
        } else {
            writeOwn(text, draft, time, &json)
        }
        json.append(",")
        json.append(source)
        if names == .ecs {
            json.append(",\"log.offset\":")
            json.append(offset)
            if let line {
                json.append(",\"banken.event.line\":")
                json.append(Int64(line))
            }
        } else {
            json.append(",\"line\":")
            if let line { json.append(Int64(line)) } else { json.append("null") }
            json.append(",\"offset\":")
            json.append(offset)
            json.append("}")
        }
        if includesRecord {
            json.append(names == .ecs ? ",\"event.original\":" : ",\"raw\":")
            json.quote(text, draft.record, key: names == .ecs ? "banken.original" : "raw")
        }
        json.append("}\n")
        output = json.take()
    }

    private func writeOwn(_ text: Span<UInt8>, _ draft: borrowing EventDraft, _ time: EventTime?, _ json: inout JSONBytes) {
        json.append(",\"precision\":")
        json.literal(time?.precision.rawValue)
        json.append(",\"clock\":")
        json.literal(time?.clock.rawValue)
        if let doubts = time?.doubts, !doubts.isEmpty {
            json.append(",\"doubts\":[")
            for (index, name) in doubts.names.enumerated() {
                if index > 0 { json.append(",") }
                json.literal(name)
            }
            json.append("]")
        }
        json.append(",\"format\":")
        json.literal(draft.format)
        json.append(",\"kind\":")
        json.literal(draft.kind.rawValue)
        json.append(",\"outcome\":")
        json.literal(draft.outcome?.rawValue)
        if draft.times > 1 {
            json.append(",\"times\":")
            json.append(Int64(draft.times))
        }
        json.member(",\"host\":", "host", draft.host, draft, text)
        json.member(",\"process\":", "process", draft.process, draft, text)
        json.append(",\"pid\":")
        json.number(draft.pid.map { Int64($0) })
        json.member(",\"user\":", "user", draft.user, draft, text)
        json.member(",\"address\":", "address", draft.address, draft, text)
        json.append(",\"port\":")
        json.number(draft.port.map { Int64($0) })
        json.member(",\"method\":", "method", draft.method, draft, text)
        json.member(",\"path\":", "path", draft.path, draft, text)
        json.append(",\"status\":")
        json.number(draft.status.map { Int64($0) })
        json.append(",\"bytes\":")
        json.number(draft.bytes)
        json.member(",\"agent\":", "agent", draft.agent, draft, text)
        json.member(",\"referer\":", "referer", draft.referer, draft, text)
        if draft.kind == .raw, !draft.message.isPresent {
            json.append(",\"message\":")
            json.quote(text, draft.record, key: "message")
        } else {
            json.member(",\"message\":", "message", draft.message, draft, text)
        }
        json.append(",\"fields\":{")
        writeFields(text, draft, &json, isFirst: true)
        json.append("}")
    }

    /// Names that stand more than once get an array.
    private func writeFields(_ text: Span<UInt8>, _ draft: borrowing EventDraft, _ json: inout JSONBytes, isFirst: Bool) {
        var isFirst = isFirst
        var once = NameSieve()
        for field in draft.fields { once.add(field.name) }
        let count = draft.fields.count
        for index in 0..<count {
            let name = draft.fields[index].name
            var others: [Int] = []
            if !once.isUnique(name) {
                others = (0..<count).filter { draft.fields[$0].name == name }
                guard others.removeFirst() == index else { continue }
            }
            if !isFirst { json.append(byte: 0x2c) }
            isFirst = false
            json.mark()
            json.escape(name)
            json.mark()
            json.append(byte: 0x3a)
            if !others.isEmpty { json.append(byte: 0x5b) }
            json.value(draft.fields[index].value, draft, text, key: others.isEmpty ? name : nil)
            for other in others {
                json.append(byte: 0x2c)
                json.value(draft.fields[other].value, draft, text, key: nil)
            }
            if !others.isEmpty { json.append(byte: 0x5d) }
        }
    }
}

/// Tells cheaply of most names that they stand only once: two that fall into one of 512 places are looked at more closely.
private struct NameSieve {
    private var seen = InlineArray<8, UInt64>(repeating: 0)
    private var again = InlineArray<8, UInt64>(repeating: 0)

    private static func place(_ name: String) -> (word: Int, bit: UInt64) {
        let bytes = name.utf8.span
        var hash: UInt32 = 0
        for index in bytes.indices { hash = hash &* 31 &+ UInt32(bytes[index]) }
        hash ^= hash >> 11
        return (Int(hash >> 6 & 7), 1 << UInt64(hash & 63))
    }

    mutating func add(_ name: String) {
        let (word, bit) = NameSieve.place(name)
        again[word] |= seen[word] & bit
        seen[word] |= bit
    }

    func isUnique(_ name: String) -> Bool {
        let (word, bit) = NameSieve.place(name)
        return again[word] & bit == 0
    }
}

/// Writes times of one day without counting the day again.
private struct DayClock: Sendable {
    private var day = Int64.min
    private var date: [UInt8] = []

    mutating func write(_ time: EventTime, to json: inout JSONBytes) {
        let timestamp = time.timestamp.printable
        let day = timestamp.seconds.flooredDivision(by: 86_400)
        if day != self.day {
            self.day = day
            let text = Timestamp(seconds: day * 86_400).rfc3339()
            date = Array(text.utf8.prefix { $0 != 0x54 })
        }
        let second = Int(timestamp.seconds - day * 86_400)
        json.mark()
        json.append(date)
        json.append(byte: 0x54)
        json.digits(second / 3600, 2)
        json.append(byte: 0x3a)
        json.digits(second / 60 % 60, 2)
        json.append(byte: 0x3a)
        json.digits(second % 60, 2)
        switch time.precision {
        case .nanosecond:
            json.append(".")
            json.digits(Int(timestamp.nanoseconds), 9)
        case .microsecond:
            json.append(".")
            json.digits(Int(timestamp.nanoseconds / 1_000), 6)
        case .millisecond:
            json.append(".")
            json.digits(Int(timestamp.nanoseconds / 1_000_000), 3)
        default: break
        }
        json.append("Z\"")
    }
}
