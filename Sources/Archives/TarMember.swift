import Model

/// An entry of a tar archive.
package struct TarMember: Hashable, Sendable {
    /// As written: "./usr/bin/ls".
    package var path: RawText
    package var kind: FileKind
    /// `st_mode & 07777`.
    package var mode: UInt16
    package var owner: RawText
    package var group: RawText
    /// Bytes.
    package var size: Int64
    /// Where a symbolic link points, or the entry of the same archive that a hard link is.
    package var target: RawText?
    package var isHardLink: Bool
    /// When the content was last changed, as the archive says; nil where it does not.
    package var modified: Timestamp?

    package init(
        path: RawText, kind: FileKind, mode: UInt16, owner: RawText, group: RawText, size: Int64, target: RawText?, isHardLink: Bool
    ) {
        (self.path, self.kind, self.mode, self.owner, self.group) = (path, kind, mode, owner, group)
        (self.size, self.target, self.isHardLink) = (size, target, isHardLink)
    }
}

/// Bounds on what an archive can make its reader do.
package struct TarLimits: Sendable {
    package var members: Int
    /// Bytes of all contents together.
    package var bytes: Int64

    package init(members: Int, bytes: Int64) { (self.members, self.bytes) = (members, bytes) }

    /// Far above any package of a distribution: two million entries, 32 GiB.
    package static let package = TarLimits(members: 2_000_000, bytes: 32 << 30)
}

/// Why an archive could not be read to its end.
package struct ArchiveFailure: Error, Hashable, Sendable {
    package var reason: String

    package init(_ reason: String) { self.reason = reason }
}
