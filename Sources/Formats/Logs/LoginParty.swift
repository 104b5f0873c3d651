/// The two parties that a message about a log-in names: who, and from where.
enum LoginParty {
    /// The peer's address: what a label marks as the peer's where the message names the near end, too; otherwise the last address, because
    /// names that a visitor chose stand before it.
    static func address(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        for name in ["rip=", "rhost=", "remote_addr=", "client_ip=", "oip="] {
            guard let place = LogText.last(name, in: text, range) else { continue }
            if let address = LogText.address(text, place + name.utf8.count, end: range.upperBound), HTTPLine.isAddress(text, address) {
                return address
            }
        }
        if let address = LabelledText.address(text, range, isRow: true) { return HTTPLine.peer(text, address).address }
        return lastAddress(text, range)
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
            if HTTPLine.isAddress(text, word), !isClock(text, word), !isInAWord(text, word, range) { return word }
            end = start
        }
        return nil
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

    /// What may stand before a name; the first that is found counts.
    private static let marks = [
        "username input ", "for username ", "for invalid user ", "for user ", "by user ", "of user ", "username: ", "user: ", "Username: ",
        "User: ", "user name ", "username ", "Username ", "user ", "User ", "account ", "login for ", "Login for ", "attempt for ",
        "authentication for ", "request for ", "password for ", "credentials for ", "failed for ", "Login failed: ",
        "Login successful: ", "login: ",
    ]

    /// The name of the user, without its quotes.
    static func user(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        if let user = LabelledText.user(text, range) { return user }
        for mark in marks {
            guard let at = LogText.first(mark, in: text, range) else { continue }
            let start = at + mark.utf8.count
            if at > range.lowerBound, ShellByte.isName(text[at - 1]) { continue }
            if let name = name(text, start, range.upperBound) { return name }
        }
        return nil
    }

    /// A name in quotes or brackets, or a word, which ends the message or has the rest of the sentence behind it.
    private static func name(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int>? {
        guard start < end else { return nil }
        let close: UInt8? =
            switch text[start] {
            case 0x27: 0x27
            // `name' and `name`.
            case 0x60: LogText.first(0x60, in: text, start + 1..<min(end, start + 256)) == nil ? 0x27 : 0x60
            case 0x22: 0x22
            case 0x5b: 0x5d
            case 0x3c: 0x3e
            default: nil
            }
        if let close {
            guard let stop = closing(close, text, start + 1, end), stop > start + 1 else { return nil }
            return start + 1..<stop
        }
        var word = LogText.token(text, start, end: end)
        while let last = word.last,
            text[last] == 0x3a || text[last] == 0x2e || text[last] == 0x29 || text[last] == 0x27 || text[last] == 0x22
        {
            word = word.lowerBound..<last
        }
        guard !word.isEmpty, word.count <= 128, text[word.lowerBound] != 0x28, !isPlainWord(text, word) else { return nil }
        return word
    }

    /// The first closing quote that ends a word.
    private static func closing(_ close: UInt8, _ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var at = start
        while let stop = LogText.first(close, in: text, at..<min(end, start + 256)) {
            let next = stop + 1 < end ? text[stop + 1] : 0x20
            if !ShellByte.isName(next) { return stop }
            at = stop + 1
        }
        return nil
    }

    private static let plain = KeyTable<Bool>(
        [
            "from", "not", "or", "and", "is", "was", "has", "with", "name", "password", "login", "authentication", "unknown", "in", "to",
            "at", "by",
            "for", "failed", "does", "doesn't", "could", "attempt", "account", "user", "id", "the", "a", "an", "logged", "ip", "via", "on",
            "of",
            "invalid", "wrong", "successfully", "rejected", "denied", "credentials", "session", "because", "using",
        ].map { ($0, true) })

    /// A word of the sentence itself.
    private static func isPlainWord(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool { plain[text, word] == true }
}
