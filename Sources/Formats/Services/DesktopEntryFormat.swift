import Model

/// A file of the Desktop Entry Specification 1.5, as it stands in autostart folders.
package struct DesktopEntry: Hashable, Sendable {
    package struct Command: Hashable, Sendable {
        /// "Desktop Entry" or "Desktop Action x".
        package var group: RawText
        /// The value of `Exec`; field codes such as `%U` stand.
        package var text: RawText
        package var line: Int

        package init(group: RawText, text: RawText, line: Int) { (self.group, self.text, self.line) = (group, text, line) }
    }
    package var name: RawText?
    package var commands: [Command] = []
    package var tryExec: RawText?
    /// `Hidden=true`: the entry is as good as deleted.
    package var isHidden = false
    /// `X-GNOME-Autostart-enabled=false`.
    package var isDisabled = false

    package init() {}
}

/// Reads *.desktop files, of which those in autostart folders run when somebody logs in to a desktop.
package enum DesktopEntryFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<DesktopEntry> {
        var parsed = Parsed(DesktopEntry())
        var group: RawText = ""
        for line in ConfigurationText.lines(text) {
            let bytes = line.trimmed
            guard let first = bytes.first, first != 0x23 else { continue }
            if first == 0x5b {
                group = RawText(bytes.dropFirst().prefix { $0 != 0x5d })
                continue
            }
            guard let equals = bytes.firstIndex(of: 0x3d) else {
                parsed.note(line, "a line is neither a group nor a setting")
                continue
            }
            let value = RawText(ConfigurationLine.trim(bytes[(equals + 1)...]))
            let isMain = group == "Desktop Entry"
            switch RawText(ConfigurationLine.trim(bytes[..<equals])).comparable {
            case "Exec": parsed.value.commands.append(DesktopEntry.Command(group: group, text: value, line: line.number))
            case "TryExec" where isMain: parsed.value.tryExec = value
            case "Name" where isMain: parsed.value.name = value
            case "Hidden" where isMain: parsed.value.isHidden = value.asciiLowercased == "true"
            case "X-GNOME-Autostart-enabled" where isMain: parsed.value.isDisabled = value.asciiLowercased == "false"
            default: break
            }
        }
        return parsed
    }
}
