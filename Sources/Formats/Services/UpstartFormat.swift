import Model

/// A job of Upstart, after init(5) of Upstart 1.x.
package struct UpstartJob: Hashable, Sendable {
    package struct Command: Hashable, Sendable {
        /// "main", "pre-start", "post-start", "pre-stop", "post-stop".
        package var phase: String
        /// A line of `exec`, or the text of a `script` block.
        package var text: RawText
        package var isScript: Bool
        /// Where the text begins.
        package var line: Int

        package init(phase: String, text: RawText, isScript: Bool, line: Int) {
            (self.phase, self.text, self.isScript, self.line) = (phase, text, isScript, line)
        }
    }
    package var commands: [Command] = []
    /// The condition behind `start on`, as written.
    package var startOn: RawText?
    /// `NAME=value` of `env`, quotes taken away.
    package var environment: [RawText] = []
    package var user: RawText?
    package var folder: RawText?

    package init() {}
}

/// Reads /etc/init/*.conf.
package enum UpstartFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<UpstartJob> {
        var parsed = Parsed(UpstartJob())
        var script: (phase: String, line: Int, bytes: [UInt8])?
        for line in ConfigurationText.lines(text) {
            let bytes = line.trimmed
            if var open = script {
                script = nil
                if bytes.split(whereSeparator: ConfigurationLine.isBlank).map({ RawText($0) }) == ["end", "script"] {
                    parsed.value.commands.append(
                        UpstartJob.Command(phase: open.phase, text: RawText(open.bytes), isScript: true, line: open.line))
                } else {
                    open.bytes += line.bytes + [0x0a]
                    script = open
                }
                continue
            }
            guard let first = bytes.first, first != 0x23 else { continue }
            let words = bytes.split(maxSplits: 2, whereSeparator: ConfigurationLine.isBlank).map { RawText($0) }
            let phases: Set<String> = ["pre-start", "post-start", "pre-stop", "post-stop"]
            let isPhase = phases.contains(words[0].comparable)
            let phase = isPhase ? words[0].comparable : "main"
            let verb = isPhase ? (words.count > 1 ? words[1] : "") : words[0]
            switch verb.comparable {
            case "exec":
                let rest = bytes.split(maxSplits: isPhase ? 2 : 1, whereSeparator: ConfigurationLine.isBlank)
                guard let command = rest.last, rest.count == (isPhase ? 3 : 2) else {
                    parsed.note(line, "exec has no command")
                    continue
                }
                parsed.value.commands.append(
                    UpstartJob.Command(phase: phase, text: RawText(command), isScript: false, line: line.number))
            case "script": script = (phase, line.number + 1, [])
            case "start" where words.count == 3 && words[1] == "on": parsed.value.startOn = words[2]
            case "env" where words.count > 1:
                parsed.value.environment += ConfigurationText.words(bytes).dropFirst()
            case "setuid" where words.count > 1: parsed.value.user = words[1]
            case "chdir" where words.count > 1: parsed.value.folder = words[1]
            default: break
            }
        }
        if let script {
            parsed.problems.append(Problem(offset: 0, line: script.line, reason: "a script has no end"))
            parsed.value.commands.append(
                UpstartJob.Command(phase: script.phase, text: RawText(script.bytes), isScript: true, line: script.line))
        }
        return parsed
    }
}
