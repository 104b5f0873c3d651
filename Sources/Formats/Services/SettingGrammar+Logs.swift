import Model

/// Settings of mail, logs and watching: programs that a message, a log line or a question starts.
extension SettingGrammar {
    /// aliases(5) of sendmail, postfix and exim: `name: "|command"`, `:include:/file`.
    package static let mailAliases = lines("aliases") { line in
        guard let colon = line.bytes.firstIndex(of: 0x3a) else { return [] }
        return recipients(line.bytes[(colon + 1)...], line.number)
    }

    /// forward(5) and files of `:include:`: recipients alone.
    package static let forward = lines("forward") { line in recipients(line.bytes, line.number) }

    private static func recipients(_ bytes: ArraySlice<UInt8>, _ number: Int) -> [SettingCommand] {
        var commands: [SettingCommand] = []
        var rest = bytes
        while let bar = rest.firstIndex(of: 0x7c) {
            // `"|command with words"` or `|"command"`, up to the quote; else up to a comma.
            let isInside = bar > rest.startIndex && rest[bar - 1] == 0x22
            var command = rest[(bar + 1)...].drop { ConfigurationLine.isBlank($0) || $0 == 0x22 }
            let isQuoted = isInside || command.startIndex > bar + 1
            command = command.prefix { isQuoted ? $0 != 0x22 : $0 != 0x2c }
            commands.append(SettingCommand(key: "|", text: RawText(ConfigurationLine.trim(command)), line: number))
            rest = rest[command.endIndex...]
            if commands.count > 20 { break }
        }
        return commands
    }

    /// master.cf of postfix (pipe(8), spawn(8)) and services of dovecot: what stands behind `argv=` and `executable =`.
    package static let mailDaemons = lines("mail-daemons") { line in
        let text = RawText(line.bytes)
        guard text.contains("argv=") || text.contains("executable"), let command = line.fromPath else { return [] }
        let bare = ConfigurationLine.trim(command.bytes.prefix { $0 != 0x7d })
        return [SettingCommand(key: text.contains("argv=") ? "argv" : "executable", text: RawText(bare), line: line.number)]
    }

    /// Actions of fail2ban (jail.conf(5)).
    package static let bans = keyed("bans", ["actionban", "actionunban", "actionstart", "actionstop", "actioncheck", "actionreload"])

    /// procmailrc(5): an action line that begins with `|`, and commands in backquotes or behind `TRAP=`.
    package static let procmail = lines("procmail") { line in
        if line.bytes.first == 0x7c {
            return [SettingCommand(key: "|", text: RawText(ConfigurationLine.trim(line.bytes.dropFirst())), line: line.number)]
        }
        return line.key == "trap" ? [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)] : []
    }

    /// logrotate(8): scripts between a keyword and `endscript`, and programs that pack.
    package static let logrotate = SettingGrammar("logrotate") { text in
        var parsed = Parsed<[SettingCommand]>([])
        let keywords: Set<String> = ["postrotate", "prerotate", "firstaction", "lastaction", "preremove"]
        var script: (key: RawText, line: Int, bytes: [UInt8])?
        for line in ConfigurationText.lines(text) where parsed.value.count < mostCommands {
            let setting = SettingLine(bytes: line.trimmed, number: line.number)
            if var open = script {
                script = nil
                if setting.key == "endscript" {
                    parsed.value.append(SettingCommand(key: open.key, text: RawText(open.bytes), line: open.line))
                } else {
                    if open.bytes.count < 64 << 10 { open.bytes += line.bytes + [0x0a] }
                    script = open
                }
            } else if keywords.contains(setting.key) {
                script = (setting.writtenKey, line.number + 1, [])
            } else if setting.key == "compresscmd" || setting.key == "uncompresscmd" {
                parsed.value.append(SettingCommand(key: setting.writtenKey, text: setting.value, line: line.number))
            }
        }
        if let script { parsed.value.append(SettingCommand(key: script.key, text: RawText(script.bytes), line: script.line)) }
        return parsed
    }

    /// rsyslog.conf(5): `^program;template`, `action(type="omprog" binary="…")`, `module(load="/…")`, `$ModLoad /…`.
    package static let rsyslog = lines("rsyslog") { line in
        if line.bytes.first == 0x24 {
            guard line.key == "$modload" || line.key == "$actionomprogbinary", line.value.hasPrefix("/") else { return [] }
            return [SettingCommand(line.key == "$modload" ? .library : .command, key: line.writtenKey, text: line.value, line: line.number)]
        }
        if let binary = line.quoted(behind: "binary") { return [SettingCommand(key: "omprog", text: binary, line: line.number)] }
        if let module = line.quoted(behind: "module(load"), module.hasPrefix("/") {
            return [SettingCommand(.library, key: "module", text: module, line: line.number)]
        }
        guard let action = line.words.dropFirst().last, action.hasPrefix("^/") else { return [] }
        return [SettingCommand(key: "^", text: RawText(action.bytes.dropFirst().prefix { $0 != 0x3b }), line: line.number)]
    }

    /// syslog-ng.conf(5): `program("…")`.
    package static let syslogNG = lines("syslog-ng") { line in
        line.quoted(behind: "program(").map { $0.contains("/") ? [SettingCommand(key: "program", text: $0, line: line.number)] : [] } ?? []
    }

    /// Plug-ins of auditd (auditd-plugins(5)): `path =`.
    package static let auditPlugin = lines("audit-plugin") { line in
        guard line.key == "path", line.value.hasPrefix("/") else { return [] }
        return [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)]
    }

    /// snmpd.conf(5): `extend`, `exec`, `sh`, `pass` and their kin, and `dlmod`.
    package static let snmpd = lines("snmpd") { line in
        switch line.key {
        case "extend", "extend-sh", "extendfix", "exec", "execfix", "sh", "pass", "pass_persist", "sessionprogram":
            return line.fromPath.map { [SettingCommand(key: line.writtenKey, text: $0, line: line.number)] } ?? []
        case "dlmod": return line.fromPath.map { [SettingCommand(.library, key: "dlmod", text: $0, line: line.number)] } ?? []
        default: return []
        }
    }

    /// Agents of watching: `UserParameter=key,command` (Zabbix), `command[name]=command` (NRPE), `Exec "user" "program"` (collectd).
    package static let agents = lines("agents") { line in
        if line.key == "userparameter", let comma = line.value.bytes.firstIndex(of: 0x2c) {
            return [SettingCommand(key: line.writtenKey, text: RawText(line.value.bytes[(comma + 1)...]), line: line.number)]
        }
        if line.key.hasPrefix("command[") { return [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)] }
        guard line.key == "exec" || line.key == "notificationexec" else { return [] }
        return line.fromPath.map { [SettingCommand(key: line.writtenKey, text: $0, line: line.number)] } ?? []
    }
}
