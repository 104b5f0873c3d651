import Model

extension LogFormat {
    /// What Apache, nginx, lighttpd, LiteSpeed, Tomcat, Traefik, Caddy 1 and others write unless told otherwise: the Common Log Format
    /// of NCSA httpd and what has grown from it – combined, vhost_combined, combinedio, with fields behind.
    ///
    /// A request that was answered with a status from 400 on has the outcome `failure`; others have none.
    static let httpAccess = LogFormat(
        id: "http.access", title: Localized(en: "Web server's access log", ja: "ウェブサーバーのアクセスログ"),
        names: [
            "/access.log", "/access_log", "/other_vhosts_access.log", "/ssl_access_log", "/ssl_request_log", "-access.log", "-access_log",
            ".access.log", "_access.log", "/localhost_access_log.txt", "/access_ssl_log", "/traefik.log",
        ],
        read: AccessLine.read)
}

/// A line in a relative of the Common Log Format, found by its shape: words, a time in brackets, a quoted request, a status.
enum AccessLine {
    static let longestHead = 2048

    @Sendable static func read(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let start = line.lowerBound
        let end = line.upperBound
        // A line that something carries has another head before.
        guard LogTime.bsd(text, start) == nil, LogTime.iso(text, start) == nil else { return false }
        if isCarried(text, start, end) { return false }
        // The first quote that is not the user's own begins the request: servers escape those in names.
        var quote = start
        let limit = min(end, start + longestHead)
        var head: (open: Int, close: Int)?
        var tries = 0
        while tries < 6 {
            quote = HTTPLine.quoteOrBackslash(text, quote, limit)
            while quote < limit, text[quote] == 0x5c { quote = HTTPLine.quoteOrBackslash(text, quote + 2, limit) }
            guard quote < limit else { return false }
            head = brackets(text, start, before: quote)
            if head != nil { break }
            quote += 1
            tries += 1
        }
        guard let head, let moment = time(text, head.open + 1, head.close) else { return false }
        guard let tail = tail(text, quote + 1, end, &draft) else { return false }
        draft.format = "http.access"
        draft.kind = .httpRequest
        draft.moment = moment
        people(text, start, head.open, &draft)
        // Some put the name of the site between the time and the request.
        let between = LogText.skipBlanks(text, head.close + 1, end: quote)
        if between < quote {
            let word = LogText.word(text, between, end: quote)
            if !HTTPLine.isNothing(text, word) { draft.add("url.domain", word) }
        }
        HTTPLine.request(text, quote + 1..<tail.requestEnd, &draft)
        HTTPLine.setOutcome(&draft)
        if draft.fields.isEmpty || draft.fields[draft.fields.count - 1].name != "http.version" { FTPCommand.read(text, &draft) }
        return true
    }

    /// Whether a container's name and a bar stand before the line: "web-1  | 192.0.2.1 - - […".
    @inline(__always)
    private static func isCarried(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let word = LogText.word(text, start, end: min(end, start + 96))
        let bar = LogText.skipBlanks(text, word.upperBound, end: end)
        return LogText.byte(text, bar) == 0x7c && !HTTPLine.isAddress(text, word)
    }

    /// The brackets that stand before the quote, with at most a word between.
    @inline(__always)
    private static func brackets(_ text: Span<UInt8>, _ start: Int, before quote: Int) -> (open: Int, close: Int)? {
        var at = quote - 1
        while at > start, text[at] == 0x20 || text[at] == 0x09 { at -= 1 }
        guard at > start else { return nil }
        if text[at] != 0x5d {
            while at > start, text[at] != 0x20, text[at] != 0x09 { at -= 1 }
            while at > start, text[at] == 0x20 || text[at] == 0x09 { at -= 1 }
            guard at > start, text[at] == 0x5d else { return nil }
        }
        let close = at
        let lowest = max(start, close - 48)
        while at >= lowest, text[at] != 0x5b { at -= 1 }
        return at >= lowest ? (at, close) : nil
    }

    /// A time as it stands in brackets: common, of ISO 8601, or seconds since 1970.
    @inline(__always)
    static func time(_ text: Span<UInt8>, _ start: Int, _ close: Int) -> LogMoment? {
        if let time = LogTime.common(text, start) { return time.end <= close ? time.moment : nil }
        let digit = LogText.byte(text, start)
        guard digit >= 0x30, digit <= 0x39 else { return nil }
        if let time = LogTime.iso(text, start) { return time.end <= close ? time.moment : nil }
        // cPanel's `03/12/2011:00:30:01 -0000`.
        if let time = LogTimes.numbers(text, start, monthFirst: true) { return time.end <= close ? time.moment : nil }
        if let time = MonthName.common(text, start..<close) { return time }
        if close - start >= 9, let time = LogTime.epoch(text, start..<close), time.end == close { return time.moment }
        return nil
    }

    /// Reads what stands before the time: site, address, identity, user.
    @inline(__always)
    private static func people(_ text: Span<UInt8>, _ start: Int, _ bracket: Int, _ draft: inout EventDraft) {
        var from = start
        if from < bracket, text[from] == 0x22 { from += 1 }
        var end = bracket
        while end > from, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        var word = LogText.word(text, from, end: end)
        guard !word.isEmpty else { return }
        var next = LogText.skipBlanks(text, word.upperBound, end: end)
        // "web nginx: 192.0.2.1 - - […": a carrier's head without its time.
        if next < end {
            let tag = LogText.word(text, next, end: end)
            let behind = LogText.skipBlanks(text, tag.upperBound, end: end)
            if tag.count > 1, text[tag.upperBound - 1] == 0x3a, behind < end, HTTPLine.isAddress(text, LogText.word(text, behind, end: end))
            {
                draft.process = Slice(tag.lowerBound..<tag.upperBound - 1)
                draft.host = Slice(word)
                word = LogText.word(text, behind, end: end)
                next = LogText.skipBlanks(text, word.upperBound, end: end)
            }
        }
        var isForwarded = false
        // "198.51.100.7, 192.0.2.1": what X-Forwarded-For held. The last was written by the nearest proxy, the others by anybody.
        while text[word.upperBound - 1] == 0x2c, next < end {
            isForwarded = true
            word = LogText.word(text, next, end: end)
            next = LogText.skipBlanks(text, word.upperBound, end: end)
            guard !word.isEmpty else { return }
        }
        if isForwarded { draft.add("http.request.headers.x-forwarded-for", from..<word.upperBound) }
        if next < end {
            let second = LogText.word(text, next, end: end)
            let behind = LogText.skipBlanks(text, second.upperBound, end: end)
            // "www.example.org:443 192.0.2.1 - -": the site before the peer.
            if behind < end, second.count > 1, !isForwarded, HTTPLine.isAddress(text, second) {
                let site = HTTPLine.peer(text, word)
                if !HTTPLine.isNothing(text, site.address) { draft.add("url.domain", site.address) }
                if let port = site.port { draft.add("server.port", word.upperBound - String(port).utf8.count..<word.upperBound) }
                (word, next) = (second, behind)
            }
        }
        HTTPLine.setPeer(text, word, &draft)
        guard next < end else { return }
        let identity = LogText.word(text, next, end: end)
        var user = LogText.skipBlanks(text, identity.upperBound, end: end)
        if user >= end {
            if !HTTPLine.isNothing(text, identity) { draft.user = name(text, identity, &draft) }
            return
        }
        // lighttpd writes the site where others write the identity.
        if !HTTPLine.isNothing(text, identity) { draft.add("http.identity", identity) }
        while end - user > 2, text[user] == 0x2d, text[user + 1] == 0x20 { user = LogText.skipBlanks(text, user + 1, end: end) }
        if !HTTPLine.isNothing(text, user..<end) { draft.user = name(text, user..<end, &draft) }
    }

    private static func name(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Slice {
        // Apache writes two quotes for an empty name.
        if range.count == 2, text[range.lowerBound] == 0x22, text[range.lowerBound + 1] == 0x22 {
            return Slice(range.upperBound..<range.upperBound)
        }
        // Some servers put a name in quotes.
        if range.count > 2, text[range.lowerBound] == 0x22, text[range.upperBound - 1] == 0x22 {
            return HTTPLine.unescaped(text, range.lowerBound + 1..<range.upperBound - 1, &draft)
        }
        return HTTPLine.unescaped(text, range, &draft)
    }

    /// Reads what stands behind the quote that opens the request; nil where no status follows the request.
    @inline(__always)
    private static func tail(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ draft: inout EventDraft) -> (requestEnd: Int, Void)? {
        var at = start
        // The quote that closes the request has a status behind it. A request that holds quotes which its server did not escape has
        // others before.
        while true {
            at = HTTPLine.quoteOrBackslash(text, at, end)
            while at < end, text[at] == 0x5c { at = HTTPLine.quoteOrBackslash(text, at + 2, end) }
            guard at < end else {
                // A line that was cut within its request.
                return end - start > 3 && LogText.first(0x20, in: text, start..<end) != nil ? (end, ()) : nil
            }
            if at + 2 >= end { return at + 1 >= end ? (at, ()) : nil }
            if text[at + 1] == 0x20 {
                if let status = HTTPLine.status(text, at + 2), isBlank(text, at + 5, end) {
                    draft.status = status
                    rest(text, at + 5, end, &draft)
                    return (at, ())
                }
                if text[at + 2] == 0x2d || text[at + 2] == 0x30, isBlank(text, at + 3, end) {
                    rest(text, at + 3, end, &draft)
                    return (at, ())
                }
            }
            at += 1
        }
    }

    @inline(__always)
    private static func isBlank(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> Bool { at >= end || text[at] == 0x20 || text[at] == 0x09 }

    /// What follows the status: bytes, referer and agent in quotes, and anything.
    @inline(__always)
    private static func rest(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ draft: inout EventDraft) {
        var at = LogText.skipBlanks(text, start, end: end)
        if at < end, text[at] != 0x22 {
            if let (bytes, behind) = LogText.number(text, at..<end) {
                draft.bytes = Int64(bytes)
                at = behind
            } else if text[at] == 0x2d {
                at += 1
            }
            at = LogText.skipBlanks(text, at, end: end)
        }
        guard at + 1 < end, text[at] == 0x22 else {
            if at < end { draft.add("http.extra", at..<end) }
            return
        }
        let (referer, isRefererEscaped) = quoted(text, at + 1, end)
        at = LogText.skipBlanks(text, min(end, referer.upperBound + 1), end: end)
        guard at + 1 < end, text[at] == 0x22 else {
            // One string alone: "agent" of Apache's agent log put behind, or a referer. A product has a slash and no scheme.
            let value = HTTPLine.value(text, referer, hasEscapes: isRefererEscaped, &draft)
            if LogText.first("://", in: text, referer.lowerBound..<min(referer.upperBound, referer.lowerBound + 24)) != nil {
                draft.referer = value
            } else {
                draft.agent = value
            }
            if at < end { draft.add("http.extra", at..<end) }
            return
        }
        draft.referer = HTTPLine.value(text, referer, hasEscapes: isRefererEscaped, &draft)
        let (agent, isAgentEscaped) = quoted(text, at + 1, end)
        draft.agent = HTTPLine.value(text, agent, hasEscapes: isAgentEscaped, &draft)
        at = LogText.skipBlanks(text, min(end, agent.upperBound + 1), end: end)
        if at < end { draft.add("http.extra", at..<end) }
    }

    /// Up to the quote that closes the string, or to the end of a line that was cut.
    @inline(__always)
    private static func quoted(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> (Range<Int>, hasEscapes: Bool) {
        var at = HTTPLine.quoteOrBackslash(text, start, end)
        var hasEscapes = false
        while at < end, text[at] == 0x5c {
            hasEscapes = true
            at = HTTPLine.quoteOrBackslash(text, at + 2, end)
        }
        return (start..<min(at, end), hasEscapes)
    }
}
