/// Finds which of many words stand in bytes, in one pass and in any case
/// (A. V. Aho and M. J. Corasick, "Efficient string matching", Communications of the ACM 18, 1975).
struct WordFinder: Sendable {
    /// Bytes that occur in no word are one class; capitals are of the class of their small letters.
    private var classes = [UInt8](repeating: 0, count: 256)
    /// The next state for a state and a class, at `state << shift | class`.
    private var moves: [UInt16] = []
    /// From this state on, states end a word.
    private var firstEnd = 0
    /// The words that end in the states from `firstEnd` on, by their number.
    private var ends: [[Int]] = []
    private let count: Int
    private static let shift = 6

    /// - Parameter words: in small letters; all their bytes together at most 65,000, of at most 63 kinds.
    init(_ words: [[UInt8]]) {
        count = words.count
        var kinds = 0
        for byte in Set(words.joined()).sorted() where kinds < 63 {
            kinds += 1
            classes[Int(byte)] = UInt8(kinds)
            if byte >= 0x61, byte <= 0x7a { classes[Int(byte) &- 0x20] = UInt8(kinds) }
        }
        // The tree of the words.
        var next: [[Int]] = [[Int](repeating: -1, count: 64)]
        var ending: [[Int]] = [[]]
        for (number, word) in words.enumerated() {
            var state = 0
            for byte in word {
                let kind = Int(classes[Int(byte)])
                if next[state][kind] < 0 {
                    next[state][kind] = next.count
                    next.append([Int](repeating: -1, count: 64))
                    ending.append([])
                }
                state = next[state][kind]
            }
            ending[state].append(number)
        }
        // Where a word breaks off, the longest end of what was read that begins another one.
        var fallback = [Int](repeating: 0, count: next.count)
        var queue: [Int] = []
        for kind in 0..<64 {
            if next[0][kind] < 0 { next[0][kind] = 0 } else { queue.append(next[0][kind]) }
        }
        var place = 0
        while place < queue.count {
            let state = queue[place]
            place += 1
            ending[state] += ending[fallback[state]]
            for kind in 0..<64 {
                let target = next[state][kind]
                if target < 0 {
                    next[state][kind] = next[fallback[state]][kind]
                } else {
                    fallback[target] = next[fallback[state]][kind]
                    queue.append(target)
                }
            }
        }
        // States that end a word come last, so that one comparison tells them.
        let order = next.indices.filter { ending[$0].isEmpty } + next.indices.filter { !ending[$0].isEmpty }
        var renamed = [Int](repeating: 0, count: next.count)
        for (new, old) in order.enumerated() { renamed[old] = new }
        firstEnd = next.indices.count { ending[$0].isEmpty }
        moves = order.flatMap { old in next[old].map { UInt16(truncatingIfNeeded: renamed[$0]) } }
        ends = order.dropFirst(firstEnd).map { ending[$0] }
    }

    /// For every word whether it stands in the bytes.
    func search(_ bytes: [UInt8]) -> [Bool] {
        var isFound = [Bool](repeating: false, count: count)
        var isMet = [Bool](repeating: false, count: ends.count)
        var state = 0
        for byte in bytes {
            state = Int(moves[state << Self.shift | Int(classes[Int(byte)])])
            guard state >= firstEnd, !isMet[state &- firstEnd] else { continue }
            isMet[state &- firstEnd] = true
            for word in ends[state &- firstEnd] { isFound[word] = true }
        }
        return isFound
    }
}
