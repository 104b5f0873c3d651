import Model

/// The programs that keep a package database on a host.
package enum PackageSystem: String, Sendable, Hashable, CaseIterable {
    case dpkg, rpm, apk, pacman
}

/// One installed package, as its database names it.
package struct PackageEntry: Hashable, Sendable {
    package var name: RawText
    /// As the database writes it; for rpm `epoch:version-release`, the epoch only where there is one.
    package var version: RawText
    /// Empty where the record has none.
    package var architecture: RawText
    package var system: PackageSystem
    /// When the package was installed, by the database's own word.
    package var installed: Timestamp?
    /// Whether the record carries an OpenPGP signature over its header; nil where the database keeps none for any package.
    package var isSigned: Bool?

    package init(
        name: RawText, version: RawText, architecture: RawText, system: PackageSystem, installed: Timestamp? = nil,
        isSigned: Bool? = nil
    ) {
        (self.name, self.version, self.architecture, self.system) = (name, version, architecture, system)
        (self.installed, self.isSigned) = (installed, isSigned)
    }
}

/// What a database says a packaged path is for.
package struct PackagedFileFlags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A configuration file: the operator is expected to edit it.
    package static let configuration = PackagedFileFlags(rawValue: 1)
    /// Owned without content: the package names the path, a program makes the file (rpm `%ghost`).
    package static let ghost = PackagedFileFlags(rawValue: 2)
    package static let symbolicLink = PackagedFileFlags(rawValue: 4)
    package static let directory = PackagedFileFlags(rawValue: 8)
    package static let documentation = PackagedFileFlags(rawValue: 16)
    /// The package no longer ships the configuration file, or wants it gone at the next upgrade.
    package static let obsolete = PackagedFileFlags(rawValue: 32)
    /// The package does not mind when the file is missing (rpm `%missingok`).
    package static let mayBeMissing = PackagedFileFlags(rawValue: 64)
    /// The package itself says that its content changes after installation (rpm `%verify(not filedigest)`).
    package static let contentMayDiffer = PackagedFileFlags(rawValue: 128)
    /// The package itself says that its mode changes after installation (rpm `%verify(not mode)`).
    package static let modeMayDiffer = PackagedFileFlags(rawValue: 256)
    /// The package itself says that owner or group change after installation (rpm `%verify(not user group)`).
    package static let ownerMayDiffer = PackagedFileFlags(rawValue: 512)
    /// Where a symbolic link lies at the path, the digest is of the text that it holds; apk does not say which paths are links.
    package static let digestOfLinkText = PackagedFileFlags(rawValue: 1024)
    /// The digest is of what lay there when the package was unpacked (dpkg configuration files, pacman backups).
    package static let digestAsShipped = PackagedFileFlags(rawValue: 2048)
}

/// An owner or a group as a record names it.
package enum RecordedOwner: Hashable, Sendable {
    case name(RawText)
    case number(UInt32)
}

/// What a record expects of a file beside its content; nil where the record does not say.
package struct ExpectedAttributes: Hashable, Sendable {
    /// Permission bits with set-user-ID, set-group-ID and sticky: `st_mode & 07777`.
    package var mode: UInt16?
    package var owner: RecordedOwner?
    package var group: RecordedOwner?
    /// File capabilities as text after cap_to_text(3), `cap_net_raw=ep`; nil for none.
    package var capabilities: RawText?

    package init(mode: UInt16? = nil, owner: RecordedOwner? = nil, group: RecordedOwner? = nil, capabilities: RawText? = nil) {
        (self.mode, self.owner, self.group, self.capabilities) = (mode, owner, group, capabilities)
    }
}

/// What one package claims of one path.
package struct PackageClaim: Hashable, Sendable {
    /// The package's number in `PackageIndex.packages`.
    package var package: Int
    package var digest: Digest?
    package var flags: PackagedFileFlags
    package var attributes: ExpectedAttributes?
    /// Where a symbolic link is recorded to point, as written.
    package var linkTarget: RawText?

    package init(
        package: Int, digest: Digest? = nil, flags: PackagedFileFlags = [], attributes: ExpectedAttributes? = nil,
        linkTarget: RawText? = nil
    ) {
        (self.package, self.digest, self.flags) = (package, digest, flags)
        (self.attributes, self.linkTarget) = (attributes, linkTarget)
    }
}

/// A path that a package owns, as the index gives it back.
package struct PackagedFile: Hashable, Sendable {
    package var package: PackageEntry
    package var claim: PackageClaim
    /// Whether another package claims the same path with another digest; `PackageIndex.claims` gives all.
    package var isContested: Bool

    package var digest: Digest? { claim.digest }
    package var flags: PackagedFileFlags { claim.flags }
    package var attributes: ExpectedAttributes? { claim.attributes }
    package var linkTarget: RawText? { claim.linkTarget }

    package init(package: PackageEntry, claim: PackageClaim, isContested: Bool = false) {
        (self.package, self.claim, self.isContested) = (package, claim, isContested)
    }
}
