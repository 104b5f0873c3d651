import Model

/// A stretch of a process's memory that may be executed.
package struct ProcMapping: Hashable, Sendable {
    /// The first address.
    package var start: UInt64
    /// The first address after it.
    package var end: UInt64
    /// "r-xp".
    package var permissions: RawText
    /// Bytes from the start of the file.
    package var fileOffset: UInt64
    /// Device as major << 8 | minor.
    package var device: UInt64
    /// Of the mapped file; 0 for memory of no file.
    package var inode: UInt64
    /// The mapped file without " (deleted)", or a name in brackets ("[vdso]"); nil for memory of no name.
    package var path: RawText?
    /// Whether the file was deleted after it was mapped.
    package var isDeleted: Bool

    /// Whether the code lies in a file that exists in memory only (memfd_create(2)).
    package var isMemoryFile: Bool { path?.hasPrefix("/memfd:") == true }
    /// Whether the code comes from no file and is none of the kernel's own stretches.
    package var isAnonymous: Bool { path == nil || path == "[heap]" || path == "[stack]" || path?.hasPrefix("[anon") == true }
    /// Whether the code can be changed while it runs.
    package var isWritable: Bool { permissions.bytes.contains(0x77) }

    package init(
        start: UInt64, end: UInt64, permissions: RawText, fileOffset: UInt64 = 0, device: UInt64 = 0, inode: UInt64 = 0,
        path: RawText? = nil, isDeleted: Bool = false
    ) {
        (self.start, self.end, self.permissions) = (start, end, permissions)
        (self.fileOffset, self.device, self.inode) = (fileOffset, device, inode)
        (self.path, self.isDeleted) = (path, isDeleted)
    }
}

/// /proc/PID/maps, after proc_pid_maps(5): `start-end permissions offset device inode path`.
package enum ProcMapsFormat {
    /// The executable mappings in order of address. In paths the kernel escapes the newline, as `\012`, and nothing else.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[ProcMapping]> {
        var mappings: [ProcMapping] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.bytes.split(separator: 0x20, maxSplits: 5, omittingEmptySubsequences: true)
            guard words.count >= 5, let dash = words[0].firstIndex(of: 0x2d), let colon = words[3].firstIndex(of: 0x3a),
                let start = HostNumber.hexadecimal(words[0][..<dash]), let end = HostNumber.hexadecimal(words[0][(dash + 1)...]),
                words[1].count == 4, let offset = HostNumber.hexadecimal(words[2]),
                let major = HostNumber.hexadecimal(words[3][..<colon]), let minor = HostNumber.hexadecimal(words[3][(colon + 1)...]),
                let inode = HostNumber.decimal(words[4])
            else { return problems.add("line is no mapping", at: line) }
            guard words[1].contains(0x78) else { return }
            var mapping = ProcMapping(
                start: start, end: end, permissions: RawText(words[1]), fileOffset: offset, device: major << 8 | minor, inode: inode)
            // The blanks that align the column are no part of the path; a path begins with "/", "[" or a word.
            var path = words.count > 5 ? words[5].drop { $0 == 0x20 } : []
            if path.ends(with: " (deleted)") {
                path = path.dropLast(10)
                mapping.isDeleted = true
            }
            if !path.isEmpty { mapping.path = EscapedPath.unescaped(path, only: 0x0a) }
            mappings.append(mapping)
        }
        return Parsed(mappings, problems: problems.all)
    }
}
