import Model

/// What is wrong with a fixture, in a sentence.
package struct FixtureError: Error, CustomStringConvertible {
    package var description: String
    package init(_ description: String) { self.description = description }
}

/// A text that holds files, after the txtar form of the Go project, with attributes in the header lines.
package struct Txtar: Sendable {
    package struct Part: Sendable {
        package var path: RawText
        package var attributes: [String: RawText]
        package var content: String
    }
    package var comment = ""
    package var parts: [Part] = []

    package init(_ text: String) throws(FixtureError) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("-- "), line.hasSuffix(" --"), line.utf8.count > 6 {
                parts.append(try Txtar.header(line.dropFirst(3).dropLast(3)))
            } else if parts.isEmpty {
                comment += line + "\n"
            } else {
                parts[parts.count - 1].content += line + "\n"
            }
        }
        // The split leaves one empty line after the last newline of the text.
        if text.hasSuffix("\n"), let last = parts.indices.last { parts[last].content.removeLast() }
    }

    private static func header(_ line: Substring) throws(FixtureError) -> Part {
        var words = try Txtar.words(line)
        guard !words.isEmpty else { throw FixtureError("A header line names no path: \(line)") }
        let path = words.removeFirst().value
        var attributes: [String: RawText] = [:]
        for word in words { attributes[word.key] = word.value }
        return Part(path: path, attributes: attributes, content: "")
    }

    /// The words of a header line or of a line like one: the first has no key, the others are `key=value` or a key alone.
    package static func words(_ line: Substring) throws(FixtureError) -> [(key: String, value: RawText)] {
        let bytes = Array(line.utf8)
        var words: [(key: String, value: RawText)] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x20 {
                index += 1
                continue
            }
            var key = ""
            if !words.isEmpty {
                while index < bytes.count, bytes[index] != 0x3d, bytes[index] != 0x20 {
                    key.unicodeScalars.append(Unicode.Scalar(bytes[index]))
                    index += 1
                }
                guard index < bytes.count, bytes[index] == 0x3d else {
                    words.append((key, ""))
                    continue
                }
                index += 1
            }
            words.append((key, try value(bytes, &index, line)))
        }
        return words
    }

    /// One value, quoted or up to the next blank.
    package static func value(_ bytes: [UInt8], _ index: inout Int, _ line: Substring) throws(FixtureError) -> RawText {
        var value: [UInt8] = []
        if index < bytes.count, bytes[index] == 0x22 {
            index += 1
            while index < bytes.count, bytes[index] != 0x22 { value += try character(bytes, &index) }
            guard index < bytes.count else { throw FixtureError("A quotation mark is not closed: \(line)") }
            index += 1
        } else {
            while index < bytes.count, bytes[index] != 0x20 {
                value.append(bytes[index])
                index += 1
            }
        }
        return RawText(value)
    }

    private static func character(_ bytes: [UInt8], _ index: inout Int) throws(FixtureError) -> [UInt8] {
        defer { index += 1 }
        guard bytes[index] == 0x5c, index + 1 < bytes.count else { return [bytes[index]] }
        index += 1
        switch bytes[index] {
        case 0x6e: return [0x0a]
        case 0x72: return [0x0d]
        case 0x74: return [0x09]
        case 0x78:
            guard index + 2 < bytes.count, let byte = [UInt8](hexadecimal: bytes[index + 1...index + 2]) else {
                throw FixtureError("\\x is not followed by two hexadecimal digits.")
            }
            index += 2
            return byte
        case 0x75:
            guard let end = bytes[index...].firstIndex(of: 0x7d), end > index + 1, bytes[index + 1] == 0x7b,
                let value = UInt32(String(decoding: bytes[index + 2..<end], as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(value)
            else { throw FixtureError("\\u is not followed by {hexadecimal}.") }
            index = end
            return Array(String(Character(scalar)).utf8)
        default: return [bytes[index]]
        }
    }
}
