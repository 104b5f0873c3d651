/// What a message says of a log-in: that it succeeded, or that it failed.
///
/// The phrases are those in which programs of all kinds say it; the first that is found counts, so that what a visitor chose as a name, which stands
/// behind, cannot turn it round. A blank in a phrase stands for `_` and `-`, too: `AUTHENTICATION_FAILED`, `log-in failed`.
enum LoginVerdict {
    /// Whether the text of a range tells of a log-in that succeeded (true) or failed (false); nil where it says neither.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool? {
        var at = range.lowerBound
        var isStart = true
        while at < range.upperBound {
            let byte = text[at] | 0x20
            if isStart, byte >= 0x61, byte <= 0x7a, let verdict = phrase(text, at, range.upperBound, Int(byte - 0x61)) { return verdict }
            isStart = !isPartOfWord(text[at])
            at += 1
        }
        return nil
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || ShellByte.isDigit(byte) || byte >= 0x80
    }

    private static func phrase(_ text: Span<UInt8>, _ at: Int, _ end: Int, _ letter: Int) -> Bool? {
        for phrase in table[letter] where says(text, at, end, phrase.words) {
            switch phrase.verdict {
            case .failed: return false
            case .succeeded: return true
            case .ofALogin:
                // "Successful 1FA authentication attempt", "Unsuccessful sign-in".
                guard isOfALogin(text, at + phrase.words.count, end) else { continue }
                return !LogText.matchesIgnoringCase(text, at, "un")
            case .toldBehind:
                if let verdict = lastJudgement(text, at + phrase.words.count, end) { return verdict }
            }
        }
        return nil
    }

    /// Whether a word for log-ins stands among the next few.
    private static func isOfALogin(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var at = start
        let limit = min(end, start + 24)
        while at < limit {
            if !isPartOfWord(text[at - 1]) {
                for word in ["auth", "login", "log in", "logon", "sign in", "signin"] where says(text, at, end, Array(word.utf8)) {
                    return true
                }
            }
            at += 1
        }
        return false
    }

    /// How a sentence about a request ends that names the user in between: the last words count.
    private static func lastJudgement(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool? {
        var at = start
        var verdict: Bool?
        while at < end {
            if !isPartOfWord(text[at - 1]) {
                for judgement in LoginPhrases.judgements where says(text, at, end, judgement.words) { verdict = judgement.succeeded }
            }
            at += 1
        }
        return verdict
    }

    /// Whether the words stand at a place, whatever the case of their letters.
    static func says(_ text: Span<UInt8>, _ at: Int, _ end: Int, _ words: [UInt8]) -> Bool {
        let words = words.span
        guard words.count <= end - at else { return false }
        for index in 0..<words.count {
            let byte = text[at + index]
            let wanted = words[index]
            if wanted == 0x20 {
                guard byte == 0x20 || byte == 0x5f || byte == 0x2d else { return false }
            } else if (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) != wanted {
                return false
            }
        }
        return true
    }

    /// Whether a text says in so many words that a log-in failed, so that it needs nobody to be named.
    static func isPlain(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let range = range.lowerBound..<min(range.upperBound, range.lowerBound + 400)
        var isStart = true
        for at in range {
            if isStart {
                for words in plainest where says(text, at, range.upperBound, words) { return true }
            }
            isStart = !isPartOfWord(text[at])
        }
        return false
    }

    private static let plainest = [
        "authentication fail", "authentication error", "auth fail", "login fail", "login incorrect", "login denied", "log in failed",
        "logon fail", "failed login", "failed log in", "failed logon", "failed to log in", "failed to login", "failed sign in",
        "sign in failed", "invalid login", "incorrect login", "bad login", "failed password", "invalid password", "wrong password",
        "incorrect password", "bad password", "invalid username or password", "invalid credentials", "wrong credentials",
        "bad credentials",
    ].map { Array($0.utf8) }

    private enum Verdict { case failed, succeeded, ofALogin, toldBehind }

    /// The phrases by their first letter.
    private static let table: [[(words: [UInt8], verdict: Verdict)]] = {
        var table = Array(repeating: [(words: [UInt8], verdict: Verdict)](), count: 26)
        for (verdict, phrases) in phrases {
            for phrase in phrases {
                let words = Array(phrase.utf8)
                if let first = words.first { table[Int(first) - 0x61].append((words, verdict)) }
            }
        }
        return table
    }()

    private static let phrases: [(Verdict, [String])] = [
        (.failed, LoginPhrases.failed), (.failed, LoginPhrases.failedElsewhere), (.succeeded, LoginPhrases.succeeded),
        (.ofALogin, LoginPhrases.ofALogin),
        (.toldBehind, LoginPhrases.toldBehind),
    ]
}
