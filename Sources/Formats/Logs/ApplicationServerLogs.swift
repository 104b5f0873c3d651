import Model

extension LogFormat {
    /// uWSGI's log of requests:
    /// `[pid: 12|app: 0|req: 3/4] 192.0.2.1 (bob) {38 vars in 696 bytes} [Sat Mar 12 00:30:01 2011] GET /x => generated 47 bytes in 9 msecs (HTTP/1.1 200) …`.
    static let uwsgi = LogFormat(
        id: "uwsgi", title: Localized(en: "uWSGI's log of requests", ja: "uWSGIのリクエストログ"), names: ["/uwsgi.log"], begins: .bracket
    ) { text, line, draft in
        let end = line.upperBound
        guard let rest = LogText.behind("[pid: ", in: text, line), let (pid, _) = LogText.number(text, rest),
            let close = LogText.first("] ", in: text, rest.lowerBound..<min(end, rest.lowerBound + 64)),
            let vars = LogText.first(" {", in: text, LogText.range(close, end)),
            let open = LogText.first("} [", in: text, LogText.range(vars, min(end, vars + 64))),
            let time = LogTime.bsd(text, open + 3), LogText.matches(text, time.end, "] ")
        else { return false }
        let peer = LogText.word(text, close + 2, end: vars)
        // The target is the client's: the last words count that uWSGI puts behind it.
        guard let arrow = LogText.last(" => generated ", in: text, LogText.range(time.end, end)) else { return false }
        draft.format = "uwsgi"
        draft.kind = .httpRequest
        draft.moment = time.moment
        draft.pid = pid
        HTTPLine.setPeer(text, peer, &draft)
        if let user = LogText.between("(", ")", in: text, LogText.range(peer.upperBound, vars)), !user.isEmpty { draft.user = Slice(user) }
        HTTPLine.request(text, LogText.range(time.end + 2, arrow), &draft)
        draft.bytes = LogText.number(text, LogText.range(arrow + 14, end)).map { Int64($0.value) }
        if let version = LogText.first("(HTTP/", in: text, LogText.range(arrow, end)),
            let blank = LogText.first(0x20, in: text, LogText.range(version, min(end, version + 16)))
        {
            draft.status = HTTPLine.status(text, blank + 1)
            draft.add("http.version", version + 6..<blank)
        }
        HTTPLine.setOutcome(&draft)
        return true
    }

    /// Logs of Google's libraries (glog, klog of Kubernetes, abseil): `I0312 00:30:01.123456    12 file.cc:253] words`; the year is not said.
    static let glog = LogFormat(
        id: "glog", title: Localized(en: "Log of Google's libraries (glog, klog)", ja: "Google系ライブラリのログ(glog・klog)"), names: [],
        begins: .letter
    ) { text, line, draft in
        let at = line.lowerBound
        let end = line.upperBound
        guard let level = level(text[at]), let month = LogText.digits(text, at + 1, 2), (1...12).contains(month),
            let day = LogText.digits(text, at + 3, 2), (1...31).contains(day), LogText.byte(text, at + 5) == 0x20,
            let second = LogText.clock(text, at + 6), LogText.byte(text, at + 14) == 0x2e
        else { return false }
        let (part, precision, behind) = LogTime.fraction(text, at + 14)
        let thread = LogText.skipBlanks(text, behind, end: end)
        guard thread > behind, let (_, file) = LogText.number(text, LogText.range(thread, end)),
            let close = LogText.first("] ", in: text, LogText.range(file, min(end, file + 128))),
            LogText.first(0x3a, in: text, file..<close) != nil
        else { return false }
        var moment = LogMoment.yearless(month: month, day: day, second: second, nanoseconds: part)
        moment.precision = precision
        draft.format = "glog"
        draft.kind = .message
        draft.moment = moment
        draft.add("log.level", draft.decode(level))
        draft.message = Slice(close + 2..<end)
        if !LoginWords.read(text, close + 2..<end, &draft) { LabelledText.read(text, close + 2..<end, &draft) }
        return true
    }

    private static func level(_ letter: UInt8) -> String? {
        switch letter {
        case 0x49: "info"
        case 0x57: "warning"
        case 0x45: "error"
        case 0x46: "fatal"
        default: nil
        }
    }

    /// The console logger of NestJS, as Immich writes: `[Nest] 7  - 03/12/2011, 7:32:47 PM     WARN [AuthService] words`. The order of day and month is that of
    /// the container's own locale, en-US unless told otherwise.
    static let nest = LogFormat(
        id: "nest", title: Localized(en: "Log of a NestJS application (Immich)", ja: "NestJSアプリケーションのログ(Immichなど)"), names: [],
        begins: .bracket
    ) { text, line, draft in
        let end = line.upperBound
        guard let rest = LogText.behind("[Nest] ", in: text, line), let (pid, behind) = LogText.number(text, rest) else { return false }
        let dash = LogText.skipBlanks(text, behind, end: end)
        guard LogText.matches(text, dash, "- "), let time = AmericanTime.read(text, dash + 2) else { return false }
        let level = LogText.word(text, LogText.skipBlanks(text, time.end, end: end), end: end)
        let message = LogText.range(LogText.skipBlanks(text, level.upperBound, end: end), end)
        draft.format = "nest"
        draft.kind = .message
        draft.moment = time.moment
        draft.pid = pid
        draft.add("log.level", level)
        draft.message = Slice(message)
        if !LoginWords.read(text, message, &draft) { LabelledText.read(text, message, &draft) }
        return true
    }

    /// LiteSpeed's and OpenLiteSpeed's error log: `2011-03-12 00:30:01.123456 [NOTICE] [12] [192.0.2.1:5000:HTTP2-41#site] words`.
    static let litespeed = LogFormat(
        id: "litespeed", title: Localized(en: "LiteSpeed's error log", ja: "LiteSpeedのエラーログ"),
        names: ["/lsws/logs/error.log", "/lsws/logs/stderr.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), time.moment.precision == .microsecond, LogText.matches(text, time.end, " ["),
            let close = LogText.first("] [", in: text, LogText.range(time.end, min(end, time.end + 16))),
            let (pid, behind) = LogText.number(text, LogText.range(close + 3, end)), LogText.matches(text, behind, "] ")
        else { return false }
        var at = behind + 2
        draft.format = "litespeed"
        draft.kind = .httpError
        draft.moment = time.moment
        draft.pid = pid
        draft.add("log.level", time.end + 2..<close)
        // The connection: peer, port, protocol and number, site.
        var site: Range<Int>?
        if LogText.byte(text, at) == 0x5b, let last = LogText.first("] ", in: text, LogText.range(at, min(end, at + 300))) {
            site = at + 1..<last
            at = last + 2
        }
        draft.message = Slice(LogText.range(at, end))
        if !LoginWords.read(text, LogText.range(at, end), &draft) { LabelledText.read(text, LogText.range(at, end), &draft) }
        // The panel calls itself: the connection is the other's.
        let isOwn = draft.address.isPresent && draft.withBytes(draft.address, in: text) { LogText.matches($0, 0, "127.") }
        if !draft.address.isPresent || isOwn, let site { peer(text, site, &draft) }
        if draft.kind == .httpError, let peer = draft.address.isPresent ? LogText.range(at, end) : nil,
            LoginVerdict.read(text, peer) == false
        {
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
        }
        return true
    }

    /// `192.0.2.1:5000:HTTP2-41#site`, `192.0.2.1:5000-5#site`, `2001:db8::1:5000-5#site`.
    private static func peer(_ text: Span<UInt8>, _ site: Range<Int>, _ draft: inout EventDraft) {
        var end = site.lowerBound
        while end < site.upperBound, text[end] != 0x2d, text[end] != 0x23 { end += 1 }
        if let protocolAt = LogText.last(":H", in: text, site.lowerBound..<end) { end = protocolAt }
        guard let peer = LogPeer.joined(text, site.lowerBound, end: end), LogPeer.isAddress(text, peer.address) else { return }
        peer.fill(&draft)
    }
}

enum AmericanTime {
    /// `03/12/2011, 7:32:47 PM`, also with 24 hours, as JavaScript's toLocaleString writes it in en-US.
    static func read(_ text: Span<UInt8>, _ start: Int) -> LogTime.Read? {
        guard let (month, slash) = LogText.number(text, start..<start + 3) ?? LogText.number(text, start..<start + 2),
            (1...12).contains(month),
            LogText.byte(text, slash) == 0x2f,
            let (day, second) = LogText.number(text, slash + 1..<slash + 4) ?? LogText.number(text, slash + 1..<slash + 3),
            (1...31).contains(day),
            LogText.byte(text, second) == 0x2f, let year = LogText.digits(text, second + 1, 4), LogText.matches(text, second + 5, ", "),
            let (hour, colon) = LogText.number(text, second + 7..<second + 10), hour < 24, LogText.byte(text, colon) == 0x3a,
            let minute = LogText.digits(text, colon + 1, 2), minute < 60, LogText.byte(text, colon + 3) == 0x3a,
            let seconds = LogText.digits(text, colon + 4, 2), seconds <= 60
        else { return nil }
        var clock = hour
        var end = colon + 6
        let half = LogText.byte(text, end + 1) | 0x20
        if LogText.byte(text, end) == 0x20, half == 0x61 || half == 0x70, LogText.byte(text, end + 2) | 0x20 == 0x6d {
            clock = hour % 12 + (half == 0x70 ? 12 : 0)
            end += 3
        }
        return .init(
            moment: .local(year: year, month: month, day: day, second: clock * 3600 + minute * 60 + seconds), end: end)
    }
}
