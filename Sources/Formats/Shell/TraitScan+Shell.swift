import Model

extension TraitScan {
    static let deepest = 5

    mutating func readShell(_ text: ScannedText, depth: Int) {
        guard depth <= Self.deepest else { return }
        read(ShellWords.split(text.bytes), text, depth: depth)
    }

    /// Reads a text that a line hands to a shell.
    mutating func readInner(_ bytes: [UInt8], within text: ScannedText, at offset: Int, depth: Int) {
        guard innerTexts > 0, bytes.count > 1, bytes.count <= innerBytes else { return }
        innerTexts -= 1
        innerBytes -= bytes.count
        readShell(ScannedText(bytes, within: text, at: offset), depth: depth + 1)
    }

    private mutating func read(_ commands: [ShellCommand], _ text: ScannedText, depth: Int, nesting: Int = 0) {
        guard nesting <= ShellWords.deepest + 1 else { return }
        var start = 0
        while start < commands.count, hits.count < ShellTraits.mostHits {
            var end = start
            while end + 1 < commands.count, commands[end].ending == .pipe { end += 1 }
            var stages: [EffectiveCommand] = []
            for command in commands[start...end] {
                for word in command.words where !word.substitutions.isEmpty {
                    read(word.substitutions, text, depth: depth, nesting: nesting + 1)
                }
                for assignment in command.assignments where !assignment.value.substitutions.isEmpty {
                    read(assignment.value.substitutions, text, depth: depth, nesting: nesting + 1)
                }
                for redirection in command.redirections where !redirection.target.substitutions.isEmpty {
                    read(redirection.target.substitutions, text, depth: depth, nesting: nesting + 1)
                }
                let (programs, lines, assignments) = EffectiveCommand.all(of: command)
                for assignment in assignments { judge(assignment, text, command.offset) }
                judgeRedirections(command, programs, text)
                for program in programs { judge(program, command, text, depth: depth) }
                for line in lines {
                    judgeRunOfSubstitution(line, text, command.offset)
                    readInner(line.text.bytes, within: text, at: command.offset, depth: depth)
                }
                if let last = programs.last { stages.append(last) }
            }
            if let first = commands[start...end].first { judgePipeline(stages, text, first.offset, depth: depth) }
            start = end + 1
        }
    }

    /// One program with its words: every rule that needs no more than these.
    private mutating func judge(_ program: EffectiveCommand, _ command: ShellCommand, _ text: ScannedText, depth: Int) {
        let offset = command.offset
        judgeProgramPath(program, text, offset)
        judgeFetch(program, text, offset)
        judgeConnection(program, text, offset)
        judgeTraces(program, text, offset)
        judgeLogs(program, text, offset)
        judgeDefence(program, text, offset)
        judgePrivilege(program, text, offset)
        judgeKernelHelper(program, text, offset)
        judgeTransfer(program, text, offset)
        if program.name == "eval", let first = program.arguments.first {
            judgeRunOfSubstitution(first, text, offset)
            let line = Array(program.arguments.map(\.text.bytes).joined(separator: [0x20]))
            readInner(line, within: text, at: offset, depth: depth)
        }
        if program.name == "cd", let target = program.operands.first {
            folder = target.text.holdsExpansion ? nil : target.text
            if target.isQuoted || target.text.bytes.first == 0x2f, Self.isDeceptive(target.text, isPath: true) {
                add(.deceptivePath, text, offset)
            }
        }
        if let interpreter = program.interpreter, let reading = program.reading {
            if interpreter.language != .shell {
                for code in reading.code where innerTexts > 0 {
                    innerTexts -= 1
                    let inner = ScannedText(program.words[code].text.bytes, within: text, at: offset)
                    readCode(inner, language: interpreter.language, depth: depth + 1)
                    judgeRunOfSubstitution(program.words[code], text, offset)
                }
            }
            if reading.readsInput { readInput(program, interpreter, text, offset, depth: depth) }
        }
    }

    /// `sh <<EOF`, `python3 <<< text`.
    private mutating func readInput(
        _ program: EffectiveCommand, _ interpreter: Interpreter, _ text: ScannedText, _ offset: Int, depth: Int
    ) {
        for redirection in program.redirections where redirection.operation == .hereDocument || redirection.operation == .hereString {
            if interpreter.language == .shell {
                judgeRunOfSubstitution(redirection.target, text, offset)
                readInner(redirection.target.text.bytes, within: text, at: offset, depth: depth)
            } else if innerTexts > 0, depth < Self.deepest {
                innerTexts -= 1
                let inner = ScannedText(redirection.target.text.bytes, within: text, at: offset)
                readCode(inner, language: interpreter.language, depth: depth + 1)
            }
        }
    }

    /// Words that an interpreter will run and that a command makes: `eval "$(curl …)"`, `sh -c "$(base64 -d …)"`.
    mutating func judgeRunOfSubstitution(_ word: ShellWord, _ text: ScannedText, _ offset: Int) {
        for command in word.substitutions.prefix(64) {
            for program in EffectiveCommand.all(of: command).programs {
                if program.isFetch, !program.has("-o", "--output") { add(.downloadAndRun, text, offset) }
                if Self.decodes(program) { add(.decodeAndRun, text, offset) }
            }
        }
    }

    /// Commands joined by `|`.
    private mutating func judgePipeline(_ stages: [EffectiveCommand], _ text: ScannedText, _ offset: Int, depth: Int) {
        guard stages.count > 1 else { return }
        let first = stages[0]
        let isSpoken = first.name == "echo" || first.name == "printf"
        var isFetched = false
        var isDecoded = false
        var isRun = false
        for (index, stage) in stages.enumerated() {
            if index > 0, stage.runsInput {
                if isFetched { add(.downloadAndRun, text, offset) }
                if isDecoded { add(.decodeAndRun, text, offset) }
                if !isRun, stage.isShell || stage.name == "crontab" { readSpoken(first, by: stage, isSpoken, text, offset, depth: depth) }
                isRun = true
            }
            if index > 0, isSpoken, stage.name == "chpasswd",
                first.arguments.contains(where: { $0.text.bytes.contains(0x3a) && !$0.text.holdsExpansion })
            {
                add(.addsLogin, text, offset)
            }
            if index > 0, isSpoken, stage.name == "passwd", stage.has("--stdin"),
                first.arguments.contains(where: { !$0.text.holdsExpansion && $0.text.bytes.first != 0x2d })
            {
                add(.addsLogin, text, offset)
            }
            isFetched = isFetched || stage.isFetch
            isDecoded = isDecoded || Self.decodes(stage)
        }
        judgeConnectedPipeline(stages, text, offset)
        judgeTransferPipeline(stages, text, offset)
    }

    /// What `echo`, `printf` or a here-document hands to a shell or to crontab(1).
    private mutating func readSpoken(
        _ first: EffectiveCommand, by stage: EffectiveCommand, _ isSpoken: Bool, _ text: ScannedText, _ offset: Int, depth: Int
    ) {
        if isSpoken {
            let line = Array(first.arguments.map(\.text.bytes).joined(separator: [0x20]))
            readInner(stage.isShell ? line : Self.withoutSchedule(line), within: text, at: offset, depth: depth)
        }
        for redirection in first.redirections where redirection.operation == .hereDocument && stage.isShell {
            readInner(redirection.target.text.bytes, within: text, at: offset, depth: depth)
        }
    }

    /// A line of crontab(5) without the fields that say when.
    private static func withoutSchedule(_ line: [UInt8]) -> [UInt8] {
        let isNamed = line.first == 0x40
        let parts = line.split(maxSplits: isNamed ? 1 : 5, whereSeparator: ShellByte.isBlank)
        return parts.count > (isNamed ? 1 : 5) ? parts.last.map(Array.init) ?? [] : line
    }

    /// Programs that turn hidden text into plain text.
    static func decodes(_ program: EffectiveCommand) -> Bool {
        switch program.name {
        case "base64", "base32", "basenc", "gbase64": program.has("--decode") || program.hasLetter("d") || program.hasLetter("D")
        case "openssl": program.hasLetter("d") && program.has("enc", "base64") && program.has("-d")
        case "xxd": program.hasLetter("r")
        case "uudecode", "rev": true
        case "tr": program.arguments.contains { $0.text.contains("n-za-m") || $0.text.contains("N-ZA-M") }
        case "printf", "echo": program.arguments.contains { count(of: [0x5c, 0x78], in: $0.text.bytes) >= 6 }
        case "python", "python3", "python2", "perl", "php":
            program.arguments.contains {
                $0.text.contains("b64decode") || $0.text.contains("decode_base64") || $0.text.contains("base64_decode")
            }
        default: false
        }
    }

    private static func count(of pair: [UInt8], in bytes: [UInt8]) -> Int {
        zip(bytes, bytes.dropFirst()).reduce(0) { $0 + ($1.0 == pair[0] && $1.1 == pair[1] ? 1 : 0) }
    }
}
