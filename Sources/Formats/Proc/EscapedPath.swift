import Model

/// Text in which the kernel writes some bytes as a backslash and three octal digits (seq_path of fs/seq_file.c).
enum EscapedPath {
    /// The text with its escapes taken out. A backslash that begins none stays.
    ///
    /// - Parameters:
    ///   - only: the one byte that is escaped, where the file escapes no other; then nothing else is an escape.
    ///   - alsoLetters: whether `\n` and `\\` are escapes too.
    static func unescaped(_ text: ArraySlice<UInt8>, only: UInt8? = nil, alsoLetters: Bool = false) -> RawText {
        guard text.contains(0x5c) else { return RawText(text) }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let rest = text[index...]
            if let byte = octal(rest), only == nil || byte == only {
                output.append(byte)
                index += 4
            } else if alsoLetters, rest.count >= 2, rest.first == 0x5c, [0x6e, 0x5c].contains(rest[index + 1]) {
                output.append(rest[index + 1] == 0x6e ? 0x0a : 0x5c)
                index += 2
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return RawText(output)
    }

    private static func octal(_ text: ArraySlice<UInt8>) -> UInt8? {
        guard text.count >= 4, text.first == 0x5c else { return nil }
        var value: UInt16 = 0
        for byte in text.dropFirst().prefix(3) {
            guard byte >= 0x30, byte <= 0x37 else { return nil }
            value = value << 3 | UInt16(byte &- 0x30)
        }
        return UInt8(exactly: value)
    }
}
