import Model

/// A value of a detection on its way through its modifiers.
indirect enum SigmaValue: Hashable, Sendable {
    case text(SigmaPattern, cased: Bool)
    case regex(RegexSource)
    case integer(Int64)
    case real(Double)
    case comparison(SigmaComparison, Double)
    case boolean(Bool)
    case null
    case exists(Bool)
    case network(NetworkRange)
    case reference(String, openStart: Bool, openEnd: Bool)
    case timePart(SigmaTimePart, Int)
    /// What one value was expanded to; joined by "or" whatever joins the list.
    case alternatives([SigmaValue])

    init(_ value: YAMLValue, isRegex: Bool) throws {
        switch value {
        case .null: self = .null
        case .boolean(let flag): self = isRegex ? .regex(RegexSource(text: value.text ?? "")) : .boolean(flag)
        case .integer(let number): self = isRegex ? .regex(RegexSource(text: value.text ?? "")) : .integer(number)
        case .real(let number): self = isRegex ? .regex(RegexSource(text: value.text ?? "")) : .real(number)
        case .text(let text): self = isRegex ? .regex(RegexSource(text: text)) : .text(SigmaPattern(text), cased: false)
        case .list, .map: throw SigmaProblem("A value of a field is a list within a list, or a map.")
        }
    }

    func applying(_ modifier: SigmaModifier, after applied: [SigmaModifier], hasField: Bool) throws -> SigmaValue {
        if case .alternatives(let values) = self {
            return .alternatives(try values.map { try $0.applying(modifier, after: applied, hasField: hasField) })
        }
        switch modifier {
        case .all, .neq, .expand: return self
        case .contains, .startswith, .endswith: return try opened(modifier)
        case .cased:
            guard case .text(let pattern, _) = self else { throw mismatch(modifier, "text") }
            return .text(pattern, cased: true)
        case .re:
            guard case .regex = self, applied.allSatisfy({ $0 == .all || $0 == .neq || $0 == .expand }) else {
                throw SigmaProblem("The modifier `re` stands behind one that it cannot follow.")
            }
            return self
        case .ignoreCase, .multiline, .dotAll:
            guard case .regex(var source) = self, applied.contains(.re) else { throw mismatch(modifier, "regular expression") }
            if modifier == .ignoreCase { source.ignoresCase = true }
            if modifier == .multiline { source.isMultiline = true }
            if modifier == .dotAll { source.dotMatchesNewline = true }
            return .regex(source)
        case .utf16, .utf16le, .utf16be, .wide, .base64, .base64offset, .windash: return try encoded(modifier)
        case .lt, .lte, .gt, .gte:
            guard let number, let comparison = SigmaComparison(rawValue: modifier.rawValue) else { throw mismatch(modifier, "number") }
            return .comparison(comparison, number)
        case .minute, .hour, .day, .week, .month, .year:
            guard case .integer(let number) = self, let part = SigmaTimePart(rawValue: modifier.rawValue) else {
                throw mismatch(modifier, "whole number")
            }
            return .timePart(part, Int(clamping: number))
        case .exists:
            guard case .boolean(let flag) = self, hasField else { throw mismatch(modifier, "true or false and a field") }
            return .exists(flag)
        case .cidr: return try network()
        case .fieldref:
            guard case .text(let pattern, _) = self, let name = pattern.literal.flatMap({ String(validating: $0, as: UTF8.self) }) else {
                throw mismatch(modifier, "name of a field")
            }
            return .reference(name, openStart: false, openEnd: false)
        }
    }

    private var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }

    private func mismatch(_ modifier: SigmaModifier, _ wanted: String) -> SigmaProblem {
        SigmaProblem("The modifier `\(modifier.rawValue)` needs a \(wanted).")
    }

    private func opened(_ modifier: SigmaModifier) throws -> SigmaValue {
        let (start, end) = (modifier != .startswith, modifier != .endswith)
        switch self {
        case .text(var pattern, let cased):
            if start { pattern = pattern.openedAtStart }
            if end { pattern = pattern.openedAtEnd }
            return .text(pattern, cased: cased)
        // A regular expression is looked for anywhere already.
        case .regex: return self
        case .reference(let name, let openStart, let openEnd):
            return .reference(name, openStart: openStart || start, openEnd: openEnd || end)
        default: throw SigmaProblem("The modifier `\(modifier.rawValue)` needs a text; a number belongs into quotes.")
        }
    }

    private func network() throws -> SigmaValue {
        guard case .text(let pattern, _) = self, let bytes = pattern.literal else { throw mismatch(.cidr, "network") }
        let hasLength = bytes.contains(0x2f)
        let whole = hasLength ? bytes : bytes + (bytes.contains(0x3a) ? Array("/128".utf8) : Array("/32".utf8))
        guard let range = NetworkRange(RawText(whole)) else { throw mismatch(.cidr, "network such as 192.0.2.0/24") }
        return .network(range)
    }

    private func encoded(_ modifier: SigmaModifier) throws -> SigmaValue {
        guard case .text(let pattern, let cased) = self else { throw mismatch(modifier, "text") }
        switch modifier {
        case .utf16: return .text(SigmaPattern(parts: [.literal([0xff, 0xfe])] + pattern.wide(.little).parts), cased: cased)
        case .utf16be: return .text(pattern.wide(.big), cased: cased)
        case .utf16le, .wide: return .text(pattern.wide(.little), cased: cased)
        case .windash: return try dashed(pattern, cased)
        default: break
        }
        guard let bytes = pattern.literal else { throw SigmaProblem("A text with wildcards cannot be encoded in base64.") }
        guard modifier == .base64offset else { return .text(SigmaPattern(literal: SigmaEncoding.base64(bytes)), cased: cased) }
        return .alternatives(SigmaEncoding.base64AtEveryOffset(bytes).map { .text(SigmaPattern(literal: $0), cased: cased) })
    }

    private func dashed(_ pattern: SigmaPattern, _ cased: Bool) throws -> SigmaValue {
        var variants: [[SigmaPattern.Part]] = [[]]
        var dashes = 0
        for part in pattern.parts {
            guard case .literal(let bytes) = part else {
                variants = variants.map { $0 + [part] }
                continue
            }
            var start = 0
            for place in SigmaEncoding.parameterDashes(bytes) {
                dashes += 1
                guard dashes <= SigmaEncoding.mostDashes else {
                    throw SigmaProblem("The modifier `windash` expands at most \(SigmaEncoding.mostDashes) dashes of a text.")
                }
                let head = SigmaPattern.Part.literal(Array(bytes[start..<place]))
                variants = variants.flatMap { variant in SigmaEncoding.dashes.map { variant + [head, .literal($0)] } }
                start = place + 1
            }
            let tail = SigmaPattern.Part.literal(Array(bytes[start...]))
            variants = variants.map { $0 + [tail] }
        }
        return .alternatives(variants.map { .text(SigmaPattern(parts: $0), cased: cased) })
    }
}

extension SigmaPattern {
    fileprivate func wide(_ width: SigmaEncoding.Width) -> SigmaPattern { mapLiterals { SigmaEncoding.utf16($0, width) } }
}
