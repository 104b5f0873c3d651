import Model

extension TraitScan {
    /// Remembers what a command fetches, and tells what it runs of it.
    mutating func judgeFetch(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        // `bash <(curl …)`, `source <(curl …)`: what is named as script is a command.
        if let script = program.reading?.script { judgeRunOfSubstitution(program.words[script], text, offset) }
        if program.name == "." || program.name == "source", program.words.count > 1 {
            judgeRunOfSubstitution(program.words[1], text, offset)
        }
        // `$(curl …)` and `` `base64 -d …` `` as the command itself.
        let first = program.words[0]
        if !first.substitutions.isEmpty, first.text.bytes.first == 0x24 || first.text.bytes.first == 0x60 {
            judgeRunOfSubstitution(first, text, offset)
        }
        guard program.isFetch, fetched.count < 256 else { return }
        var names: [RawText] = []
        switch program.name {
        case "curl":
            if let file = program.value(of: "-o", "--output") { names.append(file.text) }
            for (index, word) in program.words.enumerated().dropLast() where Self.endsInOutput(word.text.bytes) {
                names.append(program.words[index + 1].text)
            }
            if program.hasLetter("O") || program.has("--remote-name") { names += Self.remoteNames(program) }
        case "wget":
            if let file = program.value(of: "-O", "--output-document") {
                names.append(file.text)
            } else if let file = program.arguments.firstIndex(where: { Self.endsInDocument($0.text.bytes) }), file + 1 < program.words.count
            {
                names.append(program.words[file + 1].text)
            } else {
                names += Self.remoteNames(program)
            }
        default:
            names += Self.remoteNames(program)
        }
        for redirection in program.redirections where redirection.isWriting { names.append(redirection.target.text) }
        for name in names.prefix(16) {
            let base = name.lastPathComponent
            if base.isEmpty || base == "-" || name.hasPrefix("/dev/") { continue }
            fetched.insert(base)
        }
    }

    /// `-sSLo` and its like: a cluster of curl(1) letters that ends in the one for a file.
    private static func endsInOutput(_ word: [UInt8]) -> Bool {
        word.count > 2 && word.count < 12 && word[0] == 0x2d && word[1] != 0x2d && word.last == 0x6f
            && word.dropFirst().allSatisfy(ShellByte.isNameStart)
    }

    /// `-qO` and its like of wget(1).
    private static func endsInDocument(_ word: [UInt8]) -> Bool {
        word.count > 2 && word.count < 8 && word[0] == 0x2d && word[1] != 0x2d && word.last == 0x4f
    }

    /// The last parts of the addresses among the words.
    private static func remoteNames(_ program: EffectiveCommand) -> [RawText] {
        program.operands.filter { $0.text.contains("/") }.map { word in
            RawText(word.text.lastPathComponent.bytes.prefix { $0 != 0x3f && $0 != 0x23 })
        }
    }
}
