import Model

extension TraitScan {
    /// Variables that hide history or preload a library.
    mutating func judge(_ assignment: ShellAssignment, _ text: ScannedText, _ offset: Int) {
        let value = assignment.value.text
        switch assignment.name.comparable {
        case "HISTFILE":
            if value.isEmpty || value == "/dev/null" { add(.hidesHistory, text, offset) }
        case "HISTSIZE", "HISTFILESIZE", "SAVEHIST":
            if value == "0" { add(.hidesHistory, text, offset) }
        case "LD_PRELOAD", "LD_AUDIT":
            if !value.isEmpty { add(.preloadsLibrary, text, offset) }
        case "LD_LIBRARY_PATH":
            let isOdd = value.split(0x3a).contains { Places.isTemporary($0 + "/x") || Places.oddFolder(of: $0 + "/x") != nil }
            if isOdd { add(.preloadsLibrary, text, offset) }
        default: break
        }
    }

    /// History, immutable files, times set by hand.
    mutating func judgeTraces(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        switch program.name {
        case "export", "declare", "typeset", "readonly", "local", "setenv":
            for (index, word) in program.words.enumerated().dropFirst() {
                if var assignment = ShellDraft.assignment(word) {
                    assignment.value.substitutions = []
                    judge(assignment, text, offset)
                }
                if program.name == "setenv", index == 1, word.text == "LD_PRELOAD", program.words.count > 2 {
                    add(.preloadsLibrary, text, offset)
                }
            }
        case "unset":
            if program.arguments.contains(where: { $0.text == "HISTFILE" }) { add(.hidesHistory, text, offset) }
        case "history":
            if program.has("-c", "-cw", "-wc") { add(.hidesHistory, text, offset) }
        case "set":
            if program.arguments.map(\.text.comparable).joined(separator: " ").contains("+o history") { add(.hidesHistory, text, offset) }
        case "ln":
            if program.operands.first?.text == "/dev/null", let link = program.operands.last, Self.isHistory(link.text) {
                add(.hidesHistory, text, offset)
            }
        case "rm", "shred", "truncate", "unlink":
            if program.operands.contains(where: { Self.isHistory($0.text) }) { add(.hidesHistory, text, offset) }
        case "cp", "mv", "install":
            if let target = program.operands.last, program.operands.count > 1 {
                if program.operands.first?.text == "/dev/null", Self.isHistory(target.text) { add(.hidesHistory, text, offset) }
                if target.text == "/etc/ld.so.preload" { add(.preloadsLibrary, text, offset) }
            }
        case "tee":
            if program.operands.contains(where: { $0.text == "/etc/ld.so.preload" }) { add(.preloadsLibrary, text, offset) }
        case "chattr":
            if program.arguments.contains(where: Self.makesImmutable) { add(.makesImmutable, text, offset) }
        case "touch":
            judgeTouch(program, text, offset)
        default: break
        }
    }

    private static func makesImmutable(_ word: ShellWord) -> Bool {
        let bytes = word.text.bytes
        guard bytes.count > 1, bytes.count < 16, bytes[0] == 0x2b || bytes[0] == 0x3d else { return false }
        return bytes.dropFirst().allSatisfy(ShellByte.isNameStart) && (bytes.contains(0x69) || bytes.contains(0x61))
    }

    /// Files in which shells keep what was typed.
    static func isHistory(_ path: RawText) -> Bool {
        histories.contains(path.lastPathComponent.comparable)
    }

    private static let histories: Set<String> = [
        ".bash_history", ".zsh_history", ".sh_history", ".ash_history", ".ksh_history", ".history", ".zhistory", ".histfile",
        "fish_history", ".*history", ".*_history", ".bash_history*",
    ]

    /// Times set by hand. Quiet where a script copies the time of one of its own files (`touch -r "$old" "$new"`) and for
    /// relative dates, with which find(1) compares.
    private mutating func judgeTouch(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        if let reference = program.value(of: "-r", "--reference", "-cr", "-acmr", "-mr", "-amr", "-acr", "-cmr", "-ramc") {
            let path = reference.text
            let target = program.operands.last?.text ?? ""
            if !path.holdsExpansion, path.bytes.first == 0x2f { add(.setsTimes, text, offset) }
            if !target.holdsExpansion, target.bytes.first == 0x2f { add(.setsTimes, text, offset) }
            if !path.holdsExpansion, !target.holdsExpansion, program.operands.count > 1 { add(.setsTimes, text, offset) }
        }
        if let stamp = program.value(of: "-t", "-mt", "-amt", "-at", "-cmt", "-acmt", "-ct"),
            stamp.text.bytes.first.map(ShellByte.isDigit) == true
        {
            add(.setsTimes, text, offset)
        }
        if let date = program.value(of: "-d", "--date", "-md", "-amd", "-ad", "-cd") {
            let digits = date.text.bytes.filter(ShellByte.isDigit).count
            if !date.text.holdsExpansion, digits >= 4, !date.text.contains("ago") { add(.setsTimes, text, offset) }
        }
    }
}
