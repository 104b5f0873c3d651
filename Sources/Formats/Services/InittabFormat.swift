import Model

/// A line of inittab(5): `id:runlevels:action:process`.
package struct InittabEntry: Hashable, Sendable {
    package var id: RawText
    package var runLevels: RawText
    /// "respawn", "wait", "once", "sysinit", "ctrlaltdel", …
    package var action: RawText
    /// A leading `+`, which only keeps the line out of utmp, is taken away.
    package var process: RawText
    package var line: Int

    package init(id: RawText, runLevels: RawText, action: RawText, process: RawText, line: Int) {
        (self.id, self.runLevels, self.action, self.process, self.line) = (id, runLevels, action, process, line)
    }
}

/// Reads /etc/inittab of System V init and of busybox.
package enum InittabFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[InittabEntry]> {
        var parsed = Parsed<[InittabEntry]>([])
        for line in ConfigurationText.lines(text) {
            let bytes = line.trimmed
            guard let first = bytes.first, first != 0x23 else { continue }
            let fields = bytes.split(separator: 0x3a, maxSplits: 3, omittingEmptySubsequences: false)
            guard fields.count == 4 else {
                parsed.note(line, "a line has not four fields")
                continue
            }
            parsed.value.append(
                InittabEntry(
                    id: RawText(fields[0]), runLevels: RawText(fields[1]), action: RawText(fields[2]),
                    process: RawText(ConfigurationLine.trim(fields[3].first == 0x2b ? fields[3].dropFirst() : fields[3])), line: line.number
                ))
        }
        return parsed
    }
}
