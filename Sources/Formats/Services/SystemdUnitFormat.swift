import Model

/// Reads unit files and drop-ins of systemd, after systemd.syntax(7).
package enum SystemdUnitFormat {
    /// - Parameter path: of the file, for the places of entries.
    package static func parse(_ text: Span<UInt8>, path: RawText = "") -> Parsed<SystemdUnit> {
        var parsed = Parsed(SystemdUnit())
        var section: RawText?
        for line in ConfigurationText.joinedLines(text, comments: [0x23, 0x3b]) {
            let bytes = line.trimmed
            guard let first = bytes.first, first != 0x23, first != 0x3b else { continue }
            if first == 0x5b {
                if bytes.last == 0x5d {
                    section = RawText(bytes.dropFirst().dropLast())
                } else {
                    parsed.note(line, "a section has no closing bracket")
                }
                continue
            }
            guard let equals = bytes.firstIndex(of: 0x3d) else {
                parsed.note(line, "a line is neither a section nor a setting")
                continue
            }
            guard let section else {
                parsed.note(line, "a setting stands before any section")
                continue
            }
            parsed.value.entries.append(
                SystemdUnit.Entry(
                    section: section, key: RawText(ConfigurationLine.trim(bytes[..<equals])),
                    value: RawText(ConfigurationLine.trim(bytes[(equals + 1)...])), place: Place(path, line: line.number)))
        }
        return parsed
    }
}

extension Parsed {
    /// Notes a line that makes no sense; after 100 of them no more.
    mutating func note(_ line: ConfigurationLine, _ reason: String) {
        if problems.count < 100 { problems.append(Problem(offset: line.offset, line: line.number, reason: reason)) }
    }
}
