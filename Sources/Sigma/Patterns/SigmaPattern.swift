/// A text of a rule with its wildcards, as bytes; it is held against a whole value.
///
/// `*` stands for any bytes, `?` for one character, `\*`, `\?` and `\\` for themselves, and a backslash before anything else for a
/// backslash (Sigma specification 2.1.0, "Escaping"). Letters beyond ASCII match in their own case alone.
struct SigmaPattern: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case literal([UInt8])
        case anyRun
        case anyOne
    }

    private(set) var parts: [Part]

    init(parts: [Part]) {
        self.parts = []
        for part in parts { append(part) }
    }

    /// Reads a text of a rule.
    init(_ text: String) {
        parts = []
        var literal: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                if byte != 0x2a && byte != 0x3f && byte != 0x5c { literal.append(0x5c) }
                literal.append(byte)
                isEscaped = false
            } else if byte == 0x5c {
                isEscaped = true
            } else if byte == 0x2a || byte == 0x3f {
                append(.literal(literal))
                literal = []
                append(byte == 0x2a ? .anyRun : .anyOne)
            } else {
                literal.append(byte)
            }
        }
        if isEscaped { literal.append(0x5c) }
        append(.literal(literal))
    }

    /// A text without wildcards.
    init(literal: [UInt8]) { self.init(parts: [.literal(literal)]) }

    mutating func append(_ part: Part) {
        switch (parts.last, part) {
        case (_, .literal([])): break
        case (.literal(let before), .literal(let bytes)): parts[parts.count - 1] = .literal(before + bytes)
        case (.anyRun, .anyRun): break
        default: parts.append(part)
        }
    }

    var hasWildcards: Bool { parts.contains { if case .literal = $0 { false } else { true } } }

    /// The bytes of a pattern without wildcards; nil where there are some.
    var literal: [UInt8]? {
        switch parts.count {
        case 0: []
        case 1: if case .literal(let bytes) = parts[0] { bytes } else { nil }
        default: nil
        }
    }

    var openedAtStart: SigmaPattern { SigmaPattern(parts: [.anyRun] + parts) }
    var openedAtEnd: SigmaPattern { SigmaPattern(parts: parts + [.anyRun]) }

    /// The same pattern with its literals replaced.
    func mapLiterals(_ change: ([UInt8]) -> [UInt8]) -> SigmaPattern {
        SigmaPattern(parts: parts.map { if case .literal(let bytes) = $0 { .literal(change(bytes)) } else { $0 } })
    }
}

/// Letters of ASCII in lower case; every other byte as it is.
@inline(__always)
func foldedASCII(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }

extension SigmaPattern {
    /// Whether the bytes of `range` in `bytes` are what the pattern asks for.
    ///
    /// Backtracks to the last `*` only, so the time is at most the product of both lengths.
    func matches(_ bytes: [UInt8], _ range: Range<Int>, cased: Bool) -> Bool {
        var place = range.lowerBound
        var part = 0
        var retryPart = -1
        var retryPlace = 0
        while true {
            if part == parts.count {
                if place == range.upperBound { return true }
            } else {
                switch parts[part] {
                case .anyRun:
                    if part + 1 == parts.count { return true }
                    (retryPart, retryPlace) = (part + 1, place)
                    part += 1
                    continue
                case .anyOne:
                    if place < range.upperBound {
                        place += SigmaPattern.characterLength(bytes, place, range.upperBound)
                        part += 1
                        continue
                    }
                case .literal(let literal):
                    if SigmaPattern.stands(literal, in: bytes, at: place, end: range.upperBound, cased: cased) {
                        place += literal.count
                        part += 1
                        continue
                    }
                }
            }
            guard retryPart >= 0, retryPlace < range.upperBound else { return false }
            retryPlace += SigmaPattern.characterLength(bytes, retryPlace, range.upperBound)
            (part, place) = (retryPart, retryPlace)
        }
    }

    @inline(__always)
    static func stands(_ literal: [UInt8], in bytes: [UInt8], at place: Int, end: Int, cased: Bool) -> Bool {
        guard literal.count <= end - place else { return false }
        for offset in 0..<literal.count {
            let (wanted, found) = (literal[offset], bytes[place + offset])
            if wanted != found && (cased || foldedASCII(wanted) != foldedASCII(found)) { return false }
        }
        return true
    }

    /// Bytes of the character at a place: a sequence of UTF-8 where one stands there whole, else one byte.
    @inline(__always)
    static func characterLength(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Int {
        let first = bytes[place]
        if first < 0xc2 { return 1 }
        let length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1
        guard length <= end - place else { return 1 }
        for offset in 1..<max(length, 2) where length > 1 && bytes[place + offset] & 0xc0 != 0x80 { return 1 }
        return length
    }
}
