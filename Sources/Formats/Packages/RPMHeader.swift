import Model

/// A header as rpm's databases store it, one for each installed package: rpm.org, "RPM V4 Package format"; without the eight
/// bytes of magic that a package file has in front.
package enum RPMHeader {
    /// The package that the header describes; nil where the bytes are no header or name no package. Offsets of problems count
    /// from the start of the blob.
    package static func parse(_ blob: Span<UInt8>) -> Parsed<RPMPackage?> {
        var tally = ProblemTally()
        guard let index = RPMHeaderIndex(blob, &tally) else { return Parsed(nil, problems: tally.all) }
        guard let name = index.text(.name, blob), !name.isEmpty else {
            tally.add(0, "a header names no package")
            return Parsed(nil, problems: tally.all)
        }
        let signatures: [RPMTag] = [.headerRSA, .headerDSA, .openPGP, .signaturePGP, .signatureGPG]
        let package = RPMPackage(
            name: name, version: index.text(.version, blob) ?? "", release: index.text(.release, blob) ?? "",
            epoch: index.numbers(.epoch, blob).first.map { UInt32(truncatingIfNeeded: $0) },
            architecture: index.text(.architecture, blob) ?? "",
            installed: index.numbers(.installTime, blob).first.map { Timestamp(seconds: Int64(truncatingIfNeeded: $0)) },
            hasSignature: signatures.contains { index.has($0) }, hasSignedRegion: index.hasRegion,
            overriddenTags: index.overridden.map(\.rawValue), files: files(index, blob, &tally))
        return Parsed(package, problems: tally.all)
    }

    private static func files(_ index: RPMHeaderIndex, _ blob: Span<UInt8>, _ tally: inout ProblemTally) -> [RPMFile] {
        let isOld = !index.has(.baseNames)
        let names = index.texts(isOld ? .oldFileNames : .baseNames, blob, &tally)
        guard !names.isEmpty else { return [] }
        let folders = isOld ? [] : index.texts(.folderNames, blob, &tally)
        let folderIndexes = isOld ? [] : index.numbers(.folderIndexes, blob)
        let digests = index.texts(.fileDigests, blob, &tally)
        let algorithm = algorithm(index.numbers(.fileDigestAlgorithm, blob).first)
        if algorithm == nil { tally.add(0, "the algorithm of the digests is not known") }
        let links = index.texts(.fileLinkTargets, blob, &tally)
        let owners = index.texts(.fileOwners, blob, &tally)
        let groups = index.texts(.fileGroups, blob, &tally)
        let capabilities = index.texts(.fileCapabilities, blob, &tally)
        let modes = index.numbers(.fileModes, blob)
        let flags = index.numbers(.fileFlags, blob)
        let verify = index.numbers(.fileVerifyFlags, blob)
        let states = index.numbers(.fileStates, blob)
        let modified = index.numbers(.fileModified, blob)
        let sizes = index.numbers(index.has(.longFileSizes) ? .longFileSizes : .fileSizes, blob)
        func at<Element>(_ array: [Element], _ place: Int) -> Element? { place < array.count ? array[place] : nil }
        for (count, tag) in [(digests.count, RPMTag.fileDigests), (modes.count, .fileModes), (flags.count, .fileFlags)]
        where count != 0 && count != names.count {
            tally.add(0, "tag \(tag.rawValue) does not have one value for each file")
        }

        var files: [RPMFile] = []
        files.reserveCapacity(names.count)
        for (place, name) in names.enumerated() {
            var folder: RawText = ""
            if !isOld {
                guard let number = at(folderIndexes, place), number < UInt64(folders.count) else {
                    tally.add(0, "file \(place) lies in a folder that the header does not name")
                    continue
                }
                folder = folders[Int(number)]
            }
            var digest: Digest?
            if let text = at(digests, place), !text.isEmpty, let algorithm {
                let bytes = PackageBytes.hexadecimal(text.bytes.span, 0..<text.count)
                if let bytes, bytes.count == PackageIndex.length(of: algorithm) {
                    digest = bytes.allSatisfy { $0 == 0 } ? nil : Digest(algorithm, bytes)
                } else {
                    tally.add(0, "the digest of file \(place) is none of its algorithm")
                }
            }
            files.append(
                RPMFile(
                    folder: folder, name: name, digest: digest, mode: at(modes, place).map { UInt16(truncatingIfNeeded: $0) },
                    owner: at(owners, place), group: at(groups, place),
                    capabilities: at(capabilities, place).flatMap { $0.isEmpty ? nil : $0 },
                    linkTarget: at(links, place).flatMap { $0.isEmpty ? nil : $0 }, size: at(sizes, place),
                    modified: at(modified, place).map { Timestamp(seconds: Int64(truncatingIfNeeded: $0)) },
                    flags: RPMFileFlags(rawValue: UInt32(truncatingIfNeeded: at(flags, place) ?? 0)),
                    verify: at(verify, place).map { RPMVerifyFlags(rawValue: UInt32(truncatingIfNeeded: $0)) } ?? .all,
                    state: at(states, place).flatMap { RPMFileState(rawValue: UInt8(truncatingIfNeeded: $0)) } ?? .normal))
        }
        return files
    }

    /// Numbers of hash algorithms after RFC 9580, section 9.5; without the tag it is MD5.
    private static func algorithm(_ number: UInt64?) -> Digest.Algorithm? {
        switch number {
        case nil, 0, 1: .md5
        case 2: .sha1
        case 8: .sha256
        case 9: .sha384
        case 10: .sha512
        default: nil
        }
    }
}
