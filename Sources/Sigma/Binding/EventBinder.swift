import Model

/// Puts what an event tells into the fields that rules ask for.
struct EventBinder: Sendable {
    private var names = FieldTargets()
    /// For each member of `FieldBinding.Member`, the fields that it fills.
    private var members: [FieldTargets.Run] = []
    /// For each member, the events in which a rule asks for it.
    private var memberScopes: [LogScope] = []
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
        typealias Target = FieldTargets.Target
        var byMember = Array(repeating: [Target](), count: FieldBinding.Member.allCases.count)
        var byName: [String: [Target]] = [:]
        for (field, name) in rules.fields.enumerated() {
            for (index, source) in FieldBinding.sources(of: name).enumerated() {
                let rank = FieldBinding.isUnited(name) ? 0 : UInt8(clamping: index)
                let target = Target(field: field, rank: rank, scope: rules.fieldScopes[field])
                switch source {
                case .member(let member): byMember[member.rawValue].append(target)
                case .named(let name): byName[name, default: []].append(target)
                }
            }
        }
        for (rank, name) in ["process.command_line", "_CMDLINE", "proctitle"].enumerated() {
            byName[name, default: []].append(Target(field: FieldTargets.commandLine, rank: UInt8(clamping: rank), scope: .everything))
        }
        for (rank, name) in ["process.executable", "exe", "_EXE"].enumerated() {
            byName[name, default: []].append(Target(field: FieldTargets.executable, rank: UInt8(clamping: rank), scope: .everything))
        }
        for (name, targets) in byName { names.add(name, targets) }
        for targets in byMember {
            members.append(names.add(targets))
            memberScopes.append(targets.reduce([]) { $0.union($1.scope) })
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
        if let pid = draft.pid { add(.pid, number: Int64(pid), &row) }
        if let port = draft.port { add(.port, number: Int64(port), &row) }
        if let status = draft.status { add(.status, number: Int64(status), &row) }
        if let bytes = draft.bytes { add(.bytes, number: bytes, &row) }
        if isAsked(.kind) { add(.kind, row.append(draft.kind.rawValue.utf8), &row) }
        if let outcome = draft.outcome, isAsked(.outcome) { add(.outcome, row.append(outcome.rawValue.utf8), &row) }
        if scope.contains(.networkConnection), isAsked(.initiated) { add(.initiated, row.append("true".utf8), &row) }
        var command: (range: Range<Int>, rank: UInt8)?
        var executable: (range: Range<Int>, rank: UInt8)?
        let isAudit = scope.contains(.auditd)
        for index in draft.fields.indices {
            let entry = names.entry(of: draft.fields[index].name, at: index)
            guard !entry.targets.isEmpty || isAudit && !entry.keyTargets.isEmpty, let range = place(draft.fields[index].value, &row) else {
                continue
            }
            for number in entry.targets {
                let target = names.targets[number]
                if target.field >= 0 {
                    add(target, range, &row)
                } else if target.field == FieldTargets.commandLine {
                    if command.map({ $0.rank > target.rank }) ?? true { command = (range, target.rank) }
                } else if executable.map({ $0.rank > target.rank }) ?? true {
                    executable = (range, target.rank)
                }
            }
            guard isAudit else { continue }
            for number in entry.keyTargets where names.targets[number].field >= 0 { add(names.targets[number], range, &row) }
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

    private func isAsked(_ member: FieldBinding.Member) -> Bool { !memberScopes[member.rawValue].isDisjoint(with: scope) }

    @inline(__always)
    private func add(_ target: FieldTargets.Target, _ range: Range<Int>, _ row: inout EventRow) {
        if !target.scope.isDisjoint(with: scope) { row.add(target.field, rank: target.rank, range) }
    }

    private func add(_ member: FieldBinding.Member, _ range: Range<Int>?, _ row: inout EventRow) {
        guard let range, isAsked(member) else { return }
        for number in members[member.rawValue] { add(names.targets[number], range, &row) }
    }

    private func add(_ member: FieldBinding.Member, number: Int64, _ row: inout EventRow) {
        if isAsked(member) { add(member, row.append(String(number).utf8), &row) }
    }

    private func clear(_ member: FieldBinding.Member, _ row: inout EventRow) {
        for number in members[member.rawValue] { row.clear(names.targets[number].field) }
    }

    private func replace(_ member: FieldBinding.Member, _ range: Range<Int>, _ row: inout EventRow) {
        clear(member, &row)
        add(member, range, &row)
    }

    /// The fields of a request's target.
    private mutating func bindTarget(_ path: Range<Int>?, _ row: inout EventRow) {
        guard let path else { return }
        targetRange = path
        clear(.target, &row)
        clear(.stem, &row)
        clear(.query, &row)
        clear(.path, &row)
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
