import Formats
import Hosts
import Model

/// A manifest pack that the operator named: its place for the report, and its bytes without the signature.
package struct ManifestPack: Sendable {
    package var name: RawText
    package var publicKey: [UInt8]
    package var bytes: [UInt8]

    package init(name: RawText, publicKey: [UInt8], bytes: [UInt8]) {
        (self.name, self.publicKey, self.bytes) = (name, publicKey, bytes)
    }
}

/// What the distribution's own archive says of the packages of this host, beside what the host's record says.
package struct ManifestPacks: Sendable {
    /// Claims with SHA-256 and MD5 of every file, at the paths where they lie on this host.
    private let index: PackageIndex
    /// Of installed packages that a pack knows in this very version.
    let packages: Int

    /// What a pack says of one file.
    struct Expectation: Sendable {
        var sha256: Digest?
        var md5: Digest?
        var mode: UInt16?

        func digest(_ algorithm: Digest.Algorithm) -> Digest? {
            switch algorithm {
            case .sha256: sha256
            case .md5: md5
            default: nil
            }
        }
        /// The strongest digest that there is.
        var best: Digest? { sha256 ?? md5 }
    }

    /// Reads the packs; of packages in other versions than the host's nothing is kept.
    init(_ packs: [ManifestPack], installed: PackageIndex, aliases: [PackageIndex.Builder.Alias], _ gaps: inout GapTally) {
        var versions: Set<PackageKey> = []
        for package in installed.packages { versions.insert(PackageKey(package)) }
        var builder = PackageIndex.Builder(aliases: aliases)
        var known: Set<PackageKey> = []
        for pack in packs {
            let parsed = ManifestFormat.parse(pack.bytes.span) { versions.contains(PackageKey($0)) }
            for problem in parsed.problems.prefix(1) {
                gaps.add(
                    Gap(
                        collector: PackageRecords.id, subject: pack.name,
                        reason: Localized(
                            en:
                                "\(parsed.problems.count) lines of the manifest pack make no sense, the first at line \(problem.line ?? 0).",
                            ja: "マニフェストの \(parsed.problems.count) 行が読めません(最初は \(problem.line ?? 0) 行目)。"),
                        facts: [.packages]))
            }
            for package in parsed.value where known.insert(PackageKey(package)).inserted {
                let entry = PackageEntry(
                    name: package.name, version: package.version, architecture: package.architecture, system: package.system)
                guard let number = builder.add(entry) else { continue }
                for file in package.files where file.kind == .file {
                    let attributes = ExpectedAttributes(mode: file.mode, capabilities: file.capabilities)
                    for digest in [file.sha256, file.md5] {
                        guard let digest else { continue }
                        builder.add(file.path, PackageClaim(package: number, digest: digest, attributes: attributes))
                    }
                }
            }
        }
        index = builder.build()
        packages = known.count
    }

    /// What the packs say of a file that the host's record gives to the same package in the same version.
    func expectation(_ path: RawText, _ owner: PackagedFile) -> Expectation? {
        let mayBeEdited: PackagedFileFlags = [.configuration, .ghost, .obsolete]
        guard owner.flags.isDisjoint(with: mayBeEdited) else { return nil }
        var expectation: Expectation?
        for claim in index.claims(path.bytes.span) where PackageKey(claim.package) == PackageKey(owner.package) {
            var found = expectation ?? Expectation(mode: claim.attributes?.mode)
            switch claim.digest?.algorithm {
            case .sha256: found.sha256 = claim.digest
            case .md5: found.md5 = claim.digest
            default: break
            }
            expectation = found
        }
        return expectation.flatMap { $0.best == nil ? nil : $0 }
    }
}

/// What tells one package in one version from every other.
private struct PackageKey: Hashable {
    var system: PackageSystem
    var name: RawText
    var version: RawText
    var architecture: RawText

    init(_ package: PackageEntry) {
        (system, name, version, architecture) = (package.system, package.name, package.version, package.architecture)
    }

    init(_ package: PackageManifest) {
        (system, name, version, architecture) = (package.system, package.name, package.version, package.architecture)
    }
}
