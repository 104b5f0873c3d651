import Model

extension LogFormat {
    /// Suricata's eve.json.
    static let suricata = LogFormat(
        id: "suricata", title: Localized(en: "Suricata's events (eve.json)", ja: "Suricataのイベント(eve.json)"), names: ["/eve.json"],
        begins: .brace
    ) { text, line, draft in
        let head = line.lowerBound..<min(line.upperBound, line.lowerBound + 512)
        guard LogText.matches(text, line.lowerBound, "{\"timestamp\":\""),
            let type = LogText.between("\"event_type\":\"", "\"", in: text, head),
            JSONObjectLine.read(text, line, &draft)
        else { return false }
        draft.format = "suricata"
        draft.outcome = nil
        draft.kind = .message
        if LogText.equals(text, type, "alert") {
            draft.kind = .policyDenial
            draft.outcome = .failure
            draft.add("rule.name", draft.field("alert.signature"))
        } else if LogText.equals(text, type, "http") {
            draft.kind = .httpRequest
            HTTPLine.setOutcome(&draft)
        } else if LogText.equals(text, type, "flow") || LogText.equals(text, type, "netflow") {
            draft.kind = .networkConnect
        }
        return true
    }

    /// `fast.log` of Snort and Suricata: `03/12-00:30:01.123456  [**] [1:2019:1] words [**] [Priority: 2] {TCP} 192.0.2.1:5000 -> 198.51.100.1:80`.
    static let snort = LogFormat(
        id: "snort", title: Localized(en: "Snort's or Suricata's fast log", ja: "Snort・Suricataの警告ログ"),
        names: ["/fast.log", "/snort/alert", "/alert.fast"], begins: .digit
    ) { text, line, draft in
        let at = line.lowerBound
        guard let date = FastLogDate.read(text, at) else { return false }
        let (year, month, day, clock) = (date.year, date.month, date.day, date.end + 1)
        guard LogText.byte(text, clock - 1) == 0x2d, let second = LogText.clock(text, clock) else { return false }
        let (part, precision, behind) = LogTime.fraction(text, clock + 8)
        let from = LogText.skipBlanks(text, min(behind, line.upperBound), end: line.upperBound)
        guard LogText.matches(text, from, "[**] ") || LogText.matches(text, from, "[Drop] [**] "),
            LogPhrase.read(snortPhrases, text, from..<line.upperBound, &draft)
        else {
            return false
        }
        // The protocol stands in braces before the two ends.
        if let ends = LogText.last("} ", in: text, from..<line.upperBound) { _ = snortEnds.read(text, ends + 2..<line.upperBound, &draft) }
        if let year {
            draft.moment = .local(year: year, month: month, day: day, second: second, nanoseconds: part, precision: precision)
        } else {
            draft.moment = .yearless(month: month, day: day, second: second, nanoseconds: part)
            draft.moment?.precision = precision
        }
        draft.format = "snort"
        draft.message = Slice(from..<line.upperBound)
        return true
    }

    private static let snortPhrases: [LogPhrase] = [
        LogPhrase(.policyDenial, .failure, "{*}[**] [{+rule.id}] {=rule.name} [**]{*}"), LogPhrase(.policyDenial, .failure, "{*}[**] {*}"),
    ]
    private static let snortEnds = LogPhrase(.policyDenial, .failure, "{address} -> {+destination.address}")

    /// The honeypot Cowrie: whatever comes to it is an attack.
    static let cowrie = LogFormat(
        id: "cowrie", title: Localized(en: "Cowrie's log (honeypot)", ja: "Cowrie(ハニーポット)のログ"), names: ["/cowrie.json"], begins: .brace
    ) { text, line, draft in
        guard
            let event = LogText.between("\"eventid\":\"cowrie.", "\"", in: text, line)
                ?? LogText.between("\"eventid\": \"cowrie.", "\"", in: text, line),
            JSONObjectLine.read(text, line, &draft)
        else { return false }
        draft.format = "cowrie"
        draft.kind = .message
        draft.outcome = nil
        if LogText.equals(text, event, "session.connect") {
            (draft.kind, draft.outcome) = (.connectionOpen, .failure)
        } else if LogText.equals(text, event, "login.failed") {
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
        } else if LogText.equals(text, event, "login.success") {
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
        } else if LogText.matches(text, event.lowerBound, "command.") {
            draft.kind = .command
            draft.add("process.command_line", draft.field("input"))
        } else if LogText.equals(text, event, "session.closed") {
            draft.kind = .connectionClose
        } else if LogText.matches(text, event.lowerBound, "session.file_download") {
            draft.kind = .fileDownload
        } else if LogText.matches(text, event.lowerBound, "session.file_upload") {
            draft.kind = .fileUpload
        }
        return true
    }

    /// What java.util.logging writes on two lines: `Mar 12, 2011 8:34:08 PM class method`, then `WARNING: words`.
    static let javaLogging = LogFormat(
        id: "java", title: Localized(en: "Log of a Java program", ja: "Javaプログラムのログ"), names: ["/catalina.out"], begins: .letter,
        continues: { text, _, line in JavaHead.time(text, line) == nil }
    ) { text, line, draft in
        guard let time = JavaHead.time(text, line) else { return false }
        draft.format = "java"
        draft.moment = time.moment
        draft.kind = .message
        let from =
            LogText.first(0x0a, in: text, line).map { $0 + 1 }
            ?? LogText.skipBlanks(text, min(time.end, line.upperBound), end: line.upperBound)
        let message = LogText.range(from, line.upperBound)
        draft.message = Slice(message)
        JavaHead.words(text, message, &draft)
        return true
    }

    /// logback's and log4j's console lines, which name the time of the day alone: `12:57:32.907 [thread] WARN  class - words`.
    static let logback = LogFormat(
        id: "logback", title: Localized(en: "Console log of a Java program", ja: "Javaプログラムの画面ログ"), begins: .digit
    ) { text, line, draft in
        guard let second = LogText.clock(text, line.lowerBound), LogText.byte(text, line.lowerBound + 8) == 0x2e else { return false }
        let (part, precision, behind) = LogTime.fraction(text, line.lowerBound + 8)
        guard LogText.matches(text, behind, " ["), let close = LogText.first("] ", in: text, LogText.range(behind, line.upperBound)),
            let dash = LogText.placeBehind(" - ", in: text, LogText.range(close, line.upperBound))
        else { return false }
        draft.format = "logback"
        draft.moment = .dayless(second: second, nanoseconds: part, precision: precision)
        draft.kind = .message
        draft.message = Slice(dash..<line.upperBound)
        JavaHead.words(text, dash..<line.upperBound, &draft)
        return true
    }
}

enum JavaHead {
    static func time(_ text: Span<UInt8>, _ line: Range<Int>) -> LogTime.Read? {
        let at = line.lowerBound
        guard let month = LogText.month(text, at), LogText.byte(text, at + 3) == 0x20,
            let (day, comma) = LogText.number(text, LogText.range(at + 4, min(line.upperBound, at + 7)))
                ?? LogText.number(text, LogText.range(at + 4, min(line.upperBound, at + 6))),
            (1...31).contains(day), LogText.matches(text, comma, ", "), let year = LogText.digits(text, comma + 2, 4),
            LogText.byte(text, comma + 6) == 0x20,
            let (hour, colon) = LogText.number(text, LogText.range(comma + 7, line.upperBound)), (0...23).contains(hour),
            LogText.byte(text, colon) == 0x3a,
            let minute = LogText.digits(text, colon + 1, 2), minute < 60, let second = LogText.digits(text, colon + 4, 2), second <= 60
        else { return nil }
        let half = LogText.byte(text, colon + 7) | 0x20
        guard half == 0x61 || half == 0x70, LogText.byte(text, colon + 8) | 0x20 == 0x6d else { return nil }
        // Where the pattern has hours of 24 and a half all the same, the hours tell more.
        let clock = hour > 12 ? hour : hour % 12 + (half == 0x70 ? 12 : 0)
        return .init(moment: .local(year: year, month: month, day: day, second: clock * 3600 + minute * 60 + second), end: colon + 9)
    }

    /// Sentences of Apache Guacamole, and log-ins in general.
    static func words(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) {
        var at = message.lowerBound
        for level in ["WARNING: ", "SEVERE: ", "INFO: "] where LogText.matches(text, at, level) { at += level.utf8.count }
        let end = LogText.first(0x0a, in: text, LogText.range(at, message.upperBound)) ?? message.upperBound
        if !LogPhrase.read(guacamole, text, LogText.range(at, end), &draft) {
            GenericMessage.ofAnybody(text, LogText.range(at, end), &draft)
            // Values of the request stand in lines of their own.
            if draft.outcome != nil, end < message.upperBound { LabelledText.read(text, end..<message.upperBound, &draft) }
        }
    }

    private static let guacamole = [
        LogPhrase.failure("Authentication attempt from {address} for user \"{user}\" failed."),
        .failure("Authentication attempt from [{address}, {*}] for user \"{user}\" failed."),
        LogPhrase(.loginSuccess, .success, "User \"{user}\" successfully authenticated from {address}."),
    ]
}

/// Dates of Snort's and Suricata's fast logs.
enum FastLogDate {
    /// `03/12`, `03/12/2011` of Suricata, `03/12/11` of Snort 2 and `11/03/12` of Snort 3 with `-y`: a first number over 12 is a year, and the others of
    /// two digits have it last.
    static func read(_ text: Span<UInt8>, _ at: Int) -> (year: Int?, month: Int, day: Int, end: Int)? {
        guard LogText.byte(text, at + 2) == 0x2f, let first = LogText.digits(text, at, 2), let second = LogText.digits(text, at + 3, 2)
        else { return nil }
        var (year, month, day, end): (Int?, Int, Int, Int) = (nil, first, second, at + 5)
        if LogText.byte(text, end) == 0x2f {
            if let long = LogText.digits(text, at + 6, 4) {
                (year, end) = (long, at + 10)
            } else if let third = LogText.digits(text, at + 6, 2) {
                (year, month, day) = first > 12 ? (2000 + first, second, third) : (2000 + third, first, second)
                end = at + 8
            }
        }
        return (1...12).contains(month) && (1...31).contains(day) ? (year, month, day, end) : nil
    }
}
