/// The two parties that a message about a log-in names: who, and from where (`LoginParty+Address`).
enum LoginParty {
    /// What may stand before a name, in small letters; the first that is found counts.
    private static let marks = [
        "username input ", "for username ", "for invalid user ", "for user ", "by user ", "of user ", "with user name ", "with username ",
        "with login ", "username: ", "user: ", "user name: ", "user name ", "username ", "for account ", "user account ", "user ",
        "account: ",
        "account ", "login for ", "attempt for ", "authentication for ", "request for ", "password for ", "credentials for ", "failed for ",
        "failure for ", "attempt by ", "login by ", "login failed: ", "login successful: ", "login: ", "email: ", "email ", "logname ",
        "login attempt: ", "login name ", "identity ", "principal ", "login as ", "authenticate as ", "log in as ", "logged in as ",
        "authenticating ", "denied for ", "error for ", "rejected for ", "login : ", "user : ", "contact ", "for principal ",
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
        return named(text, range) ?? before(text, range) ?? inBrackets(text, range) ?? atAddress(text, range) ?? quoted(text, range)
    }

    /// `Username[bob]`, `user(bob)`: a word for the user and right behind it the name in brackets.
    private static func inBrackets(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        for word in ["username", "user", "login", "account"] {
            guard let at = find(word, text, range), at == range.lowerBound || !ShellByte.isName(text[at - 1]) else { continue }
            let open = at + word.utf8.count
            let close: UInt8 = LogText.byte(text, open) == 0x5b ? 0x5d : 0x29
            guard LogText.byte(text, open) == 0x5b || LogText.byte(text, open) == 0x28,
                let end = LogText.first(close, in: text, open..<min(range.upperBound, open + 128))
            else { continue }
            let name = LoginSentence.name(text, open + 1..<end)
            if !name.isEmpty, !isPlainWord(text, name), LogText.first(0x20, in: text, name) == nil { return name }
        }
        // "Login incorrect (why): [bob] (from client …)"
        guard let open = LogText.placeBehind(": [", in: text, range), let end = LogText.first(0x5d, in: text, open..<range.upperBound),
            end > open, end - open <= 64, !HTTPLine.isAddress(text, open..<end), LogText.number(text, open..<end)?.end != end
        else { return nil }
        for at in open..<end where text[at] <= 0x20 || text[at] == 0x3d || text[at] == 0x3a { return nil }
        return open..<end
    }

    /// What stands before the sign in `bob@192.0.2.1`, `database/bob@192.0.2.1`.
    private static func atAddress(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var from = range.lowerBound
        while let at = LogText.first(0x40, in: text, from..<range.upperBound) {
            from = at + 1
            guard let peer = LogPeer.joined(text, at + 1, end: range.upperBound), LogPeer.isAddress(text, peer.address) else { continue }
            var start = at
            while start > range.lowerBound, ShellByte.isName(text[start - 1]) || text[start - 1] == 0x2d || text[start - 1] == 0x2e {
                start -= 1
            }
            if start < at, !isPlainWord(text, start..<at) { return start..<at }
        }
        return nil
    }

    /// The word before what the program says of it: `bob failed to log in`, `bob is not allowed`.
    private static func before(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        for mark in [
            " failed to ", " could not ", " tried to ", " is not allowed", " was not allowed", " has logged in", " logged in",
            ": authentication fail", " lost connection", " failed authentication", " failed login", " has failed",
        ] {
            guard let at = LogText.first(mark, in: text, range) else { continue }
            var start = at
            while start > range.lowerBound, text[start - 1] > 0x20 { start -= 1 }
            // "bob[/192.0.2.1:5000] logged in"
            let stop = LogText.first(0x5b, in: text, min(start + 1, at)..<at) ?? at
            if let name = name(text, start, stop), name.upperBound == stop || name.lowerBound > start, !HTTPLine.isAddress(text, name) {
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
    static func find(_ mark: String, _ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
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
