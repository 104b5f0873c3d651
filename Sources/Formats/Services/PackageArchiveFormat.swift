import Model

/// A line of a list of package archives that says something unusual.
package struct PackageArchiveDoubt: Hashable, Sendable {
    package var doubt: PackageArchive.Doubt
    package var text: RawText
    package var line: Int

    package init(doubt: PackageArchive.Doubt, text: RawText, line: Int) { (self.doubt, self.text, self.line) = (doubt, text, line) }
}

/// Reads sources.list(5) in both forms, apt.conf(5), yum.conf(5) and pacman.conf(5) for what makes a package believed that
/// nobody signed, and for archives that are named by a number.
package enum PackageArchiveFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[PackageArchiveDoubt]> {
        var parsed = Parsed<[PackageArchiveDoubt]>([])
        for line in ConfigurationText.lines(text).prefix(20_000) where parsed.value.count < 200 {
            let bytes = line.trimmed
            guard let first = bytes.first, first != 0x23, first != 0x3b, !bytes.starts(with: [0x2f, 0x2f]) else { continue }
            let lower = RawText(bytes.prefix(2_048)).asciiLowercased
            let squeezed = RawText(lower.bytes.filter { !ConfigurationLine.isBlank($0) && $0 != 0x22 })
            if isUnsigned(squeezed, isEntry: lower.hasPrefix("deb")) {
                parsed.value.append(PackageArchiveDoubt(doubt: .unsigned, text: RawText(bytes.prefix(300)), line: line.number))
            }
            if squeezed.contains("allowunauthenticatedtrue") || squeezed.contains("allowinsecurerepositoriestrue")
                || squeezed.hasPrefix("siglevel=never")
            {
                parsed.value.append(PackageArchiveDoubt(doubt: .allUnsigned, text: RawText(bytes.prefix(300)), line: line.number))
            }
            if isBareAddress(lower) {
                parsed.value.append(PackageArchiveDoubt(doubt: .bareAddress, text: RawText(bytes.prefix(300)), line: line.number))
            }
        }
        return parsed
    }

    private static func isUnsigned(_ squeezed: RawText, isEntry: Bool) -> Bool {
        if isEntry { return squeezed.contains("trusted=yes") || squeezed.contains("allow-insecure=yes") }
        return squeezed == "trusted:yes" || squeezed == "gpgcheck=0" || squeezed == "gpgcheck=no"
    }

    /// Whether an archive is named by a public IPv4 address.
    private static func isBareAddress(_ line: RawText) -> Bool {
        guard line.hasPrefix("deb") || line.hasPrefix("uris:") || line.hasPrefix("baseurl") || line.hasPrefix("server")
                || line.hasPrefix("index-url") || line.hasPrefix("extra-index-url") || line.hasPrefix("registry") || line.hasPrefix("index =")
                || line.contains(":sources:") || line.hasPrefix("- http"),
            let range = line.firstRange(of: "://")
        else { return false }
        let host = line.bytes[range.upperBound...].prefix { $0 == 0x2e || $0.isDecimalDigit }
        let parts = host.split(separator: 0x2e).compactMap { RawText($0).utf8.flatMap { UInt8($0) } }
        guard parts.count == 4, host.filter({ $0 == 0x2e }).count == 3 else { return false }
        let isPrivate =
            parts[0] == 10 || parts[0] == 127 || parts[0] == 192 && parts[1] == 168 || parts[0] == 172 && (16...31).contains(parts[1])
            || parts[0] == 169 && parts[1] == 254 || parts[0] == 100 && (64...127).contains(parts[1])
        return !isPrivate
    }
}
