import Model

/// sshd_config(5): a keyword and its arguments on each line; Match opens a block that reaches to the next Match.
package enum SSHDaemonFormat {
    /// All settings in file order, each with the criteria of the Match block that it stands in. `Match all` ends a block.
    ///
    /// An Include line is a setting with the keyword "include", in its place; see `splicing(_:included:)`.
    package static func parse(_ input: Span<UInt8>, path: RawText) -> Parsed<[SSHDaemonSettings.Setting]> {
        var settings: [SSHDaemonSettings.Setting] = []
        var match: RawText?
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            var text = line.bytes[...].trimmed { $0.isCSpace }
            guard let first = text.first, first != 0x23 else { return }
            if text.contains(0) { problems.add("line holds a NUL byte", at: line) }
            let word: ArraySlice<UInt8>
            if first == 0x22, let end = text.dropFirst().firstIndex(of: 0x22) {
                word = text[(text.startIndex + 1)..<end]
                text = text[(end + 1)...]
            } else {
                word = text.prefix { !$0.isCSpace && $0 != 0x3d }
                text = text[word.endIndex...]
            }
            text = text.drop { $0.isCSpace }
            if text.first == 0x3d { text = text.dropFirst().drop { $0.isCSpace } }
            guard let keyword = keyword(word) else { return problems.add("line begins with no keyword", at: line) }
            let arguments = SSHArguments.split(text)
            if !arguments.isClosed { problems.add("quote is not closed", at: line) }
            let value = takesRest(keyword) ? RawText(text) : RawText(arguments.words.joined(separator: [0x20]))
            if value.isEmpty { problems.add("keyword has no argument", at: line) }
            if keyword == "match" {
                match = value.asciiLowercased == "all" ? nil : value
                return
            }
            settings.append(
                SSHDaemonSettings.Setting(keyword: keyword, value: value, place: Place(path, line: line.number), match: match))
        }
        return Parsed(settings, problems: problems.all)
    }

    /// The settings with each Include replaced by the settings of its files. A Match in an included file ends with that file,
    /// and an Include within a Match block puts the block's criteria before all that it brings, after sshd_config(5).
    ///
    /// - Parameter included: gives the settings of the files that an Include names, in order; it bounds the depth (sshd: 16).
    package static func splicing(
        _ settings: [SSHDaemonSettings.Setting], included: (SSHDaemonSettings.Setting) -> [SSHDaemonSettings.Setting]
    ) -> [SSHDaemonSettings.Setting] {
        settings.flatMap { setting -> [SSHDaemonSettings.Setting] in
            guard setting.keyword == "include" else { return [setting] }
            guard let outer = setting.match else { return included(setting) }
            return included(setting).map { inner in
                var inner = inner
                inner.match = inner.match.map { outer + " " + $0 } ?? outer
                return inner
            }
        }
    }

    /// A keyword in lower case; nil where the word is not made of ASCII letters and digits.
    private static func keyword(_ word: ArraySlice<UInt8>) -> String? {
        guard !word.isEmpty, word.count <= 64, word.allSatisfy({ $0.isAsciiLetter || $0.isDecimalDigit }) else { return nil }
        return RawText(word).asciiLowercased.utf8
    }

    /// Keywords whose value is the rest of the line as it stands, quotes and "#" included.
    private static func takesRest(_ keyword: String) -> Bool {
        ["forcecommand", "authorizedkeyscommand", "authorizedprincipalscommand", "versionaddendum"].contains(keyword)
    }
}

/// Arguments of sshd_config(5): blanks separate, both kinds of quotes hold together, a "#" that begins a word is a comment.
enum SSHArguments {
    static func split(_ text: ArraySlice<UInt8>) -> (words: [[UInt8]], isClosed: Bool) {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        var isOpen = false
        var quote: UInt8?
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            let next = index + 1 < text.endIndex ? text[index + 1] : nil
            if byte == 0x5c, let next, next == 0x22 || next == 0x27 || next == 0x5c || (quote == nil && next == 0x20) {
                word.append(next)
                isOpen = true
                index += 1
            } else if let open = quote {
                if byte == open { quote = nil } else { word.append(byte) }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
                isOpen = true
            } else if byte.isBlank {
                if isOpen { words.append(word) }
                (word, isOpen) = ([], false)
            } else if byte == 0x23, !isOpen {
                break
            } else {
                word.append(byte)
                isOpen = true
            }
            index += 1
        }
        if isOpen { words.append(word) }
        return (words, quote == nil)
    }
}
