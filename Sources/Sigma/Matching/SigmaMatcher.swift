import Model

/// Holds events against rules. It keeps working memory between events, so each thread has its own.
package struct SigmaMatcher: Sendable {
    let rules: CompiledRules
    private var binder: EventBinder
    var row: EventRow
    var searches: [RegexSearch]
    /// Events, each reading of one counted: what was found in an earlier one counts no more.
    var generation: UInt32 = 0
    var trueAt: [UInt32]
    var falseAt: [UInt32]
    var hitAt: [UInt32]
    private var candidateAt: [UInt32]
    /// For each automaton, when it was run last.
    private var scannedAt: [UInt32]
    private var candidates: [Int32] = []
    private var foundAt: [Bool]
    private var found: [Int] = []
    private var scope: LogScope = []

    init(_ rules: CompiledRules) {
        self.rules = rules
        binder = EventBinder(rules)
        row = EventRow(fields: rules.fields.count)
        searches = rules.programs.map(RegexSearch.init)
        trueAt = Array(repeating: 0, count: rules.atoms.count)
        falseAt = trueAt
        hitAt = trueAt
        candidateAt = Array(repeating: 0, count: rules.rules.count)
        scannedAt = Array(repeating: 0, count: rules.automata.count)
        foundAt = Array(repeating: false, count: rules.rules.count)
    }

    /// The numbers of the rules that an event matches, in the order of the set.
    ///
    /// - Parameter text: what the event was read from.
    package mutating func match(_ text: Span<UInt8>, _ draft: borrowing EventDraft) -> [Int] {
        found.removeAll(keepingCapacity: true)
        binder.bind(text, draft, into: &row)
        scope = binder.scope
        look(isEvent: true)
        while binder.readAgain(&row) { look(isEvent: true) }
        return taken()
    }

    /// The numbers of the rules that a record with fields of its own names matches.
    package mutating func match(_ record: SigmaRecord) -> [Int] {
        found.removeAll(keepingCapacity: true)
        row.reset()
        row.bytes.removeAll(keepingCapacity: true)
        scope = record.logSource.map { LogSourceScope.scope(of: $0) ?? [] } ?? .everything
        if let field = rules.fieldNumbers[FieldBinding.keywordField] { row.add(field, rank: 0, row.append(record.text.bytes)) }
        for (name, value) in record.fields {
            if let field = rules.fieldNumbers[name] { row.add(field, rank: 0, row.append(value.bytes)) }
        }
        look(isEvent: false)
        return taken()
    }

    /// The first value of a field of the event that was matched last, by the name that rules give it.
    package func value(_ field: String) -> RawText? {
        guard let number = rules.fieldNumbers[field], row.holds(number) else { return nil }
        return RawText(row.bytes[row.range(row.first(number))])
    }

    private mutating func taken() -> [Int] {
        guard !found.isEmpty else { return [] }
        for rule in found { foundAt[rule] = false }
        found.sort()
        return found
    }

    /// Looks at the row: what its literals announce, then the rules that need no announcement.
    ///
    /// - Parameter isEvent: the row was filled by the binder, so that fields of one automaton hold the same values and one run serves all.
    private mutating func look(isEvent: Bool) {
        generation &+= 1
        if generation == 0 { forget() }
        candidates.removeAll(keepingCapacity: true)
        for field in row.filled {
            let group = rules.groups[field]
            guard let automaton = rules.automata[group], !isEvent || scannedAt[group] != generation else { continue }
            var entry = row.first(field)
            if entry >= 0 { scannedAt[group] = generation }
            while entry >= 0 {
                let range = row.range(entry)
                automaton.scan(row.bytes, range) { number, end in hit(Int(number), range, end, only: isEvent ? nil : field) }
                entry = row.next(entry)
            }
        }
        for rule in candidates { judge(Int(rule)) }
        for rule in rules.unannounced { judge(Int(rule)) }
    }

    private mutating func forget() {
        generation = 1
        for index in trueAt.indices { (trueAt[index], falseAt[index], hitAt[index]) = (0, 0, 0) }
        for index in candidateAt.indices { candidateAt[index] = 0 }
        for index in scannedAt.indices { scannedAt[index] = 0 }
    }

    /// Notes that the literal of an atom ends at `end`.
    private mutating func hit(_ number: Int, _ range: Range<Int>, _ end: Int, only field: Int?) {
        guard trueAt[number] != generation else { return }
        let atom = rules.atoms[number]
        if let field, atom.field != field { return }
        if atom.isLiteral {
            let start = end - atom.length
            if atom.atStart && start != range.lowerBound || atom.atEnd && end != range.upperBound { return }
            if atom.isCased, case .literal(let literal, _, _, _) = rules.tests[number],
                !SigmaPattern.stands(literal, in: row.bytes, at: start, end: end, cased: true)
            {
                return
            }
            trueAt[number] = generation
        } else {
            guard hitAt[number] != generation else { return }
            hitAt[number] = generation
        }
        for index in rules.triggers[number]..<rules.triggers[number + 1] {
            let rule = rules.triggered[index]
            if candidateAt[Int(rule)] != generation {
                candidateAt[Int(rule)] = generation
                candidates.append(rule)
            }
        }
    }

    private mutating func judge(_ rule: Int) {
        guard !rules.rules[rule].scope.isDisjoint(with: scope), !foundAt[rule], holds(node: rules.rules[rule].root) else { return }
        foundAt[rule] = true
        found.append(rule)
    }
}

/// A record whose fields have the names that rules use already, as JSON logs of other tools do.
package struct SigmaRecord: Sendable {
    package var fields: [(name: String, value: RawText)]
    /// The text that keywords are looked for in.
    package var text: RawText
    /// Nil: rules of every log source are tried.
    package var logSource: SigmaLogSource?

    package init(fields: [(name: String, value: RawText)], text: RawText, logSource: SigmaLogSource? = nil) {
        (self.fields, self.text, self.logSource) = (fields, text, logSource)
    }
}
