/// Programs that hand whoever starts them a shell, a file or a process of his choice (names after GTFOBins). No distribution ships
/// one of them with the set-user-ID or set-group-ID bit.
package enum ShellGivers {
    /// Whether a program of this path has the bit although it must not.
    package static func isRaised(_ path: RawText, _ status: FileStatus) -> Bool {
        (status.isSetUser || status.isSetGroup) && gives(path)
    }

    /// Whether a program of this path is one of them; version numbers behind the name are left out.
    package static func gives(_ path: RawText) -> Bool {
        let name = path.lastComponent.bytes.prefix { $0 != 0x2e && !($0 >= 0x30 && $0 <= 0x39) }
        return names.contains(RawText(Array(name)))
    }

    private static let names: Set<RawText> = [
        "bash", "dash", "sh", "ksh", "mksh", "zsh", "csh", "tcsh", "fish", "rbash", "ash", "yash", "busybox", "toybox", "sash", "perl",
        "python", "python3", "pypy", "ruby", "irb", "php", "lua", "luajit", "node", "nodejs", "bun", "deno", "tclsh", "wish", "expect",
        "guile",
        "julia", "ghc", "jjs", "jrunscript", "java", "octave", "Rscript", "scala", "gawk", "awk", "mawk", "nawk", "sed", "find", "env",
        "cat",
        "tac", "head", "tail", "cp", "mv", "dd", "tee", "ln", "rm", "chmod", "chown", "chgrp", "install", "tar", "bsdtar", "cpio", "zip",
        "unzip",
        "gzip", "gunzip", "bzip", "xz", "zstd", "ar", "base", "basenc", "xxd", "hexdump", "od", "cut", "sort", "uniq", "split", "csplit",
        "comm",
        "diff", "cmp", "join", "paste", "fold", "fmt", "nl", "pr", "strings", "vi", "vim", "view", "vimdiff", "nvim", "nano", "pico", "ed",
        "red", "ex",
        "emacs", "joe", "mcedit", "less", "more", "most", "pg", "xargs", "nice", "ionice", "nohup", "timeout", "setsid", "stdbuf",
        "taskset",
        "chrt", "setarch", "linux", "unshare", "nsenter", "chroot", "capsh", "setpriv", "start-stop-daemon", "run-parts", "watch", "flock",
        "time",
        "strace", "ltrace", "gdb", "nmap", "nc", "ncat", "netcat", "socat", "curl", "wget", "aria", "lynx", "rsync", "scp", "sftp", "ssh",
        "ftp",
        "tftp", "telnet", "git", "make", "cmake", "gcc", "cc", "ld", "as", "objcopy", "docker", "podman", "systemctl", "journalctl",
        "systemd-run",
        "openssl", "rpm", "dpkg", "apt", "apt-get", "yum", "dnf", "pip", "gem", "npm", "mysql", "psql", "sqlite", "tmux", "rlwrap",
        "script", "logsave",
        "date", "dmesg", "file", "grep", "egrep", "fgrep", "ip", "ss", "jq", "m", "pandoc", "tcpdump", "debugfs", "dosbox", "ld.so",
        "whiptail",
    ]
}
