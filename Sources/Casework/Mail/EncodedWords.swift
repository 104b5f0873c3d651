import Model

/// Encoded words in header fields (RFC 2047): `=?ISO-2022-JP?B?...?=`.
enum EncodedWords {
    static func decode(_ value: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        // Bytes outside encoded words, which may be of any encoding.
        var plain: [UInt8] = []
        // Neighbouring words of one encoding, joined before they are decoded: senders cut within a character.
        var pending: (charset: RawText, bytes: [UInt8])?
        func flush() {
            if let word = pending { output += Charset.text(word.bytes, named: word.charset) }
            pending = nil
            output += Charset.text(plain, named: nil)
            plain = []
        }
        var index = 0
        while index < value.count {
            if value[index] == 0x3d, let word = word(value, at: index) {
                let isJoined = pending != nil && plain.allSatisfy { $0 <= 0x20 }
                if isJoined { plain = [] }
                if isJoined, pending?.charset == word.charset {
                    pending?.bytes += word.bytes
                } else {
                    flush()
                    pending = (word.charset, word.bytes)
                }
                index = word.end
            } else {
                if pending != nil, value[index] > 0x20 {
                    let blanks = plain
                    plain = []
                    flush()
                    plain = blanks
                }
                plain.append(value[index])
                index += 1
            }
        }
        flush()
        return output
    }

    private static func word(_ value: [UInt8], at start: Int) -> (charset: RawText, bytes: [UInt8], end: Int)? {
        guard start + 1 < value.count, value[start + 1] == 0x3f else { return nil }
        var marks: [Int] = []
        var index = start + 2
        // A charset, an encoding, a text: three question marks, and `=` behind the last.
        while index < value.count, index - start < 2000, marks.count < 3 {
            if value[index] == 0x3f { marks.append(index) }
            if value[index] == 0x0a { return nil }
            index += 1
        }
        guard marks.count == 3, index < value.count, value[index] == 0x3d, marks[1] == marks[0] + 2 else { return nil }
        let name = value[start + 2..<marks[0]].prefix { $0 != 0x2a }
        let text = Array(value[marks[1] + 1..<marks[2]])
        let charset = RawText(name).asciiLowercased
        switch value[marks[0] + 1] | 0x20 {
        case 0x62: return (charset, TransferEncoding.base64(text), index + 1)
        case 0x71: return (charset, TransferEncoding.quotedPrintable(text, isWord: true), index + 1)
        default: return nil
        }
    }
}
