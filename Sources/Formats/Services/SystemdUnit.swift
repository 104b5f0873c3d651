import Model

/// A unit file of systemd with its drop-ins, as written: nothing is expanded, specifiers such as `%i` stay.
package struct SystemdUnit: Hashable, Sendable {
    /// `key=value` of a section.
    package struct Entry: Hashable, Sendable {
        /// Without brackets: "Service".
        package var section: RawText
        package var key: RawText
        /// Continued lines are joined by one blank; quotes stand as written.
        package var value: RawText
        /// The file and line that it is written in.
        package var place: Place

        package init(section: RawText, key: RawText, value: RawText, place: Place) {
            (self.section, self.key, self.value, self.place) = (section, key, value, place)
        }
    }

    /// In the order in which systemd reads them: the unit, then its drop-ins.
    package var entries: [Entry]

    package init(entries: [Entry] = []) { self.entries = entries }

    /// The unit with a drop-in read after it (systemd.unit(5)).
    package func merging(dropIn: SystemdUnit) -> SystemdUnit { SystemdUnit(entries: entries + dropIn.entries) }

    /// What a repeatable key holds in the end: an empty value takes back every one before it.
    package func values(_ key: RawText, in section: RawText? = nil) -> [Entry] {
        var result: [Entry] = []
        for entry in entries where entry.key == key && (section == nil || entry.section == section) {
            if entry.value.isEmpty { result = [] } else { result.append(entry) }
        }
        return result
    }

    /// What a key holds in the end where only one value counts: the last.
    package func value(_ key: RawText, in section: RawText? = nil) -> Entry? { values(key, in: section).last }
}

extension SystemdUnit {
    /// A command of a key that begins with Exec, after systemd.service(5) COMMAND LINES.
    package struct Command: Hashable, Sendable {
        /// "ExecStart", "ExecStartPre", "ExecReload", …
        package var key: RawText
        /// Without the signs before the program.
        package var text: RawText
        /// The name that the program is told to have (`@`), which process lists show.
        package var shownName: RawText?
        /// `-`: a failure counts as success.
        package var ignoresFailure: Bool
        /// `+` or `!`: runs with full rights whatever `User=` says.
        package var hasFullRights: Bool
        package var place: Place

        package init(
            key: RawText, text: RawText, shownName: RawText? = nil, ignoresFailure: Bool = false, hasFullRights: Bool = false, place: Place
        ) {
            (self.key, self.text, self.shownName) = (key, text, shownName)
            (self.ignoresFailure, self.hasFullRights, self.place) = (ignoresFailure, hasFullRights, place)
        }
    }

    /// Keys that hold commands: of services and of sockets, mounts and swaps (systemd.socket(5)).
    private static let commandKeys: [RawText] = [
        "ExecCondition", "ExecStartPre", "ExecStart", "ExecStartPost", "ExecReload", "ExecReloadPost", "ExecStop", "ExecStopPre",
        "ExecStopPost",
    ]

    /// Every command that the unit runs, in the order of the file within each key.
    package var commands: [Command] {
        Self.commandKeys.flatMap { key in values(key).flatMap(Self.commands) }
    }

    private static func commands(_ entry: Entry) -> [Command] {
        pieces(entry.value.bytes).compactMap { piece in
            var rest = ConfigurationLine.trim(piece[...])
            var command = Command(key: entry.key, text: "", place: entry.place)
            var isNamed = false
            while let sign = rest.first, [0x40, 0x2d, 0x3a, 0x2b, 0x21, 0x7c].contains(sign) {
                if sign == 0x40 { isNamed = true }
                if sign == 0x2d { command.ignoresFailure = true }
                if sign == 0x2b || sign == 0x21 { command.hasFullRights = true }
                rest.removeFirst()
            }
            if isNamed {
                let parts = rest.split(maxSplits: 2, whereSeparator: ConfigurationLine.isBlank)
                if parts.count > 1 { command.shownName = RawText(parts[1]) }
                command.text = parts.count > 2 ? RawText(Array(parts[0]) + [0x20] + parts[2]) : RawText(parts.first ?? [])
            } else {
                command.text = RawText(rest)
            }
            return command.text.isEmpty ? nil : command
        }
    }

    /// A line at its lone semicolons; `\;` is an argument.
    private static func pieces(_ line: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var piece: [UInt8] = []
        var quote: UInt8 = 0
        for (index, byte) in line.enumerated() {
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3b, index > 0, ConfigurationLine.isBlank(line[index - 1]),
                index + 1 == line.count || ConfigurationLine.isBlank(line[index + 1])
            {
                pieces.append(piece)
                piece = []
                continue
            }
            piece.append(byte)
        }
        return pieces + [piece]
    }

    /// `Environment=` as assignments in order, quotes taken away: "LD_PRELOAD=/x.so".
    package var environment: [(assignment: RawText, place: Place)] {
        values("Environment").flatMap { entry in
            ConfigurationText.words(entry.value.bytes[...]).map { (assignment: $0, place: entry.place) }
        }
    }

    /// `EnvironmentFile=`, the leading `-` taken away.
    package var environmentFiles: [(path: RawText, place: Place)] {
        values("EnvironmentFile").map { (path: RawText($0.value.bytes.drop { $0 == 0x2d }), place: $0.place) }
    }

    /// `User=`.
    package var user: RawText? { value("User", in: "Service")?.value }

    /// When it runs, of systemd.timer(5), systemd.path(5) and systemd.socket(5), as entries in order.
    package var triggers: [Entry] {
        let keys: [RawText] = [
            "OnCalendar", "OnActiveSec", "OnBootSec", "OnStartupSec", "OnUnitActiveSec", "OnUnitInactiveSec", "OnClockChange",
            "OnTimezoneChange", "PathExists", "PathExistsGlob", "PathChanged", "PathModified", "DirectoryNotEmpty", "ListenStream",
            "ListenDatagram", "ListenSequentialPacket", "ListenFIFO", "ListenNetlink", "ListenSpecial",
        ]
        return keys.flatMap { values($0) }
    }

    /// The unit that a timer, path or socket starts, where it is said (`Unit=`, `Service=`).
    package var startedUnit: RawText? {
        (value("Unit", in: "Timer") ?? value("Unit", in: "Path") ?? value("Service", in: "Socket"))?.value
    }

    /// `WantedBy=`, `RequiredBy=` and `UpheldBy=` of `[Install]`, one name each.
    package var wantedBy: [RawText] {
        (["WantedBy", "RequiredBy", "UpheldBy"] as [RawText]).flatMap { key in
            values(key, in: "Install").flatMap { ConfigurationText.words($0.value.bytes[...]) }
        }
    }
}
