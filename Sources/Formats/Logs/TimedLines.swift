import Model

extension LogFormat {
    /// Any line that begins with a time that can be read, also in brackets: the last that is asked.
    static let timed = LogFormat(
        id: "time", title: Localized(en: "Lines that begin with a time", ja: "時刻で始まる行"), claim: .generic,
        continues: { text, _, line in
            // Traces and wrapped lines are set in.
            text[line.lowerBound] == 0x09 || text[line.lowerBound] == 0x20
        }
    ) { text, line, draft in
        let end = line.upperBound
        var start = line.lowerBound
        start = TimedLine.behindLevel(text, start, end)
        let opening = text[start]
        let isBracketed = opening == 0x5b || opening == 0x28
        if isBracketed { start += 1 }
        guard let time = LogTimes.any(text, start) ?? TimedLine.epoch(text, start, end, isBracketed: isBracketed), time.end <= end else {
            return false
        }
        var at = time.end
        if isBracketed {
            guard let close = LogText.first(opening == 0x5b ? 0x5d : 0x29, in: text, at..<min(end, at + 32)) else {
                return false
            }
            at = close + 1
        }
        while at < end, text[at] == 0x20 || text[at] == 0x09 || text[at] == 0x3a || text[at] == 0x2c || text[at] == 0x7c || text[at] == 0x3b
        { at += 1 }
        draft.format = "time"
        draft.kind = .message
        draft.moment = time.moment
        let first = LogText.first(0x0a, in: text, at..<end) ?? end
        draft.message = Slice(at..<end)
        if let level = TimedLine.level(text, at, first) ?? TimedLine.level(text, line.lowerBound, at) { draft.add("log.level", level) }
        let said = TimedLine.opened(text, at..<first, end) ?? at..<first
        if !LoginWords.read(text, said, &draft) {
            LabelledText.read(text, said, &draft)
            if !RequestWords.read(text, said, &draft), !Refusal.read(text, said, &draft) {
                SpokenPeer.read(text, said, &draft)
            }
            if draft.kind == .message { SpokenPeer.readUser(text, said, &draft) }
        }
        return true
    }
}

enum TimedLine {
    /// The words of a record whose head ends with "[[", as GlassFish and Payara write them: the next line, to "]]" or its end.
    static func opened(_ text: Span<UInt8>, _ head: Range<Int>, _ end: Int) -> Range<Int>? {
        guard head.count > 2, head.upperBound < end, text[head.upperBound - 1] == 0x5b, text[head.upperBound - 2] == 0x5b else {
            return nil
        }
        let start = LogText.skipBlanks(text, head.upperBound + 1, end: end)
        let stop = LogText.first(0x0a, in: text, start..<end) ?? end
        return start..<(LogText.last("]]", in: text, start..<stop) ?? stop)
    }

    /// Behind a level and words in brackets that stand before the time, where a time follows them: `INFO:     [web][2011-03-12 00:30:01]`, `[error] 2011-…`.
    static func behindLevel(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        guard LogTimes.any(text, start) == nil, LogTimes.any(text, start + 1) == nil else { return start }
        // "[12] 2011/03/12 00:30:01": the number of the process.
        if LogText.byte(text, start) == 0x5b, let (_, close) = LogText.number(text, start + 1..<min(end, start + 12)),
            LogText.matches(text, close, "] "), LogTimes.any(text, close + 2) != nil
        {
            return close + 2
        }
        guard let level = first(text, start, end) else { return start }
        var at = level.upperBound
        let limit = min(end, start + 96)
        if at < limit, text[at] == 0x5d { at += 1 }
        var groups = 0
        while at < limit, groups < 4 {
            while at < limit, text[at] == 0x20 || text[at] == 0x09 || text[at] == 0x3a || text[at] == 0x2c || text[at] == 0x7c { at += 1 }
            if LogTimes.any(text, at) != nil || LogText.byte(text, at) == 0x5b && LogTimes.any(text, at + 1) != nil { return at }
            guard at < limit, text[at] == 0x5b, let close = LogText.first(0x5d, in: text, at..<limit) else { return start }
            at = close + 1
            groups += 1
        }
        return start
    }

    /// Seconds since 1970, of which only ten digits, alone or in brackets, can be told from any number.
    static func epoch(_ text: Span<UInt8>, _ start: Int, _ end: Int, isBracketed: Bool) -> LogTime.Read? {
        guard let (number, behind) = LogText.number(text, LogText.range(start, end)) else { return nil }
        var time: LogTime.Read
        if behind - start == 10, number >= 946_684_800, let read = LogTime.epoch(text, start..<end) {
            time = read
        } else if behind - start == 13, let moment = EpochNumber.moment(text, start..<behind) {
            time = .init(moment: moment, end: behind)
        } else {
            return nil
        }
        let next = LogText.byte(text, time.end)
        return isBracketed
            ? (next == 0x5d || next == 0x29 ? time : nil) : (next == 0x20 || next == 0x09 || next == 0x3a || next == 0x7c ? time : nil)
    }

    private static let levels = KeyTable<Bool>(
        [
            "trace", "debug", "info", "notice", "warn", "warning", "err", "error", "crit", "critical", "fatal", "alert", "emerg", "severe",
            "inf", "dbg", "wrn", "trc", "ftl", "panic", "information", "verbose",
        ].map { ($0, true) })

    /// Whether a word is a level and nothing else.
    static func isLevel(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool { levels[text, word] == true }

    /// A level as the first word, in brackets or before a colon, also behind a channel (`local.ERROR:` of Monolog).
    static func level(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> Range<Int>? {
        first(text, at, end) ?? later(text, at, end)
    }

    /// A level among the next words that is told from a word of the sentence by its brackets, its colon or its capitals.
    private static func later(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int>? {
        var at = start
        var words = 0
        let end = min(end, start + 160)
        while at < end, words < 6 {
            while at < end, !ShellByte.isName(text[at]) { at += 1 }
            let from = at
            while at < end, ShellByte.isName(text[at]) { at += 1 }
            words += 1
            let word = from..<at
            guard isLevel(text, word) else { continue }
            let close = LogText.byte(text, LogText.skipBlanks(text, at, end: end))
            let isBracketed = from > start && text[from - 1] == 0x5b && close == 0x5d
            if isBracketed || LogText.byte(text, at) == 0x3a || word.allSatisfy({ text[$0] <= 0x5a }) { return word }
        }
        return nil
    }

    private static func first(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> Range<Int>? {
        var start = at
        if start < end, text[start] == 0x5b || text[start] == 0x3c || text[start] == 0x28 { start += 1 }
        var stop = start
        while stop < end, ShellByte.isNameStart(text[stop]) { stop += 1 }
        if LogText.byte(text, stop) == 0x2e {
            start = stop + 1
            stop = start
            while stop < end, ShellByte.isNameStart(text[stop]) { stop += 1 }
            guard LogText.byte(text, stop) == 0x3a else { return nil }
        }
        return levels[text, start..<stop] == true ? start..<stop : nil
    }
}
