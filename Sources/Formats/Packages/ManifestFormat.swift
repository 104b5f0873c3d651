import Model

/// What a package of a distribution holds, made from its archive and not from a host.
package struct PackageManifest: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        package enum Kind: String, Sendable, Hashable { case file = "f", configuration = "c", link = "l", folder = "d" }
        package var kind: Kind
        package var path: RawText
        /// `st_mode & 07777`.
        package var mode: UInt16
        package var owner: RawText
        package var group: RawText
        /// Bytes.
        package var size: UInt64
        package var md5: Digest?
        package var sha256: Digest?
        /// After cap_to_text(3); nil for none.
        package var capabilities: RawText?
        package var target: RawText?

        package init(
            kind: Kind, path: RawText, mode: UInt16, owner: RawText, group: RawText, size: UInt64 = 0, md5: Digest? = nil,
            sha256: Digest? = nil, capabilities: RawText? = nil, target: RawText? = nil
        ) {
            (self.kind, self.path, self.mode, self.owner, self.group) = (kind, path, mode, owner, group)
            (self.size, self.md5, self.sha256, self.capabilities, self.target) = (size, md5, sha256, capabilities, target)
        }
    }
    package var system: PackageSystem
    package var name: RawText
    package var version: RawText
    package var architecture: RawText
    package var files: [File]

    package init(system: PackageSystem, name: RawText, version: RawText, architecture: RawText, files: [File]) {
        (self.system, self.name, self.version) = (system, name, version)
        (self.architecture, self.files) = (architecture, files)
    }
}

/// A manifest pack without the line of its signature: Documentation/Formats/Manifest.md.
package enum ManifestFormat {
    /// The first line.
    package static let magic: RawText = "banken-manifest 1"
    private static let mostFiles = 20_000_000

    package static func append(_ package: PackageManifest, to bytes: inout [UInt8]) {
        let head = [RawText(package.system.rawValue), package.name, package.version, package.architecture]
        line(["package"] + head.map { AcceptedFormat.escape($0) }, &bytes)
        for file in package.files {
            let mode = String(file.mode, radix: 8)
            line(
                [
                    RawText(file.kind.rawValue), RawText(String(repeating: "0", count: max(0, 4 - mode.count)) + mode),
                    AcceptedFormat.escape(file.owner), AcceptedFormat.escape(file.group), RawText("\(file.size)"),
                    file.md5.map { RawText($0.hexadecimal) } ?? "-", file.sha256.map { RawText($0.hexadecimal) } ?? "-",
                    file.capabilities.map { AcceptedFormat.escape($0) } ?? "-", file.target.map { AcceptedFormat.escape($0) } ?? "-",
                    AcceptedFormat.escape(file.path),
                ], &bytes)
        }
    }

    private static func line(_ fields: [RawText], _ bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(0x20) }
            bytes += field.bytes
        }
        bytes.append(0x0a)
    }

    /// The packages that are wanted, by their names, versions and architectures; the files of the others are not kept.
    package static func parse(
        _ bytes: Span<UInt8>, wanted: (PackageManifest) -> Bool = { _ in true }
    ) -> Parsed<[PackageManifest]> {
        var lines = PackageLines()
        var tally = ProblemTally()
        var packages: [PackageManifest] = []
        var (keeps, count) = (false, 0)
        guard let first = lines.take(bytes), PackageBytes.equal(bytes, first, magic) else {
            return Parsed([], problems: [Problem(offset: 0, line: 1, reason: "not a manifest pack")])
        }
        while let range = lines.take(bytes) {
            if PackageBytes.hasPrefix(bytes, range, "package ") {
                keeps = false
                guard range.count < 4096, let package = package(PackageBytes.text(bytes, range)), packages.count < 1_000_000 else {
                    tally.add(range.lowerBound, line: lines.number, "not the line of a package")
                    continue
                }
                keeps = wanted(package)
                if keeps { packages.append(package) }
            } else if keeps {
                count &+= 1
                guard count <= mostFiles, range.count < 32_768, let file = file(PackageBytes.text(bytes, range)) else {
                    tally.add(range.lowerBound, line: lines.number, "not the line of a file")
                    continue
                }
                packages[packages.count &- 1].files.append(file)
            }
        }
        return Parsed(packages, problems: tally.all)
    }

    private static func package(_ line: RawText) -> PackageManifest? {
        let fields = line.split(0x20).compactMap { AcceptedFormat.unescape($0) }
        guard fields.count == 5, let system = fields[1].utf8.flatMap({ PackageSystem(rawValue: $0) }) else { return nil }
        return PackageManifest(system: system, name: fields[2], version: fields[3], architecture: fields[4], files: [])
    }

    private static func file(_ line: RawText) -> PackageManifest.File? {
        let written = line.split(0x20)
        let fields = written.compactMap { AcceptedFormat.unescape($0) }
        guard fields.count == 10, written.count == 10, let kind = fields[0].utf8.flatMap({ PackageManifest.File.Kind(rawValue: $0) }),
            let mode = fields[1].utf8.flatMap({ UInt16($0, radix: 8) }), mode <= 0o7777, let size = fields[4].utf8.flatMap({ UInt64($0) }),
            let md5 = digest(written[5], .md5, 16), let sha256 = digest(written[6], .sha256, 32), fields[9].hasPrefix("/")
        else { return nil }
        return PackageManifest.File(
            kind: kind, path: fields[9], mode: mode, owner: fields[2], group: fields[3], size: size, md5: md5, sha256: sha256,
            capabilities: written[7] == "-" ? nil : fields[7], target: written[8] == "-" ? nil : fields[8])
    }

    /// The digest; nil within for "-", nil for what is none.
    private static func digest(_ text: RawText, _ algorithm: Digest.Algorithm, _ length: Int) -> Digest?? {
        if text == "-" { return .some(nil) }
        guard text.count == length * 2, let bytes = [UInt8](hexadecimal: text.bytes) else { return nil }
        return Digest(algorithm, bytes)
    }
}
