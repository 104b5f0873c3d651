import Model

extension AuditEvent {
    /// Gives the event its kind, outcome and persons, once all records were read.
    mutating func conclude(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        if let syscall, let name = AuditSyscalls.name(arch: arch, number: syscall) {
            syscallName = name
            if isNew(AuditKeys.Known.syscallName) { draft.add("SYSCALL", draft.decode(name)) }
            // socketcall(2): one call of the i386 for all that sockets do.
            let inner = name == "socketcall" ? [2: "bind", 3: "connect", 4: "listen"][argument ?? 0] : nil
            if executions == 0, let own = AuditKind.kind(ofCall: inner ?? name) { kind = kind == nil || kind == .message ? own : kind }
            if isCreating, kind == .fileAccess { kind = .fileCreate }
        }
        draft.kind = kind ?? .message
        draft.outcome = outcome(text) ?? draft.outcome
        draft.pid = pidText.flatMap { LogText.number(text, $0)?.value } ?? draft.pid
        if comm.isPresent { draft.process = comm } else if exe.isPresent, !draft.process.isPresent { draft.process = exe }
        draft.user = acct.isPresent ? acct : id.isPresent && isPersonal ? id : userName.isPresent ? userName : uid.isPresent ? uid : auid
        setPath(text, &draft)
        if let socket = socketFamily, socket.address != nil { (draft.address, draft.port) = (draft.field("socket.address"), socket.port) }
        if addr.isPresent { draft.address = addr } else if hostname.isPresent, isOfPeer { draft.address = hostname }
        if executions > 0 { commandLine(text, &draft) } else if cmd.isPresent { draft.add("process.command_line", cmd) }
        classify(text, &draft)
    }

    /// Whether the record is of a person's doing that an account's number names.
    private var isPersonal: Bool {
        switch kind {
        case .loginSuccess, .logout, .accountCreate, .accountDelete, .accountChange, .groupChange, .passwordChange: true
        default: false
        }
    }

    /// Whether `hostname` is that of a peer; tools that manage accounts write the machine's own.
    private var isOfPeer: Bool {
        switch kind {
        case .loginSuccess, .logout, .sessionOpen, .sessionClose, .message: true
        default: false
        }
    }

    private func setPath(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        switch draft.kind {
        case .command, .processStart, .processEnd, .processFault, .loginSuccess, .sessionOpen, .sessionClose, .message:
            if exe.isPresent { draft.path = exe }
        case .serviceStart, .serviceStop: if unit.isPresent { draft.path = unit } else if exe.isPresent { draft.path = exe }
        case .networkConnect, .networkListen, .privilegeUse: if exe.isPresent { draft.path = exe }
        default:
            if name.isPresent { draft.path = absolute(text, &draft) } else if exe.isPresent { draft.path = exe }
        }
    }

    /// The name with the working folder before it, where it is relative to that.
    private func absolute(_ text: Span<UInt8>, _ draft: inout EventDraft) -> Slice {
        let folder = draft.field("cwd")
        guard folder.isPresent, draft.withBytes(name, in: text, { !$0.isEmpty && $0[0] != 0x2f }) else { return name }
        var path = draft.withBytes(folder, in: text) { PackageBytes.array($0, 0..<$0.count) }
        if path.last != 0x2f { path.append(0x2f) }
        path += draft.withBytes(name, in: text) { PackageBytes.array($0, 0..<$0.count) }
        return draft.decode(path)
    }

    private func outcome(_ text: Span<UInt8>) -> EventOutcome? {
        guard let value = success ?? res else { return nil }
        // EINPROGRESS: a connection that is not waited for is under way.
        if let exit, LogText.equals(text, exit, "-115") || LogText.equals(text, exit, "EINPROGRESS") { return nil }
        if LogText.equals(text, value, "yes") || LogText.equals(text, value, "success") || LogText.equals(text, value, "1") {
            return .success
        }
        if LogText.equals(text, value, "no") || LogText.equals(text, value, "failed") || LogText.equals(text, value, "0") {
            return .failure
        }
        return nil
    }

    /// What depends on the outcome or on words of the record.
    private func classify(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        let isFailure = draft.outcome == .failure
        if draft.kind == .loginSuccess, isFailure { draft.kind = .loginFailure }
        if draft.kind == .policyDenial, draft.outcome == nil { draft.outcome = .failure }
        switch typeName {
        case "USER_AUTH", "USER_ACCT", "USER_ERR":
            if isFailure { draft.kind = .loginFailure }
        case "SERVICE_START", "SERVICE_STOP":
            if isFailure { draft.kind = .serviceFailure }
        case "AVC", "USER_AVC":
            let isGranted = draft.field("seresult").isPresent && LogText.equals(text, draft.field("seresult").range, "granted")
            let isAllowed = draft.field("apparmor").isPresent && LogText.equals(text, draft.field("apparmor").range, "ALLOWED")
            draft.outcome = isGranted || isAllowed ? .success : .failure
        case "USER_TTY", "TTY": if data.isPresent { draft.add("process.command_line", data) }
        default: break
        }
    }

    private func commandLine(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        var line: [UInt8] = []
        for argument in arguments {
            guard argument.isPresent else {
                line.append(0x20)
                continue
            }
            guard line.count < 1 << 17 else { break }
            draft.withBytes(argument, in: text) { bytes in for index in bytes.indices { line.append(bytes[index]) } }
        }
        draft.add("process.command_line", draft.decode(line))
    }
}
