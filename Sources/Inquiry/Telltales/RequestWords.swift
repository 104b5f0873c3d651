import Model

/// Commands to the console of Werkzeug (debug/__init__.py): whoever is not let in, or names no frame, is given the application's answer.
enum DebugConsole {
    private static let word = Array("__debugger__=yes&cmd=".utf8)
    private static let harmless: [[UInt8]] = ["resource", "pinauth", "printpin"].map { Array($0.utf8) }

    static func isCommand(_ target: Span<UInt8>) -> Bool {
        guard let end = target.end(of: word) else { return false }
        return !harmless.contains { target.holds($0, at: end) }
    }
}

/// Files that hold a database, by their names.
enum DatabaseCopy {
    private static let ends: [[UInt8]] = [
        ".sql", ".sql.gz", ".sql.bz2", ".sql.xz", ".sql.zip", ".sql.zst", ".sql.tgz", ".sqlite", ".sqlite3", ".dump", ".dump.gz",
    ].map { Array($0.utf8) }

    static func isOne(_ target: Span<UInt8>) -> Bool {
        var end = 0
        while end < target.count, target[end] != 0x3f { end += 1 }
        return ends.contains { end > $0.count && target.extracting(0..<end).holds($0, at: end - $0.count) }
    }
}

extension Span<UInt8> {
    /// Where a word ends that stands in the text for the first time.
    fileprivate func end(of word: [UInt8]) -> Int? {
        guard count >= word.count else { return nil }
        for start in 0...(count - word.count) where holds(word, at: start) { return start + word.count }
        return nil
    }

    fileprivate func holds(_ word: [UInt8], at start: Int) -> Bool {
        guard start >= 0, count - start >= word.count else { return false }
        for index in word.indices where self[start + index] != word[index] { return false }
        return true
    }
}
