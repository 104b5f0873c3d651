import Model

/// What /proc/PID/status says of a process. A line that an older kernel does not have leaves nil.
package struct ProcStatus: Hashable, Sendable {
    /// The name that the process may choose, with the kernel's escapes taken out.
    package var name: RawText = ""
    /// Its number in the reader's namespace.
    package var pid: Int32?
    /// The process that a thread belongs to.
    package var threadGroup: Int32?
    /// 0 for none that the reader can see.
    package var parent: Int32?
    /// The process that traces it; 0 for none.
    package var tracer: Int32?
    /// Real, effective, saved and file-system user.
    package var users: [UInt32] = []
    /// Real, effective, saved and file-system group.
    package var groups: [UInt32] = []
    /// Its numbers in the process namespaces, from the reader's inwards.
    package var namespacePIDs: [Int32] = []
    /// Threads of the process.
    package var threads: Int?
    /// The line `Kthread:` of Linux 6.8 and later.
    package var isKernelThread: Bool?
    /// Effective capabilities, a bit each (capabilities(7)).
    package var capabilities: UInt64?

    package init() {}
}

/// /proc/PID/status, after proc_pid_status(5): `Name:` and a value on each line.
package enum ProcStatusFormat {
    /// What the known lines say; other lines are passed over, and values of another form are problems.
    package static func parse(_ input: Span<UInt8>) -> Parsed<ProcStatus> {
        var status = ProcStatus()
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            guard !line.bytes.isEmpty else { return }
            guard let colon = line.bytes.firstIndex(of: 0x3a) else { return problems.add("line has no colon", at: line) }
            let value = line.bytes[(colon + 1)...].trimmed
            let words = value.split(whereSeparator: \.isBlank)
            let isRead: Bool
            switch RawText(line.bytes[..<colon]) {
            case "Name":
                // The kernel writes a newline as \n and a backslash as \\.
                status.name = EscapedPath.unescaped(
                    line.bytes[(colon + 1)...].first == 0x09 ? line.bytes[(colon + 2)...] : value, alsoLetters: true)
                isRead = true
            case "Pid": isRead = set(&status.pid, words)
            case "Tgid": isRead = set(&status.threadGroup, words)
            case "PPid": isRead = set(&status.parent, words)
            case "TracerPid": isRead = set(&status.tracer, words)
            case "Threads":
                status.threads = words.first.flatMap { HostNumber.signed($0) }.map { Int($0) }
                isRead = status.threads != nil
            case "Uid":
                status.users = words.prefix(4).compactMap { HostNumber.decimal($0).flatMap { UInt32(exactly: $0) } }
                isRead = status.users.count == 4
            case "Gid":
                status.groups = words.prefix(4).compactMap { HostNumber.decimal($0).flatMap { UInt32(exactly: $0) } }
                isRead = status.groups.count == 4
            case "NSpid":
                // The kernel nests namespaces 32 deep.
                status.namespacePIDs = words.prefix(64).compactMap { HostNumber.signed($0).flatMap { Int32(exactly: $0) } }
                isRead = !status.namespacePIDs.isEmpty
            case "Kthread":
                status.isKernelThread = words.first.map { $0.equals("1") }
                isRead = status.isKernelThread != nil
            case "CapEff":
                status.capabilities = words.first.flatMap { HostNumber.hexadecimal($0) }
                isRead = status.capabilities != nil
            default: isRead = true
            }
            if !isRead { problems.add("value is not what proc_pid_status(5) says", at: line) }
        }
        if status.pid == nil { problems.add("no line \"Pid:\"", at: 0) }
        return Parsed(status, problems: problems.all)
    }

    private static func set(_ target: inout Int32?, _ words: [ArraySlice<UInt8>]) -> Bool {
        target = words.first.flatMap { HostNumber.signed($0) }.flatMap { Int32(exactly: $0) }
        return target != nil
    }
}
