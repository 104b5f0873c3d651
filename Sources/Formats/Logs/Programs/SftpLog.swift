import Model

extension ProgramLog {
    /// sftp-server and internal-sftp of OpenSSH (sftp-server.c at VERBOSE).
    static let sftp = ProgramLog(
        id: "sftp", title: Localized(en: "File transfer over SSH (SFTP)", ja: "SSHでのファイル転送(SFTP)"),
        programs: ["sftp-server", "internal-sftp", "sftp"]
    ) { text, message, draft in
        SftpMessage.read(text, message, &draft)
    }
}

enum SftpMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        // Where it is part of sshd, the process that is not yet in its jail hands its messages on.
        if LogText.ends(text, message, " [postauth]") { message = message.lowerBound..<message.upperBound - 11 }
        switch LogText.byte(text, message.lowerBound) {
        case 0x73:
            if let rest = LogText.behind("sent status ", in: text, message) {
                guard !LogText.begins(text, rest, "End of file") else {
                    draft.kind = .message
                    return true
                }
                draft.add("reason", rest)
                (draft.kind, draft.outcome) = (.message, .failure)
                return true
            }
            if let rest = LogText.behind("session ", in: text, message) { return session(text, rest, &draft) }
            for word in ["set ", "setstat name ", "statvfs "] {
                if let rest = LogText.behind(word, in: text, message) { return quoted(text, rest, .fileMetadata, &draft) }
            }
            guard let rest = LogText.behind("symlink old ", in: text, message) else { return false }
            return pair(text, rest, .fileCreate, &draft)
        case 0x6f:
            guard let rest = LogText.behind("open ", in: text, message), quoted(text, rest, .fileAccess, &draft) else {
                guard let rest = LogText.behind("opendir ", in: text, message) else { return false }
                return quoted(text, rest, .fileAccess, &draft)
            }
            // "flags WRITE,CREATE,TRUNCATE mode 0644": the bytes are told of when it is closed.
            if let flags = LogText.last(" flags ", in: text, rest) {
                let words = LogText.word(text, flags + 7, end: rest.upperBound)
                draft.add("file.flags", words)
                if LogText.contains(text, words, "CREATE") {
                    draft.kind = .fileCreate
                } else if LogText.contains(text, words, "WRITE") || LogText.contains(text, words, "APPEND") {
                    draft.kind = .fileModify
                }
            }
            return true
        case 0x63:
            if let rest = LogText.behind("closedir ", in: text, message) { return quoted(text, rest, .fileAccess, &draft) }
            guard let rest = LogText.behind("close ", in: text, message) ?? LogText.behind("forced close ", in: text, message) else {
                return false
            }
            return closed(text, rest, &draft)
        case 0x66:
            if let rest = LogText.behind("forced close ", in: text, message) { return closed(text, rest, &draft) }
            guard let rest = LogText.behind("fsync ", in: text, message) else { return false }
            return quoted(text, rest, .fileModify, &draft)
        case 0x72:
            if let rest = LogText.behind("remove name ", in: text, message) { return quoted(text, rest, .fileDelete, &draft) }
            if let rest = LogText.behind("rmdir name ", in: text, message) { return quoted(text, rest, .folderDelete, &draft) }
            if let rest = LogText.behind("rename old ", in: text, message) { return pair(text, rest, .fileRename, &draft) }
            return false
        case 0x70:
            guard let rest = LogText.behind("posix-rename old ", in: text, message) else { return false }
            return pair(text, rest, .fileRename, &draft)
        case 0x68:
            guard let rest = LogText.behind("hardlink old ", in: text, message) else { return false }
            return pair(text, rest, .fileCreate, &draft)
        case 0x6d:
            guard let rest = LogText.behind("mkdir name ", in: text, message) else { return false }
            return quoted(text, rest, .folderCreate, &draft)
        case 0x6c:
            for word in ["lsetstat ", "lstat name ", "limits"] {
                if let rest = LogText.behind(word, in: text, message) { return quoted(text, rest, .fileMetadata, &draft) }
            }
            return false
        default: return false
        }
    }

    /// `opened for local user bob from [192.0.2.1]`, `closed for local user bob from [192.0.2.1]`.
    private static func session(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let isOpened = LogText.begins(text, range, "opened for local user ")
        guard isOpened || LogText.begins(text, range, "closed for local user ") else { return false }
        let start = range.lowerBound + 22
        guard let from = LogText.last(" from [", in: text, start..<range.upperBound), let end = LogText.last(0x5d, in: text, from..<range.upperBound)
        else { return false }
        draft.user = Slice(start..<from)
        if let address = LogPeer.plain(text, from + 7..<end) { draft.address = Slice(address) }
        draft.kind = isOpened ? .sessionOpen : .sessionClose
        draft.add("ssh.session", draft.decode("sftp"))
        return true
    }

    /// `"/path" …`: the path may hold quotation marks; the last one ends it.
    private static func quoted(_ text: Span<UInt8>, _ range: Range<Int>, _ kind: EventKind, _ draft: inout EventDraft) -> Bool {
        guard let open = LogText.first(0x22, in: text, range), let close = LogText.last(0x22, in: text, range), close > open else { return false }
        draft.path = Slice(open + 1..<close)
        draft.kind = kind
        return true
    }

    /// `"old" new "new"`.
    private static func pair(_ text: Span<UInt8>, _ range: Range<Int>, _ kind: EventKind, _ draft: inout EventDraft) -> Bool {
        guard LogText.byte(text, range.lowerBound) == 0x22, let middle = LogText.last("\" new \"", in: text, range),
            let close = LogText.last(0x22, in: text, range), close >= middle + 7
        else { return false }
        draft.path = Slice(middle + 7..<close)
        draft.add("file.old", range.lowerBound + 1..<middle)
        draft.kind = kind
        return true
    }

    /// `"/path" bytes read 0 written 1234`.
    private static func closed(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard quoted(text, range, .fileAccess, &draft) else { return false }
        guard let at = LogText.last(" bytes read ", in: text, range), let (read, end) = LogText.number(text, at + 12..<range.upperBound),
            LogText.matches(text, end, " written "), let (written, _) = LogText.number(text, end + 9..<range.upperBound)
        else { return true }
        draft.kind = written > 0 ? .fileUpload : read > 0 ? .fileDownload : .fileAccess
        draft.bytes = Int64(max(read, written))
        if written > 0 && read > 0 { draft.add("bytes.read", at + 12..<end) }
        if draft.kind != .fileAccess { draft.outcome = .success }
        return true
    }
}
