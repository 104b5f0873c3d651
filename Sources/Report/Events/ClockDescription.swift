import Model

/// A log whose clock does not agree with another's, in the terms of the report.
package struct ClockDescription: Sendable {
    package var log: RawText
    package var reference: RawText
    /// Seconds that the log's clock is ahead.
    package var seconds: Int64
    /// Events that both tell of.
    package var events: Int
    package var words: Localized
    /// Whether the times that are told were put right by it.
    package var isAligned: Bool

    package init(log: RawText, reference: RawText, seconds: Int64, events: Int, words: Localized, isAligned: Bool) {
        (self.log, self.reference, self.seconds, self.events) = (log, reference, seconds, events)
        (self.words, self.isAligned) = (words, isAligned)
    }

    var object: JSONObject {
        var object: JSONObject = []
        object.add("log", log)
        object.add("reference", reference)
        object.append([("offsetSeconds", .integer(seconds)), ("events", .number(events)), ("aligned", .bool(isAligned))])
        return object
    }

    /// A line for a person.
    func text(_ language: Language) -> String {
        let done = Localized(en: " Put right here.", ja: " ここでは補正済みです。")
        let advice = Localized(en: " --align puts it right.", ja: " --align で補正できます。")
        let prose = words + (isAligned ? done : advice)
        let plain = prose[language].pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .host(let text): text.escaped()
            case .time(let time): time.rfc3339()
            }
        }.joined()
        return log.escaped() + ": " + plain
    }
}
