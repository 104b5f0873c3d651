import Model

extension CommandTargetReader {
    /// Adds the program named by a word; a plain name is searched in the search path.
    mutating func addProgram(_ role: AutorunTarget.Role, _ words: [ShellWord], at index: Int) {
        let text = words[index].text
        let others = joined(words, at: index)
        add(role, text, places: (others.isEmpty ? places(of: text, searching: searchPath) : []) + others)
    }

    /// Adds a file that an interpreter reads; a plain name is one of the current folder first.
    mutating func addFile(_ role: AutorunTarget.Role, _ words: [ShellWord], at index: Int) {
        let text = words[index].text
        var found = places(of: text, searching: [])
        if !text.bytes.contains(0x2f) { found += places(of: text, searching: searchPath) }
        let others = joined(words, at: index)
        // A name of dots alone is a folder, which nothing runs.
        if !others.isEmpty, Self.isDots(text) { found = [] }
        add(role, text, places: found + others)
    }

    /// Where a written name could lie, best first; nothing where it holds an expansion that this line does not explain.
    func places(of written: RawText, searching folders: [RawText]) -> [CommandTarget.Candidate] {
        guard let text = expanded(written), !text.isEmpty, text.count <= 4096, !text.bytes.contains(0) else { return [] }
        if text.bytes[0] == 0x2f { return [CommandTarget.Candidate(path: CommandLine.normalized(text))] }
        if !folders.isEmpty, !text.bytes.contains(0x2f) {
            return folders.map { CommandTarget.Candidate(path: CommandLine.normalized($0 + "/" + text)) }
        }
        guard let base else { return [] }
        return [CommandTarget.Candidate(path: CommandLine.normalized(base + "/" + text))]
    }

    /// The same place with the words behind it joined on, where a name of dots and blanks could be meant.
    private func joined(_ words: [ShellWord], at index: Int) -> [CommandTarget.Candidate] {
        var text = words[index].text
        var result: [CommandTarget.Candidate] = []
        var last = index
        while last + 1 < words.count, last - index < 3 {
            let next = words[last + 1]
            let (start, end) = (words[last].range.upperBound, next.range.lowerBound)
            guard start < end, end - start <= 8, end <= line.count, Self.isDots(text.lastPathComponent) else { break }
            let gap = line[start..<end]
            guard gap.allSatisfy(ShellByte.isBlank) else { break }
            text = RawText(text.bytes + gap + next.text.bytes)
            last += 1
            result += places(of: text, searching: []).map { CommandTarget.Candidate(path: $0.path, isJoined: true) }
        }
        return result
    }

    static func isDots(_ part: RawText) -> Bool {
        !part.isEmpty && part.bytes.allSatisfy { $0 == 0x2e || ShellByte.isBlank($0) } && part.bytes.contains(0x2e)
    }

    /// The text with `~`, `$HOME` and variables of this line put in; nil where something else would be needed.
    func expanded(_ text: RawText) -> RawText? {
        var bytes = text.bytes
        if bytes.first == 0x7e {
            let user = bytes.dropFirst().prefix { $0 != 0x2f }
            let rest = bytes[(1 + user.count)...]
            if user.isEmpty {
                guard let home else { return nil }
                bytes = home.bytes + rest
            } else {
                bytes = Self.home(of: RawText(user)).bytes + rest
            }
        }
        guard bytes.contains(0x24) || bytes.contains(0x60) else { return RawText(bytes) }
        var result: [UInt8] = []
        var at = 0
        while at < bytes.count {
            guard bytes[at] == 0x24 else {
                if bytes[at] == 0x60 { return nil }
                result.append(bytes[at])
                at += 1
                continue
            }
            var start = at + 1
            let isBraced = start < bytes.count && bytes[start] == 0x7b
            if isBraced { start += 1 }
            var end = start
            while end < bytes.count, ShellByte.isName(bytes[end]) { end += 1 }
            let name = RawText(bytes[start..<end])
            guard !name.isEmpty, !isBraced || (end < bytes.count && bytes[end] == 0x7d),
                let value = variables[name] ?? (name == "HOME" ? home : nil), result.count + value.count <= 8192
            else { return nil }
            result += value.bytes
            at = isBraced ? end + 1 : end
        }
        return RawText(result)
    }

    /// The usual home folder of a user whose passwd(5) line is not at hand.
    static func home(of user: RawText) -> RawText { user == "root" ? "/root" : "/home/" + user }
}
