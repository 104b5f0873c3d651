import Model

extension SigmaMatcher {
    /// Whether a node of a rule's expression holds for the row.
    mutating func holds(node number: Int) -> Bool {
        let node = rules.nodes[number]
        switch node.kind {
        case .atom: return holds(atom: node.start)
        case .not: return !holds(node: rules.children[node.start])
        case .all:
            for index in node.start..<node.end where !holds(node: rules.children[index]) { return false }
            return true
        case .any:
            for index in node.start..<node.end where holds(node: rules.children[index]) { return true }
            return false
        case .atLeast:
            var holding = 0
            for index in node.start..<node.end where holds(node: rules.children[index]) {
                holding += 1
                if holding == node.needed { return true }
            }
            return false
        }
    }

    private mutating func holds(atom number: Int) -> Bool {
        if trueAt[number] == generation { return true }
        let atom = rules.atoms[number]
        if atom.isLiteral || atom.needsHit && hitAt[number] != generation || falseAt[number] == generation { return false }
        var holds = false
        if case .absent = rules.tests[number] {
            holds = !row.holds(atom.field)
        } else {
            var entry = row.first(atom.field)
            while entry >= 0, !holds {
                holds = passes(rules.tests[number], row.range(entry))
                entry = row.next(entry)
            }
        }
        if holds { trueAt[number] = generation } else { falseAt[number] = generation }
        return holds
    }

    private mutating func passes(_ test: CompiledRules.Test, _ range: Range<Int>) -> Bool {
        switch test {
        // An empty literal is in no automaton.
        case .literal(let literal, let atStart, let atEnd, _): return literal.isEmpty && (range.isEmpty || !(atStart && atEnd))
        case .pattern(let pattern, let cased): return pattern.matches(row.bytes, range, cased: cased)
        case .regex(let number): return number < searches.count && searches[number].finds(in: row.bytes, range)
        case .equals(let number): return NumberText.value(row.bytes, range) == number
        case .compares(let comparison, let number):
            return NumberText.value(row.bytes, range).map { comparison.holds($0, number) } ?? false
        case .network(let network): return network.contains(row.bytes, range)
        case .absent: return false
        case .present: return true
        case .reference(let field, let openStart, let openEnd):
            var entry = row.first(field)
            while entry >= 0 {
                let literal = SigmaPattern.Part.literal(Array(row.bytes[row.range(entry)]))
                let pattern = SigmaPattern(parts: (openStart ? [.anyRun] : []) + [literal] + (openEnd ? [.anyRun] : []))
                if pattern.matches(row.bytes, range, cased: false) { return true }
                entry = row.next(entry)
            }
            return false
        case .timePart(let part, let number): return part.value(row.bytes, range) == number
        }
    }
}

/// Numbers that logs write as text.
enum NumberText {
    /// The number that the whole of `range` writes in decimal, with a sign and a fraction; nil where it writes none.
    static func value(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
        guard !range.isEmpty, range.count <= 40 else { return nil }
        var hasDigit = false
        for (index, byte) in bytes[range].enumerated() {
            switch byte {
            case 0x30...0x39: hasDigit = true
            case 0x2b, 0x2d: guard index == 0 else { return nil }
            case 0x2e: break
            default: return nil
            }
        }
        guard hasDigit, let text = String(validating: bytes[range], as: UTF8.self) else { return nil }
        return Double(text)
    }
}

extension SigmaTimePart {
    /// The part of a time in RFC 3339 or in seconds since 1970, in UTC.
    func value(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard range.count <= 40, let text = String(validating: bytes[range], as: UTF8.self) else { return nil }
        let seconds = NumberText.value(bytes, range).flatMap { abs($0) < 1e12 ? Int64($0) : nil }
        guard let time = Timestamp(rfc3339: text) ?? seconds.map({ Timestamp(seconds: $0) }) else { return nil }
        let civil = CivilTime(time)
        switch self {
        case .minute: return civil.minute
        case .hour: return civil.hour
        case .day: return civil.day
        case .month: return civil.month
        case .year: return civil.year
        case .week: return SigmaTimePart.week(of: time, civil)
        }
    }

    /// The week of ISO 8601: the one that holds the year's first Thursday is week 1.
    private static func week(of time: Timestamp, _ civil: CivilTime) -> Int {
        let day = time.seconds / 86_400
        // 1970-01-01 was a Thursday; Monday is 0.
        let weekday = Int(((day + 3) % 7 + 7) % 7)
        let thursday = CivilTime(Timestamp(seconds: (day - Int64(weekday) + 3) * 86_400))
        let first = CivilTime(year: thursday.year, month: 1, day: 1).timestamp.seconds / 86_400
        return Int((day - Int64(weekday) + 3 - first) / 7) + 1
    }
}
