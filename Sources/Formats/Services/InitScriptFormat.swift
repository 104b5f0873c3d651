import Model

/// What a script of /etc/init.d says of itself: the comment block of the Linux Standard Base (LSB 5.0, "Comment Conventions for
/// Init Scripts"), the lines of chkconfig(8), and the programs that its variables name.
package struct InitScript: Hashable, Sendable {
    package struct Program: Hashable, Sendable {
        /// "DAEMON", "prog", "exec", …
        package var variable: RawText
        package var path: RawText
        package var line: Int

        package init(variable: RawText, path: RawText, line: Int) { (self.variable, self.path, self.line) = (variable, path, line) }
    }
    package var provides: [RawText] = []
    package var shortDescription: RawText?
    package var defaultStart: [RawText] = []
    package var requiredStart: [RawText] = []
    /// Behind "chkconfig:": run levels, start and stop order.
    package var chkconfig: RawText?
    package var programs: [Program] = []

    package init() {}
}

/// Reads what a script of /etc/init.d says of itself; what it would do is for `ShellTraits`.
package enum InitScriptFormat {
    /// Variables in which scripts keep their program.
    private static let variables: Set<String> = [
        "DAEMON", "daemon", "PROG", "prog", "EXEC", "exec", "COMMAND", "command", "BINARY", "binary", "BIN", "PROGRAM", "program",
        "DAEMON_BIN", "exefile", "SERVER", "PATH_TO_BIN",
    ]

    package static func parse(_ text: Span<UInt8>) -> Parsed<InitScript> {
        var parsed = Parsed(InitScript())
        var isHeader = false
        for line in ConfigurationText.lines(text).prefix(400) {
            let bytes = line.trimmed
            guard bytes.first == 0x23 else { continue }
            let words = RawText(ConfigurationLine.trim(bytes.drop { $0 == 0x23 }))
            if words == "BEGIN INIT INFO" { isHeader = true }
            if words == "END INIT INFO" { isHeader = false }
            guard let colon = words.bytes.firstIndex(of: 0x3a) else { continue }
            let value = ConfigurationLine.trim(words.bytes[(colon + 1)...])
            let list = value.split(whereSeparator: ConfigurationLine.isBlank).map { RawText($0) }
            switch RawText(words.bytes[..<colon]).comparable {
            case "Provides" where isHeader: parsed.value.provides = list
            case "Short-Description" where isHeader: parsed.value.shortDescription = RawText(value)
            case "Default-Start" where isHeader: parsed.value.defaultStart = list
            case "Required-Start" where isHeader: parsed.value.requiredStart = list
            case "chkconfig": parsed.value.chkconfig = RawText(value)
            default: break
            }
        }
        for command in ShellWords.split(text) where command.words.isEmpty && parsed.value.programs.count < 100 {
            for assignment in command.assignments where variables.contains(assignment.name.comparable) {
                let path = assignment.value.text
                if path.bytes.first == 0x2f || path.bytes.first == 0x24 {
                    parsed.value.programs.append(InitScript.Program(variable: assignment.name, path: path, line: command.line))
                }
            }
        }
        return parsed
    }
}
