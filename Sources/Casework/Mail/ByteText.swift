import Model

/// Searching in bytes, which is what hostile text stays.
extension [UInt8] {
    /// Where `needle` stands first, at or after `start`.
    func first(_ needle: [UInt8], from start: Int = 0) -> Int? {
        guard let head = needle.first, start >= 0, count >= needle.count else { return nil }
        var index = start
        let last = count - needle.count
        while index <= last {
            if self[index] == head, self[index..<index + needle.count].elementsEqual(needle) { return index }
            index += 1
        }
        return nil
    }

    func has(_ needle: [UInt8]) -> Bool { first(needle) != nil }

    /// Without blanks, tabs, line ends and the blank of Japanese text at both ends.
    var trimmed: [UInt8] {
        var (start, end) = (0, count)
        while start < end {
            if self[start] <= 0x20 {
                start += 1
            } else if end - start >= 3, self[start...start + 2].elementsEqual(ideographicBlank) {
                start += 3
            } else {
                break
            }
        }
        while end > start {
            if self[end - 1] <= 0x20 {
                end -= 1
            } else if end - start >= 3, self[end - 3..<end].elementsEqual(ideographicBlank) {
                end -= 3
            } else {
                break
            }
        }
        return Array(self[start..<end])
    }

    var lowercasedASCII: [UInt8] { map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 } }
}

private let ideographicBlank: [UInt8] = [0xe3, 0x80, 0x80]

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetter: Bool { self >= 0x41 && self <= 0x5a || self >= 0x61 && self <= 0x7a }
    var isAlphanumeric: Bool { isDigit || isLetter }
    var isBlank: Bool { self == 0x20 || self == 0x09 }
}

extension String {
    var bytes: [UInt8] { Array(utf8) }
}
