import Model

/// How far dpkg has got with a package: the third word of `Status`, dpkg(1).
package enum DpkgState: String, Sendable, Hashable, CaseIterable {
    case notInstalled = "not-installed"
    /// Removed, its configuration files left behind.
    case configFiles = "config-files"
    case halfInstalled = "half-installed"
    case unpacked
    case halfConfigured = "half-configured"
    case triggersAwaited = "triggers-awaited"
    case triggersPending = "triggers-pending"
    case installed

    /// Whether a package in this state owns what its list names.
    package var ownsFiles: Bool {
        switch self {
        case .notInstalled, .configFiles: false
        case .halfInstalled, .unpacked, .halfConfigured, .triggersAwaited, .triggersPending, .installed: true
        }
    }
}

/// A configuration file as a stanza of the status file lists it.
package struct DpkgConffile: Hashable, Sendable {
    package var path: RawText
    /// Of the file as the package shipped it; nil where none was installed yet ("newconffile").
    package var digest: Digest?
    package var isObsolete: Bool
    package var removeOnUpgrade: Bool

    package init(path: RawText, digest: Digest?, isObsolete: Bool = false, removeOnUpgrade: Bool = false) {
        (self.path, self.digest, self.isObsolete, self.removeOnUpgrade) = (path, digest, isObsolete, removeOnUpgrade)
    }
}

/// One stanza of the status file.
package struct DpkgPackage: Hashable, Sendable {
    package var name: RawText = ""
    package var version: RawText = ""
    package var architecture: RawText = ""
    /// Nil where the stanza has no `Status`, as in `status.d` of images that were put together without dpkg.
    package var state: DpkgState?
    /// `Multi-Arch: same`: the lists of the package carry the architecture in their names.
    package var isMultiArchSame = false
    package var conffiles: [DpkgConffile] = []

    package init() {}
}

/// `/var/lib/dpkg/status`, and the same stanzas in `/var/lib/dpkg/updates/*` and `/var/lib/dpkg/status.d/*`: deb822(5), dpkg(1).
package enum DpkgStatusFormat {
    /// No distribution has more packages than this.
    static let mostPackages = 200_000

    package static func parse(_ bytes: Span<UInt8>) -> Parsed<[DpkgPackage]> {
        var packages: [DpkgPackage] = []
        var tally = ProblemTally()
        var lines = PackageLines()
        var current = DpkgPackage()
        var (isOpen, isInConffiles) = (false, false)
        var start = (offset: 0, line: 0)

        func finish() {
            defer { (current, isOpen, isInConffiles) = (DpkgPackage(), false, false) }
            guard isOpen else { return }
            guard !current.name.isEmpty else { return tally.add(start.offset, line: start.line, "a stanza has no Package field") }
            guard packages.count < mostPackages else {
                return tally.add(start.offset, line: start.line, "more than \(mostPackages) packages")
            }
            packages.append(current)
        }

        while let line = lines.take(bytes) {
            let content = PackageBytes.trimmed(bytes, line)
            if content.isEmpty {
                finish()
                continue
            }
            if !isOpen { (isOpen, start) = (true, (line.lowerBound, lines.number)) }
            let first = bytes[line.lowerBound]
            if first == 0x20 || first == 0x09 {
                guard isInConffiles else { continue }
                if let conffile = conffile(bytes, content) {
                    current.conffiles.append(conffile)
                } else {
                    tally.add(line.lowerBound, line: lines.number, "a configuration file has no path and digest")
                }
                continue
            }
            isInConffiles = false
            guard let colon = PackageBytes.first(0x3a, bytes, line), colon > line.lowerBound else {
                tally.add(line.lowerBound, line: lines.number, "a line is neither a field nor the continuation of one")
                continue
            }
            let name = line.lowerBound..<colon
            let value = PackageBytes.trimmed(bytes, (colon &+ 1)..<line.upperBound)
            if PackageBytes.equalIgnoringCase(bytes, name, "package") {
                current.name = PackageBytes.text(bytes, value)
            } else if PackageBytes.equalIgnoringCase(bytes, name, "version") {
                current.version = PackageBytes.text(bytes, value)
            } else if PackageBytes.equalIgnoringCase(bytes, name, "architecture") {
                current.architecture = PackageBytes.text(bytes, value)
            } else if PackageBytes.equalIgnoringCase(bytes, name, "multi-arch") {
                current.isMultiArchSame = PackageBytes.equal(bytes, value, "same")
            } else if PackageBytes.equalIgnoringCase(bytes, name, "status") {
                current.state = state(bytes, value)
                if current.state == nil { tally.add(line.lowerBound, line: lines.number, "the package status is not known") }
            } else if PackageBytes.equalIgnoringCase(bytes, name, "conffiles") {
                isInConffiles = true
            }
        }
        finish()
        return Parsed(packages, problems: tally.all)
    }

    private static func state(_ bytes: Span<UInt8>, _ value: Range<Int>) -> DpkgState? {
        let words = PackageBytes.words(bytes, value, most: 4)
        guard words.count == 3 else { return nil }
        return DpkgState.allCases.first { PackageBytes.equal(bytes, words[2], RawText($0.rawValue)) }
    }

    /// `/path digest [obsolete] [remove-on-upgrade]`, read from its end because a path may hold blanks.
    private static func conffile(_ bytes: Span<UInt8>, _ content: Range<Int>) -> DpkgConffile? {
        var result = DpkgConffile(path: "", digest: nil)
        var rest = content
        for _ in 0..<3 {
            guard let blank = PackageBytes.last(0x20, bytes, rest) else { return nil }
            let word = (blank &+ 1)..<rest.upperBound
            rest = PackageBytes.trimmed(bytes, rest.lowerBound..<blank)
            if PackageBytes.equal(bytes, word, "obsolete") {
                result.isObsolete = true
            } else if PackageBytes.equal(bytes, word, "remove-on-upgrade") {
                result.removeOnUpgrade = true
            } else {
                if word.count == 32, let md5 = PackageBytes.hexadecimal(bytes, word) {
                    result.digest = Digest(.md5, md5)
                } else if !PackageBytes.equal(bytes, word, "newconffile") {
                    return nil
                }
                guard !rest.isEmpty, bytes[rest.lowerBound] == 0x2f else { return nil }
                result.path = PackageBytes.text(bytes, rest)
                return result
            }
        }
        return nil
    }
}
