import Model

/// Walks over the members of a JSON object in a line (RFC 8259) without building anything: keys and values are ranges of the text.
///
/// Objects within the object are walked over, too; their members get the names of what they stand in before their own ("request.method").
struct LineJSON {
    enum Kind { case string, number, word, array, object }

    /// A member. `value` has no quotes; strings may hold escapes.
    struct Member {
        var key: Range<Int>
        /// Key of the object around it; empty at the outermost. Of deeper ones only the nearest is known.
        var parent: Range<Int>
        var value: Range<Int>
        var kind: Kind
        var hasEscapes: Bool
        var depth: Int
    }

    static let deepest = 8
    static let mostMembers = 512

    private var at: Int
    private let end: Int
    private var parents: [Range<Int>] = []
    private var members = 0
    /// Whether the text was no JSON at some place.
    private(set) var isBroken = false
    /// Behind the outermost object, where it was closed.
    private(set) var closedAt: Int?

    /// Nil where the range does not begin with an object.
    init?(_ text: Span<UInt8>, _ range: Range<Int>) {
        at = range.lowerBound
        end = range.upperBound
        guard at + 1 < end, text[at] == 0x7b else { return nil }
        at += 1
    }

    /// The next member; nil at the end, or where the text is broken.
    mutating func next(_ text: Span<UInt8>) -> Member? {
        while members < LineJSON.mostMembers {
            skip(text)
            guard at < end else { return broken() }
            if text[at] == 0x7d {
                at += 1
                if parents.isEmpty {
                    closedAt = at
                    return nil
                }
                parents.removeLast()
                continue
            }
            guard text[at] == 0x22, let key = string(text) else { return broken() }
            skip(text)
            guard at < end, text[at] == 0x3a else { return broken() }
            at += 1
            skip(text)
            guard at < end else { return broken() }
            members += 1
            var member = Member(
                key: key.range, parent: parents.last ?? key.range.lowerBound..<key.range.lowerBound, value: at..<at, kind: .word,
                hasEscapes: false, depth: parents.count)
            switch text[at] {
            case 0x22:
                guard let value = string(text) else { return broken() }
                (member.value, member.kind, member.hasEscapes) = (value.range, .string, value.hasEscapes)
            case 0x7b where parents.count + 1 < LineJSON.deepest:
                parents.append(key.range)
                at += 1
                continue
            case 0x7b, 0x5b:
                member.kind = text[at] == 0x5b ? .array : .object
                let start = at
                guard skipNested(text) else { return broken() }
                member.value = start..<at
            default:
                let start = at
                while at < end, text[at] != 0x2c, text[at] != 0x7d, text[at] != 0x20, text[at] != 0x0a, text[at] != 0x0d { at += 1 }
                guard at > start else { return broken() }
                member.value = start..<at
                member.kind = ShellByte.isDigit(text[start]) || text[start] == 0x2d ? .number : .word
            }
            return member
        }
        return nil
    }

    private mutating func broken() -> Member? {
        isBroken = true
        at = end
        return nil
    }

    private mutating func skip(_ text: Span<UInt8>) {
        while at < end, text[at] == 0x20 || text[at] == 0x2c || text[at] == 0x09 || text[at] == 0x0a || text[at] == 0x0d { at += 1 }
    }

    /// The string that begins with the quote here.
    private mutating func string(_ text: Span<UInt8>) -> (range: Range<Int>, hasEscapes: Bool)? {
        let start = at + 1
        var place = start
        var hasEscapes = false
        while place < end {
            let byte = text[place]
            if byte == 0x22 {
                at = place + 1
                return (start..<place, hasEscapes)
            }
            if byte == 0x5c {
                hasEscapes = true
                place += 1
            }
            place += 1
        }
        return nil
    }

    private mutating func skipNested(_ text: Span<UInt8>) -> Bool {
        var depth = 0
        while at < end {
            switch text[at] {
            case 0x22:
                guard string(text) != nil else { return false }
                continue
            case 0x7b, 0x5b: depth += 1
            case 0x7d, 0x5d:
                depth -= 1
                if depth == 0 {
                    at += 1
                    return true
                }
            default: break
            }
            at += 1
        }
        return false
    }

    /// The value of a member as text, its escapes undone.
    static func slice(_ text: Span<UInt8>, _ member: Member, _ draft: inout EventDraft) -> Slice {
        member.hasEscapes ? unescaped(text, member.value, &draft) : Slice(member.value)
    }

    /// Undoes the escapes of a JSON string; what is none is kept as it stands.
    static func unescaped(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Slice {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = text[at]
            guard byte == 0x5c, at + 1 < range.upperBound else {
                bytes.append(byte)
                at += 1
                continue
            }
            let next = text[at + 1]
            at += 2
            switch next {
            case 0x6e: bytes.append(0x0a)
            case 0x74: bytes.append(0x09)
            case 0x72: bytes.append(0x0d)
            case 0x62: bytes.append(0x08)
            case 0x66: bytes.append(0x0c)
            case 0x75:
                guard at + 3 < range.upperBound, var scalar = scalar(text, at) else {
                    bytes.append(0x5c)
                    bytes.append(next)
                    continue
                }
                at += 4
                if scalar >= 0xd800, scalar < 0xdc00, at + 5 < range.upperBound, text[at] == 0x5c, text[at + 1] == 0x75,
                    let low = LineJSON.scalar(text, at + 2), low >= 0xdc00, low < 0xe000
                {
                    scalar = 0x10000 + (scalar - 0xd800) << 10 + (low - 0xdc00)
                    at += 6
                }
                append(scalar, to: &bytes)
            default: bytes.append(next)
            }
        }
        return draft.decode(bytes)
    }

    /// The number of four hexadecimal digits.
    static func scalar(_ text: Span<UInt8>, _ at: Int) -> UInt32? {
        var value: UInt32 = 0
        for index in at..<at + 4 {
            guard let digit = ShellByte.hex(LogText.byte(text, index)) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar) else {
            bytes += [0xef, 0xbf, 0xbd]
            return
        }
        bytes += Array(String(Character(scalar)).utf8)
    }
}
