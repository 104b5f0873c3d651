import Model

/// Gathers the records of one audit event in a draft.
struct AuditEvent {
    private static let mostFields = 4096
    /// Keys that a record of the event had, by number, in four words.
    var seen: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var paths = -1
    var records = 0
    var executions = 0
    var kind: EventKind?
    /// The type of the record that gives the event its kind.
    var typeName = ""
    var acct = Slice.absent
    var addr = Slice.absent
    var hostname = Slice.absent
    var cmd = Slice.absent
    var exe = Slice.absent
    var comm = Slice.absent
    var unit = Slice.absent
    var name = Slice.absent
    var data = Slice.absent
    var userName = Slice.absent
    var uid = Slice.absent
    var auid = Slice.absent
    var id = Slice.absent
    var socketFamily: AuditSocket?
    var res: Range<Int>?
    var success: Range<Int>?
    var exit: Range<Int>?
    var syscallName: String?
    var arch: UInt64 = 0
    var syscall: Int?
    /// The first argument of the system call, where its digits are decimal.
    var argument: Int?
    var isCreating = false
    var arguments: [Slice] = []
    var pidText: Range<Int>?
    private var recordType = 0..<0
    private var oddNames = 0
    private var isPath = false
    private var isExecution = false

    mutating func isNew(_ number: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(number & 63)
        switch number >> 6 {
        case 0: if seen.0 & bit != 0 { return false } else { seen.0 |= bit }
        case 1: if seen.1 & bit != 0 { return false } else { seen.1 |= bit }
        case 2: if seen.2 & bit != 0 { return false } else { seen.2 |= bit }
        default: if seen.3 & bit != 0 { return false } else { seen.3 |= bit }
        }
        return true
    }

    /// Reads the fields of one record.
    mutating func read(_ text: Span<UInt8>, type: Range<Int>, _ body: Range<Int>, _ draft: inout EventDraft) {
        guard begin(text, type, &draft) else { return }
        if text.count > body.lowerBound, LogText.equals(text, type, "AVC") || LogText.equals(text, type, "USER_AVC") || isNumber(text) {
            addVerdict(text, body, &draft)
        }
        var fields = AuditFields(body)
        while let field = fields.next(text) {
            let number = AuditKeys.number(text, field.key)
            var value = Slice(field.value)
            if isEncoded(text, field, number) {
                value = draft.decode(AuditHex(text, field.value, zeros: number == AuditKeys.Known.proctitle ? 0x20 : nil))
            }
            add(text, field.key, number, field.value, value, &draft)
        }
    }

    /// Begins a record of a type; false where the event has so many fields that nothing more is read.
    mutating func begin(_ text: Span<UInt8>, _ type: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard draft.fields.count < AuditEvent.mostFields else { return false }
        records += 1
        recordType = type
        draft.add("type", type)
        isPath = LogText.equals(text, type, "PATH")
        isExecution = LogText.equals(text, type, "EXECVE")
        if isPath { paths += 1 }
        if isExecution { executions += 1 }
        if isExecution {
            kind = .command
        } else if kind == nil, let name = AuditKind.name(text, type) {
            kind = AuditKind.kind(of: name)
            if records == 1 || kind != nil { typeName = name }
        }
        return true
    }

    /// Adds a field to the record that was begun. `plain` is where its value stands, `value` what it means.
    mutating func add(
        _ text: Span<UInt8>, _ key: Range<Int>, _ number: Int?, _ plain: Range<Int>, _ value: Slice, _ draft: inout EventDraft
    ) {
        guard draft.fields.count < AuditEvent.mostFields else { return }
        if let number, note(text, number, plain, value) { addSocket(text, plain, &draft) }
        if isExecution, LogText.byte(text, key.lowerBound) == 0x61 { argument(text, key, value) }
        let name = name(text, key, number, &draft)
        draft.fields.append(EventField(name: name, value: value))
    }

    private func isNumber(_ text: Span<UInt8>) -> Bool { LogText.matches(text, recordType.lowerBound, "1400") }

    /// The verdict and the permissions of "avc:  denied  { read write } for", as ausearch names them.
    private func addVerdict(_ text: Span<UInt8>, _ body: Range<Int>, _ draft: inout EventDraft) {
        guard let start = LogText.first("avc: ", in: text, body.lowerBound..<min(body.upperBound, body.lowerBound + 400)) else { return }
        let word = LogText.word(text, LogText.skipBlanks(text, start + 4, end: body.upperBound), end: body.upperBound)
        draft.add("seresult", word)
        if let open = LogText.first(0x7b, in: text, word.upperBound..<body.upperBound),
            let close = LogText.first(0x7d, in: text, open..<body.upperBound), close - open > 3
        {
            draft.add("seperms", open + 2..<close - 1)
        }
    }

    /// The field's name in the event: its own, or with the record's type where an earlier record had it.
    private mutating func name(
        _ text: Span<UInt8>, _ key: Range<Int>, _ number: Int?, _ draft: inout EventDraft
    ) -> String {
        let type = recordType
        if let number {
            if isNew(number) || records == 1 { return AuditKeys.all[number] }
            if isPath, paths < AuditKeys.paths.count { return AuditKeys.paths[paths][number] }
            if isExecution { return AuditKeys.executions[number] }
        }
        let own = number.map { AuditKeys.all[$0] } ?? RawText(PackageBytes.array(text, key.prefix(64))).description
        if number == nil, records == 1 || isNewName(own, &draft) { return own }
        let prefix = RawText(PackageBytes.array(text, type.prefix(40))).description
        return isPath && paths > 0 ? "\(prefix)[\(paths)].\(own)" : "\(prefix).\(own)"
    }

    private func isEncoded(_ text: Span<UInt8>, _ field: AuditFields.Field, _ number: Int?) -> Bool {
        guard !field.isQuoted, field.value.count >= 2, field.value.count % 2 == 0 else { return false }
        let isArgument =
            isExecution && text[field.key.lowerBound] == 0x61 && !LogText.equals(text, field.key, "argc")
            && text[field.key.upperBound - 1] != 0x6e
        guard isArgument || number.map({ AuditKeys.encoded[$0] }) ?? false else { return false }
        for index in field.value where !AuditHex.isDigit(text[index]) { return false }
        return true
    }

    /// Keeps what has a place of its own in an event; true for a socket's address. Of `res` and `addr` the last counts: what an intruder
    /// can choose stands before them.
    private mutating func note(_ text: Span<UInt8>, _ number: Int, _ plain: Range<Int>, _ value: Slice) -> Bool {
        typealias Key = AuditKeys.Known
        switch number {
        case Key.acct: acct = value
        case Key.addr, Key.laddr: if !isUnknown(text, plain) { addr = value }
        // A name without a full stop is the machine's own, which older tools write for log-ins at its terminals.
        case Key.hostname: if plain.contains(where: { text[$0] == 0x2e || text[$0] == 0x3a }) { hostname = value }
        case Key.res, Key.result: res = plain
        case Key.success: success = success ?? plain
        case Key.comm: if !comm.isPresent { comm = value }
        case Key.exe: if !exe.isPresent { exe = value }
        case Key.uid: if !uid.isPresent { uid = value }
        case Key.auid: if !auid.isPresent { auid = value }
        case Key.exit: exit = plain
        case Key.a0: if records == 1, argument == nil { argument = LogText.number(text, plain)?.value }
        case Key.id: id = value
        case Key.idName: if !isUnset(text, plain) { id = value }
        case Key.userName: if !userName.isPresent { userName = value }
        case Key.loginName: if !isUnset(text, plain) { userName = value }
        case Key.arch:
            arch = 0
            for index in plain.dropFirst(LogText.matches(text, plain.lowerBound, "0x") ? 2 : 0).prefix(8) {
                arch = arch << 4 | UInt64(AuditHex.digit(text[index]))
            }
        case Key.syscall: syscall = syscall ?? LogText.number(text, plain)?.value
        case Key.nametype: if LogText.equals(text, plain, "CREATE") { isCreating = true }
        case Key.name: if !LogText.equals(text, plain, "(null)") { name = value }
        case Key.cmd: cmd = value
        case Key.data: data = value
        case Key.unit: unit = value
        case Key.pid: if pidText == nil { pidText = plain }
        case Key.saddr: return true
        default: break
        }
        return false
    }

    /// Whether no field has the name yet; with many odd names that is not asked any more, since each would be held against all.
    private mutating func isNewName(_ name: String, _ draft: inout EventDraft) -> Bool {
        oddNames += 1
        return oddNames <= 64 && !draft.field(name).isPresent
    }

    func isUnknown(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
        value.isEmpty || value.count == 1 && text[value.lowerBound] == 0x3f || LogText.equals(text, value, "UNKNOWN")
            || LogText.equals(text, value, "(none)")
    }

    func isUnset(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool { LogText.equals(text, value, "unset") || isUnknown(text, value) }

    private mutating func addSocket(_ text: Span<UInt8>, _ value: Range<Int>, _ draft: inout EventDraft) {
        guard let socket = AuditSocket.read(text, value) else { return }
        socketFamily = socket
        draft.add("socket.family", draft.decode(socket.family))
        if let address = socket.address { draft.add("socket.address", draft.decode(address)) }
        if let port = socket.port { draft.add("socket.port", draft.decode(String(port))) }
        if let path = socket.path { draft.add("socket.path", draft.decode(path)) }
    }

    /// `a0`, `a1`, and the pieces `a2[0]`, `a2[1]` of an argument that is too long for one record; not `a2_len`.
    private mutating func argument(_ text: Span<UInt8>, _ key: Range<Int>, _ value: Slice) {
        guard key.count >= 2, ShellByte.isDigit(text[key.lowerBound + 1]), text[key.upperBound - 1] != 0x6e, arguments.count < 16_384
        else { return }
        let isFurtherPiece =
            text[key.upperBound - 1] == 0x5d && !(text[key.upperBound - 2] == 0x30 && text[key.upperBound - 3] == 0x5b)
        // An absent slice parts two arguments.
        if !isFurtherPiece, !arguments.isEmpty { arguments.append(.absent) }
        arguments.append(value)
    }
}
