import Model

/// Commands that are put together from variables so that no reader sees them: `a=cu;b=rl;$a$b …|sh`, `curl${IFS}-s${IFS}…`.
///
/// Variables that hold plain text are put in, and the text is read once more; only what is run from the network or hidden
/// otherwise is told of that second reading, for honest scripts put paths together as well.
enum ConcealedCommands {
    private static let longest = 128 << 10
    private static let grave: Set<Trait> = [.downloadAndRun, .decodeAndRun, .reverseShell, .bindShell, .preloadsLibrary]

    static func hits(in bytes: [UInt8]) -> [TraitHit] {
        guard bytes.count <= longest, bytes.contains(0x24), isSuspicious(bytes) else { return [] }
        var scan = TraitScan()
        scan.readShell(ScannedText(expanded(bytes)), depth: 0)
        let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
        return scan.hits.compactMap { hit in
            guard grave.contains(hit.trait), hit.line <= lines.count else { return nil }
            let line = lines[hit.line - 1]
            return TraitHit(trait: hit.trait, line: hit.line, offset: line.startIndex, text: RawText(line.prefix(200)))
        }
    }

    /// Whether a command's own name is made of two expansions side by side, or blanks are written as `$IFS`.
    private static func isSuspicious(_ bytes: [UInt8]) -> Bool {
        if ByteSearch.first(Array("${IFS}".utf8), in: bytes, from: 0, to: bytes.count) != nil { return true }
        if ByteSearch.first(Array("$IFS$".utf8), in: bytes, from: 0, to: bytes.count) != nil { return true }
        return ShellWords.split(bytes).contains { command in
            guard let text = command.words.first?.text.bytes, text.first == 0x24, text.count < 200 else { return false }
            return text.dropFirst().contains(0x24) && !text.contains(0x2f) && !text.contains(0x28) && !text.contains(0x60)
        }
    }

    /// The text with every variable that was given plain text replaced by it; line ends stay where they are.
    private static func expanded(_ bytes: [UInt8]) -> [UInt8] {
        var values: [RawText: [UInt8]] = ["IFS": [0x20]]
        for command in ShellWords.split(bytes) where values.count < 256 {
            for assignment in command.assignments where assignment.name != "IFS" {
                let value = assignment.value.text.bytes
                if value.count < 512, !value.contains(0x0a), !value.contains(0x60), !value.contains(where: { $0 == 0x28 }) {
                    values[assignment.name] = substitute(value[...], values)
                }
            }
        }
        return substitute(bytes[...], values)
    }

    private static func substitute(_ bytes: ArraySlice<UInt8>, _ values: [RawText: [UInt8]]) -> [UInt8] {
        var result: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex, result.count < longest * 2 {
            guard bytes[at] == 0x24, at + 1 < bytes.endIndex else {
                result.append(bytes[at])
                at += 1
                continue
            }
            let isBraced = bytes[at + 1] == 0x7b
            let start = at + (isBraced ? 2 : 1)
            var end = start
            while end < bytes.endIndex, ShellByte.isName(bytes[end]), end - start < 64 { end += 1 }
            // `$9` and its like are empty here, and stand where a name must end.
            if !isBraced, start < bytes.endIndex, ShellByte.isDigit(bytes[start]) {
                at = start + 1
                continue
            }
            let isClosed = !isBraced || end < bytes.endIndex && bytes[end] == 0x7d
            if end > start, isClosed, let value = values[RawText(bytes[start..<end])] {
                result += value
                at = isBraced ? end + 1 : end
            } else {
                result.append(bytes[at])
                at += 1
            }
        }
        return result
    }
}
