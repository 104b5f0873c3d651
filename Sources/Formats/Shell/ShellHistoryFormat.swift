import Model

/// What a file of typed commands tells.
package struct ShellHistorySummary: Hashable, Sendable {
    /// Commands, not lines.
    package var commands: Int
    /// Times that the shell wrote beside commands, the earliest and the latest.
    package var span: TimeSpan?
    /// With places in the file; at most `ShellTraits.mostHits`.
    package var traits: [TraitHit]

    package init(commands: Int = 0, span: TimeSpan? = nil, traits: [TraitHit] = []) {
        (self.commands, self.span, self.traits) = (commands, span, traits)
    }
}

/// Reads histories of bash (plain, or with `#1299868200` lines), zsh (`: 1299868200:0;command`) and fish (`- cmd: command`).
package enum ShellHistoryFormat {
    /// What is read of one command, in bytes.
    static let longestCommand = 16 << 10

    package static func parse(_ text: Span<UInt8>) -> Parsed<ShellHistorySummary> {
        var summary = ShellHistorySummary()
        var scan = TraitScan()
        var first: Int64?
        var last: Int64?
        var at = 0
        var number = 0
        var longLines = 0
        while at < text.count {
            number += 1
            let end = LogText.first(0x0a, in: text, at..<text.count) ?? text.count
            defer { at = end + 1 }
            if end == at { continue }
            if end - at > longestCommand { longLines += 1 }
            let line = ShellHistoryFormat.copy(text, at..<end)
            var time: Int64?
            var command: ArraySlice<UInt8>? = line[...]
            if line.first == 0x23, let moment = number64(line.dropFirst()) {
                (time, command) = (moment, nil)
            } else if line.starts(with: [0x3a, 0x20]), let semicolon = line.firstIndex(of: 0x3b) {
                let stamp = line[2..<semicolon].drop { $0 == 0x20 }.prefix { $0 != 0x3a }
                if let moment = number64(stamp) { (time, command) = (moment, line[(semicolon + 1)...]) }
            } else if line.starts(with: Array("- cmd: ".utf8)) {
                command = line.dropFirst(7)
            } else if line.starts(with: Array("  when: ".utf8)) {
                if let moment = number64(line.dropFirst(8)) { (time, command) = (moment, nil) }
            } else if line.starts(with: Array("  paths:".utf8)) || line.starts(with: Array("    - ".utf8)) {
                command = nil
            }
            if let time {
                first = min(first ?? time, time)
                last = max(last ?? time, time)
            }
            guard let command, !command.isEmpty else { continue }
            summary.commands += 1
            let scanned = ScannedText(Array(command), line: number, offset: at)
            scan.readText(scanned)
            if command.first != 0x23 { scan.readShell(scanned, depth: 0) }
        }
        summary.traits = scan.hits
        if let first, let last {
            summary.span = TimeSpan(Timestamp(seconds: first), Timestamp(seconds: last), clock: .record)
        }
        var parsed = Parsed(summary)
        if longLines > 0 {
            parsed.problems.append(Problem(offset: 0, reason: "\(longLines) lines are longer than \(longestCommand) bytes and were cut"))
        }
        return parsed
    }

    /// The bytes of a line, at most `longestCommand` of them; `\r` at the end is left out.
    private static func copy(_ text: Span<UInt8>, _ line: Range<Int>) -> [UInt8] {
        var end = min(line.upperBound, line.lowerBound + longestCommand)
        if end > line.lowerBound, text[end - 1] == 0x0d { end -= 1 }
        return (line.lowerBound..<end).map { text[$0] }
    }

    /// Seconds since 1970, nine to eleven digits, so that a comment of digits is none.
    private static func number64(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard (9...11).contains(digits.count), digits.allSatisfy(ShellByte.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
}
