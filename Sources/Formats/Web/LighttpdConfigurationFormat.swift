import Model

/// Reads lighttpd.conf line by line: `key = "value"`, `include "file"`, `include_shell "command"`.
package enum LighttpdConfigurationFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<WebConfiguration> {
        var parsed = Parsed(WebConfiguration())
        for line in ConfigurationText.lines(text) {
            let bytes = line.trimmed
            guard let first = bytes.first, first != 0x23 else { continue }
            let isInclude = bytes.starts(with: Array("include".utf8))
            let equals = bytes.firstIndex(of: 0x3d)
            guard isInclude || equals != nil else { continue }
            let nameEnd = isInclude ? bytes.firstIndex(where: ConfigurationLine.isBlank) ?? bytes.endIndex : equals ?? bytes.endIndex
            let name = RawText(ConfigurationLine.trim(bytes[..<nameEnd].filter { $0 != 0x2b && $0 != 0x3a }[...]))
            let strings = strings(bytes[nameEnd...])
            let directive = WebDirective(name: name, arguments: strings, line: line.number)
            parsed.value.directives.append(directive)
            guard let value = strings.first else { continue }
            switch name.comparable {
            case "server.document-root":
                parsed.value.folders.append(.init(kind: .documentRoot, path: value, line: line.number))
            case "userdir.path":
                parsed.value.folders.append(.init(kind: .userFolders, path: value, line: line.number))
            case "alias.url" where strings.count > 1:
                parsed.value.folders.append(.init(kind: .alias, path: strings[1], address: value, line: line.number))
            case "accesslog.filename":
                parsed.value.logs.append(.init(kind: .access, path: value, line: line.number))
                if value.bytes.first == 0x7c { parsed.value.commands.append(Place(value, line: line.number)) }
            case "accesslog.format": parsed.value.formats[""] = value
            case "server.errorlog": parsed.value.logs.append(.init(kind: .error, path: value, line: line.number))
            case "server.name": parsed.value.serverNames.append(value)
            case "include": parsed.value.includes.append(Place(value, line: line.number))
            case "include_shell": parsed.value.commands.append(Place(value, line: line.number))
            default: break
            }
        }
        return parsed
    }

    /// What stands in double quotes.
    private static func strings(_ bytes: ArraySlice<UInt8>) -> [RawText] {
        var strings: [RawText] = []
        var open: [UInt8]?
        var isEscaped = false
        for byte in bytes {
            guard var string = open else {
                if byte == 0x23 { break }
                if byte == 0x22 { open = [] }
                continue
            }
            open = nil
            if byte == 0x22, !isEscaped {
                strings.append(RawText(string))
                continue
            }
            isEscaped = byte == 0x5c && !isEscaped
            if !isEscaped { string.append(byte) }
            open = string
        }
        return strings
    }
}
