import Model

/// One reading of a JSON text: where it is, and what is still open.
struct JSONReader {
    /// An array or an object whose end has not been met.
    private struct Open {
        var elements: [JSONValue] = []
        var members: [JSONMember] = []
        /// Of the member that is being read; nil in an array.
        var name: RawText?

        /// What ends it.
        var end: UInt8 { name == nil ? 0x5d : 0x7d }

        mutating func add(_ value: JSONValue) {
            if let name { members.append(JSONMember(name, value)) } else { elements.append(value) }
        }

        var value: JSONValue { name == nil ? .array(elements) : .object(members) }
    }

    private(set) var place = 0
    private(set) var reason: String?
    private var values = 0

    mutating func read(_ bytes: Span<UInt8>) -> JSONValue? {
        if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { place = 3 }
        var open: [Open] = []
        while true {
            skipSpace(bytes)
            guard place < bytes.count else { return fail("the text ends within a value") }
            values += 1
            guard values <= JSONFormat.mostValues else { return fail("more than \(JSONFormat.mostValues) values") }
            var finished: JSONValue?
            switch bytes[place] {
            case 0x5b:  // [
                place += 1
                skipSpace(bytes)
                if take(0x5d, bytes) { finished = .array([]) } else { open.append(Open()) }
            case 0x7b:  // {
                place += 1
                skipSpace(bytes)
                if take(0x7d, bytes) {
                    finished = .object([])
                } else {
                    guard let name = name(bytes) else { return nil }
                    open.append(Open(name: name))
                }
            default:
                guard let scalar = scalar(bytes) else { return nil }
                finished = scalar
            }
            guard open.count <= JSONFormat.mostDepth else { return fail("deeper than \(JSONFormat.mostDepth) levels") }
            // A finished value closes whatever ends with it.
            while let value = finished {
                guard !open.isEmpty else { return value }
                let innermost = open.count - 1
                open[innermost].add(value)
                skipSpace(bytes)
                if take(open[innermost].end, bytes) {
                    finished = open.removeLast().value
                } else if take(0x2c, bytes) {
                    finished = nil
                    guard open[innermost].name != nil else { continue }
                    skipSpace(bytes)
                    guard let next = name(bytes) else { return nil }
                    open[innermost].name = next
                } else {
                    return fail("neither a comma nor the end follows a value")
                }
            }
        }
    }

    mutating func skipSpace(_ bytes: Span<UInt8>) {
        while place < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[place]) { place += 1 }
    }

    private mutating func fail(_ why: String) -> JSONValue? {
        reason = why
        return nil
    }

    private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func name(_ bytes: Span<UInt8>) -> RawText? {
        guard place < bytes.count, bytes[place] == 0x22, let name = string(bytes) else {
            reason = reason ?? "a member has no name"
            return nil
        }
        skipSpace(bytes)
        guard take(0x3a, bytes) else {
            reason = "no : follows the name of a member"
            return nil
        }
        return name
    }

    private mutating func scalar(_ bytes: Span<UInt8>) -> JSONValue? {
        if bytes[place] == 0x22 { return string(bytes).map { .string($0) } }
        let start = place
        while place < bytes.count, JSONReader.isWordByte(bytes[place]) { place += 1 }
        let word = RawText((start..<place).map { bytes[$0] })
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default:
            guard let first = word.bytes.first, first == 0x2d || JSONReader.isDigit(first),
                word.bytes.allSatisfy({ JSONReader.isDigit($0) || [0x2b, 0x2d, 0x2e, 0x45, 0x65].contains($0) })
            else {
                place = start
                return fail("no JSON value stands here")
            }
            return .number(word)
        }
    }

    /// A string whose opening quote stands at `place`. A lone surrogate becomes U+FFFD.
    private mutating func string(_ bytes: Span<UInt8>) -> RawText? {
        var text: [UInt8] = []
        place += 1
        var high: UInt32?
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == 0x5c, place < bytes.count {
                let escape = bytes[place]
                place += 1
                if escape == 0x75 {
                    guard let unit = unit(bytes) else { return nil }
                    append(unit, &high, &text)
                    continue
                }
                flush(&high, &text)
                guard let plain = JSONReader.escapes[escape] else {
                    reason = "an escape in a string means nothing"
                    return nil
                }
                text.append(plain)
                continue
            }
            flush(&high, &text)
            if byte == 0x22 { return RawText(text) }
            text.append(byte)
        }
        reason = "a string has no end"
        return nil
    }

    /// Four hexadecimal digits.
    private mutating func unit(_ bytes: Span<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard place < bytes.count, let digit = JSONReader.hexadecimal(bytes[place]) else {
                reason = "\\u is not followed by four digits"
                return nil
            }
            value = value << 4 | digit
            place += 1
        }
        return value
    }

    private func append(_ unit: UInt32, _ high: inout UInt32?, _ text: inout [UInt8]) {
        if let first = high, (0xdc00...0xdfff).contains(unit) {
            high = nil
            JSONReader.encode(0x10000 + (first - 0xd800) << 10 + (unit - 0xdc00), &text)
            return
        }
        flush(&high, &text)
        if (0xd800...0xdbff).contains(unit) { high = unit } else { JSONReader.encode(unit, &text) }
    }

    private func flush(_ high: inout UInt32?, _ text: inout [UInt8]) {
        if high != nil { JSONReader.encode(0xfffd, &text) }
        high = nil
    }

    private static func encode(_ scalar: UInt32, _ text: inout [UInt8]) {
        text += Array(String(Character(Unicode.Scalar(scalar) ?? "\u{fffd}")).utf8)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7a).contains(byte) || [0x2b, 0x2d, 0x2e, 0x45].contains(byte)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x37
        case 0x61...0x66: UInt32(byte) - 0x57
        default: nil
        }
    }

    private static let escapes: [UInt8: UInt8] = [
        0x22: 0x22, 0x5c: 0x5c, 0x2f: 0x2f, 0x62: 0x08, 0x66: 0x0c, 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09,
    ]
}
