import Model
@testable import Sigma

/// Values of fields that a rule asks for, made from the rule itself.
struct Assignment {
    /// For each field the texts that have to stand in one value; nil for a keyword's field.
    var wanted: [String?: [SigmaPredicate]] = [:]
    var absent: Set<String> = []

    /// Answers that make an expression true, or false where `want` is; of alternatives the one that `choice` picks is taken.
    static func answers(_ expression: SigmaExpression, _ want: Bool, _ choice: Int) -> [(atom: SigmaAtom, want: Bool)] {
        switch expression {
        case .atom(let atom): return [(atom, want)]
        case .not(let inner): return answers(inner, !want, choice)
        case .all(let parts):
            return want ? parts.flatMap { answers($0, true, choice) } : answers(parts[choice % parts.count], false, choice)
        case .any(let parts):
            return want ? answers(parts[choice % parts.count], true, choice) : parts.flatMap { answers($0, false, choice) }
        case .atLeast(let count, let parts): return (want ? Array(parts.prefix(count)) : parts).flatMap { answers($0, want, choice) }
        }
    }

    init(_ answers: [(atom: SigmaAtom, want: Bool)]) {
        for (atom, want) in answers {
            if want {
                wanted[atom.field, default: []].append(atom.predicate)
            } else if let field = atom.field {
                // What must not hold of a field does not where the field is not there, but for what asks for exactly that.
                if atom.predicate == .absent || atom.predicate == .exists(false) {
                    wanted[field, default: []].append(.exists(true))
                } else {
                    absent.insert(field)
                }
            }
        }
    }

    /// The event: each field with one value that holds all that is asked of it.
    var record: SigmaRecord {
        var fields: [(name: String, value: RawText)] = []
        var text: [UInt8] = []
        for (field, predicates) in wanted.sorted(by: { ($0.key ?? "") < ($1.key ?? "") }) {
            guard let value = Assignment.value(predicates) else { continue }
            if let field { fields.append((field, RawText(value))) } else { text = value }
        }
        for case .reference(let name, _, _) in wanted.values.flatMap({ $0 }) where !fields.contains(where: { $0.name == name }) {
            fields.append((name, RawText(Assignment.referred)))
        }
        return SigmaRecord(fields: fields, text: RawText(text))
    }

    /// The value of fields that others refer to.
    private static let referred = Array("value".utf8)

    private static func value(_ predicates: [SigmaPredicate]) -> [UInt8]? {
        var starts: [[UInt8]] = [], middles: [[UInt8]] = [], ends: [[UInt8]] = []
        for predicate in predicates {
            switch predicate {
            case .pattern(let pattern, _):
                let bytes = pattern.parts.flatMap { part -> [UInt8] in
                    switch part {
                    case .literal(let bytes): bytes
                    case .anyRun: [0x78]
                    case .anyOne: [0x79]
                    }
                }
                if pattern.parts.first != .anyRun, pattern.parts.last != .anyRun { return bytes }
                if pattern.parts.first != .anyRun {
                    starts.append(bytes)
                } else if pattern.parts.last != .anyRun {
                    ends.append(bytes)
                } else {
                    middles.append(bytes)
                }
            case .regex(let source): middles.append(RegexSample.text(source))
            case .equals(let number), .compares(.gte, let number), .compares(.lte, let number): return Array("\(number)".utf8)
            case .compares(.gt, let number): return Array("\(number + 1)".utf8)
            case .compares(_, let number): return Array("\(number - 1)".utf8)
            case .network(let range): return Array(Assignment.address(range.first).utf8)
            case .absent, .exists(false): return nil
            case .reference: middles.append(referred)
            case .exists: middles.append([])
            case .timePart: return Array(time(predicates).utf8)
            }
        }
        return (starts.prefix(1) + middles + ends.prefix(1)).reduce([]) { $0 + $1 }
    }

    private static func time(_ predicates: [SigmaPredicate]) -> String {
        var civil = CivilTime(year: 2026, month: 1, day: 1)
        for case .timePart(let part, let number) in predicates {
            switch part {
            case .minute: civil.minute = number
            case .hour: civil.hour = number
            case .day: civil.day = number
            case .week: civil.day = 1 + (number - 1) * 7
            case .month: civil.month = number
            case .year: civil.year = number
            }
        }
        return civil.timestamp.rfc3339()
    }

    private static func address(_ address: NetworkAddress) -> String {
        let bytes = address.bytes
        if address.isIPv4 { return bytes[12...].map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(
            separator: ":")
    }
}

/// A text that a regular expression finds.
enum RegexSample {
    static func text(_ source: RegexSource) -> [UInt8] { (try? RegexParser.parse(source)).map { text($0) } ?? [] }

    private static func text(_ node: RegexNode) -> [UInt8] {
        switch node {
        case .empty, .assertion: return []
        case .bytes(let set):
            let plain = Array("ax5 /-_.".utf8) + Array(UInt8(0x21)...0x7e) + Array(UInt8.min...UInt8.max)
            return plain.first { set.contains($0) }.map { [$0] } ?? []
        case .sequence(let parts): return parts.flatMap { text($0) }
        case .choice(let parts): return parts.lazy.map { text($0) }.first { !$0.isEmpty } ?? []
        case .repeated(let part, let least, _): return (0..<least).flatMap { _ in text(part) }
        }
    }
}

/// What a rule means, read off its expression without any index: the judge of the engine that has one.
enum PlainJudge {
    static func holds(_ expression: SigmaExpression, _ record: SigmaRecord) -> Bool {
        switch expression {
        case .atom(let atom): return holds(atom, record)
        case .not(let inner): return !holds(inner, record)
        case .all(let parts): return parts.allSatisfy { holds($0, record) }
        case .any(let parts): return parts.contains { holds($0, record) }
        case .atLeast(let count, let parts): return parts.filter { holds($0, record) }.count >= count
        }
    }

    private static func holds(_ atom: SigmaAtom, _ record: SigmaRecord) -> Bool {
        let values = atom.field.map { name in record.fields.filter { $0.name == name }.map(\.value) } ?? [record.text]
        if atom.predicate == .absent || atom.predicate == .exists(false) { return values.isEmpty }
        return values.contains { value in
            let place = 0..<value.count
            switch atom.predicate {
            case .pattern(let pattern, let cased): return pattern.matches(value.bytes, place, cased: cased)
            case .regex(let source):
                guard let program = try? RegexProgram(source) else { return false }
                var search = RegexSearch(program)
                return search.finds(in: value.bytes, place)
            case .equals(let number): return NumberText.value(value.bytes, place) == number
            case .compares(let comparison, let number):
                return NumberText.value(value.bytes, place).map { comparison.holds($0, number) } ?? false
            case .network(let range): return NetworkAddress(value).map { range.contains($0) } ?? false
            case .exists: return true
            case .timePart(let part, let number): return part.value(value.bytes, place) == number
            case .reference(let name, let start, let end):
                return record.fields.filter { $0.name == name }.contains { other in
                    let parts: [SigmaPattern.Part] = (start ? [.anyRun] : []) + [.literal(other.value.bytes)] + (end ? [.anyRun] : [])
                    return SigmaPattern(parts: parts).matches(value.bytes, place, cased: false)
                }
            case .absent: return false
            }
        }
    }
}
