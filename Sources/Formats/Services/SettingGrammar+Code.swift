import Model

/// Settings of servers and interpreters that load code: modules, extensions, files that are put before every script.
extension SettingGrammar {
    /// php.ini and .user.ini (PHP manual, "List of php.ini directives").
    package static let php = lines("php.ini", comments: [0x3b, 0x23]) { line in phpSetting(line, line.key) }

    /// A pool of php-fpm (php-fpm.conf(5)): `php_admin_value[auto_prepend_file] = …`, `env[LD_PRELOAD] = …`.
    package static let phpPool = lines("php-pool", comments: [0x3b, 0x23]) { line in
        guard let open = line.key.firstIndex(of: "["), let close = line.key.firstIndex(of: "]"), open < close else { return [] }
        let name = String(line.key[line.key.index(after: open)..<close])
        switch line.key[..<open] {
        case "php_value", "php_admin_value": return phpSetting(line, name)
        case "env" where name == "ld_preload" || name == "ld_audit":
            return [SettingCommand(key: line.writtenKey, text: "LD_PRELOAD=" + line.value + " true", line: line.number)]
        default: return []
        }
    }

    private static func phpSetting(_ line: SettingLine, _ key: String) -> [SettingCommand] {
        switch key {
        case "auto_prepend_file", "auto_append_file", "opcache.preload":
            return line.value.isEmpty || line.value == "none"
                ? []
                : [
                    SettingCommand(.script, key: line.writtenKey, text: line.value, line: line.number)
                ]
        case "extension", "zend_extension":
            return line.value.hasPrefix("/") || line.value.hasSuffix(".so")
                ? [SettingCommand(.library, key: line.writtenKey, text: line.value, line: line.number)]
                : line.value.isEmpty ? [] : [SettingCommand(.library, key: line.writtenKey, text: line.value + ".so", line: line.number)]
        case "sendmail_path", "mail.force_extra_parameters":
            return line.value.hasPrefix("/") ? [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)] : []
        default: return []
        }
    }

    /// Directives of the Apache web server, of .htaccess too.
    package static let apache = lines("apache-hooks") { line in
        let words = line.words
        switch line.key {
        case "loadmodule" where words.count > 2: return [SettingCommand(.library, key: words[0], text: words[2], line: line.number)]
        case "loadfile" where words.count > 1: return [SettingCommand(.library, key: words[0], text: words[1], line: line.number)]
        case "customlog", "errorlog", "transferlog", "globallog", "forensiclog":
            guard let log = words.dropFirst().first, log.hasPrefix("|") else { return [] }
            return [SettingCommand(key: words[0], text: RawText(log.bytes.drop { $0 == 0x7c || $0 == 0x24 }), line: line.number)]
        case "rewritemap" where words.count > 2 && words[2].hasPrefix("prg:"):
            return [SettingCommand(key: words[0], text: RawText(words[2].bytes.dropFirst(4)), line: line.number)]
        case "setenv" where words.count > 2 && (words[1] == "LD_PRELOAD" || words[1] == "LD_AUDIT"):
            return [SettingCommand(key: words[0], text: words[1] + "=" + words[2] + " true", line: line.number)]
        case "addhandler", "addtype":
            // The file of settings itself is handed to an interpreter.
            guard words.dropFirst(2).contains(where: { $0.asciiLowercased.hasSuffix("htaccess") }) else { return [] }
            return [SettingCommand(.servedCode, key: words[0], text: RawText(line.bytes.prefix(200)), line: line.number)]
        case "extfilterdefine": return line.quoted(behind: "cmd").map { [SettingCommand(key: words[0], text: $0, line: line.number)] } ?? []
        case "php_value", "php_admin_value":
            guard words.count > 2, words[1] == "auto_prepend_file" || words[1] == "auto_append_file", words[2] != "none" else { return [] }
            return [SettingCommand(.script, key: words[1], text: words[2], line: line.number)]
        default: return []
        }
    }

    /// Engines and providers of openssl (config(5)).
    package static let openssl = keyed("openssl", ["dynamic_path", "module"], kind: .library)

    /// Plug-ins of MySQL and MariaDB (mysqld(8)): `plugin-load-add = NAME=FILE;…`.
    package static let mysql = lines("mysql") { line in
        switch RawText(line.key.utf8.map { $0 == 0x5f ? 0x2d : $0 }).comparable {
        case "plugin-load", "plugin-load-add", "malloc-lib":
            return line.value.split(0x3b).prefix(50).compactMap { part in
                let file = part.split(0x3d).last ?? part
                return file.hasPrefix("/") || file.hasSuffix(".so")
                    ? SettingCommand(.library, key: line.writtenKey, text: file, line: line.number) : nil
            }
        case "init-file": return [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)]
        case "plugin-dir":
            // Where plug-ins lie is nobody's choice but the package's; a folder that everybody may write to is an intruder's.
            let isOpen = (["/tmp/", "/var/tmp/", "/dev/shm/"] as [RawText]).contains { line.value.hasPrefix($0) }
            return isOpen ? [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)] : []
        default: return []
        }
    }

    /// `load_module` of nginx.
    package static let nginx = lines("nginx-hooks") { line in
        guard line.key == "load_module" else { return [] }
        let path = RawText(line.value.bytes.filter { $0 != 0x3b && $0 != 0x22 })
        return [SettingCommand(.library, key: "load_module", text: path, line: line.number)]
    }

    /// git-config(1): keys whose value git hands to a shell or runs.
    package static let git = SettingGrammar("git-config") { text in
        var parsed = Parsed<[SettingCommand]>([])
        var section: RawText = ""
        for line in ConfigurationText.joinedLines(text, comments: [0x23, 0x3b]) where parsed.value.count < mostCommands {
            var bytes = line.trimmed
            guard let first = bytes.first, first != 0x23, first != 0x3b else { continue }
            if first == 0x5b {
                let head = bytes.dropFirst().prefix { $0 != 0x5d }
                section = RawText(head.prefix { !ConfigurationLine.isBlank($0) && $0 != 0x22 && $0 != 0x2e }).asciiLowercased
                bytes = ConfigurationLine.trim(bytes[head.endIndex...].dropFirst())
            }
            let setting = SettingLine(bytes: bytes, number: line.number)
            guard !bytes.isEmpty, let value = gitCommand(section.comparable, setting.key, setting.value) else { continue }
            parsed.value.append(SettingCommand(key: section + "." + setting.writtenKey, text: value, line: line.number))
        }
        return parsed
    }

    private static func gitCommand(_ section: String, _ key: String, _ value: RawText) -> RawText? {
        let isShell = value.hasPrefix("!")
        let text = isShell ? RawText(value.bytes.dropFirst()) : value
        guard !text.isEmpty, text != "true", text != "false" else { return nil }
        switch (section, key) {
        case ("alias", _), ("credential", "helper"): return isShell || text.hasPrefix("/") ? text : nil
        case ("core", "pager"), ("core", "editor"), ("core", "fsmonitor"), ("core", "sshcommand"), ("core", "gitproxy"),
            ("core", "askpass"), ("core", "alternaterefscommand"), ("sequence", "editor"), ("diff", "external"), ("diff", "command"),
            ("diff", "textconv"), ("filter", "clean"), ("filter", "smudge"), ("filter", "process"), ("gpg", "program"),
            ("interactive", "difffilter"), ("merge", "driver"), ("mergetool", "cmd"), ("difftool", "cmd"), ("remote", "uploadpack"),
            ("remote", "receivepack"), ("sendemail", "smtpserver"), ("uploadpack", "packobjectshook"), ("pager", _):
            return text
        case ("core", "hookspath"), ("init", "templatedir"): return text
        default: return nil
        }
    }

    /// Path files of Python (site of its library reference): a line that begins with "import" is run.
    package static let pythonPath = lines("python-path") { line in
        guard line.bytes.starts(with: Array("import ".utf8)) || line.bytes.starts(with: Array("import\t".utf8)) else { return [] }
        return [SettingCommand(.script, key: "import", text: RawText(line.bytes.prefix(300)), line: line.number)]
    }

    /// tmux(1) and screen(1): what a session runs by itself.
    package static let terminals = lines("terminals") { line in
        switch line.key {
        case "run-shell", "run", "exec", "if-shell", "if": [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)]
        case "set-hook": line.quoted(behind: "run-shell ").map { [SettingCommand(key: "set-hook", text: $0, line: line.number)] } ?? []
        default: []
        }
    }

    /// Every grammar, for the catalogue of parsers.
    package static let all: [SettingGrammar] = [
        .interfaces, .modprobe, .dbusService, .inetd, .xinetd, .tcpWrappers, .dpkg, .incron, .scripts, .supervisor,
        .inputrc, .mailAliases, .forward, .procmail, .logrotate, .rsyslog, .syslogNG, .auditPlugin, .snmpd, .agents, .php, .apache, .nginx,
        .git, .pythonPath, .terminals, .builders, .perlCalls, .mailDaemons, .bans, .openssl, .phpPool,
        .nginxLua, .mysql, .shares, .postgres, .redis, .lighttpd, .uwsgi, .networkHelpers, .toml, .loginDefinitions, .crypttab, .consoles,
        .mysqlClient, .gpgAgent, .versionControl, .vim, .quotedCommands,
    ]

    /// The grammar of that name.
    package static func named(_ name: String) -> SettingGrammar? { all.first { $0.name == name } }
}
