import Model

/// A service that a line of nsswitch.conf(5) names: "files", "systemd", "sss".
package struct NameService: Hashable, Sendable {
    /// "passwd", "hosts", …
    package var database: RawText
    package var service: RawText
    package var line: Int

    package init(database: RawText, service: RawText, line: Int) {
        (self.database, self.service, self.line) = (database, service, line)
    }
}

/// Reads nsswitch.conf(5): `database: service [STATUS=action] service`.
package enum NameServiceFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[NameService]> {
        var parsed = Parsed<[NameService]>([])
        for line in ConfigurationText.lines(text).prefix(2_000) {
            let bytes = line.trimmed.prefix { $0 != 0x23 }
            guard !bytes.isEmpty else { continue }
            guard let colon = bytes.firstIndex(of: 0x3a) else {
                parsed.note(line, "a line names no database")
                continue
            }
            let database = RawText(ConfigurationLine.trim(bytes[..<colon]))
            var isAction = false
            for word in bytes[(colon + 1)...].split(whereSeparator: ConfigurationLine.isBlank) {
                if word.first == 0x5b { isAction = true }
                if !isAction, parsed.value.count < 1_000 {
                    parsed.value.append(NameService(database: database, service: RawText(word), line: line.number))
                }
                if word.last == 0x5d { isAction = false }
            }
        }
        return parsed
    }
}

/// Reads ld.so.conf and its parts, after ldconfig(8): a folder a line, `include PATTERN`, `hwcap` left out.
package enum LoaderFolderFormat {
    package struct Entry: Hashable, Sendable {
        package var path: RawText
        package var isInclude: Bool
        package var line: Int

        package init(path: RawText, isInclude: Bool, line: Int) { (self.path, self.isInclude, self.line) = (path, isInclude, line) }
    }

    package static func parse(_ text: Span<UInt8>) -> Parsed<[Entry]> {
        var parsed = Parsed<[Entry]>([])
        for line in ConfigurationText.lines(text).prefix(5_000) {
            let bytes = line.trimmed.prefix { $0 != 0x23 }
            let words = bytes.split { ConfigurationLine.isBlank($0) || $0 == 0x3a || $0 == 0x2c }
            guard let first = words.first else { continue }
            if first.elementsEqual(Array("hwcap".utf8)) { continue }
            let isInclude = first.elementsEqual(Array("include".utf8))
            for word in isInclude ? words.dropFirst() : words[...] where parsed.value.count < 2_000 {
                // "/usr/lib=libc5" names a kind of library behind the folder.
                parsed.value.append(Entry(path: RawText(word.prefix { $0 != 0x3d }), isInclude: isInclude, line: line.number))
            }
        }
        return parsed
    }
}
