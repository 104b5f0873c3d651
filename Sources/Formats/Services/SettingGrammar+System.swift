import Model

/// Settings of the system's own programs.
extension SettingGrammar {
    /// interfaces(5).
    package static let interfaces = keyed("interfaces", ["up", "pre-up", "post-up", "down", "pre-down", "post-down"])

    /// modprobe.d(5): `install MODULE COMMAND`, `remove MODULE COMMAND`.
    package static let modprobe = lines("modprobe") { line in
        guard line.key == "install" || line.key == "remove" else { return [] }
        let command = line.behind(2)
        return command.isEmpty ? [] : [SettingCommand(key: line.writtenKey, text: command, line: line.number)]
    }

    /// Service files of D-Bus: `Exec=`.
    package static let dbusService = keyed("dbus-service", ["exec"])

    /// inetd.conf(5): the sixth field and what is behind it; tcpd(8) in front of it is passed over.
    package static let inetd = lines("inetd") { line in
        let words = line.words
        guard words.count > 5, words[5] != "internal", words[5].bytes.first == 0x2f else { return [] }
        let rest = words[5].lastComponent == "tcpd" && words.count > 6 ? Array(words[6...]) : [words[5]] + words.dropFirst(7)
        return [SettingCommand(key: words[0], text: RawText(rest.map(\.bytes).joined(separator: [0x20])), line: line.number)]
    }

    /// xinetd.conf(5): `server` with `server_args`, until the closing brace.
    package static let xinetd = SettingGrammar("xinetd") { text in
        var parsed = Parsed<[SettingCommand]>([])
        var server: (text: RawText, line: Int)?
        var arguments: RawText = ""
        func close() {
            if let server { parsed.value.append(SettingCommand(key: "server", text: server.text + " " + arguments, line: server.line)) }
            (server, arguments) = (nil, "")
        }
        for line in ConfigurationText.lines(text) where parsed.value.count < mostCommands {
            let setting = SettingLine(bytes: line.trimmed, number: line.number)
            switch setting.key {
            case "server": server = (setting.value, line.number)
            case "server_args": arguments = setting.value
            case "}": close()
            default: break
            }
        }
        close()
        return parsed
    }

    /// hosts_options(5): `: spawn COMMAND` and `: twist COMMAND`.
    package static let tcpWrappers = lines("tcp-wrappers") { line in
        for keyword in ["spawn", "twist"] {
            guard let at = ByteSearch.first(Array(keyword.utf8), in: Array(line.bytes), from: 0, to: line.bytes.count), at > 0 else {
                continue
            }
            let rest = line.bytes.dropFirst(at + keyword.utf8.count).filter { $0 != 0x28 && $0 != 0x29 }
            return [SettingCommand(key: RawText(keyword), text: RawText(ConfigurationLine.trim(rest[...])), line: line.number)]
        }
        return []
    }

    /// dpkg.cfg(5) and its parts: `pre-invoke=`, `post-invoke=`, `status-logger=`.
    package static let dpkg = keyed("dpkg", ["pre-invoke", "post-invoke", "status-logger", "hook-post-invoke", "hook-pre-invoke"])

    /// incrontab(5): `PATH MASK COMMAND`.
    package static let incron = lines("incron") { line in
        let command = line.behind(2)
        return command.isEmpty ? [] : [SettingCommand(key: line.words.first ?? "", text: command, line: line.number)]
    }

    /// dhclient.conf(5), pppd(8) options, autofs(5), mdadm.conf(5), smartd.conf(5), acpid(8) events.
    package static let scripts = lines("scripts") { line in
        switch line.key {
        case "script", "connect", "disconnect", "welcome", "pty", "program", "action", "notify", "notify_master", "notify_backup",
            "notify_fault", "notify_stop", "up", "down", "route-up", "client-connect", "client-disconnect", "learn-address",
            "auth-user-pass-verify", "tls-verify", "ipchange", "postup", "preup", "postdown", "predown", "notifycmd", "shutdowncmd",
            "renew_hook", "pre_hook", "post_hook", "deploy_hook", "cmdscript", "session-setup-script", "session-cleanup-script",
            "display-setup-script", "display-stopped-script", "greeter-setup-script":
            let text = SettingLine.unquoted(ConfigurationLine.trim(line.value.bytes.filter { $0 != 0x3b }[...]))
            return text.isEmpty ? [] : [SettingCommand(key: line.writtenKey, text: text, line: line.number)]
        default:
            guard let at = line.quoted(behind: "-M exec "), line.bytes.count > 8 else { return [] }
            return [SettingCommand(key: "-M exec", text: at, line: line.number)]
        }
    }

    /// Without the keys that are spelled out in a macro: `\C-a`, `\M-x`, `\e`.
    private static func withoutKeys(_ bytes: ArraySlice<UInt8>) -> RawText {
        var text: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            guard bytes[at] == 0x5c, at + 1 < bytes.endIndex else {
                text.append(bytes[at])
                at += 1
                continue
            }
            at += bytes[at + 1] == 0x43 || bytes[at + 1] == 0x4d ? 4 : 2
        }
        return RawText(ConfigurationLine.trim(text[...]))
    }

    /// Settings of developers' tools that run a program at every build: npmrc(5), cargo's config.toml, macros of rpm(8).
    package static let builders = lines("builders", comments: [0x23, 0x3b]) { line in
        if line.bytes.first == 0x25, let open = ByteSearch.first([0x25, 0x28], in: Array(line.bytes), from: 1, to: line.bytes.count) {
            let inside = line.bytes.dropFirst(open + 2)
            let end = inside.lastIndex(of: 0x29) ?? inside.endIndex
            return [SettingCommand(key: line.writtenKey, text: RawText(inside[..<end]), line: line.number)]
        }
        switch line.key {
        case "script-shell", "rustc-wrapper", "rustc", "runner", "linker", "shell", "git", "editor", "viewer":
            return line.value.bytes.contains(0x2f) ? [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)] : []
        case "node-options":
            return line.fromPath.map { [SettingCommand(.script, key: line.writtenKey, text: $0, line: line.number)] } ?? []
        default: return []
        }
    }

    /// Perl of needrestart's settings: `system("…")`.
    package static let perlCalls = lines("perl-calls") { line in
        line.quoted(behind: "system(").map { [SettingCommand(key: "system", text: $0, line: line.number)] } ?? []
    }

    /// supervisord, monit, and unit-like files of other supervisors: `command=`, `exec "…"`.
    package static let supervisor = lines("supervisor", comments: [0x23, 0x3b]) { line in
        if line.key == "command" { return [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)] }
        if let command = line.quoted(behind: "exec ") { return [SettingCommand(key: "exec", text: command, line: line.number)] }
        return []
    }

    /// readline(3): a key that types a line and ends it runs it.
    package static let inputrc = lines("inputrc") { line in
        guard line.bytes.first == 0x22, let macro = line.quoted(behind: ":") else { return [] }
        let ends: [RawText] = ["\\n", "\\C-m", "\\C-j", "\\r"]
        guard let end = ends.first(where: { macro.contains($0) }), let range = macro.firstRange(of: end) else { return [] }
        let text = withoutKeys(macro.bytes[..<range.lowerBound])
        return text.count < 3 ? [] : [SettingCommand(key: line.writtenKey, text: text, line: line.number)]
    }
}
