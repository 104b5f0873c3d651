import Model

extension ProgramLog {
    /// OpenSMTPD (usr.sbin/smtpd/smtp_session.c, mta_session.c, queue.c).
    static let openSmtpd = ProgramLog(
        id: "opensmtpd", title: Localized(en: "Mail server OpenSMTPD", ja: "メールサーバー OpenSMTPD"), programs: ["smtpd", "opensmtpd"]
    ) { text, message, draft in
        draft.wholly { OpenSmtpdMessage.read(text, message, &$0) }
    }
}

/// `4f3a2b1c00000000 smtp authentication user=bob address=192.0.2.1 host=x result=permfail`, before 6.1 `smtp event=authentication …`. The
/// number of the session ties its lines together: only the first ones name the peer.
enum OpenSmtpdMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let session = LogText.word(text, message.lowerBound, end: min(message.upperBound, message.lowerBound + 24))
        guard session.count >= 4, let number = hexadecimal(text, session), session.upperBound < message.upperBound else {
            return LogPhrase.read(old, text, message, &draft)
        }
        let rest = session.upperBound + 1..<message.upperBound
        if let said = LogText.behind("smtp ", in: text, rest) {
            let word = LogText.word(text, said.lowerBound, end: said.upperBound)
            let event = LogText.behind("event=", in: text, word) ?? word
            draft.connection = number
            draft.add("session.id", session)
            return smtp(text, event, word.upperBound..<said.upperBound, &draft)
        }
        guard let said = LogText.behind("mta ", in: text, rest) else { return false }
        guard LogText.begins(text, said, "delivery ") || LogText.begins(text, said, "event=delivery ") else {
            draft.tell(.message)
            return true
        }
        if let from = LogText.between(" from=<", ">", in: text, said) { draft.add("email.from.address", from) }
        if let to = LogText.between(" to=<", ">", in: text, said) { draft.add("email.to.address", to) }
        if LogText.contains(text, said, " result=\"Ok\"") || LogText.contains(text, said, " result=Ok") {
            draft.tell(.mailSent, .success)
        } else if LogText.contains(text, said, " result=\"TempFail\"") || LogText.contains(text, said, " result=TempFail") {
            draft.tell(.mailDeferred)
        } else {
            draft.tell(.mailRejected, .failure)
        }
        return true
    }

    /// What stands behind the event: `key=value` pairs. Commands and names are the client's, so that the address, which smtpd writes before a
    /// command and behind a user, is taken from its own side of them.
    private static func smtp(_ text: Span<UInt8>, _ event: Range<Int>, _ pairs: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let command = LogText.first(" command=", in: text, pairs)
        let before = pairs.lowerBound..<(command ?? pairs.upperBound)
        if let at = LogText.last(" address=", in: text, before) {
            _ = draft.peer(text, LogText.word(text, at + 9, end: before.upperBound))
            if let user = LogText.first(" user=", in: text, before), user < at { draft.user = Slice(user + 6..<at) }
        } else if let user = LogText.first(" user=", in: text, before), let result = LogText.last(" result=", in: text, before),
            user < result
        {
            draft.user = Slice(user + 6..<result)
        }
        let result = LogText.last(" result=", in: text, pairs).map { LogText.trimmed(text, $0 + 8..<pairs.upperBound) }
        if LogText.equals(text, event, "authentication") {
            guard let result else { return false }
            let isGood = LogText.equals(text, result, "ok")
            draft.tell(isGood ? .loginSuccess : .loginFailure, isGood ? .success : .failure)
            draft.add("reason", result)
        } else if LogText.equals(text, event, "failed-command"), let command {
            let said = command + 9..<(LogText.last(" result=", in: text, command..<pairs.upperBound) ?? pairs.upperBound)
            draft.add("smtp.command", LoginSentence.name(text, said))
            if let result { draft.add("reason", LoginSentence.name(text, result)) }
            let verb = LogText.byte(text, said.lowerBound) == 0x22 ? said.lowerBound + 1 : said.lowerBound
            if LogText.matchesIgnoringCase(text, verb, "auth ") || LogText.matchesIgnoringCase(text, verb, "auth login") {
                draft.tell(.loginFailure, .failure)
            } else if LogText.matchesIgnoringCase(text, verb, "rcpt ") || LogText.matchesIgnoringCase(text, verb, "mail ")
                || LogText.matchesIgnoringCase(text, verb, "data")
            {
                draft.tell(.mailRejected, .failure)
            } else {
                draft.tell(.message, .failure)
            }
        } else if LogText.equals(text, event, "connected") {
            draft.tell(.connectionOpen)
        } else if LogText.equals(text, event, "disconnected") || LogText.equals(text, event, "closed") {
            draft.tell(.connectionClose)
        } else if LogText.equals(text, event, "message") {
            if let size = LogText.placeBehind(" size=", in: text, pairs) {
                draft.bytes = LogText.number(text, size..<pairs.upperBound).map { Int64($0.value) }
            }
            draft.tell(.mailReceived, .success)
        } else {
            draft.tell(.message)
        }
        return true
    }

    /// What releases before 5.9 write.
    private static let old = [
        LogPhrase(.connectionOpen, "smtp-in: New session {+session.id} from host {*} [{address}]"),
        LogPhrase(.connectionClose, "smtp-in: Closing session {+session.id}{*}"),
        LogPhrase(.connectionClose, "smtp-in: Received disconnect from session {+session.id}"),
        LogPhrase(.connectionClose, .failure, "smtp-in: Disconnecting session {+session.id}: {*}"),
        LogPhrase(
            .mailReceived,
            "smtp-in: Accepted message {word} on session {+session.id}: from=<{=mail.from}>, to=<{=mail.to}>, size={bytes}, {*}"),
        .failure("smtp-in: Authentication failed for user {user} on session {+session.id}"),
        LogPhrase(.loginSuccess, .success, "smtp-in: Accepted authentication for user {user} on session {+session.id}"),
        LogPhrase(.mailRejected, .failure, "smtp-in: Failed command on session {+session.id}: \"{=smtp.command}\" => {=smtp.reply}"),
    ]

    /// The number that a word of hexadecimal digits is, its lower 62 bits; nil where it is none.
    private static func hexadecimal(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var value: UInt64 = 0
        for at in range {
            guard let digit = ShellByte.hex(text[at]) else { return nil }
            value = value << 4 | UInt64(digit)
        }
        return Int(value & (1 << 62 - 1))
    }
}
