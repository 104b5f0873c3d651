import Model

extension LogFormat {
    /// Samba's own logs: a head of its own with the words on the lines below it, which are set in:
    /// `[2011/03/12 00:30:01.123456,  2, pid=12] ../source3/auth/auth.c:1(name)`.
    static let samba = LogFormat(
        id: "samba", title: Localized(en: "Samba's log", ja: "Sambaのログ"), names: ["/log.smbd", "/log.nmbd", "/log.winbindd", "/smbd.log"],
        begins: .bracket,
        continues: { text, _, line in text[line.lowerBound] == 0x20 || text[line.lowerBound] == 0x09 }
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound + 1), LogText.byte(text, line.lowerBound + 5) == 0x2f,
            LogText.byte(text, time.end) == 0x2c, let close = LogText.first("] ", in: text, time.end..<min(end, time.end + 200))
        else { return false }
        draft.format = "samba"
        draft.kind = .message
        draft.moment = time.moment
        let head = time.end..<close
        if let pid = LogText.placeBehind("pid=", in: text, head) { draft.pid = LogText.number(text, pid..<close)?.value }
        let first = LogText.first(0x0a, in: text, close..<end)
        let start = LogText.skipBlanks(text, first.map { $0 + 1 } ?? close + 2, end: end)
        let message = LogText.range(start, end)
        draft.message = Slice(message)
        _ = SambaMessage.read(text, message, &draft)
        return true
    }
}

extension ProgramLog {
    static let samba = ProgramLog(
        id: "samba", title: Localized(en: "File server (Samba)", ja: "ファイルサーバー(Samba)"),
        programs: ["smbd", "smb", "samba", "smbd_audit", "nmbd", "winbindd"]
    ) { text, message, draft in
        SambaMessage.read(text, message, &draft)
    }
}

enum SambaMessage {
    /// `auth/auth_log.c`, `lib/access.c` and older ones of `source3/auth` of Samba.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "Auth: [") { return authentication(text, message, &draft) }
        return LogPhrase.read(phrases, text, LogText.trimmed(text, message), &draft)
    }

    /// `Auth: [SMB2,(null)] user [DOMAIN]\[bob] at […] with [NTLMv2] status [NT_STATUS_WRONG_PASSWORD] workstation [PC] remote host
    /// [ipv4:192.0.2.1:5000] mapped to …`. Names and workstations are the client's: the last marks count, and Samba escapes quotes alone.
    private static func authentication(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let with = LogText.first("] with [", in: text, message),
            let status = LogText.first("] status [", in: text, with..<message.upperBound),
            let close = LogText.first(0x5d, in: text, LogText.range(status + 10, message.upperBound)),
            let at = LogText.last("] at [", in: text, message.lowerBound..<with)
        else { return false }
        let isGood = LogText.equals(text, status + 10..<close, "NT_STATUS_OK")
        if let open = LogText.first("]\\[", in: text, message.lowerBound..<at), open + 3 <= at { draft.user = Slice(open + 3..<at) }
        if let remote = LogText.placeBehind("] remote host [", in: text, close - 1..<message.upperBound),
            let stop = LogText.first(0x5d, in: text, remote..<message.upperBound)
        {
            peer(text, remote..<stop, &draft)
        }
        draft.method = Slice(with + 8..<status)
        draft.add("reason", status + 10..<close)
        (draft.kind, draft.outcome) = isGood ? (.loginSuccess, .success) : (.loginFailure, .failure)
        return true
    }

    /// `ipv4:192.0.2.1:5000`, `ipv6:2001:db8::1:5000`: the port stands behind the last colon.
    static func peer(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard range.count > 5, LogText.matches(text, range.lowerBound, "ipv"), let colon = LogText.last(0x3a, in: text, range),
            colon > range.lowerBound + 5
        else { return }
        draft.address = Slice(range.lowerBound + 5..<colon)
        draft.port = LogText.number(text, LogText.range(colon + 1, range.upperBound)).flatMap { $0.value < 65_536 ? $0.value : nil }
    }

    private static let phrases = [
        LogPhrase(.connectionRefused, .failure, "Denied connection from {*} ({address})"),
        LogPhrase(.connectionRefused, .failure, "Denied connection from ({address})"),
        LogPhrase(.connectionRefused, .failure, "Denied connection from {address}"),
        .failure("check_ntlm_password:  Authentication for user [{*}] -> [{user}] FAILED with error {*}"),
        LogPhrase(.loginSuccess, .success, "check_ntlm_password:  authentication for user [{*}] -> [{*}] -> [{user}] succeeded{*}"),
        LogPhrase(.sessionOpen, .success, "{*} ({address}) connect to service {+samba.share} initially as user {user} (uid={*}"),
        LogPhrase(.sessionClose, "{*} ({address}) closed connection to service {+samba.share}"),
        LogPhrase(.serviceStart, "smbd version {*} started."),
    ]
}
