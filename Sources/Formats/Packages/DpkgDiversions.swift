import Model

/// A path that dpkg puts elsewhere for every package but one: dpkg-divert(1).
package struct DpkgDiversion: Hashable, Sendable {
    package var from: RawText
    package var to: RawText
    /// The package that keeps the path; nil for a diversion by the operator, which holds for every package.
    package var package: RawText?

    package init(from: RawText, to: RawText, package: RawText?) {
        (self.from, self.to, self.package) = (from, to, package)
    }
}

/// `/var/lib/dpkg/diversions`: three lines for each diversion, the path, where it goes instead, and the package or `:`.
package enum DpkgDiversionsFormat {
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<[DpkgDiversion]> {
        var diversions: [DpkgDiversion] = []
        var tally = ProblemTally()
        var lines = PackageLines()
        while let from = lines.take(bytes) {
            let number = lines.number
            guard let to = lines.take(bytes), let name = lines.take(bytes) else {
                tally.add(from.lowerBound, line: number, "a diversion has fewer than three lines")
                break
            }
            guard !from.isEmpty, !to.isEmpty, !name.isEmpty, bytes[from.lowerBound] == 0x2f, bytes[to.lowerBound] == 0x2f else {
                tally.add(from.lowerBound, line: number, "a diversion's path is not absolute")
                continue
            }
            diversions.append(
                DpkgDiversion(
                    from: PackageBytes.text(bytes, from), to: PackageBytes.text(bytes, to),
                    package: PackageBytes.equal(bytes, name, ":") ? nil : PackageBytes.text(bytes, name)))
        }
        return Parsed(diversions, problems: tally.all)
    }
}

/// `/var/lib/dpkg/statoverride`: owner, group, mode in octal and path on each line; dpkg-statoverride(1). `#UID` is a number.
package enum DpkgStatOverrideFormat {
    package struct Entry: Hashable, Sendable {
        package var path: RawText
        package var attributes: ExpectedAttributes

        package init(path: RawText, attributes: ExpectedAttributes) { (self.path, self.attributes) = (path, attributes) }
    }

    package static func parse(_ bytes: Span<UInt8>) -> Parsed<[Entry]> {
        var entries: [Entry] = []
        var tally = ProblemTally()
        var lines = PackageLines()
        while let line = lines.take(bytes) {
            if line.isEmpty { continue }
            let words = PackageBytes.words(bytes, line, most: 4)
            guard words.count == 4, bytes[words[3].lowerBound] == 0x2f, let user = owner(bytes, words[0]),
                let group = owner(bytes, words[1]), let mode = PackageBytes.number(bytes, words[2], radix: 8, most: 0o7777)
            else {
                tally.add(line.lowerBound, line: lines.number, "not an owner, a group, a mode and a path")
                continue
            }
            let attributes = ExpectedAttributes(mode: UInt16(truncatingIfNeeded: mode), owner: user, group: group)
            entries.append(Entry(path: PackageBytes.text(bytes, words[3]), attributes: attributes))
        }
        return Parsed(entries, problems: tally.all)
    }

    private static func owner(_ bytes: Span<UInt8>, _ word: Range<Int>) -> RecordedOwner? {
        guard bytes[word.lowerBound] == 0x23 else { return .name(PackageBytes.text(bytes, word)) }
        return PackageBytes.number(bytes, (word.lowerBound &+ 1)..<word.upperBound, most: UInt64(UInt32.max))
            .map { .number(UInt32(truncatingIfNeeded: $0)) }
    }
}
