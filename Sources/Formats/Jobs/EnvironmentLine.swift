import Model

/// `NAME = value` of crontab(5) and anacrontab(5): blanks around the sign, and quotes around either side, are allowed.
enum EnvironmentLine {
    /// Name and value, or nil where the line is no assignment. `text` has no blanks in front.
    static func parse(_ text: ArraySlice<UInt8>) -> (name: RawText, value: RawText)? {
        let name: ArraySlice<UInt8>
        var rest: ArraySlice<UInt8>
        if let quote = text.first, quote == 0x22 || quote == 0x27 {
            let inner = text.dropFirst()
            guard let end = inner.firstIndex(of: quote) else { return nil }
            name = inner[..<end]
            rest = inner[(end + 1)...]
        } else {
            name = text.prefix { !$0.isBlank && $0 != 0x3d }
            rest = text[name.endIndex...]
        }
        rest = rest.drop { $0.isBlank }
        guard !name.isEmpty, rest.first == 0x3d else { return nil }
        let value = rest.dropFirst().trimmed { $0.isCSpace }
        if value.count >= 2, let quote = value.first, quote == 0x22 || quote == 0x27, value.last == quote {
            return (RawText(name), RawText(value.dropFirst().dropLast()))
        }
        return (RawText(name), RawText(value))
    }
}
