import Model

/// The other end of a connection, as programs write it.
struct LogPeer {
    /// An address, or a host name where there is only that.
    var address: Range<Int>
    var port: Int?
    /// Behind all of it.
    var end: Int

    /// Puts it into a draft.
    @inline(__always)
    func fill(_ draft: inout EventDraft) {
        draft.address = Slice(address)
        if let port { draft.port = port }
    }

    /// `192.0.2.1 port 22`, or the address alone.
    static func spaced(_ text: Span<UInt8>, _ start: Int, end: Int) -> LogPeer? {
        guard let address = LogText.address(text, start, end: end) else { return nil }
        var peer = LogPeer(address: address, port: nil, end: behind(text, address))
        if LogText.matches(text, peer.end, " port "), let (port, close) = LogText.number(text, peer.end + 6..<max(peer.end + 6, end)),
            port <= 65_535
        {
            (peer.port, peer.end) = (port, close)
        }
        return peer
    }

    /// `192.0.2.1:22`, `[2001:db8::1]:22`, `2001:db8::1:22`, `192.0.2.1#53`: the port stands behind the last colon, where there is one.
    static func joined(_ text: Span<UInt8>, _ start: Int, end: Int) -> LogPeer? {
        let end = min(end, text.count)
        guard start >= 0, start < end else { return nil }
        if text[start] == 0x5b {
            guard let close = LogText.first(0x5d, in: text, start..<min(end, start + 64)),
                let address = plain(text, start + 1..<close)
            else { return nil }
            var peer = LogPeer(address: address, port: nil, end: close + 1)
            peer.readPort(text, end)
            return peer
        }
        var at = start
        var colons = 0
        var lastColon = start
        while at < end, at - start < 256 {
            let byte = text[at]
            if byte == 0x3a {
                colons += 1
                lastColon = at
            } else if !(ShellByte.isName(byte) || byte == 0x2e || byte == 0x2d || byte == 0x25) {
                break
            }
            at += 1
        }
        // A colon that ends what is said before.
        while at > start, text[at - 1] == 0x3a, at < 2 || text[at - 2] != 0x3a || at - 2 < start {
            at -= 1
            colons -= 1
            lastColon = LogText.last(0x3a, in: text, start..<at) ?? start
        }
        guard at > start else { return nil }
        // One colon, a mapped address with one behind it, or eight parts and one more, or `::` with a port.
        let isPort = colons == 1 || colons > 1 && isPortColon(text, start, lastColon, at)
        if isPort, let (port, close) = LogText.number(text, lastColon + 1..<at), close == at, port <= 65_535,
            let address = plain(text, start..<lastColon)
        {
            return LogPeer(address: address, port: port, end: at)
        }
        guard let address = plain(text, start..<at) else { return nil }
        var peer = LogPeer(address: address, port: nil, end: at)
        if LogText.byte(text, at) == 0x23, let (port, close) = LogText.number(text, at + 1..<end), port <= 65_535 {
            (peer.port, peer.end) = (port, close)
        }
        return peer
    }

    /// `outside:192.0.2.1/5000`, `outside/192.0.2.1(5000)`, `192.0.2.1/5000`: firewalls put an interface or zone before the address.
    static func zoned(_ text: Span<UInt8>, _ start: Int, end: Int) -> LogPeer? {
        let end = min(end, text.count)
        guard start >= 0, start < end else { return nil }
        var at = start
        while at < end, at - start < 48, ShellByte.isName(text[at]) || text[at] == 0x2d { at += 1 }
        if at > start, at < end, text[at] == 0x3a || text[at] == 0x2f, ShellByte.isNameStart(text[start]) {
            at += 1
        } else {
            at = start
        }
        guard var peer = joined(text, at, end: end), isAddress(text, peer.address) else { return nil }
        let mark = LogText.byte(text, peer.end)
        if peer.port == nil, mark == 0x2f || mark == 0x28, let (port, close) = LogText.number(text, peer.end + 1..<end), port <= 65_535 {
            (peer.port, peer.end) = (port, mark == 0x28 ? min(close + 1, end) : close)
        }
        return peer
    }

    /// Whether the last of several colons stands before a port: behind an IPv4 part, behind seven colons, or behind `::` before four or
    /// five digits.
    private static func isPortColon(_ text: Span<UInt8>, _ start: Int, _ colon: Int, _ end: Int) -> Bool {
        if LogText.last(0x2e, in: text, start..<colon) != nil { return true }
        var colons = 0
        var isShortened = false
        for at in start..<colon where text[at] == 0x3a {
            colons += 1
            if at > start, text[at - 1] == 0x3a { isShortened = true }
        }
        return colons >= 7 || isShortened && end - colon > 4
    }

    /// `name[192.0.2.1]`, `name [192.0.2.1]`, `[192.0.2.1]`, each with `:port` or not: the address stands in the brackets.
    static func bracketed(_ text: Span<UInt8>, _ start: Int, end: Int) -> LogPeer? {
        let end = min(end, text.count)
        var at = start
        while at < end, text[at] != 0x5b, text[at] > 0x20, at - start < 300 { at += 1 }
        if at < end, text[at] == 0x20, LogText.byte(text, at + 1) == 0x5b { at += 1 }
        guard at < end, text[at] == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(end, at + 64)),
            let address = plain(text, at + 1..<close)
        else { return nil }
        var peer = LogPeer(address: address, port: nil, end: close + 1)
        peer.readPort(text, end)
        return peer
    }

    private mutating func readPort(_ text: Span<UInt8>, _ limit: Int) {
        if LogText.byte(text, end) == 0x3a, let (port, close) = LogText.number(text, end + 1..<limit), port <= 65_535 {
            (self.port, end) = (port, close)
        }
    }

    /// An address or name without `::ffff:` and `IPv6:` before it; nil where there is none.
    static func plain(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var from = range.lowerBound
        if LogText.byte(text, from) | 0x20 == 0x69, LogText.matches(text, from, "IPv6:") || LogText.matches(text, from, "ipv6:") {
            from += 5
        }
        guard from < range.upperBound else { return nil }
        guard let address = LogText.address(text, from, end: range.upperBound) else { return nil }
        return address.upperBound == range.upperBound ? address : nil
    }

    /// Whether a range is written as an IPv4 or IPv6 address.
    static func isAddress(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= 2, range.count <= 64, range.upperBound <= text.count else { return false }
        var points = 0
        var colons = 0
        var isShortened = false
        for at in range {
            let byte = text[at]
            switch byte {
            case 0x2e: points += 1
            case 0x3a:
                colons += 1
                if at > range.lowerBound, text[at - 1] == 0x3a { isShortened = true }
            case 0x25: return colons > 1
            case 0x30...0x39: break
            case 0x41...0x46, 0x61...0x66:
                if points > 0 { return false }
            default: return false
            }
        }
        return colons == 0 ? points == 3 : isShortened || colons == 7 || colons == 6 && points == 3
    }

    /// Behind an address that `LogText.address` gave, and behind the bracket that closes it.
    private static func behind(_ text: Span<UInt8>, _ address: Range<Int>) -> Int {
        LogText.byte(text, address.upperBound) == 0x5d ? address.upperBound + 1 : address.upperBound
    }
}
