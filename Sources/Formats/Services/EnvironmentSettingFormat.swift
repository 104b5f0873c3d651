import Model

/// An assignment of a variable that makes every program started with it load or run something.
package struct EnvironmentSetting: Hashable, Sendable {
    /// "LD_PRELOAD=/usr/lib/x.so", quotes taken away.
    package var text: RawText
    package var line: Int

    package init(text: RawText, line: Int) { (self.text, self.line) = (text, line) }
}

/// Reads files of `NAME=value` lines (systemd.exec(5), EnvironmentFile=; environment.d(5); pam_env(8)) for the variables that
/// the loader (ld.so(8)) and interpreters obey.
package enum EnvironmentSettingFormat {
    private static let names: Set<String> = [
        "LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH", "BASH_ENV", "ENV", "PERL5OPT", "PERL5LIB", "PYTHONSTARTUP", "PYTHONPATH",
        "NODE_OPTIONS", "RUBYOPT", "RUBYLIB", "PROMPT_COMMAND", "GCONV_PATH", "PYTHONHOME", "JAVA_TOOL_OPTIONS", "GIT_SSH_COMMAND",
        "JDK_JAVA_OPTIONS", "DOTNET_STARTUP_HOOKS", "LUA_INIT", "LESSOPEN", "LESSCLOSE", "SUDO_ASKPASS", "SSH_ASKPASS", "GIT_ASKPASS",
        "GIT_EXTERNAL_DIFF", "GIT_PROXY_COMMAND",
    ]

    package static func parse(_ text: Span<UInt8>) -> Parsed<[EnvironmentSetting]> {
        var parsed = Parsed<[EnvironmentSetting]>([])
        for line in ConfigurationText.lines(text) {
            var bytes = line.trimmed
            guard let first = bytes.first, first != 0x23, first != 0x3b else { continue }
            if bytes.starts(with: Array("export ".utf8)) { bytes = ConfigurationLine.trim(bytes.dropFirst(7)) }
            guard let equals = bytes.firstIndex(of: 0x3d) else { continue }
            let name = RawText(ConfigurationLine.trim(bytes[..<equals])).comparable
            // pam_env.conf(5) and ~/.pam_environment: "NAME DEFAULT=value OVERRIDE=value".
            let words = bytes.split(whereSeparator: ConfigurationLine.isBlank)
            if words.count > 1, let head = words.first, names.contains(RawText(head).comparable) {
                for word in words.dropFirst() where word.starts(with: Array("DEFAULT=".utf8)) || word.starts(with: Array("OVERRIDE=".utf8))
                {
                    add(RawText(head) + "=", word.drop { $0 != 0x3d }.dropFirst(), line, &parsed)
                }
            } else if name == "DefaultEnvironment" || name == "ManagerEnvironment" {
                // systemd-system.conf(5): several assignments on one line, each in quotation marks where it holds a blank.
                for word in ConfigurationLine.trim(bytes[(equals + 1)...]).split(whereSeparator: ConfigurationLine.isBlank).prefix(50) {
                    let bare = word.filter { $0 != 0x22 && $0 != 0x27 }
                    guard let mark = bare.firstIndex(of: 0x3d), names.contains(RawText(bare[..<mark]).comparable) else { continue }
                    add(RawText(bare[...mark]), bare[(mark + 1)...], line, &parsed)
                }
            } else if names.contains(name), parsed.value.count < 100 {
                add(RawText(Array(name.utf8)) + "=", ConfigurationLine.trim(bytes[(equals + 1)...]), line, &parsed)
            }
        }
        return parsed
    }

    private static func add(
        _ name: RawText, _ value: ArraySlice<UInt8>, _ line: ConfigurationLine, _ parsed: inout Parsed<[EnvironmentSetting]>
    ) {
        let bare = value.filter { $0 != 0x22 && $0 != 0x27 }
        guard !bare.isEmpty, bare.count < 4_096 else { return }
        // A value with blanks stays one word of the line that is made of it.
        let quoted = bare.contains(0x20) ? [0x27] + bare + [0x27] : bare
        parsed.value.append(EnvironmentSetting(text: name + RawText(quoted), line: line.number))
    }
}
