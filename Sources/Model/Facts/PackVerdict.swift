/// What the distribution's own archive says of a packaged file, beside the host's record: the result of holding both against the bytes.
package struct PackVerdict: Hashable, Sendable {
    /// What the archive's package holds.
    package var shipped: Digest
    /// What the host's record says; nil where it says nothing.
    package var recorded: Digest?
    /// What lies on the disk.
    package var found: Digest
    /// Whether the host's record says another digest than the archive for the same version of the package.
    package var isRecordForged: Bool

    package init(shipped: Digest, recorded: Digest?, found: Digest, isRecordForged: Bool) {
        (self.shipped, self.recorded, self.found, self.isRecordForged) = (shipped, recorded, found, isRecordForged)
    }

    package var isContentShipped: Bool { shipped == found }
}
