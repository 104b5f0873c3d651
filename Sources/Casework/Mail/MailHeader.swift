import Model

/// A field of a mail's header: its name in lower case, its value unfolded but not decoded (RFC 5322, 2.2).
struct MailField: Sendable, Hashable {
    var name: RawText
    var value: [UInt8]

    /// The value with its encoded words decoded.
    var text: RawText { RawText(EncodedWords.decode(value)) }
}

/// The header of a mail or of a part of one.
struct MailHeader: Sendable, Hashable {
    private(set) var fields: [MailField] = []

    static let mostFields = 500
    static let mostBytes = 65_536

    /// The first field of that name, which is what a reader shows.
    subscript(_ name: RawText) -> MailField? { fields.first { $0.name == name } }

    /// Reads the fields of `bytes` up to the first empty line; gives what follows it.
    static func read(_ bytes: ArraySlice<UInt8>) -> (header: MailHeader, body: ArraySlice<UInt8>) {
        var header = MailHeader()
        var rest = bytes
        var isFirst = true
        while !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0a }
            let next = rest.dropFirst(line.count + 1)
            let text = line.last == 0x0d ? line.dropLast() : line
            defer { isFirst = false }
            if text.isEmpty { return (header, next) }
            if text.first == 0x20 || text.first == 0x09, !header.fields.isEmpty {
                let last = header.fields.count - 1
                if header.fields[last].value.count < mostBytes { header.fields[last].value += text.prefix(mostBytes) }
            } else if let colon = text.firstIndex(of: 0x3a), colon > text.startIndex, isName(text[..<colon]) {
                if header.fields.count < mostFields {
                    let name = RawText(Array(text[..<colon]).trimmed).asciiLowercased
                    header.fields.append(MailField(name: name, value: Array(text[(colon + 1)...].prefix(mostBytes)).trimmed))
                }
            } else if !(isFirst && text.starts(with: "From ".utf8)) {
                // No header stands here, or it ended without an empty line.
                return (header, rest)
            }
            rest = next
        }
        return (header, rest)
    }

    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        name.count <= 80 && name.allSatisfy { $0 > 0x20 && $0 < 0x7f || $0.isBlank } && !Array(name).trimmed.contains(0x20)
    }
}

/// A value with parameters: `text/plain; charset=utf-8` (RFC 2045, 5.1).
struct MailParameters: Sendable, Hashable {
    /// In lower case.
    var value: RawText
    private var parameters: [RawText: RawText] = [:]

    static let mostParameters = 40

    subscript(_ name: RawText) -> RawText? { parameters[name] }

    init(_ field: MailField?) {
        let bytes = field?.value ?? []
        let pieces = MailParameters.pieces(bytes)
        value = RawText((pieces.first ?? []).trimmed.lowercasedASCII)
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: 0x3d) else { continue }
            var name = Array(piece[..<equals]).trimmed.lowercasedASCII
            var content = Array(piece[(equals + 1)...]).trimmed
            if content.first == 0x22 { content = MailParameters.unquoted(content) }
            // Pieces and encodings of RFC 2231: name*0*=charset'language'percent.
            if let star = name.firstIndex(of: 0x2a) {
                if name.last == 0x2a { content = MailParameters.percentDecoded(content, isFirst: !name[star...].contains(0x31)) }
                name = Array(name[..<star])
                parameters[RawText(name), default: ""].bytes += content
            } else {
                parameters[RawText(name)] = RawText(EncodedWords.decode(content))
            }
        }
    }

    private static func pieces(_ bytes: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = [[]]
        var isQuoted = false
        for byte in bytes {
            if byte == 0x22 { isQuoted.toggle() }
            if byte == 0x3b, !isQuoted {
                guard pieces.count < mostParameters else { break }
                pieces.append([])
            } else {
                pieces[pieces.count - 1].append(byte)
            }
        }
        return pieces
    }

    private static func unquoted(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var isEscaped = false
        for byte in text.dropFirst() {
            if isEscaped {
                output.append(byte)
                isEscaped = false
            } else if byte == 0x5c {
                isEscaped = true
            } else if byte == 0x22 {
                break
            } else {
                output.append(byte)
            }
        }
        return output
    }

    private static func percentDecoded(_ text: [UInt8], isFirst: Bool) -> [UInt8] {
        var (charset, content): (RawText?, ArraySlice<UInt8>) = (nil, text[...])
        let quotes = text.indices.filter { text[$0] == 0x27 }
        if isFirst, quotes.count >= 2 {
            charset = RawText(text[..<quotes[0]])
            content = text[(quotes[1] + 1)...]
        }
        var output: [UInt8] = []
        var index = content.startIndex
        while index < content.endIndex {
            if content[index] == 0x25, index + 2 < content.endIndex, let byte = [UInt8](hexadecimal: content[index + 1...index + 2]) {
                output += byte
                index += 3
            } else {
                output.append(content[index])
                index += 1
            }
        }
        return Charset.text(output, named: charset)
    }
}
