/// Finds short words in the bytes of a line, whatever the case of their ASCII letters, without building a string.
struct KeyTable<Role: Sendable>: Sendable {
    private var slots: [Int16]
    private var words: [[UInt8]] = []
    private var roles: [Role] = []

    /// - Parameter entries: at most 400 words in lower case.
    init(_ entries: [(String, Role)]) {
        slots = Array(repeating: -1, count: 1024)
        for (word, role) in entries.prefix(400) {
            let bytes = Array(word.utf8)
            var slot = KeyTable.hash(bytes.span, 0..<bytes.count)
            while slots[slot] >= 0 { slot = (slot + 1) & 1023 }
            slots[slot] = Int16(words.count)
            words.append(bytes)
            roles.append(role)
        }
    }

    /// FNV-1a of the word in lower case.
    private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for index in range { hash = (hash ^ UInt32(lower(text[index]))) &* 16_777_619 }
        return Int((hash ^ hash >> 16) & 1023)
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }

    subscript(_ text: Span<UInt8>, _ word: Range<Int>) -> Role? {
        guard !word.isEmpty, word.count <= 40, word.upperBound <= text.count else { return nil }
        var slot = KeyTable.hash(text, word)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            let count = words[index].count
            if count == word.count {
                var at = 0
                while at < count, words[index][at] == KeyTable.lower(text[word.lowerBound + at]) { at += 1 }
                if at == count { return roles[index] }
            }
            slot = (slot + 1) & 1023
        }
        return nil
    }
}
