import Model

/// Walks the commands of a line and collects their targets.
struct CommandTargetReader {
    let home: RawText?
    /// The folder that relative names start from; `cd` changes it.
    var base: RawText?
    var searchPath: [RawText]
    var targets: [CommandTarget] = []
    var variables: [RawText: RawText] = [:]
    /// The line that is being read, for joining words by their own blanks.
    var line: [UInt8] = []

    init(home: RawText?, base: RawText?, searchPath: [RawText]) {
        (self.home, self.base, self.searchPath) = (home, base, searchPath)
    }

    mutating func readLine(_ bytes: [UInt8], depth: Int) {
        guard depth < CommandLine.deepest else { return }
        let outer = line
        line = bytes
        read(ShellWords.split(bytes), depth: depth)
        line = outer
    }

    private mutating func read(_ commands: [ShellCommand], depth: Int) {
        guard depth < CommandLine.deepest + ShellWords.deepest else { return }
        for command in commands where targets.count < CommandLine.mostTargets {
            for word in command.words where !word.substitutions.isEmpty { read(word.substitutions, depth: depth + 1) }
            for redirection in command.redirections { read(redirection.target.substitutions, depth: depth + 1) }
            for assignment in command.assignments {
                read(assignment.value.substitutions, depth: depth + 1)
                assign(assignment, isAlone: command.words.isEmpty)
            }
            run(command.words, redirections: command.redirections, depth: depth)
        }
    }

    /// `NAME=value`: a variable of this line, or something that the program will load.
    mutating func assign(_ assignment: ShellAssignment, isAlone: Bool) {
        switch assignment.name.comparable {
        case "LD_PRELOAD", "LD_AUDIT":
            for library in assignment.value.text.bytes.split(whereSeparator: { $0 == 0x3a || $0 == 0x20 }) {
                let folders: [RawText] = ["/lib", "/usr/lib", "/lib64", "/usr/lib64"]
                add(.library, RawText(library), places: places(of: RawText(library), searching: folders))
            }
        case "BASH_ENV", "ENV", "PYTHONSTARTUP", "PERL5LIB", "PYTHONPATH", "LD_LIBRARY_PATH":
            add(.environment, assignment.value.text, places: places(of: assignment.value.text, searching: []))
        case "PATH":
            let folders = assignment.value.text.split(0x3a).filter { $0.bytes.first == 0x2f && !$0.holdsExpansion }
            if !folders.isEmpty { searchPath = Array(folders.prefix(16)) }
        default: break
        }
        if variables.count < 64, assignment.value.text.count < 4096 {
            variables[assignment.name] = expanded(assignment.value.text)
        }
    }

    /// Reads the words of one command; wrappers are unwrapped one after another.
    private mutating func run(_ words: [ShellWord], redirections: [ShellRedirection], depth: Int) {
        var index = 0
        var steps = 0
        while index < words.count, steps < 16, targets.count < CommandLine.mostTargets {
            steps += 1
            let word = words[index]
            let name = word.text.lastPathComponent
            let isBuiltin = word.text == name && Self.builtins.contains(name.comparable)
            if let next = special(isBuiltin || !Self.isDots(name) ? name.comparable : "", words, at: index, depth: depth) {
                guard let next else { return }
                index = next
                continue
            }
            if let wrapper = CommandWrapper.known[name.comparable] {
                if !isBuiltin { addProgram(.program, words, at: index) }
                let reading = wrapper.read(words, from: index + 1)
                if name == "command", words.count > index + 1, words[index + 1].text == "-v" || words[index + 1].text == "-V" { return }
                for assignment in reading.assignments { assign(assignment, isAlone: false) }
                for line in reading.lines { readLine(line.text.bytes, depth: depth + 1) }
                guard let program = reading.program else { return }
                index = program
                continue
            }
            if let interpreter = Interpreter.named(name) {
                addProgram(.interpreter, words, at: index)
                let reading = interpreter.read(words, from: index + 1)
                for prelude in reading.preludes { addFile(.environment, words, at: prelude) }
                if let script = reading.script { addFile(.script, words, at: script) }
                if interpreter.language == .shell {
                    for code in reading.code { readLine(words[code].text.bytes, depth: depth + 1) }
                    if reading.readsInput { readInput(redirections, depth: depth) }
                }
                return
            }
            if !isBuiltin { addProgram(.program, words, at: index) }
            return
        }
    }

    /// `sh < file` and `sh <<EOF`.
    private mutating func readInput(_ redirections: [ShellRedirection], depth: Int) {
        for redirection in redirections {
            switch redirection.operation {
            case .input where redirection.target.substitutions.isEmpty:
                add(.script, redirection.target.text, places: places(of: redirection.target.text, searching: []))
            case .hereDocument, .hereString: readLine(redirection.target.text.bytes, depth: depth + 1)
            default: break
            }
        }
    }

    mutating func add(_ role: AutorunTarget.Role, _ written: RawText, places: [CommandTarget.Candidate], isFolder: Bool = false) {
        guard targets.count < CommandLine.mostTargets else { return }
        let target = CommandTarget(role: role, written: written, candidates: places, isFolder: isFolder)
        if !targets.contains(target) { targets.append(target) }
    }

    /// Builtins of POSIX shells and bash(1), which run no file.
    private static let builtins: Set<String> = [
        ":", "[", "[[", "alias", "bg", "bind", "break", "builtin", "case", "cd", "command", "continue", "declare", "disown", "echo", "eval",
        "exec", "exit", "export", "false", "fg", "for", "getopts", "hash", "history", "in", "jobs", "kill", "let", "local", "popd",
        "printf", "pushd", "pwd", "read", "readonly", "return", "select", "set", "shift", "shopt", "source", "suspend", "test", "times",
        "trap", "true", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait", ".", "time", "complete",
    ]
}
