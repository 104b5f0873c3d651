import Model

/// Which access log is written by which grammar, as the web server's own configuration says.
package enum AccessLogDirectives {
    /// An access log and how its lines are written.
    package struct Place: Sendable {
        /// An absolute path, or the end of one where the server's root is not known; `*` stands for what only the running server knows.
        package var path: RawText
        package var grammar: AccessLogGrammar

        /// What the log's name ends in, for `LogFormat.names`: what stands behind the last `*`.
        package var ending: String {
            let bytes = path.bytes
            let rest = bytes.lastIndex(of: 0x2a).map { bytes[($0 + 1)...] } ?? bytes[...]
            return RawText(rest).utf8 ?? ""
        }
    }

    static let mostPlaces = 10_000

    /// - Parameters:
    ///   - files: every file of one server's configuration; formats are known by name across them.
    ///   - variables: what `${NAME}` stands for, as `/etc/apache2/envvars` sets it.
    package static func apache(
        _ files: [[UInt8]], variables: [String: String] = ["APACHE_LOG_DIR": "/var/log/apache2", "SUFFIX": ""]
    ) -> [Place] {
        var formats: [RawText: [UInt8]] = [
            "common": Array("%h %l %u %t \"%r\" %>s %b".utf8),
            "combined": Array("%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"".utf8),
        ]
        var logs: [(path: [UInt8], format: [UInt8]?)] = []
        var transfer: [UInt8]?
        for file in files {
            for line in ConfigurationText.joinedLines(file.span) {
                guard let first = line.trimmed.first, first != 0x23, first != 0x3c else { continue }
                let words = words(line.trimmed)
                guard words.count > 1 else { continue }
                switch RawText(words[0]).asciiLowercased.comparable {
                case "logformat":
                    if words.count > 2 { formats[RawText(words[2])] = words[1] } else { transfer = words[1] }
                case "customlog", "globallog":
                    if logs.count < mostPlaces { logs.append((words[1], words.count > 2 ? words[2] : nil)) }
                case "transferlog":
                    if logs.count < mostPlaces { logs.append((words[1], nil)) }
                default: break
                }
            }
        }
        return logs.compactMap { log in
            var format = transfer ?? formats["common"] ?? []
            if let named = log.format, !named.starts(with: Array("env=".utf8)), !named.starts(with: Array("expr=".utf8)) {
                format = formats[RawText(named)] ?? named
            }
            guard let path = apachePath(log.path, variables), let grammar = AccessLogGrammar(apache: format) else { return nil }
            return Place(path: path, grammar: grammar)
        }
    }

    package static func nginx(_ files: [[UInt8]]) -> [Place] {
        var formats: [RawText: RawText] = [:]
        var logs: [WebConfiguration.Log] = []
        for file in files {
            let configuration = NginxConfigurationFormat.parse(file.span).value
            formats.merge(configuration.formats) { first, _ in first }
            logs += configuration.logs.filter { $0.kind == .access }.prefix(max(0, mostPlaces - logs.count))
        }
        return logs.compactMap { log in
            var grammar = AccessLogGrammar.nginxCombined
            if let name = log.format, name != "combined", name.bytes.firstIndex(of: 0x3d) == nil {
                guard let format = formats[name] else { return nil }
                grammar = AccessLogGrammar(nginx: format.bytes)
            }
            guard let grammar, !log.path.hasPrefix("syslog:"), !log.path.hasPrefix("/dev/") else { return nil }
            return Place(path: rooted(variablesAsStars(log.path.bytes)), grammar: grammar)
        }
    }

    package static func lighttpd(_ files: [[UInt8]]) -> [Place] {
        var format: RawText = "%h %V %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\""
        var logs: [WebConfiguration.Log] = []
        for file in files {
            let configuration = LighttpdConfigurationFormat.parse(file.span).value
            if let own = configuration.formats[""] { format = own }
            logs += configuration.logs.filter { $0.kind == .access }.prefix(max(0, mostPlaces - logs.count))
        }
        return logs.compactMap { log in
            guard log.path.bytes.first != 0x7c, let grammar = AccessLogGrammar(apache: format.bytes) else { return nil }
            return Place(path: rooted(log.path.bytes), grammar: grammar)
        }
    }

    /// The words of a directive; within quotes only a quote and a backslash are escaped, so that `\t` stays for mod_log_config.
    private static func words(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var at = bytes.startIndex
        while at < bytes.endIndex, words.count < 16 {
            while at < bytes.endIndex, ConfigurationLine.isBlank(bytes[at]) { at += 1 }
            guard at < bytes.endIndex else { break }
            var word: [UInt8] = []
            let quote = bytes[at]
            if quote == 0x22 || quote == 0x27 {
                at += 1
                while at < bytes.endIndex, bytes[at] != quote {
                    if bytes[at] == 0x5c, at + 1 < bytes.endIndex, bytes[at + 1] == quote || bytes[at + 1] == 0x5c { at += 1 }
                    word.append(bytes[at])
                    at += 1
                }
                at += 1
            } else {
                while at < bytes.endIndex, !ConfigurationLine.isBlank(bytes[at]) {
                    word.append(bytes[at])
                    at += 1
                }
            }
            words.append(word)
        }
        return words
    }

    /// The file of a log's path, or of the program that a log is piped to (rotatelogs, cronolog).
    private static func apachePath(_ path: [UInt8], _ variables: [String: String]) -> RawText? {
        var path = path
        if path.first == 0x7c {
            let arguments = ConfigurationText.words(path.drop { $0 == 0x7c || $0 == 0x24 })
            guard let file = arguments.dropFirst().first(where: { $0.bytes.first == 0x2f || $0.hasPrefix("${") }) else { return nil }
            path = file.bytes
        }
        var result: [UInt8] = []
        var at = 0
        while at < path.count {
            if path[at] == 0x24, at + 1 < path.count, path[at + 1] == 0x7b, let close = path[at...].firstIndex(of: 0x7d) {
                if let value = variables[RawText(path[(at + 2)..<close]).utf8 ?? ""] {
                    result += Array(value.utf8)
                } else {
                    result.append(0x2a)
                }
                at = close + 1
            } else if path[at] == 0x25, at + 1 < path.count {
                if result.last != 0x2a { result.append(0x2a) }
                at += 2
            } else {
                result.append(path[at])
                at += 1
            }
        }
        guard result.first != 0x2f || !result.starts(with: Array("/dev/".utf8)) else { return nil }
        return rooted(result)
    }

    private static func rooted(_ path: [UInt8]) -> RawText {
        path.first == 0x2f || path.first == 0x2a ? RawText(path) : RawText([0x2a, 0x2f] + path)
    }

    private static func variablesAsStars(_ path: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var at = 0
        while at < path.count {
            guard path[at] == 0x24 else {
                result.append(path[at])
                at += 1
                continue
            }
            at += 1
            while at < path.count, ShellByte.isName(path[at]) || path[at] == 0x7b || path[at] == 0x7d { at += 1 }
            if result.last != 0x2a { result.append(0x2a) }
        }
        return result
    }
}
