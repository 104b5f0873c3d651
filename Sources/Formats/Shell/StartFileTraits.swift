import Model

/// What a start file of a shell does that only start files can: put aliases and functions in the place of programs.
package enum StartFileTraits {
    /// The hits of `ShellTraits`, and aliases and functions that take the place of programs that people trust.
    package static func scan(_ text: Span<UInt8>) -> [TraitHit] {
        let bytes = ShellByte.copy(text, limit: ShellTraits.longestContent)
        guard !bytes.prefix(4096).contains(0) else { return [] }
        var hits = ShellTraits.scan(bytes)
        let whole = ScannedText(bytes)
        for command in ShellWords.split(bytes) where hits.count < ShellTraits.mostHits {
            if watches(command) {
                let place = whole.place(of: command.offset)
                hits.append(TraitHit(trait: .watchesTyping, line: place.line, offset: place.offset, text: place.text))
            }
            for (name, value) in aliases(of: command) where isTrap(name, value.bytes) {
                let place = whole.place(of: command.offset)
                hits.append(TraitHit(trait: .replacesCommand, line: place.line, offset: place.offset, text: place.text))
            }
        }
        for function in functions(in: bytes) where isTrap(function.name, function.body) {
            let place = whole.place(of: function.offset)
            hits.append(TraitHit(trait: .replacesCommand, line: place.line, offset: place.offset, text: place.text))
        }
        return hits.sorted { ($0.offset, $0.trait.rawValue) < ($1.offset, $1.trait.rawValue) }
    }

    /// Whether every command that is typed is written where everybody may write or into a hidden file (bash(1), trap DEBUG and
    /// PROMPT_COMMAND).
    private static func watches(_ command: ShellCommand) -> Bool {
        var lines: [[UInt8]] = command.assignments.filter { $0.name == "PROMPT_COMMAND" }.map(\.value.text.bytes)
        if command.words.count > 2, command.words[0].text == "trap", command.words.dropFirst(2).contains(where: { $0.text == "DEBUG" }) {
            lines.append(command.words[1].text.bytes)
        }
        return lines.contains { line in
            ShellWords.split(line).contains { inner in
                inner.redirections.contains { $0.isWriting && $0.target.text != "/dev/null" && isHiddenPlace($0.target.text) }
            }
        }
    }

    private static func isHiddenPlace(_ path: RawText) -> Bool {
        Places.isTemporary(path) || path.hasPrefix("/") && path.lastComponent.hasPrefix(".") || Places.oddFolder(of: path) != nil
    }

    /// The values of all aliases and of PROMPT_COMMAND, a line each: what they run is run as well.
    package static func aliasLines(_ text: Span<UInt8>) -> RawText {
        let bytes = ShellByte.copy(text, limit: 256 << 10)
        let values = ShellWords.split(bytes).flatMap { command in
            aliases(of: command).map(\.value.bytes)
                + command.assignments.filter { $0.name == "PROMPT_COMMAND" }.map(\.value.text.bytes)
        }
        return RawText(Array(values.prefix(200).joined(separator: [0x0a])))
    }

    private static func aliases(of command: ShellCommand) -> [(name: String, value: RawText)] {
        guard command.words.first?.text == "alias" else { return [] }
        return command.words.dropFirst().prefix(64).compactMap { word in
            guard let equals = word.text.bytes.firstIndex(of: 0x3d) else { return nil }
            return (RawText(word.text.bytes[..<equals]).comparable, RawText(word.text.bytes[(equals + 1)...]))
        }
    }

    /// Programs that ask for a secret.
    private static let askers: Set<String> = ["su", "sudo", "ssh", "scp", "sftp", "passwd", "login", "doas", "gpg", "kinit"]
    /// Programs that show what runs and who is there.
    private static let watchers: Set<String> = [
        "ps", "netstat", "ss", "lsof", "who", "w", "last", "lastlog", "crontab", "systemctl", "lsmod", "pstree", "pgrep",
    ]

    private static func isTrap(_ name: String, _ body: [UInt8]) -> Bool {
        if askers.contains(name) { return listens(body) || runsStranger(name, body) }
        return watchers.contains(name) && leavesOut(body)
    }

    /// Whether it reads what is typed, or copies or sends what passes.
    private static func listens(_ body: [UInt8]) -> Bool {
        ShellWords.split(body).contains { command in
            EffectiveCommand.all(of: command).programs.contains { program in
                switch program.name {
                case "read": program.hasLetter("s")
                case "stty": program.arguments.contains { $0.text == "-echo" }
                case "strace", "ltrace", "tee", "script", "curl", "wget", "nc", "ncat", "socat", "openssl", "mail": true
                default: false
                }
            }
        }
    }

    /// Whether the program that it runs lies outside the folders of programs.
    private static func runsStranger(_ name: String, _ body: [UInt8]) -> Bool {
        ShellWords.split(body).prefix(20).contains { command in
            guard let last = EffectiveCommand.all(of: command).programs.last, let word = last.words.first?.text, last.name == name,
                word.bytes.contains(0x2f), word.bytes.first == 0x2f || word.bytes.first == 0x7e || word.bytes.first == 0x24
            else { return false }
            return !["/bin/", "/usr/bin/", "/usr/sbin/", "/sbin/", "/usr/local/bin/", "/opt/"].contains { word.hasPrefix($0) }
        }
    }

    /// Whether lines are taken out of what is shown; "grep -v grep" takes out only itself.
    private static func leavesOut(_ body: [UInt8]) -> Bool {
        ShellWords.split(body).contains { command in
            EffectiveCommand.all(of: command).programs.contains { program in
                guard ["grep", "egrep", "fgrep"].contains(program.name), program.hasLetter("v") || program.has("--invert-match") else {
                    return program.name == "sed" && program.operands.contains { $0.text.hasSuffix("/d") }
                }
                return !program.operands.contains { $0.text == "grep" || $0.text.hasPrefix("[g]rep") || $0.text.hasPrefix("^") }
            }
        }
    }

    /// Functions by their names, in both forms of bash(1), with what stands between their braces.
    private static func functions(in bytes: [UInt8]) -> [(name: String, body: [UInt8], offset: Int)] {
        var found: [(name: String, body: [UInt8], offset: Int)] = []
        var start = 0
        while start < bytes.count, found.count < 500 {
            var end = start
            while end < bytes.count, bytes[end] != 0x0a { end += 1 }
            var line = bytes[start..<end].drop(while: ShellByte.isBlank)
            let isSpelled = line.starts(with: Array("function ".utf8))
            if isSpelled { line = line.dropFirst(9).drop(while: ShellByte.isBlank) }
            let name = line.prefix { ShellByte.isName($0) || $0 == 0x2d }
            let rest = line[name.endIndex...].drop(while: ShellByte.isBlank)
            if !name.isEmpty, isSpelled || rest.starts(with: [0x28, 0x29]), let open = bytes[name.endIndex...].firstIndex(of: 0x7b),
                open - start < 300
            {
                found.append((RawText(name).comparable, body(bytes, open), start))
            }
            start = end + 1
        }
        return found
    }

    private static func body(_ bytes: [UInt8], _ open: Int) -> [UInt8] {
        var depth = 0
        var at = open
        while at < bytes.count, at - open < 16_384 {
            if bytes[at] == 0x7b { depth += 1 }
            if bytes[at] == 0x7d {
                depth -= 1
                if depth == 0 { break }
            }
            at += 1
        }
        return Array(bytes[(open + 1)..<max(open + 1, min(at, bytes.count))])
    }
}
