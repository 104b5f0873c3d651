import Model

extension TraitScan {
    /// Logs deleted, emptied or edited, and folders of the system destroyed.
    mutating func judgeLogs(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        let operands = program.operands
        switch program.name {
        case "rm", "shred", "unlink", "wipe", "srm":
            if operands.contains(where: { Self.isSystemLog($0.text, whole: true) }) { add(.wipesLogs, text, offset) }
            let isRecursive = program.hasLetter("r") || program.hasLetter("R") || program.has("--recursive", "--no-preserve-root")
            if program.name == "rm", isRecursive, operands.contains(where: { Self.isSystemFolder($0.text) }) {
                add(.destroysFiles, text, offset)
            }
            if program.name == "shred", operands.contains(where: { Self.isDisk($0.text) }) { add(.destroysFiles, text, offset) }
        case "truncate":
            if operands.contains(where: { Self.isSystemLog($0.text, whole: true) }) { add(.wipesLogs, text, offset) }
        case "cp", "ln", "install":
            if operands.first?.text == "/dev/null", let target = operands.last, Self.isSystemLog(target.text, whole: false),
                program.name != "install"
            {
                add(.wipesLogs, text, offset)
            }
        case "dd":
            guard let output = operands.first(where: { $0.text.hasPrefix("of=") }) else { return }
            let source = operands.first { $0.text.hasPrefix("if=") }?.text ?? ""
            let path = RawText(output.text.bytes.dropFirst(3))
            guard ["if=/dev/null", "if=/dev/zero", "if=/dev/urandom", "if=/dev/random"].contains(source) else { return }
            if Self.isSystemLog(path, whole: false) { add(.wipesLogs, text, offset) }
            if Self.isDisk(path), !program.arguments.contains(where: { $0.text.hasPrefix("count=") }) { add(.destroysFiles, text, offset) }
        case "sed":
            if program.hasLetter("i") || program.has("--in-place"), operands.contains(where: { Self.isSystemLog($0.text, whole: false) }) {
                add(.wipesLogs, text, offset)
            }
        case "find":
            guard let root = program.arguments.first?.text else { return }
            let deletes = program.has("-delete") || program.arguments.contains { ["rm", "shred", "truncate"].contains($0.text.comparable) }
            let selects = program.has("-mtime", "-ctime", "-mmin", "-newer", "-atime") || program.has("-name", "-iname", "-regex")
            if deletes, !selects, root == "/var/log" || root == "/var/log/" { add(.wipesLogs, text, offset) }
            if deletes, !selects, root == "/", !program.has("-xdev", "-maxdepth", "-user", "-path") { add(.destroysFiles, text, offset) }
        case "journalctl":
            if let time = program.value(of: "--vacuum-time"), ["1s", "1", "0", "0s", "1sec"].contains(time.text) {
                add(.wipesLogs, text, offset)
            }
            if let size = program.value(of: "--vacuum-size"), ["1", "1K", "0", "1M"].contains(size.text) { add(.wipesLogs, text, offset) }
        default: break
        }
    }

    /// Files written by redirection.
    mutating func judgeRedirections(_ command: ShellCommand, _ programs: [EffectiveCommand], _ text: ScannedText) {
        for redirection in command.redirections where redirection.isWriting {
            let target = redirection.target.text
            guard target.bytes.contains(0x2f) || target.bytes.first == 0x2e else { continue }
            let isEmptying = redirection.operation != .append && !command.closesGroup && Self.writesNothing(command)
            if isEmptying {
                if Self.isSystemLog(target, whole: false) { add(.wipesLogs, text, command.offset) }
                if Self.isHistory(target) { add(.hidesHistory, text, command.offset) }
            }
            let path = target.comparable
            if redirection.operation != .append,
                ["/var/log/wtmp", "/var/log/btmp", "/var/log/lastlog", "/var/run/utmp", "/run/utmp"].contains(path),
                programs.first?.name == "utmpdump" || programs.first?.name == "grep"
            {
                add(.wipesLogs, text, command.offset)
            }
            if path == "/etc/ld.so.preload", !isEmptying { add(.preloadsLibrary, text, command.offset) }
            if path == "/selinux/enforce" || path == "/sys/fs/selinux/enforce",
                programs.first?.arguments.contains(where: { $0.text == "0" }) == true
            {
                add(.disablesDefence, text, command.offset)
            }
            if redirection.operation == .append, Self.isAccountFile(path) { add(.addsLogin, text, command.offset) }
            let isOwnText = programs.first.map { ["echo", "printf", "cat"].contains($0.name) } ?? false
            if Self.isKeyFile(target), isOwnText, !isEmptying { add(.addsLogin, text, command.offset) }
        }
    }

    /// The tables of accounts, also of a root that is being booted (initramfs-tools(7), dracut.bootup(7)).
    private static func isAccountFile(_ path: String) -> Bool {
        let roots = ["", "$rootmnt", "${rootmnt}", "/sysroot", "$NEWROOT", "${NEWROOT}", "/new_root"]
        return roots.contains { path == $0 + "/etc/passwd" || path == $0 + "/etc/shadow" }
    }

    static func isKeyFile(_ path: RawText) -> Bool { path.hasSuffix("/authorized_keys") || path.hasSuffix("/authorized_keys2") }

    /// `> x`, `: > x`, `cat /dev/null > x`, `echo "" > x`.
    private static func writesNothing(_ command: ShellCommand) -> Bool {
        guard let first = command.words.first else { return true }
        let arguments = command.words.dropFirst().filter { $0.text.bytes.first != 0x2d }
        switch first.text.lastPathComponent.comparable {
        case ":", "true": return true
        case "cat": return arguments.count == 1 && arguments.first?.text == "/dev/null"
        case "echo", "printf": return arguments.allSatisfy { $0.text.isEmpty }
        default: return false
        }
    }

    /// Logs that a distribution keeps of the host itself; an application's own log is its own matter.
    ///
    /// - Parameter whole: whether the folder itself and patterns over all of it count as well.
    static func isSystemLog(_ path: RawText, whole: Bool) -> Bool {
        let text = path.comparable
        if ["/var/run/utmp", "/run/utmp", "/etc/utmp", "/etc/wtmp"].contains(text) { return true }
        for root in ["/var/log/", "/var/adm/"] as [RawText] {
            if whole, RawText(root.bytes.dropLast()) == path || path == root { return true }
            guard path.hasPrefix(root) else { continue }
            let rest = path.bytes.dropFirst(root.count)
            if let first = rest.first, first == 0x2a || first == 0x7b || first == 0x3f { return rest.count == 1 || isBarePattern(rest) }
            let name = RawText(rest.prefix { $0 != 0x2a && $0 != 0x2f })
            return systemLogs.contains(name.comparable)
        }
        return false
    }

    /// `*.log`, `**`, `{a,b}`: everything, while `*.gz` and `*.1` are what rotation left.
    private static func isBarePattern(_ rest: ArraySlice<UInt8>) -> Bool {
        let text = RawText(rest)
        return text == "*.log" || text == "**" || text == "*/*" || text == "*.log*" || rest.first == 0x7b && !text.contains(".gz")
    }

    private static let systemLogs: Set<String> = [
        "wtmp", "btmp", "lastlog", "utmp", "faillog", "tallylog", "auth.log", "secure", "messages", "syslog", "kern.log", "daemon.log",
        "cron", "cron.log", "user.log", "maillog", "mail.log", "audit", "audit.log", "journal", "sulog", "xferlog", "wtmpx", "utmpx",
        "vsftpd.log", "lastlog2",
    ]

    /// A folder without which a host is none.
    private static func isSystemFolder(_ path: RawText) -> Bool {
        var bytes = path.bytes
        if bytes.suffix(2).elementsEqual([0x2f, 0x2a]) { bytes.removeLast() }
        if bytes.count > 1, bytes.last == 0x2f { bytes.removeLast() }
        return systemFolders.contains(RawText(bytes).comparable)
    }

    private static let systemFolders: Set<String> = [
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/opt", "/root", "/sbin", "/srv", "/usr", "/var", "/var/lib",
        "/usr/bin", "/usr/lib", "/usr/sbin", "/var/www",
    ]

    private static func isDisk(_ path: RawText) -> Bool {
        ["/dev/sd", "/dev/hd", "/dev/vd", "/dev/xvd", "/dev/nvme", "/dev/mmcblk"].contains { path.hasPrefix($0) } && !path.holdsExpansion
    }
}
