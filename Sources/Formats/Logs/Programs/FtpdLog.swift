import Model

extension ProgramLog {
    /// The classic FTP daemons: in.ftpd (netkit, inetutils), wu-ftpd, those of BSD, Solaris and Kerberos.
    static let ftpd = ProgramLog(
        id: "ftpd", title: Localized(en: "Classic FTP servers (ftpd)", ja: "旧来のFTPサーバー(ftpd)"),
        programs: ["ftpd", "in.ftpd", "wu-ftpd", "ftp", "gssftpd", "wu.ftpd", "bsd-ftpd", "tnftpd", "lukemftpd"]
    ) { text, message, draft in
        FtpdMessage.read(text, message, &draft)
    }
}

enum FtpdMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let message = LogText.trimmed(text, whole)
        switch LogText.byte(text, message.lowerBound) {
        case 0x63:
            // "connection from 192.0.2.1 (name) at Sat Jun 18 02:08:10 2005"
            guard let rest = LogText.behind("connection from ", in: text, message) else {
                return WrapperMessage.read(text, message, &draft)
            }
            _ = peer(text, rest.lowerBound..<(LogText.last(" at ", in: text, rest) ?? rest.upperBound), &draft)
            draft.kind = .connectionOpen
            return true
        case 0x66, 0x72, 0x6c, 0x61:
            guard let from = LogText.first(" from ", in: text, message), begins(text, message) else {
                return WrapperMessage.read(text, message, &draft)
            }
            let end = peer(text, from + 6..<message.upperBound, &draft)
            if LogText.matches(text, end, " as ") { draft.user = Slice(end + 4..<max(end + 4, message.upperBound)) }
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return true
        case 0x46, 0x41, 0x4c, 0x4e: return shouted(text, message, &draft)
        case 0x55:
            // "User bob timed out after 900 seconds at …"
            guard let rest = LogText.behind("User ", in: text, message), let end = LogText.first(" timed out after ", in: text, rest) else {
                return false
            }
            if !LogText.equals(text, rest.lowerBound..<end, "unknown") { draft.user = Slice(rest.lowerBound..<end) }
            draft.kind = .connectionClose
            return true
        case 0x50, 0x47, 0x44, 0x4d, 0x52, 0x53: return transfer(text, message, &draft)
        default: return WrapperMessage.read(text, message, &draft)
        }
    }

    private static func begins(_ text: Span<UInt8>, _ message: Range<Int>) -> Bool {
        LogText.begins(text, message, "failed login from") || LogText.begins(text, message, "repeated login failures from")
            || LogText.begins(text, message, "login failed from") || LogText.begins(text, message, "login refused")
            || LogText.begins(text, message, "access denied from")
    }

    /// `FTP LOGIN FROM H [A], bob`, `ANONYMOUS FTP LOGIN FROM H [A], mail`, `FTP LOGIN REFUSED (why) FROM H [A], bob`,
    /// `FTP LOGIN FAILED FROM H, bob`, `ACCESS DENIED (not in any class) TO H [A]`, `FTP LOGIN FROM H as bob`.
    private static func shouted(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "FTP session closed") {
            draft.kind = .sessionClose
            return true
        }
        let isDenial = LogText.begins(text, message, "ACCESS DENIED")
        guard
            isDenial || LogText.begins(text, message, "FTP LOGIN") || LogText.begins(text, message, "ANONYMOUS FTP LOGIN")
                || LogText.begins(text, message, "NULL PASSWORD") || LogText.begins(text, message, "LOGIN FAILED"),
            let from = LogText.first(isDenial ? " TO " : " FROM ", in: text, message)
        else { return false }
        let start = from + (isDenial ? 4 : 6)
        let end = peer(text, start..<message.upperBound, &draft)
        if let rest = LogText.behind(" as ", in: text, end..<max(end, message.upperBound)) {
            draft.user = Slice(LogText.word(text, rest.lowerBound, end: rest.upperBound))
        } else if LogText.byte(text, end) == 0x2c {
            let name = LogText.trimmed(text, end + 1..<max(end + 1, message.upperBound))
            if LogText.byte(text, message.lowerBound) == 0x41 {
                draft.add("ftp.password", name)
                draft.user = draft.decode("anonymous")
            } else {
                draft.user = Slice(name)
            }
        } else if LogText.byte(text, message.lowerBound) == 0x41, !isDenial {
            draft.user = draft.decode("anonymous")
        }
        let isRefused =
            isDenial || LogText.contains(text, message.lowerBound..<from, "REFUSED")
            || LogText.contains(text, message.lowerBound..<from, "FAILED")
        (draft.kind, draft.outcome) = isRefused ? (.loginFailure, .failure) : (.loginSuccess, .success)
        return true
    }

    /// `PUT /path = 123 bytes`, `GET`, `DELETE /path`, `MKDIR /path`, `RENAME /a /b` of the daemons with `-l -l`.
    private static func transfer(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let verb = LogText.word(text, message.lowerBound, end: message.upperBound)
        let kind: EventKind
        if LogText.equals(text, verb, "PUT") {
            kind = .fileUpload
        } else if LogText.equals(text, verb, "GET") {
            kind = .fileDownload
        } else if LogText.equals(text, verb, "DELETE") {
            kind = .fileDelete
        } else if LogText.equals(text, verb, "MKDIR") {
            kind = .folderCreate
        } else if LogText.equals(text, verb, "RMDIR") {
            kind = .folderDelete
        } else if LogText.equals(text, verb, "RENAME") {
            kind = .fileRename
        } else {
            return false
        }
        var path = LogText.trimmed(text, verb.upperBound..<message.upperBound)
        guard !path.isEmpty else { return false }
        if let size = LogText.last(" = ", in: text, path), let (bytes, end) = LogText.number(text, size + 3..<path.upperBound),
            LogText.matches(text, end, " bytes")
        {
            draft.bytes = Int64(bytes)
            path = path.lowerBound..<size
        }
        if kind == .fileRename, let blank = LogText.last(" /", in: text, path) {
            draft.add("file.old", path.lowerBound..<blank)
            path = blank + 1..<path.upperBound
        }
        draft.path = Slice(path)
        (draft.kind, draft.outcome) = (kind, .success)
        return true
    }

    /// `name [192.0.2.1]`, `192.0.2.1 (name)`, `192.0.2.1`, `name`; gives the place behind it.
    private static func peer(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Int {
        let first = LogText.token(text, range.lowerBound, end: range.upperBound)
        var end = first.upperBound
        if !LogPeer.isAddress(text, first), let peer = LogPeer.bracketed(text, range.lowerBound, end: range.upperBound) {
            peer.fill(&draft)
            return peer.end
        }
        if let address = LogPeer.plain(text, first) { draft.address = Slice(address) }
        if LogText.matches(text, end, " ("), let close = LogText.first(0x29, in: text, end..<range.upperBound) { end = close + 1 }
        return end
    }
}
