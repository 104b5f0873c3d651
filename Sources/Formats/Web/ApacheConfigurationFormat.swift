import Model

/// Reads httpd.conf, sites and .htaccess of the Apache HTTP Server 2.x ("Configuration Files", "Core Features").
package enum ApacheConfigurationFormat {
    static let deepest = 64

    package static func parse(_ text: Span<UInt8>) -> Parsed<WebConfiguration> {
        var parsed = Parsed(WebConfiguration())
        var sections: [RawText] = []
        for line in ConfigurationText.joinedLines(text) {
            let bytes = line.trimmed
            guard let first = bytes.first, first != 0x23 else { continue }
            if bytes.starts(with: [0x3c, 0x2f]) {
                if sections.isEmpty { parsed.note(line, "a section is closed that was not opened") } else { sections.removeLast() }
                continue
            }
            if first == 0x3c {
                if sections.count < deepest {
                    sections.append(RawText(bytes.dropFirst().prefix(1024).prefix { $0 != 0x3e }))
                } else {
                    parsed.note(line, "sections nest too deep")
                }
                continue
            }
            let words = ConfigurationText.words(bytes)
            guard let name = words.first else { continue }
            let directive = WebDirective(name: name, arguments: Array(words.dropFirst()), sections: sections, line: line.number)
            parsed.value.directives.append(directive)
            read(directive, &parsed.value)
        }
        if !sections.isEmpty { parsed.problems.append(Problem(offset: text.count, reason: "a section is not closed")) }
        return parsed
    }

    private static func read(_ directive: WebDirective, _ value: inout WebConfiguration) {
        let arguments = directive.arguments
        guard let first = arguments.first else { return }
        let line = directive.line
        switch directive.name.asciiLowercased.comparable {
        case "documentroot", "virtualdocumentroot":
            value.folders.append(.init(kind: .documentRoot, path: first, line: line))
        case "scriptalias", "scriptaliasmatch":
            guard arguments.count > 1 else { return }
            value.folders.append(.init(kind: .scripts, path: arguments[1], address: first, line: line))
        case "alias", "aliasmatch":
            guard arguments.count > 1 else { return }
            value.folders.append(.init(kind: .alias, path: arguments[1], address: first, line: line))
        case "options":
            let runs = arguments.contains { ["+execcgi", "execcgi", "all", "+all"].contains($0.asciiLowercased) }
            if runs, let folder = folder(directive.sections) { value.folders.append(.init(kind: .scripts, path: folder, line: line)) }
        case "userdir":
            for path in arguments where !["enabled", "disabled"].contains(path.asciiLowercased) {
                value.folders.append(.init(kind: .userFolders, path: path, line: line))
            }
        case "include", "includeoptional":
            value.includes.append(Place(first, line: line))
        case "servername", "serveralias":
            value.serverNames += arguments
        case "customlog", "transferlog":
            value.logs.append(.init(kind: .access, path: first, format: arguments.count > 1 ? arguments[1] : nil, line: line))
            if first.bytes.first == 0x7c { value.commands.append(Place(first, line: line)) }
        case "errorlog":
            value.logs.append(.init(kind: .error, path: first, line: line))
            if first.bytes.first == 0x7c { value.commands.append(Place(first, line: line)) }
        case "logformat":
            if arguments.count > 1 { value.formats[arguments[1]] = first }
        default: break
        }
    }

    /// The folder of the innermost `<Directory …>`.
    private static func folder(_ sections: [RawText]) -> RawText? {
        for section in sections.reversed() {
            let words = ConfigurationText.words(section.bytes[...])
            guard words.count > 1, words[0].asciiLowercased == "directory" || words[0].asciiLowercased == "directorymatch" else { continue }
            return words.last
        }
        return nil
    }
}
