import Model

/// Which formats to try first for a log, by its path and its first lines.
package enum FormatChoice {
    private static let mostLines = 64

    /// All formats, the likeliest first.
    /// - Parameters:
    ///   - sample: the first bytes of the unpacked log.
    ///   - extra: formats that the host's own configuration gives for this path; they come first where they understand the lines.
    package static func order(path: RawText, sample: Span<UInt8>, extra: [LogFormat] = []) -> [LogFormat] {
        let family = RotatedName(path).family
        // What reads whatever it is given is used where the path asks for it alone, and then before all others.
        let candidates = (extra + LogFormats.all).filter { format in
            format.claim != .named || format.names.contains { ends(family, with: $0) }
        }
        // A W3C log says itself which columns it has.
        let columned = W3CHeader.first(in: sample, lines: mostLines).map { LogFormat.w3c(fields: $0) }
        let all = columned.map { [$0] + candidates.filter { $0.id != LogFormat.w3c.id } } ?? candidates
        var scores = all.map { format in format.names.contains { ends(family, with: $0) } ? 1 : 0 }
        for index in extra.indices { scores[index + (columned == nil ? 0 : 1)] += 2 }
        var draft = EventDraft()
        var at = 0
        var lines = 0
        while at < sample.count, lines < mostLines {
            let end = LogText.first(0x0a, in: sample, at..<sample.count) ?? sample.count
            // The last line of a sample may be cut.
            if end == sample.count, lines > 0 { break }
            if end > at {
                for index in all.indices {
                    draft.reset()
                    draft.record = at..<end
                    if all[index].read(sample, at..<end, &draft) { scores[index] += 4 }
                }
                lines += 1
            }
            at = end + 1
        }
        func rank(_ format: LogFormat) -> Int {
            format.claim == .named ? 0 : format.claim == .remnant ? 3 : format.claim == .generic ? 2 : 1
        }
        return all.indices.sorted { one, other in
            let ranks = (rank(all[one]), rank(all[other]))
            return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : (scores[one], -one) > (scores[other], -other)
        }.map { all[$0] }
    }

    private static func ends(_ path: RawText, with name: String) -> Bool {
        let name = Array(name.utf8)
        return path.count >= name.count && path.bytes.suffix(name.count).elementsEqual(name)
    }
}
