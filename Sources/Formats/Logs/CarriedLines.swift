import Model

extension LogFormat {
    /// What `docker compose logs` shows and scripts keep of it: `web-1  | words`, with the time of the container's log between (`-t`) or none.
    static let compose = LogFormat(
        id: "compose", title: Localized(en: "Logs of containers (docker compose)", ja: "コンテナ群のログ(docker compose)"), names: [],
        claim: .generic, begins: [.letter, .digit]
    ) { text, line, draft in
        var at = line.lowerBound
        while at < line.upperBound, at - line.lowerBound < 96,
            ShellByte.isName(text[at]) || text[at] == 0x2d || text[at] == 0x2e || text[at] == 0x2f
        { at += 1 }
        let name = line.lowerBound..<at
        at = LogText.skipBlanks(text, at, end: line.upperBound)
        guard !name.isEmpty, at > name.upperBound, at - name.upperBound < 48, LogText.matches(text, at, "| ") else { return false }
        at += 2
        draft.format = "compose"
        draft.kind = .message
        let time = LogTimes.any(text, at)
        // Docker's own time has nine digits and a Z; any other is the program's own.
        if let time, time.moment.precision == .nanosecond, LogText.byte(text, time.end - 1) == 0x5a, LogText.byte(text, time.end) == 0x20 {
            at = time.end + 1
        }
        draft.moment = time?.moment
        draft.message = Slice(LogText.range(at, line.upperBound))
        CarriedLine.read(text, LogText.range(at, line.upperBound), &draft)
        if draft.moment == nil, draft.outcome != nil { draft.moment = HeadlessLine.time(text, LogText.range(at, line.upperBound))?.moment }
        draft.add("container.name", name)
        return true
    }

    /// A line that begins with a change of colour (ECMA-48, `ESC [ … m`), as programs write to a terminal that a container's log keeps: read
    /// without its colours.
    static let coloured = LogFormat(
        id: "coloured", title: Localized(en: "Lines with colours of a terminal", ja: "端末の色指定が付いた行"), names: [], claim: .generic,
        begins: .other
    ) { text, line, draft in
        guard LogText.byte(text, line.lowerBound) == 0x1b, LogText.byte(text, line.lowerBound + 1) == 0x5b else { return false }
        let plain = draft.decode(uncoloured(text, line.lowerBound..<min(line.upperBound, line.lowerBound + LoginWords.longest)))
        draft.format = "coloured"
        draft.kind = .message
        draft.message = plain
        return CarriedLine.readWhole(decoded: plain, text, &draft)
    }

    /// The bytes of a line without the sequences that change its colours.
    private static func uncoloured(_ text: Span<UInt8>, _ line: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(line.count)
        var at = line.lowerBound
        while at < line.upperBound {
            if text[at] == 0x1b, LogText.byte(text, at + 1) == 0x5b {
                at += 2
                // Parameters up to the letter that ends the sequence.
                while at < line.upperBound, text[at] < 0x40 { at += 1 }
                at += 1
                continue
            }
            bytes.append(text[at])
            at += 1
        }
        return bytes
    }
}
