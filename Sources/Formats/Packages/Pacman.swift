import Model

/// What `/var/lib/pacman/local/*/desc` says of one installed package.
package struct PacmanPackage: Hashable, Sendable {
    package var name: RawText = ""
    package var version: RawText = ""
    package var architecture: RawText = ""
    package var installed: Timestamp?
    /// How the package was checked when it was installed ("pgp", "sha256", "none"); nil where the record does not say.
    package var validation: RawText?

    package init() {}
}

/// What `/var/lib/pacman/local/*/files` says.
package struct PacmanFiles: Hashable, Sendable {
    /// Without a slash in front; a folder has one at its end.
    package var paths: [RawText] = []
    package var backups: [PacmanBackup] = []

    package init() {}
}

/// A configuration file with the MD5 digest of what was shipped.
package struct PacmanBackup: Hashable, Sendable {
    package var path: RawText
    package var digest: Digest

    package init(path: RawText, digest: Digest) { (self.path, self.digest) = (path, digest) }
}

/// The sections of pacman's local database: `%NAME%` on a line, its values on the lines behind up to an empty one; libalpm,
/// `be_local.c`.
package enum PacmanFormat {
    package static func parseDescription(_ bytes: Span<UInt8>) -> Parsed<PacmanPackage?> {
        var package = PacmanPackage()
        var tally = ProblemTally()
        forEachValue(bytes, &tally) { section, value, _ in
            switch section {
            case "%NAME%": package.name = PackageBytes.text(bytes, value)
            case "%VERSION%": package.version = PackageBytes.text(bytes, value)
            case "%ARCH%": package.architecture = PackageBytes.text(bytes, value)
            case "%VALIDATION%" where package.validation == nil: package.validation = PackageBytes.text(bytes, value)
            case "%INSTALLDATE%":
                package.installed = PackageBytes.number(bytes, value).map { Timestamp(seconds: Int64(truncatingIfNeeded: $0)) }
            default: break
            }
        }
        guard !package.name.isEmpty else {
            tally.add(0, "the description names no package")
            return Parsed(nil, problems: tally.all)
        }
        return Parsed(package, problems: tally.all)
    }

    package static func parseFiles(_ bytes: Span<UInt8>) -> Parsed<PacmanFiles> {
        var files = PacmanFiles()
        var tally = ProblemTally()
        var odd: [(offset: Int, line: Int)] = []
        forEachValue(bytes, &tally) { section, value, line in
            if section == "%FILES%" {
                files.paths.append(PackageBytes.text(bytes, value))
            } else if section == "%BACKUP%" {
                if let tab = PackageBytes.last(0x09, bytes, value), value.upperBound &- tab == 33,
                    let digest = PackageBytes.hexadecimal(bytes, (tab &+ 1)..<value.upperBound)
                {
                    files.backups.append(PacmanBackup(path: PackageBytes.text(bytes, value.lowerBound..<tab), digest: Digest(.md5, digest)))
                } else if odd.count <= ProblemTally.limit {
                    odd.append((value.lowerBound, line))
                }
            }
        }
        for place in odd { tally.add(place.offset, line: place.line, "a configuration file has no path and digest") }
        return Parsed(files, problems: tally.all)
    }

    private static func forEachValue(_ bytes: Span<UInt8>, _ tally: inout ProblemTally, _ body: (RawText, Range<Int>, Int) -> Void) {
        var lines = PackageLines()
        var section: RawText?
        while let line = lines.take(bytes) {
            if line.isEmpty {
                section = nil
            } else if let section {
                body(section, line, lines.number)
            } else if bytes[line.lowerBound] == 0x25, bytes[line.upperBound &- 1] == 0x25, line.count < 64 {
                section = PackageBytes.text(bytes, line)
            } else {
                tally.add(line.lowerBound, line: lines.number, "a line stands outside any section")
            }
        }
    }
}

/// Brings the packages of pacman's database into an index.
package enum PacmanDatabase {
    /// Bytes of a package's decompressed mtree that are read.
    package static let mostMtree = 64 << 20

    /// Adds every package.
    ///
    /// - Parameters:
    ///   - folders: the names of the folders in `/var/lib/pacman/local`, "bash-5.2-1".
    ///   - file: gives the content of a file below `/var/lib/pacman/local`, "bash-5.2-1/mtree" as it is, compressed.
    package static func read(folders: [RawText], into index: inout PackageIndex.Builder, file: (RawText) -> [UInt8]?) -> PackageReading {
        var reading = PackageReading()
        for folder in folders {
            let place: RawText = folder + "/desc"
            guard let description = file(place) else { continue }
            let parsed = PacmanFormat.parseDescription(description.span)
            reading.add(parsed.problems, file: place)
            guard let package = parsed.value else { continue }
            let entry = PackageEntry(
                name: package.name, version: package.version, architecture: package.architecture, system: .pacman,
                installed: package.installed, isSigned: package.validation.map { $0 == "pgp" })
            guard let number = index.add(entry) else { continue }
            reading.packages &+= 1
            let list = file(folder + "/files")
            if let list {
                let files = PacmanFormat.parseFiles(list.span)
                reading.add(files.problems, file: folder + "/files")
                for path in files.value.paths { index.add(path, PackageClaim(package: number)) }
                let hasDigests = readMtree(folder, number, into: &index, &reading, file: file)
                for backup in files.value.backups {
                    // The mtree has SHA-256 of the same content; a second digest would look like a quarrel.
                    let claim = PackageClaim(
                        package: number, digest: hasDigests ? nil : backup.digest, flags: [.configuration, .digestAsShipped])
                    index.add(backup.path, claim)
                }
            } else {
                reading.addWithoutList(package.name)
            }
        }
        return reading
    }

    /// False where the package has no mtree, or one in which nothing is to be found.
    private static func readMtree(
        _ folder: RawText, _ number: Int, into index: inout PackageIndex.Builder, _ reading: inout PackageReading,
        file: (RawText) -> [UInt8]?
    ) -> Bool {
        let place: RawText = folder + "/mtree"
        guard let compressed = file(place) else { return false }
        let content = Inflate.gzip(compressed.span, limit: mostMtree)
        reading.add(content.problems, file: place)
        let parsed = MtreeFormat.parse(content.value.span)
        reading.add(parsed.problems, file: place)
        for entry in parsed.value where entry.path.hasPrefix("./") {
            // Entries such as "./.PKGINFO" are the package's own and never lie on the disk.
            guard entry.path.count > 2, !entry.path.hasPrefix("./.") else { continue }
            var flags: PackagedFileFlags = []
            if entry.kind == .dir { flags.insert(.directory) }
            if entry.kind == .link { flags.insert(.symbolicLink) }
            let claim = PackageClaim(
                package: number, digest: entry.digest, flags: flags, attributes: entry.attributes, linkTarget: entry.linkTarget)
            index.add(entry.path.bytes.span.extracting(1...), claim)
        }
        return parsed.value.contains { $0.digest != nil }
    }
}
