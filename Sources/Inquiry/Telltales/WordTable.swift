/// Words that are looked for in a text in one pass, each a bit of a mask.
struct WordTable: Sendable {
    /// For each pair of bytes the number of its list; 0 for none.
    private let number: [UInt8]
    private let lists: [[(word: [UInt8], bit: UInt64)]]

    /// - Parameter words: at most 64, of two bytes or more; the bit of each is its place.
    init(_ words: [String]) {
        var number = [UInt8](repeating: 0, count: 65_536)
        var lists: [[(word: [UInt8], bit: UInt64)]] = [[]]
        for (place, word) in words.prefix(64).enumerated() {
            let bytes = Array(word.utf8)
            guard bytes.count >= 2 else { continue }
            let pair = Int(bytes[0]) << 8 | Int(bytes[1])
            if number[pair] == 0, lists.count < 255 {
                number[pair] = UInt8(lists.count)
                lists.append([])
            }
            lists[Int(number[pair])].append((bytes, 1 << UInt64(place)))
        }
        (self.number, self.lists) = (number, lists)
    }

    /// The words that stand in a text; upper and lower case are not the same.
    func mask(_ text: Span<UInt8>, most: Int = 4_096) -> UInt64 {
        var mask: UInt64 = 0
        let end = min(text.count, most)
        guard end >= 2 else { return 0 }
        for start in 0..<end - 1 {
            let list = number[Int(text[start]) << 8 | Int(text[start + 1])]
            if list == 0 { continue }
            candidates: for (word, bit) in lists[Int(list)] where mask & bit == 0 && word.count <= end - start {
                for index in word.indices where text[start + index] != word[index] { continue candidates }
                mask |= bit
            }
        }
        return mask
    }
}
