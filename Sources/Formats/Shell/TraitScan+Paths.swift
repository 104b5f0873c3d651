import Model

extension TraitScan {
    /// From which folder a program, a script or a sourced file is run.
    mutating func judgeProgramPath(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        judgeRun(program.words[0], isFile: false, text, offset)
        if let script = program.reading?.script { judgeRun(program.words[script], isFile: true, text, offset) }
        if program.name == "." || program.name == "source", program.words.count > 1 {
            judgeRun(program.words[1], isFile: true, text, offset)
        }
        if program.isShell, let script = program.reading?.script, Self.isDots(program.words[script].text.bytes[...]),
            script + 1 < program.words.count
        {
            add(.deceptivePath, text, offset)
        }
        for word in program.words where Self.isDeceptive(word.text, isPath: false) { add(.deceptivePath, text, offset) }
    }

    /// - Parameter isFile: whether the word names a file even without a slash, as a script's name does.
    private mutating func judgeRun(_ word: ShellWord, isFile: Bool, _ text: ScannedText, _ offset: Int) {
        let written = word.text
        if isFile || written.bytes.contains(0x2f) || written.bytes.first == 0x24, fetched.contains(written.lastPathComponent) {
            add(.downloadAndRun, text, offset)
        }
        guard written.bytes.contains(0x2f), written.count < 4096 else { return }
        var path = written
        if path.bytes[0] == 0x2e, let folder { path = folder + "/" + path }
        if path.bytes[0] == 0x2f { path = CommandLine.normalized(path) }
        if Self.isTemporary(path) { add(.runsFromTemporaryFolder, text, offset) }
        if Self.isHidden(path) { add(.runsFromHiddenFolder, text, offset) }
        if Self.isDeceptive(path, isPath: true) { add(.deceptivePath, text, offset) }
    }

    /// Folders that everybody may write to, after hier(7) and file-hierarchy(7).
    static func isTemporary(_ path: RawText) -> Bool {
        ["/tmp/", "/var/tmp/", "/dev/shm/", "/run/lock/", "/var/lock/", "/run/shm/", "/var/run/lock/", "/dev/mqueue/", "/usr/tmp/"]
            .contains { path.hasPrefix($0) }
    }

    /// Whether one of the folders begins with a dot and is none of those in which people keep programs.
    private static func isHidden(_ path: RawText) -> Bool {
        let folders = path.split(0x2f).dropLast()
        for folder in folders where folder.bytes.first == 0x2e && folder != "." && folder != ".." {
            if customary.contains(folder.comparable) || !folder.bytes.dropFirst().contains(where: ShellByte.isName) { continue }
            if folder.bytes.allSatisfy({ ShellByte.isName($0) || [0x2e, 0x2d, 0x20, 0x2b, 0x40].contains($0) }) { return true }
        }
        return false
    }

    /// Folders of a home that tools of their users install programs into.
    private static let customary: Set<String> = [
        ".local", ".cargo", ".rustup", ".nvm", ".npm", ".npm-global", ".npm-packages", ".yarn", ".rbenv", ".pyenv", ".plenv", ".rvm",
        ".sdkman", ".config", ".vscode", ".vscode-server", ".cursor-server", ".bun", ".deno", ".asdf", ".volta", ".oh-my-zsh", ".venv",
        ".virtualenvs", ".git", ".githooks", ".husky", ".bash_it", ".linuxbrew", ".steam", ".composer", ".gem", ".dotnet", ".ghcup",
        ".opam", ".jenv", ".fzf", ".zsh", ".vim", ".emacs.d", ".acme.sh", ".fnm", ".nodenv", ".goenv", ".swiftly", ".poetry", ".krew",
        ".nix-profile", ".zprezto", ".tmux", ".bashrc.d", ".bash.d", ".profile.d", ".build", ".tox", ".nox", ".direnv", ".circleci",
        ".github", ".travis", ".ci", ".libs", ".perlbrew", ".phpbrew", ".symfony", ".symfony5", ".fly", ".foundry", ".docker", ".kube",
        ".wine", ".mozilla", ".juliaup", ".dvm", ".gvm", ".kiex", ".luarocks", ".cabal", ".stack", ".elan", ".atuin", ".dotfiles",
    ]

    /// Whether a path has a part made to deceive: dots and blanks, blanks at its end, control characters.
    ///
    /// - Parameter isPath: whether the text is known to be a path; other words count only where they begin as one.
    static func isDeceptive(_ text: RawText, isPath: Bool) -> Bool {
        let bytes = text.bytes
        guard bytes.count > 1, bytes.count < 256, isPath || beginsAsPath(bytes), !bytes.contains(where: isOfPattern) else { return false }
        let parts = bytes.split(separator: 0x2f)
        for (index, part) in parts.enumerated() {
            if isDots(part) {
                if part.contains(where: ShellByte.isBlank) { return true }
                // Three dots at the end of a word that runs nothing are an ellipsis.
                if part.count > 2, isPath || index < parts.count - 1 { return true }
            }
            if isPath, index < parts.count - 1, let last = part.last, ShellByte.isBlank(last) { return true }
            if part.contains(where: { $0 < 0x20 && $0 != 0x0a && $0 != 0x09 && $0 != 0x0d || $0 == 0x7f }) { return true }
        }
        return false
    }

    /// Bytes of patterns and sentences, which paths of scripts seldom have.
    private static func isOfPattern(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x28, 0x29, 0x7c, 0x5b, 0x5d, 0x5e, 0x2a, 0x3b, 0x22, 0x27, 0x3c, 0x3e, 0x5c, 0x0a, 0x3f, 0x2c: true
        default: false
        }
    }

    static func isDots(_ part: ArraySlice<UInt8>) -> Bool {
        part.contains(0x2e) && part.allSatisfy { $0 == 0x2e || ShellByte.isBlank($0) }
    }

    /// Whether a word begins as a path of a host does; a pattern of sed(1) such as `/ . /` does not.
    private static func beginsAsPath(_ bytes: [UInt8]) -> Bool {
        if bytes[0] == 0x7e { return bytes[1] == 0x2f }
        guard bytes[0] == 0x2f else { return false }
        return roots.contains(RawText(bytes.dropFirst().prefix { $0 != 0x2f }).comparable)
    }

    private static let roots: Set<String> = [
        "bin", "boot", "dev", "etc", "home", "lib", "lib64", "media", "mnt", "opt", "root", "run", "sbin", "srv", "sys", "tmp", "usr",
        "var",
        "proc",
    ]
}
