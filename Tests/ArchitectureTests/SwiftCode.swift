/// Swift or C text without what it only says: comments and the text of literals are replaced by blanks, line by line, so
/// that a word in a sentence is not taken for a call. Code that is interpolated into a literal stays.
struct SwiftCode {
    private enum Context {
        case code
        /// Code inside `\( … )`, and how many parentheses are open in it.
        case interpolation(open: Int)
        /// A literal: the number of its `#`, and whether it has three quotes.
        case literal(hashes: Int, isLong: Bool)
        case lineComment
        case blockComment(depth: Int)
    }

    private let bytes: [UInt8]
    private var index = 0
    private var output: [UInt8] = []
    private var contexts: [Context] = [.code]

    /// The text with blanks in place of comments and literals; as many lines as before.
    static func blanked(_ bytes: [UInt8]) -> [UInt8] {
        var scan = SwiftCode(bytes: bytes)
        scan.output.reserveCapacity(bytes.count)
        while scan.index < bytes.count { scan.step() }
        return scan.output
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func starts(_ text: StaticString, at offset: Int = 0) -> Bool {
        let wanted = Array(text.description.utf8)
        return bytes[min(index + offset, bytes.count)...].starts(with: wanted)
    }

    private mutating func keep(_ count: Int = 1) {
        output += bytes[index..<min(index + count, bytes.count)]
        index += count
    }

    private mutating func blank(_ count: Int = 1) {
        for byte in bytes[index..<min(index + count, bytes.count)] { output.append(byte == 0x0a ? 0x0a : 0x20) }
        index += count
    }

    private mutating func step() {
        switch contexts.last ?? .code {
        case .code: stepInCode(open: nil)
        case .interpolation(let open): stepInCode(open: open)
        case .literal(let hashes, let isLong): stepInLiteral(hashes, isLong)
        case .lineComment:
            if bytes[index] == 0x0a { contexts.removeLast() }
            blank()
        case .blockComment(let depth): stepInBlockComment(depth)
        }
    }

    private mutating func stepInCode(open: Int?) {
        if starts("//") {
            contexts.append(.lineComment)
            blank(2)
        } else if starts("/*") {
            contexts.append(.blockComment(depth: 1))
            blank(2)
        } else if let (hashes, isLong) = literalHere() {
            contexts.append(.literal(hashes: hashes, isLong: isLong))
            blank(hashes + (isLong ? 3 : 1))
        } else if let open, bytes[index] == 0x28 || bytes[index] == 0x29 {
            let now = bytes[index] == 0x28 ? open + 1 : open - 1
            contexts.removeLast()
            if now > 0 { contexts.append(.interpolation(open: now)) }
            keep()
        } else {
            keep()
        }
    }

    private func literalHere() -> (hashes: Int, isLong: Bool)? {
        var hashes = 0
        while index + hashes < bytes.count, bytes[index + hashes] == 0x23 { hashes += 1 }
        guard index + hashes < bytes.count, bytes[index + hashes] == 0x22 else { return nil }
        return (hashes, starts("\"\"\"", at: hashes))
    }

    private mutating func stepInLiteral(_ hashes: Int, _ isLong: Bool) {
        let hash = [UInt8](repeating: 0x23, count: hashes)
        let end = [UInt8](repeating: 0x22, count: isLong ? 3 : 1) + hash
        let escape = [0x5c] + hash
        let rest = bytes[index...]
        if rest.starts(with: end) {
            contexts.removeLast()
            blank(end.count)
        } else if rest.starts(with: escape + [0x28]) {
            contexts.append(.interpolation(open: 1))
            blank(escape.count + 1)
        } else if rest.starts(with: escape) {
            blank(escape.count + 1)
        } else if !isLong, bytes[index] == 0x0a {
            // A character literal of C such as '"'; no literal of one quote spans lines.
            contexts.removeLast()
            blank()
        } else {
            blank()
        }
    }

    private mutating func stepInBlockComment(_ depth: Int) {
        guard starts("/*") || starts("*/") else { return blank() }
        let now = starts("/*") ? depth + 1 : depth - 1
        contexts.removeLast()
        if now > 0 { contexts.append(.blockComment(depth: now)) }
        blank(2)
    }
}
