import Model

extension LogFormat {
    /// What syslog daemons write: RFC 3164 with and without its priority, with a year, with a time of RFC 3339; RFC 5424; the short
    /// forms of journalctl(1). The message goes on to the grammar of the program that wrote it.
    static let syslog = LogFormat(
        id: "syslog", title: Localized(en: "System log (syslog)", ja: "システムログ(syslog)"),
        names: [
            "/auth.log", "/authlog", "/secure", "/messages", "/syslog", "/kern.log", "/daemon.log", "/cron.log", "/cron", "/user.log",
            "/mail.log", "/maillog", "/mail.info", "/mail.warn", "/mail.err", "/debug", "/boot.log", "/local.log", "/ufw.log",
        ], claim: .shared
    ) { text, line, draft in
        guard let head = SyslogHead.read(text, line) else { return false }
        draft.format = "syslog"
        draft.moment = head.moment
        if !head.host.isEmpty { draft.host = Slice(head.host) }
        if !head.tag.isEmpty { draft.process = Slice(head.tag) }
        draft.pid = head.pid
        draft.message = Slice(head.message)
        if let priority = head.priority {
            draft.add("syslog.facility", draft.decode(String(priority >> 3)))
            draft.add("syslog.severity", draft.decode(String(priority & 7)))
        }
        if let identifier = head.messageID { draft.add("syslog.msgid", identifier) }
        if let data = head.structuredData { draft.add("syslog.structured", data) }
        ProgramDispatch.read(text, message: head.message, &draft)
        return true
    }
}

/// The head of a line that syslog wrote.
struct SyslogHead {
    var moment: LogMoment
    var host: Range<Int>
    /// The program's name, without path of a daemon's own making and without its number.
    var tag: Range<Int>
    var pid: Int?
    var priority: Int?
    var messageID: Range<Int>?
    var structuredData: Range<Int>?
    var message: Range<Int>

    /// Nil where the line begins with no time.
    static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> SyslogHead? {
        var at = line.lowerBound
        let end = line.upperBound
        var priority: Int?
        if LogText.byte(text, at) == 0x3c, let (value, close) = LogText.number(text, at + 1..<min(end, at + 5)),
            LogText.byte(text, close) == 0x3e,
            value < 192
        {
            priority = value
            at = close + 1
            // The version of RFC 5424.
            if LogText.byte(text, at) == 0x31, LogText.byte(text, at + 1) == 0x20 { return modern(text, at + 2, end, value) }
        }
        var first = LogText.byte(text, at)
        // Relays may take the priority off and leave the version of RFC 5424.
        if first == 0x31, priority == nil, LogText.byte(text, at + 1) == 0x20 { return modern(text, at + 2, end, nil) }
        // "[Mar 12 00:30:01] host tag: …"
        let isBracketed = first == 0x5b
        if isBracketed {
            at += 1
            first = LogText.byte(text, at)
            guard LogText.month(text, at) != nil else { return nil }
        }
        guard
            let time = first >= 0x30 && first <= 0x39
                ? LogTime.iso(text, at) ?? MonthName.bsd(text, at) ?? yearFirst(text, at)
                : LogTime.bsd(text, at) ?? MonthName.bsd(text, at),
            time.end < end,
            LogText.byte(text, time.end + (isBracketed ? 1 : 0)) == 0x20
        else { return nil }
        at = LogText.skipBlanks(text, time.end + (isBracketed ? 1 : 0), end: end)
        // syslogd of BSD with -v: "<4.6>" or "<auth.info>" before the host.
        if LogText.byte(text, at) == 0x3c, let close = LogText.first(0x3e, in: text, at..<min(end, at + 24)) {
            at = LogText.skipBlanks(text, close + 1, end: end)
        }
        var host = LogText.word(text, at, end: end)
        // A line without a host: "Mar 12 00:30:01 sshd[1]: …" of a forwarded or a busybox log, "[sshd] …".
        // "2011-03-12 00:30:01,123 WARN  [name] …" and "2011/03/12 00:30:01 [error] …" are of no syslog.
        if LogText.byte(text, host.lowerBound) == 0x5b, let close = LogText.first(0x5d, in: text, host),
            TimedLine.isLevel(text, host.lowerBound + 1..<close)
        {
            return nil
        }
        // A template of syslog-ng may have the level in the host's place: "2011-03-12 00:30:01 info exim[12]: …".
        let isLevel = TimedLine.isLevel(text, host) && !isTag(text, LogText.skipBlanks(text, host.upperBound, end: end), end)
        if isLevel || LogText.number(text, host)?.end == host.upperBound, first >= 0x30, first <= 0x39 {
            return nil
        }
        // "2011-03-12 00:30:01,123 - name - INFO - words" is of Python's logging.
        if host.count == 1, text[host.lowerBound] == 0x2d, time.moment.isLocal, first >= 0x30, first <= 0x39 { return nil }
        if let last = host.last, text[last] == 0x3a || LogText.byte(text, host.lowerBound) == 0x5b {
            host = at..<at
        } else {
            at = LogText.skipBlanks(text, host.upperBound, end: end)
        }
        var head = SyslogHead(moment: time.moment, host: host, tag: at..<at, priority: priority, message: at..<end)
        head.readTag(text, at, end)
        // Brackets around the time are the mark of other logs, too: "[Mar 12 00:30:01] NOTICE[12] chan_sip.c: …" is asterisk's.
        if isBracketed, head.tag.isEmpty || LogText.first(0x5b, in: text, host) != nil { return nil }
        return head
    }

    /// Whether `name[12]:` stands at a place.
    private static func isTag(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let word = LogText.word(text, start, end: min(end, start + 64))
        guard let open = LogText.first(0x5b, in: text, word), open > start,
            let (_, close) = LogText.number(text, open + 1..<word.upperBound)
        else { return false }
        return LogText.matches(text, close, "]:") && close + 2 == word.upperBound
    }

    /// `2011 Mar 12 00:30:01`, as syslog-ng's template with a year writes it.
    private static func yearFirst(_ text: Span<UInt8>, _ at: Int) -> LogTime.Read? {
        LogText.byte(text, at + 4) == 0x20 ? LogTimes.named(text, at) : nil
    }

    private mutating func readTag(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
        var from = start
        var at = start
        // "[sshd]:" and "[12345.678901] kernel text" are told apart by what stands in the brackets.
        if at < end, text[at] == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(end, at + 48)) {
            guard ShellByte.isNameStart(LogText.byte(text, at + 1)), LogText.first(0x20, in: text, at..<close) == nil,
                !TimedLine.isLevel(text, at + 1..<close)
            else { return }
            var behind = close + 1
            if LogText.byte(text, behind) == 0x5b, let (number, last) = LogText.number(text, behind + 1..<end),
                LogText.byte(text, last) == 0x5d
            {
                (pid, behind) = (number, last + 1)
            }
            if LogText.byte(text, behind) == 0x3a {
                behind += 1
            } else if pid == nil, host.isEmpty, ShellByte.isDigit(LogText.byte(text, 0)), !moment.isLocal {
                // "2011-03-12T00:30:01Z [AUTH] words" is an application's.
                return
            }
            guard LogText.byte(text, behind) <= 0x20 else { return }
            tag = at + 1..<close
            message = LogText.skipBlanks(text, min(end, behind), end: end)..<end
            return
        }
        // login(1) of util-linux calls itself "login -- bob".
        if at < end, text[at] == 0x2d, LogText.matches(text, at, "-- ") {
            from = at + 3
            at = from
        }
        let limit = min(end, at + 96)
        while at < limit {
            let byte = text[at]
            if byte == 0x5b || byte == 0x20 || byte == 0x3a && !ShellByte.isNameStart(LogText.byte(text, at + 1)) { break }
            at += 1
        }
        // busybox puts "authpriv.info" between host and tag.
        if at < end, text[at] == 0x20, let dot = LogText.first(0x2e, in: text, from..<at), dot > from, isFacility(text, from..<dot) {
            from = at + 1
            at = from
            while at < limit, text[at] != 0x5b, text[at] != 0x20, text[at] != 0x3a { at += 1 }
        }
        // "ACCEPT host=192.0.2.1 port=…" begins with a value, not with a tag.
        let name = from..<(LogText.first(0x28, in: text, from..<at) ?? at)
        guard at < end, at > from, LogText.first(0x3d, in: text, name) == nil else {
            message = start..<end
            return
        }
        var behind = at
        var number: Int?
        if text[at] == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(end, at + 24)) {
            number = LogText.number(text, at + 1..<close)?.value
            behind = close + 1
        }
        // "sshd(pam_unix)[123]:", "CRON[1]: (root) CMD", and "sudo:   bob : …". Without a colon the first word is a tag all the same
        // only where a number in brackets follows it, or a module in brackets ends it.
        guard LogText.byte(text, behind) == 0x3a || number != nil || text[at - 1] == 0x29 else {
            message = start..<end
            if readModernTail(text, start, end) { return }
            // "syslogd 1.4.1: restart."
            if at - from == 7, LogText.matches(text, from, "syslogd") { tag = from..<at }
            return
        }
        if LogText.byte(text, behind) == 0x3a { behind += 1 }
        (tag, pid) = (from..<at, number)
        message = LogText.skipBlanks(text, min(behind, end), end: end)..<end
    }

    /// `APP-NAME PROCID MSGID STRUCTURED-DATA MSG` behind a time and a host: RFC 5424 that lost its priority and version.
    private mutating func readModernTail(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard !host.isEmpty, moment.yearsOn == nil else { return false }
        let name = LogText.word(text, start, end: end)
        let process = LogText.word(text, min(end, name.upperBound + 1), end: end)
        let number = LogText.wholeNumber(text, process)
        guard number != nil || process.count == 1 && LogText.byte(text, process.lowerBound) == 0x2d else { return false }
        let identifier = LogText.word(text, min(end, process.upperBound + 1), end: end)
        var at = identifier.upperBound + 1
        guard !identifier.isEmpty, at < end, ShellByte.isNameStart(text[name.lowerBound]) else { return false }
        if text[at] == 0x5b, let close = LogText.first("] ", in: text, at..<end) {
            structuredData = at..<close + 1
            at = close + 1
        } else {
            guard text[at] == 0x2d else { return false }
            at += 1
        }
        (tag, pid) = (name, number)
        message = LogText.skipBlanks(text, min(at, end), end: end)..<end
        return true
    }

    private func isFacility(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for name in ["auth", "authpriv", "cron", "daemon", "kern", "lpr", "mail", "news", "syslog", "user", "uucp"]
        where LogText.equals(text, range, name) {
            return true
        }
        return range.count == 6 && LogText.matches(text, range.lowerBound, "local")
    }

    /// RFC 5424 behind its version: TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG.
    private static func modern(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ priority: Int?) -> SyslogHead? {
        guard let time = LogTime.iso(text, start), time.end < end, text[time.end] == 0x20 else { return nil }
        var at = time.end + 1
        func next() -> Range<Int> {
            let word = LogText.word(text, at, end: end)
            at = min(end, word.upperBound + 1)
            return word.count == 1 && text[word.lowerBound] == 0x2d ? word.lowerBound..<word.lowerBound : word
        }
        let host = next()
        let tag = next()
        let process = next()
        let identifier = next()
        var head = SyslogHead(moment: time.moment, host: host, tag: tag, priority: priority, message: at..<end)
        head.pid = LogText.number(text, process)?.value
        if !identifier.isEmpty { head.messageID = identifier }
        if at < end, text[at] == 0x2d {
            at = min(end, at + 2)
        } else if at < end, text[at] == 0x5b {
            let from = at
            var isQuoted = false
            while at < end {
                let byte = text[at]
                if isQuoted, byte == 0x5c { at += 1 } else if byte == 0x22 { isQuoted.toggle() }
                if !isQuoted, byte == 0x5d, LogText.byte(text, at + 1) != 0x5b { break }
                at += 1
            }
            at = min(end, at + 1)
            head.structuredData = from..<at
            if at < end { at += 1 }
        }
        // A byte order mark marks the message as UTF-8.
        if LogText.byte(text, at) == 0xef, LogText.byte(text, at + 1) == 0xbb, LogText.byte(text, at + 2) == 0xbf { at += 3 }
        head.message = min(LogText.skipBlanks(text, at, end: end), end)..<end
        return head
    }
}
