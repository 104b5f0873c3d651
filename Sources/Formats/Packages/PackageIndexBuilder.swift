import Model

extension PackageIndex {
    /// Collects claims, one after the other, into an index.
    ///
    /// Where two packages claim one path, a claim with a digest beats one without, and two different digests are both kept.
    package struct Builder: ~Copyable {
        /// Bounds on what a hostile database can make the index take. The defaults are far above any real host.
        package struct Limits: Sendable {
            package var claims: Int
            /// Bytes of all paths and link targets together.
            package var pathBytes: Int
            package var packages: Int
            package init(claims: Int = 2_000_000, pathBytes: Int = 128 << 20, packages: Int = 200_000) {
                (self.claims, self.pathBytes, self.packages) = (claims, min(pathBytes, 1 << 31), packages)
            }
        }

        /// A folder that is a symbolic link on the host, and the folder that it leads to: "/bin" and "/usr/bin".
        package typealias Alias = (from: RawText, to: RawText)

        let limits: Limits
        private let aliases: [Alias]
        private var packages: [PackageEntry] = []
        private var arena: [UInt8] = []
        private var records: [Record] = []
        private var digests: [UInt8] = []
        private var attributes: [ExpectedAttributes] = []
        private var attributeNumbers: [ExpectedAttributes: UInt32] = [:]
        private var links: [Link] = []
        private var table = PathTable()
        /// For every record the package that claimed its path last.
        private var claimants: [UInt32] = []
        /// The folder that was marked last, as a slice of the arena.
        private var markedFolder: Range<Int> = 0..<0
        private var refused = 0

        /// - Parameter aliases: links between folders of the host, both absolute and without a slash at the end; a path below
        ///   `from` is stored below `to`. They may chain ("/sbin" to "/usr/sbin" to "/usr/bin").
        package init(aliases: [Alias] = [], limits: Limits = Limits()) {
            self.aliases = aliases.filter { $0.from.count > 1 && $0.to.count > 1 && $0.from != $0.to }
            self.limits = limits
        }

        /// How many packages were added.
        package var packageCount: Int { packages.count }

        /// Adds a package and gives its number; nil where there are too many.
        package mutating func add(_ package: PackageEntry) -> Int? {
            guard packages.count < limits.packages else {
                refused &+= 1
                return nil
            }
            packages.append(package)
            return packages.count &- 1
        }

        /// Adds a claim. A missing slash at the start is added, one at the end means a folder.
        package mutating func add(_ path: Span<UInt8>, _ claim: PackageClaim) {
            add(folder: path, name: Span<UInt8>(), claim)
        }

        package mutating func add(_ path: RawText, _ claim: PackageClaim) {
            add(path.bytes.span, claim)
        }

        /// Adds a claim for a path in two pieces, put together as they are: rpm keeps folders with their slash apart from names.
        package mutating func add(folder: Span<UInt8>, name: Span<UInt8>, _ claim: PackageClaim) {
            guard packages.indices.contains(claim.package),
                let staged = stage(folder, name)
            else {
                refused &+= 1
                return
            }
            var claim = claim
            if staged.isFolder { claim.flags.insert(.directory) }
            if let number = find(staged.path) {
                arena.removeSubrange(staged.path)
                merge(claim, into: Int(number))
                claimants[Int(number)] = UInt32(truncatingIfNeeded: claim.package)
                return
            }
            guard records.count < limits.claims else {
                arena.removeSubrange(staged.path)
                refused &+= 1
                return
            }
            let number = append(claim, path: staged.path)
            let hash = table.hash(arena.span, staged.path)
            table.insert(number, hash: hash)
            markFolder(of: staged.path)
        }

        /// Gives the digest for a path that `package` itself claimed before and no other since; false where it did not.
        ///
        /// This is how lists of digests are read that still name files which another package took over (deb-md5sums).
        package mutating func setDigest(_ digest: Digest, of path: Span<UInt8>, package: Int, flags: PackagedFileFlags = []) -> Bool {
            guard let staged = stage(path, Span<UInt8>()) else { return false }
            let number = find(staged.path)
            arena.removeSubrange(staged.path)
            guard let number, Int(claimants[Int(number)]) == package else { return false }
            merge(PackageClaim(package: package, digest: digest, flags: flags), into: Int(number))
            return true
        }

        /// Sets what is expected of a path that is claimed already, in place of what its package says; false for a path that is not.
        package mutating func expect(_ expected: ExpectedAttributes, of path: Span<UInt8>) -> Bool {
            guard let staged = stage(path, Span<UInt8>()) else { return false }
            let found = find(staged.path)
            arena.removeSubrange(staged.path)
            var next = found ?? Record.none
            let number = self.number(of: expected)
            for _ in 0..<mostClaims where next != Record.none {
                records[Int(next)].attributes = number
                next = records[Int(next)].next
            }
            return found != nil
        }

        /// The finished index.
        package consuming func build() -> PackageIndex {
            links.sort { $0.record < $1.record }
            return PackageIndex(
                packages: packages, arena: arena, records: records, digests: digests, attributes: attributes, links: links,
                table: table, byDigest: sortedByDigest(), refused: refused)
        }
    }
}

extension PackageIndex.Builder {
    private typealias Record = PackageIndex.Record
    private var mostClaims: Int { PackageIndex.mostClaims }

    /// Puts a path at the end of the arena in its canonical form; nil, and nothing put, where it is empty, too long or over a limit.
    private mutating func stage(_ folder: Span<UInt8>, _ name: Span<UInt8>) -> (path: Range<Int>, isFolder: Bool)? {
        let length = folder.count &+ name.count
        guard length > 0, length <= 4096, arena.count &+ length &+ 32_768 < limits.pathBytes else { return nil }
        let start = arena.count
        if (folder.isEmpty ? name[0] : folder[0]) != 0x2f { arena.append(0x2f) }
        for index in 0..<folder.count { arena.append(folder[index]) }
        for index in 0..<name.count { arena.append(name[index]) }
        // dpkg lists the root as "/.".
        if arena.count == start &+ 2, arena[start &+ 1] == 0x2e { arena.removeLast() }
        var isFolder = arena.count == start &+ 1
        while arena.count > start &+ 1, arena.last == 0x2f {
            arena.removeLast()
            isFolder = true
        }
        applyAliases(from: start)
        guard arena.count &- start <= Int(UInt16.max) else {
            arena.removeSubrange(start...)
            return nil
        }
        return (start..<arena.count, isFolder)
    }

    private mutating func applyAliases(from start: Int) {
        for _ in 0..<4 {
            var changed = false
            for alias in aliases {
                let end = start &+ alias.from.count
                guard arena.count > end, arena[end] == 0x2f, PackageBytes.equal(arena.span, start..<end, alias.from) else { continue }
                arena.replaceSubrange(start..<end, with: alias.to.bytes)
                changed = true
            }
            if !changed { return }
        }
    }

    private func find(_ path: Range<Int>) -> UInt32? {
        table.find(arena.span, path) { PackageBytes.equal(arena.span, records[Int($0)].path, arena.span, path) }
    }

    private mutating func append(_ claim: PackageClaim, path: Range<Int>) -> UInt32 {
        let number = UInt32(truncatingIfNeeded: records.count)
        let record = Record(
            pathStart: UInt32(truncatingIfNeeded: path.lowerBound), pathLength: UInt16(truncatingIfNeeded: path.count),
            flags: claim.flags.rawValue, package: UInt32(truncatingIfNeeded: claim.package), digest: store(claim.digest),
            attributes: self.number(of: claim.attributes), next: Record.none)
        records.append(record)
        claimants.append(record.package)
        storeLink(claim.linkTarget, of: number)
        return number
    }

    /// Brings a further claim on a path together with those that are there.
    private mutating func merge(_ claim: PackageClaim, into head: Int) {
        guard let digest = claim.digest else {
            if records[head].flags & PackagedFileFlags.symbolicLink.rawValue == 0 {
                storeLink(claim.linkTarget, of: UInt32(truncatingIfNeeded: head))
            }
            records[head].flags |= claim.flags.rawValue
            if records[head].attributes == Record.none { records[head].attributes = number(of: claim.attributes) }
            return
        }
        guard records[head].digest != Record.none else {
            records[head].digest = store(digest)
            records[head].flags |= claim.flags.rawValue
            records[head].package = UInt32(truncatingIfNeeded: claim.package)
            if claim.attributes != nil { records[head].attributes = number(of: claim.attributes) }
            storeLink(claim.linkTarget, of: UInt32(truncatingIfNeeded: head))
            return
        }
        var (last, length) = (head, 1)
        while true {
            if isDigest(at: records[last].digest, digest) {
                records[last].flags |= claim.flags.rawValue
                return
            }
            guard records[last].next != Record.none else { break }
            last = Int(records[last].next)
            length &+= 1
        }
        guard length < mostClaims, records.count < limits.claims else {
            refused &+= 1
            return
        }
        let path = records[head].path
        records[last].next = append(claim, path: path)
    }

    private mutating func store(_ digest: Digest?) -> UInt32 {
        guard let digest, digest.bytes.count == PackageIndex.length(of: digest.algorithm), digests.count < 1 << 31 else {
            return Record.none
        }
        let offset = UInt32(truncatingIfNeeded: digests.count)
        digests.append(PackageIndex.code(of: digest.algorithm))
        digests.append(contentsOf: digest.bytes)
        return offset
    }

    private func isDigest(at offset: UInt32, _ digest: Digest) -> Bool {
        guard offset != Record.none, digests[Int(offset)] == PackageIndex.code(of: digest.algorithm) else { return false }
        let start = Int(offset) &+ 1
        return digests[start..<(start &+ PackageIndex.length(of: digest.algorithm))].elementsEqual(digest.bytes)
    }

    private mutating func storeLink(_ target: RawText?, of record: UInt32) {
        guard let target, !target.isEmpty, arena.count &+ target.count < limits.pathBytes else { return }
        let start = UInt32(truncatingIfNeeded: arena.count)
        arena.append(contentsOf: target.bytes)
        links.append(PackageIndex.Link(record: record, start: start, length: UInt32(truncatingIfNeeded: target.count)))
    }

    /// The number of an equal set of attributes; none beyond 65,536 different sets, which no real database has.
    private mutating func number(of expected: ExpectedAttributes?) -> UInt32 {
        guard let expected else { return Record.none }
        if let number = attributeNumbers[expected] { return number }
        guard attributes.count < 65_536 else { return Record.none }
        let number = UInt32(truncatingIfNeeded: attributes.count)
        attributes.append(expected)
        attributeNumbers[expected] = number
        return number
    }

    /// A path that holds another is a folder, whatever its record says of it; dpkg's record says nothing.
    private mutating func markFolder(of path: Range<Int>) {
        guard let slash = PackageBytes.last(0x2f, arena.span, path) else { return }
        let folder = path.lowerBound..<max(slash, path.lowerBound &+ 1)
        if PackageBytes.equal(arena.span, folder, arena.span, markedFolder) { return }
        markedFolder = folder
        guard folder != path, let number = find(folder) else { return }
        records[Int(number)].flags |= PackagedFileFlags.directory.rawValue
    }

    private borrowing func sortedByDigest() -> [UInt32] {
        var keyed: [(key: UInt64, record: UInt32)] = []
        keyed.reserveCapacity(records.count)
        for number in 0..<records.count where records[number].digest != Record.none {
            let start = Int(records[number].digest)
            var key = UInt64(digests[start])
            for offset in 1...7 { key = key << 8 | UInt64(digests[start &+ offset]) }
            keyed.append((key, UInt32(truncatingIfNeeded: number)))
        }
        let (records, digests) = (records, digests)
        keyed.sort { left, right in
            if left.key != right.key { return left.key < right.key }
            let (first, second) = (Int(records[Int(left.record)].digest), Int(records[Int(right.record)].digest))
            let length = PackageIndex.algorithm(of: digests[first]).map { PackageIndex.length(of: $0) } ?? 0
            for offset in 8..<max(8, length &+ 1) where digests[first &+ offset] != digests[second &+ offset] {
                return digests[first &+ offset] < digests[second &+ offset]
            }
            return left.record < right.record
        }
        return keyed.map(\.record)
    }
}
