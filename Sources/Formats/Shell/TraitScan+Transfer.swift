import Model

extension TraitScan {
    /// Secrets handed to a program that sends them away; mining programs.
    mutating func judgeTransfer(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        switch program.name {
        case "curl":
            let words = program.words.map(\.text)
            for (index, word) in words.enumerated().dropFirst() {
                let before = words[index - 1].comparable
                let isUpload = before == "-T" || before == "--upload-file"
                let marked = word.firstRange(of: "@").map { RawText(word.bytes[$0.upperBound...].prefix { $0 != 0x3b }) }
                let isData = before.hasPrefix("--data") || before.hasPrefix("-d") || before == "-F" || before == "--form"
                if isUpload, Self.isSecret(word) { add(.sendsOut, text, offset) }
                if isData, let marked, Self.isSecret(marked) { add(.sendsOut, text, offset) }
            }
        case "wget":
            if let file = program.value(of: "--post-file", "--body-file"), Self.isSecret(file.text) { add(.sendsOut, text, offset) }
        case "scp", "rsync":
            let last = program.operands.last?.text ?? ""
            if last.bytes.contains(0x3a), Self.sources(of: program).contains(where: { Self.isSecret($0.text) }) {
                add(.sendsOut, text, offset)
            }
        case "mail", "mailx", "sendmail", "mutt", "nc", "ncat", "netcat":
            if program.redirections.contains(where: { $0.operation == .input && Self.isSecret($0.target.text) }) {
                add(.sendsOut, text, offset)
            }
        default:
            let isNamed =
                Self.miners.contains(program.name.split(separator: "-").first.map(String.init) ?? program.name)
                || Self.miners.contains(program.name)
            let algorithm = program.value(of: "-a", "--algo")?.text.asciiLowercased ?? ""
            if isNamed || program.arguments.contains(where: { $0.text.hasPrefix("--donate-level") })
                || Self.algorithms.contains(algorithm.comparable)
            {
                add(.minesCurrency, text, offset)
            }
        }
    }

    /// What scp(1) or rsync(1) copies: the operands without the last, and without the words that belong to an option, such
    /// as the key to log in with.
    private static func sources(of program: EffectiveCommand) -> [ShellWord] {
        let takesWord: Set<String> =
            program.name == "scp"
            ? ["-i", "-P", "-F", "-o", "-l", "-c", "-S", "-J", "-D", "-X"]
            : ["-e", "--rsh", "-f", "--filter", "--exclude", "--exclude-from", "--include", "--password-file", "--log-file", "-T", "-M"]
        let words = Array(program.arguments)
        return words.indices.dropLast().filter { index in
            let isOption = words[index].text.bytes.first == 0x2d
            // "-avze" ends in a letter that takes a word, too.
            let before = index > 0 ? words[index - 1].text : ""
            let isCluster =
                program.name == "rsync" && before.count < 12 && before.bytes.last == 0x65 && before.bytes.dropFirst().first != 0x2d
            return !isOption && !takesWord.contains(before.comparable) && !(isCluster && before.bytes.first == 0x2d)
        }.map { words[$0] }
    }

    /// `cat /etc/shadow | nc host port`, `tar cz /root/.ssh | ssh host 'cat > x'`.
    mutating func judgeTransferPipeline(_ stages: [EffectiveCommand], _ text: ScannedText, _ offset: Int) {
        guard let last = stages.last else { return }
        let sends =
            last.isNetcat || ["mail", "mailx", "sendmail", "mutt", "ssh"].contains(last.name)
            || (last.name == "curl" && last.arguments.contains { ["-", "@-", ".", "file=@-"].contains($0.text) })
        guard sends else { return }
        for stage in stages.dropLast() where ["cat", "tar", "base64", "gzip", "zip", "cpio", "xxd", "head", "tail"].contains(stage.name) {
            if stage.operands.contains(where: { Self.isSecret($0.text) }) { add(.sendsOut, text, offset) }
        }
    }

    /// Files that hold secrets of the host or of a person.
    private static func isSecret(_ path: RawText) -> Bool {
        guard path.count < 4096, path.bytes.contains(0x2f) || path.bytes.first == 0x2e else { return false }
        if ["/etc/shadow", "/etc/passwd", "/etc/gshadow", "/etc/master.passwd"].contains(path) { return true }
        let name = path.lastPathComponent.comparable
        if name.hasSuffix(".pub") { return false }
        if name.hasPrefix("id_rsa") || name.hasPrefix("id_ed25519") || name.hasPrefix("id_ecdsa") || name.hasPrefix("id_dsa") {
            return true
        }
        if ["wp-config.php", ".my.cnf", ".pgpass", ".git-credentials", ".netrc", ".bash_history"].contains(name) { return true }
        return path.contains("/.ssh") && name != "config" && name != "known_hosts" || path.contains("/.aws/")
            || path.contains("/etc/ssh/ssh_host_")
    }

    private static let miners: Set<String> = [
        "xmrig", "minerd", "cpuminer", "xmr-stak", "ccminer", "ethminer", "cgminer", "bfgminer", "lolminer", "lolMiner", "nbminer",
        "phoenixminer", "PhoenixMiner", "srbminer", "SRBMiner", "nanominer", "teamredminer", "kdevtmpfsi", "kinsing", "xmrigDaemon",
        "minergate", "t-rex",
    ]
    private static let algorithms: Set<String> = [
        "cryptonight", "cryptonight-lite", "cryptonight-heavy", "randomx", "rx/0", "rx/wow", "cn/r", "cn/1", "cn/2", "kawpow", "ethash",
        "scrypt", "sha256d", "yescrypt", "argon2/chukwa", "verushash", "autolykos2", "ghostrider",
    ]
}
