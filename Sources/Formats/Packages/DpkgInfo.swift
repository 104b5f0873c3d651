import Model

/// `/var/lib/dpkg/info/NAME[:ARCHITECTURE].list`: one absolute path a line, folders before what they hold, the root as `/.`.
package enum DpkgListFormat {
    /// The paths in the order of the file.
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<[RawText]> {
        var paths: [RawText] = []
        let problems = forEachPath(bytes) { paths.append(PackageBytes.text(bytes, $0)) }
        return Parsed(paths, problems: problems)
    }

    /// Gives each path's place in the bytes; nothing is copied.
    static func forEachPath(_ bytes: Span<UInt8>, _ body: (Range<Int>) -> Void) -> [Problem] {
        var tally = ProblemTally()
        var lines = PackageLines()
        while let line = lines.take(bytes) {
            if line.isEmpty { continue }
            guard bytes[line.lowerBound] == 0x2f else {
                tally.add(line.lowerBound, line: lines.number, "a path is not absolute")
                continue
            }
            body(line)
        }
        return tally.all
    }
}

/// `/var/lib/dpkg/info/NAME[:ARCHITECTURE].md5sums`: 32 hexadecimal digits, two blanks, a path without its first slash; deb-md5sums(5).
package enum DpkgMd5sumsFormat {
    package struct Entry: Hashable, Sendable {
        package var path: RawText
        package var digest: Digest

        package init(path: RawText, digest: Digest) { (self.path, self.digest) = (path, digest) }
    }

    /// The entries in the order of the file, each path absolute.
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<[Entry]> {
        var entries: [Entry] = []
        let problems = forEachEntry(bytes) { path, digest in
            let isAbsolute = bytes[path.lowerBound] == 0x2f
            entries.append(Entry(path: (isAbsolute ? "" : "/") + PackageBytes.text(bytes, path), digest: digest))
        }
        return Parsed(entries, problems: problems)
    }

    /// Gives the place of each path, which has no slash in front, and its digest.
    static func forEachEntry(_ bytes: Span<UInt8>, _ body: (Range<Int>, Digest) -> Void) -> [Problem] {
        var tally = ProblemTally()
        var lines = PackageLines()
        while let line = lines.take(bytes) {
            if line.isEmpty { continue }
            guard line.count > 34, bytes[line.lowerBound &+ 32] == 0x20,
                bytes[line.lowerBound &+ 33] == 0x20 || bytes[line.lowerBound &+ 33] == 0x2a,
                let digest = PackageBytes.hexadecimal(bytes, line.lowerBound..<(line.lowerBound &+ 32))
            else {
                tally.add(line.lowerBound, line: lines.number, "not a digest, two blanks and a path")
                continue
            }
            var path = (line.lowerBound &+ 34)..<line.upperBound
            if path.count > 2, bytes[path.lowerBound] == 0x2e, bytes[path.lowerBound &+ 1] == 0x2f {
                path = (path.lowerBound &+ 2)..<path.upperBound
            }
            body(path, Digest(.md5, digest))
        }
        return tally.all
    }
}
