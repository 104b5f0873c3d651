import Model

extension LogFormat {
    /// A system log whose times were taken off, as copies in mails and tickets have it: `host tag[123]: message`, or
    /// `tag[123]: message`. The number in brackets and the colon are what tells it from prose.
    static let syslogTimeless = LogFormat(
        id: "syslog.timeless", title: Localized(en: "System log without times", ja: "日時のないシステムログ"), claim: .generic,
        begins: [.letter, .digit]
    ) { text, line, draft in
        let end = line.upperBound
        var host: Range<Int>?
        var tag = LogText.word(text, line.lowerBound, end: min(end, line.lowerBound + 256))
        if LogText.first(0x5b, in: text, tag) == nil {
            guard tag.upperBound < end, isName(text, tag) else { return false }
            host = tag
            let next = LogText.skipBlanks(text, tag.upperBound, end: end)
            tag = LogText.word(text, next, end: min(end, next + 256))
        }
        guard let open = LogText.first(0x5b, in: text, tag), open > tag.lowerBound,
            let (pid, close) = LogText.number(text, open + 1..<tag.upperBound), LogText.byte(text, close) == 0x5d,
            LogText.byte(text, close + 1) == 0x3a, isName(text, tag.lowerBound..<open)
        else { return false }
        let message = LogText.skipBlanks(text, min(end, close + 2), end: end)..<end
        draft.format = "syslog.timeless"
        if let host { draft.host = Slice(host) }
        draft.process = Slice(tag.lowerBound..<open)
        draft.pid = pid
        draft.message = Slice(message)
        ProgramDispatch.read(text, message: message, &draft)
        return true
    }

    /// Letters, digits and what else host and program names are made of.
    private static func isName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range {
            let byte = text[index]
            guard ShellByte.isName(byte) || byte == 0x2d || byte == 0x2e || byte == 0x2f || byte == 0x28 || byte == 0x29 else {
                return false
            }
        }
        return !range.isEmpty
    }
}
