import Model

/// /proc/PID/mountinfo, after proc_pid_mountinfo(5).
package enum MountInfoFormat {
    /// The mounts in the kernel's order. The options are those of the mount and, after a comma, those of the file system.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[MountFact]> {
        var mounts: [MountFact] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.bytes.split(separator: 0x20, omittingEmptySubsequences: false)
            // Six fields, any number of optional ones, a dash, then type, source and options.
            guard words.count >= 9, let dash = words.indices.dropFirst(6).first(where: { words[$0].equals("-") }),
                words.count > dash + 2, let colon = words[2].firstIndex(of: 0x3a),
                let id = HostNumber.signed(words[0]), let parent = HostNumber.signed(words[1]),
                let major = HostNumber.decimal(words[2][..<colon]), let minor = HostNumber.decimal(words[2][(colon + 1)...]),
                major <= 0xffff_ffff, minor <= 0xffff_ffff
            else { return problems.add("line is no mount", at: line) }
            var options = RawText(words[5])
            if words.count > dash + 3, !words[dash + 3].isEmpty { options = options + "," + EscapedPath.unescaped(words[dash + 3]) }
            mounts.append(
                MountFact(
                    id: Int(id), parent: Int(parent), device: major << 8 | minor, root: EscapedPath.unescaped(words[3]),
                    point: EscapedPath.unescaped(words[4]), type: EscapedPath.unescaped(words[dash + 1]),
                    source: EscapedPath.unescaped(words[dash + 2]), options: options))
        }
        return Parsed(mounts, problems: problems.all)
    }
}
