/// The keys of audit records that are met often, so that their names need not be made anew for each record.
enum AuditKeys {
    /// Keys with a meaning of their own for an event, in front of `all`.
    enum Known {
        static let type = 0, acct = 1, addr = 2, hostname = 3, res = 4, success = 5, pid = 6, comm = 7, exe = 8, uid = 9, auid = 10,
            syscall = 11
        static let arch = 12, saddr = 13, name = 14, nametype = 15, cwd = 16, cmd = 17, unit = 18, op = 19, key = 20, exit = 21,
            proctitle = 22
        static let terminal = 23, idName = 24, userName = 25, loginName = 26, syscallName = 27, id = 28, path = 29, tty = 30, data = 31
        static let result = 32, dir = 33, software = 34, group = 35, laddr = 36, lport = 37, rport = 38, machine = 39, a0 = 40
    }

    /// How many keys stand for arguments: a0 … a31.
    static let arguments = Known.a0..<Known.a0 + 32
    private static let slotCount = 2048

    static let all: [String] =
        [
            "type", "acct", "addr", "hostname", "res", "success", "pid", "comm", "exe", "uid", "auid", "syscall", "arch", "saddr", "name",
            "nametype", "cwd", "cmd", "unit", "op", "key", "exit", "proctitle", "terminal", "ID", "UID", "AUID", "SYSCALL", "id", "path",
            "tty", "data", "result", "dir", "sw", "grp", "laddr", "lport", "rport", "ARCH",
        ] + (0..<32).map { "a\($0)" }
        + [
            "items", "ppid", "gid", "euid", "suid", "fsuid", "egid", "sgid", "fsgid", "ses", "subj", "argc", "item", "inode", "dev", "mode",
            "ouid", "ogid", "rdev", "obj", "objtype", "cap_fp", "cap_fi", "cap_fe", "cap_fver", "cap_frootid", "GID", "EUID", "SUID",
            "FSUID",
            "EGID", "SGID", "FSGID", "OUID", "OGID", "SADDR", "per", "msg", "grantors", "old-auid", "old-ses", "audit_enabled",
            "audit_pid", "audit_backlog_limit", "audit_failure", "old", "list", "format", "kernel", "ver", "state", "scontext", "tcontext",
            "tclass", "permissive", "sig", "code", "ip", "compat", "apparmor", "operation", "profile", "requested_mask", "denied_mask",
            "requested", "denied", "fsuid", "prom", "old_prom", "table", "family", "entries", "new_gid", "seqno", "seresult", "sauid",
            "root_dir", "sw_type", "key_enforce", "gpg_res", "fp", "kind", "direction", "spid", "suid", "cipher", "ksize", "mac", "pfs",
            "watch",
            "vm", "cgroup", "lsm", "sess", "fd", "fver", "frootid", "prog-id", "nargs", "reason", "opid", "oauid", "ouid", "oses", "ocomm",
            "perm", "flags", "fstype", "dest", "srcname", "info", "error", "peer", "new-level", "old-level", "runlevel", "new_lock", "lock",
            "contid", "OLD-AUID", "SAUID", "list", "feature", "new", "capability", "capname",
        ]

    /// Keys whose values auditd writes in hexadecimal digits where they hold more than plain text.
    static let encoded: [Bool] = {
        let names: Set<String> = [
            "acct", "comm", "exe", "name", "cwd", "cmd", "key", "proctitle", "path", "dir", "data", "sw", "grp", "ocomm", "vm", "watch",
            "root_dir", "cgroup", "profile", "operation", "info", "dest", "srcname",
        ]
        return all.map { names.contains($0) }
    }()

    /// "PATH[1].name" for the first few repetitions of a kind of record whose paths are many.
    static let paths: [[String]] = (0..<8).map { repetition in all.map { repetition == 0 ? "PATH.\($0)" : "PATH[\(repetition)].\($0)" } }
    static let executions: [String] = all.map { "EXECVE.\($0)" }

    private static let table = Table()

    /// The number of a key, where it is a known one.
    static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? { table.number(text, range) }

    /// Open addressing; the bytes of all names lie in one array.
    private struct Table: Sendable {
        private var slots: [Int16]
        private var bytes: [UInt8] = []
        private var starts: [Int32] = []

        init() {
            slots = [Int16](repeating: -1, count: slotCount)
            for (number, name) in all.enumerated() {
                let text = Array(name.utf8)
                starts.append(Int32(bytes.count))
                bytes += text
                var slot = Table.hash(text.span, 0..<text.count)
                while slots[slot] >= 0, all[Int(slots[slot])] != name { slot = (slot + 1) & (slotCount - 1) }
                if slots[slot] < 0 { slots[slot] = Int16(number) }
            }
            starts.append(Int32(bytes.count))
        }

        @inline(__always)
        private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
            var hash: UInt32 = 2_166_136_261
            for index in range { hash = (hash ^ UInt32(text[index])) &* 16_777_619 }
            return Int(hash ^ hash >> 13) & (slotCount - 1)
        }

        func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
            guard range.count <= 24 else { return nil }
            var slot = Table.hash(text, range)
            while slots[slot] >= 0 {
                let number = Int(slots[slot])
                let start = Int(starts[number])
                if Int(starts[number + 1]) - start == range.count {
                    var index = 0
                    while index < range.count, bytes[start + index] == text[range.lowerBound + index] { index += 1 }
                    if index == range.count { return number }
                }
                slot = (slot + 1) & (slotCount - 1)
            }
            return nil
        }
    }
}
