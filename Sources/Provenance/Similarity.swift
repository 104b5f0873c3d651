import Model

/// Whether two texts are so alike that a reader takes one for the other.
package enum Similarity {
    /// Whether they differ, by at most two letters or an eighth of their length; texts of more than 512 bytes are not compared.
    package static func isNear(_ first: RawText, _ second: RawText) -> Bool {
        guard first != second, first.count >= 6, second.count >= 6, first.count <= 512, second.count <= 512 else { return false }
        let most = max(1, min(2, min(first.count, second.count) / 8))
        guard abs(first.count - second.count) <= most else { return false }
        // Numbered siblings ("ttyS0" and "ttyS1", "php8.1" and "php8.2") are not imitations.
        return differsInMoreThanDigits(first, second) && distance(first.bytes, second.bytes, most: most) <= most
    }

    private static func differsInMoreThanDigits(_ first: RawText, _ second: RawText) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
        return !first.bytes.filter { !isDigit($0) }.elementsEqual(second.bytes.filter { !isDigit($0) })
    }

    /// Levenshtein's distance, given up as `most` + 1 where it is larger.
    static func distance(_ first: [UInt8], _ second: [UInt8], most: Int) -> Int {
        var row = Array(0...second.count)
        for (i, left) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            var smallest = row[0]
            for (j, right) in second.enumerated() {
                let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (left == right ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = cost
                smallest = min(smallest, cost)
            }
            if smallest > most { return most + 1 }
        }
        return row[second.count]
    }
}
