import Model

extension LogFormat {
    /// A line whose time stands somewhere behind its beginning, and one that tells of a log-in without any time: the last that are asked.
    static let headless = LogFormat(
        id: "line", title: Localized(en: "Lines with a time within, or of a log-in", ja: "途中に時刻のある行、ログインを告げる行"), claim: .remnant,
        continues: { text, _, line in text[line.lowerBound] == 0x09 || text[line.lowerBound] == 0x20 }
    ) { text, line, draft in
        let end = LogText.first(0x0a, in: text, line) ?? line.upperBound
        let range = line.lowerBound..<min(end, line.lowerBound + LoginWords.longest)
        let time = HeadlessLine.time(text, range.lowerBound..<min(range.upperBound, range.lowerBound + 120))
        draft.kind = .message
        draft.message = Slice(line)
        let isLogin = LoginWords.read(text, range, &draft)
        if isLogin, time == nil, !draft.address.isPresent, !draft.user.isPresent { return false }
        if isLogin {
            draft.moment = (time ?? HeadlessLine.time(text, range))?.moment ?? LabelledText.moment(text, range)
        } else if RequestWords.read(text, range, &draft) {
            draft.moment = time?.moment
        } else {
            guard let time else { return false }
            draft.moment = time.moment
            LabelledText.read(text, range, &draft)
            if !Refusal.read(text, range, &draft) { SpokenPeer.read(text, range, &draft) }
        }
        if let level = TimedLine.level(text, range.lowerBound, range.upperBound) { draft.add("log.level", level) }
        draft.format = "line"
        return true
    }
}

extension LogFormat {
    /// The kernel's ring as dmesg(1) shows it, with seconds since the start of the machine and no time of the day: `[12345.678901] words`.
    static let kernelRing = LogFormat(
        id: "dmesg", title: Localized(en: "Messages of the kernel (dmesg)", ja: "カーネルのメッセージ(dmesg)"), names: ["/dmesg"], claim: .generic,
        begins: .bracket
    ) { text, line, draft in
        let end = line.upperBound
        let start = LogText.skipBlanks(text, line.lowerBound + 1, end: end)
        guard let (_, point) = LogText.number(text, start..<min(end, start + 11)), LogText.byte(text, point) == 0x2e,
            LogText.digits(text, point + 1, 6) != nil, LogText.matches(text, point + 7, "] ")
        else { return false }
        let message = LogText.range(point + 9, end)
        draft.format = "dmesg"
        draft.kind = .message
        draft.message = Slice(message)
        draft.add("kernel.uptime", start..<point + 7)
        if KernelMessage.read(text, message, &draft) { return true }
        GenericMessage.ofAnybody(text, message, &draft)
        return true
    }
}

enum HeadlessLine {
    /// The first time of a range that begins a word and tells the day, or else one that tells a clock right at the beginning or in brackets.
    static func time(_ text: Span<UInt8>, _ range: Range<Int>) -> LogTime.Read? {
        var at = range.lowerBound
        var isStart = true
        var tries = 0
        while at < range.upperBound, tries < 64 {
            let byte = text[at]
            let isDigit = ShellByte.isDigit(byte)
            if isStart, isDigit || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a {
                tries += 1
                if let time = LogTimes.any(text, at), time.end <= range.upperBound { return time }
            }
            isStart = !isDigit && byte != 0x2e && byte != 0x2d && !ShellByte.isName(byte) && byte < 0x80 && byte != 0x2f && byte != 0x25
            at += 1
        }
        // "[INFO    ] 00:30:01 words": a level or a part's name in brackets may stand before the clock.
        var start = range.lowerBound
        if LogText.byte(text, start) == 0x5b, LogText.clock(text, start + 1) == nil,
            let close = LogText.first(0x5d, in: text, start..<min(range.upperBound, start + 32))
        {
            start = LogText.skipBlanks(text, close + 1, end: range.upperBound)
        }
        if LogText.byte(text, start) == 0x5b { start += 1 }
        guard let time = LogTimes.dayless(text, start), time.end <= range.upperBound, !ShellByte.isName(LogText.byte(text, time.end)) else {
            return nil
        }
        return time
    }
}
