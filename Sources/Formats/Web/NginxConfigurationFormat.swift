import Model

/// Reads nginx.conf and its includes ("Beginner's Guide", "ngx_http_core_module").
package enum NginxConfigurationFormat {
    static let deepest = 64

    package static func parse(_ text: Span<UInt8>) -> Parsed<WebConfiguration> {
        let bytes = ShellByte.copy(text, limit: ConfigurationText.longest)
        var parsed = Parsed(WebConfiguration())
        var sections: [RawText] = []
        var words: [RawText] = []
        var first = 1
        var line = 1
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case 0x0a:
                line += 1
                at += 1
            case 0x20, 0x09, 0x0d:
                at += 1
            case 0x23:
                while at < bytes.count, bytes[at] != 0x0a { at += 1 }
            case 0x3b:
                at += 1
                if let name = words.first {
                    let directive = WebDirective(name: name, arguments: Array(words.dropFirst()), sections: sections, line: first)
                    parsed.value.directives.append(directive)
                    read(directive, &parsed.value)
                }
                words = []
            case 0x7b:
                at += 1
                guard sections.count < deepest else {
                    parsed.problems.append(Problem(offset: at, line: line, reason: "blocks nest too deep"))
                    return parsed
                }
                sections.append(RawText(Array(words.map(\.bytes).joined(separator: [0x20]))))
                words = []
            case 0x7d:
                at += 1
                if sections.isEmpty {
                    if parsed.problems.count < 100 {
                        parsed.problems.append(Problem(offset: at, line: line, reason: "a brace closes nothing"))
                    }
                } else {
                    sections.removeLast()
                }
                words = []
            default:
                if words.isEmpty { first = line }
                let word = word(bytes, &at, &line)
                if words.count < 1000 { words.append(word) }
            }
        }
        if !words.isEmpty || !sections.isEmpty {
            parsed.problems.append(Problem(offset: bytes.count, line: line, reason: "the text ends within a block or directive"))
        }
        return parsed
    }

    /// A word; quotes are taken away, `${name}` does not open a block.
    private static func word(_ bytes: [UInt8], _ at: inout Int, _ line: inout Int) -> RawText {
        var word: [UInt8] = []
        let quote = bytes[at]
        if quote == 0x22 || quote == 0x27 {
            at += 1
            while at < bytes.count, bytes[at] != quote {
                if bytes[at] == 0x5c, at + 1 < bytes.count {
                    at += 1
                    // "\t", "\r" and "\n" are what they are in C.
                    if let control = control(bytes[at]) {
                        word.append(control)
                        at += 1
                        continue
                    }
                }
                if bytes[at] == 0x0a { line += 1 }
                word.append(bytes[at])
                at += 1
            }
            at = min(at + 1, bytes.count)
            return RawText(word)
        }
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0x24, at + 1 < bytes.count, bytes[at + 1] == 0x7b {
                while at < bytes.count, bytes[at] != 0x7d, bytes[at] != 0x0a {
                    word.append(bytes[at])
                    at += 1
                }
                if at < bytes.count, bytes[at] == 0x7d {
                    word.append(0x7d)
                    at += 1
                }
                continue
            }
            if [0x0a, 0x20, 0x09, 0x0d, 0x3b, 0x7b, 0x7d].contains(byte) { break }
            if byte == 0x5c, at + 1 < bytes.count {
                at += 1
                if bytes[at] == 0x0a { line += 1 }
            }
            word.append(bytes[at])
            at += 1
        }
        return RawText(word)
    }

    private static func control(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 0x74: 0x09
        case 0x72: 0x0d
        case 0x6e: 0x0a
        default: nil
        }
    }

    private static func read(_ directive: WebDirective, _ value: inout WebConfiguration) {
        guard let first = directive.arguments.first else { return }
        let line = directive.line
        switch directive.name.comparable {
        case "root": value.folders.append(.init(kind: .documentRoot, path: first, line: line))
        case "alias":
            let location = directive.sections.last { $0.hasPrefix("location ") }
            value.folders.append(.init(kind: .alias, path: first, address: location.map { RawText($0.bytes.dropFirst(9)) }, line: line))
        case "include": value.includes.append(Place(first, line: line))
        case "server_name": value.serverNames += directive.arguments
        case "access_log":
            guard first != "off" else { return }
            value.logs.append(
                .init(kind: .access, path: first, format: directive.arguments.count > 1 ? directive.arguments[1] : nil, line: line))
        case "error_log": value.logs.append(.init(kind: .error, path: first, line: line))
        case "log_format":
            let rest = directive.arguments.dropFirst().map(\.bytes).joined()
            value.formats[first] = RawText(Array(rest))
        default: break
        }
    }
}
