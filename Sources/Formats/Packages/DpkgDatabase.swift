import Model

/// The parts of `/var/lib/dpkg` that say which files belong to which package; the caller reads them.
package struct DpkgDatabase: Sendable {
    /// `status`.
    package var status: [UInt8]
    /// The contents of `updates/0000`, `updates/0001` … in this order: stanzas not yet merged into the status file.
    package var updates: [[UInt8]]
    /// `diversions`; empty where there is none.
    package var diversions: [UInt8]
    /// `statoverride`; empty where there is none.
    package var statOverrides: [UInt8]

    package init(status: [UInt8], updates: [[UInt8]] = [], diversions: [UInt8] = [], statOverrides: [UInt8] = []) {
        (self.status, self.updates, self.diversions, self.statOverrides) = (status, updates, diversions, statOverrides)
    }

    /// Adds every package that owns files.
    ///
    /// - Parameter file: gives the content of a file below `/var/lib/dpkg`, "info/bash.list" or "info/libc6:amd64.md5sums"; nil
    ///   where there is none. It is asked for one file at a time and nothing is kept.
    package func read(into index: inout PackageIndex.Builder, file: (RawText) -> [UInt8]?) -> PackageReading {
        var reading = PackageReading()
        let diversions = DpkgDiversionsFormat.parse(self.diversions.span)
        reading.add(diversions.problems, file: "diversions")
        let diverted = DivertedPaths(diversions.value)
        for package in packages(&reading) {
            read(package, diverted, into: &index, &reading, file: file)
        }
        let overrides = DpkgStatOverrideFormat.parse(statOverrides.span)
        reading.add(overrides.problems, file: "statoverride")
        for entry in overrides.value { _ = index.expect(entry.attributes, of: entry.path.bytes.span) }
        return reading
    }

    /// Adds the packages of `/var/lib/dpkg/status.d`, as images have it that were put together without dpkg.
    ///
    /// - Parameters:
    ///   - names: the names in the folder.
    ///   - file: gives the content of a file below `/var/lib/dpkg`, "status.d/base" or "status.d/base.md5sums".
    package static func read(
        statusFolder names: [RawText], into index: inout PackageIndex.Builder, file: (RawText) -> [UInt8]?
    ) -> PackageReading {
        var reading = PackageReading()
        for name in names where !name.hasSuffix(".md5sums") {
            let place: RawText = "status.d/" + name
            guard let status = file(place) else { continue }
            let parsed = DpkgStatusFormat.parse(status.span)
            reading.add(parsed.problems, file: place)
            for package in parsed.value where package.state?.ownsFiles ?? true {
                guard let number = index.add(PackageEntry(package)) else { continue }
                reading.packages &+= 1
                let sums: RawText = place + ".md5sums"
                if let bytes = file(sums) {
                    let problems = DpkgMd5sumsFormat.forEachEntry(bytes.span) { path, digest in
                        index.add(bytes.span.extracting(path), PackageClaim(package: number, digest: digest))
                    }
                    reading.add(problems, file: sums)
                } else {
                    reading.addWithoutList(package.name)
                }
                add(package.conffiles, of: number, package, DivertedPaths([]), into: &index)
            }
        }
        return reading
    }

    /// The stanzas of the status file, each replaced by a later one of the same name and architecture.
    private func packages(_ reading: inout PackageReading) -> [DpkgPackage] {
        struct Key: Hashable {
            let name: RawText
            let architecture: RawText
        }
        let parsed = DpkgStatusFormat.parse(status.span)
        reading.add(parsed.problems, file: "status")
        var packages = parsed.value
        guard !updates.isEmpty else { return packages }
        var places: [Key: Int] = [:]
        for (place, package) in packages.enumerated() { places[Key(name: package.name, architecture: package.architecture)] = place }
        for update in updates {
            let parsed = DpkgStatusFormat.parse(update.span)
            reading.add(parsed.problems, file: "updates")
            for package in parsed.value {
                let key = Key(name: package.name, architecture: package.architecture)
                if let place = places[key] {
                    packages[place] = package
                } else {
                    places[key] = packages.count
                    packages.append(package)
                }
            }
        }
        return packages
    }

    private func read(
        _ package: DpkgPackage, _ diverted: DivertedPaths, into index: inout PackageIndex.Builder, _ reading: inout PackageReading,
        file: (RawText) -> [UInt8]?
    ) {
        guard package.state != .notInstalled, let number = index.add(PackageEntry(package)) else { return }
        reading.packages &+= 1
        guard package.state?.ownsFiles ?? true else {
            return DpkgDatabase.add(package.conffiles, of: number, package, diverted, into: &index)
        }
        // A package name is a path component of the database: one with a slash would lead out of it.
        guard !package.name.bytes.contains(0x2f), !package.architecture.bytes.contains(0x2f) else {
            return reading.add([Problem(offset: 0, reason: "a package name holds a slash")], file: "status")
        }
        let plain: RawText = "info/" + package.name
        let withArchitecture: RawText = plain + ":" + package.architecture
        let stems = package.isMultiArchSame ? [withArchitecture, plain] : [plain, withArchitecture]
        var stem = stems[0]
        var found = file(stem + ".list")
        if found == nil {
            stem = stems[1]
            found = file(stem + ".list")
        }
        guard let list = found else {
            reading.addWithoutList(package.name)
            return DpkgDatabase.add(package.conffiles, of: number, package, diverted, into: &index)
        }
        let listProblems = DpkgListFormat.forEachPath(list.span) { path in
            if let target = diverted.target(list.span, path, package.name) {
                index.add(target, PackageClaim(package: number))
            } else {
                index.add(list.span.extracting(path), PackageClaim(package: number))
            }
        }
        reading.add(listProblems, file: stem + ".list")
        // A list of digests is not kept up to date when another package takes a file over, the list of paths is.
        if let sums = file(stem + ".md5sums") {
            let problems = DpkgMd5sumsFormat.forEachEntry(sums.span) { path, digest in
                if let target = diverted.target(sums.span, path, package.name) {
                    _ = index.setDigest(digest, of: target.bytes.span, package: number)
                } else {
                    _ = index.setDigest(digest, of: sums.span.extracting(path), package: number)
                }
            }
            reading.add(problems, file: stem + ".md5sums")
        }
        DpkgDatabase.add(package.conffiles, of: number, package, diverted, into: &index)
    }

    private static func add(
        _ conffiles: [DpkgConffile], of number: Int, _ package: DpkgPackage, _ diverted: DivertedPaths,
        into index: inout PackageIndex.Builder
    ) {
        for conffile in conffiles {
            var flags: PackagedFileFlags = [.configuration, .digestAsShipped]
            if conffile.isObsolete || conffile.removeOnUpgrade { flags.insert(.obsolete) }
            let path = conffile.path.bytes.span
            let claim = PackageClaim(package: number, digest: conffile.digest, flags: flags)
            index.add(diverted.target(path, 0..<path.count, package.name) ?? conffile.path, claim)
        }
    }
}

extension PackageEntry {
    init(_ package: DpkgPackage) {
        self.init(name: package.name, version: package.version, architecture: package.architecture, system: .dpkg)
    }
}

/// The diversions, ready to be asked for each path.
private struct DivertedPaths {
    private let diversions: [RawText: DpkgDiversion]
    private let lengths: Set<Int>

    init(_ diversions: [DpkgDiversion]) {
        self.diversions = Dictionary(diversions.map { ($0.from, $0) }, uniquingKeysWith: { first, _ in first })
        lengths = Set(diversions.map(\.from.count))
    }

    /// Where dpkg puts the path of a package instead; nil where it stays. The first slash of the path may be missing.
    func target(_ bytes: Span<UInt8>, _ path: Range<Int>, _ package: RawText) -> RawText? {
        let isAbsolute = !path.isEmpty && bytes[path.lowerBound] == 0x2f
        guard lengths.contains(path.count &+ (isAbsolute ? 0 : 1)) else { return nil }
        let text: RawText = (isAbsolute ? "" : "/") + PackageBytes.text(bytes, path)
        guard let diversion = diversions[text], diversion.package != package else { return nil }
        return diversion.to
    }
}
