import Model

/// A line of tmpfiles.d(5) or sysusers.d(5): something that is made at every boot.
package struct BootMadeLine: Hashable, Sendable {
    /// "f+", "C", "L", "z"; of sysusers.d "u", "g", "m".
    package var type: RawText
    package var path: RawText
    /// In octal, `~` and `:` taken away; nil where none is said.
    package var mode: UInt16?
    /// The rest of the line: content, or where a copy or link comes from.
    package var argument: RawText
    package var line: Int

    package init(type: RawText, path: RawText, mode: UInt16? = nil, argument: RawText, line: Int) {
        (self.type, self.path, self.mode, self.argument, self.line) = (type, path, mode, argument, line)
    }

    /// Whether it writes its argument into the path.
    package var isContent: Bool { type.bytes.first.map { [0x66, 0x46, 0x77].contains($0) } ?? false }
    /// Whether it copies or links its argument to the path.
    package var isCopy: Bool { type.bytes.first == 0x43 || type.bytes.first == 0x4c }
    /// Whether it sets a mode, on a path of its own or one that is there.
    package var setsMode: Bool { type.bytes.first.map { [0x7a, 0x5a, 0x6d, 0x66, 0x46, 0x43].contains($0) } ?? false }
}

/// Reads tmpfiles.d(5).
package enum TemporaryFilesFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[BootMadeLine]> {
        var parsed = Parsed<[BootMadeLine]>([])
        for line in ConfigurationText.lines(text).prefix(20_000) {
            guard let first = line.trimmed.first, first != 0x23 else { continue }
            let words = ConfigurationText.words(line.trimmed)
            guard words.count >= 2, words[1].hasPrefix("/") || words[1].hasPrefix("%") else {
                parsed.note(line, "a line has no path")
                continue
            }
            // The argument is what stands behind six words, blanks and all.
            var rest = line.trimmed
            for _ in 0..<6 {
                rest = rest.drop { !ConfigurationLine.isBlank($0) }.drop(while: ConfigurationLine.isBlank)
            }
            let mode = words.count > 2 ? words[2].bytes.drop { $0 == 0x7e || $0 == 0x3a } : []
            parsed.value.append(
                BootMadeLine(
                    type: words[0], path: words[1], mode: RawText(mode).utf8.flatMap { UInt16($0, radix: 8) },
                    argument: RawText(ConfigurationLine.trim(rest)), line: line.number))
        }
        return parsed
    }
}

/// Reads sysusers.d(5): `u NAME ID "words" /home /shell`. Of each line the name stands as path and the id as argument.
package enum SystemUsersFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[BootMadeLine]> {
        var parsed = Parsed<[BootMadeLine]>([])
        for line in ConfigurationText.lines(text).prefix(20_000) {
            guard let first = line.trimmed.first, first != 0x23 else { continue }
            let words = ConfigurationText.words(line.trimmed)
            guard words.count >= 2 else {
                parsed.note(line, "a line has no name")
                continue
            }
            parsed.value.append(BootMadeLine(type: words[0], path: words[1], argument: words.count > 2 ? words[2] : "-", line: line.number))
        }
        return parsed
    }
}

/// An interpreter that the kernel runs for a kind of file: a line of binfmt.d(5), which is one of binfmt_misc's `register`.
package struct BinaryFormatLine: Hashable, Sendable {
    package var name: RawText
    package var interpreter: RawText
    /// `C`: the interpreter gets the rights of the set-user-ID file that it runs.
    package var takesCredentials: Bool
    package var line: Int

    package init(name: RawText, interpreter: RawText, takesCredentials: Bool, line: Int) {
        (self.name, self.interpreter, self.takesCredentials, self.line) = (name, interpreter, takesCredentials, line)
    }
}

/// Reads binfmt.d(5): `:name:type:offset:magic:mask:interpreter:flags`, the first byte being the separator.
package enum BinaryFormatFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[BinaryFormatLine]> {
        var parsed = Parsed<[BinaryFormatLine]>([])
        for line in ConfigurationText.lines(text).prefix(2_000) {
            guard let separator = line.trimmed.first, separator != 0x23, separator != 0x3b else { continue }
            let fields = line.trimmed.dropFirst().split(separator: separator, maxSplits: 6, omittingEmptySubsequences: false)
            guard fields.count >= 6, fields[5].first == 0x2f else {
                parsed.note(line, "a line has no interpreter")
                continue
            }
            parsed.value.append(
                BinaryFormatLine(
                    name: RawText(fields[0]), interpreter: RawText(fields[5]),
                    takesCredentials: fields.count > 6 && fields[6].contains(0x43), line: line.number))
        }
        return parsed
    }
}
