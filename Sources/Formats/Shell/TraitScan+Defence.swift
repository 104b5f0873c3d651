import Model

extension TraitScan {
    /// Protection switched off.
    mutating func judgeDefence(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        let operands = program.operands
        switch program.name {
        case "iptables", "ip6tables":
            let flushes = program.arguments.firstIndex { $0.text == "-F" || $0.text == "--flush" }
            if let flushes {
                let next = flushes + 1 < program.words.count ? program.words[flushes + 1].text : ""
                // A chain of one's own may be flushed.
                if next.isEmpty || next.bytes[0] == 0x2d || next == "INPUT" || next == "OUTPUT" { add(.disablesDefence, text, offset) }
            }
            if program.has("-P", "--policy"), operands.contains(where: { $0.text == "INPUT" }),
                operands.contains(where: { $0.text == "ACCEPT" })
            {
                add(.disablesDefence, text, offset)
            }
        case "nft":
            if operands.map(\.text.comparable).joined(separator: " ") == "flush ruleset" { add(.disablesDefence, text, offset) }
        case "ufw":
            if operands.contains(where: { $0.text == "disable" || $0.text == "reset" }) { add(.disablesDefence, text, offset) }
        case "setenforce":
            if operands.first?.text == "0" || operands.first?.text.asciiLowercased == "permissive" { add(.disablesDefence, text, offset) }
        case "sed":
            if operands.contains(where: { $0.text.contains("SELINUX=disabled") || $0.text.contains("SELINUX=permissive") }) {
                add(.disablesDefence, text, offset)
            }
        case "systemctl":
            let stops = operands.contains { ["stop", "disable", "mask"].contains($0.text.comparable) }
            if stops, operands.contains(where: { Self.isDefence($0.text) }) { add(.disablesDefence, text, offset) }
        case "service":
            if operands.count > 1, operands[1].text == "stop", Self.isDefence(operands[0].text) { add(.disablesDefence, text, offset) }
        case "chkconfig":
            if operands.count > 1, operands[1].text == "off", Self.isDefence(operands[0].text) { add(.disablesDefence, text, offset) }
        case "update-rc.d":
            if operands.count > 1, operands[1].text == "disable", Self.isDefence(operands[0].text) { add(.disablesDefence, text, offset) }
        case "rc-update":
            if operands.count > 1, operands[0].text == "del", Self.isDefence(operands[1].text) { add(.disablesDefence, text, offset) }
        case "pkill", "killall", "killall5":
            if operands.contains(where: { Self.isDefence($0.text) || $0.text == "rsyslogd" || $0.text == "syslogd" }) {
                add(.disablesDefence, text, offset)
            }
        case "auditctl":
            if program.value(of: "-e")?.text == "0" || program.has("-D") { add(.disablesDefence, text, offset) }
        case "aa-teardown":
            add(.disablesDefence, text, offset)
        default:
            // `/etc/init.d/iptables stop`
            if program.words[0].text.contains("/init.d/") || program.words[0].text.contains("/rc.d/"), operands.first?.text == "stop",
                Self.isDefence(RawText(program.name))
            {
                add(.disablesDefence, text, offset)
            }
        }
    }

    private static func isDefence(_ unit: RawText) -> Bool {
        var name = unit.comparable
        if name.hasSuffix(".service") { name = String(name.dropLast(8)) }
        return defences.contains(name)
    }

    private static let defences: Set<String> = [
        "auditd", "rsyslog", "syslog", "syslog-ng", "sysklogd", "systemd-journald", "fail2ban", "firewalld", "iptables", "ip6tables", "ufw",
        "apparmor", "nftables", "clamav-daemon", "clamd", "clamd@scan", "crowdsec", "ossec", "wazuh-agent", "falcon-sensor", "denyhosts",
        "sshguard", "aide", "samhain", "psad", "snort", "suricata", "falco", "osqueryd", "aegis", "cloudmonitor", "qcloud", "mdatp",
    ]

    /// Log-ins added, rights given, modules loaded.
    mutating func judgePrivilege(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        switch program.name {
        case "useradd", "adduser", "usermod":
            let number = program.value(of: "-u", "--uid", "-ou")?.text
            let isDouble = program.hasLetter("o") || program.has("--non-unique")
            if number == "0", isDouble { add(.addsLogin, text, offset) }
        case "chpasswd":
            for redirection in program.redirections where redirection.operation == .hereString || redirection.operation == .hereDocument {
                let value = redirection.target.text
                if value.bytes.contains(0x3a), !value.holdsExpansion { add(.addsLogin, text, offset) }
            }
        case "tee":
            let files = program.operands.map(\.text)
            let appends = program.hasLetter("a") || program.has("--append")
            if appends, files.contains(where: { $0 == "/etc/passwd" || $0 == "/etc/shadow" || Self.isKeyFile($0) }) {
                add(.addsLogin, text, offset)
            }
        case "chmod":
            if program.arguments.contains(where: { Self.setsUser($0.text.bytes) }) { add(.setsPrivilege, text, offset) }
        case "install":
            if let mode = program.value(of: "-m", "--mode"), Self.setsUser(mode.text.bytes) { add(.setsPrivilege, text, offset) }
        case "setcap":
            let strong = [
                "cap_setuid", "cap_setgid", "cap_dac", "cap_sys_admin", "cap_sys_ptrace", "cap_sys_module", "cap_chown", "cap_fowner",
                "all",
            ]
            let given = program.operands.first?.text.asciiLowercased ?? ""
            if strong.contains(where: { given.hasPrefix(RawText($0)) || given.contains(RawText("," + $0)) }) || given.hasPrefix("=") {
                add(.setsPrivilege, text, offset)
            }
        case "insmod":
            if let module = program.operands.first?.text, module.contains(".ko"), !module.holdsExpansion,
                !module.hasPrefix("/lib/modules/"), !module.hasPrefix("/usr/lib/modules/")
            {
                add(.loadsKernelModule, text, offset)
            }
        default: break
        }
    }

    /// `u+s`, `+s`, `4755`, `04711`, `6755` of chmod(1).
    private static func setsUser(_ mode: [UInt8]) -> Bool {
        guard mode.count >= 2, mode.count <= 12 else { return false }
        if mode.allSatisfy({ $0 >= 0x30 && $0 <= 0x37 }) {
            let digits = mode.drop { $0 == 0x30 }
            return digits.count == 4 && (digits.first == 0x34 || digits.first == 0x36 || digits.first == 0x35 || digits.first == 0x37)
        }
        guard let plus = mode.firstIndex(of: 0x2b), mode[plus...].contains(0x73), !mode.contains(0x2f) else { return false }
        let who = mode[..<plus]
        return who.allSatisfy { $0 == 0x75 || $0 == 0x61 || $0 == 0x67 || $0 == 0x6f }
            && (who.isEmpty || who.contains(0x75) || who.contains(0x61))
    }
}
