/// What a name that no table knows most likely stands for, told from its words: `remoteIpAddr`, `addr.remote`, `login_name`.
enum KeyGuess {
    private enum Word { case address, user, stranger, other }

    private static let words = KeyTable<Word>(
        [
            (
                Word.address,
                [
                    "ip", "ips", "ipaddr", "ipaddress", "addr", "address", "ipv4", "ipv6", "rhost", "clientip", "remoteip", "srcip",
                    "sourceip", "userip",
                ]
            ),
            (
                .user,
                [
                    "user", "username", "usr", "login", "account", "accountname", "acct", "principal", "identity", "email", "suser",
                    "duser", "usrname",
                ]
            ),
            (
                .stranger,
                [
                    "server", "local", "host", "hostname", "dest", "destination", "dst", "target", "listen", "listener", "bind", "node",
                    "upstream", "backend",
                    "mac", "container", "pod", "gateway", "dns", "own", "interface", "nas", "kdc", "observer", "agent", "type", "role",
                    "group", "device",
                    "count", "time", "date", "status", "message", "method", "uri", "url", "path", "token", "session", "count", "limit",
                    "to",
                    "attempt", "attempts", "result", "code", "error", "domain", "proxy", "translated", "nat", "lip", "public", "range",
                    "tries", "decoy",
                ]
            ),
            // They tell nothing of whose a thing is.
            (.other, ["name", "id", "remote", "client", "src", "source", "peer", "from", "real", "x", "the"]),
        ].flatMap { (word: Word, names: [String]) in names.map { ($0, word) } })

    /// Whether a name is of the other machine's address, or of the user who acts.
    static func role(_ text: Span<UInt8>, _ key: Range<Int>) -> NamedValue? {
        guard key.count <= 48, key.upperBound <= text.count else { return nil }
        var (isAddress, isUser) = (false, false)
        var at = key.lowerBound
        while at < key.upperBound {
            guard isLetter(text[at]) else {
                at += 1
                continue
            }
            var end = at + 1
            // A word ends where small letters give way to a capital one: `remoteIp`, `clientIPAddress`.
            while end < key.upperBound, isLetter(text[end]) || ShellByte.isDigit(text[end]) {
                let isTurn = isCapital(text[end]) && !isCapital(text[end - 1])
                let isNext = isCapital(text[end - 1]) && end + 1 < key.upperBound && isCapital(text[end]) && isSmall(text[end + 1])
                if isTurn || isNext { break }
                end += 1
            }
            switch words[text, at..<end] {
            case .address: isAddress = true
            case .user: isUser = true
            case .stranger: return nil
            case .other, nil: break
            }
            at = end
        }
        return isAddress ? .peer : isUser ? .user : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a }
    private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5a }
    private static func isSmall(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7a }

    /// What a value says of how a thing ended: `failed`, `false`, `DENIED`; `success`, `true`.
    static func verdict(_ value: Span<UInt8>) -> Bool? {
        guard value.count >= 2, value.count <= 40 else { return nil }
        for word in ["fail", "false", "den", "error", "reject", "unauth", "invalid", "block", "refus", "unsucc", "forbid", "no_"]
        where LogText.matchesIgnoringCase(value, 0, word) {
            return false
        }
        for word in ["succ", "true", "ok", "accept", "grant", "allow", "pass"] where LogText.matchesIgnoringCase(value, 0, word) {
            return true
        }
        return nil
    }

    private static let results = KeyTable<Bool>(
        [
            "success", "succeeded", "successful", "result", "outcome", "status", "state", "res", "ok", "authenticated", "authorized",
            "verdict", "disposition",
        ]
        .map { ($0, true) })

    /// Whether a name stands for how a thing ended: its last word does.
    static func isResult(_ text: Span<UInt8>, _ key: Range<Int>) -> Bool {
        var start = key.upperBound
        while start > key.lowerBound, isLetter(text[start - 1]) { start -= 1 }
        if results[text, start..<key.upperBound] == true { return true }
        var at = key.upperBound
        while at > start, !(isCapital(text[at - 1])) { at -= 1 }
        return at > start && results[text, at - 1..<key.upperBound] == true
    }

    private static let logins = ["login", "logon", "signin", "sign_in", "sign-in", "log_in", "auth"]

    /// Whether a text is about a log-in.
    static func isOfLogin(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = text[at] | 0x20
            if byte == 0x6c || byte == 0x73 || byte == 0x61 {
                for word in logins where at + word.utf8.count <= range.upperBound && LogText.matchesIgnoringCase(text, at, word) {
                    if !LogText.matchesIgnoringCase(text, at, "author") { return true }
                }
            }
            at += 1
        }
        return false
    }
}
