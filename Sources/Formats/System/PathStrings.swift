import Model

/// The absolute paths that stand as texts in a compiled program.
package enum PathStrings {
    static let most = 2_000
    private static let lengths = 6...200

    /// - Returns: each path once, in the order of the bytes.
    package static func parse(_ content: Span<UInt8>) -> Parsed<[RawText]> {
        let bytes = ShellByte.copy(content, limit: 16 << 20)
        var paths: [RawText] = []
        var seen: Set<RawText> = []
        var at = 0
        while at < bytes.count, paths.count < most {
            guard bytes[at] == 0x2f, at == 0 || !isPart(bytes[at - 1]) else {
                at += 1
                continue
            }
            var end = at
            while end < bytes.count, end - at <= lengths.upperBound, isPart(bytes[end]) { end += 1 }
            if lengths.contains(end - at) {
                let path = RawText(bytes[at..<end])
                if path.bytes.dropFirst().contains(0x2f), seen.insert(path).inserted { paths.append(path) }
            }
            at = max(end, at + 1)
        }
        return Parsed(paths)
    }

    /// Bytes of which paths in programs are made; a blank, a quote or a sign for a value ends one.
    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x2f, 0x5f, 0x2b, 0x40, 0x2c: true
        default: false
        }
    }
}
