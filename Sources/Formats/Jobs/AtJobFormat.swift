import Model

/// Files below /var/spool/at and /var/spool/cron/atjobs, as at(1) of Thomas Koenig's at package writes them.
///
/// The name is a queue letter, five hexadecimal digits of the job's number and eight of the minutes since 1970. The body is a
/// shell script: header comments, umask, the environment, the change of folder, and then what the person typed, in the files
/// of RHEL and Fedora as a here-document for the person's shell.
package enum AtJobFormat {
    private enum Part { case header, value, folder, commands }

    /// - Parameter name: the last component of the file's path.
    package static func parse(name: RawText, _ input: Span<UInt8>) -> Parsed<AtJob> {
        var job = AtJob()
        var problems = HostFileProblems()
        readName(name, into: &job, problems: &problems)
        var part = Part.header
        var pending: (line: Int, text: [UInt8]) = (0, [])
        var commands: [[UInt8]] = []
        var closing: RawText?
        HostLine.each(in: input) { line in
            let text = line.bytes[...]
            switch part {
            case .header where text.first == 0x23:
                readComment(text, into: &job)
            case .header where text.begins(with: "umask ") || text.trimmed.isEmpty:
                break
            case .header where text.begins(with: "cd ") && text.trimmed.ends(with: "{"):
                job.folder = unescaped(text.dropFirst(3).prefix(while: { _ in true }), until: " || {")
                part = .folder
            case .header where isAssignment(text):
                pending = (line.number, line.bytes)
                part = .value
                takeAssignment(&pending, &part, &job)
            case .header:
                // No environment and no change of folder: all that follows is the person's.
                problems.add("commands begin without the part that at(1) writes", at: line)
                part = .commands
                begin(line, &job, &commands)
            case .value:
                pending.text.append(0x0a)
                pending.text += line.bytes
                takeAssignment(&pending, &part, &job)
            case .folder:
                if text.trimmed.equals("}") { part = .commands }
            case .commands:
                if job.line == nil, closing == nil, let word = hereDocument(text) {
                    closing = word
                } else if closing != nil, RawText(text) == closing {
                    closing = ""
                } else {
                    begin(line, &job, &commands)
                }
            }
        }
        if part == .value || part == .folder { problems.add("file ends within the part that at(1) writes", at: input.count) }
        while commands.last?.isEmpty == true { commands.removeLast() }
        job.commands = RawText(Array(commands.joined(separator: [0x0a])))
        if job.user == nil { problems.add("no line \"# atrun uid=\"", at: 0) }
        return Parsed(job, problems: problems.all)
    }

    private static func begin(_ line: HostLine, _ job: inout AtJob, _ commands: inout [[UInt8]]) {
        if job.line == nil {
            if line.bytes.isEmpty { return }
            (job.line, job.offset) = (line.number, line.offset)
        }
        commands.append(line.bytes)
    }

    private static func readName(_ name: RawText, into job: inout AtJob, problems: inout HostFileProblems) {
        let bytes = name.bytes
        guard bytes.count == 14, bytes[0].isAsciiLetter || bytes[0] == 0x3d,
            let number = HostNumber.hexadecimal(bytes[1..<6]), let minutes = HostNumber.hexadecimal(bytes[6...])
        else { return problems.add("file name is not one that at(1) gives", at: 0) }
        job.isRunning = bytes[0] == 0x3d
        job.queue = job.isRunning ? nil : RawText(bytes[0..<1])
        job.number = Int(number)
        job.time = Timestamp(seconds: Int64(minutes) * 60)
    }

    /// "# atrun uid=0 gid=0" and "# mail root 0".
    private static func readComment(_ text: ArraySlice<UInt8>, into job: inout AtJob) {
        let words = text.split(whereSeparator: \.isBlank)
        guard words.count >= 3 else { return }
        if words[1].equals("atrun"), job.user == nil {
            for word in words.dropFirst(2) {
                let number = HostNumber.decimal(word.dropFirst(4)).flatMap { UInt32(exactly: $0) }
                if word.begins(with: "uid=") { job.user = number }
                if word.begins(with: "gid=") { job.group = number }
            }
        } else if words[1].equals("mail"), job.mailUser == nil {
            job.mailUser = RawText(words[2])
        }
    }

    private static func isAssignment(_ text: ArraySlice<UInt8>) -> Bool {
        let name = text.prefix { $0.isAsciiLetter || $0.isDecimalDigit || $0 == 0x5f }
        return !name.isEmpty && name.count <= 256 && name.endIndex < text.endIndex && text[name.endIndex] == 0x3d
    }

    /// at(1) ends each assignment with "; export NAME"; a value with newlines reaches over several lines.
    private static func takeAssignment(_ pending: inout (line: Int, text: [UInt8]), _ part: inout Part, _ job: inout AtJob) {
        let text = pending.text[...]
        let name = text.prefix { $0 != 0x3d }
        let end = "; export ".utf8 + Array(name)
        // Only the tail is looked at, so that a value of many lines costs no more than its length.
        let isEnded = text.count >= end.count && text.suffix(end.count).elementsEqual(end)
        // Shell words of the person's own ("x=1") have no export; they end at their line, as does a value that goes on too long.
        let continues = text.count < 131_072 && pending.text.last == 0x22
        guard isEnded || !continues else { return }
        let value = text.dropFirst(name.count + 1).dropLast(isEnded ? end.count : 0)
        job.environment.append(
            CrontabEnvironment(line: pending.line, name: RawText(name), value: unescaped(value, until: "")))
        part = .header
    }

    /// Backslashes removed, and the quotes that at(1) puts around a newline; stops before `end`.
    private static func unescaped(_ text: ArraySlice<UInt8>, until end: StaticString) -> RawText {
        let tail = RawText(stringLiteral: end)
        var body = text
        if tail.count > 0, text.ends(with: end) { body = text.dropLast(tail.count) }
        var output: [UInt8] = []
        var isEscaped = false
        for byte in body {
            if !isEscaped, byte == 0x5c {
                isEscaped = true
            } else if isEscaped || byte != 0x22 {
                output.append(byte)
                isEscaped = false
            }
        }
        return RawText(output)
    }

    /// The closing word of `${SHELL:-/bin/sh} << 'marcinDELIMITER…'`.
    private static func hereDocument(_ text: ArraySlice<UInt8>) -> RawText? {
        guard text.begins(with: "${SHELL:-/bin/sh} << '"), text.last == 0x27 else { return nil }
        let word = text.drop { $0 != 0x27 }.dropFirst().dropLast()
        return word.isEmpty ? nil : RawText(word)
    }
}
