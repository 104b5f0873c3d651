import Model

/// Something that a command line runs, reads as a program or loads, with the places where it could lie.
package struct CommandTarget: Hashable, Sendable {
    package struct Candidate: Hashable, Sendable {
        /// Absolute within the host; `.` and `..` are taken out as text, without looking at links.
        package var path: RawText
        /// Whether adjacent words were joined by their blanks: `sh . ../update` may mean a folder named ". ..".
        package var isJoined: Bool

        package init(path: RawText, isJoined: Bool = false) { (self.path, self.isJoined) = (path, isJoined) }
    }
    package var role: AutorunTarget.Role
    /// As written, without quotes.
    package var written: RawText
    /// Best first; empty where only a running shell could tell.
    package var candidates: [Candidate]
    /// Whether everything in a folder is run (`run-parts /etc/cron.daily`); the candidates are folders.
    package var isFolder: Bool

    package init(role: AutorunTarget.Role, written: RawText, candidates: [Candidate], isFolder: Bool = false) {
        (self.role, self.written, self.candidates, self.isFolder) = (role, written, candidates, isFolder)
    }
}

/// What a command line finally runs, read without running it.
package enum CommandLine {
    /// The folders that cron(8) and systemd search for a plain name, in order.
    package static let searchPath: [RawText] = ["/usr/local/sbin", "/usr/local/bin", "/sbin", "/bin", "/usr/sbin", "/usr/bin"]
    /// What is read of a longer line, in bytes.
    package static let longestLine = 64 << 10
    static let mostTargets = 64
    static let deepest = 6

    /// The targets of a line, in its order.
    /// - Parameters:
    ///   - home: the home folder of the user whom it runs as; nil where not known.
    ///   - base: the folder it starts in; nil means the home folder, as under cron, or the root.
    ///   - searchPath: where plain names are searched, best first.
    package static func targets(
        of command: RawText, home: RawText? = nil, base: RawText? = nil, searchPath: [RawText] = searchPath
    ) -> [CommandTarget] {
        var reader = CommandTargetReader(home: home, base: base ?? home ?? "/", searchPath: searchPath)
        reader.readLine(Array(command.bytes.prefix(longestLine)), depth: 0)
        return reader.targets
    }

    /// Takes `.`, `..` and doubled slashes out of an absolute path, as text.
    static func normalized(_ path: RawText) -> RawText {
        var parts: [ArraySlice<UInt8>] = []
        for part in path.bytes.split(separator: 0x2f) {
            if part.elementsEqual([0x2e]) { continue }
            if part.elementsEqual([0x2e, 0x2e]) {
                if !parts.isEmpty { parts.removeLast() }
            } else {
                parts.append(part)
            }
        }
        var bytes: [UInt8] = []
        for part in parts {
            bytes.append(0x2f)
            bytes += part
        }
        return RawText(bytes.isEmpty ? [0x2f] : bytes)
    }
}
