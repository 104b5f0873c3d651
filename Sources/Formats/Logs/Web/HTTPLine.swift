import Model

/// The parts that all logs of web servers share: request lines, escapes, statuses.
enum HTTPLine {
    /// Takes a request line (`GET /a?b HTTP/1.1`, RFC 9112 section 3) apart. What is none – binary noise of a scanner, a lone dash – is
    /// kept whole as `http.request.line`, and method and path stay empty.
    static func request(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let end = range.upperBound
        var at = range.lowerBound
        guard at < end, !(range.count == 1 && text[at] == 0x2d) else { return }
        while at < end, isToken(text[at]) { at += 1 }
        // A method is a token, and the target begins behind exactly one space.
        guard at > range.lowerBound, at < end, text[at] == 0x20, at - range.lowerBound <= 32, at + 1 < end, text[at + 1] != 0x20 else {
            draft.add("http.request.line", unescaped(text, range, &draft))
            return
        }
        let method = range.lowerBound..<at
        let target = at + 1
        // The version stands behind the last space: a target may hold spaces where the client was sloppy.
        at = LogText.last(0x20, in: text, target..<end) ?? target
        var targetEnd = end
        if at > target, end - at <= 12, LogText.matches(text, at + 1, "HTTP/") {
            draft.add("http.version", at + 6..<end)
            targetEnd = at
        }
        draft.method = Slice(method)
        let isEscaped = LogText.first(0x5c, in: text, target..<targetEnd) != nil
        draft.path = isEscaped ? unescaped(text, target..<targetEnd, &draft) : Slice(target..<targetEnd)
    }

    /// The first quote or backslash from a place on; the end where there is none.
    @inline(__always)
    static func quoteOrBackslash(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = max(0, start)
        let end = min(end, text.count)
        while at <= end - 8 {
            let bytes = EightBytes.read(text, at)
            let found = EightBytes.zeros(bytes ^ EightBytes.all(0x22)) | EightBytes.zeros(bytes ^ EightBytes.all(0x5c))
            if found != 0 { return at + found.trailingZeroBitCount / 8 }
            at += 8
        }
        while at < end {
            let byte = text[at]
            if byte == 0x22 || byte == 0x5c { break }
            at += 1
        }
        return at
    }

    /// A byte of a method; RFC 9110 allows more, which no method uses.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        byte >= 0x41 && byte <= 0x5a || byte >= 0x61 && byte <= 0x7a || byte == 0x5f || byte == 0x2d
    }

    /// Whether a range is the dash that stands for nothing, or empty.
    @inline(__always)
    static func isNothing(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.isEmpty || range.count == 1 && text[range.lowerBound] == 0x2d
    }

    /// The value of a range, its escapes undone; absent where it is empty or a dash.
    @inline(__always)
    static func value(_ text: Span<UInt8>, _ range: Range<Int>, hasEscapes: Bool, _ draft: inout EventDraft) -> Slice {
        if isNothing(text, range) { return .absent }
        return hasEscapes ? unescaped(text, range, &draft) : Slice(range)
    }

    /// Undoes what Apache ("Custom Log Formats", format notes) and nginx (`log_format`, escape=default and json) do to bytes that could
    /// forge a line: `\xHH`, `\u00HH`, `\"`, `\\`, and the letters of C.
    static func unescaped(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Slice {
        guard LogText.first(0x5c, in: text, range) != nil else { return Slice(range) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = text[at]
            guard byte == 0x5c, at + 1 < range.upperBound else {
                bytes.append(byte)
                at += 1
                continue
            }
            let next = text[at + 1]
            if next == 0x78, let high = ShellByte.hex(LogText.byte(text, at + 2)), let low = ShellByte.hex(LogText.byte(text, at + 3)),
                at + 3 < range.upperBound
            {
                bytes.append(high << 4 | low)
                at += 4
                continue
            }
            if next == 0x75, at + 5 < range.upperBound, let scalar = LineJSON.scalar(text, at + 2) {
                LineJSON.append(scalar, to: &bytes)
                at += 6
                continue
            }
            switch next {
            case 0x6e: bytes.append(0x0a)
            case 0x74: bytes.append(0x09)
            case 0x72: bytes.append(0x0d)
            case 0x62: bytes.append(0x08)
            case 0x66: bytes.append(0x0c)
            case 0x76: bytes.append(0x0b)
            default: bytes.append(next)
            }
            at += 2
        }
        return draft.decode(bytes)
    }

    /// The peer of "192.0.2.1", "192.0.2.1:443", "[2001:db8::1]:443", "::ffff:192.0.2.1". A port behind an address of IPv6 without
    /// brackets cannot be told from the address and is not looked for.
    static func setPeer(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let peer = peer(text, range)
        if isNothing(text, peer.address) { return }
        draft.address = Slice(peer.address)
        if let port = peer.port { draft.port = port }
    }

    static func peer(_ text: Span<UInt8>, _ range: Range<Int>) -> (address: Range<Int>, port: Int?) {
        var from = range.lowerBound
        var end = range.upperBound
        guard from < end else { return (range, nil) }
        // Of "192.0.2.1, 198.51.100.1" the first is the client, the others are the proxies that it came through.
        if let comma = LogText.first(0x2c, in: text, range) {
            let first = text[from] == 0x5b ? from + 1..<comma : from..<comma
            if isAddress(text, first) { return peer(text, first) }
        }
        if text[from] == 0x5b, let close = LogText.first(0x5d, in: text, range) {
            let port = LogText.byte(text, close + 1) == 0x3a ? LogText.number(text, min(close + 2, end)..<end)?.value : nil
            from += 1
            if LogText.matchesIgnoringCase(text, from, "::ffff:"), LogText.first(0x2e, in: text, from..<close) != nil { from += 7 }
            return (min(from, close)..<close, port.flatMap { $0 < 65_536 ? $0 : nil })
        }
        if text[from] == 0x3a, LogText.matchesIgnoringCase(text, from, "::ffff:"), LogText.first(0x2e, in: text, from..<end) != nil {
            from = min(end, from + 7)
        }
        var colons = 0
        var colon = end
        for at in from..<end where text[at] == 0x3a {
            colons += 1
            colon = at
        }
        var port: Int?
        // Eight groups and a port: nothing else has eight colons.
        if colons == 1 || colons == 8 && LogText.first("::", in: text, from..<end) == nil,
            let number = LogText.number(text, colon + 1..<end), number.end == end, number.value < 65_536
        {
            (port, end) = (number.value, colon)
        }
        return (from..<end, port)
    }

    /// Whether a range looks like an address of IPv4 or IPv6, with or without brackets and port.
    static func isAddress(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= 2, range.count <= 64 else { return false }
        var dots = 0
        var colons = 0
        var letters = 0
        var isShortened = false
        for at in range {
            switch text[at] {
            case 0x2e: dots += 1
            case 0x3a:
                colons += 1
                if at > range.lowerBound, text[at - 1] == 0x3a { isShortened = true }
            case 0x30...0x39: break
            case 0x41...0x46, 0x61...0x66: letters += 1
            case 0x5b, 0x5d: break
            case 0x25:
                let zone = at + 1..<range.upperBound
                return colons >= 2
                    && zone.allSatisfy { ShellByte.isName(text[$0]) || text[$0] == 0x2e || text[$0] == 0x2d || text[$0] == 0x5d }
            default: return false
            }
        }
        // A clock, a hardware address and a digest have colons, too, but neither seven of them nor two beside each other.
        return dots == 3 && letters == 0 && colons <= 1 || colons >= 2 && (isShortened || colons >= 7 || colons == 6 && dots == 3)
    }

    /// A request that was answered with an error failed, whoever was at fault; that one was answered otherwise says nothing about what it
    /// was for, so that it has no outcome. The status is what counts.
    @inline(__always)
    static func setOutcome(_ draft: inout EventDraft) {
        if let status = draft.status, status >= 400, status < 600 { draft.outcome = .failure }
    }

    /// Three digits; 0 where the range is a dash.
    @inline(__always)
    static func status(_ text: Span<UInt8>, _ at: Int) -> Int? {
        let first = LogText.byte(text, at) &- 0x30
        let second = LogText.byte(text, at + 1) &- 0x30
        let third = LogText.byte(text, at + 2) &- 0x30
        guard first < 10, second < 10, third < 10 else { return nil }
        return Int(first) * 100 + Int(second) * 10 + Int(third)
    }
}
