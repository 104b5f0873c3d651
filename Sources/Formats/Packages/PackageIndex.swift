import Model

/// Every path that the package databases of a host name, with its package, digest and expected attributes.
///
/// Built for 300,000 paths and more on a small server: paths lie in one arena of bytes, each claim is a record of 24 bytes,
/// digests lie in an arena of their own, and the tables that find them are arrays of UInt32.
package struct PackageIndex: Sendable {
    /// One claim on one path. `none` stands for absent in the 32-bit fields.
    struct Record: Sendable {
        static let none = UInt32.max
        var pathStart: UInt32
        var pathLength: UInt16
        var flags: UInt16
        var package: UInt32
        /// Offset in `digests` of a byte for the algorithm, followed by the digest.
        var digest: UInt32
        /// Number in `attributes`.
        var attributes: UInt32
        /// The next claim on the same path.
        var next: UInt32

        var path: Range<Int> { Int(pathStart)..<(Int(pathStart) &+ Int(pathLength)) }
    }

    /// Where a symbolic link points: a slice of the path arena.
    struct Link: Sendable {
        var record: UInt32
        var start: UInt32
        var length: UInt32
    }

    /// The installed packages, in the order in which their databases were read.
    package let packages: [PackageEntry]
    let arena: [UInt8]
    let records: [Record]
    let digests: [UInt8]
    let attributes: [ExpectedAttributes]
    /// Sorted by record.
    let links: [Link]
    let table: PathTable
    /// The numbers of the records that have a digest, sorted by it.
    let byDigest: [UInt32]
    /// How many claims were refused because a limit of the builder was reached; 0 for an index that is complete.
    package let refused: Int

    /// How many claims the index holds; a path that is contested counts once for each.
    package var count: Int { records.count }

    /// What owns the path, which must be absolute, without a slash at its end and free of symbolic links in its folders.
    package func lookup(_ path: Span<UInt8>) -> PackagedFile? {
        find(path).map { file(Int($0)) }
    }

    package func lookup(_ path: RawText) -> PackagedFile? {
        lookup(path.bytes.span)
    }

    /// Every claim on the path: more than one where packages disagree on its content.
    package func claims(_ path: Span<UInt8>) -> [PackagedFile] {
        var result: [PackagedFile] = []
        var next = find(path) ?? Record.none
        while next != Record.none, result.count < PackageIndex.mostClaims {
            result.append(file(Int(next)))
            next = records[Int(next)].next
        }
        return result
    }

    /// Whether a package owns the path as a folder: by its recorded kind, or because it owns something in it.
    package func contains(folder path: Span<UInt8>) -> Bool {
        guard let number = find(path) else { return false }
        return PackagedFileFlags(rawValue: records[Int(number)].flags).contains(.directory)
    }

    package func contains(folder path: RawText) -> Bool {
        contains(folder: path.bytes.span)
    }

    /// A packaged path whose recorded digest is the given one, the first that was read where there are several.
    ///
    /// All empty files share one digest: ask only for files that have content.
    package func path(withDigest digest: Digest) -> RawText? {
        let code = PackageIndex.code(of: digest.algorithm)
        var (low, high) = (0, byDigest.count)
        while low < high {
            let middle = low &+ (high &- low) / 2
            if precedes(record: byDigest[middle], code, digest.bytes) { low = middle &+ 1 } else { high = middle }
        }
        guard low < byDigest.count else { return nil }
        let record = records[Int(byDigest[low])]
        guard self.digest(at: record.digest) == digest else { return nil }
        return PackageBytes.text(arena.span, record.path)
    }

    /// Gives every claim in the order in which it was read.
    package func forEachFile(_ body: (Span<UInt8>, PackagedFile) -> Void) {
        for number in 0..<records.count {
            body(arena.span.extracting(records[number].path), file(number))
        }
    }

    /// How many claims on one path are kept.
    static let mostClaims = 8

    private func find(_ path: Span<UInt8>) -> UInt32? {
        table.find(path, 0..<path.count) { number in
            PackageBytes.equal(arena.span, records[Int(number)].path, path, 0..<path.count)
        }
    }

    private func file(_ number: Int) -> PackagedFile {
        let record = records[number]
        let claim = PackageClaim(
            package: Int(record.package), digest: digest(at: record.digest), flags: PackagedFileFlags(rawValue: record.flags),
            attributes: record.attributes == Record.none ? nil : attributes[Int(record.attributes)], linkTarget: link(of: number))
        return PackagedFile(package: packages[Int(record.package)], claim: claim, isContested: record.next != Record.none)
    }

    private func digest(at offset: UInt32) -> Digest? {
        guard offset != Record.none, let algorithm = PackageIndex.algorithm(of: digests[Int(offset)]) else { return nil }
        let start = Int(offset) &+ 1
        return Digest(algorithm, Array(digests[start..<(start &+ PackageIndex.length(of: algorithm))]))
    }

    private func link(of number: Int) -> RawText? {
        var (low, high) = (0, links.count)
        while low < high {
            let middle = low &+ (high &- low) / 2
            if Int(links[middle].record) < number { low = middle &+ 1 } else { high = middle }
        }
        guard low < links.count, Int(links[low].record) == number else { return nil }
        let start = Int(links[low].start)
        return PackageBytes.text(arena.span, start..<(start &+ Int(links[low].length)))
    }

    /// Whether a record's digest sorts before another: by algorithm, then byte by byte.
    private func precedes(record number: UInt32, _ code: UInt8, _ bytes: [UInt8]) -> Bool {
        let offset = Int(records[Int(number)].digest)
        guard digests[offset] == code else { return digests[offset] < code }
        let end = min(offset &+ 1 &+ bytes.count, digests.count)
        return digests[(offset &+ 1)..<end].lexicographicallyPrecedes(bytes)
    }
}

extension PackageIndex {
    /// The byte that stands for an algorithm in the arena of digests.
    static func code(of algorithm: Digest.Algorithm) -> UInt8 {
        switch algorithm {
        case .md5: 0
        case .sha1: 1
        case .sha256: 2
        case .sha384: 3
        case .sha512: 4
        }
    }

    static func algorithm(of code: UInt8) -> Digest.Algorithm? {
        switch code {
        case 0: .md5
        case 1: .sha1
        case 2: .sha256
        case 3: .sha384
        case 4: .sha512
        default: nil
        }
    }

    /// Bytes of a digest.
    static func length(of algorithm: Digest.Algorithm) -> Int {
        switch algorithm {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }
}
