import Model

/// The command lines that a script of Perl, Python, PHP, Ruby, JavaScript or Lua hands to a shell or starts.
package enum HandedCommands {
    static let most = 200

    /// - Returns: the lines in the order of the text; none for a script of the shell, whose every line is one.
    package static func parse(_ content: Span<UInt8>) -> Parsed<[RawText]> {
        let bytes = ShellByte.copy(content, limit: 1 << 20)
        let language = ScriptLanguage.of(bytes)
        var lines: [RawText] = []
        guard language != .shell, language != .other else { return Parsed(lines) }
        ScriptCode(bytes, language: language).eachShellString { line, _ in
            lines.append(RawText(line))
            return lines.count < most
        }
        return Parsed(lines)
    }

    /// Whether a line lets a program loose from what started it: `setsid …`, `nohup …`, `… &`.
    package static func isDetached(_ line: RawText) -> Bool {
        let words = line.split(0x20).filter { !$0.isEmpty }
        guard let first = words.first, let last = words.last else { return false }
        return ["setsid", "nohup", "disown", "daemonize"].contains(first.lastComponent) || last == "&" || last.hasSuffix("&")
    }
}

extension ScriptCode {
    /// Hands over the first string behind each `system(`, `popen(`, `qx` and the like, with its place, until told to stop.
    func eachShellString(_ body: ([UInt8], Int) -> Bool) {
        var at = 0
        while at < bytes.count {
            guard bytes[at] == 0x28 || ShellByte.isBlank(bytes[at]), at > 3 else {
                at += 1
                continue
            }
            var wordStart = at
            while wordStart > 0, at - wordStart < 16, ShellByte.isName(bytes[wordStart - 1]) { wordStart -= 1 }
            let isCall = at - wordStart >= 3 && Self.callers.contains(RawText(bytes[wordStart..<at]).comparable)
            at += 1
            guard isCall else { continue }
            var open = at
            while open < bytes.count, open - at < 4, ShellByte.isBlank(bytes[open]) || bytes[open] == 0x28 || bytes[open] == 0x5b {
                open += 1
            }
            guard open < bytes.count, bytes[open] == 0x22 || bytes[open] == 0x27 || bytes[open] == 0x60 else { continue }
            var line: [UInt8] = []
            var end = open + 1
            while end < bytes.count, bytes[end] != bytes[open], line.count < 4096 {
                if bytes[end] == 0x5c, end + 1 < bytes.count {
                    end += 1
                    line.append(bytes[end] == 0x6e ? 0x0a : bytes[end])
                } else {
                    line.append(bytes[end])
                }
                end += 1
            }
            if !body(line, open) { return }
        }
    }

    /// Functions whose first string is a shell line, in the languages read here.
    private static let callers: Set<String> = [
        "system", "exec", "popen", "popen2", "popen3", "shell_exec", "passthru", "proc_open", "call", "run", "Popen", "check_output",
        "check_call",
        "getoutput", "execSync", "execute", "spawn", "pcntl_exec", "getstatusoutput",
    ]
}
