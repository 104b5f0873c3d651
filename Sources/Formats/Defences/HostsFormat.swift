import Model

/// /etc/hosts, after hosts(5): an address and the names that lead there.
package enum HostsFormat {
    /// Lists that block advertisements hold hundreds of thousands.
    static let mostEntries = 500_000

    package static func parse(_ input: Span<UInt8>, path: RawText) -> Parsed<[HostsEntry]> {
        var entries: [HostsEntry] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let text = line.bytes.prefix { $0 != 0x23 }
            let words = text.split(whereSeparator: \.isCSpace)
            guard let address = words.first else { return }
            if words.count < 2 { problems.add("an address without a name", at: line) }
            for name in words.dropFirst().prefix(1_000) where entries.count < mostEntries {
                entries.append(
                    HostsEntry(
                        address: RawText(Array(address)), name: RawText(Array(name)).asciiLowercased, place: Place(path, line: line.number))
                )
            }
        }
        if entries.count >= mostEntries { problems.add("more than \(mostEntries) names", at: 0) }
        return Parsed(entries, problems: problems.all)
    }
}
