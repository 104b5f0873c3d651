import Model

/// Files of sysctl.d(5): `name = value`, "-" in front to ignore failures, "#" and ";" for comments.
package enum SysctlFormat {
    /// Settings with dots in their names and "sysctl." in front.
    package static func parse(_ input: Span<UInt8>, path: RawText) -> Parsed<[DefenceSetting]> {
        var settings: [DefenceSetting] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            var text = line.bytes[...].trimmed { $0.isCSpace }
            guard let first = text.first, first != 0x23, first != 0x3b else { return }
            if first == 0x2d { text = text.dropFirst() }
            guard let equals = text.firstIndex(of: 0x3d) else { return problems.add("line is no assignment", at: line) }
            let name = text[..<equals].trimmed
            // "kernel/core_pattern" is another way to write "kernel.core_pattern".
            guard !name.isEmpty, name.count <= 200, settings.count < 10_000,
                let key = RawText(Array(name.map { $0 == 0x2f ? 0x2e : $0 })).utf8
            else { return problems.add("name is none", at: line) }
            settings.append(
                DefenceSetting(
                    name: "sysctl." + key, value: RawText(Array(text[(equals + 1)...].trimmed)), place: Place(path, line: line.number)))
        }
        return Parsed(settings, problems: problems.all)
    }
}
