import Model

/// Settings of programs that a person calls, in which commands stand that run when it begins.
extension SettingGrammar {
    /// psql(1) and sqlite3(1): `\! command`, `.shell command`; gdb: `shell command`.
    package static let consoles = lines("consoles") { line in
        let words = line.words
        guard let first = words.first else { return [] }
        if ["\\!", ".shell", ".system", "shell", "!"].contains(first), words.count > 1 {
            return [SettingCommand(key: first, text: line.behind(1), line: line.number)]
        }
        guard first == "\\setenv" || first == "python" || first == "source" else { return [] }
        return first == "source" && words.count > 1
            ? [SettingCommand(.script, key: first, text: words[1], line: line.number)]
            : ConfigurationText.quoted(line.bytes).filter { $0.contains(" ") || $0.hasPrefix("/") }.prefix(5).map {
                SettingCommand(key: first, text: $0, line: line.number)
            }
    }

    /// Options of the mysql client (mysql(1)): the pager that every answer is handed to.
    package static let mysqlClient = keyed("mysql-client", ["pager"])

    /// gpg-agent(1): the programs that ask for a password and talk to cards.
    package static let gpgAgent = lines("gpg-agent") { line in
        guard ["pinentry-program", "scdaemon-program", "agent-program", "dirmngr-program", "keyboxd-program"].contains(line.key),
            line.value.hasPrefix("/")
        else { return [] }
        return [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)]
    }

    /// hgrc(5), sections hooks and alias; Subversion's config, section tunnels.
    package static let versionControl = SettingGrammar("version-control") { text in
        var parsed = Parsed<[SettingCommand]>([])
        var section: RawText = ""
        for line in ConfigurationText.joinedLines(text, comments: [0x23, 0x3b]) where parsed.value.count < mostCommands {
            guard let first = line.trimmed.first, first != 0x23, first != 0x3b else { continue }
            if first == 0x5b {
                section = RawText(line.trimmed.dropFirst().prefix { $0 != 0x5d }).asciiLowercased
                continue
            }
            let setting = SettingLine(bytes: line.trimmed, number: line.number)
            let isShell = setting.value.hasPrefix("!") || setting.value.hasPrefix("$")
            guard section == "hooks" || section == "tunnels" || section == "alias" && isShell, !setting.value.isEmpty,
                !setting.value.hasPrefix("python:")
            else { continue }
            let command = isShell && setting.value.hasPrefix("!") ? RawText(setting.value.bytes.dropFirst()) : setting.value
            parsed.value.append(SettingCommand(key: section + "." + setting.writtenKey, text: command, line: line.number))
        }
        return parsed
    }

    /// Plug-ins of vim(1): commands within `system(…)` and `job_start(…)`, and lines of `!command`.
    package static let vim = lines("vim", comments: [0x22]) { line in
        let text = RawText(line.bytes)
        if ["system(", "systemlist(", "job_start(", "jobstart(", "termopen(", "os.execute(", "io.popen("].contains(where: {
            text.contains($0)
        }) {
            return ConfigurationText.quoted(line.bytes).filter { $0.contains("/") }.prefix(8).map {
                SettingCommand(key: "system", text: $0, line: line.number)
            }
        }
        // ":silent !command", "autocmd VimEnter * silent! !command"
        guard let range = text.firstRange(of: " !"), text.contains("silent") || text.hasPrefix("au") else { return [] }
        return [SettingCommand(key: "!", text: RawText(text.bytes[range.upperBound...]), line: line.number)]
    }

    /// Lists in YAML of cloud-init and Groovy's `[…].execute()`: each quoted word of a line that starts something.
    package static let quotedCommands = lines("quoted-commands", comments: [0x23, 0x3b]) { line in
        // "- command" of cloud-init.
        if line.bytes.starts(with: [0x2d, 0x20]), line.bytes.dropFirst(2).first != 0x5b, !line.bytes.contains(0x22) {
            return [SettingCommand(key: "-", text: line.behind(1), line: line.number)]
        }
        return ConfigurationText.quoted(line.bytes).filter { $0.contains(" ") && $0.contains("/") }.prefix(8).map {
            SettingCommand(key: "", text: $0, line: line.number)
        }
    }
}
