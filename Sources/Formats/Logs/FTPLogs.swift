import Model

extension LogFormat {
    /// vsftpd's own log (`vsftpd_log_file`, vsftpd.conf(5)): `Sat Mar 12 00:30:01 2011 [pid 2] [bob] OK LOGIN: Client "192.0.2.1"`.
    static let vsftpd = LogFormat(
        id: "vsftpd", title: Localized(en: "vsftpd's log", ja: "vsftpd(FTPサーバー)のログ"), names: ["/vsftpd.log"], begins: .letter
    ) { text, line, draft in
        guard let time = LogTime.bsd(text, line.lowerBound), LogText.matches(text, time.end, " [pid "),
            let (pid, close) = LogText.number(text, LogText.range(time.end + 6, line.upperBound)), LogText.matches(text, close, "] ")
        else { return false }
        draft.format = "vsftpd"
        draft.moment = time.moment
        draft.pid = pid
        let message = LogText.range(close + 2, line.upperBound)
        draft.message = Slice(message)
        draft.kind = .message
        _ = VsftpdMessage.read(text, message, &draft)
        return true
    }

    /// What wu-ftpd began to write and vsftpd, ProFTPD and pure-ftpd write, too (xferlog(5)): a line for each file.
    static let xferlog = LogFormat(
        id: "xferlog", title: Localized(en: "Files moved by FTP (xferlog)", ja: "FTPの転送記録(xferlog)"), names: ["/xferlog", "/xfer.log"],
        begins: .letter, read: TransferLog.read)

    /// pure-ftpd's `AltLog stats:`: time, session, user, address, U or D, size, seconds, path.
    static let pureFTPdStats = LogFormat(
        id: "pureftpd.stats", title: Localized(en: "Files moved by Pure-FTPd", ja: "Pure-FTPdの転送記録"),
        names: ["/pureftpd.log", "/pure-ftpd/transfer.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        let first = LogText.word(text, line.lowerBound, end: end)
        guard first.count >= 9, first.count <= 11, let time = LogTime.epoch(text, first), time.end == first.upperBound else { return false }
        let session = LogText.word(text, LogText.skipBlanks(text, first.upperBound, end: end), end: end)
        // The session is made of two numbers; nothing else that begins with a number has that.
        guard session.count >= 10, LogText.first(0x2e, in: text, session) != nil else { return false }
        let from = LogText.skipBlanks(text, session.upperBound, end: end)
        guard LogPhrase.read(stats, text, from..<end, &draft) else { return false }
        draft.format = "pureftpd.stats"
        draft.moment = time.moment
        draft.add("session.id", session)
        return true
    }

    private static let stats = [
        LogPhrase(.fileUpload, .success, "{user} {address} U {bytes} {word} {path}"),
        LogPhrase(.fileDownload, .success, "{user} {address} D {bytes} {word} {path}"),
    ]

    /// pure-ftpd's `AltLog clf:`, which writes an upload as PUT and a download as GET in the Common Log Format.
    static let pureFTPdCommon = LogFormat(
        id: "pureftpd.clf", title: Localized(en: "Files moved by Pure-FTPd (common format)", ja: "Pure-FTPdの転送記録(CLF形式)"),
        names: ["/pureftpd.log", "/pure-ftpd/transfer.log"], claim: .named
    ) { text, line, draft in
        guard AccessLine.read(text, line, &draft), draft.method.isPresent, !draft.field("http.version").isPresent else { return false }
        draft.format = "pureftpd.clf"
        draft.kind = LogText.equals(text, draft.method.range, "PUT") ? .fileUpload : .fileDownload
        draft.outcome = (draft.status ?? 0) < 400 ? .success : .failure
        return true
    }
}

/// xferlog(5): `TIME SECONDS HOST SIZE FILE TYPE ACTION DIRECTION MODE USER SERVICE METHOD IDENTITY STATUS`.
enum TransferLog {
    @Sendable static func read(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = line.upperBound
        guard let time = LogTime.bsd(text, line.lowerBound), time.end < end, text[time.end] == 0x20,
            let (_, seconds) = LogText.number(text, LogText.skipBlanks(text, time.end, end: end)..<end), LogText.byte(text, seconds) == 0x20
        else { return false }
        let host = LogText.word(text, min(end, seconds + 1), end: end)
        guard let (size, sizeEnd) = LogText.number(text, LogText.range(host.upperBound + 1, end)), LogText.byte(text, sizeEnd) == 0x20
        else { return false }
        // Nine words from the end; the file's name may hold anything.
        var words: [Range<Int>] = []
        var at = end
        while words.count < 9, let blank = LogText.last(0x20, in: text, LogText.range(sizeEnd, at)) {
            words.append(blank + 1..<at)
            at = blank
        }
        guard words.count == 9, words[8].count == 1, words[6].count == 1, words[0].count == 1, at > sizeEnd else { return false }
        let direction = LogText.byte(text, words[6].lowerBound)
        guard direction == 0x69 || direction == 0x6f || direction == 0x64 else { return false }
        draft.format = "xferlog"
        draft.moment = time.moment
        draft.kind = direction == 0x69 ? .fileUpload : direction == 0x6f ? .fileDownload : .fileDelete
        draft.outcome = text[words[0].lowerBound] == 0x63 ? .success : .failure
        HTTPLine.setPeer(text, host, &draft)
        draft.bytes = Int64(size)
        draft.path = Slice(LogText.range(sizeEnd + 1, at))
        draft.user = Slice(words[4])
        draft.add("service.name", words[3])
        return true
    }
}
