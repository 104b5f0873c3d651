import Model

extension TraitScan {
    /// Shells tied to the network by one command.
    mutating func judgeConnection(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        switch program.name {
        case "mkfifo": makesPipe = true
        case "mknod" where program.operands.last?.text == "p": makesPipe = true
        case "nc", "ncat", "netcat", "nc.traditional", "nc.openbsd":
            let listens = program.hasLetter("l") || program.has("--listen")
            guard runsShell(program) else { return }
            add(listens ? .bindShell : .reverseShell, text, offset)
        case "socat":
            let addresses = program.arguments.map { $0.text.asciiLowercased }
            guard addresses.contains(where: { Self.executesShell($0) }) else { return }
            let listens = addresses.contains { $0.contains("-listen:") || $0.contains("-l:") }
            add(listens ? .bindShell : .reverseShell, text, offset)
        case "xterm":
            if let display = program.value(of: "-display", "--display"), display.text.bytes.first.map(ShellByte.isDigit) == true {
                add(.reverseShell, text, offset)
            }
        case "exec":
            // bash(1), exec -a: lists of processes show threads of the kernel in brackets.
            if let shown = program.value(of: "-a")?.text, shown.hasPrefix("["), shown.hasSuffix("]") { add(.deceptivePath, text, offset) }
            for redirection in program.redirections where Self.isNetwork(redirection.target.text) {
                let number = redirection.descriptor.map { RawText(String($0)) } ?? "0"
                networkDescriptors.insert(number)
            }
        default: break
        }
        judgeShellOnNetwork(program, text, offset)
    }

    /// `bash -i >& /dev/tcp/…`, and shells on a descriptor that was opened to /dev/tcp.
    private mutating func judgeShellOnNetwork(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        let isShell = program.isShell && program.reading?.script == nil
        let isDynamic = program.words[0].text.bytes.first == 0x24 && program.words.count <= 2
        guard isShell || isDynamic || program.name == "eval" else { return }
        for redirection in program.redirections {
            let target = redirection.target.text
            if isShell, Self.isNetwork(target) { add(.reverseShell, text, offset) }
            if redirection.operation == .duplicateInput || redirection.operation == .duplicateOutput, networkDescriptors.contains(target) {
                add(.reverseShell, text, offset)
            }
        }
    }

    /// `-e /bin/sh`, `-c '/bin/bash -i'`, `--exec sh`, `-lvpe 4444 sh` of the kinds of netcat.
    private func runsShell(_ program: EffectiveCommand) -> Bool {
        for (index, word) in program.words.enumerated().dropFirst() {
            let option = word.text.bytes
            let isLong = word.text == "--exec" || word.text == "--sh-exec"
            let isCluster = option.count > 1 && option.count < 12 && option[0] == 0x2d && option[1] != 0x2d
            if word.text.hasPrefix("--exec=") || word.text.hasPrefix("--sh-exec=") { return true }
            let hasExecute = isCluster && option.contains(0x65)
            let hasCommand = isCluster && option.contains(0x63)
            guard isLong || hasExecute || hasCommand else { continue }
            let rest = program.words[(index + 1)...].prefix(4)
            if rest.contains(where: { Self.namesShell($0.text) }) { return true }
            if isLong || hasExecute, rest.first?.text.bytes.first == 0x24 { return true }
        }
        return false
    }

    private static func namesShell(_ text: RawText) -> Bool {
        let first = RawText(text.bytes.prefix { $0 != 0x20 })
        let name = first.lastPathComponent
        return Interpreter.named(name)?.language == .shell || name == "cmd.exe" || name == "powershell" || name == "cmd"
    }

    /// `exec:'bash -li',pty` and `system:…` of socat(1), in lower case.
    private static func executesShell(_ address: RawText) -> Bool {
        for prefix in ["exec:", "system:", "shell:"] as [RawText] {
            guard let range = address.firstRange(of: prefix) else { continue }
            if range.lowerBound > 0, address.bytes[range.lowerBound - 1] != 0x2c { continue }
            let rest = address.bytes[range.upperBound...].drop { $0 == 0x27 || $0 == 0x22 || $0 == 0x20 }
            let program = RawText(rest.prefix { $0 != 0x20 && $0 != 0x2c && $0 != 0x27 && $0 != 0x22 })
            if namesShell(program) || program.lastPathComponent == "login" { return true }
        }
        return false
    }

    static func isNetwork(_ text: RawText) -> Bool { text.hasPrefix("/dev/tcp/") || text.hasPrefix("/dev/udp/") }

    /// A pipeline with a shell in it and a connection: `sh -i < f | nc h p > f`, `telnet h p | sh | telnet h q`.
    mutating func judgeConnectedPipeline(_ stages: [EffectiveCommand], _ text: ScannedText, _ offset: Int) {
        let hasShell = stages.contains { $0.isShell && $0.runsInput }
        guard hasShell else { return }
        let connection = stages.first { stage in
            stage.isNetcat || stage.name == "socat" || (stage.name == "openssl" && stage.has("s_client"))
        }
        if let connection {
            add(connection.hasLetter("l") && connection.isNetcat ? .bindShell : .reverseShell, text, offset)
        }
        for stage in stages where stage.redirections.contains(where: { Self.isNetwork($0.target.text) }) {
            add(.reverseShell, text, offset)
        }
    }
}
