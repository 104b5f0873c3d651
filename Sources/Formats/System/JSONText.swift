import Model

/// A value of JSON (RFC 8259), read from a file of the host.
package indirect enum JSONText: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As written.
    case number(RawText)
    case string(RawText)
    case array([JSONText])
    case object([RawText: JSONText])

    package subscript(key: RawText) -> JSONText? {
        if case .object(let members) = self { members[key] } else { nil }
    }
    package var text: RawText? { if case .string(let text) = self { text } else { nil } }
    package var isTrue: Bool { self == .bool(true) }
    package var items: [JSONText] { if case .array(let items) = self { items } else { [] } }
    package var members: [RawText: JSONText] { if case .object(let members) = self { members } else { [:] } }
    /// The strings of an array.
    package var texts: [RawText] { items.compactMap(\.text) }
}

/// Reads JSON, bounded in depth and number of values. What stands behind the first value is a problem.
package enum JSONTextFormat {
    private static let deepest = 64
    private static let mostValues = 200_000

    package static func parse(_ text: Span<UInt8>) -> Parsed<JSONText> {
        var reader = Reader(bytes: ShellByte.copy(text, limit: 8 << 20))
        let value = reader.value(depth: 0)
        var parsed = Parsed(value ?? .null)
        if value == nil { parsed.problems.append(Problem(offset: reader.at, line: 1, reason: "the text is no JSON")) }
        return parsed
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0
        private var left = mostValues

        init(bytes: [UInt8]) { self.bytes = bytes }

        private mutating func skip() {
            while at < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[at]) { at += 1 }
        }

        mutating func value(depth: Int) -> JSONText? {
            skip()
            left -= 1
            guard depth < deepest, left > 0, at < bytes.count else { return nil }
            switch bytes[at] {
            case 0x7b: return object(depth: depth)
            case 0x5b: return array(depth: depth)
            case 0x22: return string().map { .string($0) }
            default: return word()
            }
        }

        private mutating func object(depth: Int) -> JSONText? {
            at += 1
            var members: [RawText: JSONText] = [:]
            while true {
                skip()
                guard at < bytes.count else { return nil }
                if bytes[at] == 0x7d {
                    at += 1
                    return .object(members)
                }
                if bytes[at] == 0x2c {
                    at += 1
                    continue
                }
                guard bytes[at] == 0x22, let key = string() else { return nil }
                skip()
                guard at < bytes.count, bytes[at] == 0x3a else { return nil }
                at += 1
                guard let value = value(depth: depth + 1) else { return nil }
                members[key] = value
            }
        }

        private mutating func array(depth: Int) -> JSONText? {
            at += 1
            var items: [JSONText] = []
            while true {
                skip()
                guard at < bytes.count else { return nil }
                if bytes[at] == 0x5d {
                    at += 1
                    return .array(items)
                }
                if bytes[at] == 0x2c {
                    at += 1
                    continue
                }
                guard let value = value(depth: depth + 1) else { return nil }
                items.append(value)
            }
        }

        private mutating func string() -> RawText? {
            at += 1
            var text: [UInt8] = []
            while at < bytes.count, bytes[at] != 0x22 {
                guard bytes[at] == 0x5c else {
                    text.append(bytes[at])
                    at += 1
                    continue
                }
                guard at + 1 < bytes.count else { return nil }
                switch bytes[at + 1] {
                case 0x6e: text.append(0x0a)
                case 0x74: text.append(0x09)
                case 0x72: text.append(0x0d)
                case 0x75:
                    let digits = RawText(bytes[min(at + 2, bytes.count)..<min(at + 6, bytes.count)])
                    let scalar = digits.utf8.flatMap { UInt32($0, radix: 16) }.flatMap { Unicode.Scalar($0) } ?? "\u{fffd}"
                    text += Array(String(Character(scalar)).utf8)
                    at += 4
                default: text.append(bytes[at + 1])
                }
                at += 2
            }
            guard at < bytes.count else { return nil }
            at += 1
            return RawText(text)
        }

        private mutating func word() -> JSONText? {
            let start = at
            while at < bytes.count, ![0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x5d, 0x7d].contains(bytes[at]) { at += 1 }
            let word = RawText(bytes[start..<at])
            switch word.comparable {
            case "true": return .bool(true)
            case "false": return .bool(false)
            case "null": return .null
            default:
                let isNumber = word.bytes.first.map { $0 == 0x2d || $0.isDecimalDigit } ?? false
                return isNumber ? .number(word) : nil
            }
        }
    }
}
