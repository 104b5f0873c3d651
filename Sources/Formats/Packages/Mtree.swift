import Model

/// One entry of an mtree(5) specification.
package struct MtreeEntry: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case file, dir, link, char, block, fifo, socket
    }

    /// As written, escapes resolved: "./usr/bin/true".
    package var path: RawText = ""
    package var kind: Kind?
    package var attributes = ExpectedAttributes()
    /// Bytes.
    package var size: UInt64?
    package var linkTarget: RawText?
    /// SHA-256 where there is one, otherwise another.
    package var digest: Digest?

    package init() {}
}

/// mtree(5) as bsdtar writes it for pacman: one full path a line with its keywords, `/set` and `/unset` for defaults. Already
/// decompressed; see `Inflate`. Entries that depend on the folder of the line before, and lines that go on, are problems.
package enum MtreeFormat {
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<[MtreeEntry]> {
        var entries: [MtreeEntry] = []
        var tally = ProblemTally()
        var lines = PackageLines()
        var defaults = MtreeEntry()
        while let line = lines.take(bytes) {
            let words = PackageBytes.words(bytes, line, most: 64)
            guard let first = words.first, bytes[first.lowerBound] != 0x23 else { continue }
            if PackageBytes.equal(bytes, first, "/set") {
                for word in words.dropFirst() where !apply(bytes, word, to: &defaults) {
                    tally.add(word.lowerBound, line: lines.number, "a value of /set is not understood")
                }
            } else if PackageBytes.equal(bytes, first, "/unset") {
                for word in words.dropFirst() { unset(bytes, word, &defaults) }
            } else if PackageBytes.first(0x2f, bytes, first) != nil || PackageBytes.equal(bytes, first, ".") {
                var entry = defaults
                entry.path = unescaped(bytes, first)
                for word in words.dropFirst() where !apply(bytes, word, to: &entry) {
                    tally.add(word.lowerBound, line: lines.number, "a value is not understood")
                }
                entries.append(entry)
            } else {
                tally.add(line.lowerBound, line: lines.number, "an entry is not a full path")
            }
        }
        return Parsed(entries, problems: tally.all)
    }

    /// False where the value of a keyword that is known makes no sense.
    private static func apply(_ bytes: Span<UInt8>, _ word: Range<Int>, to entry: inout MtreeEntry) -> Bool {
        guard let equals = PackageBytes.first(0x3d, bytes, word) else { return true }
        let (keyword, value) = (word.lowerBound..<equals, (equals &+ 1)..<word.upperBound)
        func number() -> UInt32? {
            PackageBytes.number(bytes, value, most: UInt64(UInt32.max)).map { UInt32(truncatingIfNeeded: $0) }
        }
        switch PackageBytes.text(bytes, keyword) {
        case "type":
            entry.kind = MtreeEntry.Kind.allCases.first { PackageBytes.equal(bytes, value, RawText($0.rawValue)) }
            return entry.kind != nil
        case "mode":
            entry.attributes.mode = PackageBytes.number(bytes, value, radix: 8, most: 0o7777).map { UInt16(truncatingIfNeeded: $0) }
            return entry.attributes.mode != nil
        case "uid":
            entry.attributes.owner = number().map { .number($0) }
            return entry.attributes.owner != nil
        case "gid":
            entry.attributes.group = number().map { .number($0) }
            return entry.attributes.group != nil
        case "uname" where entry.attributes.owner == nil: entry.attributes.owner = .name(unescaped(bytes, value))
        case "gname" where entry.attributes.group == nil: entry.attributes.group = .name(unescaped(bytes, value))
        case "size":
            entry.size = PackageBytes.number(bytes, value)
            return entry.size != nil
        case "link": entry.linkTarget = unescaped(bytes, value)
        case "sha256digest", "sha256": return digest(.sha256, bytes, value, &entry)
        case "md5digest", "md5": return entry.digest != nil || digest(.md5, bytes, value, &entry)
        default: break
        }
        return true
    }

    private static func digest(
        _ algorithm: Digest.Algorithm, _ bytes: Span<UInt8>, _ value: Range<Int>, _ entry: inout MtreeEntry
    ) -> Bool {
        guard let digest = PackageBytes.hexadecimal(bytes, value), digest.count == PackageIndex.length(of: algorithm) else { return false }
        entry.digest = Digest(algorithm, digest)
        return true
    }

    private static func unset(_ bytes: Span<UInt8>, _ word: Range<Int>, _ entry: inout MtreeEntry) {
        switch PackageBytes.text(bytes, word) {
        case "type": entry.kind = nil
        case "mode": entry.attributes.mode = nil
        case "uid", "uname": entry.attributes.owner = nil
        case "gid", "gname": entry.attributes.group = nil
        case "all": entry = MtreeEntry()
        default: break
        }
    }

    /// The word with `\` and three octal digits made the byte that they name; other escapes stay as they are.
    private static func unescaped(_ bytes: Span<UInt8>, _ word: Range<Int>) -> RawText {
        var result: [UInt8] = []
        result.reserveCapacity(word.count)
        var index = word.lowerBound
        while index < word.upperBound {
            if bytes[index] == 0x5c, index &+ 4 <= word.upperBound,
                let value = PackageBytes.number(bytes, (index &+ 1)..<(index &+ 4), radix: 8, most: 255)
            {
                result.append(UInt8(truncatingIfNeeded: value))
                index &+= 4
            } else {
                result.append(bytes[index])
                index &+= 1
            }
        }
        return RawText(result)
    }
}
