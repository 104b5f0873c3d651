import Model

/// One program of a simple command with its own words: of `sudo nice rm -f x` there are three.
struct EffectiveCommand {
    /// The program's name without its folder.
    var name: String
    /// The program and what stands behind it.
    var words: [ShellWord]
    var redirections: [ShellRedirection]
    var interpreter: Interpreter?
    var reading: Interpreter.Reading?

    /// The words behind the program.
    var arguments: ArraySlice<ShellWord> { words.dropFirst() }
    /// Words behind the program that are no options.
    var operands: [ShellWord] { arguments.filter { $0.text.bytes.first != 0x2d } }

    func has(_ options: String...) -> Bool {
        arguments.contains { word in options.contains(word.text.comparable) }
    }

    /// Whether a cluster of one-letter options (`-rf`) holds the letter.
    func hasLetter(_ letter: Character) -> Bool {
        guard let byte = letter.asciiValue else { return false }
        return arguments.contains { word in
            let text = word.text.bytes
            return text.count > 1 && text.count < 24 && text[0] == 0x2d && text[1] != 0x2d && text.dropFirst().contains(byte)
        }
    }

    /// The argument of an option: the next word, or what stands behind `=` or the letter.
    func value(of options: String...) -> ShellWord? {
        for index in words.indices.dropFirst() {
            let text = words[index].text
            for option in options {
                if text.count == option.utf8.count, text.comparable == option {
                    return index + 1 < words.count ? words[index + 1] : nil
                }
                let prefix = RawText(option.hasPrefix("--") ? option + "=" : option)
                if text.count > prefix.count, text.hasPrefix(prefix), !option.hasPrefix("--") || text.bytes[1] == 0x2d {
                    var word = words[index]
                    word.text = RawText(text.bytes[prefix.count...])
                    return word
                }
            }
        }
        return nil
    }

    /// Whether it is an interpreter that runs what comes on standard input.
    var runsInput: Bool {
        if let reading, let interpreter {
            if let script = reading.script { return words[script].text == "/dev/stdin" }
            return reading.readsInput && interpreter.language != .awk
        }
        if name == "source" || name == "." { return words.count > 1 && words[1].text == "/dev/stdin" }
        return name == "crontab" && words.count > 1 && words[1].text == "-"
    }

    var isShell: Bool { interpreter?.language == .shell }
    var isFetch: Bool { Self.fetchers.contains(name) }
    var isNetcat: Bool { Self.netcats.contains(name) }

    private static let fetchers: Set<String> = [
        "curl", "wget", "fetch", "lwp-download", "lwp-request", "GET", "aria2c", "lynx", "links", "elinks", "w3m", "http", "https",
        "ftpget",
        "tftp", "axel",
    ]
    private static let netcats: Set<String> = ["nc", "ncat", "netcat", "nc.traditional", "nc.openbsd", "telnet"]

    /// What the simple command runs, wrappers first, and the shell lines that it hands on (`flock … -c 'line'`).
    static func all(of command: ShellCommand) -> (programs: [EffectiveCommand], lines: [ShellWord], assignments: [ShellAssignment]) {
        var programs: [EffectiveCommand] = []
        var lines: [ShellWord] = []
        var assignments = command.assignments
        var index = 0
        lines += command.assignments.filter { $0.name == "PROMPT_COMMAND" }.map(\.value).filter(\.isRunLine)
        while index < command.words.count, programs.count < 12 {
            let words = Array(command.words[index...])
            let base = words[0].text.lastPathComponent
            // `/var/tmp/. ../x` is no `.` of the shell.
            let isOther = base == "." && words[0].text != "."
            var program = EffectiveCommand(name: isOther ? "" : base.comparable, words: words, redirections: command.redirections)
            if let wrapper = CommandWrapper.known[program.name] {
                programs.append(program)
                let reading = wrapper.read(words, from: 1)
                assignments += reading.assignments
                lines += reading.lines
                guard let next = reading.program else { break }
                index += next
                continue
            }
            if let interpreter = Interpreter.named(base) {
                program.interpreter = interpreter
                let reading = interpreter.read(words, from: 1)
                program.reading = reading
                if interpreter.language == .shell { lines += reading.code.map { words[$0] } }
            } else if program.name == "su" || program.name == "runuser" || program.name == "script",
                let flag = words.firstIndex(where: { $0.text == "-c" || $0.text == "--command" }), flag + 1 < words.count
            {
                lines.append(words[flag + 1])
            } else if program.name == "trap", words.count > 1 {
                lines.append(words[1])
            } else if program.name == "alias" {
                lines += words.dropFirst().prefix(64).compactMap { $0.afterEquals() }
            } else if ["export", "declare", "typeset", "readonly"].contains(program.name) {
                lines += words.dropFirst().prefix(64).compactMap { $0.afterEquals(of: "PROMPT_COMMAND") }.filter(\.isRunLine)
            } else if program.name == "find",
                let action = words.firstIndex(where: { $0.text == "-exec" || $0.text == "-execdir" || $0.text == "-ok" }),
                action + 1 < words.count
            {
                programs.append(program)
                index += action + 1
                continue
            }
            programs.append(program)
            break
        }
        return (programs, lines, assignments)
    }
}

extension ShellWord {
    /// The word `NAME=value` without its beginning; nil where it is none, or another name.
    fileprivate func afterEquals(of name: RawText? = nil) -> ShellWord? {
        guard let equals = text.bytes.firstIndex(of: 0x3d), equals > 0 else { return nil }
        if let name, text.bytes[..<equals] != name.bytes[...] { return nil }
        var word = self
        word.text = RawText(text.bytes[(equals + 1)...])
        return word
    }

    /// Whether it is a line of its own meaning: "history -a; history -c; history -r" shares one history among many shells
    /// and forgets nothing.
    fileprivate var isRunLine: Bool {
        !text.isEmpty && text.firstRange(of: "history -r") == nil && text.firstRange(of: "history -n") == nil
    }
}
