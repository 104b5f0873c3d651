import Model

/// A program that runs another program named on its own command line, and how its own options end.
struct CommandWrapper: Sendable {
    /// Option letters that take an argument, as in getopt(3).
    var letters: String
    /// Long options that take the next word as their argument.
    var long: Set<String> = []
    /// Operands of its own before the program: the duration of timeout(1), the mask of taskset(1).
    var operands = 0
    /// Whether `NAME=value` may stand before the program.
    var takesAssignments = false
    /// The option whose argument is a shell line of its own: `-c` of flock(1), `-S` of env(1).
    var lineOption: String?

    /// After the manual page of each.
    static let known: [String: CommandWrapper] = [
        "sudo": CommandWrapper(
            letters: "ughpCrtTUDR", long: ["--user", "--group", "--host", "--prompt", "--chdir"], takesAssignments: true),
        "doas": CommandWrapper(letters: "uC"),
        "env": CommandWrapper(letters: "uC", long: ["--unset", "--chdir"], takesAssignments: true, lineOption: "-S"),
        "nice": CommandWrapper(letters: "n", long: ["--adjustment"]),
        "ionice": CommandWrapper(letters: "cnpPu", long: ["--class", "--classdata"]),
        "nohup": CommandWrapper(letters: ""),
        "setsid": CommandWrapper(letters: ""),
        "timeout": CommandWrapper(letters: "sk", long: ["--signal", "--kill-after"], operands: 1),
        "flock": CommandWrapper(letters: "wE", long: ["--timeout", "--wait", "--conflict-exit-code"], operands: 1, lineOption: "-c"),
        "lckdo": CommandWrapper(letters: "W", operands: 1),
        "chronic": CommandWrapper(letters: ""),
        "stdbuf": CommandWrapper(letters: "ioe"),
        "time": CommandWrapper(letters: "fo"),
        "chroot": CommandWrapper(letters: "", operands: 1),
        "unshare": CommandWrapper(letters: "RwSG"),
        "nsenter": CommandWrapper(letters: "tSGr", long: ["--target"]),
        "taskset": CommandWrapper(letters: "", operands: 1),
        "chrt": CommandWrapper(letters: "TPD", operands: 1),
        "numactl": CommandWrapper(letters: "iNmCpl"),
        "cgexec": CommandWrapper(letters: "g"),
        "setarch": CommandWrapper(letters: ""),
        "linux32": CommandWrapper(letters: ""),
        "linux64": CommandWrapper(letters: ""),
        "proxychains": CommandWrapper(letters: "f"),
        "proxychains4": CommandWrapper(letters: "f"),
        "torsocks": CommandWrapper(letters: "uPa"),
        "torify": CommandWrapper(letters: ""),
        "fakeroot": CommandWrapper(letters: "lsibu"),
        "eatmydata": CommandWrapper(letters: ""),
        "faketime": CommandWrapper(letters: "f", operands: 1),
        "catchsegv": CommandWrapper(letters: ""),
        "dbus-run-session": CommandWrapper(letters: ""),
        "systemd-run": CommandWrapper(letters: "pHMuESt", long: ["--unit", "--property", "--slice", "--uid", "--gid", "--on-calendar"]),
        "systemd-cat": CommandWrapper(letters: "tp", long: ["--identifier", "--priority"]),
        "systemd-inhibit": CommandWrapper(letters: ""),
        "strace": CommandWrapper(letters: "abeEIoOpPsSuUX"),
        "ltrace": CommandWrapper(letters: "aAeDFlnopsuwxX"),
        "gdb": CommandWrapper(letters: "x"),
        "watch": CommandWrapper(letters: "n"),
        "xargs": CommandWrapper(letters: "aEdILnPs"),
        "parallel": CommandWrapper(letters: "jIaNnS"),
        "daemonize": CommandWrapper(letters: "acepolu"),
        "runcon": CommandWrapper(letters: "turl", operands: 1),
        "setpriv": CommandWrapper(letters: ""),
        "softlimit": CommandWrapper(letters: "adfmnlostcrp"),
        "setuidgid": CommandWrapper(letters: "", operands: 1),
        "chpst": CommandWrapper(letters: "uUbe/nlmdofpcr012"),
        "exec": CommandWrapper(letters: "a"),
        "command": CommandWrapper(letters: ""),
        "builtin": CommandWrapper(letters: ""),
        "busybox": CommandWrapper(letters: ""),
        "toybox": CommandWrapper(letters: ""),
    ]

    /// What stands behind the wrapper's own words.
    struct Reading {
        /// Index of the program's word; nil where the wrapper runs none.
        var program: Int?
        var assignments: [ShellAssignment] = []
        /// Shell lines among the options.
        var lines: [ShellWord] = []
    }

    /// Reads the wrapper's words from `first`, the word behind its name.
    func read(_ words: [ShellWord], from first: Int) -> Reading {
        var reading = Reading()
        var operandsLeft = operands
        var index = first
        while index < words.count {
            let word = words[index]
            let text = word.text.bytes
            let isOption = text.first == 0x2d && text.count > 1
            if word.text == "--" {
                index += 1
                if operandsLeft == 0 { break }
                continue
            }
            if isOption, let lineOption, word.text.comparable == lineOption {
                if index + 1 < words.count { reading.lines.append(words[index + 1]) }
                return reading
            }
            if isOption, text[1] == 0x2d {
                index += long.contains(word.text.comparable) ? 2 : 1
            } else if isOption {
                index += takesNext(text) ? 2 : 1
            } else if takesAssignments, let assignment = ShellDraft.assignment(word) {
                reading.assignments.append(assignment)
                index += 1
            } else if operandsLeft > 0 {
                operandsLeft -= 1
                index += 1
            } else {
                break
            }
        }
        reading.program = index < words.count ? index : nil
        return reading
    }

    /// Whether a cluster of letters ends in one that takes the next word.
    private func takesNext(_ option: [UInt8]) -> Bool {
        for (index, letter) in option.enumerated().dropFirst() where letters.utf8.contains(letter) {
            return index == option.count - 1
        }
        return false
    }
}
