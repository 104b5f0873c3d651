import Model

/// The words of an HTML text, as a reader would see them, line by line. No browser: scripts and styles are left out, nothing is loaded.
enum HTMLText {
    static func visible(_ html: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(html.count)
        var index = 0
        var isPreformatted = false
        while index < html.count {
            let byte = html[index]
            if byte == 0x3c, index + 1 < html.count, html[index + 1].isLetter || html[index + 1] == 0x2f || html[index + 1] == 0x21 {
                let name = Array(html[(index + 1)...].prefix(5)).lowercasedASCII
                if name.starts(with: "pre".utf8) { isPreformatted = true } else if name.starts(with: "/pre".utf8) { isPreformatted = false }
                index = tag(html, at: index, &output)
            } else if isPreformatted, byte == 0x0a {
                output.append(byte)
                index += 1
            } else if byte == 0x26 {
                index = reference(html, at: index, &output)
            } else {
                let isSpace = byte == 0x0a || byte == 0x0d || byte == 0x09 || byte == 0x20
                if !isSpace {
                    output.append(byte)
                } else if let last = output.last, last != 0x20, last != 0x0a {
                    output.append(0x20)
                }
                index += 1
            }
        }
        return output
    }

    /// Steps over a tag; blocks begin a line, and an address behind other words is written after them.
    private static func tag(_ html: [UInt8], at start: Int, _ output: inout [UInt8]) -> Int {
        if html[start...].starts(with: "<!--".utf8) { return html.first("-->".bytes, from: start + 4).map { $0 + 3 } ?? html.count }
        var end = start + 1
        while end < html.count, html[end] != 0x3e { end += 1 }
        let inside = Array(html[start + 1..<end].prefix(40)).lowercasedASCII
        let isClosing = inside.first == 0x2f
        let name = RawText(inside.drop { $0 == 0x2f }.prefix { $0.isAlphanumeric })
        end = min(end + 1, html.count)
        if !isClosing, let closing = unseen[name] {
            var place = end
            while place < html.count {
                if html[place] == 0x3c, Array(html[place...].prefix(closing.count)).lowercasedASCII == closing { return place }
                place += 1
            }
            return place
        }
        if blocks.contains(name), let last = output.last, last != 0x0a || name == "br" { output.append(0x0a) }
        if name == "td" || name == "th", let last = output.last, last != 0x0a, last != 0x20 { output.append(0x20) }
        return end
    }

    private static func reference(_ html: [UInt8], at start: Int, _ output: inout [UInt8]) -> Int {
        let inside = html[(start + 1)...].prefix(10).prefix { $0 != 0x3b }
        let end = start + 1 + inside.count
        guard end < html.count, html[end] == 0x3b, let text = RawText(inside).utf8 else {
            output.append(0x26)
            return start + 1
        }
        if text.hasPrefix("#") {
            let digits = text.dropFirst()
            let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            if let scalar = value.flatMap({ Unicode.Scalar($0) }), scalar.value >= 0x20 { output.append(scalar) }
            return end + 1
        }
        guard let scalar = named[text] else {
            output.append(0x26)
            return start + 1
        }
        output.append(scalar)
        return end + 1
    }

    private static let unseen: [RawText: [UInt8]] = [
        "script": "</script".bytes, "style": "</style".bytes, "head": "</head".bytes, "title": "</title".bytes,
    ]
    private static let blocks: Set<RawText> = [
        "br", "p", "div", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "hr", "pre", "blockquote", "section", "dt", "dd",
    ]
    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "-", "mdash": "-", "copy": "©", "yen": "¥",
        "rsquo": "'", "lsquo": "'", "rdquo": "\"", "ldquo": "\"", "hellip": "…", "middot": "·", "uuml": "ü", "ouml": "ö", "auml": "ä",
    ]
}
