import Model

/// Requests of the web that a message of any program tells of in a form of its own: `192.0.2.1 POST /login took 8ms and returned 401`,
/// `192.0.2.1 - "GET /x HTTP/1.1" 404`.
enum RequestWords {
    /// Reads a message that names a peer, a request and how it was answered; false where it lacks one of them.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let range = message.lowerBound..<min(message.upperBound, message.lowerBound + LoginWords.longest)
        guard Refusal.mayHoldAddress(text, range) else { return false }
        if PacketWords.read(text, range, &draft) { return true }
        guard let (method, path, end) = request(text, range) else { return row(text, range, &draft) }
        if started(text, range, method, path, end, &draft) { return true }
        guard let status = status(text, end..<min(range.upperBound, end + 200)) ?? before(text, range.lowerBound..<method.lowerBound) else {
            return false
        }
        let address =
            draft.address.isPresent
            ? nil
            : behindPort(text, end, range.upperBound) ?? LoginParty.lastAddress(text, range.lowerBound..<method.lowerBound)
                ?? LabelledText.address(text, range)
                ?? LoginParty.lastAddress(text, end..<range.upperBound)
        if let address { HTTPLine.setPeer(text, address, &draft) }
        guard draft.address.isPresent else { return false }
        (draft.kind, draft.status) = (.httpRequest, status)
        (draft.method, draft.path) = (Slice(method), Slice(path))
        HTTPLine.setOutcome(&draft)
        return true
    }

    /// `Started POST "/login" for 192.0.2.1 at 2011-03-12 00:30:01 +0900`, as Ruby on Rails says before it has an answer.
    private static func started(
        _ text: Span<UInt8>, _ range: Range<Int>, _ method: Range<Int>, _ path: Range<Int>, _ end: Int, _ draft: inout EventDraft
    ) -> Bool {
        guard LogText.matches(text, method.lowerBound - 8, "Started "), LogText.matches(text, end, "\" for "),
            let peer = LogPeer.joined(text, end + 6, end: range.upperBound), LogPeer.isAddress(text, peer.address),
            LogText.matches(text, peer.end, " at ")
        else { return false }
        if !draft.address.isPresent { peer.fill(&draft) }
        (draft.kind, draft.method, draft.path) = (.httpRequest, Slice(method), Slice(path))
        return true
    }

    /// The client in a log of columns without their names, in the order that is usual for them: query, port of the server, user, client.
    private static func behindPort(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int>? {
        var at = start
        func next() -> Range<Int> {
            let word = LogText.word(text, LogText.skipBlanks(text, at, end: end), end: end)
            at = word.upperBound
            return word
        }
        _ = next()
        guard let port = LogText.wholeNumber(text, next()), port < 65_536 else { return nil }
        _ = next()
        let client = next()
        return HTTPLine.isAddress(text, client) ? client : nil
    }

    /// A row of fields: `srcip="192.0.2.1" method="POST" statuscode="403" url="/x"`.
    private static func row(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let address = LabelledText.address(text, range, isRow: true), let request = LabelledText.request(text, range) else {
            return false
        }
        HTTPLine.setPeer(text, address, &draft)
        (draft.kind, draft.status, draft.method) = (.httpRequest, request.status, Slice(request.method))
        if let path = request.path { draft.path = Slice(path) }
        HTTPLine.setOutcome(&draft)
        return true
    }

    private static let methods = ["GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "PATCH ", "OPTIONS ", "CONNECT ", "PROPFIND "]

    /// The method and the path behind it, and the place behind both and the protocol.
    private static func request(_ text: Span<UInt8>, _ range: Range<Int>) -> (method: Range<Int>, path: Range<Int>, end: Int)? {
        var at = range.lowerBound
        while at < range.upperBound {
            let isStart = at == range.lowerBound || !ShellByte.isName(text[at - 1]) && text[at - 1] != 0x2d
            if isStart, text[at] >= 0x43, text[at] <= 0x50 {
                for method in methods where LogText.matches(text, at, method) {
                    var start = at + method.utf8.count
                    if LogText.byte(text, start) == 0x22 { start += 1 }
                    guard LogText.byte(text, start) == 0x2f || LogText.matches(text, start, "http") else { continue }
                    var end = start
                    while end < range.upperBound, text[end] > 0x20, text[end] != 0x22 { end += 1 }
                    var behind = end
                    if LogText.matches(text, behind, " HTTP/") {
                        behind = LogText.word(text, behind + 1, end: range.upperBound).upperBound
                    }
                    return (at..<at + method.utf8.count - 1, start..<end, min(behind, range.upperBound))
                }
            }
            at += 1
        }
        return nil
    }

    /// The first number of three digits that is a status and stands alone.
    private static func status(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while at < range.upperBound {
            guard ShellByte.isDigit(text[at]) else {
                at += 1
                continue
            }
            var end = at
            while end < range.upperBound, ShellByte.isDigit(text[end]) { end += 1 }
            let before = LogText.byte(text, at - 1)
            let behind = LogText.byte(text, end)
            let isAlone =
                !ShellByte.isName(before) && before != 0x2e && before != 0x2f && !ShellByte.isName(behind) && behind != 0x2e
                && behind != 0x2f
            if end - at == 3, isAlone, let value = LogText.digits(text, at, 3), (100..<600).contains(value) { return value }
            at = end
        }
        return nil
    }

    /// A status right before the request: `403 "POST /login HTTP/1.0"`.
    private static func before(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        status(text, max(range.lowerBound, range.upperBound - 8)..<range.upperBound)
    }
}
