/// Text that came from a host under examination: bytes of any encoding, never trusted.
///
/// A file name, a log line or a comment of an intruder can hold terminal escapes, HTML or half a UTF-8 sequence. It stays
/// bytes until a renderer escapes it for its own medium. `description` is the one safe exception: it shows every byte that
/// is not plain printable text as a visible escape (`\x1b`, `\u{202e}`), so that interpolating it by mistake cannot harm.
package struct RawText: Hashable, Sendable {
    package var bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
    package init(_ string: String) { self.bytes = Array(string.utf8) }

    package var isEmpty: Bool { bytes.isEmpty }
    package var count: Int { bytes.count }

    /// The text as a string, or nil where the bytes are not valid UTF-8.
    package var utf8: String? { String(validating: bytes, as: UTF8.self) }

    package func hasPrefix(_ prefix: RawText) -> Bool { bytes.starts(with: prefix.bytes) }
    package func hasSuffix(_ suffix: RawText) -> Bool {
        bytes.count >= suffix.count && bytes.suffix(suffix.count).elementsEqual(suffix.bytes)
    }
    package func contains(_ needle: RawText) -> Bool { firstRange(of: needle) != nil }

    /// The first place where `needle` stands, as a range of byte offsets.
    package func firstRange(of needle: RawText) -> Range<Int>? {
        let n = needle.count
        guard n > 0, n <= count else { return nil }
        let first = needle.bytes[0]
        for start in 0...(count - n)
        where bytes[start] == first && bytes[start..<start + n].elementsEqual(needle.bytes) {
            return start..<start + n
        }
        return nil
    }

    /// The pieces between occurrences of `separator`; empty pieces are kept.
    package func split(_ separator: UInt8) -> [RawText] {
        bytes.split(separator: separator, omittingEmptySubsequences: false).map { RawText($0) }
    }

    /// ASCII letters in lower case, every other byte as it is.
    package var asciiLowercased: RawText {
        RawText(bytes.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 })
    }

    package static func + (left: RawText, right: RawText) -> RawText { RawText(left.bytes + right.bytes) }
}

extension RawText: ExpressibleByStringLiteral {
    package init(stringLiteral value: StaticString) {
        self.init(value.description)
    }
}

extension RawText: Comparable {
    package static func < (left: RawText, right: RawText) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension RawText: CustomStringConvertible {
    package var description: String { escaped() }
}
