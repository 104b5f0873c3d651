import Model

/// Faults that the kernel tells of: programs that crashed or were killed for their memory, and its own.
enum KernelFault {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let message = LogText.behind("traps: ", in: text, whole) ?? whole
        // "php[1234]: segfault at 0 ip …", "traps: php[1234] general protection fault ip:…", "php[12] trap invalid opcode ip:…"
        let limit = min(message.upperBound, message.lowerBound + 64)
        if let open = LogText.first(0x5b, in: text, message.lowerBound..<limit),
            let (pid, close) = LogText.number(text, open + 1..<message.upperBound),
            LogText.byte(text, close) == 0x5d
        {
            let at = LogText.byte(text, close + 1) == 0x3a ? close + 3 : close + 2
            let rest = min(at, message.upperBound)..<message.upperBound
            if LogText.begins(text, rest, "segfault at ") || LogText.begins(text, rest, "general protection")
                || LogText.begins(text, rest, "trap ")
                || LogText.begins(text, rest, "bad frame in") || LogText.begins(text, rest, "vsyscall")
            {
                draft.add("process.name", message.lowerBound..<open)
                draft.pid = pid
                draft.add("reason", LogText.begins(text, rest, "segfault") ? rest.lowerBound..<rest.lowerBound + 8 : rest)
                (draft.kind, draft.outcome) = (.processFault, .failure)
                return true
            }
        }
        if LogText.begins(text, message, "Kernel panic") || LogText.begins(text, message, "BUG: ") || LogText.begins(text, message, "Oops")
            || LogText.begins(text, message, "general protection fault") || LogText.begins(text, message, "Unable to handle kernel")
            || LogText.contains(text, message, "soft lockup") || LogText.begins(text, message, "kernel BUG at ")
        {
            (draft.kind, draft.outcome) = (.processFault, .failure)
            return true
        }
        guard let at = LogText.first(" invoked oom-killer: ", in: text, message) else { return false }
        draft.add("process.name", message.lowerBound..<at)
        (draft.kind, draft.outcome) = (.processFault, .failure)
        return true
    }

    /// `Out of memory: Killed process 1234 (mysqld) total-vm:…`, `Memory cgroup out of memory: Kill process …`, `oom-kill:constraint=…,task=x,pid=1`.
    static func memory(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "oom-kill:") || LogText.begins(text, message, "oom_reaper: ") {
            if let name = LogText.value("task=", in: text, message) { draft.add("process.name", name) }
            (draft.kind, draft.outcome) = (.processFault, .failure)
            return true
        }
        guard LogText.begins(text, message, "Out of memory") || LogText.begins(text, message, "Memory cgroup out of memory") else {
            return false
        }
        if let at = LogText.first(" process ", in: text, message), let (pid, end) = LogText.number(text, at + 9..<message.upperBound) {
            draft.pid = pid
            if LogText.matches(text, end, " ("),
                let close = LogText.first(") ", in: text, end..<message.upperBound)
                    ?? LogText.last(0x29, in: text, end..<message.upperBound)
            {
                draft.add("process.name", end + 2..<close)
            }
        }
        (draft.kind, draft.outcome) = (.processFault, .failure)
        return true
    }
}
