import Model

/// Files of sysctl.d(5): `name = value`, with "/" or "." between the parts of a name.
package enum SysctlFormat {
    /// The settings with dots in their names; the last of a name counts. A "-" in front only keeps errors silent.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[RawText: RawText]> {
        var settings: [RawText: RawText] = [:]
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            var text = line.bytes[...].trimmed
            guard let first = text.first, first != 0x23, first != 0x3b else { return }
            if first == 0x2d { text = text.dropFirst() }
            guard let equals = text.firstIndex(of: 0x3d) else { return problems.add("line is no setting", at: line) }
            let name = RawText(text[..<equals].trimmed.map { $0 == 0x2f ? 0x2e : $0 })
            settings[name] = RawText(text[(equals + 1)...].trimmed)
        }
        return Parsed(settings, problems: problems.all)
    }
}
