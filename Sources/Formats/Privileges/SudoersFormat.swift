import Model

/// What one file of sudoers(5) says, before aliases are written out.
package struct SudoersFile: Hashable, Sendable {
    package struct Include: Hashable, Sendable {
        package var path: RawText
        /// "@includedir": every file of a folder whose name holds no dot and does not end in "~".
        package var isFolder: Bool
        package var place: Place
    }
    package var grants: [SudoGrant] = []
    package var settings: [SudoSetting] = []
    package var includes: [Include] = []
    /// Members by name, of all four kinds of alias: a name stands for one thing only.
    package var aliases: [RawText: [RawText]] = [:]

    package init() {}
}

/// /etc/sudoers and what it includes, after the grammar of sudoers(5).
package enum SudoersFormat {
    /// Grants of one file; a line with a hundred commands counts for a hundred.
    static let mostGrants = 20_000

    package static func parse(_ input: Span<UInt8>, path: RawText) -> Parsed<SudoersFile> {
        var file = SudoersFile()
        var problems = HostFileProblems()
        SudoersText.lines(input) { number, offset, text in
            let place = Place(path, line: number)
            let line = text[...].trimmed { $0.isCSpace }
            if let include = include(line, place) {
                file.includes.append(include)
            } else if line.begins(with: "Defaults") {
                file.settings += settings(line.dropFirst(8), place)
            } else if let alias = aliases(line) {
                for (name, members) in alias where file.aliases.count < 10_000 { file.aliases[name, default: []] += members }
            } else if !rules(line, place, &file) {
                problems.add("line is no rule of sudoers", at: offset, line: number)
            }
        }
        return Parsed(file, problems: problems.all)
    }

    private static func include(_ line: ArraySlice<UInt8>, _ place: Place) -> SudoersFile.Include? {
        guard let first = line.first, first == 0x23 || first == 0x40, line.dropFirst().begins(with: "include") else { return nil }
        let isFolder = line.dropFirst(8).begins(with: "dir")
        let rest = line.dropFirst(isFolder ? 11 : 8)
        guard let blank = rest.first, blank.isBlank else { return nil }
        let path = RawText(Array(rest.trimmed.filter { $0 != 0x22 && $0 != 0x5c }))
        return path.isEmpty ? nil : SudoersFile.Include(path: path, isFolder: isFolder, place: place)
    }

    /// `Defaults:user name, !flag, name = "value", name += value`.
    private static func settings(_ text: ArraySlice<UInt8>, _ place: Place) -> [SudoSetting] {
        var rest = text
        var scope: RawText = ""
        if let first = rest.first, [0x40, 0x3a, 0x21, 0x3e].contains(first) {
            let word = rest.prefix { !$0.isBlank }
            scope = RawText(Array(word))
            rest = rest[word.endIndex...]
        }
        return SudoersText.split(rest, 0x2c).prefix(500).compactMap { piece in
            var piece = piece.trimmed { $0.isCSpace }
            var isNegated = false
            while piece.first == 0x21 {
                isNegated.toggle()
                piece = piece.dropFirst().drop { $0.isBlank }
            }
            let name = piece.prefix { $0.isAsciiLetter || $0 == 0x5f }
            guard !name.isEmpty, name.count <= 64, let text = RawText(Array(name)).utf8 else { return nil }
            var value = piece[name.endIndex...].drop { $0.isBlank }
            guard !value.isEmpty else { return SudoSetting(scope: scope, name: text, value: nil, isNegated: isNegated, place: place) }
            // "=", "+=" or "-=".
            if value.first == 0x2b || value.first == 0x2d { value = value.dropFirst() }
            if value.first == 0x3d { value = value.dropFirst() }
            value = value.drop { $0.isBlank }
            return SudoSetting(
                scope: scope, name: text, value: RawText(Array(value.filter { $0 != 0x22 })), isNegated: isNegated, place: place)
        }
    }

    /// `User_Alias NAME = a, b : OTHER = c`; nil for a line that is none.
    private static func aliases(_ line: ArraySlice<UInt8>) -> [(RawText, [RawText])]? {
        let word = line.prefix { !$0.isBlank }
        let kinds: [StaticString] = ["User_Alias", "Runas_Alias", "Host_Alias", "Cmnd_Alias", "Cmd_Alias"]
        guard kinds.contains(where: { word.equals($0) }) else { return nil }
        return SudoersText.split(line[word.endIndex...], 0x3a).prefix(1_000).compactMap { definition in
            guard let equals = definition.firstIndex(of: 0x3d) else { return nil }
            let name = RawText(Array(definition[..<equals].trimmed))
            return name.isEmpty ? nil : (name, SudoersText.list(definition[(equals + 1)...]))
        }
    }

    /// `users hosts = (runas) TAG: command, command : hosts = …`; false for a line that is no rule.
    private static func rules(_ line: ArraySlice<UInt8>, _ place: Place, _ file: inout SudoersFile) -> Bool {
        guard let equals = SudoersText.split(line, 0x3d).first, equals.endIndex < line.endIndex else { return false }
        let head = line[..<equals.endIndex].trimmed
        // The hosts are the last word of the head, or a list whose commas hold it together.
        guard let gap = lastGap(head) else { return false }
        let users = SudoersText.list(head[..<gap])
        guard !users.isEmpty else { return false }
        var rest = line[(equals.endIndex + 1)...]
        for _ in 0..<100 {
            let parts = SudoersText.split(rest, 0x3a)
            // A colon ends a tag, or separates a group in brackets; the one before "host =" begins the next part.
            var end = rest.endIndex
            for (part, next) in zip(parts, parts.dropFirst()) where isNextHost(next) {
                end = part.endIndex
                break
            }
            commands(rest[..<end], users, place, &file)
            guard end < rest.endIndex else { return true }
            guard let next = rest[(end + 1)...].firstIndex(of: 0x3d) else { return true }
            rest = rest[(next + 1)...]
        }
        return true
    }

    /// Whether a piece after a colon reads `HOST =` and not `TAG: command`.
    private static func isNextHost(_ piece: ArraySlice<UInt8>) -> Bool {
        guard let equals = piece.firstIndex(of: 0x3d) else { return false }
        let host = piece[..<equals].trimmed
        return !host.isEmpty && !host.contains(0x2f) && !host.contains(0x28) && !host.contains(0x20)
    }

    private static func lastGap(_ head: ArraySlice<UInt8>) -> Int? {
        var index = head.endIndex
        while index > head.startIndex {
            index -= 1
            guard head[index].isBlank else { continue }
            let before = head[..<index].trimmed.last, after = head[index...].trimmed.first
            if before != 0x2c, after != 0x2c { return index }
        }
        return nil
    }

    private static func commands(_ text: ArraySlice<UInt8>, _ users: [RawText], _ place: Place, _ file: inout SudoersFile) {
        var targets: [RawText] = ["root"]
        var asksPassword = true, keepsEnvironment = false
        for piece in joined(SudoersText.split(text, 0x2c)) {
            var rest = piece.trimmed { $0.isCSpace }
            if rest.first == 0x28, let close = rest.firstIndex(of: 0x29) {
                let inner = rest[(rest.startIndex + 1)..<close]
                let names = SudoersText.split(inner, 0x3a)
                targets = names.first.map(SudoersText.list) ?? []
                if targets.isEmpty { targets = names.count > 1 ? ["(own)"] : ["root"] }
                rest = rest[(close + 1)...].drop { $0.isCSpace }
            }
            for _ in 0..<32 {
                // A tag is in capitals; an option is `NAME=value`.
                let word = rest.prefix { $0 >= 0x41 && $0 <= 0x5a || $0 == 0x5f }
                guard !word.isEmpty, word.endIndex < rest.endIndex else { break }
                let behind = rest[word.endIndex...].drop { $0.isBlank }
                if behind.first == 0x3a {
                    if word.equals("NOPASSWD") { asksPassword = false }
                    if word.equals("PASSWD") { asksPassword = true }
                    if word.equals("SETENV") { keepsEnvironment = true }
                    if word.equals("NOSETENV") { keepsEnvironment = false }
                    rest = behind.dropFirst().drop { $0.isCSpace }
                } else if behind.first == 0x3d, !word.contains(0x2f) {
                    rest = behind.dropFirst().drop { $0.isBlank }.drop { !$0.isBlank }.drop { $0.isBlank }
                } else {
                    break
                }
            }
            let command = RawText(Array(rest.trimmed { $0.isCSpace }.filter { $0 != 0x22 }))
            guard !command.isEmpty, file.grants.count < mostGrants else { continue }
            file.grants.append(
                SudoGrant(
                    users: users, targets: targets, command: command, asksPassword: asksPassword, keepsEnvironment: keepsEnvironment,
                    place: place))
        }
    }

    /// Commas within the brackets of a run-as list belong to it.
    private static func joined(_ pieces: [ArraySlice<UInt8>]) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var open: [UInt8]?
        for piece in pieces.prefix(5_000) {
            let bytes = Array(piece)
            if let begun = open {
                let whole = begun + [0x2c] + bytes
                if bytes.contains(0x29) {
                    result.append(whole)
                    open = nil
                } else {
                    open = whole
                }
            } else if let bracket = bytes.firstIndex(of: 0x28), !bytes[bracket...].contains(0x29) {
                open = bytes
            } else {
                result.append(bytes)
            }
        }
        if let open { result.append(open) }
        return result
    }
}

extension [UInt8] {
    fileprivate func trimmed(where isTrimmed: (UInt8) -> Bool) -> ArraySlice<UInt8> { self[...].trimmed(where: isTrimmed) }
}
