import Model

/// Attributes of a file in a package, after `rpmfileAttrs` of rpm's documentation.
package struct RPMFileFlags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package static let configuration = RPMFileFlags(rawValue: 1)
    package static let documentation = RPMFileFlags(rawValue: 1 << 1)
    package static let mayBeMissing = RPMFileFlags(rawValue: 1 << 3)
    package static let noReplace = RPMFileFlags(rawValue: 1 << 4)
    package static let ghost = RPMFileFlags(rawValue: 1 << 6)
    package static let license = RPMFileFlags(rawValue: 1 << 7)
    package static let readme = RPMFileFlags(rawValue: 1 << 8)
    package static let artifact = RPMFileFlags(rawValue: 1 << 12)
}

/// What `rpm -V` compares of a file, after `rpmVerifyAttrs` of rpm's documentation.
package struct RPMVerifyFlags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package static let digest = RPMVerifyFlags(rawValue: 1)
    package static let size = RPMVerifyFlags(rawValue: 1 << 1)
    package static let link = RPMVerifyFlags(rawValue: 1 << 2)
    package static let owner = RPMVerifyFlags(rawValue: 1 << 3)
    package static let group = RPMVerifyFlags(rawValue: 1 << 4)
    package static let modified = RPMVerifyFlags(rawValue: 1 << 5)
    package static let mode = RPMVerifyFlags(rawValue: 1 << 6)
    package static let capabilities = RPMVerifyFlags(rawValue: 1 << 8)
    package static let all = RPMVerifyFlags(rawValue: .max)
}

/// Whether a file of a package was put on the disk, after `rpmfileState` of rpm's documentation.
package enum RPMFileState: UInt8, Sendable, Hashable {
    case normal = 0
    /// Another package's file lies in its place.
    case replaced = 1
    /// Left out on purpose: documentation, a language.
    case notInstalled = 2
    /// On a file system shared by several hosts.
    case netShared = 3
    /// The file of another architecture lies in its place.
    case wrongColor = 4
    case missing = 255

    /// Whether the package's digest speaks of what lies on the disk.
    package var isClaim: Bool { self == .normal || self == .missing }
}

/// One file of a package.
package struct RPMFile: Hashable, Sendable {
    /// With a slash at the end; empty where the name is the whole path. Files of one folder share its bytes.
    package var folder: RawText
    package var name: RawText
    package var digest: Digest?
    /// `st_mode` with the kind of file; nil where the header does not say.
    package var mode: UInt16?
    package var owner: RawText?
    package var group: RawText?
    package var capabilities: RawText?
    package var linkTarget: RawText?
    /// Bytes.
    package var size: UInt64?
    package var modified: Timestamp?
    package var flags: RPMFileFlags
    package var verify: RPMVerifyFlags
    package var state: RPMFileState

    package var path: RawText { folder + name }
    package var isDirectory: Bool { mode.map { $0 & 0o170000 == 0o040000 } ?? false }
    package var isSymbolicLink: Bool { mode.map { $0 & 0o170000 == 0o120000 } ?? false }
}

/// What a header of the database says of one installed package.
package struct RPMPackage: Hashable, Sendable {
    package var name: RawText
    package var version: RawText
    package var release: RawText
    package var epoch: UInt32?
    package var architecture: RawText
    package var installed: Timestamp?
    /// Whether an OpenPGP signature stands in the header. That it is a valid one is not checked here.
    package var hasSignature: Bool
    /// Whether the header has the region that such a signature covers.
    package var hasSignedRegion: Bool
    /// Numbers of the tags that were added a second time after the package was built. `--relocate` does that to 1116–1118 and
    /// nothing does it to digests, modes or flags.
    package var overriddenTags: [UInt32]
    package var files: [RPMFile]

    /// `epoch:version-release`, the epoch only where there is one.
    package var fullVersion: RawText {
        (epoch.map { RawText("\($0):") } ?? "") + version + "-" + release
    }

    /// The keys that rpm trusts are kept as packages of this name, without files and without signature.
    package var isPublicKey: Bool { name == "gpg-pubkey" && files.isEmpty }
}
