import Model

/// Puts what an event tells into the fields that rules ask for.
struct EventBinder: Sendable {
    private struct Target: Sendable {
        /// A field of the rules, or one of the two numbers below.
        var field: Int
        var rank: UInt8
    }

    private static let commandLine = -1
    private static let executable = -2

    /// For each member of `FieldBinding.Member`, the fields that it fills.
    private var members: [[Target]]
    private var names: [String: [Target]] = [:]
    private let fieldScopes: [LogScope]
    private var scopes = EventScope()
    /// The scope of the event that was bound last.
    private(set) var scope: LogScope = []
    private var commandRange: Range<Int>?
    /// Commands of the line that are still to be read, the last one first.
    private var commands: [Range<Int>] = []
    private var decodings = 0
    private var targetRange: Range<Int>?
    private var recordRange = 0..<0

    init(_ rules: CompiledRules) {
        members = Array(repeating: [], count: FieldBinding.Member.allCases.count)
        fieldScopes = rules.fieldScopes
        for (field, name) in rules.fields.enumerated() {
            for (index, source) in FieldBinding.sources(of: name).enumerated() {
                let rank = FieldBinding.isUnited(name) ? 0 : UInt8(clamping: index)
                switch source {
                case .member(let member): members[member.rawValue].append(Target(field: field, rank: rank))
                case .named(let name): names[name, default: []].append(Target(field: field, rank: rank))
                }
            }
        }
        for (rank, name) in ["process.command_line", "_CMDLINE", "proctitle"].enumerated() {
            names[name, default: []].append(Target(field: EventBinder.commandLine, rank: UInt8(clamping: rank)))
        }
        for (rank, name) in ["process.executable", "exe", "_EXE"].enumerated() {
            names[name, default: []].append(Target(field: EventBinder.executable, rank: UInt8(clamping: rank)))
        }
    }

    /// Fills a row with an event; `text` is what the event was read from.
    mutating func bind(_ text: Span<UInt8>, _ draft: borrowing EventDraft, into row: inout EventRow) {
        row.reset()
        row.bytes.removeAll(keepingCapacity: true)
        let lower = min(max(0, draft.record.lowerBound), text.count)
        let upper = min(max(lower, draft.record.upperBound), text.count)
        recordRange = row.append(text.extracting(lower..<upper))
        let decodedStart = row.append(draft.decoded).lowerBound
        let decodedEnd = row.bytes.count
        func place(_ slice: Slice, _ row: inout EventRow) -> Range<Int>? {
            guard slice.isPresent else { return nil }
            let range = slice.range
            if slice.isDecoded {
                guard range.upperBound <= decodedEnd - decodedStart else { return nil }
                return decodedStart + range.lowerBound..<decodedStart + range.upperBound
            }
            if range.lowerBound >= lower, range.upperBound <= upper { return range.lowerBound - lower..<range.upperBound - lower }
            guard range.upperBound <= text.count else { return nil }
            return row.append(text.extracting(range))
        }
        let process = place(draft.process, &row)
        let program = process.map { CommandText.name(row.bytes, $0) } ?? 0..<0
        scope = scopes.scope(of: draft, program: program, in: row.bytes)
        add(.record, recordRange, &row)
        add(.process, process, &row)
        add(.program, program.isEmpty ? nil : program, &row)
        add(.host, place(draft.host, &row), &row)
        add(.user, place(draft.user, &row), &row)
        add(.address, place(draft.address, &row), &row)
        add(.method, place(draft.method, &row), &row)
        add(.agent, place(draft.agent, &row), &row)
        add(.referer, place(draft.referer, &row), &row)
        let message = place(draft.message, &row)
        add(.message, message, &row)
        // A message that was decoded is not part of the record as it stands.
        if draft.message.isDecoded { add(.record, message, &row) }
        let path = place(draft.path, &row)
        (targetRange, decodings) = (nil, 0)
        commands.removeAll(keepingCapacity: true)
        if scope.contains(.webserver) { bindTarget(path, &row) } else { add(.path, path, &row) }
        for (member, number) in [(FieldBinding.Member.pid, draft.pid), (.port, draft.port), (.status, draft.status)] {
            if let number, isAsked(member) { add(member, row.append(String(number).utf8), &row) }
        }
        if isAsked(.kind) { add(.kind, row.append(draft.kind.rawValue.utf8), &row) }
        if let outcome = draft.outcome, isAsked(.outcome) { add(.outcome, row.append(outcome.rawValue.utf8), &row) }
        if let bytes = draft.bytes, isAsked(.bytes) { add(.bytes, row.append(String(bytes).utf8), &row) }
        if scope.contains(.networkConnection), isAsked(.initiated) { add(.initiated, row.append("true".utf8), &row) }
        var command: (range: Range<Int>, rank: UInt8)?
        var executable: (range: Range<Int>, rank: UInt8)?
        for field in draft.fields {
            guard let range = place(field.value, &row) else { continue }
            if let targets = names[field.name] {
                for target in targets {
                    if target.field >= 0 {
                        add(target, range, &row)
                    } else if target.field == EventBinder.commandLine {
                        if command.map({ $0.rank > target.rank }) ?? true { command = (range, target.rank) }
                    } else if executable.map({ $0.rank > target.rank }) ?? true {
                        executable = (range, target.rank)
                    }
                }
            }
            if scope.contains(.auditd) { bindAuditField(field.name, range, &row) }
        }
        commandRange = nil
        let image = executable?.range ?? (process.map { row.bytes[$0].contains(0x2f) } ?? false ? process : nil)
        if scope.contains(.processCreation) {
            let line = command?.range ?? (draft.kind == .command || draft.kind == .jobRun ? message : nil)
            bindCommand(line, image, draft, &row)
        } else {
            add(.image, image, &row)
            add(.commandLine, command?.range, &row)
        }
    }

    private func isAsked(_ member: FieldBinding.Member) -> Bool {
        members[member.rawValue].contains { !fieldScopes[$0.field].isDisjoint(with: scope) }
    }

    private func add(_ target: Target, _ range: Range<Int>, _ row: inout EventRow) {
        if !fieldScopes[target.field].isDisjoint(with: scope) { row.add(target.field, rank: target.rank, range) }
    }

    private func add(_ member: FieldBinding.Member, _ range: Range<Int>?, _ row: inout EventRow) {
        guard let range else { return }
        for target in members[member.rawValue] { add(target, range, &row) }
    }

    private func replace(_ member: FieldBinding.Member, _ range: Range<Int>, _ row: inout EventRow) {
        for target in members[member.rawValue] { row.clear(target.field) }
        add(member, range, &row)
    }

    /// An event of audit is several records, each with its `type`; a key that an earlier record had stands under the record's own name:
    /// `EXECVE.a0`, `PATH[2].name`. To a rule, it is one more value of `a0`, of `name`.
    private func bindAuditField(_ name: String, _ range: Range<Int>, _ row: inout EventRow) {
        let utf8 = name.utf8
        guard let first = utf8.first, (0x41...0x5a).contains(first), let dot = utf8.lastIndex(of: 0x2e),
            let key = String(utf8[utf8.index(after: dot)...])
        else { return }
        for target in names[key] ?? [] where target.field >= 0 { add(target, range, &row) }
    }

    /// The fields of a request's target.
    private mutating func bindTarget(_ path: Range<Int>?, _ row: inout EventRow) {
        guard let path else { return }
        targetRange = path
        for member in [FieldBinding.Member.target, .stem, .query, .path] {
            for target in members[member.rawValue] { row.clear(target.field) }
        }
        add(.path, path, &row)
        add(.target, path, &row)
        let mark = row.bytes[path].firstIndex(of: 0x3f)
        add(.stem, path.lowerBound..<(mark ?? path.upperBound), &row)
        if let mark { add(.query, mark + 1..<path.upperBound, &row) }
    }

    private mutating func bindCommand(_ line: Range<Int>?, _ executable: Range<Int>?, _ draft: borrowing EventDraft, _ row: inout EventRow)
    {
        if let line, !line.isEmpty {
            add(.commandLine, line, &row)
            if executable == nil { commandRange = line }
        }
        if isAsked(.parentImage) {
            switch draft.format {
            case "sudo": add(.parentImage, row.append("/usr/bin/sudo".utf8), &row)
            case "cron", "crond": add(.parentImage, row.append("/usr/sbin/cron".utf8), &row)
            default: break
            }
        }
        if let executable { add(.image, executable, &row) } else if let line { bindImage(line, &row) }
    }

    /// The program of a command: its first word. Of a bare name the folder is not known; it gets the slash that rules which ask for
    /// an image's end (`/ls`) expect.
    private func bindImage(_ command: Range<Int>, _ row: inout EventRow) {
        guard isAsked(.image) else { return }
        var word = CommandText.firstWord(row.bytes, command)
        guard !word.isEmpty else { return }
        if !row.bytes[word].contains(0x2f) {
            let name = Array(row.bytes[word])
            word = row.append([0x2f] + name)
        }
        replace(.image, word, &row)
    }
}

extension EventBinder {
    /// Times that a request is decoded: what was encoded twice gets past filters that decode once.
    private static let mostDecodings = 2

    /// Puts the next other way to read the event into the row: a command of its line, its request decoded. False where there is none.
    mutating func readAgain(_ row: inout EventRow) -> Bool {
        if let line = commandRange {
            commandRange = nil
            commands = CommandText.commands(row.bytes, line).filter { $0 != line }.reversed()
        }
        if let command = commands.popLast() {
            replace(.commandLine, command, &row)
            bindImage(command, &row)
            return true
        }
        guard decodings < EventBinder.mostDecodings, let target = targetRange,
            row.bytes.span.extracting(target).holds(0x25, or: 0x2b),
            let decoded = PercentDecoding.decoded(row.bytes, target, plusIsSpace: true)
        else { return false }
        decodings += 1
        if let record = PercentDecoding.decoded(row.bytes, recordRange, plusIsSpace: false) {
            recordRange = row.append(record)
            replace(.record, recordRange, &row)
        }
        bindTarget(row.append(decoded), &row)
        return true
    }
}

extension Span<UInt8> {
    func holds(_ first: UInt8, or second: UInt8) -> Bool {
        for index in indices where self[index] == first || self[index] == second { return true }
        return false
    }
}
