import Evidence
import Formats
import Model

/// A package of a distribution as it comes from its archive, read without the programs of any host.
package enum PackageArchive {
    /// Bytes of one package file that are read: 2 GiB.
    package static let mostBytes = 2 << 30

    /// What the package installs: deb(5) or a package of rpm, by its first bytes.
    package static func manifest(_ bytes: [UInt8]) throws(ArchiveFailure) -> PackageManifest {
        if bytes.starts(with: Array("!<arch>\n".utf8)) { return try debian(bytes) }
        if bytes.starts(with: [0xed, 0xab, 0xee, 0xdb]) { return try rpm(bytes) }
        throw ArchiveFailure("it is neither a package of Debian's kind nor one of rpm's")
    }

    private static func debian(_ bytes: [UInt8]) throws(ArchiveFailure) -> PackageManifest {
        let parsed = ArFormat.parse(bytes.span)
        if let problem = parsed.problems.first { throw ArchiveFailure("\(problem.reason) at byte \(problem.offset)") }
        func member(_ prefix: RawText) throws(ArchiveFailure) -> [UInt8] {
            guard let member = parsed.value.first(where: { $0.name.hasPrefix(prefix) }) else {
                throw ArchiveFailure("it has no member \(prefix.escaped())")
            }
            return Array(bytes[member.content])
        }
        let control = try controlFiles(try member("control.tar"))
        guard let stanza = control["control"],
            let package = DpkgStatusFormat.parse((stanza + Array("\n".utf8)).span).value.first
        else { throw ArchiveFailure("its control file names no package") }
        let conffiles = Set(RawText(control["conffiles"] ?? []).split(0x0a).filter { $0.hasPrefix("/") })
        let files = try contents(try member("data.tar"), conffiles)
        return PackageManifest(
            system: .dpkg, name: package.name, version: package.version, architecture: package.architecture, files: files)
    }

    /// The small files of control.tar by their names.
    private static func controlFiles(_ bytes: [UInt8]) throws(ArchiveFailure) -> [RawText: [UInt8]] {
        var files: [RawText: [UInt8]] = [:]
        var name: RawText = ""
        try TarReader.forEach(bytes, limits: TarLimits(members: 10_000, bytes: 64 << 20)) { member in
            name = member.kind == .regular ? member.path.lastComponent : ""
        } content: { chunk in
            guard let chunk, ["control", "conffiles"].contains(name) else { return }
            for index in 0..<chunk.count { files[name, default: []].append(chunk[index]) }
        }
        return files
    }

    private static func contents(_ bytes: [UInt8], _ conffiles: Set<RawText>) throws(ArchiveFailure) -> [PackageManifest.File] {
        var files: [PackageManifest.File] = []
        /// Places of regular files, for the hard links that follow them.
        var places: [RawText: Int] = [:]
        var digesters: (md5: ContentDigester, sha256: ContentDigester)?
        try TarReader.forEach(bytes, limits: .package) { member in
            digesters = nil
            let path = absolute(member.path)
            if member.isHardLink {
                guard let target = member.target, let place = places[absolute(target)] else { return }
                var file = files[place]
                file.path = path
                places[path] = files.count
                return files.append(file)
            }
            let kind: PackageManifest.File.Kind
            switch member.kind {
            case .regular: kind = conffiles.contains(path) ? .configuration : .file
            case .directory: kind = .folder
            case .symbolicLink: kind = .link
            default: return
            }
            if member.kind == .regular {
                digesters = (ContentDigester(.md5), ContentDigester(.sha256))
                places[path] = files.count
            }
            files.append(
                PackageManifest.File(
                    kind: kind, path: path, mode: member.mode, owner: member.owner, group: member.group,
                    size: UInt64(clamping: member.size), target: kind == .link ? member.target : nil))
        } content: { chunk in
            guard let open = digesters else { return }
            if let chunk {
                digesters?.md5.update(chunk)
                digesters?.sha256.update(chunk)
            } else {
                files[files.count - 1].md5 = open.md5.finish()
                files[files.count - 1].sha256 = open.sha256.finish()
                digesters = nil
            }
        }
        return files
    }

    /// "/usr/bin/ls" of "./usr/bin/ls", "/" of "./".
    private static func absolute(_ path: RawText) -> RawText {
        let names = path.split(0x2f).filter { !$0.isEmpty && $0 != "." }
        return names.isEmpty ? "/" : RawText(names.reduce(into: []) { $0 += [0x2f] + $1.bytes })
    }

    private static func rpm(_ bytes: [UInt8]) throws(ArchiveFailure) -> PackageManifest {
        let parsed = RPMFileFormat.parse(bytes.span)
        guard let package = parsed.value else { throw ArchiveFailure(parsed.problems.first?.reason ?? "its header makes no sense") }
        let files = package.files.filter { !$0.flags.contains(.ghost) }.map { file in
            let kind: PackageManifest.File.Kind =
                file.isDirectory ? .folder : file.isSymbolicLink ? .link : file.flags.contains(.configuration) ? .configuration : .file
            return PackageManifest.File(
                kind: kind, path: file.path, mode: (file.mode ?? 0) & 0o7777, owner: file.owner ?? "", group: file.group ?? "",
                size: file.size ?? 0, md5: file.digest.flatMap { $0.algorithm == .md5 ? $0 : nil },
                sha256: file.digest.flatMap { $0.algorithm == .sha256 ? $0 : nil }, capabilities: file.capabilities,
                target: file.linkTarget)
        }
        return PackageManifest(
            system: .rpm, name: package.name, version: package.fullVersion, architecture: package.architecture, files: files)
    }
}
