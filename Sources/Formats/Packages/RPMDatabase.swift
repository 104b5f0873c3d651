import Model

/// Brings the packages of an rpm database into an index, one header after the other.
package enum RPMDatabase {
    /// The kinds of database that rpm has had, in the order in which a host that has several left behind should be asked.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// `rpmdb.sqlite`, RHEL 9, Fedora 33 and later.
        case sqlite
        /// `Packages.db`, SUSE.
        case ndb
        /// `Packages`, RHEL 8 and before.
        case berkeley

        /// The file's name in `/var/lib/rpm` or `/usr/lib/sysimage/rpm`.
        package var fileName: RawText {
            switch self {
            case .sqlite: "rpmdb.sqlite"
            case .ndb: "Packages.db"
            case .berkeley: "Packages"
            }
        }
    }

    /// Adds every package of a database.
    ///
    /// - Parameters:
    ///   - database: the whole file.
    ///   - log: bytes of `rpmdb.sqlite-wal`; see `RPMSQLite`.
    ///   - header: is given each package too, for questions that the index does not answer (`hasSignature`, `overriddenTags`).
    package static func read(
        _ database: consuming [UInt8], _ kind: Kind, log: Int = 0, into index: inout PackageIndex.Builder,
        header: (RPMPackage) -> Void = { _ in }
    ) -> PackageReading {
        var reading = PackageReading()
        let file = kind.fileName
        func take(_ blob: Span<UInt8>) {
            let parsed = RPMHeader.parse(blob)
            reading.add(parsed.problems, file: file)
            guard let package = parsed.value else { return }
            header(package)
            if index.add(package) { reading.packages &+= 1 }
        }
        let problems: [Problem]
        switch kind {
        case .sqlite: problems = RPMSQLite.forEachHeader(database, log: log, take)
        case .ndb: problems = RPMNdb.forEachHeader(database.span, take)
        // Beside the headers there is one value of four bytes: the number of the newest package.
        case .berkeley: problems = BerkeleyHash.forEachValue(database.span) { if $0.count > 4 { take($0) } }
        }
        reading.add(problems, file: file)
        return reading
    }
}

extension PackageIndex.Builder {
    /// Adds a package with all files that it put on the disk; false where there are too many packages.
    package mutating func add(_ package: RPMPackage) -> Bool {
        let entry = PackageEntry(
            name: package.name, version: package.fullVersion, architecture: package.architecture, system: .rpm,
            installed: package.installed, isSigned: package.isPublicKey ? nil : package.hasSignature)
        guard let number = add(entry) else { return false }
        for file in package.files where file.state.isClaim {
            let claim = PackageClaim(
                package: number, digest: file.digest, flags: PackagedFileFlags(file),
                attributes: ExpectedAttributes(
                    mode: file.mode.map { $0 & 0o7777 }, owner: file.owner.map { .name($0) }, group: file.group.map { .name($0) },
                    capabilities: file.capabilities),
                linkTarget: file.isSymbolicLink ? file.linkTarget : nil)
            add(folder: file.folder.bytes.span, name: file.name.bytes.span, claim)
        }
        return true
    }
}

extension PackagedFileFlags {
    init(_ file: RPMFile) {
        self = []
        if file.flags.contains(.configuration) { insert(.configuration) }
        if file.flags.contains(.ghost) { insert(.ghost) }
        if !file.flags.isDisjoint(with: [.documentation, .license, .readme]) { insert(.documentation) }
        if file.flags.contains(.mayBeMissing) { insert(.mayBeMissing) }
        if file.isDirectory { insert(.directory) }
        if file.isSymbolicLink { insert(.symbolicLink) }
        if !file.verify.contains(.digest) { insert(.contentMayDiffer) }
        if !file.verify.contains(.mode) { insert(.modeMayDiffer) }
        if !file.verify.isSuperset(of: [.owner, .group]) { insert(.ownerMayDiffer) }
    }
}
