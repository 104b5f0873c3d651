import Model

extension ProgramLog {
    /// vsftpd through syslog (logging.c): `[pid 12] [user] OK LOGIN: Client "192.0.2.1"`, with the number and the user or without.
    static let vsftpd = ProgramLog(
        id: "vsftpd", title: Localized(en: "FTP server (vsftpd)", ja: "FTPサーバー(vsftpd)"), programs: ["vsftpd", "vsftpd2"]
    ) { text, message, draft in
        VsftpdMessage.read(text, message, &draft)
    }
}

enum VsftpdMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = LogText.trimmed(text, whole)
        if let rest = LogText.behind("[pid ", in: text, message), let (pid, end) = LogText.number(text, rest),
            LogText.byte(text, end) == 0x5d
        {
            draft.pid = pid
            message = LogText.skipBlanks(text, end + 1, end: message.upperBound)..<message.upperBound
        }
        var user = message.lowerBound..<message.lowerBound
        if LogText.byte(text, message.lowerBound) == 0x5b {
            guard let end = endOfUser(text, message) else { return false }
            user = message.lowerBound + 1..<end
            message = end + 2..<max(end + 2, message.upperBound)
        }
        guard let client = LogText.first(": Client \"", in: text, message),
            let close = LogText.first(0x22, in: text, client + 10..<message.upperBound)
        else { return false }
        guard understand(text, message.lowerBound..<client, close + 1..<message.upperBound, &draft) else { return false }
        if let address = LogPeer.plain(text, client + 10..<close) { draft.address = Slice(address) }
        if !user.isEmpty { draft.user = Slice(user) }
        return true
    }

    /// The bracket behind the user's name. The name of a log-in may hold `] OK LOGIN: Client "…"` itself: the last one counts, which
    /// vsftpd wrote. Names in other records are those of accounts.
    private static func endOfUser(_ text: Span<UInt8>, _ message: Range<Int>) -> Int? {
        var first: Int?
        var at = message.lowerBound
        while let end = LogText.first("] ", in: text, at..<message.upperBound) {
            let rest = end + 2..<message.upperBound
            if LogText.begins(text, rest, "OK ") || LogText.begins(text, rest, "FAIL ") || LogText.begins(text, rest, "CONNECT: ")
                || LogText.begins(text, rest, "FTP ") || LogText.begins(text, rest, "DEBUG: ")
            {
                guard LogText.begins(text, rest, "OK LOGIN: ") || LogText.begins(text, rest, "FAIL LOGIN: ") else { return first ?? end }
                first = end
            }
            at = end + 2
        }
        return first ?? LogText.first("] ", in: text, message)
    }

    private static func understand(_ text: Span<UInt8>, _ verb: Range<Int>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.equals(text, verb, "CONNECT") {
            draft.kind = .connectionOpen
            return true
        }
        if LogText.begins(text, verb, "FTP ") || LogText.equals(text, verb, "DEBUG") {
            draft.kind = .message
            if let quoted = LogText.between("\"", "\"", in: text, rest) {
                draft.add("ftp.text", quoted)
                // A reply of RFC 959 that begins with 5 refuses for good.
                if LogText.begins(text, verb, "FTP response"), LogText.byte(text, quoted.lowerBound) == 0x35 { draft.outcome = .failure }
            }
            return true
        }
        let isGood = LogText.begins(text, verb, "OK ")
        guard isGood || LogText.begins(text, verb, "FAIL ") else { return false }
        draft.outcome = isGood ? .success : .failure
        let action = verb.lowerBound + (isGood ? 3 : 5)..<verb.upperBound
        if LogText.equals(text, action, "LOGIN") {
            draft.kind = isGood ? .loginSuccess : .loginFailure
            return true
        }
        draft.kind =
            switch LogText.byte(text, action.lowerBound) {
            case 0x55: .fileUpload
            case 0x44: LogText.begins(text, action, "DELETE") ? .fileDelete : .fileDownload
            case 0x4d: .folderCreate
            case 0x52: LogText.begins(text, action, "RMDIR") ? .folderDelete : .fileRename
            case 0x41: .fileUpload
            case 0x43: .fileMetadata
            default: .message
            }
        // `, "/a/path", 1234 bytes, 12.30Kbyte/sec`; a path may hold quotation marks.
        guard let open = LogText.first(0x22, in: text, rest), let close = LogText.last(0x22, in: text, rest), close > open else {
            return true
        }
        var path = open + 1..<close
        if draft.kind == .fileRename, let blank = LogText.first(" /", in: text, path) {
            draft.add("file.old", path.lowerBound..<blank)
            path = blank + 1..<close
        }
        draft.path = Slice(path)
        if LogText.matches(text, close + 1, ", "), let (bytes, end) = LogText.number(text, close + 3..<rest.upperBound),
            LogText.matches(text, end, " bytes")
        {
            draft.bytes = Int64(bytes)
        }
        return true
    }
}
