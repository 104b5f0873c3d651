import Model

/// A library that the loader puts into every program.
package struct LoaderPreloadEntry: Hashable, Sendable {
    /// As written: mostly an absolute path; `$LIB` and `$PLATFORM` stay.
    package var path: RawText
    /// Line number from 1.
    package var line: Int
    /// Bytes from the start of the file.
    package var offset: Int

    package init(path: RawText, line: Int, offset: Int) {
        (self.path, self.line, self.offset) = (path, line, offset)
    }
}

/// /etc/ld.so.preload, after ld.so(8): libraries between blanks, colons and newlines; "#" begins a comment anywhere in a line.
package enum LoaderPreloadFormat {
    /// The entries in the order of the file, which is the order of loading.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[LoaderPreloadEntry]> {
        var entries: [LoaderPreloadEntry] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            if line.bytes.contains(0) { problems.add("line holds a NUL byte, where the loader stops reading", at: line) }
            let text = line.bytes.prefix { $0 != 0x23 }
            for path in text.split(whereSeparator: { $0.isBlank || $0 == 0x3a || $0 == 0 }) {
                entries.append(LoaderPreloadEntry(path: RawText(path), line: line.number, offset: line.offset + path.startIndex))
            }
            if text.count > 4096 { problems.add("line is longer than a path can be", at: line) }
        }
        return Parsed(entries, problems: problems.all)
    }
}
