import Model

extension FormatParser {
    /// Every parser of package databases and of what they are packed in.
    package static let packages: [FormatParser] = [
        FormatParser("apk-installed") { ApkInstalledFormat.parse($0).problems.count },
        FormatParser("ar") { ArFormat.parse($0).problems.count },
        FormatParser("deflate") { Inflate.raw($0, limit: 1 << 20).problems.count },
        FormatParser("dpkg-diversions") { DpkgDiversionsFormat.parse($0).problems.count },
        FormatParser("dpkg-list") { DpkgListFormat.parse($0).problems.count },
        FormatParser("dpkg-md5sums") { DpkgMd5sumsFormat.parse($0).problems.count },
        FormatParser("dpkg-statoverride") { DpkgStatOverrideFormat.parse($0).problems.count },
        FormatParser("dpkg-status") { DpkgStatusFormat.parse($0).problems.count },
        FormatParser("gzip") { Inflate.gzip($0, limit: 1 << 20).problems.count },
        FormatParser("manifest") { ManifestFormat.parse($0).problems.count },
        FormatParser("mtree") { MtreeFormat.parse($0).problems.count },
        FormatParser("pacman-desc") { PacmanFormat.parseDescription($0).problems.count },
        FormatParser("pacman-files") { PacmanFormat.parseFiles($0).problems.count },
        FormatParser("rpm-berkeley") { bytes in problems(bytes, .berkeley) },
        FormatParser("rpm-file") { RPMFileFormat.parse($0).problems.count },
        FormatParser("rpm-header") { RPMHeader.parse($0).problems.count },
        FormatParser("rpm-ndb") { bytes in problems(bytes, .ndb) },
        FormatParser("rpm-sqlite") { bytes in problems(bytes, .sqlite) },
    ]

    /// Reads a whole database into an index and builds it.
    private static func problems(_ bytes: Span<UInt8>, _ kind: RPMDatabase.Kind) -> Int {
        var builder = PackageIndex.Builder()
        let reading = RPMDatabase.read(PackageBytes.array(bytes, 0..<bytes.count), kind, into: &builder)
        return reading.problems.count &+ builder.build().refused
    }
}
