import Model

/// A command that apt runs, from a setting of apt.conf(5).
package struct AptHook: Hashable, Sendable {
    /// With all names: "DPkg::Post-Invoke".
    package var key: RawText
    package var command: RawText
    package var line: Int

    package init(key: RawText, command: RawText, line: Int) { (self.key, self.command, self.line) = (key, command, line) }
}

/// Reads /etc/apt/apt.conf and apt.conf.d: braces nest, `::` joins names, `//`, `#` and `/* */` are comments.
package enum AptHookFormat {
    static let deepest = 64

    package static func parse(_ text: Span<UInt8>) -> Parsed<[AptHook]> {
        let bytes = ShellByte.copy(text, limit: ConfigurationText.longest)
        var parsed = Parsed<[AptHook]>([])
        var scopes: [RawText] = []
        var words: [(text: RawText, isQuoted: Bool, line: Int)] = []
        var at = 0
        var line = 1

        func close() {
            defer { words = [] }
            guard let last = words.last, last.isQuoted || words.count > 1, !last.text.isEmpty else { return }
            let own = words.count > 1 && !words[0].isQuoted ? [RawText(words[0].text.bytes.prefix(256))] : []
            let key = join(scopes + own)
            if isHook(key) { parsed.value.append(AptHook(key: key, command: last.text, line: last.line)) }
        }

        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case 0x0a:
                line += 1
                at += 1
            case 0x20, 0x09, 0x0d:
                at += 1
            case 0x23:
                while at < bytes.count, bytes[at] != 0x0a { at += 1 }
            case 0x2f where at + 1 < bytes.count && bytes[at + 1] == 0x2f:
                while at < bytes.count, bytes[at] != 0x0a { at += 1 }
            case 0x2f where at + 1 < bytes.count && bytes[at + 1] == 0x2a:
                at += 2
                while at < bytes.count, !(bytes[at] == 0x2a && at + 1 < bytes.count && bytes[at + 1] == 0x2f) {
                    if bytes[at] == 0x0a { line += 1 }
                    at += 1
                }
                at = min(at + 2, bytes.count)
            case 0x7b:
                if scopes.count >= deepest {
                    parsed.problems.append(Problem(offset: at, line: line, reason: "braces nest too deep"))
                    return parsed
                }
                scopes.append(RawText((words.last?.text ?? "").bytes.prefix(256)))
                words = []
                at += 1
            case 0x7d:
                close()
                if scopes.isEmpty {
                    if parsed.problems.count < 100 {
                        parsed.problems.append(Problem(offset: at, line: line, reason: "a brace closes nothing"))
                    }
                } else {
                    scopes.removeLast()
                }
                at += 1
            case 0x3b:
                close()
                at += 1
            default:
                let start = line
                var word: [UInt8] = []
                let isQuoted = byte == 0x22
                if isQuoted {
                    at += 1
                    while at < bytes.count, bytes[at] != 0x22 {
                        if bytes[at] == 0x5c, at + 1 < bytes.count { at += 1 }
                        if bytes[at] == 0x0a { line += 1 }
                        word.append(bytes[at])
                        at += 1
                    }
                    at += 1
                } else {
                    while at < bytes.count, ![0x0a, 0x20, 0x09, 0x0d, 0x7b, 0x7d, 0x3b, 0x22].contains(bytes[at]) {
                        word.append(bytes[at])
                        at += 1
                    }
                }
                // Adjacent strings of one value follow each other; only the name and the last count.
                if words.count < 16 { words.append((RawText(word), isQuoted, start)) }
            }
        }
        close()
        return parsed
    }

    private static func join(_ names: [RawText]) -> RawText {
        let parts = names.flatMap { $0.bytes.split(separator: 0x3a) }
        return RawText(Array(parts.joined(separator: [0x3a, 0x3a])))
    }

    /// Whether a key holds a command: every `…-Invoke…`, `DPkg::Pre-Install-Pkgs`, and programs that apt asks for a proxy.
    private static func isHook(_ key: RawText) -> Bool {
        let name = key.asciiLowercased
        let last = RawText(name.bytes.split(separator: 0x3a).last ?? [])
        return last.contains("-invoke") || last == "pre-install-pkgs" || last == "proxy-auto-detect" || last == "proxyautodetect"
            || name.hasPrefix("dir::bin::") && last.bytes.first != 0x2e
    }
}
