import Model

extension ProgramLog {
    /// OpenSMTPD (`smtpd/smtp_session.c`, `mta_session.c`, `mda.c`): `1f55bdcd smtp connected address=192.0.2.1 host=mail.example`, and before 5.9
    /// `smtp-in: New session 1f55bdcd from host mail.example [192.0.2.1]`.
    static let opensmtpd = ProgramLog(
        id: "opensmtpd", title: Localized(en: "Mail server (OpenSMTPD)", ja: "メールサーバー(OpenSMTPD)"), programs: ["smtpd", "opensmtpd"]
    ) { text, message, draft in
        let first = LogText.word(text, message.lowerBound, end: message.upperBound)
        guard first.count == 16, first.upperBound < message.upperBound else {
            return LogPhrase.read(OpensmtpdWords.old, text, message, &draft)
        }
        let rest = first.upperBound + 1..<message.upperBound
        guard LogPhrase.read(OpensmtpdWords.new, text, rest, &draft) else { return false }
        draft.add("session.id", first)
        // A command for a log-in that was refused is a log-in that failed; its reply begins with 535.
        let command = draft.field("smtp.command")
        if command.isPresent, LogText.matches(text, command.range.lowerBound, "AUTH"),
            LogText.matches(text, draft.field("smtp.reply").range.lowerBound, "535")
        {
            draft.kind = .loginFailure
        }
        return true
    }
}

enum OpensmtpdWords {
    static let new = [
        LogPhrase(.connectionOpen, "smtp connected address={address} host={*}"),
        LogPhrase(.connectionOpen, "smtp event=connected address={address} host={*}"),
        LogPhrase(
            .mailRejected, .failure,
            "smtp event=failed-command address={address} host={word} command=\"{=smtp.command}\" result=\"{=smtp.reply}\""),
        LogPhrase(.mailRejected, .failure, "smtp failed-command command=\"{=smtp.command}\" result=\"{=smtp.reply}\""),
        LogPhrase(.loginSuccess, .success, "smtp event=authentication user={user} address={address} host={word} result=ok"),
        .failure("smtp event=authentication user={user} address={address} host={word} result={+reason}"),
        LogPhrase(.loginSuccess, .success, "smtp authentication user={user} result=ok"),
        .failure("smtp authentication user={user} result={+reason}"),
        LogPhrase(
            .mailReceived,
            "smtp event=message address={address} host={word} msgid={word} from=<{=mail.from}> to=<{=mail.to}> size={bytes} {*}"),
        LogPhrase(.mailReceived, "smtp message msgid={word} size={bytes} nrcpt={#} proto={word}"),
        LogPhrase(.message, "smtp envelope evpid={word} from=<{=mail.from}> to=<{=mail.to}>"),
        LogPhrase(.connectionClose, "smtp event=closed address={address} host={word} reason={*}"),
        LogPhrase(.connectionClose, "smtp disconnected reason={*}"),
        LogPhrase(.mailSent, .success, "{word} delivery evpid={word} from=<{=mail.from}> to=<{=mail.to}> {*}result=\"Ok\"{*}"),
        LogPhrase(.mailDeferred, "{word} delivery evpid={word} from=<{=mail.from}> to=<{=mail.to}> {*}result=\"TempFail\"{*}"),
        LogPhrase(.mailRejected, .failure, "{word} delivery evpid={word} from=<{=mail.from}> to=<{=mail.to}> {*}result=\"PermFail\"{*}"),
    ]

    static let old = [
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
}
