import Model

/// A command, or a file to be loaded, that a setting of some program names.
package struct SettingCommand: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A command line.
        case command
        /// A shared library.
        case library
        /// A script or a list that is read as code.
        case script
        /// Code within the settings that starts programs; the text is the line that does.
        case code
        /// Such code, to which what a visitor sends finds its way.
        case servedCode
    }
    package var kind: Kind
    /// The keyword: "ExecStart", "|", "LoadModule".
    package var key: RawText
    package var text: RawText
    package var line: Int

    package init(_ kind: Kind = .command, key: RawText, text: RawText, line: Int) {
        (self.kind, self.key, self.text, self.line) = (kind, key, text, line)
    }
}

/// How the settings of one program hold commands: which keywords, and what stands behind them.
package struct SettingGrammar: Sendable {
    package let name: String
    let read: @Sendable (Span<UInt8>) -> Parsed<[SettingCommand]>

    init(_ name: String, _ read: @escaping @Sendable (Span<UInt8>) -> Parsed<[SettingCommand]>) { (self.name, self.read) = (name, read) }

    package func parse(_ text: Span<UInt8>) -> Parsed<[SettingCommand]> { read(text) }

    static let mostCommands = 2_000

    /// A grammar in which each line stands for itself.
    static func lines(
        _ name: String, comments: [UInt8] = [0x23], _ read: @escaping @Sendable (SettingLine) -> [SettingCommand]
    ) -> SettingGrammar {
        SettingGrammar(name) { text in
            var parsed = Parsed<[SettingCommand]>([])
            for line in ConfigurationText.joinedLines(text, comments: comments) {
                guard let first = line.trimmed.first, !comments.contains(first), parsed.value.count < mostCommands else { continue }
                parsed.value += read(SettingLine(bytes: line.trimmed, number: line.number))
            }
            return parsed
        }
    }

    /// A grammar of `keyword value` and `keyword = value`: the value of one of the keywords is a command.
    static func keyed(_ name: String, _ keys: [String], kind: SettingCommand.Kind = .command, comments: [UInt8] = [0x23]) -> SettingGrammar
    {
        let keys = Set(keys)
        return lines(name, comments: comments) { line in
            guard keys.contains(line.key), !line.value.isEmpty else { return [] }
            return [SettingCommand(kind, key: line.writtenKey, text: line.value, line: line.number)]
        }
    }
}

/// A line of settings, parted at its first blank or `=`.
struct SettingLine {
    let bytes: ArraySlice<UInt8>
    let number: Int

    var writtenKey: RawText { RawText(bytes.prefix { !ConfigurationLine.isBlank($0) && $0 != 0x3d && $0 != 0x3a }) }
    /// In small letters.
    var key: String { writtenKey.asciiLowercased.comparable }

    /// Behind the keyword, its separators and the quotes around the whole.
    var value: RawText {
        let rest = bytes[(bytes.startIndex + writtenKey.count)...].drop {
            ConfigurationLine.isBlank($0) || $0 == 0x3d || $0 == 0x3a || $0 == 0x2b
        }
        return Self.unquoted(rest)
    }

    var words: [RawText] { ConfigurationText.words(bytes) }

    /// What stands behind the first `count` words, as written.
    func behind(_ count: Int) -> RawText {
        var rest = bytes
        for _ in 0..<count {
            rest = rest.drop { !ConfigurationLine.isBlank($0) }.drop(while: ConfigurationLine.isBlank)
        }
        return RawText(rest)
    }

    /// From the first word that begins with a slash.
    var fromPath: RawText? {
        for (index, byte) in zip(bytes.indices, bytes) where byte == 0x2f {
            if index == bytes.startIndex || [0x20, 0x09, 0x3d, 0x22, 0x27, 0x7c].contains(bytes[index - 1]) {
                let rest = bytes[index...]
                let isQuoted = index > bytes.startIndex && bytes[index - 1] == 0x22
                return RawText(isQuoted ? rest.filter { $0 != 0x22 } : Array(rest))
            }
        }
        return nil
    }

    /// What stands between quotes or brackets behind a keyword: `program("/x y")`, `binary="/x"`.
    func quoted(behind keyword: String) -> RawText? {
        guard let start = ByteSearch.first(Array(keyword.utf8), in: Array(bytes), from: 0, to: bytes.count) else { return nil }
        let rest = bytes.dropFirst(start + keyword.utf8.count).drop { ConfigurationLine.isBlank($0) || $0 == 0x3d || $0 == 0x28 }
        guard let quote = rest.first, quote == 0x22 || quote == 0x27 else {
            let word = rest.prefix { !ConfigurationLine.isBlank($0) && $0 != 0x29 && $0 != 0x3b }
            return word.isEmpty ? nil : RawText(word)
        }
        return RawText(rest.dropFirst().prefix { $0 != quote })
    }

    static func unquoted(_ bytes: ArraySlice<UInt8>) -> RawText {
        guard let quote = bytes.first, quote == 0x22 || quote == 0x27, bytes.count > 1,
            bytes.dropLast().dropFirst().allSatisfy({ $0 != quote }),
            bytes.last == quote
        else { return RawText(bytes) }
        return RawText(bytes.dropFirst().dropLast())
    }
}
