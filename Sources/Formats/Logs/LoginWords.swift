import Model

/// Log-ins in the words that programs of all kinds use for them, for messages of a program that is not known.
///
/// A message is a failed log-in where it says so in one of the usual phrases. The address is the one that the message itself names last,
/// because names that a visitor chose stand before it; what a field names as the peer goes before that.
enum LoginWords {
    static let longest = 4096

    /// Reads the message of a draft whose head and fields are known.
    static func read(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        guard draft.message.isPresent, !draft.message.isDecoded else { return }
        read(text, draft.message.range, &draft)
    }

    @discardableResult
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let range = message.lowerBound..<min(message.upperBound, message.lowerBound + longest)
        guard let verdict = verdict(text, range) else { return false }
        if !draft.address.isPresent, let address = lastAddress(text, range) { HTTPLine.setPeer(text, address, &draft) }
        // A claim without anybody to hold to it is a message.
        guard draft.address.isPresent || draft.user.isPresent else { return false }
        draft.kind = verdict ? .loginSuccess : .loginFailure
        draft.outcome = verdict ? .success : .failure
        return true
    }

    /// Whether the message tells of a log-in that succeeded (true) or failed (false).
    static func verdict(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool? {
        var at = range.lowerBound
        var isStart = true
        while at < range.upperBound {
            let byte = text[at] | 0x20
            if isStart, byte >= 0x61, byte <= 0x7a, let verdict = phrase(text, at, byte) { return verdict }
            isStart = !ShellByte.isName(text[at])
            at += 1
        }
        return nil
    }

    private static func phrase(_ text: Span<UInt8>, _ at: Int, _ byte: UInt8) -> Bool? {
        func has(_ words: String) -> Bool { LogText.matchesIgnoringCase(text, at, words) }
        switch byte {
        case 0x61:
            if has("authentication fail") || has("authentication error") || has("auth fail") || has("authorization failed") || has("access denied")
                || has("authentication attempt") || has("authfail")
            {
                return false
            }
            if has("authentication succe") || has("authenticated successfully") { return true }
        case 0x62: if has("bad password") || has("bad username") || has("bad credentials") || has("bad login") { return false }
        case 0x66:
            if has("failed login") || has("failed log-in") || has("failed to log in") || has("failed to login") || has("failed authentication")
                || has("failed password") || has("failed to authenticate") || has("failed auth") || has("failure to authenticate")
            {
                return false
            }
        case 0x69:
            if has("invalid password") || has("invalid user") || has("invalid login") || has("invalid credentials") || has("incorrect password")
                || has("incorrect username") || has("incorrect login") || has("invalid username") || has("invalid log-in")
            {
                return false
            }
        case 0x6c:
            if has("login fail") || has("login attempt failed") || has("login incorrect") || has("login denied") || has("login error")
                || has("logon failure") || has("login rejected")
            {
                return false
            }
            if has("login succe") || has("logged in successfully") || has("login ok") { return true }
        case 0x73: if has("successful login") || has("successfully authenticated") || has("successfully logged in") { return true }
        case 0x75: if has("user not found") || has("unknown user") || has("unauthorized login") { return false }
        case 0x77: if has("wrong password") || has("wrong username") || has("wrong credentials") { return false }
        default: break
        }
        return nil
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
            let word = LogText.range(start, stop)
            // A clock ("00:30:01") has two colons and no more than two digits between them.
            if HTTPLine.isAddress(text, word), !isClock(text, word) { return word }
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
}
