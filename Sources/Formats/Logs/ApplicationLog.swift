import Model

extension LogFormat {
    /// A log whose lines are a head and sentences.
    /// - Parameters:
    ///   - isOwn: the head alone shows whose line it is, so that a line with a sentence that is not known is a message of the format.
    ///   - head: the time, where the message begins and how long it is; nil where the line is of another kind.
    static func application(
        _ id: String, _ title: Localized, names: [String] = [], begins: LineStart, isOwn: Bool, _ phrases: [LogPhrase],
        head: @escaping @Sendable (Span<UInt8>, Range<Int>) -> (moment: LogMoment?, message: Int)?
    ) -> LogFormat {
        LogFormat(id: id, title: title, names: names, begins: begins) { text, line, draft in
            guard let head = head(text, line), head.message <= line.upperBound else { return false }
            let message = head.message..<line.upperBound
            draft.kind = .message
            draft.message = Slice(message)
            draft.moment = head.moment
            if !LogPhrase.read(phrases, text, message, &draft) {
                guard isOwn else { return false }
                GenericMessage.ofAnybody(text, message, &draft)
            } else if draft.kind == .message, draft.outcome == nil {
                LoginWords.read(text, message, &draft)
            }
            draft.format = id
            return true
        }
    }

    /// The time at a line's start and the text that follows it.
    static func head(_ time: LogTime.Read?, _ text: Span<UInt8>, _ behind: String) -> (moment: LogMoment?, message: Int)? {
        guard let time, LogText.matches(text, time.end, behind) else { return nil }
        return (time.moment, time.end + behind.utf8.count)
    }
}
