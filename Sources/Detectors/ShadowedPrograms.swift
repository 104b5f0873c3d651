import Model
import Provenance

extension Detector {
    /// A program that no package brought and that runs in place of a packaged one of the same name.
    static let shadowedProgram = Detector(
        id: "program.shadowed",
        title: Localized(en: "Another program runs in place of a packaged one", ja: "配布物のプログラムの代わりに、別のプログラムが動きます"),
        claim: Localized(
            en:
                "Who types the name of a packaged program gets another one that no package brought: it lies in a folder that is searched earlier, or a diversion, an alternative or something laid over the system puts it there.",
            ja: "配布物のプログラムの名前を打つと、配布物ではない同じ名前のプログラムが動きます。先に探される場所に置かれているか、置き換えの仕組み(diversion、alternatives、重ね合わせ)で差し替えられています。"),
        techniques: ["T1574.007", "T1036.005"], aspect: .tampering, needs: [.autoruns, .packages],
        misses: Localized(
            en: "Folders that a running shell alone has in its search path.", ja: "動いているシェルだけが検索先に加えている場所は分かりません。"),
        references: ["dpkg-divert(1)", "update-alternatives(1)", "systemd-sysext(8)", "fstab(5)"]
    ) { situation in
        situation.facts.hooks.shadowedPrograms.map { program in
            let severity = severity(program)
            return Claim(
                severity, severity >= .high ? .likely : .possible,
                Subject(.file, path: program.file.path, name: program.original.lastComponent),
                explanation: words(program) + doing(program.file),
                nextSteps: severity >= .medium ? [.preserve(program.file.path)] : [], related: [program.original]
            ).with(file: program.file, situation, source: "autoruns")
        }
    }

    private static func severity(_ program: ShadowedProgram) -> Severity {
        let file = program.file
        if !file.matches.isEmpty { return .critical }
        if Places.isTemporary(file.path) || Places.oddFolder(of: file.path) != nil { return .critical }
        let worst = file.traits.map(\.trait.severity).max() ?? .info
        let isWatched = watched.contains(program.original.lastComponent)
        if worst >= .high, isWatched { return .high }
        guard isWatched || program.way == .renamed || program.way == .overlay else { return .low }
        // Who builds OpenSSH or procps by hand gets its whole family at once.
        return program.way == .searchPath && program.siblings >= 3 && file.shape == .elf ? .low : .medium
    }

    /// Programs by which people look at the host, or that they give their passwords to; nobody writes his own.
    private static let watched: Set<RawText> = [
        "ldd", "htop",
        "ls", "ps", "top", "netstat", "ss", "lsof", "w", "who", "last", "lastlog", "find", "pstree", "pgrep", "kill", "lsattr", "chattr",
        "su", "sudo", "passwd", "login", "sshd", "ssh", "cat", "grep", "awk", "crontab", "dpkg", "rpm", "md5sum", "sha256sum", "lsmod",
        "stat", "ifconfig", "ip", "iptables", "id", "pager", "which", "nc", "unix_chkpwd", "agetty", "cron", "crond", "du", "df",
    ]

    private static func words(_ program: ShadowedProgram) -> Localized {
        let (path, original) = (program.file.path, program.original)
        switch program.way {
        case .renamed:
            return Localized(
                en: "\(original) of the package \(program.package ?? "?") is a link now, and leads to \(path), which no package brought.",
                ja: "パッケージ \(program.package ?? "?") の \(original) がリンクに置き換えられ、どの配布物にも属さない \(path) につながっています。")
        case .searchPath:
            return Localized(
                en: "\(path) is found before \(original), which belongs to the package \(program.package ?? "?"). No package brought it.",
                ja: "\(path) は、パッケージ \(program.package ?? "?") の \(original) より先に見つかります。どの配布物にも属しません。")
        case .diversion:
            return Localized(
                en: "A diversion of the operator's keeps the packaged \(original) away, and what lies there now came with no package.",
                ja: "管理者名義の置き換え設定(dpkg-divert)で、配布物の \(original) が別の場所に移されています。いまそこにあるものは、どの配布物にも属しません。")
        case .overlay:
            return Localized(
                en: "\(path) is laid over \(original) of the package \(program.package ?? "?") when the system starts.",
                ja: "\(path) が、起動時にパッケージ \(program.package ?? "?") の \(original) の上にかぶせられます。")
        case .alternative:
            return Localized(
                en: "\(original) leads to \(path), which no package brought.", ja: "\(original) の先の \(path) は、どの配布物にも属しません。")
        }
    }

    private static func doing(_ file: FileFact) -> Localized {
        guard !file.traits.isEmpty else { return Localized(en: "", ja: "") }
        return Localized(
            en: " What it does: \(file.traits.map(\.trait).words.en).", ja: "動作の内容: \(file.traits.map(\.trait).words.ja)。")
    }
}
