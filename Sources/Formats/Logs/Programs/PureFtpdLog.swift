import Model

extension ProgramLog {
    /// pure-ftpd (src/messages_en.h and its translations): `(user@address) [LEVEL] TEXT`.
    static let pureFtpd = ProgramLog(
        id: "pure-ftpd", title: Localized(en: "FTP server (Pure-FTPd)", ja: "FTPサーバー(Pure-FTPd)"),
        programs: ["pure-ftpd", "pure-ftpd-mysql", "pure-ftpd-postgresql", "pure-ftpd-ldap"]
    ) { text, message, draft in
        PureFtpdMessage.read(text, message, &draft)
    }
}

enum PureFtpdMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.byte(text, message.lowerBound) == 0x28, let close = LogText.first(") [", in: text, message),
            let at = LogText.last(0x40, in: text, message.lowerBound..<close),
            let end = LogText.first("] ", in: text, close..<min(message.upperBound, close + 16))
        else { return false }
        let user = message.lowerBound + 1..<at
        let level = close + 3..<end
        let rest = LogText.trimmed(text, end + 2..<max(end + 2, message.upperBound))
        guard understand(text, rest, level, &draft) else { return false }
        if let address = LogPeer.plain(text, at + 1..<close) { draft.address = Slice(address) }
        if !draft.user.isPresent, !LogText.equals(text, user, "?") { draft.user = Slice(user) }
        return true
    }

    private static func understand(_ text: Span<UInt8>, _ message: Range<Int>, _ level: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.equals(text, level, "WARNING"), LogText.ends(text, message, "]"), let open = LogText.first(" [", in: text, message) {
            // "Authentication failed for user [bob]", in the language that the server was built for.
            draft.user = Slice(open + 2..<max(open + 2, message.upperBound - 1))
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        }
        if LogText.ends(text, message, " is now logged in") {
            draft.user = Slice(message.lowerBound..<message.upperBound - 17)
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
            return true
        }
        if LogText.begins(text, message, "New connection from ") {
            draft.kind = .connectionOpen
        } else if LogText.begins(text, message, "Logout") {
            draft.kind = .logout
        } else if LogText.begins(text, message, "Timeout") {
            draft.kind = .connectionClose
        } else if LogText.begins(text, message, "Too many authentication failures") || LogText.begins(text, message, "Sorry, ") {
            (draft.kind, draft.outcome) = (.connectionRefused, .failure)
        } else if let size = LogText.last(" bytes, ", in: text, message), let open = LogText.last(" (", in: text, message.lowerBound..<size) {
            return transfer(text, message, open, &draft)
        } else if let rest = LogText.behind("Deleted ", in: text, message) {
            draft.path = Slice(rest)
            draft.kind = .fileDelete
        } else if LogText.equals(text, level, "DEBUG"), let rest = LogText.behind("Command [", in: text, message) {
            draft.kind = .message
            if let middle = LogText.first("] [", in: text, rest) {
                draft.method = Slice(rest.lowerBound..<middle)
                draft.add("ftp.argument", middle + 3..<max(middle + 3, rest.upperBound - 1))
            }
        } else {
            return false
        }
        return true
    }

    /// `/home/bob/a.php uploaded  (1234 bytes, 12.34KB/sec)`.
    private static func transfer(_ text: Span<UInt8>, _ message: Range<Int>, _ open: Int, _ draft: inout EventDraft) -> Bool {
        let words = LogText.trimmed(text, message.lowerBound..<open)
        for (word, kind) in [(" uploaded", EventKind.fileUpload), (" downloaded", .fileDownload)] where LogText.ends(text, words, word) {
            draft.path = Slice(words.lowerBound..<words.upperBound - word.utf8.count)
            (draft.kind, draft.outcome) = (kind, .success)
            draft.bytes = LogText.number(text, open + 2..<message.upperBound).map { Int64($0.value) }
            return true
        }
        return false
    }
}
