import Model

extension ProgramLog {
    /// Exim through syslog (`log_file_path = syslog`), which keeps its own time before the words unless `syslog_timestamp` is off, and its number
    /// where `log_selector` has `+pid`.
    static let exim = ProgramLog(
        id: "exim", title: Localized(en: "Mail server Exim", ja: "メールサーバー Exim"), programs: ["exim", "exim4"]
    ) { text, message, draft in
        var words = message
        if let time = LogTime.iso(text, message.lowerBound), LogText.byte(text, time.end) == 0x20 {
            draft.moment = draft.moment ?? time.moment
            words = LogText.range(time.end + 1, message.upperBound)
        }
        if LogText.byte(text, words.lowerBound) == 0x5b, let (pid, close) = LogText.number(text, words.lowerBound + 1..<words.upperBound),
            LogText.matches(text, close, "] ")
        {
            draft.pid = draft.pid ?? pid
            words = LogText.range(close + 2, words.upperBound)
        }
        return draft.wholly { EximMessage.read(text, words, &$0) }
    }
}
