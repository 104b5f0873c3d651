import Model

extension CommandTargetReader {
    /// Commands with a grammar of their own.
    /// - Returns: nil where the name is none of them; otherwise the index to go on with, or nil where the command is done.
    mutating func special(_ name: String, _ words: [ShellWord], at index: Int, depth: Int) -> Int?? {
        switch name {
        case "cd", "pushd":
            changeFolder(words, at: index)
        case ".", "source":
            source(words, at: index)
        case "eval":
            let text = words[(index + 1)...].map(\.text.bytes).joined(separator: [0x20])
            readLine(Array(text), depth: depth + 1)
        case "trap":
            if index + 1 < words.count { readLine(words[index + 1].text.bytes, depth: depth + 1) }
        case "su", "runuser":
            return switchUser(words, at: index, depth: depth)
        case "start-stop-daemon":
            return daemon(words, at: index)
        case "run-parts":
            addProgram(.program, words, at: index)
            if let folder = words[(index + 1)...].last(where: { $0.text.bytes.first != 0x2d }) {
                add(.script, folder.text, places: places(of: folder.text, searching: []), isFolder: true)
            }
        case "find":
            addProgram(.program, words, at: index)
            let actions: Set<String> = ["-exec", "-execdir", "-ok", "-okdir"]
            guard let action = words[index...].firstIndex(where: { actions.contains($0.text.comparable) }), action + 1 < words.count
            else { return .some(nil) }
            return action + 1
        case "at", "batch":
            // at(1): the job is read from the file of -f.
            addProgram(.program, words, at: index)
            if let flag = words[index...].firstIndex(where: { $0.text == "-f" }), flag + 1 < words.count {
                add(.script, words[flag + 1].text, places: places(of: words[flag + 1].text, searching: []))
            }
        case "screen", "tmux", "ssh", "script":
            addProgram(.program, words, at: index)
            return detached(name, words, at: index, depth: depth)
        default:
            return nil
        }
        return .some(nil)
    }

    private mutating func changeFolder(_ words: [ShellWord], at index: Int) {
        guard let folder = words[(index + 1)...].first(where: { $0.text.bytes.first != 0x2d }) else {
            base = home
            return
        }
        base = places(of: folder.text, searching: []).first?.path
    }

    /// `.` searches the search path for a plain name, bash(1) the current folder afterwards.
    private mutating func source(_ words: [ShellWord], at index: Int) {
        guard index + 1 < words.count else { return }
        let text = words[index + 1].text
        var found = text.bytes.contains(0x2f) ? [] : places(of: text, searching: searchPath)
        found += places(of: text, searching: [])
        if words[index].text == "." {
            let whole = line[min(words[index].range.lowerBound, line.count)..<min(words[index + 1].range.upperBound, line.count)]
            if text.bytes.first == 0x2e || text.bytes.first == 0x2f, let base {
                let path = CommandLine.normalized(base + "/" + RawText(whole))
                found.append(CommandTarget.Candidate(path: path, isJoined: true))
            }
        }
        add(.script, text, places: found)
    }

    /// `su - user -c 'line'`, `runuser -u user -- program`, after su(1) and runuser(1).
    private mutating func switchUser(_ words: [ShellWord], at index: Int, depth: Int) -> Int?? {
        addProgram(.program, words, at: index)
        var user: RawText?
        var isLogin = false
        var lineText: RawText?
        var next = index + 1
        while next < words.count {
            let text = words[next].text
            switch text.comparable {
            case "-", "-l", "--login": isLogin = true
            case "-c", "--command", "--session-command", "-lc":
                if next + 1 < words.count { lineText = words[next + 1].text }
                next += 1
            case "-s", "--shell", "-g", "-G", "-w", "-P":
                next += 1
            case "-u", "--user":
                if next + 1 < words.count { user = words[next + 1].text }
                if next + 2 < words.count, words[next + 2].text == "--" { return next + 3 }
                return next + 2
            case "--": break
            default:
                if text.bytes.first != 0x2d, user == nil { user = text }
            }
            next += 1
        }
        if let lineText {
            var inner = CommandTargetReader(
                home: Self.home(of: user ?? "root"), base: isLogin ? Self.home(of: user ?? "root") : base, searchPath: searchPath)
            inner.variables = variables
            inner.readLine(lineText.bytes, depth: depth + 1)
            for target in inner.targets { add(target.role, target.written, places: target.candidates, isFolder: target.isFolder) }
        }
        return .some(nil)
    }

    /// `start-stop-daemon --start --exec /path -- arguments`, after start-stop-daemon(8).
    private mutating func daemon(_ words: [ShellWord], at index: Int) -> Int?? {
        addProgram(.program, words, at: index)
        if words[index...].contains(where: { $0.text == "--stop" || $0.text == "-K" }) { return .some(nil) }
        var program: Int?
        var next = index + 1
        while next < words.count, words[next].text != "--" {
            let text = words[next].text.comparable
            if text == "--startas" || text == "-a" || (program == nil && (text == "--exec" || text == "-x")) { program = next + 1 }
            next += 1
        }
        guard let program, program < words.count else { return .some(nil) }
        if Interpreter.named(words[program].text.lastPathComponent) != nil, next + 1 < words.count {
            addProgram(.interpreter, words, at: program)
            addFile(.script, words, at: next + 1)
            return .some(nil)
        }
        return program
    }

    /// Programs of screen(1), tmux(1) and script(1); what ssh(1) runs is run elsewhere.
    private mutating func detached(_ name: String, _ words: [ShellWord], at index: Int, depth: Int) -> Int?? {
        let rest = words[(index + 1)...]
        switch name {
        case "script":
            if let flag = rest.firstIndex(where: { $0.text == "-c" || $0.text == "-qc" }), flag + 1 < words.count {
                readLine(words[flag + 1].text.bytes, depth: depth + 1)
            }
        case "screen":
            let withArgument: Set<String> = ["-S", "-dmS", "-c", "-e", "-h", "-p", "-s", "-t", "-T", "-AmdS", "-mdS"]
            var next = index + 1
            while next < words.count, words[next].text.bytes.first == 0x2d {
                next += withArgument.contains(words[next].text.comparable) ? 2 : 1
            }
            if next < words.count { return next }
        case "tmux":
            if let last = rest.last, last.text.bytes.contains(0x20) || last.text.bytes.contains(0x2f) {
                readLine(last.text.bytes, depth: depth + 1)
            }
        default: break
        }
        return .some(nil)
    }
}
