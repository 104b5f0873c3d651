import Model

extension LogFormat {
    /// The error log of Apache 2.2 and 2.4 (`ErrorLog`, and the `ErrorLogFormat` of the latter: "Module core").
    ///
    /// A failed log-in has kind `login.failure`; other errors that a client caused have outcome `failure`.
    static let apacheError = LogFormat(
        id: "apache.error", title: Localized(en: "Apache's error log", ja: "Apacheのエラーログ"),
        names: ["/error.log", "/error_log", "/ssl_error_log", "-error.log", "-error_log", ".error.log", "_error.log"], begins: .bracket
    ) { text, line, draft in
        let end = line.upperBound
        let start = line.lowerBound + 1
        guard let time = LogTime.bsd(text, start) ?? LogTime.iso(text, start), LogText.byte(text, time.end) == 0x5d, time.end < end else {
            return timeless(text, line, &draft)
        }
        guard ApacheErrorMessage.read(text, time.end + 1..<end, &draft) else { return false }
        draft.moment = time.moment
        draft.format = "apache.error"
        return true
    }

    /// `[error] [client 192.0.2.1] words`, as an `ErrorLogFormat` without a time gives, or a relay that took it off.
    private static func timeless(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let close = LogText.first(0x5d, in: text, line.lowerBound..<min(line.upperBound, line.lowerBound + 32)),
            ErrorLevel.find(text, line.lowerBound + 1..<close) != nil,
            LogText.matches(text, close + 1, " [client ") || LogText.matches(text, close + 1, " [pid "),
            ApacheErrorMessage.read(text, line, &draft)
        else { return false }
        draft.format = "apache.error"
        return true
    }
}

/// What an Apache says of an error, behind the time: in its own log, or through syslog.
enum ApacheErrorMessage {
    /// Reads `[module:level] [pid 1:tid 2] [client 192.0.2.1:5] AH01234: …`; false where no level and no client stand there.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = range.upperBound
        var at = LogText.skipBlanks(text, range.lowerBound, end: end)
        var level: Range<Int>?
        var isKnown = false
        var brackets = 0
        while at < end, text[at] == 0x5b, brackets < 8, let close = close(text, at, end) {
            let inside = at + 1..<close
            if LogText.matches(text, at, "[pid ") {
                draft.pid = LogText.number(text, at + 5..<close)?.value
                isKnown = true
            } else if LogText.matches(text, at, "[client ") || LogText.matches(text, at, "[remote ") {
                if !draft.address.isPresent { setClient(text, at + 8..<close, isPortSure: draft.pid != nil, &draft) }
                isKnown = true
            } else if let found = ErrorLevel.find(text, inside) {
                guard level == nil else { break }
                level = found
                if found.lowerBound > inside.lowerBound + 1 { draft.add("apache.module", inside.lowerBound..<found.lowerBound - 1) }
            } else if level == nil {
                break
            }
            at = LogText.skipBlanks(text, close + 1, end: end)
            brackets += 1
        }
        guard level != nil || isKnown, brackets > 0 else { return false }
        // "(70008)Partial results …: [client …] AH01075: …", "mod_authz_core.c(820): [client …] AH01626: …"
        if !draft.address.isPresent, draft.pid != nil, let place = LogText.placeBehind(": [client ", in: text, at..<min(end, at + 120)),
            let close = close(text, place - 8, end)
        {
            setClient(text, place..<close, isPortSure: true, &draft)
        }
        draft.kind = .httpError
        if let level { draft.add("log.level", level) }
        var message = at..<end
        draft.message = Slice(message)
        if LogText.matches(text, at, "AH"), LogText.digits(text, at + 2, 5) != nil, LogText.byte(text, at + 7) == 0x3a {
            draft.add("error.code", at..<at + 7)
            message = LogText.skipBlanks(text, at + 8, end: end)..<end
        }
        if draft.address.isPresent, let comma = LogText.last(", referer: ", in: text, message) {
            draft.referer = HTTPLine.unescaped(text, comma + 11..<end, &draft)
            message = message.lowerBound..<comma
        }
        let isError = level.map { ErrorLevel.isError(text, $0) } ?? true
        if draft.address.isPresent, isError { draft.outcome = .failure }
        ApacheErrorWords.read(text, message, &draft)
        return true
    }

    /// The bracket that closes the one at `at`; an address of IPv6 has brackets of its own.
    private static func close(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> Int? {
        guard let close = LogText.first(0x5d, in: text, at..<min(end, at + 256)) else { return nil }
        guard let inner = LogText.first(0x5b, in: text, at + 1..<close), inner > at else { return close }
        return LogText.first(0x5d, in: text, close + 1..<min(end, close + 16))
    }

    /// Apache 2.4 writes the port behind an address of IPv6 without brackets, too; 2.2 writes no port.
    private static func setClient(_ text: Span<UInt8>, _ range: Range<Int>, isPortSure: Bool, _ draft: inout EventDraft) {
        if isPortSure, text[range.lowerBound] != 0x5b, let colon = LogText.last(0x3a, in: text, range), colon > range.lowerBound,
            let number = LogText.number(text, colon + 1..<range.upperBound), number.end == range.upperBound, number.value < 65_536
        {
            HTTPLine.setPeer(text, range.lowerBound..<colon, &draft)
            if draft.address.isPresent { draft.port = number.value }
            return
        }
        HTTPLine.setPeer(text, range, &draft)
    }
}

/// The levels of syslog(3) as web servers write them.
enum ErrorLevel {
    /// Where a level stands in "error", ":error", "core:error", "ssl:info".
    static func find(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var start = range.lowerBound
        if let colon = LogText.last(0x3a, in: text, range) { start = colon + 1 }
        guard start < range.upperBound else { return nil }
        let level = start..<range.upperBound
        switch text[start] {
        case 0x65: return LogText.equals(text, level, "error") || LogText.equals(text, level, "emerg") ? level : nil
        case 0x77: return LogText.equals(text, level, "warn") || LogText.equals(text, level, "warning") ? level : nil
        case 0x6e: return LogText.equals(text, level, "notice") ? level : nil
        case 0x69: return LogText.equals(text, level, "info") ? level : nil
        case 0x64: return LogText.equals(text, level, "debug") ? level : nil
        case 0x63: return LogText.equals(text, level, "crit") ? level : nil
        case 0x61: return LogText.equals(text, level, "alert") ? level : nil
        case 0x74: return LogText.matches(text, start, "trace") && level.count == 6 ? level : nil
        default: return nil
        }
    }

    static func isError(_ text: Span<UInt8>, _ level: Range<Int>) -> Bool {
        switch LogText.byte(text, level.lowerBound) {
        case 0x65, 0x63, 0x61: true
        default: false
        }
    }
}
