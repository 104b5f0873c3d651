/// Programs that hand whoever starts them a shell, a file or a process of his choice (names after GTFOBins). No distribution ships
/// one of them with the set-user-ID or set-group-ID bit.
package enum ShellGivers {
    /// Whether a program of this path has the bit although it must not; version numbers behind the name are left out.
    package static func isRaised(_ path: RawText, _ status: FileStatus) -> Bool {
        guard status.isSetUser || status.isSetGroup else { return false }
        let name = path.lastComponent.bytes.prefix { $0 != 0x2e && !($0 >= 0x30 && $0 <= 0x39) }
        return names.contains(RawText(Array(name)))
    }

    private static let names: Set<RawText> = [
        "bash", "dash", "sh", "ksh", "mksh", "zsh", "csh", "tcsh", "fish", "rbash", "busybox", "perl", "python", "ruby", "php", "lua",
        "node",
        "tclsh", "expect", "awk", "gawk", "mawk", "sed", "find", "env", "cat", "tac", "head", "tail", "cp", "mv", "dd", "tee", "ln",
        "chmod",
        "chown", "install", "tar", "zip", "vi", "vim", "nano", "ed", "less", "more", "xargs", "nice", "nohup", "timeout", "setsid",
        "strace",
        "gdb", "nmap", "nc", "ncat", "socat", "curl", "wget", "rsync", "git", "make", "docker", "systemctl", "openssl", "stdbuf", "taskset",
    ]
}
