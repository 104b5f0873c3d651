import Model

extension ProgramLog {
    /// Samba through syslog, and what vfs_full_audit(8) tells of every file.
    static let samba = ProgramLog(
        id: "samba", title: Localized(en: "File server Samba", ja: "ファイルサーバー Samba"),
        programs: ["smbd", "nmbd", "winbindd", "samba", "smbd_audit", "samba-dcerpcd", "rpcd_lsad"]
    ) { text, message, draft in
        draft.wholly { SambaMessage.read(text, LogText.trimmed(text, message), &$0) }
    }

    /// rsync(1) as a daemon (clientserver.c, authenticate.c).
    static let rsync = ProgramLog(
        id: "rsync", title: Localized(en: "Copies by rsync", ja: "rsyncによる複製"), programs: ["rsyncd", "rsync"]
    ) { text, message, draft in
        draft.wholly { RsyncMessage.read(text, message, &$0) }
    }

    /// rpc.mountd(8) of nfs-utils (support/export/auth.c, utils/mountd/mountd.c).
    static let nfs = ProgramLog(
        id: "nfs", title: Localized(en: "Shares mounted over NFS", ja: "NFS共有のマウント"), programs: ["rpc.mountd", "mountd"]
    ) { text, message, draft in
        draft.wholly { MountMessage.read(text, message, &$0) }
    }
}

extension LogFormat {
    /// rsync's own log (log.c): `2011/03/12 00:30:01 [812] words`.
    static let rsync = LogFormat(
        id: "rsync.own", title: Localized(en: "rsync's own log", ja: "rsync独自のログ"), names: ["/rsyncd.log", "/rsync.log"], begins: .digit
    ) { text, line, draft in
        guard LogText.byte(text, line.lowerBound + 4) == 0x2f, let time = LogTime.iso(text, line.lowerBound),
            LogText.matches(text, time.end, " ["),
            let (pid, close) = LogText.number(text, LogText.range(time.end + 2, line.upperBound)), LogText.matches(text, close, "] ")
        else { return false }
        let message = LogText.range(close + 2, line.upperBound)
        var inner = draft
        inner.format = "rsync.own"
        inner.moment = time.moment
        inner.pid = pid
        inner.message = Slice(message)
        inner.kind = .message
        // Others write their lines so, too: by its content only what rsync alone says is its own.
        guard RsyncMessage.read(text, message, &inner) || RsyncMessage.isOwn(text, message) else { return false }
        draft = inner
        return true
    }

    /// Lines of Samba's audit of log-ins whose head stands on the line before, where a collector took lines apart: `  Auth: [SMB2,(null)] user …`.
    static let sambaAudit = LogFormat(
        id: "samba.audit", title: Localized(en: "Samba's audit of log-ins, without its heads", ja: "Sambaのログイン監査(見出しなし)"),
        begins: [.letter, .other]
    ) { text, line, draft in
        let message = LogText.trimmed(text, line)
        guard LogText.begins(text, message, "Auth: [") || LogText.begins(text, message, "Authorization: ["),
            LogText.contains(text, message, "]\\[")
        else { return false }
        draft.format = "samba.audit"
        draft.message = Slice(message)
        guard draft.wholly({ SambaMessage.read(text, message, &$0) }) else { return false }
        if let time = LogText.placeBehind(" at [", in: text, message) { draft.moment = LogTimes.any(text, time)?.moment }
        return true
    }

    /// Samba's own logs: `[2011/03/12 00:30:01.123456,  2] ../../auth/auth_log.c:647(function)`, then the words on indented lines
    /// (lib/util/debug.c).
    static let samba = LogFormat(
        id: "samba.own", title: Localized(en: "Samba's own log", ja: "Samba独自のログ"),
        names: ["/samba/log.smbd", "/samba/log.nmbd", "/samba/log.winbindd", "/samba/log.samba"], begins: .bracket,
        continues: { text, _, line in text[line.lowerBound] == 0x20 || text[line.lowerBound] == 0x09 }
    ) { text, line, draft in
        guard LogText.byte(text, line.lowerBound + 5) == 0x2f, let time = LogTime.iso(text, line.lowerBound + 1),
            LogText.byte(text, time.end) == 0x2c,
            let close = LogText.first("] ", in: text, LogText.range(time.end, min(line.upperBound, time.end + 120)))
        else { return false }
        let first = LogText.first(0x0a, in: text, line) ?? line.upperBound
        draft.format = "samba.own"
        draft.moment = time.moment
        draft.kind = .message
        draft.add("log.source", LogText.range(close + 2, first))
        if let mark = LogText.placeBehind(", pid=", in: text, time.end..<close) { draft.pid = LogText.number(text, mark..<close)?.value }
        var message = LogText.trimmed(text, LogText.range(min(first + 1, line.upperBound), line.upperBound))
        if message.isEmpty, let words = LogText.placeBehind(") ", in: text, close + 2..<first) {
            // A collector put both lines together.
            message = LogText.trimmed(text, words..<first)
        }
        draft.message = Slice(message)
        let end = LogText.first(0x0a, in: text, message) ?? message.upperBound
        if !draft.wholly({ SambaMessage.read(text, message.lowerBound..<end, &$0) }) {
            draft.kind = .message
            GenericMessage.ofAnybody(text, LogText.range(message.lowerBound, end), &draft)
        }
        return true
    }
}

enum SambaMessage {
    /// `ipv4:192.0.2.1:5000`, `ipv6:2001:db8::1:5000`: the port stands behind the last colon.
    static func peer(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard range.count > 5, LogText.matches(text, range.lowerBound, "ipv"), let colon = LogText.last(0x3a, in: text, range),
            colon > range.lowerBound + 5
        else { return }
        draft.address = Slice(range.lowerBound + 5..<colon)
        draft.port = LogText.number(text, LogText.range(colon + 1, range.upperBound)).flatMap { $0.value < 65_536 ? $0.value : nil }
    }

    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "Auth: [") || LogText.begins(text, message, "Authorization: [") {
            return audit(text, message, &draft)
        }
        if let rest = LogText.behind("check_ntlm_password:", in: text, message) { return checked(text, rest, &draft) }
        for words in ["Denied connection from ", "Connection denied from "] {
            guard let rest = LogText.behind(words, in: text, message),
                let address = LogText.address(text, rest.lowerBound, end: rest.upperBound)
            else { continue }
            draft.address = Slice(address)
            draft.tell(.connectionRefused, .failure)
            return true
        }
        // "Permission denied-- user not allowed to delete … print job. User name: bob. Printer name: x."
        if LogText.begins(text, message, "Permission denied"), let name = LogText.placeBehind("User name: ", in: text, message) {
            let word = LogText.token(text, name, end: message.upperBound)
            draft.user = Slice(LogText.ends(text, word, ".") ? word.lowerBound..<word.upperBound - 1 : word)
            draft.tell(.policyDenial, .failure)
            return true
        }
        return share(text, message, &draft) || files(text, message, &draft)
    }

    /// `Auth: [SMB2,(null)] user [DOMAIN]\[bob] at [TIME] with [NTLMv2] status [NT_STATUS_WRONG_PASSWORD] workstation [X] remote host
    /// [ipv4:192.0.2.1:5000] mapped to [DOMAIN]\[bob]. local host [ipv4:…]` (auth/auth_log.c). Names of users and workstations are the
    /// client's words: where one of them holds the mark of the address, nobody can tell which one is true.
    private static func audit(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let mark = "remote host [ipv"
        if let at = LogText.first(mark, in: text, message), LogText.last(mark, in: text, message) == at {
            // "4:192.0.2.1:5000]", "6:2001:db8::7:5000]"
            let start = at + mark.utf8.count + 2
            if let close = LogText.first(0x5d, in: text, LogText.range(start, message.upperBound)),
                let colon = LogText.last(0x3a, in: text, start..<close), draft.peer(text, start..<colon)
            {
                draft.port = LogText.wholeNumber(text, colon + 1..<close).flatMap { $0 <= 65_535 ? $0 : nil }
            }
        }
        if let user = LogText.first(" user [", in: text, message), let name = LogText.first("]\\[", in: text, user..<message.upperBound),
            let end = LogText.first("] at [", in: text, name..<message.upperBound)
        {
            draft.user = Slice(min(name + 3, end)..<end)
        }
        guard let status = LogText.between(" status [", "]", in: text, message) else {
            draft.tell(.sessionOpen)
            return true
        }
        draft.add("reason", status)
        if let method = LogText.between(" with [", "]", in: text, message) { draft.method = Slice(method) }
        let isGood = LogText.equals(text, status, "NT_STATUS_OK")
        draft.tell(isGood ? .loginSuccess : .loginFailure, isGood ? .success : .failure)
        return true
    }

    /// `  Authentication for user [bob] -> [bob] FAILED with error NT_STATUS_WRONG_PASSWORD, authoritative=1`,
    /// `  authentication for user [bob] -> [bob] -> [bob] succeeded` (source3/auth/auth.c).
    private static func checked(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let words = LogText.trimmed(text, range)
        guard
            let rest = LogText.behind("Authentication for user [", in: text, words)
                ?? LogText.behind("authentication for user [", in: text, words),
            let end = LogText.first("] -> [", in: text, rest)
        else { return false }
        draft.user = Slice(rest.lowerBound..<end)
        if let failed = LogText.last("] FAILED with error ", in: text, rest) {
            draft.add("reason", LogText.token(text, failed + 20, end: rest.upperBound))
            draft.tell(.loginFailure, .failure)
        } else {
            guard LogText.ends(text, rest, "] succeeded") else { return false }
            draft.tell(.loginSuccess, .success)
        }
        return true
    }

    /// `pc7 (ipv4:192.0.2.1:5000) connect to service data initially as user bob (uid=1000, gid=1000) (pid 123)`, `… closed connection to
    /// service data` (source3/smbd/smb2_service.c). The machine's name, in front, is the client's; so the address before the words counts.
    private static func share(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let marks = [(") connect to service ", EventKind.sessionOpen), (") closed connection to service ", .sessionClose)]
        for (words, kind) in marks {
            guard let at = LogText.last(words, in: text, message), let open = LogText.last(" (ipv", in: text, message.lowerBound..<at),
                let colon = LogText.last(0x3a, in: text, open..<at), open + 7 < colon, draft.peer(text, open + 7..<colon)
            else { continue }
            draft.port = LogText.wholeNumber(text, colon + 1..<at).flatMap { $0 <= 65_535 ? $0 : nil }
            let said = at + words.utf8.count..<message.upperBound
            if let user = LogText.first(" as user ", in: text, said) {
                draft.add("share.name", said.lowerBound..<(LogText.first(" initially as user ", in: text, said) ?? user))
                let end = LogText.first(" (uid=", in: text, user..<said.upperBound) ?? said.upperBound
                draft.user = Slice(min(user + 9, end)..<end)
            } else {
                draft.add("share.name", said)
            }
            draft.tell(kind)
            return true
        }
        return false
    }

    /// `bob|192.0.2.1|…|rename|ok|a.txt|a.txt.locked`: what `full_audit:prefix` says (`%u|%I` unless told otherwise), the operation, how it
    /// ended, and files, whose names hold what they will.
    private static func files(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var starts = [message.lowerBound]
        for at in message where text[at] == 0x7c && starts.count < 12 { starts.append(at + 1) }
        func field(_ index: Int) -> Range<Int> {
            starts[index]..<(index + 1 < starts.count ? starts[index + 1] - 1 : message.upperBound)
        }
        for index in starts.indices.dropFirst() where index + 1 < starts.count {
            let isGood = LogText.equals(text, field(index + 1), "ok")
            guard isGood || LogText.begins(text, field(index + 1), "fail ("),
                let (_, kind) = operations.first(where: { LogText.equals(text, field(index), $0.0) })
            else { continue }
            for place in 0..<index where LogPeer.isAddress(text, field(place)) {
                _ = draft.peer(text, field(place))
                break
            }
            if index > 0, !LogPeer.isAddress(text, field(0)) { draft.user = Slice(field(0)) }
            draft.method = Slice(field(index))
            if index + 2 < starts.count {
                let isOpening = LogText.begins(text, field(index), "open") && index + 3 < starts.count
                draft.path = Slice(isOpening ? starts[index + 3]..<message.upperBound : field(index + 2))
            }
            draft.tell(kind, isGood ? nil : .failure)
            return true
        }
        return false
    }

    private static let operations: [(String, EventKind)] = [
        ("connect", .sessionOpen), ("disconnect", .sessionClose), ("open", .fileAccess), ("openat", .fileAccess),
        ("unlink", .fileDelete), ("unlinkat", .fileDelete), ("rename", .fileRename), ("renameat", .fileRename), ("mkdir", .folderCreate),
        ("mkdirat", .folderCreate), ("rmdir", .folderDelete), ("write", .fileModify), ("pwrite", .fileModify),
        ("pwrite_send", .fileModify), ("create_file", .fileCreate), ("sendfile", .fileDownload), ("read", .fileAccess),
        ("pread", .fileAccess), ("pread_send", .fileAccess), ("ftruncate", .fileModify), ("chmod", .fileModify), ("fchmod", .fileModify),
    ]
}
