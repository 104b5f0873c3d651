import Model

extension LogFormat {
    /// Ruby's own Logger, as Rails, GitLab, Puppet and Discourse write with it: `W, [2011-03-12T00:30:01.123456 #12]  WARN -- name: words`.
    static let rubyLogger = LogFormat(
        id: "ruby.logger", title: Localized(en: "Log of a Ruby application", ja: "Rubyアプリケーションのログ"), names: [], begins: .letter
    ) { text, line, draft in
        let end = line.upperBound
        guard LogText.matches(text, line.lowerBound + 1, ", ["), let time = LogTime.iso(text, line.lowerBound + 4),
            LogText.matches(text, time.end, " #"), let (pid, close) = LogText.number(text, LogText.range(time.end + 2, end)),
            LogText.matches(text, close, "] ")
        else { return false }
        let start = LogText.skipBlanks(text, close + 1, end: end)
        let level = LogText.word(text, start, end: end)
        guard LogText.matches(text, level.upperBound, " -- "), TimedLine.isLevel(text, level) || LogText.equals(text, level, "ANY") else {
            return false
        }
        // The program's name, which may be empty, ends with ": ".
        let rest = LogText.range(level.upperBound + 4, end)
        let colon = LogText.first(": ", in: text, rest.lowerBound..<min(end, rest.lowerBound + 64))
        if let colon, colon > rest.lowerBound { draft.process = Slice(rest.lowerBound..<colon) }
        let message = LogText.range(colon.map { $0 + 2 } ?? rest.lowerBound, end)
        draft.format = "ruby.logger"
        draft.kind = .message
        draft.moment = time.moment
        draft.pid = pid
        draft.add("log.level", level)
        draft.message = Slice(message)
        if !LoginWords.read(text, message, &draft), !RequestWords.read(text, message, &draft) { LabelledText.read(text, message, &draft) }
        return true
    }

    /// The access log of uvicorn and what imitates it: `INFO:     192.0.2.1:5000 - "GET /x HTTP/1.1" 200 OK`, behind a time in brackets or none.
    static let uvicorn = LogFormat(
        id: "uvicorn", title: Localized(en: "uvicorn's access log", ja: "uvicornのアクセスログ"), names: [], claim: .shared,
        begins: [.letter, .digit, .bracket, .other]
    ) { text, line, draft in
        let end = line.upperBound
        guard let mark = LogText.first(" - \"", in: text, line.lowerBound..<min(end, line.lowerBound + 160)),
            let close = LogText.last("\" ", in: text, mark + 4..<end), let status = HTTPLine.status(text, close + 2),
            status >= 100, status < 600, close + 5 >= end || text[close + 5] == 0x20
        else { return false }
        let head = LogText.lastWord(text, line.lowerBound..<mark)
        guard HTTPLine.isAddress(text, head), LogText.contains(text, mark + 4..<close, " HTTP/") else { return false }
        draft.format = "uvicorn"
        draft.kind = .httpRequest
        HTTPLine.setPeer(text, head, &draft)
        HTTPLine.request(text, mark + 4..<close, &draft)
        draft.status = status
        // A time in brackets, if there is one.
        var at = line.lowerBound
        while draft.moment == nil, let open = LogText.first(0x5b, in: text, at..<head.lowerBound) {
            if let time = LogTimes.any(text, open + 1), time.end <= head.lowerBound { draft.moment = time.moment }
            at = open + 1
        }
        if draft.moment == nil, let time = LogTimes.any(text, line.lowerBound), time.end <= head.lowerBound { draft.moment = time.moment }
        if let level = TimedLine.level(text, line.lowerBound, head.lowerBound) { draft.add("log.level", level) }
        HTTPLine.setOutcome(&draft)
        return true
    }
}
