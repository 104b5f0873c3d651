import Model

/// Settings of servers that start a program for a connection, an address, a measurement or a backup.
extension SettingGrammar {
    /// A grammar of `some words = value`: keys may hold blanks.
    static func assigned(_ name: String, _ keys: [String], comments: [UInt8] = [0x23]) -> SettingGrammar {
        let keys = Set(keys)
        return lines(name, comments: comments) { line in
            guard let equals = line.bytes.firstIndex(of: 0x3d) else { return [] }
            let key = RawText(ConfigurationLine.trim(line.bytes[..<equals]))
            let value = SettingLine.unquoted(ConfigurationLine.trim(line.bytes[(equals + 1)...]))
            guard keys.contains(key.asciiLowercased.comparable), !value.isEmpty else { return [] }
            return [SettingCommand(key: key, text: value, line: line.number)]
        }
    }

    /// smb.conf(5) and rsyncd.conf(5): what runs when somebody connects to a share or a module.
    package static let shares = assigned(
        "shares",
        [
            "root preexec", "root postexec", "preexec", "postexec", "exec", "magic script", "panic action", "message command",
            "add user script", "check password script", "dfree command", "print command", "wins hook", "pre-xfer exec", "post-xfer exec",
            "early exec",
        ], comments: [0x23, 0x3b])

    /// postgresql.conf (PostgreSQL manual, "Server Configuration"): commands of archiving, and libraries by their path.
    package static let postgres = lines("postgres") { line in
        let value = SettingLine.unquoted(line.value.bytes[...])
        guard let quoted = line.bytes.contains(0x27) ? line.quoted(behind: "=") : value, !quoted.isEmpty else { return [] }
        switch line.key {
        case "archive_command", "restore_command", "archive_cleanup_command", "recovery_end_command", "ssl_passphrase_command":
            return [SettingCommand(key: line.writtenKey, text: quoted, line: line.number)]
        case "shared_preload_libraries", "session_preload_libraries", "local_preload_libraries":
            return quoted.split(0x2c).prefix(50).map { RawText(ConfigurationLine.trim($0.bytes[...])) }.filter { $0.hasPrefix("/") }
                .map { SettingCommand(.library, key: line.writtenKey, text: $0, line: line.number) }
        default: return []
        }
    }

    /// redis.conf: modules.
    package static let redis = lines("redis") { line in
        guard line.key == "loadmodule", let path = line.words.dropFirst().first else { return [] }
        return [SettingCommand(.library, key: line.writtenKey, text: path, line: line.number)]
    }

    /// lighttpd.conf: what `include_shell` runs when the server starts.
    package static let lighttpd = keyed("lighttpd-hooks", ["include_shell"])

    /// Settings of uWSGI: commands at every stage of its start, and daemons beside it.
    package static let uwsgi = lines("uwsgi") { line in
        let keys: Set<String> = [
            "exec-asap", "exec-pre-jail", "exec-in-jail", "exec-post-jail", "exec-as-root", "exec-as-user", "exec-pre-app",
            "exec-as-user-atexit", "exec-as-vassal", "exec-as-emperor",
        ]
        if keys.contains(line.key) { return [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)] }
        guard line.key.hasPrefix("hook-"), line.value.hasPrefix("exec:") else { return [] }
        return [SettingCommand(key: line.writtenKey, text: RawText(line.value.bytes.dropFirst(5)), line: line.number)]
    }

    /// dnsmasq(8), ipsec.conf(5), squid.conf and haproxy.cfg: helpers of a network server.
    package static let networkHelpers = lines("network-helpers") { line in
        switch line.key {
        case "dhcp-script", "leftupdown", "rightupdown", "url_rewrite_program", "redirect_program", "store_id_program",
            "storeurl_rewrite_program", "logfile_daemon", "unlinkd_program", "diskd_program", "sslcrtd_program",
            "sslcrtvalidator_program", "log_db_daemon", "pinger_program":
            return line.value.hasPrefix("/") ? [SettingCommand(key: line.writtenKey, text: line.value, line: line.number)] : []
        case "dhcp-luascript", "lua-load", "lua-load-per-thread":
            return [SettingCommand(.script, key: line.writtenKey, text: line.value, line: line.number)]
        case "auth_param", "external_acl_type":
            return line.fromPath.map { [SettingCommand(key: line.writtenKey, text: $0, line: line.number)] } ?? []
        default:
            let words = line.words
            guard words.count > 2, words[0] == "external-check", words[1] == "command" else { return [] }
            return [SettingCommand(key: "external-check", text: line.behind(2), line: line.number)]
        }
    }

    /// Settings in TOML that name a program: `commands = ["…"]` of telegraf, `BinaryName = "…"` of containerd.
    package static let toml = lines("toml-commands") { line in
        guard ["command", "commands", "binaryname", "binary_name", "runtime_path"].contains(line.key) else { return [] }
        return ConfigurationText.quoted(line.bytes).filter { $0.contains("/") }.prefix(20).map {
            SettingCommand(key: line.writtenKey, text: $0, line: line.number)
        }
    }

    /// login.defs(5): what userdel(8) runs, and the program that takes the place of every shell.
    package static let loginDefinitions = keyed("login.defs", ["userdel_cmd", "fake_shell"])

    /// crypttab(5) of Debian: the script that gives the key of a disk.
    package static let crypttab = lines("crypttab") { line in
        guard let options = line.words.dropFirst(3).first else { return [] }
        return options.split(0x2c).filter { $0.hasPrefix("keyscript=/") }.map {
            SettingCommand(key: "keyscript", text: RawText($0.bytes.dropFirst(10)), line: line.number)
        }
    }
}

extension ConfigurationText {
    /// What stands between quotes on a line, each by itself.
    static func quoted(_ bytes: ArraySlice<UInt8>) -> [RawText] {
        var found: [RawText] = []
        var at = bytes.startIndex
        while at < bytes.endIndex, found.count < 50 {
            guard bytes[at] == 0x22 || bytes[at] == 0x27 else {
                at += 1
                continue
            }
            let quote = bytes[at], start = at + 1
            var end = start
            while end < bytes.endIndex, bytes[end] != quote { end += bytes[end] == 0x5c ? 2 : 1 }
            guard end < bytes.endIndex else { break }
            found.append(RawText(bytes[start..<end]))
            at = end + 1
        }
        return found
    }
}
