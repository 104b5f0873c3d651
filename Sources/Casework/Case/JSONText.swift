import Formats
import Model

/// Writing JSON values (RFC 8259) on one line, and building them.
enum JSONText {
    static func line(_ value: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        write(value, &output, indent: nil)
        return output
    }

    /// With two blanks a level, for people.
    static func pretty(_ value: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        write(value, &output, indent: 0)
        return output + [0x0a]
    }

    /// Values come from us, a few levels deep, so recursion is bounded.
    private static func write(_ value: JSONValue, _ output: inout [UInt8], indent: Int?) {
        switch value {
        case .null: output += "null".utf8
        case .bool(let flag): output += (flag ? "true" : "false").utf8
        case .number(let text): output += text.bytes
        case .string(let text): string(text, &output)
        case .array(let elements):
            list(elements.count, [0x5b, 0x5d], &output, indent) { index, output, indent in write(elements[index], &output, indent: indent) }
        case .object(let members):
            list(members.count, [0x7b, 0x7d], &output, indent) { index, output, indent in
                string(members[index].name, &output)
                output += indent == nil ? [0x3a] : [0x3a, 0x20]
                write(members[index].value, &output, indent: indent)
            }
        }
    }

    private static func list(
        _ count: Int, _ brackets: [UInt8], _ output: inout [UInt8], _ indent: Int?, _ each: (Int, inout [UInt8], Int?) -> Void
    ) {
        output.append(brackets[0])
        for index in 0..<count {
            if index > 0 { output.append(0x2c) }
            if let indent { output += [0x0a] + [UInt8](repeating: 0x20, count: (indent + 1) * 2) }
            each(index, &output, indent.map { $0 + 1 })
        }
        if let indent, count > 0 { output += [0x0a] + [UInt8](repeating: 0x20, count: indent * 2) }
        output.append(brackets[1])
    }

    /// Text that is no UTF-8 is written by `JSONValue(text:)` as an object, so here it always is.
    private static func string(_ text: RawText, _ output: inout [UInt8]) {
        output.append(0x22)
        for byte in text.bytes {
            switch byte {
            case 0x22, 0x5c: output += [0x5c, byte]
            case 0x0a: output += [0x5c, 0x6e]
            case 0..<0x20, 0x7f: output += "\\u00".utf8 + [UInt8(ascii: byte < 0x10 ? "0" : byte == 0x7f ? "7" : "1"), hex(byte & 15)]
            default: output.append(byte)
            }
        }
        output.append(0x22)
    }

    private static func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
}

extension JSONValue {
    /// A text; one that is no UTF-8 becomes `{"bytes": Base64, "text": escaped}`, so that nothing is lost.
    init(text: RawText) {
        guard text.utf8 == nil else {
            self = .string(text)
            return
        }
        self = .object([
            JSONMember("bytes", .string(RawText(TransferEncoding.base64(encoding: text.bytes)))),
            JSONMember("text", .string(RawText(text.escaped()))),
        ])
    }

    init(_ text: RawText?) { self = text.map { JSONValue(text: $0) } ?? .null }
    init(number: Int) { self = .number(RawText(String(number))) }
    init(_ time: Timestamp?) { self = time.map { .string(RawText($0.rfc3339())) } ?? .null }
    init(texts: [RawText]) { self = .array(texts.map { JSONValue(text: $0) }) }

    /// The text that `JSONValue(text:)` wrote.
    var told: RawText? {
        if let text { return text }
        return self["bytes"]?.text.map { RawText(TransferEncoding.base64($0.bytes)) }
    }

    var time: Timestamp? { text?.utf8.flatMap { Timestamp(rfc3339: $0) } }

    var flag: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }
}

extension TransferEncoding {
    /// Base64 with padding (RFC 4648, 4).
    static func base64(encoding bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = min(3, bytes.count - index)
            let group = UInt32(bytes[index]) << 16 | UInt32(left > 1 ? bytes[index + 1] : 0) << 8 | UInt32(left > 2 ? bytes[index + 2] : 0)
            for place in 0..<4 {
                output.append(place > left ? 0x3d : letter(UInt8(truncatingIfNeeded: group >> UInt32(18 - place * 6) & 63)))
            }
            index += 3
        }
        return output
    }

    private static func letter(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: value + 0x41
        case 26..<52: value + 0x47
        case 52..<62: value - 4
        case 62: 0x2b
        default: 0x2f
        }
    }
}
