/// The two parties that a message about a log-in names: who, and from where.
enum LoginParty {
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
        return HTTPLine.isAddress(text, word) ? word : nil
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
                return word
            }
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

    /// Four numbers of a program's version: `kernel/5.15.90.1-x`, `Chrome/103.0.0.0`.
    private static func isVersion(_ text: Span<UInt8>, _ word: Range<Int>, _ range: Range<Int>) -> Bool {
        guard word.lowerBound > range.lowerBound + 1, text[word.lowerBound - 1] == 0x2f, ShellByte.isName(text[word.lowerBound - 2]) else {
            return false
        }
        return LogText.byte(text, word.upperBound) == 0x2d || LogText.contains(text, word, ".0.0")
    }

    /// What may stand before a name, in small letters; the first that is found counts.
    private static let marks = [
        "username input ", "for username ", "for invalid user ", "for user ", "by user ", "of user ", "with user name ", "with username ",
        "with login ", "username: ", "user: ", "user name: ", "user name ", "username ", "for account ", "user account ", "user ",
        "account: ",
        "account ", "login for ", "attempt for ", "authentication for ", "request for ", "password for ", "credentials for ", "failed for ",
        "failure for ", "attempt by ", "login by ", "login failed: ", "login successful: ", "login: ", "email: ", "email ", "logname ",
        "login attempt: ", "login name ", "identity ", "principal ", "login as ", "authenticate as ", "log in as ", "logged in as ",
        "denied for ", "error for ", "rejected for ", "login : ", "user : ", "contact ", "for principal ",
    ]

    /// The name of the user, without its quotes.
    static func user(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        if let user = LabelledText.user(text, range) { return user }
        for mark in marks {
            var from = range.lowerBound
            for _ in 0..<4 {
                guard let at = find(mark, text, from..<range.upperBound) else { break }
                let start = at + mark.utf8.count
                from = start
                if at > range.lowerBound, ShellByte.isName(text[at - 1]) { continue }
                if let name = name(text, start, range.upperBound) { return name }
            }
        }
        return named(text, range) ?? before(text, range) ?? quoted(text, range)
    }

    /// The word before what the program says of it: `bob failed to log in`, `bob is not allowed`.
    private static func before(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        for mark in [
            " failed to ", " could not ", " tried to ", " is not allowed", " was not allowed", " has logged in", " logged in",
            ": authentication fail",
        ] {
            guard let at = LogText.first(mark, in: text, range) else { continue }
            var start = at
            while start > range.lowerBound, text[start - 1] > 0x20 { start -= 1 }
            if let name = name(text, start, at), name.upperBound == at || name.lowerBound > start, !HTTPLine.isAddress(text, name) {
                return name
            }
        }
        return nil
    }

    /// The only word in quotes that the message has.
    private static func quoted(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var found: Range<Int>?
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = text[at]
            let isOpening = (byte == 0x27 || byte == 0x22) && (at == range.lowerBound || !ShellByte.isName(text[at - 1]))
            guard isOpening, let stop = closing(byte, text, at + 1, range.upperBound) else {
                at += 1
                continue
            }
            guard found == nil else { return nil }
            found = at + 1..<stop
            at = stop + 1
        }
        guard let found, !found.isEmpty, found.count <= 64, LogText.first(0x20, in: text, found) == nil,
            LogText.first(0x2f, in: text, found) == nil,
            !HTTPLine.isAddress(text, found)
        else { return nil }
        return found
    }

    /// A name behind "for", "as" or "by" that the end, an address or a bracket follows: `Login failed for bob from …`, `Invalid login as bob`.
    private static func named(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        for mark in [" for ", " as ", " by "] {
            guard let at = LogText.first(mark, in: text, range) else { continue }
            let start = at + mark.utf8.count
            guard let name = name(text, start, range.upperBound), !HTTPLine.isAddress(text, name) else { continue }
            if name.lowerBound > start { return name }
            let behind = LogText.skipBlanks(text, name.upperBound, end: range.upperBound)
            if behind >= range.upperBound { return name }
            for next in ["from", "(", "[", "at ", "with ", "via ", "using ", ":", ",", ".", ";", "-", "because", "failed", "by ", "on "]
            where LogText.matches(text, behind, next) {
                return name
            }
        }
        return nil
    }

    /// The first place of small letters, whatever the case of the text.
    private static func find(_ mark: String, _ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard let first = mark.utf8.first else { return nil }
        let end = range.upperBound - mark.utf8.count
        var at = range.lowerBound
        while at <= end {
            if text[at] | 0x20 == first, LogText.matchesIgnoringCase(text, at, mark) { return at }
            at += 1
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
        while let last = word.last, isEnd(text[last]) { word = word.lowerBound..<last }
        guard !word.isEmpty, word.count <= 128, text[word.lowerBound] != 0x28, !isPlainWord(text, word),
            LogText.first(0x3d, in: text, word) == nil
        else { return nil }
        return word
    }

    /// What ends a word of a sentence and no name.
    private static func isEnd(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x22, 0x27, 0x29, 0x2c, 0x2e, 0x3a, 0x3b, 0x3e, 0x5d, 0x7d: true
        default: false
        }
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
            "invalid", "wrong", "successfully", "rejected", "denied", "credentials", "session", "because", "using", "agent", "error",
            "fail",
            "failure", "username", "client", "connection", "remote", "host", "address", "access", "attempts", "tried", "no", "this", "some",
            "are", "token", "request", "details", "service", "database", "input", "cannot", "email", "found", "had", "blocked", "locked",
            "disabled", "expired", "exists",
            "auth", "due", "principal", "contact", "found", "attempt", "after", "while", "when", "if", "see", "exceeded", "verification",
            "peer", "none", "null", "many", "too", "http", "ssh",
        ].map { ($0, true) })

    /// A word of the sentence itself.
    private static func isPlainWord(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool { plain[text, word] == true }
}
