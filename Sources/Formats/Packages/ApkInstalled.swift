import Model

/// One file of a package of Alpine Linux.
package struct ApkFile: Hashable, Sendable {
    /// Absolute.
    package var path: RawText
    package var isDirectory: Bool
    /// Owner and group as numbers, and the mode; what the database leaves out is 0:0:644 for files and 0:0:755 for folders.
    package var attributes: ExpectedAttributes
    /// Of the content; for a symbolic link of the text that it holds.
    package var digest: Digest?
}

/// One installed package of Alpine Linux.
package struct ApkPackage: Hashable, Sendable {
    package var name: RawText = ""
    package var version: RawText = ""
    package var architecture: RawText = ""
    package var files: [ApkFile] = []
}

/// `/lib/apk/db/installed`: a letter, a colon and a value on each line, packages parted by an empty line; apk-package(5), apk(8).
///
/// `F` opens a folder with `M` for its attributes, `R` a file in it with `a` for attributes and `Z` for the digest.
package enum ApkInstalledFormat {
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<[ApkPackage]> {
        var packages: [ApkPackage] = []
        let problems = forEachPackage(bytes) { packages.append($0) }
        return Parsed(packages, problems: problems)
    }

    /// Gives one package after the other.
    static func forEachPackage(_ bytes: Span<UInt8>, _ body: (ApkPackage) -> Void) -> [Problem] {
        var tally = ProblemTally()
        var lines = PackageLines()
        var current = ApkPackage()
        var folder: RawText = "/"
        var isOpen = false
        while true {
            let line = lines.take(bytes)
            guard let line, !line.isEmpty else {
                if isOpen {
                    if current.name.isEmpty {
                        tally.add(line?.lowerBound ?? bytes.count, line: lines.number, "a package has no name")
                    } else {
                        body(current)
                    }
                }
                (current, folder, isOpen) = (ApkPackage(), "/", false)
                if line == nil { return tally.all }
                continue
            }
            isOpen = true
            guard line.count >= 2, bytes[line.lowerBound &+ 1] == 0x3a else {
                tally.add(line.lowerBound, line: lines.number, "not a letter, a colon and a value")
                continue
            }
            let value = (line.lowerBound &+ 2)..<line.upperBound
            switch bytes[line.lowerBound] {
            case 0x50: current.name = PackageBytes.text(bytes, value)
            case 0x56: current.version = PackageBytes.text(bytes, value)
            case 0x41: current.architecture = PackageBytes.text(bytes, value)
            case 0x46:
                folder = value.isEmpty ? "/" : "/" + PackageBytes.text(bytes, value) + "/"
                let path: RawText = value.isEmpty ? "/" : "/" + PackageBytes.text(bytes, value)
                current.files.append(ApkFile(path: path, isDirectory: true, attributes: attributes(0o755), digest: nil))
            case 0x52:
                guard !value.isEmpty, value.count &+ folder.count <= 4096 else {
                    tally.add(line.lowerBound, line: lines.number, "a file has no name, or one that is too long")
                    continue
                }
                let path = folder + PackageBytes.text(bytes, value)
                current.files.append(ApkFile(path: path, isDirectory: false, attributes: attributes(0o644), digest: nil))
            case 0x4d, 0x61:
                let isDirectory = bytes[line.lowerBound] == 0x4d
                guard let last = current.files.indices.last, current.files[last].isDirectory == isDirectory,
                    let attributes = attributes(bytes, value)
                else {
                    tally.add(line.lowerBound, line: lines.number, "attributes without a file, or not owner, group and mode")
                    continue
                }
                current.files[last].attributes = attributes
            case 0x5a:
                guard let last = current.files.indices.last, !current.files[last].isDirectory, let digest = digest(bytes, value) else {
                    tally.add(line.lowerBound, line: lines.number, "a digest without a file, or of no known kind")
                    continue
                }
                current.files[last].digest = digest
            default: continue
            }
        }
    }

    private static func attributes(_ mode: UInt16) -> ExpectedAttributes {
        ExpectedAttributes(mode: mode, owner: .number(0), group: .number(0))
    }

    /// `owner:group:mode`, perhaps with a digest of extended attributes behind.
    private static func attributes(_ bytes: Span<UInt8>, _ value: Range<Int>) -> ExpectedAttributes? {
        guard let first = PackageBytes.first(0x3a, bytes, value),
            let second = PackageBytes.first(0x3a, bytes, (first &+ 1)..<value.upperBound)
        else { return nil }
        let end = PackageBytes.first(0x3a, bytes, (second &+ 1)..<value.upperBound) ?? value.upperBound
        guard let owner = PackageBytes.number(bytes, value.lowerBound..<first, most: UInt64(UInt32.max)),
            let group = PackageBytes.number(bytes, (first &+ 1)..<second, most: UInt64(UInt32.max)),
            let mode = PackageBytes.number(bytes, (second &+ 1)..<end, radix: 8, most: 0o7777)
        else { return nil }
        return ExpectedAttributes(
            mode: UInt16(truncatingIfNeeded: mode), owner: .number(UInt32(truncatingIfNeeded: owner)),
            group: .number(UInt32(truncatingIfNeeded: group)))
    }

    /// `Q1` and SHA-1, `Q2` and SHA-256 in base64; plain hexadecimal MD5 of the first versions.
    private static func digest(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Digest? {
        if PackageBytes.hasPrefix(bytes, value, "Q1") {
            return base64(bytes, (value.lowerBound &+ 2)..<value.upperBound, length: 20).map { Digest(.sha1, $0) }
        }
        if PackageBytes.hasPrefix(bytes, value, "Q2") {
            return base64(bytes, (value.lowerBound &+ 2)..<value.upperBound, length: 32).map { Digest(.sha256, $0) }
        }
        return value.count == 32 ? PackageBytes.hexadecimal(bytes, value).map { Digest(.md5, $0) } : nil
    }

    /// RFC 4648, section 4; nil unless exactly `length` bytes come out.
    private static func base64(_ bytes: Span<UInt8>, _ range: Range<Int>, length: Int) -> [UInt8]? {
        guard range.count == (length &+ 2) / 3 &* 4 else { return nil }
        var result: [UInt8] = []
        var (buffer, count): (UInt32, UInt32) = (0, 0)
        for index in range {
            let value: UInt8
            switch bytes[index] {
            case 0x41...0x5a: value = bytes[index] &- 0x41
            case 0x61...0x7a: value = bytes[index] &- 0x61 &+ 26
            case 0x30...0x39: value = bytes[index] &- 0x30 &+ 52
            case 0x2b: value = 62
            case 0x2f: value = 63
            case 0x3d where index >= range.upperBound &- 2: continue
            default: return nil
            }
            buffer = buffer << 6 | UInt32(value)
            count &+= 6
            if count >= 8 {
                count &-= 8
                result.append(UInt8(truncatingIfNeeded: buffer >> count))
            }
        }
        return result.count == length ? result : nil
    }
}

extension ApkInstalledFormat {
    /// Adds every package of the database. apk leaves files below `/etc` alone that were changed, so they are configuration.
    package static func read(_ bytes: Span<UInt8>, into index: inout PackageIndex.Builder) -> PackageReading {
        var reading = PackageReading()
        let problems = forEachPackage(bytes) { package in
            let entry = PackageEntry(
                name: package.name, version: package.version, architecture: package.architecture, system: .apk)
            guard let number = index.add(entry) else { return }
            reading.packages &+= 1
            for file in package.files {
                var flags: PackagedFileFlags = file.isDirectory ? .directory : .digestOfLinkText
                if !file.isDirectory, file.path.hasPrefix("/etc/") { flags.insert(.configuration) }
                index.add(file.path, PackageClaim(package: number, digest: file.digest, flags: flags, attributes: file.attributes))
            }
        }
        reading.add(problems, file: "installed")
        return reading
    }
}
