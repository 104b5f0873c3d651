import Model

/// Texts that a NUL ends each, as /proc/PID/cmdline and /proc/PID/environ hold them.
enum NullEndedTexts {
    /// The texts, without those that are all empty at the end.
    static func parse(_ input: Span<UInt8>) -> [RawText] {
        var texts: [RawText] = []
        var text: [UInt8] = []
        for index in 0..<input.count {
            if input[index] == 0 {
                texts.append(RawText(text))
                text = []
            } else {
                text.append(input[index])
            }
        }
        if !text.isEmpty { texts.append(RawText(text)) }
        while texts.last?.isEmpty == true { texts.removeLast() }
        return texts
    }
}

/// /proc/PID/cmdline, after proc_pid_cmdline(5). The process may have written anything over it.
package enum ProcCmdlineFormat {
    /// The arguments; empty ones in the middle are kept, those at the end are not. Empty for a kernel thread and a zombie.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[RawText]> { Parsed(NullEndedTexts.parse(input)) }
}

/// /proc/PID/environ, after proc_pid_environ(5): the environment that the process began with.
package enum ProcEnvironFormat {
    /// Each variable as "NAME=value"; a text without "=" is kept and is a problem.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[RawText]> {
        let texts = NullEndedTexts.parse(input)
        var problems = HostFileProblems()
        var offset = 0
        for text in texts {
            if !text.isEmpty, !text.bytes.contains(0x3d) { problems.add("variable has no value", at: offset) }
            offset += text.count + 1
        }
        return Parsed(texts, problems: problems.all)
    }

    /// The variables that make the loader load code of somebody's choice, after ld.so(8).
    package static func loaderVariables(_ environment: [RawText]) -> [RawText] {
        environment.filter { variable in loaderNames.contains { variable.hasPrefix($0) } }
    }

    private static let loaderNames: [RawText] = ["LD_PRELOAD=", "LD_AUDIT=", "LD_LIBRARY_PATH="]
}
