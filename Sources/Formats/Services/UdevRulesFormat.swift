import Model

/// What a rule of udev(7) runs or starts.
package struct UdevCommand: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// `RUN{program}` or `RUN`: a command line once the event is done.
        case run
        /// `PROGRAM`: a command line while rules are matched.
        case program
        /// `IMPORT{program}`.
        case importProgram
        /// `ENV{SYSTEMD_WANTS}` and `ENV{SYSTEMD_USER_WANTS}`: a unit.
        case unit
    }
    package var kind: Kind
    /// As written between the quotes; `%k` and `$env{…}` stand.
    package var value: RawText
    package var line: Int

    package init(kind: Kind, value: RawText, line: Int) { (self.kind, self.value, self.line) = (kind, value, line) }
}

/// Reads /etc/udev/rules.d/*.rules.
package enum UdevRulesFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[UdevCommand]> {
        var parsed = Parsed<[UdevCommand]>([])
        for line in ConfigurationText.joinedLines(text) {
            let bytes = line.trimmed
            guard let first = bytes.first, first != 0x23 else { continue }
            var rest = bytes
            while let equals = rest.firstIndex(of: 0x3d) {
                let after = rest[(equals + 1)...].drop { $0 == 0x3d || ConfigurationLine.isBlank($0) }
                // `e"…"` is a string with escapes.
                let isEscaped = after.first == 0x65
                let quoted = isEscaped ? after.dropFirst() : after
                guard quoted.first == 0x22 else {
                    parsed.note(line, "a value has no quotes")
                    break
                }
                var end = quoted.startIndex + 1
                var value: [UInt8] = []
                while end < quoted.endIndex, quoted[end] != 0x22 {
                    if quoted[end] == 0x5c, end + 1 < quoted.endIndex, quoted[end + 1] == 0x22 || isEscaped { end += 1 }
                    value.append(quoted[end])
                    end += 1
                }
                if end >= quoted.endIndex { parsed.note(line, "a value has no closing quote") }
                let key = ConfigurationLine.trim(rest[..<equals]).filter {
                    ![0x2b, 0x2d, 0x3a, 0x21].contains($0) && !ConfigurationLine.isBlank($0)
                }
                if let kind = kind(RawText(key)), !value.isEmpty {
                    parsed.value.append(UdevCommand(kind: kind, value: RawText(value), line: line.number))
                }
                rest = quoted[min(end + 1, quoted.endIndex)...].drop { $0 == 0x2c || ConfigurationLine.isBlank($0) }
            }
        }
        return parsed
    }

    private static func kind(_ key: RawText) -> UdevCommand.Kind? {
        switch key.comparable {
        case "RUN", "RUN{program}", "RUN{fail_event_on_error}": .run
        case "PROGRAM": .program
        case "IMPORT{program}", "IMPORT": .importProgram
        case "ENV{SYSTEMD_WANTS}", "ENV{SYSTEMD_USER_WANTS}": .unit
        default: nil
        }
    }
}
