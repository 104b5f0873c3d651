import Model

/// What /proc/PID/stat says of a process.
package struct ProcStat: Hashable, Sendable {
    /// Field 1.
    package var pid: Int32
    /// At most 15 bytes that the process may choose, any bytes.
    package var name: RawText
    /// "R", "S", "D", "Z", "T", "t", "X", "I", …
    package var state: UInt8
    /// Field 4; 0 for process 1 and for kthreadd.
    package var parent: Int32
    /// Process group, field 5.
    package var group: Int32
    /// Session, field 6.
    package var session: Int32
    /// `PF_*` of include/linux/sched.h.
    package var flags: UInt32
    /// Clock ticks in user mode.
    package var userTicks: UInt64
    /// Clock ticks in kernel mode.
    package var systemTicks: UInt64
    /// Field 20.
    package var threads: Int
    /// Clock ticks from boot to the start of the process.
    package var startTicks: UInt64

    /// PF_KTHREAD.
    package var isKernelThread: Bool { flags & 0x0020_0000 != 0 }

    package init(
        pid: Int32, name: RawText, state: UInt8, parent: Int32, group: Int32 = 0, session: Int32 = 0, flags: UInt32 = 0,
        userTicks: UInt64 = 0, systemTicks: UInt64 = 0, threads: Int = 1, startTicks: UInt64 = 0
    ) {
        (self.pid, self.name, self.state, self.parent) = (pid, name, state, parent)
        (self.group, self.session, self.flags) = (group, session, flags)
        (self.userTicks, self.systemTicks) = (userTicks, systemTicks)
        (self.threads, self.startTicks) = (threads, startTicks)
    }
}

/// /proc/PID/stat, after proc_pid_stat(5): `pid (name) state parent …`.
package enum ProcStatFormat {
    /// The process; nil where the text is none. The name may hold parentheses, blanks and newlines: the last ")" ends it.
    package static func parse(_ input: Span<UInt8>) -> Parsed<ProcStat?> {
        var bytes: [UInt8] = []
        for index in 0..<min(input.count, 65_536) { bytes.append(input[index]) }
        guard let open = bytes.firstIndex(of: 0x28), let close = bytes.lastIndex(of: 0x29), open < close,
            let pid = number(bytes[..<open].trimmed)
        else { return Parsed(nil, problems: [Problem(offset: 0, reason: "no number and name in parentheses")]) }
        // Field 3 of proc_pid_stat(5) is the first after the name.
        let fields = bytes[(close + 1)...].split(whereSeparator: \.isCSpace)
        func field(_ number: Int) -> ArraySlice<UInt8> { number - 3 < fields.count ? fields[number - 3] : [] }
        guard field(3).count == 1, let state = field(3).first, let parent = number(field(4)) else {
            return Parsed(nil, problems: [Problem(offset: close + 1, reason: "fields 3 and 4 are no state and parent")])
        }
        var stat = ProcStat(pid: pid, name: RawText(bytes[(open + 1)..<close]), state: state, parent: parent)
        guard let flags = HostNumber.decimal(field(9)).flatMap({ UInt32(exactly: $0) }),
            let user = HostNumber.decimal(field(14)), let system = HostNumber.decimal(field(15)),
            let threads = HostNumber.signed(field(20)), let start = HostNumber.decimal(field(22))
        else { return Parsed(stat, problems: [Problem(offset: close + 1, reason: "one of the fields 9, 14, 15, 20 and 22 is no number")]) }
        (stat.group, stat.session) = (number(field(5)) ?? 0, number(field(6)) ?? 0)
        (stat.flags, stat.userTicks, stat.systemTicks) = (flags, user, system)
        (stat.threads, stat.startTicks) = (Int(threads), start)
        return Parsed(stat)
    }

    private static func number(_ text: ArraySlice<UInt8>) -> Int32? { HostNumber.signed(text).flatMap { Int32(exactly: $0) } }
}
