import Model

/// Requests whose words are commands of a shell: "cmd=id", "x=uname+-a", "configdir=%7Cid%7C".
enum ShellQuery {
    /// Words that nobody sends to a site for another reason.
    private static let plain: Set<RawText> = ["whoami", "uname", "ifconfig", "netstat", "wget", "curl", "chmod", "crontab", "busybox"]
    /// Words that are everyday ones as well: they count with the name of a parameter for commands, with an option or a path behind, or
    /// with the mark of a shell before.
    private static let everyday: Set<RawText> = [
        "id", "ls", "cat", "pwd", "ps", "perl", "python", "bash", "sh", "nc", "w", "fetch", "dir", "hostname", "echo", "find", "rm", "tar",
        "cd", "cp", "mv", "touch", "ping", "nslookup", "sleep",
    ]
    private static let parameters: Set<RawText> = ["cmd", "c", "exec", "command", "execute", "shell", "run", "e", "i", "x", "0", "1"]
    /// `|`, `;`, `&`, the line's end, the backtick and what opens a substitution.
    private static let marks: Set<UInt8> = [0x7c, 0x3b, 0x26, 0x0a, 0x0d, 0x60, 0x24, 0x28]

    /// What the words of a request are.
    enum Kind: Sendable, Hashable {
        /// A command that a program is asked for, as a web shell is.
        case command
        /// A command behind a mark of the shell, with which it is to break out of what the program does.
        case injected
    }

    static func isCommand(_ target: RawText) -> Bool { kind(target) != nil }

    static func kind(_ target: RawText) -> Kind? {
        guard let mark = target.bytes.firstIndex(of: 0x3f) else { return nil }
        let query = target.bytes[(mark + 1)...].prefix(1_024)
        let isFileBrowser = RawText(Array(query)).contains("&target=")
        for part in query.split(separator: 0x26).prefix(64) {
            guard let equals = part.firstIndex(of: 0x3d) else { continue }
            let name = RawText(Array(part[..<equals])).asciiLowercased
            if let kind = kind(decoded(part[(equals + 1)...]), parameters.contains(name) && !isFileBrowser) { return kind }
        }
        return nil
    }

    /// Whether a value begins with a command, or holds one behind a mark of the shell.
    private static func kind(_ value: [UInt8], _ isForCommands: Bool) -> Kind? {
        var start = 0
        var isMarked = false
        while start < value.count {
            var place = start
            while place < value.count, marks.contains(value[place]) || value[place] == 0x20 || value[place] == 0x7b {
                if marks.contains(value[place]), value[place] != 0x26 { isMarked = true }
                place += 1
            }
            let end = value[place...].firstIndex { marks.contains($0) || $0 == 0x29 || $0 == 0x7d } ?? value.count
            let isEnded = end < value.count && (value[end] == 0x7c || value[end] == 0x3b)
            if isCommand(value[place..<end], isForCommands, isMarked: isMarked || isEnded) {
                return isMarked ? .injected : .command
            }
            start = max(end, place) + 1
            // "salt & cat" is a text for readers.
            isMarked = end < value.count && value[end] != 0x26
        }
        return nil
    }

    private static func isCommand(_ words: ArraySlice<UInt8>, _ isForCommands: Bool, isMarked: Bool) -> Bool {
        let word = words.prefix { $0 >= 0x61 && $0 <= 0x7a || $0 == 0x2f }
        var rest = RawText(Array(words[word.endIndex...]))
        if rest.bytes.allSatisfy({ $0 == 0x20 }) { rest = "" }
        guard rest.isEmpty || rest.hasPrefix(" ") else { return false }
        let command = RawText(Array(word)).lastComponent
        let isPlain = plain.contains(command)
        guard isPlain || everyday.contains(command) else { return false }
        if isForCommands || rest.hasPrefix(" -") || rest.hasPrefix(" /") { return true }
        if isPlain, isMarked || rest.contains("://") || rest.contains("/") || rest.isEmpty && command.count > 4 { return true }
        if [".pl", ".sh", ".py"].contains(where: { (end: RawText) in rest.hasSuffix(end) }) { return true }
        // "a; id" of a text for readers: a mark counts where nothing but a path or an option follows.
        return isMarked && (rest.isEmpty || rest.bytes.dropFirst().allSatisfy { $0 > 0x20 && $0 < 0x7f } && rest.contains("/"))
    }

    /// With "%7C" as "|" and "+" as a blank.
    private static func decoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        var index = value.startIndex
        while index < value.endIndex {
            var byte = value[index]
            if byte == 0x25, index + 2 < value.endIndex, let high = AttackKind.hexadecimal(value[index + 1]),
                let low = AttackKind.hexadecimal(value[index + 2])
            {
                byte = high << 4 | low
                index += 2
            } else if byte == 0x2b {
                byte = 0x20
            }
            plain.append(byte)
            index += 1
        }
        return plain
    }
}

/// What stands behind "cmd=" in a request, decoded and in small letters.
enum CommandValue {
    private static let words: Set<[UInt8]> = Set(
        [
            "id", "ls", "cat", "pwd", "ps", "perl", "python", "bash", "sh", "nc", "w", "fetch", "dir", "hostname", "echo", "find", "rm",
            "tar",
            "cd", "cp", "mv", "touch", "ping", "whoami", "uname", "ifconfig", "netstat", "wget", "curl", "chmod", "crontab", "busybox",
            "kill",
            "net", "ipconfig", "type", "powershell", "certutil", "php", "system", "exec", "passthru", "eval", "phpinfo",
        ].map { Array($0.utf8) })

    static func isOne(_ text: ArraySlice<UInt8>) -> Bool {
        let value = text.prefix { $0 != 0x26 }.prefix(512)
        guard let first = value.first else { return false }
        let rest = RawText(Array(text.prefix(1_024)))
        // A browser for files asks its own server in these words.
        if rest.contains("&target=") { return false }
        if [0x7c, 0x3b, 0x60, 0x24, 0x28, 0x2f, 0x2e, 0x20, 0x2b, 0x22, 0x27].contains(first) { return true }
        let word = value.prefix { $0 >= 0x61 && $0 <= 0x7a }
        if words.contains(Array(word)) { return true }
        let words = RawText(Array(value))
        return [" -", "+-", " /", "+/", "://", "|", ";"].contains { (mark: RawText) in words.contains(mark) }
    }
}
