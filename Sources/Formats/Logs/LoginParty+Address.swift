/// From where: the peer's address in a message about a log-in.
extension LoginParty {
    /// The peer's address: what a label marks as the peer's where the message names the near end, too; otherwise the last address, because
    /// names that a visitor chose stand before it.
    static func address(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        labelled(text, range) ?? source(text, range) ?? unforwarded(text, range) ?? lastAddress(text, range)
    }

    /// The last address before what the peer says of machines behind it.
    private static func unforwarded(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard let place = find("forwarded", text, range) else { return nil }
        return lastAddress(text, range.lowerBound..<place)
    }

    /// What a label marks as the peer's.
    static func labelled(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        for name in ["rip=", "rhost=", "remote_addr=", "client_ip=", "oip="] {
            guard let place = LogText.last(name, in: text, range) else { continue }
            if let address = LogText.address(text, place + name.utf8.count, end: range.upperBound), HTTPLine.isAddress(text, address) {
                return address
            }
        }
        return LabelledText.address(text, range, isRow: true).map { HTTPLine.peer(text, $0).address }
    }

    /// What stands left of an arrow between two addresses: `192.0.2.1:5000 -> 198.51.100.1:22`, `tcp 192.0.2.1(5000) -> 198.51.100.1(22)`.
    static func source(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard let arrow = LogText.first("->", in: text, range), arrow > range.lowerBound, LogText.byte(text, arrow - 1) == 0x20 else {
            return nil
        }
        var end = arrow - 1
        // An interface in brackets may stand behind the port.
        if LogText.byte(text, end - 1) == 0x29, let open = LogText.last(0x28, in: text, LogText.range(range.lowerBound, end)),
            LogText.byte(text, open - 1) == 0x20
        {
            end = open - 1
        }
        if LogText.byte(text, end - 1) == 0x29, let open = LogText.last(0x28, in: text, LogText.range(range.lowerBound, end)) { end = open }
        var start = end
        while start > range.lowerBound, text[start - 1] > 0x20, text[start - 1] != 0x5b, text[start - 1] != 0x28 { start -= 1 }
        let word = HTTPLine.peer(text, LogText.range(start, end)).address
        if HTTPLine.isAddress(text, word) { return word }
        // "inside/192.0.2.1(5000) ->"
        return LogPeer.zoned(text, start, end: end).map(\.address)
    }

    /// The last word that is an address of IPv4 or IPv6, brackets, port and punctuation aside.
    static func lastAddress(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var end = range.upperBound
        while end > range.lowerBound {
            // Bytes that an address is made of.
            guard isPart(text[end - 1]) else {
                end -= 1
                continue
            }
            var start = end
            while start > range.lowerBound, isPart(text[start - 1]) { start -= 1 }
            var stop = end
            while stop > start, text[stop - 1] == 0x2e || text[stop - 1] == 0x3a && LogText.byte(text, stop - 2) != 0x3a { stop -= 1 }
            // "ip:192.0.2.1": a colon that ends a word before it.
            while start < stop, text[start] == 0x3a, LogText.byte(text, start + 1) != 0x3a { start += 1 }
            let word = LogText.range(start, stop)
            // A clock ("00:30:01") has two colons and no more than two digits between them.
            if HTTPLine.isAddress(text, word), !isClock(text, word), !isInAWord(text, word, range), !isVersion(text, word, range) {
                return client(text, word, range)
            }
            end = start
        }
        return nil
    }

    /// The first of a list of addresses that ends with one: `192.0.2.1,198.51.100.1` and `192.0.2.1, 198.51.100.1` name proxies behind the client.
    /// Two ends of one connection have a port each.
    private static func client(_ text: Span<UInt8>, _ last: Range<Int>, _ range: Range<Int>) -> Range<Int> {
        var found = last
        guard !isBeforePort(text, last) else { return last }
        for _ in 0..<8 {
            var end = found.lowerBound
            if end > range.lowerBound, text[end - 1] == 0x20 { end -= 1 }
            guard end > range.lowerBound, text[end - 1] == 0x2c else { break }
            end -= 1
            var start = end
            while start > range.lowerBound, isPart(text[start - 1]) { start -= 1 }
            guard HTTPLine.isAddress(text, start..<end), !isBeforePort(text, start..<end) else { break }
            found = start..<end
        }
        return found
    }

    /// `192.0.2.1:25`.
    private static func isBeforePort(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
        LogText.first(0x3a, in: text, word).map { LogText.first(0x2e, in: text, word.lowerBound..<$0) != nil } ?? false
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        ShellByte.isDigit(byte) || byte == 0x2e || byte == 0x3a || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66
    }

    private static func isClock(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
        word.count <= 12 && LogText.clock(text, word.lowerBound) != nil
    }

    /// Whether letters go on at either end: `Namespace::add`.
    private static func isInAWord(_ text: Span<UInt8>, _ word: Range<Int>, _ range: Range<Int>) -> Bool {
        word.lowerBound > range.lowerBound && ShellByte.isName(text[word.lowerBound - 1])
            || word.upperBound < range.upperBound && ShellByte.isName(text[word.upperBound])
    }

    /// Four numbers of a program's version: `kernel/5.15.90.1-x`, `Chrome/103.0.0.0`.
    private static func isVersion(_ text: Span<UInt8>, _ word: Range<Int>, _ range: Range<Int>) -> Bool {
        guard word.lowerBound > range.lowerBound + 1, text[word.lowerBound - 1] == 0x2f, ShellByte.isName(text[word.lowerBound - 2]) else {
            return false
        }
        // Products of a browser's name stand behind its first, "Mozilla/5.0".
        if let agent = LogText.first("Mozilla/", in: text, range), agent < word.lowerBound { return true }
        return LogText.byte(text, word.upperBound) == 0x2d || LogText.contains(text, word, ".0.0")
    }
}
