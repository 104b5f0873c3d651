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

    /// Of programs that are not known by name: a refusal of a log-in beside the address of a peer. The words must stand near each other, and
    /// the last address counts that is marked as the peer's: what stands before it may be a name that the peer chose.
    static func refusal(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let message = message.lowerBound..<min(message.upperBound, message.lowerBound + 600)
        var subject = -100
        var refusal = -100
        var at = message.lowerBound
        var isFound = false
        while at < message.upperBound, !isFound {
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
                    } else if same(text, at, "unknown") || same(text, at, "unauthorized") {
                        refusal = at
                    }
                case 0x66: if same(text, at, "fail") { refusal = at }
                case 0x69: if same(text, at, "invalid") || same(text, at, "incorrect") || same(text, at, "illegal") { refusal = at }
                case 0x64: if same(text, at, "denied") { refusal = at }
                case 0x77: if same(text, at, "wrong") { refusal = at }
                case 0x62: if same(text, at, "bad ") { refusal = at }
                case 0x72: if same(text, at, "rejected") || same(text, at, "refused") { refusal = at }
                default: break
                }
                isFound = refusal >= 0 && subject >= 0 && abs(refusal - subject) <= 24
            }
            at += 1
        }
        guard isFound, let address = peer(text, message) else { return false }
        draft.address = Slice(address)
        if let port = LogText.behind(" port ", in: text, address.upperBound..<message.upperBound),
            let (number, _) = LogText.number(text, port),
            number <= 65_535
        {
            draft.port = number
        }
        name(text, message.lowerBound..<address.lowerBound, &draft)
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        return true
    }

    private static func same(_ text: Span<UInt8>, _ at: Int, _ word: String) -> Bool {
        LogText.equalsAnyCase(text, at..<at + word.utf8.count, word)
    }

    /// What stands before the address of a peer.
    private static let peerMarks = [
        " from ", "rhost=", "from=", "remote_ip=", "ip=", "IP: ", "client=", "addr=", "address=", "host=", "remote=", "client ", "peer ",
    ]

    private static func peer(_ text: Span<UInt8>, _ message: Range<Int>) -> Range<Int>? {
        var best: Range<Int>?
        for mark in peerMarks {
            guard let at = LogText.last(mark, in: text, message), at > best?.lowerBound ?? -1 else { continue }
            var start = at + mark.utf8.count
            if LogText.matches(text, start, "ip ") || LogText.matches(text, start, "IP ") { start += 3 }
            if LogText.byte(text, start) == 0x22 || LogText.byte(text, start) == 0x27 { start += 1 }
            if let found = LogPeer.joined(text, start, end: message.upperBound), LogPeer.isAddress(text, found.address) {
                best = found.address
            } else if let found = LogPeer.bracketed(text, start, end: message.upperBound), LogPeer.isAddress(text, found.address) {
                best = found.address
            }
        }
        return best
    }

    /// A name behind "user" or "for", in quotation marks or not.
    private static func name(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        for mark in [" for user ", " for invalid user ", "user=", "username=", " user ", " for "] {
            guard let at = LogText.first(mark, in: text, range) else { continue }
            var word = LogText.token(text, at + mark.utf8.count, end: range.upperBound)
            if LogText.ends(text, word, ":") { word = word.lowerBound..<word.upperBound - 1 }
            word = PamMessage.unquoted(text, word)
            if LogText.byte(text, word.lowerBound) == 0x5b, LogText.ends(text, word, "]") {
                word = word.lowerBound + 1..<word.upperBound - 1
            }
            if !word.isEmpty, !LogText.equals(text, word, "from") {
                draft.user = Slice(word)
                return
            }
        }
    }
}
