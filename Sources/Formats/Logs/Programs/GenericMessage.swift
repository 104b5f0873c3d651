import Model

/// Messages of common shape, of programs that nobody told us of or in words that their own grammar does not know.
enum GenericMessage {
    /// Of any program: what TCP wrappers say in its name, what sshd and its relatives say of log-ins.
    static func common(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x72, 0x63:
            return LogText.begins(text, message, "refused connect from ") && WrapperMessage.read(text, message, &draft)
                || LogText.begins(text, message, "connect from ") && WrapperMessage.read(text, message, &draft)
        case 0x4c, 0x52:
            return LogText.begins(text, message, "LOGIN ON ") && ConsoleLogin.read(text, message, &draft)
                || LogText.begins(text, message, "ROOT LOGIN ") && ConsoleLogin.read(text, message, &draft)
        case 0x46:
            return LogText.begins(text, message, "FAILED LOGIN") && ConsoleLogin.read(text, message, &draft)
                || LogText.begins(text, message, "Failed ") && LogText.contains(text, message, " for ")
                    && SshdAuthentication.failed(text, message, &draft)
        case 0x41:
            return LogText.begins(text, message, "Accepted ") && LogText.contains(text, message, " for ")
                && SshdAuthentication.accepted(text, message, &draft)
        case 0x49:
            return LogText.begins(text, message, "Invalid user ") && SshdAuthentication.invalid(text, message, &draft)
        default: return false
        }
    }

    /// Of programs that are not known by name: a log-in that ended so or so, somebody who was turned away.
    static func ofAnybody(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) {
        if LoginWords.read(text, message, &draft) { return }
        draft.kind = .message
        let head = message.lowerBound..<min(message.upperBound, message.lowerBound + LoginWords.longest)
        if draft.address.isPresent || Refusal.mayHoldAddress(text, head), !RequestWords.read(text, message, &draft),
            !Refusal.read(text, message, &draft)
        {
            SpokenPeer.read(text, message, &draft)
        }
        if draft.kind == .message { SpokenPeer.readUser(text, message, &draft) }
    }

    /// False where a word for log-ins and one for a refusal stand near each other, beside an address; nil where they do not.
    static func nearness(_ text: Span<UInt8>, _ message: Range<Int>) -> Bool? {
        let message = message.lowerBound..<min(message.upperBound, message.lowerBound + 600)
        guard Refusal.mayHoldAddress(text, message) else { return nil }
        var subject = -100
        var refusal = -100
        var at = message.lowerBound
        while at < message.upperBound {
            let byte = text[at] | 0x20
            // Only where a word begins.
            if at == message.lowerBound || !ShellByte.isName(text[at - 1]) {
                switch byte {
                case 0x61: if same(text, at, "auth") || same(text, at, "account") { subject = at }
                case 0x6c: if same(text, at, "login") || same(text, at, "logon") { subject = at }
                case 0x70: if same(text, at, "password") || same(text, at, "passwd") { subject = at }
                case 0x63: if same(text, at, "credential") { subject = at }
                case 0x75:
                    if same(text, at, "user") {
                        subject = at
                    } else if same(text, at, "unknown"), isValue(text, at) {
                        // `User="unknown"` is the name of nobody.
                        break
                    } else if same(text, at, "unknown") || same(text, at, "unauthorized") || same(text, at, "unsuccess") {
                        refusal = at
                    }
                case 0x66: if same(text, at, "fail") { refusal = at }
                case 0x69: if same(text, at, "invalid") || same(text, at, "incorrect") || same(text, at, "illegal") { refusal = at }
                case 0x64:
                    if same(text, at, "denied") || same(text, at, "denying") || same(text, at, "doesn't match")
                        || same(text, at, "does not match")
                    {
                        refusal = at
                    }
                case 0x77: if same(text, at, "wrong") { refusal = at }
                case 0x62: if same(text, at, "bad ") || same(text, at, "blocked") { refusal = at }
                case 0x6e:
                    if same(text, at, "nonexist") || same(text, at, "non-exist") || same(text, at, "not found")
                        || same(text, at, "not exist")
                    {
                        refusal = at
                    }
                case 0x6d: if same(text, at, "mismatch") { refusal = at }
                case 0x72: if same(text, at, "rejected") || same(text, at, "refused") { refusal = at }
                default: break
                }
                if refusal >= 0, subject >= 0, abs(refusal - subject) <= 24 { return false }
            }
            at += 1
        }
        return nil
    }

    /// Whether a word is what a name stands for: `name=word`, `name="word"`.
    private static func isValue(_ text: Span<UInt8>, _ at: Int) -> Bool {
        LogText.byte(text, at - 1) == 0x3d || LogText.byte(text, at - 1) == 0x22 && LogText.byte(text, at - 2) == 0x3d
    }

    private static func same(_ text: Span<UInt8>, _ at: Int, _ word: String) -> Bool {
        LogText.equalsAnyCase(text, at..<at + word.utf8.count, word)
    }
}
