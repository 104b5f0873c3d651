/// How the modifiers of Sigma encode the bytes of a value (specification 2.1.0, appendix "modifiers").
enum SigmaEncoding {
    enum Width: Hashable, Sendable { case little, big, marked }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// UTF-16 of a text in UTF-8; `marked` is little-endian after a byte order mark.
    static func utf16(_ bytes: [UInt8], _ width: Width) -> [UInt8] {
        var out: [UInt8] = width == .marked ? [0xff, 0xfe] : []
        guard let text = String(validating: bytes, as: UTF8.self) else { return out + bytes }
        for unit in text.utf16 {
            let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
            out += width == .big ? [high, low] : [low, high]
        }
        return out
    }

    /// RFC 4648, 4, with its padding.
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var group: UInt32 = 0
            for offset in 0..<3 { group = group << 8 | (offset < count ? UInt32(bytes[index + offset]) : 0) }
            for digit in 0..<4 {
                let value = Int(group >> UInt32(18 - 6 * digit)) & 63
                out.append(digit <= count ? digits[value] : 0x3d)
            }
            index += 3
        }
        return out
    }

    /// What a text looks like inside a longer text that was encoded, at each of the three places where it can begin; the digits that
    /// depend on its neighbours are left out.
    static func base64AtEveryOffset(_ bytes: [UInt8]) -> [[UInt8]] {
        let startCuts = [0, 2, 3], endCuts = [0, 3, 2]
        return (0..<3).map { shift in
            let encoded = base64(Array(repeating: 0x20, count: shift) + bytes)
            return Array(encoded.dropFirst(startCuts[shift]).dropLast(endCuts[(bytes.count + shift) % 3]))
        }
    }

    /// Dashes that Windows programs take for one another: `-`, `/`, en dash, em dash, horizontal bar.
    static let dashes: [[UInt8]] = [[0x2d], [0x2f], [0xe2, 0x80, 0x93], [0xe2, 0x80, 0x94], [0xe2, 0x80, 0x95]]
    /// Dashes of one value that are expanded; more would be hundreds of alternatives.
    static let mostDashes = 3

    /// Places of a dash or slash that begins a parameter: nothing of a word before it, a word behind it.
    static func parameterDashes(_ bytes: [UInt8]) -> [Int] {
        bytes.indices.filter { index in
            (bytes[index] == 0x2d || bytes[index] == 0x2f)
                && (index == 0 || !isWord(bytes[index - 1])) && index + 1 < bytes.count && isWord(bytes[index + 1])
        }
    }

    static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || byte == 0x5f || byte >= 0x80
    }
}
