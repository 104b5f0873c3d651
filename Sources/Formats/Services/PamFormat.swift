import Model

/// A rule of pam.conf(5) or of a file in pam.d.
package struct PamRule: Hashable, Sendable {
    /// The service's name, in pam.conf only.
    package var service: RawText?
    /// "auth", "account", "password", "session"; empty for `@include`.
    package var type: RawText
    /// Whether a missing module is passed over in silence (`-` before the type).
    package var mayBeMissing: Bool
    /// "required", "sufficient", "[success=1 default=ignore]", "include", "substack", "@include".
    package var control: RawText
    /// The module's file; of an include the name of the other file.
    package var module: RawText
    package var arguments: [RawText]
    package var line: Int

    package init(
        service: RawText? = nil, type: RawText, mayBeMissing: Bool = false, control: RawText, module: RawText, arguments: [RawText] = [],
        line: Int
    ) {
        (self.service, self.type, self.mayBeMissing, self.control) = (service, type, mayBeMissing, control)
        (self.module, self.arguments, self.line) = (module, arguments, line)
    }

    /// Whether it only reads another file.
    package var isInclude: Bool { ["include", "substack", "@include"].contains(control) }
}

/// Reads pam.conf(5) and the files of /etc/pam.d.
package enum PamFormat {
    /// - Parameter namesService: whether each line begins with a service, as in /etc/pam.conf.
    package static func parse(_ text: Span<UInt8>, namesService: Bool = false) -> Parsed<[PamRule]> {
        var parsed = Parsed<[PamRule]>([])
        for line in ConfigurationText.joinedLines(text) {
            let bytes = line.trimmed.prefix { $0 != 0x23 }
            var words = words(bytes)
            guard !words.isEmpty else { continue }
            if words[0] == "@include" {
                if words.count > 1 {
                    parsed.value.append(PamRule(type: "", control: "@include", module: words[1], line: line.number))
                } else {
                    parsed.note(line, "@include names no file")
                }
                continue
            }
            let service = namesService ? words.removeFirst() : nil
            guard words.count >= 3 else {
                parsed.note(line, "a rule has not three fields")
                continue
            }
            let mayBeMissing = words[0].bytes.first == 0x2d
            parsed.value.append(
                PamRule(
                    service: service, type: RawText(words[0].bytes.dropFirst(mayBeMissing ? 1 : 0)).asciiLowercased,
                    mayBeMissing: mayBeMissing, control: words[1], module: words[2], arguments: Array(words.dropFirst(3)), line: line.number
                ))
        }
        return parsed
    }

    /// Words parted by blanks; `[…]` holds blanks, and `\]` within it a bracket.
    private static func words(_ bytes: ArraySlice<UInt8>) -> [RawText] {
        var words: [RawText] = []
        var word: [UInt8] = []
        var isBracketed = false
        var isEscaped = false
        for byte in bytes {
            if isBracketed {
                word.append(byte)
                if byte == 0x5d, !isEscaped { isBracketed = false }
                isEscaped = byte == 0x5c && !isEscaped
            } else if ConfigurationLine.isBlank(byte) {
                if !word.isEmpty { words.append(RawText(word)) }
                word = []
            } else {
                if byte == 0x5b, word.isEmpty { isBracketed = true }
                word.append(byte)
            }
        }
        if !word.isEmpty { words.append(RawText(word)) }
        return words
    }
}
