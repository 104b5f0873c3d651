/// A package whose own record and files do not fit together in time.
package struct RecordDoubt: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A program equals its record and was written after its package was built and put here.
        case laterThanPackage
        /// The list of digests was written after the package was built and put here.
        case rewritten
        /// The package keeps digests of its files, but none of this program.
        case withoutDigest
        /// The package brings programs, and none of the papers that every package of the distribution brings.
        case withoutPapers
    }
    package var kind: Kind
    package var package: RawText
    package var file: FileFact?
    /// Programs of the package, at most ten, where the whole package is in doubt.
    package var programs: [RawText] = []
    /// The file of the record that is in doubt.
    package var record: RawText
    /// When the package's newest paper is from, and when its list was written here.
    package var built: Timestamp?
    package var unpacked: Timestamp?

    package init(
        kind: Kind, package: RawText, file: FileFact? = nil, record: RawText, built: Timestamp? = nil, unpacked: Timestamp? = nil
    ) {
        (self.kind, self.package, self.file, self.record) = (kind, package, file, record)
        (self.built, self.unpacked) = (built, unpacked)
    }
}
